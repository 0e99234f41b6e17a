"""A treatment record and the session of the log it may be: same fraction, same day, same volumes.

Guesses nothing: a dose that no name ties to a volume of the course stays without one.
"""

from collections.abc import Mapping
from decimal import Decimal

from ltm_desktop.app.imported import ImportedDose, ProposedSession
from ltm_desktop.domain.acts import Act, elapsed
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.fraction_course import CourseSlice
from ltm_desktop.domain.fractions import FractionRecorded, SessionOutcome
from ltm_desktop.domain.people import People
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Beside:
    """A treatment record and everything it is held against."""

    found: ProposedSession
    session: FractionRecorded | None
    """The session of the log with this fraction and day, None where there is none."""
    doses: Mapping[str, ImportedDose]
    """Doses of the file by volume of the course."""
    chart: Chart
    people: People
    act: Act

    @property
    def course(self) -> CourseSlice:
        """Return the course of the patient."""
        return self.chart.course

    @property
    def unit(self) -> Unit:
        """Return the unit of the course: a file says Gy of protons too."""
        ordered = self.course.prescribed
        return ordered.targets[0].total.unit if ordered and ordered.targets else Unit.GY

    @property
    def tolerance(self) -> Decimal:
        """Return how far, in Gy, a dose may be from another and still be the same."""
        version = self.course.version_of(self.found.fraction)
        return version.tolerance.value if version else Decimal(0)

    @property
    def compared_before(self) -> bool:
        """Tell whether the session was linked to another record, or taken from one."""
        session = self.session
        return session is not None and bool(session.uid or session.record in self.course.links)

    @property
    def perhaps_second(self) -> bool:
        """Tell whether it may be a further session of that day that the log does not have.

        The session of the log has its record already, and the fraction still lacks dose.
        """
        session, found = self.session, self.found
        if session is None or not (session.treated and found.treated):
            return False
        return _has_record(session, self.course) and bool(self.course.short(found.fraction))

    @property
    def is_new(self) -> bool:
        """Tell whether a session is proposed, not a link."""
        return self.session is None or not self.session.treated or self.perhaps_second


def _has_record(session: FractionRecorded, course: CourseSlice) -> bool:
    """Tell whether a record of the machine is known to be this session's, by its UID."""
    link = course.links.get(session.record)
    return bool(session.uid or (link is not None and link.uid))


def match_session(found: ProposedSession, course: CourseSlice, act: Act) -> FractionRecorded | None:
    """Return the session of this fraction and day: a treated one first, then the nearest.

    One that has its record already is taken last of its kind.
    """
    day = act.day_of(found.at)
    same = [
        one
        for one in course.sessions
        if one.fraction == found.fraction and act.day_of(one.at) == day
    ]
    return min(
        same,
        key=lambda one: (
            one.treated is not found.treated,
            _has_record(one, course),
            abs(elapsed(one.at, found.at)),
        ),
        default=None,
    )


def doses_of(
    found: ProposedSession, course: CourseSlice, volumes: Mapping[str, str]
) -> dict[str, ImportedDose]:
    """Return the doses of a file by volume of the course; what no name tells is left out.

    The one dose of a file is the one volume of a fraction; otherwise a name must be the same.
    """
    targets = course.targets_of(found.fraction)
    names = {one.volume.strip().casefold(): one.volume for one in targets}
    told: dict[str, ImportedDose] = {}
    for one in found.doses:
        volume = volumes.get(one.reference) or names.get(one.description.strip().casefold())
        if volume is None and len(targets) == len(found.doses) == 1:
            volume = targets[0].volume
        if volume is not None:
            told.setdefault(volume, one)
    return told


def outcome_of(found: ProposedSession) -> SessionOutcome:
    """Return what the beams of a record add up to."""
    if not found.treated:
        return SessionOutcome.NOT_TREATED
    return SessionOutcome.DELIVERED if found.whole else SessionOutcome.PARTIAL


def units_of(found: ProposedSession) -> Quantity | None:
    """Return the monitor units of a session, None where a beam counts in anything else."""
    if any(beam.unit != "MU" for beam in found.beams):
        return None
    return Quantity(sum((beam.delivered for beam in found.beams), Decimal(0)), Unit.MU)
