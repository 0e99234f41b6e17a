"""Six weeks at a glance with synthetic days, and the form that plans treatment."""

import datetime as dt

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import note, stop
from ltm_desktop.domain.configuration import resolve
from ltm_desktop.domain.terms import ItemState
from ltm_desktop.protocols import files
from ltm_desktop.ui.panels.glance.cells import Cell, StripRow, StripShown
from ltm_desktop.ui.panels.glance.moving import (
    DoseToMove,
    MoveLine,
    MovePreview,
    MoveRow,
    MovesShown,
)
from ltm_desktop.ui.panels.glance.presenter import NoPlan
from ltm_desktop.ui.panels.glance.view import GlanceView
from tests.gallery.frame import Entry

STUDY = ("NCT05305885", "1.0")
_DEVIATION = "合成 synthetic: no room in the whole window"
_FIRST = dt.date(2026, 3, 2)
NOW = dt.datetime(2026, 3, 23, 11, 42, tzinfo=dt.timezone(dt.timedelta(hours=8)))
_DOSES = {
    0: ItemState.GIVEN_IN_WINDOW,
    3: ItemState.GIVEN_LATE,
    7: ItemState.PARTIAL,
    10: ItemState.REFUSED,
    14: ItemState.OVERDUE,
    18: ItemState.HELD,
    21: ItemState.DUE_TODAY,
    22: ItemState.OPEN,
    28: ItemState.PLANNED,
    35: ItemState.CANCELLED,
}


def _row(say: Words, label: str, days: dict[int, ItemState]) -> StripRow:
    cells = [
        Cell(_FIRST + dt.timedelta(days=n), state, say.term(state), "dosing", f"IND-{n}")
        for n, state in days.items()
    ]
    return StripRow(label, tuple(cells))


def _strip(say: Words, days: int = 42, *, thin: bool = False) -> QWidget:
    view = GlanceView(say, lambda: NOW)
    view.set_thin(thin=thin)
    fractions = {
        n: ItemState.DELIVERED if n < 21 else ItemState.PLANNED
        for n in range(14, 40)
        if n % 7 < 5 and n != 17
    }
    every_day = [_FIRST + dt.timedelta(days=n) for n in range(days)]
    view.show_strip(
        StripShown(
            first=_FIRST,
            days=days,
            today=NOW.date(),
            days_off=frozenset(day for day in every_day if day.isoweekday() > 5),
            rows=(
                _row(say, say("IT dose"), _DOSES),
                _row(say, say("RT fraction"), fractions | {17: ItemState.NOT_TREATED}),
            ),
            summary=say("projected end (estimate) {date}", date=dt.date(2026, 4, 13)),
            beside=(
                _aside(say("Labs"), "labs", dict.fromkeys((0, 3, 6, 10, 14, 21), 0)),
                _aside(say("Toxicity"), "toxicity", {8: 1, 9: 2, 10: 3, 11: 3, 12: 2, 13: 1}),
            ),
        )
    )
    return view


def _aside(label: str, tab: str, days: dict[int, int]) -> StripRow:
    cells = (
        Cell(_FIRST + dt.timedelta(days=n), None, label, tab, "", grade)
        for n, grade in days.items()
    )
    return StripRow(label, tuple(cells))


def _no_plan(say: Words) -> QWidget:
    view = GlanceView(say, lambda: NOW)
    none = NoPlan(say("No plan yet"), say("Plan every dose from the first day."), may_plan=True)
    view.show_no_plan(none)
    return view


def _planning(say: Words) -> QWidget:
    view = GlanceView(say, lambda: NOW)
    none = NoPlan(say("No plan yet"), say("Plan every dose from the first day."), may_plan=True)
    view.show_no_plan(none)
    view.plan_button.click()
    return view


def _moving(say: Words, *, read_only: bool = False) -> QWidget:
    view = _strip(say)
    assert isinstance(view, GlanceView)
    view.open_move()
    dose = say("IT dose {number} of {total}", number=5, total=8)
    view.show_moves(_moves(say, dose, may_move=not read_only))
    if read_only:
        return view
    form = view.move_form
    form.start("WK-1")
    form.day.set_value(dt.date(2026, 3, 27))
    assert form.reason is not None
    form.reason.set_value(("room_or_equipment", ""))
    form.show_move(
        MovePreview(
            rows=tuple(
                MoveRow(
                    f"WK-{n}",
                    dose,
                    *_days(say, n),
                    say("{opens} to {closes}", opens=_FIRST, closes=_FIRST),
                    n == 1,
                )
                for n in range(1, 5)
            ),
            alerts=(
                stop("schedule.outside_window", item="WK-1", opens=_FIRST, closes=_FIRST),
                note("schedule.day_closed", item="WK-1", on=_FIRST),
            ),
            outside=True,
        )
    )
    return view


def _days(say: Words, n: int) -> tuple[str, str, str]:
    days = [_FIRST + dt.timedelta(days=7 * n + more) for more in (0, 4, 0)]
    before, after, target = (
        say("{weekday} {day}", weekday=say.weekday(day), day=day) for day in days
    )
    return before, after, target


def _moves(say: Words, dose: str, *, may_move: bool) -> MovesShown:
    before, after, target = _days(say, 2)
    facts = (
        (say("Target day"), target),
        (say("Window"), say("{opens} to {closes}", opens=_FIRST, closes=_FIRST)),
        (say("Planned for"), before),
    )
    codes = [f"WK-{n}" for n in range(1, 5)]
    active = resolve(files.load(*STUDY)[0], files.load_example_site(*STUDY))
    labels = [
        (code, active.label("reschedule_reason", code, say.language))
        for code in active.vocabulary("reschedule_reason")
    ]
    return MovesShown(
        doses=tuple(DoseToMove(code, dose, facts) for code in codes),
        reasons=tuple(labels),
        policy=say.term("choice.rolling"),
        history=(
            MoveLine(
                "2", "WK-1", dose, before, after, labels[0][1], "", "Ann DEMO", say.moment(NOW)
            ),
            MoveLine(
                "1",
                "WK-1",
                dose,
                before,
                after,
                labels[4][1],
                _DEVIATION,
                "Paul DEMO",
                say.moment(NOW),
            ),
        ),
        may_move=may_move,
        who_may=say("A nurse, a physician or a research nurse moves a dose."),
    )


ENTRIES = [
    Entry("glance", _strip, (1250, 1800, 900)),
    Entry("glance-long", lambda say: _strip(say, 70), (1250,)),
    Entry("glance-thin", lambda say: _strip(say, thin=True), (1250, 900)),
    Entry("glance-no-plan", _no_plan, (1250,)),
    Entry("glance-planning", _planning, (1250,), 260),
    Entry("glance-moving", _moving, (1250, 900), 620),
    Entry("glance-moves-read", lambda say: _moving(say, read_only=True), (1250,), 420),
]
