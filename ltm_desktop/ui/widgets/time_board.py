"""A time line with what it says at a day beside it, the same as a table, and its few actions.

Every action has a key; nothing on it can be changed.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ltm_desktop.app.timeline.shapes import Line, TimeLine
from ltm_desktop.app.timeline.table import heads
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.reading_line import Reading
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.announcing import announce
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.facts_table import FactsTable
from ltm_desktop.ui.widgets.text import Text
from ltm_desktop.ui.widgets.time_picture import TimePicture
from ltm_desktop.ui.widgets.time_reading import TimeReading
from ltm_desktop.ui.widgets.work_line import WorkLine


class TimeBoard(QWidget):
    """Picture or table at the left, the day that is read at the right."""

    day_read = Signal(object)
    save_wanted = Signal()
    paper_wanted = Signal()

    def __init__(
        self, say: Words, name: str, label: str, *, tall: bool = False, paper: bool = True
    ) -> None:
        super().__init__()
        self._say, self._name = say, name
        self.picture = TimePicture(say, f"{name}.picture", label, tall=tall)
        self.picture.day_read.connect(self.day_read)
        self.reading = TimeReading(say, name)
        self.table = FactsTable(f"{name}.table", label, heads(say))
        self.alerts = AlertList(say)
        self.alerts.hide()
        self.work = WorkLine(say, f"{name}.working")
        self.done = Text("", "small", tone="ok")
        self.done.setObjectName(f"{name}.done")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.close)
        self.buttons = self._make_actions(paper=paper)
        rows.addWidget(self.buttons)
        rows.addWidget(self.work)
        rows.addWidget(self.alerts)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._make_board())
        self._nothing = Card()
        self._pages.addWidget(self._nothing)
        rows.addWidget(self._pages, 1)
        self.setFocusProxy(self.picture)

    def show_line(self, line: TimeLine, rows: Sequence[Line]) -> None:
        """Draw the time line and list it."""
        self._pages.setCurrentIndex(0)
        self.buttons.setEnabled(True)
        say = self._say
        self.table.show_rows(
            [
                (
                    say.date(one.day),
                    "" if one.study_day is None else str(one.study_day),
                    one.clock,
                    one.lane,
                    one.told,
                )
                for one in rows
            ]
        )
        self.picture.show_line(line)

    def show_reading(self, reading: Reading) -> None:
        """Show what is read at a day, also to readers of the screen."""
        self.reading.show_reading(reading.day, reading.study_day, reading.facts, reading.ago)
        told = [self._say.labelled(title, words) for title, words in reading.facts]
        self.picture.describe(self._say.apart(reading.day, reading.study_day, *told))

    def show_nothing(self, words: str, next_step: str) -> None:
        """Say that there is nothing to draw, and what would put something here."""
        while (item := self._nothing.body.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        self._nothing.body.addWidget(EmptyState(words, next_step))
        self._nothing.body.addStretch(1)
        self._pages.setCurrentIndex(1)
        self.buttons.setEnabled(False)

    def show_busy(self, busy: bool) -> None:
        """Hold still while a file is made."""
        self.buttons.setEnabled(not busy)
        self.work.show_work(self._say("Writing the file…") if busy else "")
        if busy:
            self.done.setText("")

    def show_done(self, words: str) -> None:
        """Say what was saved or opened, also to readers of the screen."""
        self.done.setText(words)
        announce(self.done, words)

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show why a file could not be made."""
        self.alerts.show_alerts(alerts)
        self.alerts.setVisible(bool(alerts))

    def _make_actions(self, *, paper: bool) -> QWidget:
        say, holder = self._say, QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(THEME.space.close)
        self.turn = self._button("turn", say("Show as a table"), "Alt+T", self._turn)
        row.addWidget(self.turn)
        picture = self.picture
        closer, wider = lambda: picture.zoom(closer=True), lambda: picture.zoom(closer=False)
        row.addWidget(self._button("closer", say("Closer"), "Alt+I", closer))
        row.addWidget(self._button("wider", say("Wider"), "Alt+O", wider))
        row.addWidget(self._button("whole", say("Every day"), "Alt+W", picture.show_whole))
        row.addWidget(self.done, 1)
        save = self._button("save", say("Save the table"), "Alt+S", self.save_wanted.emit)
        row.addWidget(save)
        if paper:
            words = say("Open as PDF")
            row.addWidget(self._button("paper", words, "Alt+P", self.paper_wanted.emit))
        return holder

    def _button(self, name: str, words: str, key: str, press: object) -> QuietButton:
        button = QuietButton(words, key)
        button.setObjectName(f"{self._name}.{name}")
        button.clicked.connect(press)
        return button

    def _make_board(self) -> QWidget:
        board = QWidget()
        columns = QHBoxLayout(board)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(THEME.space.near)
        area = QScrollArea()
        area.setWidgetResizable(True)
        inside = QWidget()
        inside.setObjectName("scrolled")
        held = QVBoxLayout(inside)
        held.setContentsMargins(0, 0, 0, 0)
        held.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        area.setWidget(inside)
        left = Card()
        left.body.setContentsMargins(2, 2, 2, THEME.space.tight)
        self._shown = QStackedWidget()
        self._shown.addWidget(area)
        self._shown.addWidget(self.table)
        left.body.addWidget(self._shown, 1)
        keys = Text(self._keys(), "small")
        keys.setContentsMargins(THEME.space.close, 0, THEME.space.close, 0)
        left.body.addWidget(keys)
        columns.addWidget(left, 1)
        columns.addWidget(self.reading)
        return board

    def _keys(self) -> str:
        return self._say(
            "In the picture: left and right go to the next day with something on it, with Ctrl by "
            "one day; + and − show fewer or more days."
        )

    def _turn(self) -> None:
        table = self._shown.currentIndex() == 0
        self._shown.setCurrentIndex(1 if table else 0)
        say = self._say
        self.turn.setText(say("Show as a picture") if table else say("Show as a table"))
        # new words take the key of a button away
        self.turn.setShortcut(QKeySequence("Alt+T"))
        (self.table if table else self.picture).setFocus()
