"""The two columns beside the form: steps and doses at the left, conditions at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.ui.panels.dosing.form_override import OverridePart
from ltm_desktop.ui.panels.dosing.graded import Condition, Met, unmet
from ltm_desktop.ui.panels.dosing.layout import empty
from ltm_desktop.ui.panels.dosing.row_button import RowButton
from ltm_desktop.ui.panels.dosing.shown import Standing
from ltm_desktop.ui.panels.dosing.standing import LastDose, Step
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.asking_why import Explained
from ltm_desktop.ui.widgets.badge import STATE_LOOKS
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.text import Line, Mark, Text, unbroken

_LOOKS = {
    Met.MET: ("disc", "ok"),
    Met.NOT_MET: ("prohibition", "stop"),
    Met.NEEDS_PHYSICIAN: ("warning", "caution"),
    Met.PASSED: ("tick", "caution"),
    Met.NOTE: ("advice", "advice"),
    Met.OPEN: ("dotted_ring", "neutral"),
}
_KEYED = 10
"""How many steps have a key of their own: Ctrl 1 to Ctrl 9, then Ctrl 0."""
_EXTRA = "+"
"""In place of a number, for an injection that no plan holds."""


class LeftColumn(QWidget):
    """Steps of this dose, then every dose of the course."""

    step_chosen = Signal(str)
    dose_chosen = Signal(str)
    asked = Signal(str)
    """A wish about the dose shown, by the name the presenter knows it by."""

    def __init__(self, say: Words) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self._say = say
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(THEME.space.hair)
        self._step = Step.LEFT
        self._steps: dict[Step, RowButton] = {}
        self._shown: object = None

    def show_standing(self, standing: Standing) -> None:
        """Show steps and doses as they stand."""
        key = (standing.item, standing.steps, standing.doses, standing.told is None)
        if key == self._shown:
            return
        had_focus = any(button.hasFocus() for button in self.findChildren(RowButton))
        self._shown = key
        empty(self._rows)
        self._rows.addWidget(Text(self._say("Steps of this dose"), "label"))
        self._steps = {}
        for number, line in enumerate(standing.steps, start=1):
            shape, tone = ("tick", "ok") if line.done else ("ring", "neutral")
            if line.waits:
                shape, tone = "clock", "caution"
            title = f"{number} {line.title}"
            button = RowButton(title, line.detail, shape, tone)
            button.setAccessibleName(self._say.apart(title, line.detail))
            button.setObjectName(f"dosing.step.{line.step}")
            if number <= _KEYED:
                button.setShortcut(f"Ctrl+{number % 10}")
                button.setToolTip(f"Ctrl {number % 10}")
            button.clicked.connect(lambda _=False, step=line.step: self._choose_step(step))
            self._steps[line.step] = button
            self._rows.addWidget(button)
        if standing.told is None and Step.GIVE in standing.may:
            self._add_wish(self._say("From paper…"), "Alt+F", "from_paper")
        self._rows.addSpacing(THEME.space.near)
        self._rows.addWidget(Text(self._say("Doses of the course"), "label"))
        for dose in standing.doses:
            self._rows.addWidget(self._dose(dose.item, standing))
        self._rows.addSpacing(THEME.space.near)
        self._add_wish(self._say("Blank paper form"), "", "print_blank")
        self._rows.addStretch(1)
        self.show_step(self._step)
        if had_focus and self._step in self._steps:
            self._steps[self._step].setFocus()

    def _add_wish(self, text: str, key: str, wish: str) -> None:
        button = QuietButton(text, key, bedside=True)
        button.setObjectName(f"dosing.{wish}_button")
        button.clicked.connect(lambda: self.asked.emit(wish))
        self._rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _choose_step(self, step: Step) -> None:
        self.show_step(self._step)
        self.step_chosen.emit(step.value)

    def _dose(self, item: ItemCode, standing: Standing) -> RowButton:
        line = next(one for one in standing.doses if one.item == item)
        look = STATE_LOOKS[line.state]
        title = f"{line.number or _EXTRA} {self._say.term(line.state)}"
        button = RowButton(title, line.detail, look.shape, look.tone)
        button.setAccessibleName(self._say.apart(title, line.detail))
        button.setObjectName(f"dosing.dose.{item}")
        button.setChecked(item == standing.item)
        button.clicked.connect(lambda: self._choose_dose(button, item, standing))
        return button

    def _choose_dose(self, button: RowButton, item: ItemCode, standing: Standing) -> None:
        button.setChecked(item == standing.item)
        self.dose_chosen.emit(item)

    def show_step(self, step: Step) -> None:
        """Mark the page shown."""
        self._step = step
        for one, button in self._steps.items():
            button.setChecked(one is step)
        # Once the column is laid out, the page shown is in sight whatever its number.
        QTimer.singleShot(0, self, self._bring_to_sight)

    def _bring_to_sight(self) -> None:
        button, around = self._steps.get(self._step), self.parentWidget()
        area = around.parentWidget() if around is not None else None
        if button is not None and isinstance(area, QScrollArea):
            area.ensureWidgetVisible(button, 0, THEME.shape.target)


class RightColumn(QWidget):
    """What must be met before this dose, then the last doses."""

    def __init__(self, say: Words) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self.setAccessibleName(say("What must be met, and the last doses"))
        self._say = say
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, THEME.space.tight, 0)
        self.overrides = OverridePart(say)
        whole.addWidget(self.overrides)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(THEME.space.tight)
        whole.addLayout(self._rows, 1)
        self._blind = False
        self._shown: object = None

    def show_standing(self, standing: Standing, *, blind: bool = False) -> None:
        """Show conditions with their evidence, and the last doses; blind, no amount and no way."""
        self.overrides.show_rules(standing.item, standing.overridable)
        key = (standing.conditions, standing.last_doses, blind)
        if key == self._shown:
            return
        self._shown = key
        empty(self._rows)
        say = self._say
        self._blind = blind
        self._show_conditions(standing)
        self._rows.addWidget(Text(say("Last doses"), "strong"))
        if standing.last_doses:
            self._rows.addLayout(self._last(standing.last_doses))
        else:
            self._rows.addWidget(Text(say("No dose has been given yet."), "muted"))
        self._rows.addStretch(1)

    def _show_conditions(self, standing: Standing) -> None:
        if not standing.conditions:
            return
        say, open_ones = self._say, unmet(standing.conditions)
        heading = (
            say.many(
                "Before this dose: {count} not met", "Before this dose: {count} not met", open_ones
            )
            if open_ones
            else say("Before this dose")
        )
        self._rows.addWidget(Text(heading, "strong"))
        for condition in standing.conditions:
            self._rows.addWidget(self._condition(condition))
            self._rows.addWidget(Line())
        self._rows.addSpacing(THEME.space.close)

    def _condition(self, condition: Condition) -> QWidget:
        say = self._say
        shape, tone = _LOOKS[condition.met]
        colours = THEME.palette.tone(tone)
        words = {
            Met.MET: say("met"),
            Met.NOT_MET: say("not met"),
            Met.NEEDS_PHYSICIAN: say("needs physician"),
            Met.PASSED: say("passed by a physician"),
            Met.NOTE: say("note"),
            Met.OPEN: say("open"),
        }
        # the help of the page tells why; to a blind reading no order is told
        hidden = self._blind and condition.tells_order
        row = Explained(() if hidden else condition.alerts)
        row.setAccessibleName(say.labelled(condition.label, words[condition.met]))
        row.setObjectName("dosing.condition")
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(THEME.space.tight)
        grid.setVerticalSpacing(0)
        grid.addWidget(Text(condition.label, "bold"), 0, 0)
        ink = colours.solid if tone == "stop" else colours.ink
        grid.addWidget(Mark(shape, ink, 12, drop=5), 0, 1, Qt.AlignmentFlag.AlignTop)
        state = Text(
            words[condition.met], "bold", tone=tone if tone != "neutral" else "", wrap=False
        )
        grid.addWidget(state, 0, 2, Qt.AlignmentFlag.AlignTop)
        hidden = self._blind and condition.tells_order
        evidence = say("hidden until the second person has read") if hidden else condition.evidence
        grid.addWidget(Text(unbroken(evidence), "small"), 1, 0, 1, 3)
        source = say.source(condition.source)
        if source and condition.met not in {Met.MET, Met.OPEN}:
            grid.addWidget(Text(say("Source: {source}", source=source), "small"), 2, 0, 1, 3)
        grid.setColumnStretch(0, 1)
        row.setToolTip(source)
        return row

    def _last(self, doses: Sequence[LastDose]) -> QGridLayout:
        say = self._say
        grid = QGridLayout()
        grid.setHorizontalSpacing(THEME.space.close)
        grid.setVerticalSpacing(THEME.space.tight)
        # What was given before tells what was ordered now.
        shown = 2 if self._blind else 4
        headings = (say("No."), say("Given"), say("Access"), say("Dose"))[:shown]
        for column, heading in enumerate(headings):
            grid.addWidget(Text(heading, "label", wrap=False), 0, column)
        for row, dose in enumerate(doses, start=1):
            given = f"{dose.given}\n{dose.mark}" if dose.mark else dose.given
            cells = (str(dose.number or _EXTRA), given, dose.access, dose.amount)[:shown]
            for column, cell in enumerate(cells):
                text = Text(cell, "bold" if column == 3 else "small", wrap=column == 1)
                grid.addWidget(text, row, column, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(1, 1)
        return grid
