"""The two columns beside the form: steps and doses at the left, conditions at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.ui.marks import paint_mark
from ltm_desktop.ui.panels.dosing.conditions import Condition, Met, unmet
from ltm_desktop.ui.panels.dosing.layout import LEFT, empty
from ltm_desktop.ui.panels.dosing.shown import Standing
from ltm_desktop.ui.panels.dosing.standing import LastDose, Step
from ltm_desktop.ui.tokens import LIGHT
from ltm_desktop.ui.widgets.badge import STATE_LOOKS
from ltm_desktop.ui.widgets.text import Line, Mark, Text

_PAD, _TOP, _MARK, _GAP = 8, 2, 13, 7
_LOOKS = {
    Met.MET: ("disc", "ok"),
    Met.NOT_MET: ("prohibition", "stop"),
    Met.OPEN: ("dotted_ring", "neutral"),
}


class RowButton(QAbstractButton):
    """A row to choose: shape, title and a line of detail; nothing of it is ever cut."""

    def __init__(self, title: str, detail: str, shape: str, tone: str) -> None:
        super().__init__()
        self.setText(title)
        self._detail = detail
        self._shape = shape
        self._tone = tone
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{title}, {detail}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room of both texts at the column's width."""
        height = self._box(self.text(), bold=True).height()
        if self._detail:
            height += self._box(self._detail).height()
        return QSize(LEFT - 2, max(LIGHT.shape.button, height + _TOP * 2))

    def minimumSizeHint(self) -> QSize:
        """Never be smaller."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, shape and texts."""
        colours = LIGHT.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft if self.isChecked() else colours.sunken))
            painter.drawRoundedRect(self.rect(), LIGHT.shape.radius, LIGHT.shape.radius)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.focus), LIGHT.shape.ring))
            ring = self.rect().adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, LIGHT.shape.radius, LIGHT.shape.radius)
        top = _TOP
        title = self._box(self.text(), bold=True)
        place = QRect(_PAD, top + (min(title.height(), 20) - _MARK) // 2, _MARK, _MARK)
        ink = colours.tone(self._tone)
        paint_mark(
            painter, self._shape, ink.solid if self._tone == "stop" else ink.ink, place.toRectF()
        )
        self._write(painter, self.text(), top, bold=True)
        self._write(painter, self._detail, top + title.height())
        painter.end()

    def _write(self, painter: QPainter, text: str, top: int, *, bold: bool = False) -> None:
        colours = LIGHT.palette
        accent = bold and self.isChecked()
        painter.setPen(QColor(colours.accent if accent else colours.ink if bold else colours.muted))
        painter.setFont(self._letters(bold=bold))
        box = self._box(text, bold=bold)
        box.moveTo(_PAD + _MARK + _GAP, top)
        painter.drawText(box, Qt.TextFlag.TextWordWrap, text)

    def _box(self, text: str, *, bold: bool = False) -> QRect:
        width = LEFT - 2 - 2 * _PAD - _MARK - _GAP
        metrics = QFontMetrics(self._letters(bold=bold))
        box = metrics.boundingRect(QRect(0, 0, width, 999), Qt.TextFlag.TextWordWrap, text)
        return QRect(0, 0, width, box.height())

    def _letters(self, *, bold: bool) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(LIGHT.type.body if bold else LIGHT.type.small)
        font.setBold(bold)
        return font


class LeftColumn(QWidget):
    """Steps of this dose, then every dose of the course."""

    step_chosen = Signal(str)
    dose_chosen = Signal(str)

    def __init__(self, say: Words) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self._say = say
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(LIGHT.space.hair)
        self._step = Step.LEFT
        self._steps: dict[Step, RowButton] = {}
        self._shown: object = None

    def show_standing(self, standing: Standing) -> None:
        """Show steps and doses as they stand."""
        key = (standing.item, standing.steps, standing.doses)
        if key == self._shown:
            return
        had_focus = any(button.hasFocus() for button in self.findChildren(RowButton))
        self._shown = key
        empty(self._rows)
        self._rows.addWidget(Text(self._say("Steps of this dose"), "label"))
        self._steps = {}
        for number, line in enumerate(standing.steps, start=1):
            shape, tone = ("tick", "ok") if line.done else ("ring", "neutral")
            title = f"{number} {line.title}"
            button = RowButton(title, line.detail, shape, tone)
            button.setObjectName(f"dosing.step.{line.step}")
            button.setShortcut(f"Ctrl+{number}")
            button.setToolTip(f"Ctrl {number}")
            button.clicked.connect(lambda _=False, step=line.step: self._choose_step(step))
            self._steps[line.step] = button
            self._rows.addWidget(button)
        self._rows.addSpacing(LIGHT.space.near)
        self._rows.addWidget(Text(self._say("Doses of the course"), "label"))
        for dose in standing.doses:
            self._rows.addWidget(self._dose(dose.item, standing))
        self._rows.addStretch(1)
        self.show_step(self._step)
        if had_focus and self._step in self._steps:
            self._steps[self._step].setFocus()

    def _choose_step(self, step: Step) -> None:
        self.show_step(self._step)
        self.step_chosen.emit(step.value)

    def _dose(self, item: ItemCode, standing: Standing) -> RowButton:
        line = next(one for one in standing.doses if one.item == item)
        look = STATE_LOOKS[line.state]
        title = f"{line.number} {self._say.term(line.state)}"
        button = RowButton(title, line.detail, look.shape, look.tone)
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


class RightColumn(QWidget):
    """What must be met before this dose, then the last doses."""

    def __init__(self, say: Words) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self._say = say
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, LIGHT.space.tight, 0)
        self._rows.setSpacing(LIGHT.space.tight)
        self._shown: object = None

    def show_standing(self, standing: Standing) -> None:
        """Show conditions with their evidence, and the last doses."""
        key = (standing.conditions, standing.last_doses)
        if key == self._shown:
            return
        self._shown = key
        empty(self._rows)
        say = self._say
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
        self._rows.addSpacing(LIGHT.space.close)

    def _condition(self, condition: Condition) -> QWidget:
        say = self._say
        shape, tone = _LOOKS[condition.met]
        colours = LIGHT.palette.tone(tone)
        words = {
            Met.MET: say("met"),
            Met.NOT_MET: say("not met"),
            Met.OPEN: say("open"),
        }
        row = QWidget()
        row.setAccessibleName(f"{condition.label}: {words[condition.met]}")
        row.setObjectName("dosing.condition")
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(LIGHT.space.tight)
        grid.setVerticalSpacing(0)
        grid.addWidget(Text(condition.label, "bold"), 0, 0)
        ink = colours.solid if tone == "stop" else colours.ink
        grid.addWidget(Mark(shape, ink, 12, drop=5), 0, 1, Qt.AlignmentFlag.AlignTop)
        state = Text(
            words[condition.met], "bold", tone=tone if tone != "neutral" else "", wrap=False
        )
        grid.addWidget(state, 0, 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Text(condition.evidence, "small"), 1, 0, 1, 3)
        if condition.source and condition.met is Met.NOT_MET:
            source = say("Source: {source}", source=condition.source)
            grid.addWidget(Text(source, "small"), 2, 0, 1, 3)
        grid.setColumnStretch(0, 1)
        row.setToolTip(condition.source)
        return row

    def _last(self, doses: Sequence[LastDose]) -> QGridLayout:
        say = self._say
        grid = QGridLayout()
        grid.setHorizontalSpacing(LIGHT.space.close)
        grid.setVerticalSpacing(LIGHT.space.tight)
        headings = (say("No."), say("Given"), say("Access"), say("Dose"))
        for column, heading in enumerate(headings):
            grid.addWidget(Text(heading, "label", wrap=False), 0, column)
        for row, dose in enumerate(doses, start=1):
            cells = (str(dose.number), dose.given, dose.access, dose.amount)
            for column, cell in enumerate(cells):
                text = Text(cell, "bold" if column == 3 else "small", wrap=column == 1)
                grid.addWidget(text, row, column, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(1, 1)
        return grid
