"""Worklists: lists asked of the store with today's date.

Rows hold dates and people's outcomes only; due and overdue are computed here, when asked.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from ltm_desktop.app.ports import Clock, Store
from ltm_desktop.app.rows import InboxRow, ItemRow, PatientRow
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.schedule import PlannedItem, item_state
from ltm_desktop.domain.terms import ItemKind, ItemState


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
