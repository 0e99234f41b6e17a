"""Today's lines; they keep their places until a person sorts them again. No Qt here.

Every count above the list is a count of its lines: what is not shown is told in words.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from ltm_desktop.app.awaited import MOST, ToJudge, Unheard
from ltm_desktop.app.serious_due import SeriousDue
from ltm_desktop.app.wording.words import Words
from ltm_desktop.app.worklists import Call, Due, Observed
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.terms import ItemKind, ItemState, Role
from ltm_desktop.ui.panels.today.awaited import CALLERS, JUDGES, Awaiting
from ltm_desktop.ui.panels.today.lines import OF_STATE, Group, Lines, LinesDesk, TodayRow
from ltm_desktop.ui.panels.today.serious import serious_row
from ltm_desktop.ui.panels.today.waiting import InboxDesk, Waiting, waiting_words
from ltm_desktop.ui.panels.today.words import count_words, item_words

AHEAD_DAYS = 7
"""How far ahead an open window is looked for, and how many days the strip counts."""
_ORDER = tuple(Group)
_OWN_FIRST = frozenset({Role.PHARMACIST, Role.PHYSICIAN, Role.INVESTIGATOR, Role.THERAPIST})
"""Who comes to Today for one step of many doses: what waits for them leads their list."""


@dataclass(frozen=True, slots=True)
class DayCount:
    """One of the next seven days."""

    day: str
    count: int
    words: str
    today: bool


@dataclass(frozen=True, slots=True)
class OnlyMine:
    """Whether the list is narrowed to the person at the desk, and what that hides."""

    on: bool
    words: str
    """Empty while everything is shown."""
    button: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """What stands in place of the rows where there is none, and what to do next."""

    words: str
    next_step: str = ""


class TodayDesk(LinesDesk, InboxDesk, Protocol):
    """What the page asks of the desk."""

    def due(self, ahead: int) -> Sequence[Due]:
        """Return unsettled items up to some days ahead, most overdue first."""

    def observations(self) -> Sequence[Observed]:
        """Return whom to observe, earliest due first."""

    def calls(self) -> Sequence[Call]:
        """Return whom to call after a lumbar puncture."""

    def serious(self) -> Sequence[SeriousDue]:
        """Return serious events that wait, the most urgent first."""

    def to_judge(self) -> Sequence[ToJudge]:
        """Return whose toxicity waits for a physician."""

    def unheard(self) -> Sequence[Unheard]:
        """Return of whom nobody heard for longer than was signed, longest ago first."""

    def active(self) -> ActiveProtocol | None:
        """Return the signed protocol, None while there is none or its file is missing."""

    def days_ahead(self, days: int) -> Mapping[tuple[str, str], int]:
        """Return how many items of each kind are scheduled on each of the next days."""

    def drug(self, code: str) -> str:
        """Return the drug of a planned dose."""


class TodayView(Protocol):
    """What the page can show."""

    def show_heading(self, title: str, counts: str) -> None:
        """Show the day and what there is to do."""

    def show_rows(self, rows: Sequence[TodayRow], nothing: Nothing, *, stale: bool) -> None:
        """Show the rows in this order, and whether sorting them again would change it."""

    def show_only_mine(self, only: OnlyMine) -> None:
        """Show whether the list is narrowed, and the one action that changes it."""

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
        self._lines = Lines(desk, say)
        self._rows: tuple[TodayRow, ...] = ()
        self._only_mine = False
        self._stale = False

    def sort(self) -> None:
        """Ask again and put every row where it belongs."""
        self._rows, self._stale = self._fresh(), False
        self._show()

    def refresh(self) -> None:
        """Ask again; rows keep their places; new ones come last, serious ones first."""
        fresh = {row.place: row for row in self._fresh()}
        kept = [fresh.get(row.place) or self._settled(row) for row in self._rows]
        known = {row.place for row in kept}
        new = [row for place, row in fresh.items() if place not in known]
        # a serious event that was just judged waits for nobody's sorting
        urgent = [row for row in new if row.group is Group.SERIOUS]
        self._rows = (*urgent, *kept, *(row for row in new if row not in urgent))
        self._stale = [row.place for row in self._rows] != list(fresh)
        self._show()

    def turn_only_mine(self) -> None:
        """Narrow the list to what waits for this person, or show everything again."""
        self._only_mine = not self._only_mine
        self._show()

    def _show(self) -> None:
        say, today = self._say, self._desk.now().date()
        title = say("Today · {weekday} {day}", weekday=say.weekday(today), day=today)
        days = self._desk.days_ahead(AHEAD_DAYS)
        shown = [row for row in self._rows if row.mine or not self._only_mine]
        self._view.show_heading(title, self._counts(shown, sum(days.values())))
        self._view.show_rows(shown, self._nothing(), stale=self._stale)
        self._view.show_only_mine(self._narrowed(len(shown)))
        self._view.show_days(list(self._days(days, today)))
        self._view.show_waiting(waiting_words(self._desk, say))

    def _fresh(self) -> tuple[TodayRow, ...]:
        due = [one for one in self._desk.due(AHEAD_DAYS) if _is_shown(one)]
        notes = self._older_first(due)
        rows = [_noted(self._lines.of_item(one), notes) for one in due]
        rows += map(self._lines.of_observation, self._desk.observations())
        rows += map(self._lines.of_call, self._desk.calls())
        rows += self._awaited()
        own_first = bool(self._desk.roles() & _OWN_FIRST)
        rows.sort(key=lambda row: (own_first and not row.mine, _ORDER.index(row.group)))
        # a clock of a serious event runs whoever is at the desk
        roles = self._desk.roles()
        urgent = (serious_row(one, roles, self._say) for one in self._desk.serious())
        return (*urgent, *rows)

    def _awaited(self) -> Iterator[TodayRow]:
        """Yield what waits beyond the plan, to those for whom it waits and to nobody else."""
        roles, zone = self._desk.roles(), self._desk.now().tzinfo
        awaiting = Awaiting(self._say, self._desk.active(), zone)
        if roles & JUDGES:
            yield from map(awaiting.judging, self._desk.to_judge())
        if roles & CALLERS:
            yield from map(awaiting.unheard, self._desk.unheard())

    def _older_first(self, due: Sequence[Due]) -> dict[tuple[str, str], str]:
        """Return what to say of each dose whose patient has an older open one of its drug."""
        open_doses: dict[tuple[str, str], list[Due]] = {}
        for one in due:
            if one.item.kind == ItemKind.DOSE.value and one.state is not ItemState.HELD:
                drug = self._desk.drug(one.item.code)
                open_doses.setdefault((one.patient.patient_id, drug), []).append(one)
        notes: dict[tuple[str, str], str] = {}
        for (patient, _), doses in open_doses.items():
            first, *later = sorted(doses, key=lambda one: one.item.number)
            notes |= {(patient, one.item.code): self._settle_first(first, one) for one in later}
        return notes

    def _settle_first(self, first: Due, later: Due) -> str:
        say, old, new = self._say, first.item, later.item
        return say(
            "{older} and {younger} are both open: settle {older} first, planned {day}.",
            older=item_words(old.kind, old.number, old.of, say),
            younger=item_words(new.kind, new.number, new.of, say),
            day=date.fromisoformat(old.scheduled),
        )

    def _settled(self, row: TodayRow) -> TodayRow:
        now = self._desk.item(row.key)
        state = now[1] if now else row.state
        done = replace(row, state=state, group=Group.DONE, waits="", note="", settled=True)
        return replace(done, pill="", tone="")

    def _counts(self, rows: Sequence[TodayRow], ahead: int) -> str:
        say, groups = self._say, Counter(row.group for row in rows)
        kinds = Counter(row.kind for row in rows if row.group is Group.DUE)
        told = say(
            "Overdue {overdue} · in progress {running} · under observation {observed} · "
            "due today {due} · calls {calls} · open {open} · held {held} · next 7 days {ahead}",
            overdue=groups[Group.OVERDUE],
            running=groups[Group.RUNNING],
            observed=groups[Group.OBSERVED],
            due=count_words(kinds, say) or say("none"),
            calls=groups[Group.CALL],
            open=groups[Group.OPEN],
            held=groups[Group.HELD],
            ahead=ahead,
        )
        if judge := groups[Group.JUDGE]:
            told = say("{rest} · toxicities to judge {count}", rest=told, count=judge)
        if quiet := groups[Group.CONTACT]:
            count = say("{count} or more", count=quiet) if quiet >= MOST else str(quiet)
            told = say("{rest} · without contact {count}", rest=told, count=count)
        urgent = groups[Group.SERIOUS]
        return say("Serious events {count} · {rest}", count=urgent, rest=told) if urgent else told

    def _nothing(self) -> Nothing:
        """Say why no row is shown: a narrowed list is not an empty day."""
        say = self._say
        if self._rows:
            return Nothing(say("Nothing of today waits for you."))
        return nothing_today(say, ready=self._desk.active() is not None)

    def _narrowed(self, shown: int) -> OnlyMine:
        say = self._say
        if not self._only_mine:
            return OnlyMine(on=False, words="", button=say("Only for me"))
        hidden = [row for row in self._rows if not row.mine]
        late = sum(row.group is Group.OVERDUE for row in hidden)
        words = say(
            "Only what waits for you: {shown} of {total} rows. Hidden {hidden}, overdue {late}.",
            shown=shown,
            total=len(self._rows),
            hidden=len(hidden),
            late=late,
        )
        return OnlyMine(on=True, words=words, button=say("Show everything"))

    def _days(self, counts: Mapping[tuple[str, str], int], today: date) -> Iterator[DayCount]:
        say = self._say
        for day in (today + timedelta(days=n) for n in range(AHEAD_DAYS)):
            kinds = {kind: n for (on, kind), n in counts.items() if on == day.isoformat()}
            label = say("{weekday} {day}", weekday=say.weekday(day), day=str(day.day))
            yield DayCount(label, sum(kinds.values()), count_words(kinds, say), day == today)


def _is_shown(one: Due) -> bool:
    return one.state in OF_STATE or bool(one.item.in_progress_since)


def _noted(row: TodayRow, notes: Mapping[tuple[str, str], str]) -> TodayRow:
    words = " ".join(filter(None, (notes.get(row.key, ""), row.note)))
    return replace(row, note=words)


def nothing_today(say: Words, *, ready: bool) -> Nothing:
    """Say that the day is empty, and what comes first on a site that is or is not ready."""
    words = say("Nothing is overdue, in progress, due, open or held today.")
    if not ready:
        step = say(
            "The site is not ready for patients yet: Site (F12), Getting ready "
            "says what is missing and who does it."
        )
        return Nothing(words, step)
    step = say(
        "Patients (F2) shows everybody, and is where patients are enrolled; "
        "Site (F12), Getting ready says what a first dose still lacks."
    )
    return Nothing(words, step)
