"""The left side: what was measured and not judged yet, what goes on worst first, what ended."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.toxicity.rows import EventRow, ListHead
from ltm_desktop.ui.panels.toxicity.shown import (
    EventLine,
    FilterChoice,
    ListShown,
    PromptLine,
    SuggestionLine,
)
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import ActionButton, PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.flow import FlowLayout
from ltm_desktop.ui.widgets.scrolling import scrolling
from ltm_desktop.ui.widgets.text import Mark, Text, unbroken

_BACK, _FORWARD = Qt.Key.Key_Up.value, Qt.Key.Key_Down.value
_OPENS = (Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value)


class ListPage(Card):
    """Everything of one patient; rows never move while a form is open."""

    chosen = Signal(str)
    filtered = Signal(str)
    report_wanted = Signal()
    confirm_wanted = Signal(str)
    dismiss_wanted = Signal(str)

    def __init__(self, say: Words) -> None:
        super().__init__()
        self._say = say
        self._rows: list[EventRow] = []
        self.report_button = PrimaryButton(say("Report a toxicity"), "Alt+T")
        self.report_button.setObjectName("toxicity.report_button")
        self.report_button.clicked.connect(self.report_wanted)
        self._reading = Text("", "small")
        self._filters = FlowLayout(gap=THEME.space.tight, line_gap=THEME.space.tight)
        head = QHBoxLayout()
        head.setSpacing(THEME.space.near)
        head.addLayout(self._filters, 1)
        head.addWidget(self.report_button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.body.addWidget(self._reading)
        inner = QWidget()
        self._lines = QVBoxLayout(inner)
        self._lines.setContentsMargins(0, 0, THEME.space.close, 0)
        self._lines.setSpacing(THEME.space.tight)
        area = scrolling(inner, focus=Qt.FocusPolicy.StrongFocus)
        area.setObjectName("toxicity.list")
        area.setAccessibleName(say("Toxicities of this patient"))
        self._area = area
        self.body.addWidget(area, 1)

    def show_list(self, shown: ListShown, chosen: str) -> None:
        """Show the list anew; the chosen row stays chosen where it still is."""
        held = self._focused()
        self._empty_lines()
        self._show_filters(shown.filters, shown.chosen_filter)
        self.report_button.setVisible(shown.may_report)
        self._reading.setText(shown.reading)
        self._reading.setVisible(bool(shown.reading))
        self._add_notes(shown)
        if shown.open or shown.closed:
            self._lines.addWidget(ListHead(self._say, shown.axis))
        self._add_rows(shown.open, shown)
        if shown.closed:
            self._lines.addWidget(Text(self._say("Ended or taken back"), "strong"))
            self._add_rows(shown.closed, shown)
        if shown.empty:
            state = EmptyState(shown.empty, shown.next_step)
            state.setObjectName("toxicity.empty")
            self._lines.addWidget(state)
        self._lines.addStretch(1)
        self.mark(chosen)
        for row in self._rows:
            if row.key == held:
                row.setFocus()

    def _add_notes(self, shown: ListShown) -> None:
        """Put what waits to be looked at, and what is worth a thought, above the rows."""
        if shown.suggestions:
            self._lines.addWidget(self._suggested(shown.suggestions))
        if shown.prompts:
            self._lines.addWidget(self._prompted(shown.prompts))
        for why in shown.untold:
            self._lines.addWidget(Text(why, "small"))

    def mark(self, chosen: str) -> None:
        """Mark the row that is open beside the list."""
        for row in self._rows:
            row.setChecked(row.key == chosen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk between the rows; Return opens one."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        place = next((n for n, row in enumerate(self._rows) if row is watched), -1)
        key = event.key()
        if place < 0 or key not in (_BACK, _FORWARD, *_OPENS):
            return False
        if key in _OPENS:
            self.chosen.emit(self._rows[place].key)
            return True
        there = min(max(place + (1 if key == _FORWARD else -1), 0), len(self._rows) - 1)
        self._rows[there].setFocus(Qt.FocusReason.TabFocusReason)
        self._area.ensureWidgetVisible(self._rows[there])
        return True

    def _focused(self) -> str:
        return next((row.key for row in self._rows if row.hasFocus()), "")

    def _add_rows(self, lines: Sequence[EventLine], shown: ListShown) -> None:
        for line in lines:
            row = EventRow(self._say, line, shown.axis)
            row.installEventFilter(self)
            row.clicked.connect(lambda _=False, key=line.key: self.chosen.emit(key))
            self._lines.addWidget(row)
            self._rows.append(row)

    def _show_filters(self, filters: Sequence[FilterChoice], chosen: str) -> None:
        held = any(
            (widget := item.widget()) is not None and widget.hasFocus()
            for n in range(self._filters.count())
            if (item := self._filters.itemAt(n)) is not None
        )
        while (item := self._filters.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for one in filters:
            button = ActionButton(one.words, "quiet")
            button.setProperty("choice", True)
            button.setCheckable(True)
            button.setChecked(one.code == chosen)
            button.setObjectName(f"toxicity.filter.{one.code}")
            button.clicked.connect(lambda _=False, code=one.code: self.filtered.emit(code))
            self._filters.addWidget(button)
            if held and one.code == chosen:
                button.setFocus()

    def _prompted(self, prompts: Sequence[PromptLine]) -> QWidget:
        say, card = self._say, QFrame()
        card.setObjectName("toxicity.prompts")
        card.setProperty("alertRow", "note")
        card.setAccessibleName(say("To think of"))
        rows = QVBoxLayout(card)
        space = THEME.space
        rows.setContentsMargins(space.near, space.close, space.near, space.close)
        rows.setSpacing(space.hair)
        rows.addWidget(Text(say("To think of: nothing is decided here"), "bold", tone="advice"))
        for one in prompts:
            rows.addWidget(Text(one.text))
            rows.addWidget(Text(one.about, "small"))
        rows.addWidget(Text(prompts[0].source, "small"))
        return card

    def _suggested(self, lines: Sequence[SuggestionLine]) -> QWidget:
        say, card = self._say, QFrame()
        card.setProperty("alertRow", "note")
        card.setAccessibleName(say("Not judged yet"))
        rows = QVBoxLayout(card)
        space = THEME.space
        rows.setContentsMargins(space.near, space.close, space.near, space.close)
        rows.setSpacing(space.close)
        rows.addWidget(Text(say("Measured or told, and not looked at yet"), "bold", tone="advice"))
        for line in lines:
            rows.addLayout(self._suggestion(line))
        return card

    def _suggestion(self, line: SuggestionLine) -> QHBoxLayout:
        columns = QHBoxLayout()
        columns.setSpacing(THEME.space.close)
        ink = THEME.palette.advice.ink
        columns.addWidget(Mark("advice", ink, 18), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(line.text))
        words.addWidget(Text(unbroken(line.source), "small"))
        columns.addLayout(words, 1)
        confirm = QuietButton(line.confirm)
        confirm.setObjectName(f"toxicity.confirm.{line.key}")
        confirm.clicked.connect(lambda: self.confirm_wanted.emit(line.key))
        columns.addWidget(confirm, 0, Qt.AlignmentFlag.AlignTop)
        if line.dismissable:
            dismiss = QuietButton(self._say("Not this…"))
            dismiss.setObjectName(f"toxicity.dismiss.{line.key}")
            dismiss.clicked.connect(lambda: self.dismiss_wanted.emit(line.key))
            columns.addWidget(dismiss, 0, Qt.AlignmentFlag.AlignTop)
        return columns

    def _empty_lines(self) -> None:
        self._rows = []
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
