"""The steps round the injection: time-out, start, observation, calls after a lumbar puncture.

Refuses a time-out with a line left out, a start by other people than checked, and a second start.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.dosing import DoseRecorded
from ltm_desktop.domain.dosing_measures import FORM, check_rating, check_vitals, is_blank
from ltm_desktop.domain.dosing_path import DoseStep
from ltm_desktop.domain.dosing_rules import (
    H12,
    H13,
    WRITERS,
    Bedside,
    check_called,
    check_hold,
    check_in_time,
    check_interval,
    check_item,
    check_not_started,
    check_pair,
    check_product,
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
    StopTimeOut,
    TimeOutDone,
    TimeOutStopped,
)
from ltm_desktop.domain.dosing_told import FUTURE
from ltm_desktop.domain.errors import refuse, refuse_if
from ltm_desktop.domain.gates import check_gates
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.overrides import unpassed
from ltm_desktop.domain.people import check_role
from ltm_desktop.domain.same_day import check_dose_of_day
from ltm_desktop.domain.terms import Access
from ltm_desktop.domain.texts import check_note
from ltm_desktop.domain.vocabularies import check_codes


def decide_time_out(command: CallTimeOut, bedside: Bedside) -> tuple[TimeOutDone]:
    """Close the time-out. Raises Refused while a line is not confirmed or the check is not good."""
    refuse_if(
        (
            *check_role(bedside.people, bedside.act.author, *WRITERS),
            *check_ready(bedside, command.item),
            *check_step(bedside, command.item, DoseStep.TIMED_OUT),
            *check_not_started(bedside, command.item),
            *_check_still_good(bedside, command, bedside.act.now),
            *check_hold(bedside, command.item, bedside.act.now),
            *unpassed(bedside, command.item, check_dose_of_day(bedside, bedside.act.now)),
            *_check_lines(command),
            *_check_present(bedside, command),
            *check_pair(bedside, command.operator, command.second, bedside.act.now),
        )
    )
    return (
        TimeOutDone(command.record, command.item, command.operator, command.second, command.lines),
    )


def _check_present(bedside: Bedside, command: CallTimeOut | StartInjection) -> Iterator[Alert]:
    """Return a stop unless the two who checked are the two in the room."""
    check = bedside.dosing.check_of(command.record, command.item)
    people = (command.operator, command.second)
    if check is not None and (check.operator, check.second) != people:
        yield stop("dosing.other_people_checked", H12, second=check.second)


def decide_stop(command: StopTimeOut, bedside: Bedside) -> tuple[TimeOutStopped]:
    """Tell a "no" at the time-out. Raises Refused without the line and the words, or too late.

    A "no" counts however old the check is by then, and also after the last line was read.
    """
    refuse_if(
        (
            *check_role(bedside.people, bedside.act.author, *WRITERS),
            *check_item(bedside, command.item),
            *check_step(bedside, command.item, DoseStep.TIMED_OUT),
            *check_not_started(bedside, command.item),
            *_check_no(command, bedside),
        )
    )
    return (TimeOutStopped(command.record, command.item, command.line, command.reason),)


def _check_no(command: StopTimeOut, bedside: Bedside) -> Iterator[Alert]:
    if bedside.dosing.check_of(command.record, command.item) is None:
        yield stop("dosing.not_checked", H12)
    if command.line not in TIME_OUT_LINES:
        yield stop("dosing.time_out", H13)
    if not command.reason.strip():
        yield stop("dosing.field_missing", FORM, field="time_out_reason")
    yield from check_note(command.reason)


def _check_lines(command: CallTimeOut) -> Iterator[Alert]:
    for line in TIME_OUT_LINES:
        if line not in command.lines:
            yield stop("dosing.time_out_line", H13, line=line)
    if set(command.lines) - set(TIME_OUT_LINES) or len(set(command.lines)) < len(command.lines):
        yield stop("dosing.time_out", H13)


def _check_still_good(
    bedside: Bedside, command: CallTimeOut | StartInjection, at: datetime
) -> Iterator[Alert]:
    check = bedside.dosing.check_of(command.record, command.item)
    if check is None:
        yield stop("dosing.not_checked", H12)
        return
    yield from check_in_time(bedside, check.checked_at, at)
    yield from check_syringe(check.syringe, at, bedside.act)


def decide_start(command: StartInjection, bedside: Bedside) -> tuple[InjectionStarted]:
    """Begin the injection. Raises Refused for a dose in progress, other people, or a stale step."""
    refuse_if(
        (
            *check_role(bedside.people, bedside.act.author, *WRITERS),
            *check_ready(bedside, command.item),
            *check_step(bedside, command.item, DoseStep.STARTED),
            *check_not_started(bedside, command.item),
            *_check_still_good(bedside, command, command.started_at),
            *unpassed(bedside, command.item, _check_start(command, bedside)),
        )
    )
    return (
        InjectionStarted(
            command.record, command.item, command.operator, command.second, command.started_at
        ),
    )


def _check_start(command: StartInjection, bedside: Bedside) -> Iterator[Alert]:
    at = command.started_at
    if bedside.act.is_ahead(at):
        yield stop("dosing.future_time", FUTURE, now=bedside.act.now)
    yield from check_pair(bedside, command.operator, command.second, at)
    check = bedside.dosing.check_of(command.record, command.item)
    yield from _check_present(bedside, command)
    yield from check_called(bedside, command)
    yield from check_hold(bedside, command.item, at)
    yield from check_interval(bedside, command.item, at)
    yield from check_dose_of_day(bedside, at)
    if check is not None:
        yield from check_product(bedside, command.item, check.syringe)
        yield from check_gates(bedside, command.item, check.access, at)


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
    if bedside.act.is_ahead(command.observed_at):
        yield stop("dosing.future_time", FUTURE, now=bedside.act.now)
    if elapsed(told.started_at, command.observed_at) < timedelta(0):
        yield stop("dosing.observed_before_start", FORM, started=told.started_at)
    due = observed_until(bedside, told)
    early = elapsed(due, command.observed_at) < timedelta(0)
    if command.last and early and not command.ended_early.strip():
        yield stop("dosing.observation_early", FORM, due=due)
    yield from _check_seen(command)
    yield from check_codes(bedside.protocol, "immediate_complication", command.complications)
    yield from check_note(command.note)
    yield from check_note(command.ended_early)


def _check_seen(command: ObservePatient) -> Iterator[Alert]:
    yield from check_vitals(command.vitals)
    words = (command.note, command.ended_early, *command.complications)
    if is_blank(command.vitals) and not any(one.strip() for one in words):
        yield stop("dosing.nothing_observed", FORM)


def observed_until(bedside: Bedside, told: DoseRecorded) -> datetime:
    """Return when the last planned observation is due, in the site's zone."""
    planned = bedside.protocol.observation_minutes if bedside.protocol else ()
    due = told.ended_at.astimezone(UTC) + timedelta(minutes=max(planned, default=0))
    return due.astimezone(bedside.act.now.tzinfo)


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
    if bedside.act.is_ahead(command.called_at):
        yield stop("dosing.future_time", FUTURE, now=bedside.act.now)
    if elapsed(told.ended_at, command.called_at) < timedelta(0):
        yield stop("dosing.observed_before_start", FORM, started=told.started_at)
    yield from _check_answer(command, bedside.act.today)
    yield from check_note(command.note)


def _check_answer(command: CallPatient, today: date) -> Iterator[Alert]:
    if command.reached and command.headache is None:
        yield stop("dosing.field_missing", FORM, field="headache")
    if not command.reached and (command.headache is not None or command.postural):
        yield stop("dosing.nobody_answered", FORM)
    yield from check_rating("headache", command.headache)
    if command.blood_patch_on is not None and command.blood_patch_on > today:
        yield stop("dosing.future_day", FORM, on=command.blood_patch_on)


def _injection(bedside: Bedside, record: RecordId) -> DoseRecorded:
    told = next((one for one in bedside.dosing.given if one.record == record), None)
    if told is None:
        raise refuse("dosing.not_told", record=record)
    return told
