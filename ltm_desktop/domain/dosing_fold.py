"""The fold of doses: what each event changes in what the chart knows.

A new order voids what was verified and made for the old one; a new syringe voids its check.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime

from ltm_desktop.domain.corrections import RecordVoided
from ltm_desktop.domain.dosing import (
    DECIDING,
    Check,
    DoseChecked,
    DoseNotGiven,
    DosePrescribed,
    DoseRecorded,
    Order,
    Settled,
    is_extra,
)
from ltm_desktop.domain.dosing_path import Preparation, Walked
from ltm_desktop.domain.dosing_slice import DosingSlice
from ltm_desktop.domain.dosing_steps import (
    InjectionStarted,
    OrderVerified,
    PatientAssessed,
    PatientCalled,
    PatientObserved,
    SyringePrepared,
    SyringeReceived,
    SyringeReleased,
    TimeOutDone,
    TimeOutStopped,
)
from ltm_desktop.domain.identifiers import ItemCode, RecordId
from ltm_desktop.domain.terms import ItemState


def _stood(event: DoseChecked, at: datetime) -> Check:
    # The check counts from its signed entry, not from when the form was filled (H12).
    told = {one.name: getattr(event, one.name) for one in fields(DoseChecked)}
    return Check(**told, checked_at=at)


def _without_check(dosing: DosingSlice, item: ItemCode) -> DosingSlice:
    # What was checked is no longer what is ordered.
    by_record = dosing.checks_by_record
    return replace(
        dosing,
        checks={code: check for code, check in dosing.checks.items() if code != item},
        checks_by_record={key: one for key, one in by_record.items() if one.item != item},
    )


def _without_hold(
    settled: Mapping[ItemCode, Settled], item: ItemCode
) -> Mapping[ItemCode, Settled]:
    # A physician's new order is the new decision about a held dose.
    held = {code for code, said in settled.items() if said.state is ItemState.HELD}
    return {code: said for code, said in settled.items() if code != item or code not in held}


def _settle(dosing: DosingSlice, item: ItemCode, said: Settled) -> DosingSlice:
    return replace(dosing, settled={**dosing.settled, item: said})


def _walk(dosing: DosingSlice, item: ItemCode, **steps: object) -> DosingSlice:
    walked = replace(dosing.steps_of(item), **steps)  # type: ignore[arg-type]  # names of Walked, from this module only
    return replace(dosing, walked={**dosing.walked, item: walked})


def _prescribed(dosing: DosingSlice, event: DosePrescribed, at: datetime) -> DosingSlice:
    order = Order(
        event.item, event.drug, event.dose, event.access, event.note, event.prescriber, at
    )
    ordered = replace(
        _without_check(dosing, event.item),
        orders={**dosing.orders, event.item: order},
        settled=_without_hold(dosing.settled, event.item),
    )
    return _walk(
        ordered, event.item, verified=None, preparation=None, time_out=None, time_out_at=None
    )


def _checked(dosing: DosingSlice, event: DoseChecked, at: datetime) -> DosingSlice:
    check = _stood(event, at)
    checked = replace(
        dosing,
        checks={**dosing.checks, event.item: check},
        checks_by_record={**dosing.checks_by_record, event.record: check},
    )
    called = dosing.steps_of(event.item).time_out
    if called is not None and called.record != event.record:
        # a check in a second form leaves the time-out of the first one standing
        return checked
    return _walk(checked, event.item, time_out=None, time_out_at=None)


def _recorded(dosing: DosingSlice, event: DoseRecorded) -> DosingSlice:
    if event.corrects is not None:
        act = dosing.act_of(event.record, event.corrects)
        dosing = without(dosing, event.corrects)
        dosing = _followed_on(dosing, event.corrects, event.record)
        dosing = replace(dosing, acts={**dosing.acts, event.record: act})
    told = replace(dosing, given=(*dosing.given, event))
    if event.volume_injected.value == 0 and not is_extra(event.item):
        # A puncture without injection is history: the dose itself is still owed, its syringe gone.
        kept = dosing.steps_of(event.item)
        again = Walked(kept.assessed, kept.assessed_at, verified=kept.verified)
        return replace(_without_check(told, event.item), walked={**told.walked, event.item: again})
    return _settle(told, event.item, Settled(event.state, event.record, event.started_at))


def _not_given(dosing: DosingSlice, event: DoseNotGiven) -> DosingSlice:
    """Take back what was said of the day: assessment, hand-over of the syringe, check, time-out.

    The order stands until a physician changes it, and with it its verification; the syringe goes
    back to the pharmacy and may be handed out again until its use-by.
    """
    kept = dosing.steps_of(event.item)
    made = kept.preparation
    back = Preparation(made.prepared, made.prepared_at) if made is not None else None
    again = Walked(
        assess_again=kept.assess_again or kept.assessed is not None,
        verified=kept.verified,
        preparation=back,
        returned=kept.returned,
    )
    left = replace(_without_check(dosing, event.item), walked={**dosing.walked, event.item: again})
    state = ItemState(event.outcome.value)
    said = Settled(state, event.record, event.decided_at, event.until)
    if state is ItemState.HELD:
        left = replace(left, holds=(*left.holds, event))
    return _settle(left, event.item, said) if event.outcome in DECIDING else left


def _followed_on(dosing: DosingSlice, old: RecordId, new: RecordId) -> DosingSlice:
    """Hand what was observed and called after an injection on to the record that corrects it."""
    seen, calls = dosing.observed.get(old, ()), dosing.called.get(old, ())
    return replace(
        dosing,
        observed={**dosing.observed, new: seen} if seen else dosing.observed,
        called={**dosing.called, new: calls} if calls else dosing.called,
    )


def without(dosing: DosingSlice, record: RecordId) -> DosingSlice:
    """Take an injection out of what is held to be true; its entry stays in the ledger."""
    given = tuple(one for one in dosing.given if one.record != record)
    settled = {code: one for code, one in dosing.settled.items() if one.record != record}
    for code in dosing.settled.keys() - settled.keys():
        # injected twice and one of them taken back: the other one still settles the dose
        left = [one for one in given if one.item == code and one.volume_injected.value > 0]
        settled |= {one.item: Settled(one.state, one.record, one.started_at) for one in left}
    holds = tuple(one for one in dosing.holds if one.record != record)
    return replace(dosing, given=given, settled=settled, holds=holds)


def _voided(dosing: DosingSlice, event: RecordVoided) -> DosingSlice:
    """Bring a dose back to unrecorded; before another injection it is checked anew."""
    taken = without(dosing, event.record)
    started = dosing.steps_of(event.item).started
    if started is None or started.record != dosing.acts.get(event.record, event.record):
        # an earlier try is taken back: the act under way now is another one
        return taken
    clean = _without_check(taken, event.item)
    return _walk(clean, event.item, time_out=None, time_out_at=None, started=None)


def _on_the_path(dosing: DosingSlice, event: object, at: datetime) -> DosingSlice:
    match event:
        case PatientAssessed():
            told = _walk(dosing, event.item, assessed=event, assessed_at=at)
            return _walk(told, event.item, assess_again=False)
        case OrderVerified():
            return _walk(dosing, event.item, verified=event)
        case SyringePrepared():
            made = Preparation(event, at)
            clean = _without_check(dosing, event.item)
            clean = replace(clean, preparations=clean.preparations | {event.preparation})
            ready = _walk(clean, event.item, preparation=made, time_out=None, time_out_at=None)
            return _walk(ready, event.item, returned=None)
        case SyringeReleased() | SyringeReceived():
            return _moved(dosing, event, at)
        case TimeOutDone():
            read = _walk(dosing, event.item, time_out=event, time_out_at=at)
            return _walk(read, event.item, stopped=None, stopped_at=None)
        case TimeOutStopped():
            unread = _walk(dosing, event.item, time_out=None, time_out_at=None)
            return _walk(unread, event.item, stopped=event, stopped_at=at)
        case InjectionStarted():
            return _walk(dosing, event.item, started=event)
        case _:
            return dosing


def _moved(
    dosing: DosingSlice, event: SyringeReleased | SyringeReceived, at: datetime
) -> DosingSlice:
    made = dosing.steps_of(event.item).preparation
    if made is None:
        return dosing
    if isinstance(event, SyringeReleased):
        return _walk(dosing, event.item, preparation=replace(made, released=event))
    if not event.intact:
        # back to the pharmacy: this syringe is never used
        clean = _without_check(dosing, event.item)
        gone = _walk(clean, event.item, preparation=None, time_out=None, time_out_at=None)
        return _walk(gone, event.item, returned=event)
    made = replace(made, received=event, received_at=at)
    return _walk(dosing, event.item, preparation=made)


def _followed(dosing: DosingSlice, event: PatientObserved | PatientCalled) -> DosingSlice:
    if isinstance(event, PatientObserved):
        seen = (*dosing.observed.get(event.record, ()), event)
        return replace(dosing, observed={**dosing.observed, event.record: seen})
    calls = (*dosing.called.get(event.record, ()), event)
    return replace(dosing, called={**dosing.called, event.record: calls})


def evolve(dosing: DosingSlice, event: object, at: datetime) -> DosingSlice:
    """Fold one event of this topic; `at` is when its entry was recorded."""
    match event:
        case DosePrescribed():
            return _prescribed(dosing, event, at)
        case DoseChecked():
            return _checked(dosing, event, at)
        case DoseRecorded():
            return _recorded(dosing, event)
        case DoseNotGiven():
            return _not_given(dosing, event)
        case RecordVoided():
            return _voided(dosing, event)
        case PatientObserved() | PatientCalled():
            return _followed(dosing, event)
        case _:
            return _on_the_path(dosing, event, at)
