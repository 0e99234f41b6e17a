"""What a told injection kept of the plan: order, check, time-out, start, way in, the day itself.

Each is a breach that an incident must explain; what can never be written is in dosing_told.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, timedelta

from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.dosing import Given, OmmayaFacts, RecordDose, Source, Syringe
from ltm_desktop.domain.dosing_care import check_companions_kept
from ltm_desktop.domain.dosing_rules import (
    H09,
    H12,
    H13,
    H19,
    SEQUENCE,
    Bedside,
    check_against_order,
    check_amount,
    check_called,
    check_called_in_time,
    check_findings,
    check_hold,
    check_in_time,
    check_interval,
    check_oldest_first,
    check_pair,
    check_product,
    check_syringe,
    minute_of,
    planned_drug,
)
from ltm_desktop.domain.gates import check_gates
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.patients import H02, PatientSlice, check_may_treat
from ltm_desktop.domain.same_day import check_dose_of_day
from ltm_desktop.domain.terms import ItemState


def check_plan_kept(bedside: Bedside, command: RecordDose) -> Iterator[Alert]:
    """Return what went against the plan; told with an incident it is recorded, else refused."""
    on = bedside.act.day_of(command.started_at)
    yield from check_treated_on(bedside.patient, on, begun=_begun(bedside, command))
    if bedside.protocol is None:
        yield stop("configuration.none_signed", H19)
    yield from check_within_plan(bedside, command.item)
    yield from check_pair(bedside, command.operator, command.second, command.started_at)
    order = bedside.dosing.orders.get(command.item)
    drug = planned_drug(bedside, command.item)
    yield from check_against_order(order, drug, command.dose, command.access)
    yield from check_amount(bedside.protocol, drug, command.dose)
    yield from _check_bedside_steps(bedside, command)
    yield from check_started(bedside, command)
    yield from check_companions_kept(bedside.protocol, drug, command)
    yield from check_oldest_first(bedside, command.item)
    yield from check_hold(bedside, command.item, command.started_at)
    yield from check_interval(bedside, command.item, command.started_at)
    if command.volume_injected.value > 0:
        yield from check_dose_of_day(bedside, command.started_at)
    yield from check_syringe(command.syringe, command.started_at, bedside.act)
    yield from check_product(bedside, command.item, command.syringe)
    yield from check_gates(bedside, command.item, command.access, command.started_at)
    yield from check_way_in(command)


def _check_bedside_steps(bedside: Bedside, command: RecordDose) -> Iterator[Alert]:
    """Return what is wrong with check and time-out; paper speaks where the ledger is silent."""
    act = bedside.dosing.act_of(command.record, command.corrects)
    paper = command.source is Source.TRANSCRIBED
    if paper and bedside.dosing.check_of(act, command.item) is None:
        checked = command.paper_checked_at or command.started_at
        yield from check_in_time(bedside, checked, command.started_at)
    else:
        yield from check_checked(bedside, command)
    if paper and bedside.dosing.steps_of(command.item).called_for(act) is None:
        yield from _check_called_on_paper(bedside, command)
    else:
        yield from check_called(bedside, command)


def _check_called_on_paper(bedside: Bedside, command: RecordDose) -> Iterator[Alert]:
    """Return what is wrong with the time-out as the paper tells it: between check and start."""
    # a blank was refused before this (dosing_care)
    checked = command.paper_checked_at or command.started_at
    called = command.paper_timed_out_at or command.started_at
    if elapsed(minute_of(checked), called) < timedelta(0):
        yield stop("dosing.time_out_before_check", H13, at=called)
    yield from check_called_in_time(bedside, called, command.started_at)


def _begun(bedside: Bedside, command: RecordDose) -> bool:
    """Tell whether this very injection was told to begin while the patient was on treatment."""
    started = bedside.dosing.steps_of(command.item).started
    return command.corrects is None and started is not None and started.record == command.record


def check_within_plan(bedside: Bedside, code: ItemCode) -> Iterator[Alert]:
    """Return what tells that an injection was one more than planned, or than was settled."""
    if bedside.item(code) is None:
        yield stop("dosing.not_planned", H09, item=code)
    if bedside.dosing.is_settled(code):
        partial = bedside.dosing.settled[code].state is ItemState.PARTIAL
        # neither the trial summary nor clinical practice says that a remainder may follow
        found = "dosing.remainder" if partial else "dosing.already_settled"
        yield stop(found, "", item=code)


def check_treated_on(
    patient: PatientSlice | None, on: date, *, begun: bool = False
) -> Iterator[Alert]:
    """Return what forbade study treatment on the day of an act, whatever came after it (H02).

    An injection that had begun was not forbidden by leaving the treatment later that day.
    """
    for alert in check_may_treat(patient):
        ended = alert.values.get("on")
        # A death has no hour here: a dose on its day may well have come before it.
        last = ended if alert.code == "patients.died" else None
        first = ended if alert.code == "patients.withdrawn" else None
        after = isinstance(first, date) and (on < first or (begun and on == first))
        alive = isinstance(last, date) and on <= last
        if not after and not alive:
            yield alert
    if patient and patient.consent and on < patient.consent.signed_on:
        yield stop("patients.no_consent", H02)


def check_checked(bedside: Bedside, command: RecordDose) -> Iterator[Alert]:
    """Return what is wrong with the check that must stand before the injection (H12)."""
    act = bedside.dosing.act_of(command.record, command.corrects)
    check = bedside.dosing.check_of(act, command.item)
    if check is None:
        yield stop("dosing.not_checked", H12)
        return
    if (check.operator, check.second) != (command.operator, command.second):
        yield stop("dosing.other_people_checked", H12, second=check.second)
    tray = (command.dose, command.access)
    if (check.dose, check.access) != tray or not _same_syringe(check.syringe, command.syringe):
        yield stop("dosing.differs_from_check", H12)
    # A start is typed to the minute: it may lie within the very minute of the check.
    yield from check_in_time(bedside, check.checked_at, command.started_at)


def _same_syringe(one: Syringe, other: Syringe) -> bool:
    """Compare two syringes; a use-by is an instant, in whichever zone it was written."""
    here, there = (replace(each, use_by=each.use_by.astimezone(UTC)) for each in (one, other))
    return here == there


def check_started(bedside: Bedside, command: RecordDose) -> Iterator[Alert]:
    """Return a stop where a record tells another start than was told when the injection began.

    A correction may tell another one: it says why.
    """
    started = bedside.dosing.steps_of(command.item).started
    if started is None or started.record != command.record or command.corrects is not None:
        return
    if minute_of(started.started_at) != minute_of(command.started_at):
        yield stop("dosing.differs_from_start", SEQUENCE, started=started.started_at)


def check_way_in(command: RecordDose) -> Iterator[Alert]:
    """Return a stop for an injection through a way that must not be used; none went in, no stop."""
    facts = command.facts
    if command.volume_injected.value == 0:
        return
    # CSF that no longer came half-way ends an injection: what was still in stays in the syringe.
    went_on = command.outcome is Given.COMPLETE and command.technique.csf_midway == "no"
    yield from check_findings(
        site=facts.site_inspection,
        refill=facts.refill if isinstance(facts, OmmayaFacts) else "",
        csf_return=facts.csf_return and not went_on,
        withdrawn=facts.csf_withdrawn,
    )


def check_one_act(bedside: Bedside, command: RecordDose) -> Iterator[Alert]:
    """Return a stop while the same dose is in progress as another record, at another desk."""
    started = bedside.dosing.steps_of(command.item).started
    act = bedside.dosing.act_of(command.record, command.corrects)
    in_progress = started is not None and not bedside.dosing.is_settled(command.item)
    if started is not None and in_progress and started.record != act:
        yield stop("dosing.already_started", SEQUENCE, person=started.operator)
