"""The laboratory form: a head for the report, a line an analyte, and what puts one result right."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.labs.head import LabsHead
from ltm_desktop.ui.panels.labs.line import FLAG, HIGH, LAST, LOW, NAME, UNIT, VALUE, LineRow
from ltm_desktop.ui.panels.labs.right import RightPart
from ltm_desktop.ui.panels.labs.shown import AnalyteLine, FormChoices, LineTold, PuttingRight
from ltm_desktop.ui.panels.labs.typed import TypedLabs
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.saved_line import SavedLine
from ltm_desktop.ui.widgets.text import Text

_NAME, _FLAG = 150, 34
"""Least widths: flags come and go while values are typed, and no column may move with them."""
_DRAFT_AFTER = 700
"""Milliseconds; a draft is kept within a second of the last key."""


class LabsForm(Card):
    """Enter the values of one panel; the head and the last button never scroll away."""

    typed = Signal(object)
    record_wanted = Signal(object)
    right_wanted = Signal(object, str, str)
    right_left = Signal()
    line_left = Signal(str)
    panel_chosen = Signal(str)
    draft_due = Signal()
    discard_wanted = Signal()

    def __init__(self, say: Words, now: Callable[[], datetime], choices: FormChoices) -> None:
        super().__init__()
        self.setAccessibleName(say("Enter results"))
        self._say = say
        self._rows: list[LineRow] = []
        self._elsewhere: dict[str, str] = {}
        """What is typed in the lines of other panels."""
        self.head = LabsHead(say, now, choices)
        self.head.changed.connect(self._typed)
        self.head.panel_chosen.connect(self.panel_chosen)
        self.alerts = AlertList(say)
        self.right = RightPart(say)
        self.right.hide()
        self._area = QScrollArea()
        self._area.setAccessibleName(say("This page; arrow keys scroll it"))
        self._area.setObjectName("labs.lines")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for part in (self.right, self.alerts, self.head):
            self.body.addWidget(part)
        self.body.addWidget(self._area, 1)
        self.saved = SavedLine(say)
        self.body.addWidget(self.saved)
        self.body.addLayout(self._make_footer())
        self._draft_timer = QTimer(self)
        self._draft_timer.setSingleShot(True)
        self._draft_timer.setInterval(_DRAFT_AFTER)
        self._draft_timer.timeout.connect(self.draft_due)
        self.setFocusProxy(self.head)

    def show_lines(self, lines: Sequence[AnalyteLine], *, csf: bool) -> None:
        """Show these lines; the ones that already stand keep what is typed in them."""
        self.head.show_csf(csf)
        if [one.code for one in lines] == [row.code for row in self._rows]:
            for row, line in zip(self._rows, lines, strict=True):
                row.show_last(line.last or self._say("no result yet"))
            return
        kept = self.fields()
        holder = QWidget()
        holder.setObjectName("scrolled")
        grid = QGridLayout(holder)
        space = THEME.space
        grid.setContentsMargins(0, 0, space.close, 0)
        grid.setHorizontalSpacing(space.close)
        grid.setVerticalSpacing(space.tight)
        grid.setColumnMinimumWidth(NAME, THEME.scaled(_NAME))
        grid.setColumnMinimumWidth(FLAG, THEME.scaled(_FLAG))
        grid.setColumnStretch(NAME, 3)
        grid.setColumnStretch(LAST, 4)
        self._add_heads(grid)
        self._rows = [self._make_row(line, grid, number) for number, line in enumerate(lines)]
        last = 2 * len(lines) + 1
        grid.addWidget(self.head.document, last, NAME, 1, LAST + 1)
        grid.setRowStretch(last + 1, 1)
        was = self._area.takeWidget()
        self._area.setWidget(holder)
        if was is not None:
            was.deleteLater()
        for row in self._rows:
            row.fill(kept)

    def fields(self) -> dict[str, str]:
        """Return everything typed by field, lines of other panels included."""
        lines = {name: text for row in self._rows for name, text in row.fields().items()}
        self._elsewhere = {**self._elsewhere_without(lines), **lines}
        return {**self._elsewhere, **self.head.fields()}

    def read(self) -> TypedLabs:
        """Return the form as it stands."""
        return TypedLabs(self.fields(), self.head.sampled.value(), self.head.reported.value())

    def fill(self, fields: Mapping[str, str]) -> None:
        """Fill the form; what is not among the fields is emptied."""
        self._draft_timer.stop()
        self._elsewhere = {name: text for name, text in fields.items() if "." in name}
        self.head.fill(fields)
        for row in self._rows:
            row.fill(fields)
        self.typed.emit(self.read())

    def show_told(self, told: Mapping[str, LineTold]) -> None:
        """Show beside each line how its value stands."""
        for row in self._rows:
            row.show_told(told.get(row.code, LineTold()))

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show what stands against the whole."""
        self.alerts.show_alerts(alerts)

    def show_putting_right(self, what: PuttingRight | None) -> None:
        """Ask for the reason, over a form filled with the result; None: enter new ones again."""
        self._draft_timer.stop()
        self.saved.clear()
        self.alerts.show_alerts(())
        self.right.show_what(what)
        self.right.setVisible(what is not None)
        void = what is not None and not what.fields
        self.head.setVisible(not void)
        self._area.setVisible(not void)
        self.head.lock_panel(what is not None)
        say = self._say
        words = say("Record the results")
        if what is not None:
            words = say("Take it back") if void else say("Put it right")
        self.button.setText(words)
        # new words take the key of a button away
        self.button.setShortcut("Alt+R")
        self.empty.setText(say("Empty the form") if what is None else say("Leave it as it is"))
        if what is not None and what.fields:
            self.fill(what.fields)
        if what is not None:
            self.right.setFocus()

    def submit(self) -> None:
        """Hand the form over, or say what is missing."""
        self._draft_timer.stop()
        if self.right.isHidden():
            if self.head.check_filled():
                self.record_wanted.emit(self.read())
            return
        reason = self.right.reason.value()
        if self.right.reason.check_filled() and reason is not None:
            if not self.head.isHidden() and not self.head.check_filled():
                return
            self.right_wanted.emit(self.read(), *reason)

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands; typing goes on in the first line."""
        self._draft_timer.stop()
        self.saved.show_saved(recorded.recorded_at)
        if self._rows:
            self._rows[0].value.setFocus()

    def _typed(self) -> None:
        self.saved.clear()
        self.alerts.show_alerts(())
        self.typed.emit(self.read())
        self._draft_timer.start()

    def _make_row(self, line: AnalyteLine, grid: QGridLayout, number: int) -> LineRow:
        row = LineRow(self._say, line, grid, 2 * number + 1)
        row.show_last(line.last or self._say("no result yet"))
        row.changed.connect(self._typed)
        row.left.connect(self.line_left)
        row.moved.connect(lambda step: self._move(number + step))
        return row

    def _move(self, number: int) -> None:
        if 0 <= number < len(self._rows):
            field = self._rows[number].value
            field.setFocus(Qt.FocusReason.TabFocusReason)
            self._area.ensureWidgetVisible(field)
        elif number >= len(self._rows):
            self.head.number.setFocus(Qt.FocusReason.TabFocusReason)
            self._area.ensureWidgetVisible(self.head.document)

    def _add_heads(self, grid: QGridLayout) -> None:
        say = self._say
        for column, words in (
            (NAME, say("Analyte")),
            (VALUE, say("Value")),
            (UNIT, say("Unit")),
            (LOW, say("Lower")),
            (HIGH, say("Upper")),
            (FLAG, ""),
            (LAST, say("Last result")),
        ):
            grid.addWidget(Text(words, "small", wrap=False), 0, column)

    def _make_footer(self) -> QHBoxLayout:
        say = self._say
        row = QHBoxLayout()
        self.empty = QuietButton(say("Empty the form"))
        self.empty.setObjectName("labs.empty")
        self.empty.clicked.connect(self._leave)
        self.button = PrimaryButton(say("Record the results"), "Alt+R")
        self.button.setObjectName("labs.record")
        self.button.clicked.connect(self.submit)
        row.addWidget(self.empty)
        row.addStretch(1)
        row.addWidget(self.button)
        return row

    def _leave(self) -> None:
        if self.right.isHidden():
            self.discard_wanted.emit()
        else:
            self.right_left.emit()

    def _elsewhere_without(self, lines: Mapping[str, str]) -> dict[str, str]:
        marks = {name for name in self._elsewhere if name.startswith("mark.")}
        return {
            name: text
            for name, text in self._elsewhere.items()
            if name not in lines and name not in marks
        }
