"""Calls after a lumbar puncture: which were made, and the one being told."""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.quantities import Unit
from ltm_desktop.ui.panels.dosing import call, typed
from ltm_desktop.ui.panels.dosing.forms import Form
from ltm_desktop.ui.panels.dosing.layout import FieldGrid
from ltm_desktop.ui.panels.dosing.placing import calls_of
from ltm_desktop.ui.panels.dosing.shown import Standing
from ltm_desktop.ui.panels.dosing.standing import Step
from ltm_desktop.ui.panels.dosing.times_list import TimesList
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.choice_row import Choice


class CallForm(Form):
    """One call at a time; a call nobody answers is told as such and stays open."""

    def __init__(self, say: Words, now: Callable[[], datetime]) -> None:
        super().__init__(say)
        self.signs = False
        self._times = TimesList()
        self._times.setObjectName("dosing.calls")
        self.rows.addWidget(self._times)
        self._asks = QWidget()
        body = QVBoxLayout(self._asks)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(THEME.space.near)
        self._day = self.code(call.DAY, say("Which call"))
        at = self.moment_now(call.AT, say("Called at"), now)
        grid = FieldGrid(wide=3)
        grid.show_fields([self._day, at])
        body.addWidget(grid)
        yes_no = (Choice(typed.YES, say("Yes")), Choice("no", say("No")))
        answers = (
            Choice(typed.YES, say("The patient answered")),
            Choice("no", say("Nobody answered")),
        )
        body.addWidget(self.choice(call.REACHED, say("Reached"), answers))
        self._answered = FieldGrid(wide=3)
        self._answered.show_fields(
            [
                self.quantity(call.HEADACHE, say("Headache, 0 to 10"), Unit.COUNT),
                self.choice(call.POSTURAL, say("Worse when upright"), yes_no),
                self.day(call.PATCH, say("Blood patch on"), now, required=False),
            ]
        )
        body.addWidget(self._answered)
        body.addWidget(self.note(call.NOTE, say("Notes")))
        self.rows.addWidget(self._asks)
        self.changed.connect(self._follow)

    def show_standing(self, standing: Standing) -> None:
        """Show the planned calls and offer those that are still open."""
        say, told = self._say, standing.told
        days = calls_of(told, standing.active) if told is not None else ()
        if told is None or not days:
            self.signs = False
            return
        rows = call.planned(told, standing.called, days, standing.now)
        self._times.show_rows(
            [(say("Call day {day}", day=one.day), *one.words(standing.now, say)) for one in rows]
        )
        still = [one for one in rows if one.reached is None]
        self._day.offer_choices(
            [Choice(str(one.day), say("Call day {day}", day=one.day)) for one in still]
        )
        self.signs = bool(still) and Step.CALL in standing.may
        self._asks.setVisible(self.signs)

    def fill(self, fields: Mapping[str, str], *, whole: bool = True) -> None:
        """Put texts back and show what belongs to the answer."""
        super().fill(fields, whole=whole)
        if whole or call.REACHED in fields:
            self._answered.setVisible(fields.get(call.REACHED) == typed.YES)

    def _follow(self, key: str, text: str) -> None:
        if key == call.REACHED:
            self._answered.setVisible(text == typed.YES)
