"""Worklists: lists asked of the store with today's date.

Rows hold dates and people's outcomes only; due and overdue are computed here, when asked.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from ltm_desktop.app.ports import Clock, Store
from ltm_desktop.app.rows import FollowUpRow, InboxRow, ItemRow, PatientRow, QueryRow
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.schedule import PlannedItem, item_state
from ltm_desktop.domain.terms import ItemKind, ItemState
from ltm_desktop.domain.values import dataclass


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
    doses_today: tuple[ItemRow, ...] = ()
    """The patient's intrathecal doses planned for today or given today, for a fraction."""


@dataclass(frozen=True, slots=True)
class ListedPatient:
    """One line of the patient list: the patient, what comes next, and a same-name mark."""

    patient: PatientRow
    next_item: ItemRow | None
    state: ItemState | None
    same_name: bool


PAGE = 50
"""Patients listed at once; a choice of the screen, and every further page is a step away."""
CALLS_STAY_DAYS = 7
"""How long an unanswered call stays on the lists after its day; a choice of the screen."""
_URGENCY = {
    ItemState.OVERDUE: 0,
    ItemState.DUE_TODAY: 1,
    ItemState.OPEN: 2,
    ItemState.HELD: 3,
    ItemState.PLANNED: 4,
}


@dataclass(frozen=True, slots=True)
class Observed:
    """A patient under observation after an injection."""

    row: FollowUpRow
    patient: PatientRow
    due_at: datetime | None
    """When the next planned observation is due; None after the last, until a person ends it."""

    @property
    def ended_at(self) -> datetime:
        """Return when the injection ended."""
        return datetime.fromisoformat(self.row.ended_at)


@dataclass(frozen=True, slots=True)
class Call:
    """A patient to be called after a lumbar puncture."""

    row: FollowUpRow
    patient: PatientRow
    given_on: date
    days: tuple[int, ...]
    """Planned calls whose day has come and that nobody answered, oldest first."""

    @property
    def day(self) -> int:
        """Return the newest of them, which is the call to make."""
        return self.days[-1]

    @property
    def due_on(self) -> date:
        """Return the day on which that call was planned."""
        return self.given_on + timedelta(days=self.day)


class Worklists:
    """Answer what is due, who is on the list and what waits, as of now."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def today(self, *, ahead: int = 0) -> tuple[Due, ...]:
        """Return unsettled items up to some days ahead, most overdue first."""
        now = self._clock.now()
        items = self._store.open_items(now.date() + timedelta(days=ahead))
        due = [self._due(row, now) for row in items]
        return tuple(sorted(due, key=lambda one: (_URGENCY.get(one.state, 9), one.item.scheduled)))

    def _due(self, row: ItemRow, now: datetime) -> Due:
        doses: tuple[ItemRow, ...] = ()
        if row.kind == ItemKind.FRACTION.value:
            planned = self._store.items_of([row.patient_id])
            doses = tuple(one for one in planned if _is_dose_of(one, now))
        return Due(row, row_state(row, now.date()), self._patient(row.patient_id), doses)

    def days_ahead(self, days: int = 7) -> Counter[tuple[str, str]]:
        """Return how many items of each kind are scheduled on each of the next days."""
        today = self._clock.now().date()
        last = today + timedelta(days=days - 1)
        items = self._store.open_items(last)
        ahead = [row for row in items if today <= comes_on(row) <= last]
        return Counter((comes_on(row).isoformat(), row.kind) for row in ahead)

    def observations(self, minutes: Sequence[int]) -> tuple[Observed, ...]:
        """Return whom to observe, by planned minutes after the injection; earliest due first."""
        if not minutes:
            return ()
        rows = self._store.observed()
        found = [Observed(row, self._patient(row.patient_id), _next(row, minutes)) for row in rows]
        return tuple(sorted(found, key=lambda one: (one.due_at or one.ended_at).timestamp()))

    def calls(self, days: Sequence[int]) -> tuple[Call, ...]:
        """Return whom to call, by the planned days after a lumbar puncture, earliest day first.

        A call that nobody answered stays for a week after its day, then on the chart only.
        """
        if not days:
            return ()
        now = self._clock.now()
        rows = self._store.called(now - timedelta(days=max(days) + CALLS_STAY_DAYS))
        due = ((row, _missing(row, days, now)) for row in rows)
        return tuple(
            Call(row, self._patient(row.patient_id), _day_of(row, now), missing)
            for row, missing in due
            if missing
        )

    def patients(
        self, query: str = "", *, most: int = PAGE, skip: int = 0
    ) -> tuple[ListedPatient, ...]:
        """Return a page of the list, searched by name, pinyin, birth date and identifiers."""
        today = self._clock.now().date()
        found = self._store.patients(query, limit=most, skip=skip)
        planned: dict[str, list[ItemRow]] = defaultdict(list)
        for item in self._store.items_of([row.patient_id for row in found]):
            planned[item.patient_id].append(item)
        shared = self._shared(found)
        return tuple(_listed(row, planned[row.patient_id], today, shared) for row in found)

    def states(self) -> Mapping[str, ItemState]:
        """Return the most urgent state of every patient who has an item that has come."""
        today, found = self._clock.now().date(), dict[str, ItemState]()
        for item in self._store.items_come(today):
            states = (row_state(item, today), found.get(item.patient_id, ItemState.PLANNED))
            found[item.patient_id] = min(states, key=lambda one: _URGENCY.get(one, 9))
        return found

    def _shared(self, rows: Sequence[PatientRow]) -> frozenset[str]:
        """Return the names among these that anybody else at the site has too."""
        keys = {row.name_key for row in rows if row.name_key}
        return self._store.shared_names(keys, {row.han_name for row in rows if row.han_name})

    def _patient(self, patient_id: str) -> PatientRow:
        row = self._store.patient(patient_id)
        if row is None:
            raise LookupError(patient_id)
        return row

    def patient(self, patient_id: str) -> PatientRow:
        """Return one patient's row. Raises LookupError."""
        return self._patient(patient_id)

    def has_namesake(self, patient_id: str) -> bool:
        """Tell whether anybody else on the list has a name of this patient."""
        own = self._store.patient(patient_id)
        return own is not None and bool(self._shared([own]))

    def inbox(self) -> tuple[tuple[InboxRow, PatientRow], ...]:
        """Return records waiting for a signature with their patients, oldest first."""
        return tuple((row, self._patient(row.patient_id)) for row in self._store.inbox())

    def queries(self) -> tuple[tuple[QueryRow, PatientRow], ...]:
        """Return questions nobody has closed with their patients, oldest first."""
        return tuple((row, self._patient(row.patient_id)) for row in self._store.queries())


def _is_dose_of(row: ItemRow, now: datetime) -> bool:
    """Tell whether a dose was given today, or is planned for today and not settled otherwise."""
    if row.kind != ItemKind.DOSE.value:
        return False
    if row.happened_at:
        at = datetime.fromisoformat(row.happened_at).astimezone(now.tzinfo)
        return bool(row.amount) and at.date() == now.date()
    return comes_on(row) == now.date()


def comes_on(row: ItemRow) -> date:
    """Return the day an item is planned for, or the day its hold ends: one rule for every count."""
    return date.fromisoformat(row.held_until or row.scheduled)


def _next(row: FollowUpRow, minutes: Sequence[int]) -> datetime | None:
    """Return when the next observation is due: each one told stands for one planned time."""
    planned = sorted(minutes)
    if row.seen >= len(planned):
        return None
    ended = datetime.fromisoformat(row.ended_at)
    due = ended.astimezone(UTC) + timedelta(minutes=planned[row.seen])
    return due.astimezone(ended.tzinfo)


def _day_of(row: FollowUpRow, now: datetime) -> date:
    return datetime.fromisoformat(row.started_at).astimezone(now.tzinfo).date()


def _missing(row: FollowUpRow, days: Sequence[int], now: datetime) -> tuple[int, ...]:
    since = (now.date() - _day_of(row, now)).days
    reached = set(map(int, row.called.split()))
    return tuple(day for day in sorted(days) if day <= since and day not in reached)


def _listed(
    row: PatientRow, items: Sequence[ItemRow], today: date, shared: frozenset[str]
) -> ListedPatient:
    waiting = [one for one in items if row_state(one, today) in _URGENCY]
    following = min(
        waiting,
        key=lambda one: (_URGENCY[row_state(one, today)], one.scheduled),
        default=None,
    )
    state = row_state(following, today) if following else None
    return ListedPatient(row, following, state, bool({row.name_key, row.han_name} & shared))
