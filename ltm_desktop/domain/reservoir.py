"""The reservoir of a patient: implant, imaging, flow study, revisions, signs of infection.

A fact is told with the day it was on. Refuses a day to come, a revision or removal of what was
not implanted by then, and the end of a suspicion nobody had; that end is a physician's to tell.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum

from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import refuse_if
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.patients import PatientSlice
from ltm_desktop.domain.people import People, check_role
from ltm_desktop.domain.terms import Access, Role
from ltm_desktop.domain.texts import check_line
from ltm_desktop.domain.values import dataclass

AUTHORS = (Role.NURSE, Role.PHYSICIAN, Role.INVESTIGATOR, Role.RESEARCH_NURSE)
"""Who may write it: those who write at the bedside."""
CLEARERS = (Role.PHYSICIAN, Role.INVESTIGATOR)
"""Who may say that a suspected infection is none, or is over."""
RECORD = "clinical practice section 2.2: the reservoir's record"


class ReservoirWhat(StrEnum):
    """What happened to a reservoir."""

    IMPLANTED = "implanted"
    IMAGING_CHECKED = "imaging_checked"
    """Where the tip of the catheter lies was looked at."""
    FLOW_STUDY = "flow_study"
    REVISED = "revised"
    INFECTION_SUSPECTED = "infection_suspected"
    INFECTION_CLEARED = "infection_cleared"
    MRI_NOTE = "mri_note"
    REMOVED = "removed"


_OF_AN_IMPLANT = frozenset({ReservoirWhat.REVISED, ReservoirWhat.REMOVED})
_SUSPICION = (ReservoirWhat.INFECTION_SUSPECTED, ReservoirWhat.INFECTION_CLEARED)


@dataclass(frozen=True, slots=True)
class RecordReservoir:
    """Tell one fact of a reservoir."""

    patient: PatientId
    what: ReservoirWhat
    on: date
    side: str = ""
    """Side and place as written."""
    make: str = ""
    surgeon: str = ""
    result: str = ""
    """What was found or done, in the words of the report."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReservoirRecorded:
    """A fact of a reservoir was told."""

    what: ReservoirWhat
    on: date
    side: str = ""
    make: str = ""
    surgeon: str = ""
    result: str = ""
    note: str = ""


EVENTS = (ReservoirRecorded,)


@dataclass(frozen=True, slots=True)
class ReservoirSlice:
    """Every fact told, in the order of its days; of one day in the order of entry."""

    history: tuple[ReservoirRecorded, ...] = ()

    def until(self, on: date) -> "ReservoirSlice":
        """Return what was so by the end of a day."""
        return ReservoirSlice(tuple(one for one in self.history if one.on <= on))

    def last(self, *kinds: ReservoirWhat) -> ReservoirRecorded | None:
        """Return the newest fact of these kinds, None without one."""
        return next((one for one in reversed(self.history) if one.what in kinds), None)

    @property
    def implanted_on(self) -> date | None:
        """Return the day of the newest implant told here."""
        return _day(self.last(ReservoirWhat.IMPLANTED))

    @property
    def imaging_on(self) -> date | None:
        """Return the day on which the newest implant was last seen on imaging."""
        return self._of_this_implant(ReservoirWhat.IMAGING_CHECKED)

    @property
    def flow_study_on(self) -> date | None:
        """Return the day of the last flow study of the newest implant."""
        return self._of_this_implant(ReservoirWhat.FLOW_STUDY)

    @property
    def infection_since(self) -> date | None:
        """Return since when an infection is suspected, None where none is or it was cleared."""
        last = self.last(*_SUSPICION)
        return last.on if last and last.what is ReservoirWhat.INFECTION_SUSPECTED else None

    @property
    def removed_on(self) -> date | None:
        """Return when it was removed, None while one is in place."""
        last = self.last(ReservoirWhat.IMPLANTED, ReservoirWhat.REMOVED)
        return last.on if last and last.what is ReservoirWhat.REMOVED else None

    def _of_this_implant(self, kind: ReservoirWhat) -> date | None:
        since, found = self.implanted_on, _day(self.last(kind))
        # a picture of the reservoir before it says nothing of this one
        return None if found is None or (since is not None and found < since) else found


def _day(told: ReservoirRecorded | None) -> date | None:
    return told.on if told else None


def implanted_on(reservoir: ReservoirSlice, patient: PatientSlice | None) -> date | None:
    """Return the day of the implant: as told here, else as the enrolment says."""
    told = reservoir.implanted_on
    device = patient.access if patient else None
    if told is None and device is not None and device.access is Access.OMMAYA:
        return device.implanted_on
    return told


def decide_reservoir(
    command: RecordReservoir,
    patient: PatientSlice,
    reservoir: ReservoirSlice,
    people: People,
    act: Act,
) -> tuple[ReservoirRecorded]:
    """Tell a fact. Raises Refused with everything that stands against it."""
    clears = command.what is ReservoirWhat.INFECTION_CLEARED
    refuse_if(check_role(people, act.author, *(CLEARERS if clears else AUTHORS)))
    refuse_if(check_fact(command, patient, reservoir, act))
    return (
        ReservoirRecorded(
            command.what,
            command.on,
            command.side,
            command.make,
            command.surgeon,
            command.result,
            command.note,
        ),
    )


def check_fact(
    command: RecordReservoir, patient: PatientSlice, reservoir: ReservoirSlice, act: Act
) -> Iterator[Alert]:
    """Return what stands against a fact as it is told."""
    if act.is_day_ahead(command.on):
        yield stop("reservoir.future", RECORD, on=command.on)
    if command.on < patient.identity.born:
        yield stop("reservoir.before_birth", RECORD, born=patient.identity.born)
    known = reservoir.until(command.on)
    if command.what in _OF_AN_IMPLANT:
        since = implanted_on(known, patient)
        if since is None or since > command.on:
            yield stop("reservoir.not_implanted", RECORD, on=command.on)
    if command.what is ReservoirWhat.INFECTION_CLEARED and known.infection_since is None:
        yield stop("reservoir.not_suspected", RECORD, on=command.on)
    for text in (command.side, command.make, command.surgeon, command.result, command.note):
        yield from check_line(text)


def evolve(reservoir: ReservoirSlice, event: object) -> ReservoirSlice:
    """Fold one event of this topic."""
    if not isinstance(event, ReservoirRecorded):
        return reservoir
    told = sorted((*reservoir.history, event), key=lambda one: one.on)
    return replace(reservoir, history=tuple(told))
