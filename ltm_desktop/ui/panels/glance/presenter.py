"""Six weeks at a glance, worded: what each day holds, how far it went, and planning where none is.

No Qt here. Nothing is recorded from the strip (TLN-1030); it opens the panel, or the form that
moves a dose.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from ltm_desktop.app.course_views import CourseView, view_course
from ltm_desktop.app.projection import project
from ltm_desktop.app.recorder import Proposal, Recorded
from ltm_desktop.app.rows import ItemRow
from ltm_desktop.app.timeline.treated import Told
from ltm_desktop.app.wording.words import Words
from ltm_desktop.app.worklists import row_state
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.identifiers import ItemCode, PatientId
from ltm_desktop.domain.patients import ENROLLERS, Status
from ltm_desktop.domain.planning import PlanTreatment
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.schedule import check_placed
from ltm_desktop.domain.terms import ItemKind, ItemState
from ltm_desktop.ui.desk_verbs import Run
from ltm_desktop.ui.panels.glance.asking import GlanceDesk
from ltm_desktop.ui.panels.glance.beside import beside
from ltm_desktop.ui.panels.glance.cells import Cell, StripRow, StripShown
from ltm_desktop.ui.speak import to_alerts

SIX_WEEKS = 42
_SEPARATOR = " · "
_WEEK = 7
_GIVEN = frozenset(
    {
        ItemState.GIVEN_IN_WINDOW,
        ItemState.GIVEN_EARLY,
        ItemState.GIVEN_LATE,
        ItemState.PARTIAL,
    }
)
AHEAD = frozenset(
    {
        ItemState.PLANNED,
        ItemState.OPEN,
        ItemState.DUE_TODAY,
        ItemState.OVERDUE,
        ItemState.HELD,
    }
)
"""States of a dose nobody has settled: it may be moved."""
ENDED = frozenset({Status.WITHDRAWN, Status.DIED})
_TABS = {ItemKind.DOSE: "dosing", ItemKind.FRACTION: "fractions"}


@dataclass(frozen=True, slots=True)
class NoPlan:
    """What stands there before planning: the reason, and who may plan."""

    text: str
    next_step: str
    may_plan: bool


class GlanceView(Protocol):
    """What can be shown."""

    def show_strip(self, strip: StripShown) -> None:
        """Show the days."""

    def show_no_plan(self, none: NoPlan) -> None:
        """Say that there is no plan yet."""

    def show_plan(self, text: str, alerts: tuple[Alert, ...]) -> None:
        """Show what would be planned, with notes; an empty text takes it away."""

    def show_busy(self, *, busy: bool) -> None:
        """Hold still while the plan is stored."""


class GlancePresenter:
    """Word one patient's weeks, and plan them once."""

    def __init__(
        self,
        desk: GlanceDesk,
        patient: PatientId,
        view: GlanceView,
        run: Run,
        say: Words,
        announce: Callable[[Recorded], None],
    ) -> None:
        self._desk = desk
        self._patient = patient
        self._view = view
        self._run = run
        self._say = say
        self._announce = announce
        self._proposal: Proposal | None = None

    def open(self) -> None:
        """Show the weeks as the chart stands now."""
        chart, active = self._desk.chart(self._patient), self._desk.active()
        if active is None or not chart.plan.items:
            self._view.show_no_plan(self._no_plan(chart, active))
        else:
            self._view.show_strip(show_strip(chart, active, self._desk.act(), self._say))

    def preview(self, anchor: date | None) -> None:
        """Show every dose that would be planned from a first day, before anything is written."""
        self._proposal = None
        if anchor is None:
            self._view.show_plan("", ())
            return
        try:
            self._proposal = self._desk.propose(PlanTreatment(self._patient, anchor), self._say)
        except LtmError as error:
            self._view.show_plan("", to_alerts(error))
            return
        items = next(iter(self._proposal.events)).items  # type: ignore[attr-defined]  # a TreatmentPlanned
        alerts = check_placed(items, self._desk.act().calendar)
        self._view.show_plan(self._proposal.shown, alerts)

    def plan(self) -> None:
        """Write the plan that is shown."""
        proposal = self._proposal
        if proposal is None:
            return
        self._view.show_busy(busy=True)
        self._run(lambda: self._desk.record(proposal), self._recorded, self._not_recorded)

    def _recorded(self, recorded: Recorded) -> None:
        self._proposal = None
        self._view.show_busy(busy=False)
        self.open()
        self._announce(recorded)

    def _not_recorded(self, error: Exception) -> None:
        self._proposal = None
        self._view.show_busy(busy=False)
        self._view.show_plan("", to_alerts(error))

    def _no_plan(self, chart: Chart, active: ActiveProtocol | None) -> NoPlan:
        say, who = self._say, chart.patient
        if active is None:
            text = say("No configuration of this site is signed yet.")
            return NoPlan(text, say("The principal investigator signs it on the Site page."), False)
        if who is None or who.arm is None:
            return NoPlan(say("No plan yet"), say("The plan follows from the arm."), False)
        if self._may_plan():
            return NoPlan(say("No plan yet"), say("Plan every dose from the first day."), True)
        who_may = say("A nurse, a physician or a research nurse plans the treatment.")
        return NoPlan(say("No plan yet"), who_may, False)

    def _may_plan(self) -> bool:
        person = self._desk.site().people.get(self._desk.act().author)
        return person is not None and person.active and bool(set(ENROLLERS) & set(person.roles))


def show_strip(chart: Chart, active: ActiveProtocol, act: Act, say: Words) -> StripShown:
    """Word the days of a planned patient."""
    rows = project(chart)
    items = rows.items if rows else ()
    doses = _merged(_dose_cells(chart, items, act, say))
    course = view_course(chart, active, act)
    fractions = _merged(_fraction_cells(course, items, act, say))
    made = ((say("IT dose"), doses), (say("RT fraction"), fractions))
    cells = (*doses, *fractions)
    first = min([_anchor(chart, act), *(one.day for one in cells)])
    last = max(one.day for one in cells)
    days = max(SIX_WEEKS, -(-((last - first).days + 1) // _WEEK) * _WEEK)
    every_day = (first + timedelta(days=n) for n in range(days))
    return StripShown(
        first=first,
        days=days,
        today=act.today,
        days_off=frozenset(day for day in every_day if not act.calendar.is_working(day)),
        rows=tuple(StripRow(label, cells) for label, cells in made if cells),
        summary=_SEPARATOR.join(_summary(chart, active, course, say)),
        beside=beside(Told(chart, active, act, say)),
        ended=chart.patient is not None and chart.patient.status in ENDED,
    )


def _anchor(chart: Chart, act: Act) -> date:
    given = [act.day_of(one.started_at) for one in chart.dosing.given]
    planned = min(item.scheduled for item in chart.plan.items.values())
    return min(given, default=chart.plan.anchor or planned)


_URGENT = (ItemState.OVERDUE, ItemState.DUE_TODAY, ItemState.HELD, ItemState.OPEN)


def _urgency(cell: Cell) -> int:
    """Rank what needs somebody before what is done or lies ahead."""
    return _URGENT.index(cell.state) if cell.state in _URGENT else len(_URGENT)


def _merged(cells: Iterator[Cell]) -> tuple[Cell, ...]:
    """Let one day hold one cell; the words of everything on that day stand in it."""
    by_day: dict[date, Cell] = {}
    for one in sorted(cells, key=lambda one: one.day):
        before = by_day.get(one.day)
        words = f"{before.words}\n{one.words}" if before else one.words
        shown = before if before and _urgency(before) < _urgency(one) else one
        by_day[one.day] = replace(shown, words=words)
    return tuple(by_day.values())


def _dose_cells(chart: Chart, items: tuple[ItemRow, ...], act: Act, say: Words) -> Iterator[Cell]:
    chosen = chart.plan.chosen()
    for row in items:
        if row.kind == ItemKind.DOSE.value:
            cell = _dose_cell(row, act, say)
            moved = cell.day == chosen.get(ItemCode(row.code)) and cell.state in AHEAD
            yield _as_moved(cell, row, say) if moved else cell


def _as_moved(cell: Cell, row: ItemRow, say: Words) -> Cell:
    """Say that a person chose the day, and where the target was."""
    target = date.fromisoformat(row.target)
    words = [cell.words, say("moved by hand, target {day}", day=target)]
    if row.window_to and not row.window_from <= row.scheduled <= row.window_to:
        words.append(say("outside its window"))
    return replace(cell, words=_SEPARATOR.join(words))


def _dose_cell(row: ItemRow, act: Act, say: Words) -> Cell:
    state = row_state(row, act.today)
    name = say("IT dose {number} of {total}", number=row.number, total=row.of)
    happened = bool(row.outcome) and state is not ItemState.HELD and not row.held_until
    at = _moment(row.happened_at, act) if happened else None
    if at is not None:
        when = f"{say.weekday(at)} {say.moment(at)}"
        parts = [name, when, say.term(state)]
        return Cell(at.date(), state, _SEPARATOR.join(parts), _TABS[ItemKind.DOSE], row.code)
    scheduled, held = date.fromisoformat(row.scheduled), state is ItemState.HELD
    until = date.fromisoformat(row.held_until) if row.held_until else None
    # While it is held it keeps its place; when the hold has passed it is due on that day.
    day = scheduled if held or until is None else until
    parts = [name, _planned(day, say), say.term(state)]
    if held and until is not None:
        parts.append(say("held until {day}", day=until))
    if row.window_from and row.window_to:
        opens, closes = date.fromisoformat(row.window_from), date.fromisoformat(row.window_to)
        parts.append(say("window {opens} to {closes}", opens=opens, closes=closes))
    return Cell(day, state, _SEPARATOR.join(parts), _TABS[ItemKind.DOSE], row.code)


def _fraction_cells(
    course: CourseView | None, items: tuple[ItemRow, ...], act: Act, say: Words
) -> Iterator[Cell]:
    if course is None:
        return
    tab = _TABS[ItemKind.FRACTION]
    codes = {item.number: item.code for item in course.plan}
    total = course.summed.fractions
    for one in course.sessions:
        number = one.session.fraction
        name = say("RT fraction {number} of {total}", number=number, total=total)
        at = one.session.at.astimezone(act.now.tzinfo)
        when = f"{say.weekday(at)} {say.moment(at)}"
        parts = [name, when, say.term(one.session.outcome)]
        if one.treated:
            parts += [f"{dose.volume} {say.amount(dose.dose)}" for dose in one.session.delivered]
        yield Cell(one.day, one.state, _SEPARATOR.join(parts), tab, codes.get(number, ""))
    treated = {one.session.fraction for one in course.sessions if one.treated}
    for row in items:
        if row.kind == ItemKind.FRACTION.value and row.number not in treated:
            yield _waiting_cell(row, act, say)


def _waiting_cell(row: ItemRow, act: Act, say: Words) -> Cell:
    state, day = row_state(row, act.today), date.fromisoformat(row.scheduled)
    name = say("RT fraction {number} of {total}", number=row.number, total=row.of)
    words = _SEPARATOR.join([name, _planned(day, say), say.term(state)])
    return Cell(day, state, words, _TABS[ItemKind.FRACTION], row.code)


def _planned(day: date, say: Words) -> str:
    return say("planned for {weekday} {day}", weekday=say.weekday(day), day=day)


def _moment(text: str, act: Act) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(act.now.tzinfo) if text else None


def _summary(
    chart: Chart, active: ActiveProtocol, course: CourseView | None, say: Words
) -> Iterator[str]:
    given = {code for code, said in chart.dosing.settled.items() if said.state in _GIVEN}
    phases: dict[str, list[str]] = {}
    for item in chart.plan.of(ItemKind.DOSE):
        phases.setdefault(item.phase, []).append(item.code)
    for code, doses in phases.items():
        known = active.phases.get(code)
        label = say.label(known.phase.label) if known else code
        count = sum(dose in given for dose in doses)
        yield say("{phase} {count} of {total}", phase=label, count=count, total=len(doses))
    if course is None:
        return
    summed = course.summed
    main = summed.main
    yield say(
        "{delivered} of {total}, {count} of {fractions} {fractions:fraction|fractions}",
        delivered=say.amount(main.delivered, main.unit),
        total=say.amount(main.prescribed, main.unit),
        count=summed.started,
        fractions=summed.fractions,
    )
    if course.end is not None and not course.all_started and not course.stopped:
        yield say("projected end (estimate) {date}", date=course.end)
