"""A course as folded: versions of its prescription, the sessions that stand, what was decided.

Refuses nothing; a session taken back or put right no longer counts and stays in the records.
"""

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import date
from decimal import Decimal

from ltm_desktop.domain.corrections import RecordVoided
from ltm_desktop.domain.fractions import (
    CompensationOrdered,
    CourseChecked,
    CourseTarget,
    DeliveredDose,
    FractionRecorded,
    RadiotherapyPrescribed,
    SessionLinked,
    ShortfallChoice,
    ShortfallDecided,
)
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.values import dataclass

TWO_PER_DAY = "two_per_day"
WEEKEND = "weekend"


@dataclass(frozen=True, slots=True)
class CourseSlice:
    """What the chart knows of the radiotherapy course."""

    versions: tuple[RadiotherapyPrescribed, ...] = ()
    sessions: tuple[FractionRecorded, ...] = ()
    """Those that stand, in the order they were told."""
    decided: Mapping[int, ShortfallDecided] = field(default_factory=dict)
    """The newest decision about each short fraction."""
    compensations: tuple[CompensationOrdered, ...] = ()
    links: Mapping[RecordId, SessionLinked] = field(default_factory=dict)
    checks: tuple[CourseChecked, ...] = ()

    @property
    def prescribed(self) -> RadiotherapyPrescribed | None:
        """Return the version in force, None before the order."""
        return self.versions[-1] if self.versions else None

    def version_of(self, fraction: int) -> RadiotherapyPrescribed | None:
        """Return the version a fraction belongs to; a change leaves earlier fractions alone."""
        held = [one for one in self.versions if one.from_fraction <= fraction]
        return held[-1] if held else None

    def targets_of(self, fraction: int) -> tuple[CourseTarget, ...]:
        """Return the volumes of one planned fraction; none beyond the prescription."""
        version, newest = self.version_of(fraction), self.prescribed
        if version is None or newest is None or fraction > newest.fractions:
            return ()
        return version.targets

    def volumes(self) -> tuple[str, ...]:
        """Return every volume ever prescribed or treated, in the order they came."""
        named = [target.volume for version in self.versions for target in version.targets]
        told = [one.volume for session in self.treated() for one in session.delivered]
        return tuple(dict.fromkeys((*named, *told)))

    def treated(self) -> tuple[FractionRecorded, ...]:
        """Return the sessions in which some dose was delivered."""
        return tuple(one for one in self.sessions if one.treated)

    def of(self, fraction: int) -> tuple[FractionRecorded, ...]:
        """Return the treated sessions of one fraction, in the order of their times."""
        found = [one for one in self.treated() if one.fraction == fraction]
        return tuple(sorted(found, key=lambda one: one.at.timestamp()))

    @property
    def uids(self) -> frozenset[str]:
        """Return the DICOM UIDs of the sessions that stand, told with them or linked to them.

        What was taken back or put right gives its UID free: the visit is told or linked anew.
        """
        standing = {one.record for one in self.sessions}
        linked = (link.uid for record, link in self.links.items() if record in standing)
        return frozenset((*(one.uid for one in self.sessions), *linked)) - {""}

    def started(self) -> frozenset[int]:
        """Return the fractions of which some dose was delivered."""
        return frozenset(one.fraction for one in self.treated())

    def given(self, fraction: int) -> Mapping[str, Decimal]:
        """Return what each volume received in one fraction, all its sessions together, in Gy."""
        return added(one for session in self.of(fraction) for one in session.delivered)

    def short(self, fraction: int) -> Mapping[str, Decimal]:
        """Return what each volume of a started fraction lacks, in Gy; only those that lack."""
        given = self.given(fraction)
        gaps = {
            target.volume: target.per_fraction.value - given.get(target.volume, Decimal(0))
            for target in self.targets_of(fraction)
        }
        return {volume: gap for volume, gap in gaps.items() if gap > 0}

    def choice(self, fraction: int) -> ShortfallChoice | None:
        """Return what a physician decided about a short fraction.

        None once the fraction lacks more than was decided about, as after a void.
        """
        decided = self.decided.get(fraction)
        if decided is None:
            return None
        known = added(decided.short)
        lacks = self.short(fraction).items()
        grown = any(gap > known.get(volume, Decimal(0)) for volume, gap in lacks)
        return None if grown else decided.choice

    def allows(self, method: str, day: date) -> bool:
        """Tell whether a signed compensation order covers a day."""
        return day in self.days_of(method)

    def days_of(self, method: str) -> frozenset[date]:
        """Return the days of every signed compensation order of a method."""
        orders = (one for one in self.compensations if one.method == method)
        return frozenset(day for one in orders for day in one.days)

    def without(self, record: RecordId) -> "CourseSlice":
        """Return the course as if one session had not been told."""
        kept = tuple(one for one in self.sessions if one.record != record)
        return replace(self, sessions=kept)


def added(doses: Iterable[DeliveredDose]) -> Mapping[str, Decimal]:
    """Add doses up by volume, in Gy."""
    total: dict[str, Decimal] = {}
    for one in doses:
        total[one.volume] = total.get(one.volume, Decimal(0)) + one.dose.value
    return total


def evolve(course: CourseSlice, event: object) -> CourseSlice:
    """Fold one event of this topic."""
    match event:
        case RadiotherapyPrescribed():
            return replace(course, versions=(*course.versions, event))
        case FractionRecorded():
            return _with_session(course, event)
        case RecordVoided():
            return course.without(event.record)
        case ShortfallDecided():
            return replace(course, decided={**course.decided, event.fraction: event})
        case CompensationOrdered():
            return replace(course, compensations=(*course.compensations, event))
        case SessionLinked():
            return replace(course, links={**course.links, event.record: event})
        case CourseChecked():
            return replace(course, checks=(*course.checks, event))
        case _:
            return course


def _with_session(course: CourseSlice, event: FractionRecorded) -> CourseSlice:
    standing = course.without(event.corrects) if event.corrects else course
    return replace(standing, sessions=(*standing.sessions, event))
