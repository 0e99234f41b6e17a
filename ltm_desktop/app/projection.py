"""What the read models hold about one patient, derived from the folded chart and nothing else.

No setting of the site is asked: rows made anew under another configuration are the same rows.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from ltm_desktop.app.projected_review import query_rows, review_codes
from ltm_desktop.app.projected_steps import follow_up_rows, with_steps
from ltm_desktop.app.projected_watch import watch_row
from ltm_desktop.app.rows import (
    InboxRow,
    ItemRow,
    PaperRow,
    PatientRow,
    Rows,
    SeriousRow,
    name_key,
)
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.fraction_sums import sum_course
from ltm_desktop.domain.patients import PatientSlice
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.records import Record
from ltm_desktop.domain.schedule import PlannedItem
from ltm_desktop.domain.serious_kinds import serious_kinds
from ltm_desktop.domain.terms import ItemKind, ItemState, Meaning


def project(chart: Chart) -> Rows | None:
    """Return what the read models hold about one patient; None before enrolment."""
    if chart.patient is None:
        return None
    items = tuple(_item_row(chart, item) for item in chart.plan.items.values())
    waiting = (record for record in chart.records.waiting())
    return Rows(
        patient=_patient_row(chart, chart.patient),
        items=items,
        inbox=tuple(_inbox_row(chart, record) for record in waiting),
        papers=tuple(
            row for record in chart.records.by_id.values() for row in _papers(chart, record)
        ),
        follow_ups=tuple(follow_up_rows(chart)),
        queries=tuple(query_rows(chart)),
        serious=tuple(_serious_rows(chart)),
        watched=(watch_row(chart),),
    )


def _serious_rows(chart: Chart) -> Iterator[SeriousRow]:
    now = serious_kinds(chart.adverse_events)
    for case in chart.serious.open:
        if case.event in now:
            yield SeriousRow(case.event, chart.patient_id, case.judged_at.isoformat())


def _patient_row(chart: Chart, patient: PatientSlice) -> PatientRow:
    who = patient.identity
    ends = [item.scheduled for item in chart.plan.items.values()]
    return PatientRow(
        patient_id=chart.patient_id,
        subject_id=who.subject_id,
        hospital_number=who.hospital_number,
        family=who.name.family,
        given=who.name.given,
        han_name=who.name.han,
        pinyin=who.name.pinyin,
        born=who.born.isoformat(),
        sex=who.sex.value,
        arm=patient.arm or "",
        status=patient.status.value,
        access=patient.access.access.value if patient.access else "",
        treatment_end=max(ends).isoformat() if ends else "",
        name_key=name_key(who.name.family, who.name.given),
        **_course_of(chart),
        **_platelets_of(chart),
    )


def _course_of(chart: Chart) -> dict[str, str]:
    """Return the dose of a course so far and what a therapist must know of it."""
    summed = sum_course(chart.course)
    if summed is None:
        return {}
    main = summed.main
    flags = {
        "short": bool(summed.incomplete),
        "undecided": bool(summed.undecided),
        "over": any(one.excess for one in summed.targets),
    }
    return {
        "rt_delivered": str(Quantity(main.delivered, main.unit)),
        "rt_prescribed": str(Quantity(main.prescribed, main.unit)),
        "rt_flags": " ".join(flag for flag, on in flags.items() if on),
    }


def _platelets_of(chart: Chart) -> dict[str, str]:
    newest = next(iter(chart.labs.of("platelets")), None)
    if newest is None:
        return {}
    return {
        "platelets": f"{newest.comparator.value}{newest.value}",
        "platelets_at": newest.sampled_at.isoformat(),
    }


def _item_row(chart: Chart, item: PlannedItem) -> ItemRow:
    if item.kind is ItemKind.DOSE:
        return _dose_row(chart, item)
    return _fraction_row(chart, item)


def _dose_row(chart: Chart, item: PlannedItem) -> ItemRow:
    said = chart.dosing.settled.get(item.code)
    order = chart.dosing.orders.get(item.code)
    given = next((one for one in chart.dosing.injections() if one.item == item.code), None)
    amount = given.delivered if given else order.dose if order else None
    access = given.access if given else order.access if order else None
    row = _row(
        chart,
        item,
        outcome=said.state if said else None,
        held_until=_held_until(chart, item, said.until if said else None),
        happened_at=said.at.isoformat() if said else "",
        amount=str(amount) if amount else "",
        access=access.value if access else "",
        record=said.record if said else "",
    )
    return with_steps(chart, row)


def _held_until(chart: Chart, item: PlannedItem, until: date | None) -> date | None:
    """Return until when a dose waits: to the end of its hold, or to a later day people chose."""
    chosen = chart.plan.chosen().get(item.code)
    return until if until is None or chosen is None else max(until, chosen)


def _fraction_row(chart: Chart, item: PlannedItem) -> ItemRow:
    treated = [one for one in chart.course.sessions if one.fraction == item.number and one.treated]
    summed = sum_course(chart.course)
    outcome = None
    if treated and summed is not None:
        partial = item.number in summed.incomplete
        outcome = ItemState.PARTIAL if partial else ItemState.DELIVERED
    dose = summed.main.by_fraction.get(item.number) if summed else None
    return _row(
        chart,
        item,
        outcome=outcome,
        held_until=None,
        happened_at=treated[-1].at.isoformat() if treated else "",
        amount=str(Quantity(dose, summed.main.unit)) if summed and dose is not None else "",
        access="",
        record=treated[-1].record if treated else "",
    )


def _row(
    chart: Chart,
    item: PlannedItem,
    *,
    outcome: ItemState | None,
    held_until: date | None,
    happened_at: str,
    amount: str,
    access: str,
    record: str,
) -> ItemRow:
    patient = chart.patient
    ended = patient is not None and (patient.withdrawn_on or patient.died_on)
    if ended and outcome in (None, ItemState.HELD):
        # a hold ends with the treatment: nobody is to come back to it
        outcome, held_until = ItemState.CANCELLED, None
    return ItemRow(
        patient_id=chart.patient_id,
        code=item.code,
        kind=item.kind.value,
        number=item.number,
        of=item.of,
        target=item.target.isoformat(),
        window_from=item.window_from.isoformat() if item.window_from else "",
        window_to=item.window_to.isoformat() if item.window_to else "",
        scheduled=item.scheduled.isoformat(),
        held_until=held_until.isoformat() if held_until else "",
        outcome=outcome.value if outcome else "",
        happened_at=happened_at,
        amount=amount,
        access=access,
        record_id=record,
    )


def _inbox_row(chart: Chart, record: Record) -> InboxRow:
    waiting = record.waiting
    second = record.second if waiting is Meaning.CHECKED else None
    return InboxRow(
        record_id=record.record,
        patient_id=chart.patient_id,
        kind=record.kind.value,
        code=record.item,
        waiting_for=waiting.value if waiting else "",
        person=second or "",
        happened_at=record.happened_at.isoformat(),
        flags=" ".join(flag.value for flag in record.flags),
    )


def _papers(chart: Chart, record: Record) -> Sequence[PaperRow]:
    return [
        PaperRow(
            sha256=paper.sha256,
            record_id=record.record,
            patient_id=chart.patient_id,
            kind=record.kind.value,
            version=version,
            issued_at=paper.issued_at.isoformat(),
            code=record.item,
            standing="void" if record.void else "corrected" if record.replaced_by else "",
            review=review_codes(chart, record.record),
        )
        for version, paper in enumerate(record.papers, start=1)
    ]
