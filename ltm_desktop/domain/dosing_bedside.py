"""The steps round the injection: time-out, start, observation, calls after a lumbar puncture.

Refuses a time-out with a line left out, a start by other people than checked, and a second start.
"""

from collections.abc import Iterator
from datetime import timedelta

from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.dosing import DoseRecorded
from ltm_desktop.domain.dosing_path import DoseStep
from ltm_desktop.domain.dosing_rules import (
    H12,
    H13,
    WRITERS,
    Bedside,
    check_called,
    check_hold,
    check_interval,
    check_not_started,
    check_pair,
    check_ready,
    check_step,
    check_syringe,
)
from ltm_desktop.domain.dosing_steps import (
    TIME_OUT_LINES,
    CallPatient,
    CallTimeOut,
    InjectionStarted,
    ObservePatient,
    PatientCalled,
    PatientObserved,
    StartInjection,
    TimeOutDone,
)
from ltm_desktop.domain.dosing_told import FORM
from ltm_desktop.domain.errors import refuse, refuse_if
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.people import check_role
from ltm_desktop.domain.quantities import Unit
from ltm_desktop.domain.terms import Access
from ltm_desktop.domain.texts import check_note
from ltm_desktop.domain.vocabularies import check_codes

FUTURE = "NHS CUI MEDa-0239"


def decide_time_out(command: CallTimeOut, bedside: Bedside) -> tuple[TimeOutDone]:
    """Close the time-out. Raises Refused while a line is not confirmed or the check is not good."""
    refuse_if(
        (
            *check_role(bedside.people, bedside.act.author, *WRITERS),
            *check_ready(bedside, command.item),
            *check_step(bedside, command.item, DoseStep.TIMED_OUT),
            *check_not_started(bedside, command.item),
            *_check_still_good(bedside, command),
            *_check_lines(command),
        )
    )
    return (TimeOutDone(command.record, command.item, command.lines),)


def _check_lines(command: CallTimeOut) -> Iterator[Alert]:
    for line in TIME_OUT_LINES:
        if line not in command.lines:
            yield stop("dosing.time_out_line", H13, line=line)
    if not set(command.lines) <= set(TIME_OUT_LINES) or len(set(command.lines)) != len(
        command.lines
    ):
        yield stop("dosing.time_out", H13)


def _check_still_good(bedside: Bedside, command: CallTimeOut | StartInjection) -> Iterator[Alert]:
    check = bedside.dosing.check_of(command.record, command.item)
    if check is None:
        yield stop("dosing.not_checked", H12)
        return
    limit = bedside.protocol.check_minutes if bedside.protocol else None
    if limit is not None and elapsed(check.checked_at, bedside.act.now) > timedelta(minutes=limit):
        yield stop("dosing.check_too_old", H12, minutes=limit)


def decide_start(command: StartInjection, bedside: Bedside) -> tuple[InjectionStarted]:
    """Begin the injection. Raises Refused for a dose in progress, other people, or a stale step."""
    refuse_if(
        (
            *check_role(bedside.people, bedside.act.author, *WRITERS),
            *check_ready(bedside, command.item),
            *check_step(bedside, command.item, DoseStep.STARTED),
            *check_not_started(bedside, command.item),
            *_check_still_good(bedside, command),
            *_check_start(command, bedside),
        )
    )
    return (
        InjectionStarted(
            command.record, command.item, command.operator, command.second, command.started_at
        ),
    )


def _check_start(command: StartInjection, bedside: Bedside) -> Iterator[Alert]:
    at = command.started_at
    if elapsed(bedside.act.now, at) > timedelta(0):
        yield stop("dosing.future_time", FUTURE, now=bedside.act.now)
    yield from check_pair(bedside, command.operator, command.second, at)
    check = bedside.dosing.check_of(command.record, command.item)
    if check is not None:
        if (check.operator, check.second) != (command.operator, command.second):
            yield stop("dosing.other_people_checked", H12, second=check.second)
        yield from check_syringe(check.syringe, at, bedside.act)
    yield from check_called(bedside, command)
    yield from check_hold(bedside, command.item, at)
    yield from check_interval(bedside, command.item, at)


def decide_observe(command: ObservePatient, bedside: Bedside) -> tuple[PatientObserved]:
    """Tell an observation. Raises Refused before the injection and after the last one."""
    told = _injection(bedside, command.record)
    refuse_if(check_role(bedside.people, bedside.act.author, *WRITERS))
    refuse_if(_check_observation(command, bedside, told))
    return (
        PatientObserved(
            command.record,
            command.observed_at,
            command.vitals,
            command.complications,
            command.note,
            command.last,
            command.ended_early,
        ),
    )


def _check_observation(
    command: ObservePatient, bedside: Bedside, told: DoseRecorded
) -> Iterator[Alert]:
    seen = bedside.dosing.observed.get(command.record, ())
    if any(one.last for one in seen):
        yield stop("dosing.observation_closed")
    if elapsed(bedside.act.now, command.observed_at) > timedelta(0):
        yield stop("dosing.future_time", FUTURE, now=bedside.act.now)
    if elapsed(told.started_at, command.observed_at) < timedelta(0):
        yield stop("dosing.observed_before_start", FORM, started=told.started_at)
    planned = bedside.protocol.observation_minutes if bedside.protocol else ()
    due = told.ended_at + timedelta(minutes=max(planned, default=0))
    early = elapsed(due, command.observed_at) < timedelta(0)
    if command.last and early and not command.ended_early.strip():
        yield stop("dosing.observation_early", FORM, due=due)
    yield from check_codes(bedside.protocol, "immediate_complication", command.complications)
    yield from check_note(command.note)
    yield from check_note(command.ended_early)


def decide_call(command: CallPatient, bedside: Bedside) -> tuple[PatientCalled]:
    """Tell a call after a lumbar puncture. Raises Refused for another access, another day."""
    told = _injection(bedside, command.record)
    refuse_if(check_role(bedside.people, bedside.act.author, *WRITERS))
    refuse_if(_check_call(command, bedside, told))
    return (
        PatientCalled(
            command.record,
            command.day,
            command.called_at,
            command.reached,
            command.headache,
            command.postural,
            command.blood_patch_on,
            command.note,
        ),
    )


def _check_call(command: CallPatient, bedside: Bedside, told: DoseRecorded) -> Iterator[Alert]:
    days = bedside.protocol.headache_call_days if bedside.protocol else ()
    if told.access is not Access.LUMBAR or command.day not in days:
        yield stop("dosing.no_such_call", day=command.day)
    done = bedside.dosing.called.get(command.record, ())
    if any(one.day == command.day and one.reached for one in done):
        yield stop("dosing.call_done", day=command.day)
    if elapsed(bedside.act.now, command.called_at) > timedelta(0):
        yield stop("dosing.future_time", FUTURE, now=bedside.act.now)
    if command.reached and command.headache is None:
        yield stop("dosing.field_missing", FORM, field="headache")
    rated = command.headache
    if rated is not None and (rated.unit is not Unit.COUNT or rated.value > 10):
        yield stop("dosing.not_a_rating", FORM)
    yield from check_note(command.note)


def _injection(bedside: Bedside, record: RecordId) -> DoseRecorded:
    told = next((one for one in bedside.dosing.given if one.record == record), None)
    if told is None:
        raise refuse("dosing.not_told", record=record)
    return told
