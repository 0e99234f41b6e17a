"""Decisions about a dose: commands in, events out, or Refused with every reason at once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ltm_desktop.domain import dosing_fold
from ltm_desktop.domain.acts import Act, Signer
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.dosing import (
    AsPlanned,
    CheckDose,
    DoseChecked,
    DoseNotGiven,
    DosePrescribed,
    DoseRecorded,
    Given,
    NotGiven,
    Order,
    PrescribeDose,
    RecordDose,
    RecordDoseNotGiven,
    Timing,
)
from ltm_desktop.domain.dosing_care import check_after_care, check_source
from ltm_desktop.domain.dosing_kept import check_one_act, check_plan_kept
from ltm_desktop.domain.dosing_measures import check_slips
from ltm_desktop.domain.dosing_rules import (
    WRITERS,
    Bedside,
    check_before_injection,
    check_item,
    check_names_dose,
    check_not_started,
    check_order,
    planned_drug,
    prepared_for,
)
from ltm_desktop.domain.dosing_steps import (
    InjectionStarted,
    ObservePatient,
    PrepareSyringe,
    VerifyOrder,
)
from ltm_desktop.domain.dosing_told import FUTURE, check_reason, check_told, delivered
from ltm_desktop.domain.errors import Refused, refuse_if
from ltm_desktop.domain.overrides import Judged, judge, unpassed
from ltm_desktop.domain.patients import check_known
from ltm_desktop.domain.people import check_colleague, check_role
from ltm_desktop.domain.planning import PlanMoved, closures_used
from ltm_desktop.domain.rescheduling import laid_again
from ltm_desktop.domain.schedule import PlannedItem, given_state
from ltm_desktop.domain.terms import ItemState, Meaning
from ltm_desktop.domain.texts import check_note
from ltm_desktop.domain.vocabularies import (
    check_dose_codes,
    check_not_given_codes,
)


def decide_prescribe(command: PrescribeDose, bedside: Bedside) -> tuple[DosePrescribed]:
    """Order a dose. Raises Refused above the ceiling, in another unit, without authority."""
    against = unpassed(bedside, command.item, check_order(bedside, command))
    refuse_if((*against, *check_note(command.note)))
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
    prepared = prepared_for(bedside, command.item)
    alerts = unpassed(bedside, command.item, check_before_injection(bedside, command))
    if prepared is None:
        # the step before never stands then: there is at least one alert
        raise Refused(*alerts)
    refuse_if(alerts)
    return (
        DoseChecked(
            command.record,
            command.item,
            command.operator,
            command.second,
            command.drug,
            command.dose,
            command.access,
            prepared.syringe,
            command.identifiers_confirmed,
        ),
    )


def decide_record(
    command: RecordDose, bedside: Bedside
) -> tuple[InjectionStarted | DoseRecorded | PlanMoved, ...]:
    """Record an injection as it happened, and move the plan it moves.

    Raises Refused for the impossible, and for a broken plan told without an incident.
    """
    refuse_if(check_known(bedside.patient))
    refuse_if(check_role(bedside.people, bedside.act.author, *WRITERS))
    refuse_if(check_colleague(bedside.people, command.second))
    refuse_if((*check_names_dose(bedside, command.item), *check_told(command, bedside.act)))
    refuse_if(check_dose_codes(bedside.protocol, command))
    refuse_if(check_beside(command, bedside))
    refuse_if(check_one_act(bedside, command))
    against = check_plan_kept(bedside, command)
    judged = judge(bedside, command.item, against, command.started_at)
    if judged.blocking and not command.incident.strip():
        raise Refused(*judged.blocking)
    told = _told(command, bedside, judged)
    moved = _moved(bedside, told)
    return (*_started(command, bedside), told, *((moved,) if moved else ()))


def check_beside(command: RecordDose, bedside: Bedside) -> Iterator[Alert]:
    """Return what is missing of the visit round the injection, and of how the record came about."""
    drug = planned_drug(bedside, command.item)
    yield from check_after_care(bedside.protocol, drug, command)
    yield from check_source(bedside.protocol, command, bedside.act)
    yield from check_slips(bedside.protocol, command.access, command.facts, command.kept)


def _started(command: RecordDose, bedside: Bedside) -> tuple[InjectionStarted, ...]:
    """Return the start told together with its end, where nobody told it when it happened."""
    started = bedside.dosing.steps_of(command.item).started
    act = bedside.dosing.act_of(command.record, command.corrects)
    if command.corrects or (started is not None and started.record == act):
        return ()
    if command.volume_injected.value == 0:
        # a puncture in which nothing went in began no injection
        return ()
    return (
        InjectionStarted(
            command.record, command.item, command.operator, command.second, command.started_at
        ),
    )


def _told(command: RecordDose, bedside: Bedside, judged: Judged) -> DoseRecorded:
    act = bedside.dosing.act_of(command.record, command.corrects)
    check = bedside.dosing.check_of(act, command.item)
    called = bedside.dosing.steps_of(command.item).called_for(act)
    item, order = bedside.item(command.item), bedside.dosing.orders.get(command.item)
    timing = _timing(item, bedside.act.day_of(command.started_at))
    return DoseRecorded(
        record=command.record,
        item=command.item,
        outcome=command.outcome,
        state=_state(command.outcome, timing),
        timing=timing,
        planned=_as_planned(item, order),
        written_by=bedside.act.author,
        operator=command.operator,
        second=command.second,
        second_signed=command.second_present,
        drug=planned_drug(bedside, command.item),
        access=command.access,
        facts=command.facts,
        dose=command.dose,
        volume_injected=command.volume_injected,
        delivered=delivered(command.dose, command.volume_injected, command.syringe.volume),
        started_at=command.started_at,
        ended_at=command.ended_at,
        syringe=command.syringe,
        # paper speaks where the ledger is silent
        checked_at=check.checked_at if check else command.paper_checked_at,
        reason=command.reason,
        note=command.note,
        incident=command.incident,
        breaches=tuple(sorted({breach.code for breach in judged.blocking})),
        after=command.after,
        source=command.source,
        late_reason=command.late_reason,
        timed_out_at=called or command.paper_timed_out_at,
        corrects=command.corrects,
        correction_reason=command.correction_reason,
        overridden=judged.passed,
        technique=command.technique,
        estimated=command.estimated,
        kept=command.kept,
    )


_TIMINGS = {
    ItemState.GIVEN_EARLY: Timing.EARLY,
    ItemState.GIVEN_LATE: Timing.LATE,
    ItemState.GIVEN_IN_WINDOW: Timing.IN_WINDOW,
}
_STATES = {timing: state for state, timing in _TIMINGS.items()}


def _state(outcome: Given, timing: Timing) -> ItemState:
    if outcome is Given.PARTIAL:
        return ItemState.PARTIAL
    if outcome is Given.ABANDONED:
        return ItemState.ABANDONED
    return _STATES.get(timing, ItemState.GIVEN_IN_WINDOW)


def _timing(item: PlannedItem | None, given_on: date) -> Timing:
    if item is None or item.window_from is None:
        return Timing.NO_WINDOW
    return _TIMINGS[given_state(item, given_on)]


def _as_planned(item: PlannedItem | None, order: Order | None) -> AsPlanned:
    return AsPlanned(
        order.prescriber if order else None,
        order.dose if order else None,
        item.scheduled if item else None,
        item.window_from if item else None,
        item.window_to if item else None,
    )


def _moved(bedside: Bedside, told: DoseRecorded) -> PlanMoved | None:
    """Return the plan moved by an actual date, None when every date stays."""
    act = bedside.act
    after = dosing_fold.evolve(bedside.dosing, told, act.now)
    again = laid_again(replace(bedside, dosing=after))
    changed = tuple(one for one in again if bedside.plan.items.get(one.code) != one)
    return PlanMoved(changed, told.record, closures_used(act, changed)) if changed else None


def decide_not_given(command: RecordDoseNotGiven, bedside: Bedside) -> tuple[DoseNotGiven]:
    """Record that a planned dose was not given. Raises Refused without a reason."""
    refuse_if(check_known(bedside.patient))
    refuse_if(check_role(bedside.people, bedside.act.author, *WRITERS))
    refuse_if((*check_item(bedside, command.item), *_check_not_given(command, bedside.act)))
    refuse_if(check_not_given_codes(bedside.protocol, command))
    refuse_if(check_not_started(bedside, command.item))
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


def _check_not_given(command: RecordDoseNotGiven, act: Act) -> Iterator[Alert]:
    yield from check_reason(command.reason, command.note)
    if act.is_ahead(command.decided_at):
        yield stop("dosing.future_time", FUTURE, now=act.now)
    if command.outcome is not NotGiven.HELD:
        return
    if command.until is None:
        yield stop("dosing.held_until_missing")
    elif command.until < act.day_of(command.decided_at):
        yield stop("dosing.held_until_past", until=command.until)


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
        case _:
            return tuple(_step_signers(command, act))


def _step_signers(command: object, act: Act) -> Iterator[Signer]:
    match command:
        case VerifyOrder():
            yield Signer(act.author, Meaning.VERIFIED)
        case PrepareSyringe():
            yield Signer(command.preparer, Meaning.PREPARED)
            yield Signer(command.second, Meaning.CHECKED)
        case ObservePatient(last=True):
            yield Signer(act.author, Meaning.OBSERVED)
        case _:
            return


def _closing(command: RecordDose, act: Act) -> list[Signer]:
    signers = [Signer(command.operator, Meaning.ADMINISTERED)]
    if command.second_present:
        signers.append(Signer(command.second, Meaning.CHECKED))
    # A second person who also writes has signed once; nobody signs twice.
    if act.author not in {one.person for one in signers}:
        signers.append(Signer(act.author, Meaning.OBSERVED))
    return signers
