"""How far each dose has come, and whom to observe or call, as rows of the read models.

Refuses to say when the next observation is due: that follows from the signed configuration.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from ltm_desktop.app.rows import FollowUpRow, ItemRow
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.dosing import DoseRecorded
from ltm_desktop.domain.dosing_path import WHOLE, DoseStep
from ltm_desktop.domain.dosing_slice import DosingSlice
from ltm_desktop.domain.identifiers import ItemCode, RecordId
from ltm_desktop.domain.terms import Access

_AFTER = frozenset({DoseStep.TOLD, DoseStep.OBSERVED, DoseStep.APPROVED})
_YES = "yes"


def with_steps(chart: Chart, row: ItemRow) -> ItemRow:
    """Return the row of a dose with the step it has reached."""
    code, dosing = ItemCode(row.code), chart.dosing
    step = _step(chart, row)
    made = dosing.steps_of(code).preparation
    started = dosing.steps_of(code).started
    running = started is not None and not dosing.is_settled(code)
    return replace(
        row,
        step=step.value,
        step_at=_iso(_told_at(dosing, code, step)),
        in_progress_since=_iso(started.started_at) if started and running else "",
        record_id=started.record if started and running else row.record_id,
        people=" ".join(_people(dosing, code, step)),
        use_by=_iso(made.prepared.syringe.use_by) if made else "",
        stopped_at=_iso(dosing.steps_of(code).stopped_at),
    )


def _step(chart: Chart, row: ItemRow) -> DoseStep:
    """Return the last step that stands; what follows the injection only for a told dose."""
    code = ItemCode(row.code)
    record = chart.records.by_id.get(RecordId(row.record_id)) if row.record_id else None
    if any(one.item == code and one.record == row.record_id for one in chart.dosing.given):
        if record is not None and record.approver is not None:
            return DoseStep.APPROVED
        return DoseStep.OBSERVED if record is not None and record.observed else DoseStep.TOLD
    if chart.dosing.steps_of(code).assess_again:
        # whatever else stands, the next attempt begins with how the patient is
        return DoseStep.PLANNED
    before = (step for step in WHOLE if step not in _AFTER)
    return [step for step in before if chart.dosing.stands(code, step)][-1]


def _told_at(dosing: DosingSlice, code: ItemCode, step: DoseStep) -> datetime | None:
    order, check, walked = dosing.orders.get(code), dosing.checks.get(code), dosing.steps_of(code)
    made, started = walked.preparation, walked.started
    moments = {
        DoseStep.ASSESSED: walked.assessed_at,
        DoseStep.PRESCRIBED: order.ordered_at if order else None,
        DoseStep.PREPARED: made.prepared_at if made else None,
        DoseStep.RECEIVED: made.received_at if made else None,
        DoseStep.CHECKED: check.checked_at if check else None,
        DoseStep.TIMED_OUT: walked.time_out_at,
        DoseStep.STARTED: started.started_at if started else None,
    }
    return moments.get(step)


def _people(dosing: DosingSlice, code: ItemCode, step: DoseStep) -> tuple[str, ...]:
    order, check, walked = dosing.orders.get(code), dosing.checks.get(code), dosing.steps_of(code)
    made = walked.preparation
    named: dict[DoseStep, tuple[str, ...]] = {}
    if order is not None:
        named[DoseStep.PRESCRIBED] = (order.prescriber,)
    if walked.verified is not None:
        named[DoseStep.VERIFIED] = (walked.verified.pharmacist,)
    if made is not None:
        named[DoseStep.PREPARED] = (made.prepared.preparer, made.prepared.second)
    if made is not None and made.released is not None:
        named[DoseStep.RELEASED] = (made.released.by,)
    if made is not None and made.received is not None:
        named[DoseStep.RECEIVED] = (made.received.by,)
    if check is not None:
        pair = (check.operator, check.second)
        named |= dict.fromkeys((DoseStep.CHECKED, DoseStep.TIMED_OUT, DoseStep.STARTED), pair)
    return named.get(step, ())


def follow_up_rows(chart: Chart) -> Iterator[FollowUpRow]:
    """Yield every told injection that is still observed, and the newest lumbar puncture."""
    patient = chart.patient
    standing = [one for one in chart.dosing.given if _stands(chart, one)]
    punctures = [one for one in standing if one.access is Access.LUMBAR]
    newest = max(punctures, key=lambda one: one.started_at.timestamp(), default=None)
    for told in standing:
        injected = told.volume_injected.value > 0
        observing = injected and not chart.records.by_id[told.record].observed
        calling = told is newest
        if patient is not None and patient.died_on is None and (observing or calling):
            yield _follow_up(chart, told, observing=observing, calling=calling)


def _stands(chart: Chart, told: DoseRecorded) -> bool:
    record = chart.records.by_id.get(told.record)
    return record is not None and record.stands


def _follow_up(chart: Chart, told: DoseRecorded, *, observing: bool, calling: bool) -> FollowUpRow:
    seen = chart.dosing.observed.get(told.record, ())
    calls = chart.dosing.called.get(told.record, ())
    last = max(seen, key=lambda one: one.observed_at.timestamp(), default=None)
    reached = {one.day for one in calls if one.reached}
    tried = {one.day for one in calls} - reached
    return FollowUpRow(
        record_id=told.record,
        patient_id=chart.patient_id,
        code=told.item,
        access=told.access.value,
        started_at=_iso(told.started_at),
        ended_at=_iso(told.ended_at),
        observing=_YES if observing else "",
        observed_at=_iso(last.observed_at) if last else "",
        seen=len(seen),
        calling=_YES if calling else "",
        called=" ".join(str(day) for day in sorted(reached)),
        tried=" ".join(str(day) for day in sorted(tried)),
    )


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at else ""
