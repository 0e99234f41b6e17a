"""Worklists: rows derived from a chart, and lists asked of the store with today's date.

Rows hold dates and people's outcomes only; due and overdue are computed here, when asked.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ltm_desktop.app.ports import Clock, Store
from ltm_desktop.app.rows import InboxRow, ItemRow, PaperRow, PatientRow, Rows
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.fractions import SessionOutcome, sum_course
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.patients import PatientSlice
from ltm_desktop.domain.records import Record
from ltm_desktop.domain.schedule import PlannedItem, item_state
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
    )


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
    )


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
    return _row(
        chart,
        item,
        outcome=said.state if said else None,
        held_until=_held_until(chart, item, said.until if said else None),
        happened_at=said.at.isoformat() if said else "",
        amount=str(amount) if amount else "",
        access=access.value if access else "",
        record=said.record if said else "",
    )


def _held_until(chart: Chart, item: PlannedItem, until: date | None) -> date | None:
    """Return until when a dose waits: to the end of its hold, or to a later day people chose."""
    chosen = chart.plan.chosen().get(item.code)
    return until if until is None or chosen is None else max(until, chosen)


def _fraction_row(chart: Chart, item: PlannedItem) -> ItemRow:
    treated = [
        one
        for one in chart.course.sessions
        if one.fraction == item.number and one.outcome is not SessionOutcome.NOT_TREATED
    ]
    summed = sum_course(chart.course)
    outcome = None
    if treated and summed is not None:
        partial = item.number in summed.incomplete
        outcome = ItemState.PARTIAL if partial else ItemState.DELIVERED
    dose = summed.by_fraction.get(item.number) if summed else None
    return _row(
        chart,
        item,
        outcome=outcome,
        held_until=None,
        happened_at=treated[-1].at.isoformat() if treated else "",
        amount=f"{dose} Gy" if dose is not None else "",
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
        )
        for version, paper in enumerate(record.papers, start=1)
    ]


def planned_item(row: ItemRow) -> PlannedItem:
    """Return the planned item a row tells."""
    return PlannedItem(
        code=ItemCode(row.code),
        kind=ItemKind(row.kind),
        phase="",
        number=row.number,
        of=row.of,
        target=date.fromisoformat(row.target),
        window_from=date.fromisoformat(row.window_from) if row.window_from else None,
        window_to=date.fromisoformat(row.window_to) if row.window_to else None,
        scheduled=date.fromisoformat(row.scheduled),
    )


def row_state(row: ItemRow, today: date) -> ItemState:
    """Return where a row's item stands today."""
    outcome = ItemState(row.outcome) if row.outcome else None
    held = date.fromisoformat(row.held_until) if row.held_until else None
    return item_state(planned_item(row), today, outcome, held)


@dataclass(frozen=True, slots=True)
class Due:
    """One line of Today: an item with its state and its patient."""

    item: ItemRow
    state: ItemState
    patient: PatientRow


@dataclass(frozen=True, slots=True)
class ListedPatient:
    """One line of the patient list: the patient, what comes next, and a same-name mark."""

    patient: PatientRow
    next_item: ItemRow | None
    state: ItemState | None
    same_name: bool


_URGENCY = {
    ItemState.OVERDUE: 0,
    ItemState.DUE_TODAY: 1,
    ItemState.OPEN: 2,
    ItemState.HELD: 3,
    ItemState.PLANNED: 4,
}


class Worklists:
    """Answer what is due, who is on the list and what waits, as of now."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def today(self, *, ahead: int = 0) -> tuple[Due, ...]:
        """Return unsettled items up to some days ahead, most overdue first."""
        today = self._clock.now().date()
        items = self._store.open_items(today + timedelta(days=ahead))
        due = [Due(row, row_state(row, today), self._patient(row.patient_id)) for row in items]
        return tuple(sorted(due, key=lambda one: (_URGENCY.get(one.state, 9), one.item.scheduled)))

    def days_ahead(self, days: int = 7) -> Counter[tuple[str, str]]:
        """Return how many items of each kind are scheduled on each of the next days."""
        today = self._clock.now().date()
        items = self._store.open_items(today + timedelta(days=days - 1))
        ahead = [row for row in items if row.scheduled >= today.isoformat()]
        return Counter((row.scheduled, row.kind) for row in ahead)

    def patients(self, query: str = "") -> tuple[ListedPatient, ...]:
        """Return the patient list, searched by name, pinyin, birth date and identifiers."""
        today = self._clock.now().date()
        found = self._store.patients(query)
        names = Counter(key for row in self._store.patients() for key in _name_keys(row))
        return tuple(self._listed(row, today, names) for row in found)

    def _listed(self, row: PatientRow, today: date, names: Counter[str]) -> ListedPatient:
        rows = self._store.rows(row.patient_id)
        waiting = [one for one in rows.items if row_state(one, today) in _URGENCY] if rows else []
        following = min(
            waiting,
            key=lambda one: (_URGENCY[row_state(one, today)], one.scheduled),
            default=None,
        )
        state = row_state(following, today) if following else None
        same = any(names[key] > 1 for key in _name_keys(row))
        return ListedPatient(row, following, state, same)

    def _patient(self, patient_id: str) -> PatientRow:
        rows = self._store.rows(patient_id)
        if rows is None:
            raise LookupError(patient_id)
        return rows.patient

    def patient(self, patient_id: str) -> PatientRow:
        """Return one patient's row. Raises LookupError."""
        return self._patient(patient_id)

    def has_namesake(self, patient_id: str) -> bool:
        """Tell whether anybody else on the list has a name of this patient."""
        everybody = self._store.patients()
        names = Counter(key for row in everybody for key in _name_keys(row))
        own = next((row for row in everybody if row.patient_id == patient_id), None)
        return own is not None and any(names[key] > 1 for key in _name_keys(own))

    def inbox(self) -> tuple[tuple[InboxRow, PatientRow], ...]:
        """Return records waiting for a signature with their patients, oldest first."""
        return tuple((row, self._patient(row.patient_id)) for row in self._store.inbox())


def _name_keys(row: PatientRow) -> set[str]:
    """Return the names that must be unique to be unmistakable."""
    latin = f"{row.family} {row.given}".strip().casefold()
    return {key for key in (latin, row.han_name.strip()) if key}
