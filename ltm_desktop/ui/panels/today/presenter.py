"""Today's rows, worded; they keep their places until a person sorts them again. No Qt here.

Refuses to call anything missed: an overdue item stays overdue until a person settles it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from ltm_desktop.app.rows import InboxRow, ItemRow, PatientRow
from ltm_desktop.app.wording.telling.voice import listed_name
from ltm_desktop.app.wording.words import Words
from ltm_desktop.app.worklists import Due
from ltm_desktop.domain.dosing_slice import DosingSlice
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.records import Flag, RecordKind
from ltm_desktop.domain.terms import Access, ItemKind, ItemState

AHEAD_DAYS = 7
"""How far ahead an open window is looked for, and how many days the strip counts."""
TOP = 5
_SHOWN = (ItemState.OVERDUE, ItemState.DUE_TODAY, ItemState.OPEN, ItemState.HELD)
Key = tuple[str, str]
"""Patient and item."""


@dataclass(frozen=True, slots=True)
class TodayRow:
    """One item of one patient, worded."""

    key: Key
    kind: str
    weekday: str
    planned: str
    name: str
    born: str
    subject: str
    item: str
    waits: str
    """What a dose waits for next: its order, its check or the injection; empty for others."""
    detail: str
    state: ItemState
    settled: bool = False
    """Somebody settled it since the list was sorted; the row stays in its place until then."""


@dataclass(frozen=True, slots=True)
class DayCount:
    """One of the next seven days."""

    day: str
    count: int
    words: str
    today: bool


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """One record that waits for a signature."""

    name: str
    subject: str
    record: str
    when: str
    flags: tuple[Flag, ...]
    mine: bool = False
    """Whether the person at the desk may give this signature."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a signature: one's own first, and how many more there are."""

    lines: tuple[WaitingLine, ...]
    summary: str
    own: str
    """How many wait for the person at the desk; empty where none does."""
    more: str
    """How many are not shown; empty where all are."""


class TodayDesk(Protocol):
    """What the page asks of the desk."""

    def due(self, ahead: int) -> Sequence[Due]:
        """Return unsettled items up to some days ahead, most overdue first."""

    def item(self, key: Key) -> tuple[ItemRow, ItemState] | None:
        """Return an item as it stands now."""

    def days_ahead(self, days: int) -> Mapping[tuple[str, str], int]:
        """Return how many items of each kind are scheduled on each of the next days."""

    def inbox(self) -> Sequence[tuple[InboxRow, PatientRow]]:
        """Return records waiting for a signature, oldest first."""

    def may_sign(self, row: InboxRow) -> bool:
        """Tell whether the person at the desk may be the one a record waits for."""

    def dosing(self, patient: str) -> DosingSlice:
        """Return what is ordered and checked for one patient."""

    def now(self) -> datetime:
        """Return the time at the site."""


class TodayView(Protocol):
    """What the page can show."""

    def show_heading(self, title: str, counts: str) -> None:
        """Show the day and what there is to do."""

    def show_rows(self, rows: Sequence[TodayRow], *, stale: bool) -> None:
        """Show the rows in this order, and whether sorting them again would change it."""

    def show_days(self, days: Sequence[DayCount]) -> None:
        """Show the next seven days."""

    def show_waiting(self, waiting: Waiting) -> None:
        """Show what waits for a signature, first of all for this person's."""


class TodayPresenter:
    """Keep the page true without moving a row under anybody's finger."""

    def __init__(self, desk: TodayDesk, view: TodayView, say: Words) -> None:
        self._desk = desk
        self._view = view
        self._say = say
        self._rows: tuple[TodayRow, ...] = ()

    def sort(self) -> None:
        """Ask again and put every row where it belongs."""
        self._rows = self._fresh()
        self._show(stale=False)

    def refresh(self) -> None:
        """Ask again; rows keep their places, new ones come last, settled ones stay until sorted."""
        fresh = {row.key: row for row in self._fresh()}
        kept = [fresh.get(row.key) or self._settled(row) for row in self._rows]
        known = {row.key for row in kept}
        self._rows = (*kept, *(row for key, row in fresh.items() if key not in known))
        self._show(stale=[row.key for row in self._rows] != list(fresh))

    def _show(self, *, stale: bool) -> None:
        say, now = self._say, self._desk.now()
        title = say("Today · {weekday} {day}", weekday=say.weekday(now.date()), day=now.date())
        days = self._desk.days_ahead(AHEAD_DAYS)
        self._view.show_heading(title, self._counts(sum(days.values())))
        self._view.show_rows(self._rows, stale=stale)
        self._view.show_days(list(self._days(days, now.date())))
        self._show_waiting(now)

    def _fresh(self) -> tuple[TodayRow, ...]:
        due = self._desk.due(AHEAD_DAYS)
        return tuple(self._row(one) for one in due if one.state in _SHOWN)

    def _settled(self, row: TodayRow) -> TodayRow:
        now = self._desk.item(row.key)
        return replace(row, state=now[1], settled=True) if now else replace(row, settled=True)

    def _row(self, one: Due) -> TodayRow:
        say, item, patient = self._say, one.item, one.patient
        born = date.fromisoformat(patient.born)
        return TodayRow(
            key=(patient.patient_id, item.code),
            kind=item.kind,
            weekday=self._weekday(one),
            planned=self._planned(one),
            name=_name(patient, say),
            born=say("born {date}", date=born),
            subject=patient.subject_id,
            item=self._item(item, patient),
            waits=self._waits(one),
            detail=self._detail(one),
            state=one.state,
        )

    def _weekday(self, one: Due) -> str:
        day = _comes_on(one.item)
        return "" if day == self._desk.now().date() else self._say.weekday(day)

    def _planned(self, one: Due) -> str:
        day = _comes_on(one.item)
        return self._say("Today") if day == self._desk.now().date() else self._say.date(day)

    def _item(self, item: ItemRow, patient: PatientRow) -> str:
        say = self._say
        words = item_words(item.kind, item.number, item.of, say)
        access = item.access or patient.access
        if not access or ItemKind(item.kind) is not ItemKind.DOSE:
            return words
        return say("{item} · {access}", item=words, access=Access(access))

    def _waits(self, one: Due) -> str:
        if ItemKind(one.item.kind) is not ItemKind.DOSE or one.state is ItemState.HELD:
            return ""
        dosing = self._desk.dosing(one.patient.patient_id)
        return _next_step(dosing, ItemCode(one.item.code), self._desk.now(), self._say)

    def _detail(self, one: Due) -> str:
        say, item = self._say, one.item
        planned = say("planned {day}", day=date.fromisoformat(item.scheduled))
        if one.state is ItemState.HELD and item.held_until:
            until = date.fromisoformat(item.held_until)
            return say("{planned} · held until {day}", planned=planned, day=until)
        if item.held_until:
            until = date.fromisoformat(item.held_until)
            return say("{planned} · hold ended {day}", planned=planned, day=until)
        if item.window_from and item.window_to:
            opens, closes = map(date.fromisoformat, (item.window_from, item.window_to))
            return say("window {opens} to {closes}", opens=opens, closes=closes)
        return planned

    def _counts(self, ahead: int) -> str:
        say = self._say
        open_rows = [row for row in self._rows if not row.settled]
        by_state = Counter(row.state for row in open_rows)
        kinds = Counter(row.kind for row in open_rows if row.state is ItemState.DUE_TODAY)
        return say(
            "Overdue {overdue} · due today {due} · open {open} · held {held} · next 7 days {ahead}",
            overdue=by_state[ItemState.OVERDUE],
            due=count_words(kinds, say) or say("none"),
            open=by_state[ItemState.OPEN],
            held=by_state[ItemState.HELD],
            ahead=ahead,
        )

    def _days(self, counts: Mapping[tuple[str, str], int], today: date) -> Iterator[DayCount]:
        say = self._say
        for day in (today + timedelta(days=n) for n in range(AHEAD_DAYS)):
            kinds = {kind: n for (on, kind), n in counts.items() if on == day.isoformat()}
            label = say("{weekday} {day}", weekday=say.weekday(day), day=str(day.day))
            yield DayCount(label, sum(kinds.values()), count_words(kinds, say), day == today)

    def _show_waiting(self, now: datetime) -> None:
        say = self._say
        waiting = self._desk.inbox()
        if not waiting:
            self._view.show_waiting(Waiting((), say("No record waits for a signature."), "", ""))
            return
        mine = [pair for pair in waiting if self._desk.may_sign(pair[0])]
        pairs = [*mine, *(pair for pair in waiting if pair not in mine)]
        lines = [self._waiting(*pair, mine=pair in mine) for pair in pairs[:TOP]]
        self._view.show_waiting(
            Waiting(
                tuple(lines),
                self._summary(waiting, now),
                own_words(len(mine), say) if mine else "",
                say.many("{count} more", "{count} more", len(pairs) - TOP)
                if len(pairs) > TOP
                else "",
            )
        )

    def _summary(self, waiting: Sequence[tuple[InboxRow, PatientRow]], now: datetime) -> str:
        say, oldest = self._say, datetime.fromisoformat(waiting[0][0].happened_at)
        return say.many(
            "{count} record · oldest {age}",
            "{count} records · oldest {age}",
            len(waiting),
            age=age_words((now - oldest).days, say),
        )

    def _waiting(self, row: InboxRow, patient: PatientRow, *, mine: bool) -> WaitingLine:
        say = self._say
        found = self._desk.item((row.patient_id, row.code))
        kind = RecordKind(row.kind)
        record = say.term(kind)
        if found is not None:
            item = found[0]
            words = item_words(item.kind, item.number, item.of, say)
            not_given = kind is RecordKind.DOSE_NOT_GIVEN
            record = say("{item}, not given", item=words) if not_given else words
        return WaitingLine(
            name=_name(patient, say),
            subject=patient.subject_id,
            record=record,
            when=say.moment(datetime.fromisoformat(row.happened_at)),
            flags=tuple(map(Flag, row.flags.split())),
            mine=mine,
        )


def _comes_on(item: ItemRow) -> date:
    """Return the day an item is planned for, or the day its hold ends."""
    return date.fromisoformat(item.held_until or item.scheduled)


def _next_step(dosing: DosingSlice, item: ItemCode, now: datetime, say: Words) -> str:
    order, check = dosing.orders.get(item), dosing.checks.get(item)
    if order is None:
        return say("waits for the physician's order")
    if check is None:
        return say("{amount} ordered, check next", amount=order.dose)
    at = check.checked_at.astimezone(now.tzinfo)
    return say(
        "checked {moment}", moment=say.time(at) if at.date() == now.date() else say.moment(at)
    )


def own_words(count: int, say: Words) -> str:
    """Write how many records wait for the person at the desk."""
    return say.many(
        "{count} record waits for your signature", "{count} records wait for your signature", count
    )


def _name(row: PatientRow, say: Words) -> str:
    return " ".join(filter(None, listed_name(HumanName(row.family, row.given, row.han_name), say)))


def item_words(kind: str, number: int, of: int, say: Words) -> str:
    """Write dose 3 of 8 or fraction 12 of 20."""
    if ItemKind(kind) is ItemKind.DOSE:
        return say("dose {n} of {total}", n=number, total=of)
    return say("fraction {n} of {total}", n=number, total=of)


def count_words(kinds: Mapping[str, int], say: Words) -> str:
    """Write "3 doses, 2 fractions"; nothing for none."""
    doses, fractions = kinds.get(ItemKind.DOSE, 0), kinds.get(ItemKind.FRACTION, 0)
    words = []
    if doses:
        words.append(say.many("{count} dose", "{count} doses", doses))
    if fractions:
        words.append(say.many("{count} fraction", "{count} fractions", fractions))
    return say(", ").join(words)


def age_words(days: int, say: Words) -> str:
    """Write how many whole days ago something was."""
    if days < 1:
        return say("less than a day")
    return say.many("{count} day", "{count} days", days)
