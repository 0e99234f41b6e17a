"""Six weeks at a glance with synthetic days, and the form that plans treatment."""

import datetime as dt

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.terms import ItemState
from ltm_desktop.ui.panels.glance.presenter import Cell, NoPlan, StripRow, StripShown
from ltm_desktop.ui.panels.glance.view import GlanceView
from tests.gallery.frame import Entry

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
        )
    )
    return view


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


ENTRIES = [
    Entry("glance", _strip, (1250, 1800, 900)),
    Entry("glance-long", lambda say: _strip(say, 70), (1250,)),
    Entry("glance-thin", lambda say: _strip(say, thin=True), (1250, 900)),
    Entry("glance-no-plan", _no_plan, (1250,)),
    Entry("glance-planning", _planning, (1250,), 260),
]
