"""The end of a course: what a death or a withdrawal cancels, and taking an end back.

An end names every planned dose and fraction it cancels. Refuses a death before the last word,
treatment or finding of a living patient, and taking one back without a reason and a second person.
"""

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from enum import StrEnum

from ltm_desktop.domain.acts import Act, Signer
from ltm_desktop.domain.adverse_events_slice import AdverseEventsSlice
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.dosing_slice import DosingSlice
from ltm_desktop.domain.errors import refuse_if
from ltm_desktop.domain.follow_up import FollowUpSlice, FollowUpTakenBack
from ltm_desktop.domain.follow_up_decisions import CONTACTS, KEPT, check_second
from ltm_desktop.domain.fraction_course import CourseSlice
from ltm_desktop.domain.identifiers import ItemCode, PatientId, PersonId
from ltm_desktop.domain.patients import (
    ENROLLERS,
    PatientSlice,
    RecordDeath,
    WithdrawPatient,
    decide_end,
)
from ltm_desktop.domain.people import People, check_role
from ltm_desktop.domain.planning import PlanSlice
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.response import ResponseSlice
from ltm_desktop.domain.schedule import PlannedItem
from ltm_desktop.domain.terms import ItemKind, Meaning
from ltm_desktop.domain.texts import check_note
from ltm_desktop.domain.values import dataclass
from ltm_desktop.domain.vocabularies import check_listed


class CourseEnd(StrEnum):
    """How a patient's course ended."""

    WITHDRAWAL = "withdrawal"
    DEATH = "death"


@dataclass(frozen=True, slots=True)
class CancelledItem:
    """A planned dose or fraction that will not be, with the day it was planned for."""

    code: ItemCode
    kind: ItemKind
    scheduled: date


@dataclass(frozen=True, slots=True)
class CourseClosed:
    """An end cancelled what was still planned; the end itself is the reason."""

    end: CourseEnd
    on: date
    items: tuple[CancelledItem, ...]


@dataclass(frozen=True, slots=True)
class TakeBackEnd:
    """Take back a death or a withdrawal that is not so; the plan comes back."""

    patient: PatientId
    end: CourseEnd
    reason: str
    """Code of void_reason."""
    second: PersonId
    """Who looked as well; signs `witnessed`."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class EndTakenBack:
    """A death or a withdrawal was taken back."""

    end: CourseEnd
    on: date
    """The day that had been told."""
    reason: str
    by: PersonId
    second: PersonId
    note: str


EVENTS = (CourseClosed, EndTakenBack)


@dataclass(frozen=True, slots=True)
class EndingSlice:
    """What ends of a course cancelled, and which ends were taken back."""

    cancelled: Mapping[ItemCode, CourseClosed] = field(default_factory=dict)
    """The end that cancelled each planned item; empty again once it was taken back."""
    taken_back: tuple[EndTakenBack, ...] = ()


@dataclass(frozen=True, slots=True)
class Ending:
    """Everything a decision about an end looks at."""

    patient: PatientSlice
    plan: PlanSlice
    dosing: DosingSlice
    course: CourseSlice
    follow_up: FollowUpSlice
    response: ResponseSlice
    events: AdverseEventsSlice
    ended: EndingSlice
    people: People
    protocol: ActiveProtocol | None
    act: Act


def decide_ending(
    command: WithdrawPatient | RecordDeath | TakeBackEnd, at: Ending
) -> tuple[object, ...]:
    """End a course or take an end back. Raises Refused with every reason."""
    if isinstance(command, TakeBackEnd):
        return _take_back(command, at)
    told = decide_end(command, at.patient, at.people, at.act)
    refuse_if(_check_seen(command, at))
    end = CourseEnd.DEATH if isinstance(command, RecordDeath) else CourseEnd.WITHDRAWAL
    return (*told, *_closed(end, command.on, at))


def ending_signers(command: object) -> tuple[Signer, ...]:
    """Return who must sign a command of this topic beside its author."""
    if isinstance(command, TakeBackEnd):
        return (Signer(command.second, Meaning.WITNESSED),)
    return ()


def _check_seen(command: WithdrawPatient | RecordDeath, at: Ending) -> Iterator[Alert]:
    if not isinstance(command, RecordDeath):
        return
    seen, treated = at.follow_up.last_alive, max(_treated(at), default=None)
    if seen is not None and seen > command.on:
        yield stop("follow_up.seen_alive_after", CONTACTS, on=seen)
    if treated is not None and treated > command.on:
        yield stop("follow_up.treated_after", CONTACTS, on=treated)
    told = max(_told(at), default=None)
    if told is not None and told > command.on:
        yield stop("follow_up.told_after", CONTACTS, on=told)


def _treated(at: Ending) -> Iterator[date]:
    """Yield the days on which the patient was given a dose or a fraction."""
    yield from (at.act.day_of(one.started_at) for one in at.dosing.given)
    yield from (at.act.day_of(one.at) for one in at.course.treated())


def _told(at: Ending) -> Iterator[date]:
    """Yield the days of which an assessment, a progression or a toxicity tells."""
    yield from (one.on for one in at.response.standing)
    yield from (one.on for one in at.follow_up.progressions)
    for event in at.events.standing():
        yield event.told.onset.earliest
        yield from (one.on for one in event.grades)


def _closed(end: CourseEnd, on: date, at: Ending) -> Iterator[CourseClosed]:
    items = tuple(_cancelled(one) for one in open_items(at.plan, at.dosing, at.course, at.ended))
    if items:
        yield CourseClosed(end, on, items)


def open_items(
    plan: PlanSlice, dosing: DosingSlice, course: CourseSlice, ended: EndingSlice
) -> Iterator[PlannedItem]:
    """Yield the planned items of which nobody has said what became, and that nothing cancelled.

    An injection in progress is still to be told: no end cancels it.
    """
    started = course.started()
    for item in plan.items.values():
        if item.code in ended.cancelled:
            continue
        if item.kind is ItemKind.FRACTION:
            told = item.number in started
        else:
            begun = dosing.steps_of(item.code).started is not None
            told = dosing.is_settled(item.code) or begun
        if not told:
            yield item


def _cancelled(item: PlannedItem) -> CancelledItem:
    return CancelledItem(item.code, item.kind, item.scheduled)


def _take_back(command: TakeBackEnd, at: Ending) -> tuple[object, ...]:
    refuse_if(check_role(at.people, at.act.author, *ENROLLERS))
    refuse_if(check_take_back(command, at))
    on = day_of(command.end, at.patient)
    if on is None:
        raise AssertionError("an end that is not there was let through")
    author = at.act.author
    taken = EndTakenBack(command.end, on, command.reason, author, command.second, command.note)
    return (taken, *_unsaid(command, at), *_still_closed(taken, at))


def _unsaid(command: TakeBackEnd, at: Ending) -> Iterator[FollowUpTakenBack]:
    """Yield the taking back of every contact that told of the death: without one none can stand."""
    told = (command.reason, command.note, at.act.author, command.second)
    for one in at.follow_up.contacts:
        if command.end is CourseEnd.DEATH and not one.alive:
            yield FollowUpTakenBack(one.record, *told)


def _still_closed(taken: EndTakenBack, at: Ending) -> Iterator[CourseClosed]:
    """Yield what the other end of the course cancels now in the place of the one taken back."""
    other = CourseEnd.WITHDRAWAL if taken.end is CourseEnd.DEATH else CourseEnd.DEATH
    on = day_of(other, at.patient)
    if on is not None:
        yield from _closed(other, on, replace(at, ended=evolve(at.ended, taken)))


def check_take_back(command: TakeBackEnd, at: Ending) -> Iterator[Alert]:
    """Return what stands against taking an end back."""
    if day_of(command.end, at.patient) is None:
        yield stop("follow_up.not_ended", KEPT)
    if not command.reason.strip():
        yield stop("follow_up.reason_missing", KEPT)
    yield from check_second(command.second, at.people, at.act)
    yield from check_listed(at.protocol, "void_reason", command.reason)
    yield from check_note(command.note)


def day_of(end: CourseEnd, patient: PatientSlice) -> date | None:
    """Return the day of an end, None where the course did not end so."""
    return patient.died_on if end is CourseEnd.DEATH else patient.withdrawn_on


def patient_after(patient: PatientSlice | None, event: object) -> PatientSlice | None:
    """Return the patient with an end taken back."""
    if patient is None or not isinstance(event, EndTakenBack):
        return patient
    if event.end is CourseEnd.DEATH:
        return replace(patient, died_on=None)
    return replace(patient, withdrawn_on=None)


def evolve(ended: EndingSlice, event: object) -> EndingSlice:
    """Fold one event of this topic."""
    match event:
        case CourseClosed():
            closed = {one.code: event for one in event.items}
            return replace(ended, cancelled={**ended.cancelled, **closed})
        case EndTakenBack():
            kept = {code: one for code, one in ended.cancelled.items() if one.end is not event.end}
            return EndingSlice(kept, (*ended.taken_back, event))
        case _:
            return ended
