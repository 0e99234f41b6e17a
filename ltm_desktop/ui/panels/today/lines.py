"""One line of Today, worded: a planned item, a patient under observation, a call. No Qt here.

Refuses to call anything missed: an overdue item stays overdue until a person settles it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from ltm_desktop.app.rows import ItemRow, PatientRow
from ltm_desktop.app.wording.words import Words
from ltm_desktop.app.worklists import Call, Due, Observed, comes_on
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.dosing_path import DoseStep
from ltm_desktop.domain.dosing_rules import H06
from ltm_desktop.domain.terms import Access, ItemKind, ItemState, Role
from ltm_desktop.ui.panels.today.course import course_words, flag_words
from ltm_desktop.ui.panels.today.words import (
    ASKED,
    NURSES,
    THERAPISTS,
    clock_words,
    done_words,
    item_words,
    next_step,
    patient_words,
    waits_words,
)

Key = tuple[str, str]
"""Patient and item."""


class Group(StrEnum):
    """Where a line belongs; the order of the list and the counts above it follow from this."""

    SERIOUS = "serious"
    OVERDUE = "overdue"
    RUNNING = "running"
    OBSERVED = "observed"
    DUE = "due"
    CALL = "call"
    JUDGE = "judge"
    """Toxicity that waits for a physician."""
    CONTACT = "contact"
    """Nobody heard of the patient for longer than was signed."""
    OPEN = "open"
    HELD = "held"
    DONE = "done"
    """Settled since the list was sorted."""


OF_STATE: Mapping[ItemState, Group] = {
    ItemState.OVERDUE: Group.OVERDUE,
    ItemState.DUE_TODAY: Group.DUE,
    ItemState.OPEN: Group.OPEN,
    ItemState.HELD: Group.HELD,
}


@dataclass(frozen=True, slots=True)
class TodayRow:
    """One line of one patient, worded."""

    key: Key
    group: Group
    kind: str
    weekday: str
    planned: str
    name: str
    born: str
    subject: str
    item: str
    waits: str
    """What it waits for next: a step, an observation, a call; of a fraction, its course so far."""
    detail: str
    state: ItemState
    note: str = ""
    """What must be known before it is opened, such as an older dose that is settled first."""
    about: str = "item"
    """item, observation, call, serious, toxicity or follow_up: one dose may stand on two lines."""
    mine: bool = False
    """Whether its next step is one for the person at the desk."""
    pill: str = ""
    """The word of its state where the plan has none for it."""
    tone: str = ""
    alerts: tuple[Alert, ...] = ()
    """The rule that holds it, for who asks why."""
    settled: bool = False
    """Somebody settled it since the list was sorted; the row stays in its place until then."""

    @property
    def place(self) -> tuple[Key, str]:
        """Return what tells this line from every other."""
        return self.key, self.about


class LinesDesk(Protocol):
    """What the lines ask of the desk."""

    def now(self) -> datetime:
        """Return the time at the site."""

    def path(self) -> tuple[DoseStep, ...]:
        """Return the steps this site walks."""

    def roles(self) -> frozenset[Role]:
        """Return the roles of the person at the desk."""

    def me(self) -> str:
        """Return the id of the person at the desk."""

    def names(self, people: str) -> str:
        """Return the names of people whose ids are parted by spaces."""

    def item(self, key: Key) -> tuple[ItemRow, ItemState] | None:
        """Return an item as it stands now."""


class Lines:
    """Word the lines of Today for one person at one desk."""

    def __init__(self, desk: LinesDesk, say: Words) -> None:
        self._desk = desk
        self._say = say

    def of_item(self, one: Due) -> TodayRow:
        """Word a planned item."""
        item, say = one.item, self._say
        running = bool(item.in_progress_since)
        day = comes_on(item)
        today = day == self._desk.now().date()
        return TodayRow(
            key=(one.patient.patient_id, item.code),
            group=Group.RUNNING if running else OF_STATE[one.state],
            kind=item.kind,
            weekday="" if today else say.weekday(day),
            planned=say("Today") if today else say.date(day),
            name=patient_words(one.patient, say),
            born=self._born(one.patient),
            subject=one.patient.subject_id,
            item=self._item(item, one.patient),
            waits=self._waits(one),
            detail=self._detail(one),
            state=one.state,
            note=" ".join(filter(None, self._notes_of(one))),
            mine=self._for_me(one),
            alerts=_holding(one),
        )

    def _notes_of(self, one: Due) -> tuple[str, ...]:
        item = one.item
        return (self._stopped(item), self._past_use_by(item), flag_words(one, self._say))

    def of_observation(self, one: Observed) -> TodayRow:
        """Word a patient under observation."""
        say, now = self._say, self._desk.now()
        if one.due_at is None:
            waits = say("every planned observation was made; waits to be ended")
        elif one.due_at <= now:
            due = clock_words(one.due_at.isoformat(), now, say)
            waits = say("observation was due {time}", time=due)
        else:
            due = clock_words(one.due_at.isoformat(), now, say)
            waits = say("next observation at {time}", time=due)
        ended = clock_words(one.row.ended_at, now, say)
        seen = clock_words(one.row.observed_at, now, say)
        detail = say("injection ended {time}", time=ended)
        if seen:
            detail = say("{ended} · last observed {time}", ended=detail, time=seen)
        day = one.ended_at.astimezone(now.tzinfo).date()
        return self._followed(
            one.row.patient_id,
            one.row.code,
            one.patient,
            group=Group.OBSERVED,
            day=day,
            item=self._told_item(one.row.patient_id, one.row.code, one.row.access),
            waits=waits,
            detail=detail,
            about="observation",
        )

    def of_call(self, one: Call) -> TodayRow:
        """Word a call after a lumbar puncture."""
        say = self._say
        given = say(
            "{item}, given {day}",
            item=self._told_item(one.row.patient_id, one.row.code, ""),
            day=one.given_on,
        )
        earlier = one.days[:-1]
        if earlier:
            days = say.listing(str(day) for day in earlier)
            given = say("{given} · not reached on day {days}", given=given, days=days)
        tried = str(one.day) in one.row.tried.split()
        waits = say("waits for: nurse to call")
        if tried:
            waits = say("nobody answered yet, waits for: nurse to call")
        return self._followed(
            one.row.patient_id,
            one.row.code,
            one.patient,
            group=Group.CALL,
            day=one.due_on,
            item=say("Call day {day} after lumbar puncture", day=one.day),
            waits=waits,
            detail=given,
            about="call",
        )

    def _followed(
        self,
        patient_id: str,
        code: str,
        patient: PatientRow,
        *,
        group: Group,
        day: date,
        item: str,
        waits: str,
        detail: str,
        about: str,
    ) -> TodayRow:
        say, today = self._say, day == self._desk.now().date()
        return TodayRow(
            key=(patient_id, code),
            group=group,
            kind=ItemKind.DOSE.value,
            weekday="" if today else say.weekday(day),
            planned=say("Today") if today else say.date(day),
            name=patient_words(patient, say),
            born=self._born(patient),
            subject=patient.subject_id,
            item=item,
            waits=waits,
            detail=detail,
            state=ItemState.DUE_TODAY,
            about=about,
            mine=bool(self._desk.roles() & NURSES),
        )

    def _born(self, patient: PatientRow) -> str:
        return self._say("born {date}", date=date.fromisoformat(patient.born))

    def _told_item(self, patient_id: str, code: str, access: str) -> str:
        say, found = self._say, self._desk.item((patient_id, code))
        words = say("injection outside the plan")
        if found is not None:
            words = item_words(found[0].kind, found[0].number, found[0].of, say)
        if not access:
            return words
        return say("{item} · {access}", item=words, access=Access(access))

    def _item(self, item: ItemRow, patient: PatientRow) -> str:
        say = self._say
        words = item_words(item.kind, item.number, item.of, say)
        access = item.access or patient.access
        if not access or not item.step:
            return words
        return say("{item} · {access}", item=words, access=Access(access))

    def _waits(self, one: Due) -> str:
        item, say = one.item, self._say
        if item.in_progress_since:
            since = clock_words(item.in_progress_since, self._desk.now(), say)
            names = self._desk.names(item.people)
            return say("injection since {time}; recorded by {people}", time=since, people=names)
        if item.kind == ItemKind.FRACTION.value:
            return course_words(one, self._desk.now(), say)
        step = self._next(one)
        return waits_words(step, self._desk.names(item.people), say) if step else ""

    def _next(self, one: Due) -> DoseStep | None:
        if not one.item.step or one.state is ItemState.HELD:
            return None
        return next_step(DoseStep(one.item.step), self._desk.path())

    def _for_me(self, one: Due) -> bool:
        if one.state is ItemState.HELD:
            return False
        if not one.item.step:
            return bool(self._desk.roles() & THERAPISTS)
        named = DoseStep(one.item.step) in {DoseStep.CHECKED, DoseStep.TIMED_OUT, DoseStep.STARTED}
        if named and self._desk.me() in one.item.people.split():
            return True
        step = self._next(one)
        return step is not None and bool(self._desk.roles() & ASKED.get(step, NURSES))

    def _detail(self, one: Due) -> str:
        plan, say, item = self._plan(one), self._say, one.item
        if not item.step or item.step == DoseStep.PLANNED or item.in_progress_since:
            return plan
        now = self._desk.now()
        done = done_words(
            DoseStep(item.step),
            self._desk.names(item.people),
            clock_words(item.step_at, now, say),
            say,
        )
        return say("{done} · {planned}", done=done, planned=plan)

    def _plan(self, one: Due) -> str:
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

    def _stopped(self, item: ItemRow) -> str:
        if not item.stopped_at:
            return ""
        time = clock_words(item.stopped_at, self._desk.now(), self._say)
        return self._say("The time-out was stopped: {time}.", time=time)

    def _past_use_by(self, item: ItemRow) -> str:
        now, say = self._desk.now(), self._say
        if not item.use_by or item.in_progress_since:
            return ""
        if datetime.fromisoformat(item.use_by) > now:
            return ""
        return say(
            "The syringe is past its use-by: {time}.", time=clock_words(item.use_by, now, say)
        )


def _holding(one: Due) -> tuple[Alert, ...]:
    """Return the rule that holds a dose, as the dose itself would be told it."""
    item = one.item
    if one.state is not ItemState.HELD or not item.held_until:
        return ()
    return (stop("dosing.on_hold", H06, until=date.fromisoformat(item.held_until)),)
