"""Decisions about a dose: commands in, events out, or Refused with every reason at once."""

from dataclasses import replace
from datetime import datetime

from ltm_desktop.domain.acts import Act, Signer
from ltm_desktop.domain.dosing import (
    CheckDose,
    DoseChecked,
    DoseNotGiven,
    DosePrescribed,
    DoseRecorded,
    DosingSlice,
    Given,
    NotGiven,
    Order,
    PrescribeDose,
    RecordDose,
    RecordDoseNotGiven,
    Settled,
)
from ltm_desktop.domain.dosing_rules import (
    Bedside,
    check_before_injection,
    check_order,
    check_plan_kept,
    check_ready,
    check_told,
    delivered,
)
from ltm_desktop.domain.alerts import Severity, stop
from ltm_desktop.domain.errors import Refused, refuse_if
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.people import check_role
from ltm_desktop.domain.planning import PlanMoved, closures_used
from ltm_desktop.domain.schedule import given_state, replan
from ltm_desktop.domain.terms import ItemKind, ItemState, Meaning, Role

SETTLERS = (Role.NURSE, Role.PHYSICIAN, Role.INVESTIGATOR, Role.RESEARCH_NURSE)


def decide_prescribe(command: PrescribeDose, bedside: Bedside) -> tuple[DosePrescribed]:
    """Order a dose. Raises Refused above the ceiling, in another unit, without authority."""
    refuse_if(check_order(bedside, command))
    return (
        DosePrescribed(
            command.item,
            command.drug,
            command.dose,
            command.access,
            command.note,
            bedside.act.author,
        ),
    )


def decide_check(command: CheckDose, bedside: Bedside) -> tuple[DoseChecked]:
    """Check a dose before the injection. Raises Refused with every difference and broken rule."""
    refuse_if(check_before_injection(bedside, command))
    return (
        DoseChecked(
            command.record,
            command.item,
            command.operator,
            command.second,
            command.drug,
            command.dose,
            command.access,
            command.syringe,
            bedside.act.now,
        ),
    )


def decide_record(command: RecordDose, bedside: Bedside) -> tuple[object, ...]:
    """Record an injection as it happened, and move the plan it moves.

    Raises Refused for the impossible, and for a broken plan told without an incident.
    """
    refuse_if(check_told(bedside, command))
    breaches = tuple(check_plan_kept(bedside, command))
    if breaches and not command.incident.strip():
        raise Refused(*breaches)
    item = bedside.plan.items[command.item]
    state = _state(command, given_state(item, command.started_at.astimezone(_zone(bedside)).date()))
    order = bedside.dosing.orders.get(command.item)
    check = bedside.dosing.checks.get(command.item)
    told = DoseRecorded(
        record=command.record,
        item=command.item,
        outcome=command.outcome,
        state=state,
        operator=command.operator,
        second=command.second,
        second_signed=command.second_present,
        drug=order.drug if order else _only_drug(bedside),
        access=command.access,
        facts=command.facts,
        dose=command.dose,
        volume_injected=command.volume_injected,
        delivered=delivered(command.dose, command.volume_injected, command.syringe.volume),
        started_at=command.started_at,
        ended_at=command.ended_at,
        syringe=command.syringe,
        checked_at=check.checked_at if check and check.record == command.record else None,
        reason=command.reason,
        note=command.note,
        incident=command.incident,
        breaches=tuple(sorted({breach.code for breach in breaches})),
    )
    return (told, *_moved(bedside, command.item, command.started_at, command.record))


def _zone(bedside: Bedside) -> object:
    return bedside.act.now.tzinfo


def _only_drug(bedside: Bedside) -> str:
    return bedside.protocol.drug_names[0] if bedside.protocol else ""


def _state(command: RecordDose, timing: ItemState) -> ItemState:
    by_outcome = {Given.PARTIAL: ItemState.PARTIAL, Given.ABANDONED: ItemState.ABANDONED}
    return by_outcome.get(command.outcome, timing)


def _moved(
    bedside: Bedside, item: ItemCode, started_at: datetime, record: str
) -> tuple[PlanMoved, ...]:
    """Return the plan moved by an actual date, nothing when every date stays."""
    protocol, patient = bedside.protocol, bedside.patient
    if protocol is None or patient is None or patient.arm is None:
        return ()
    day = started_at.astimezone(bedside.act.now.tzinfo).date()
    actual = {one.item: _day(one.started_at, bedside.act) for one in bedside.dosing.given}
    planned = bedside.plan.of(ItemKind.DOSE)
    settled = {one.code for one in planned if bedside.dosing.is_settled(one.code)} | {item}
    again = replan(
        protocol, patient.arm, planned, {**actual, item: day}, settled, bedside.act.calendar
    )
    changed = tuple(one for one in again if bedside.plan.items.get(one.code) != one)
    if not changed:
        return ()
    return (PlanMoved(changed, record, closures_used(bedside.act, changed)),)


def _day(at: datetime, act: Act) -> object:
    return at.astimezone(act.now.tzinfo).date()


def decide_not_given(command: RecordDoseNotGiven, bedside: Bedside) -> tuple[DoseNotGiven]:
    """Record that a planned dose was not given. Raises Refused without a reason."""
    act = bedside.act
    refuse_if(check_role(bedside.people, act.author, *SETTLERS))
    blocking = [a for a in check_ready(bedside, command.item) if a.code.startswith("dosing.")]
    refuse_if(blocking)
    if not command.reason:
        raise Refused(stop("dosing.reason_missing"))
    if command.reason == "other" and not command.note.strip():
        raise Refused(stop("dosing.other_needs_words"))
    if command.decided_at > act.now:
        raise Refused(stop("dosing.future_time", "NHS CUI MEDa-0239", now=act.now))
    if command.outcome is NotGiven.HELD and command.until is None:
        raise Refused(stop("dosing.held_until_missing"))
    if command.until is not None and command.until < act.now.date():
        raise Refused(stop("dosing.held_until_past", until=command.until))
    return (
        DoseNotGiven(
            command.record,
            command.item,
            command.outcome,
            command.reason,
            command.decided_at,
            command.until if command.outcome is NotGiven.HELD else None,
            command.note,
        ),
    )


def dosing_signers(command: object, act: Act) -> tuple[Signer, ...]:
    """Return the signatures with a meaning that a dosing command needs."""
    match command:
        case PrescribeDose():
            return (Signer(act.author, Meaning.PRESCRIBED),)
        case CheckDose():
            return (Signer(command.second, Meaning.CHECKED),)
        case RecordDose():
            return tuple(_closing(command, act))
        case RecordDoseNotGiven():
            return (Signer(act.author, Meaning.OBSERVED),)
    return ()


def _closing(command: RecordDose, act: Act) -> list[Signer]:
    signers = [Signer(command.operator, Meaning.ADMINISTERED)]
    if command.second_present:
        signers.append(Signer(command.second, Meaning.CHECKED))
    if act.author != command.operator:
        signers.append(Signer(act.author, Meaning.OBSERVED))
    return signers


def evolve(dosing: DosingSlice, event: object, at: datetime) -> DosingSlice:
    """Fold one event of this topic; `at` is when its entry was recorded."""
    match event:
        case DosePrescribed():
            order = Order(
                event.item,
                event.drug,
                event.dose,
                event.access,
                event.note,
                event.prescriber,
                at,
            )
            return _with(dosing, orders={**dosing.orders, event.item: order})
        case DoseChecked():
            return _with(dosing, checks={**dosing.checks, event.item: event})
        case DoseRecorded():
            said = Settled(event.state, event.record, event.started_at)
            settled = {**dosing.settled, event.item: said}
            return _with(dosing, given=(*dosing.given, event), settled=settled)
        case DoseNotGiven():
            state = ItemState(event.outcome.value)
            said = Settled(state, event.record, event.decided_at, event.until)
            return _with(dosing, settled={**dosing.settled, event.item: said})
    return dosing


def _with(dosing: DosingSlice, **changes: object) -> DosingSlice:
    return replace(dosing, **changes)  # type: ignore[arg-type]  # keyword names are this file's own
