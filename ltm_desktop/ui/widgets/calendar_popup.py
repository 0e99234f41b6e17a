"""A month to pick a day from: year and month apart, Today and Close, all by keyboard.

Source: nhs-cui D+Tc-0011 to -0019.
"""

from calendar import Calendar
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.text import Text

_STEPS = {
    Qt.Key.Key_Left.value: -1,
    Qt.Key.Key_Right.value: 1,
    Qt.Key.Key_Up.value: -7,
    Qt.Key.Key_Down.value: 7,
}


class CalendarPopup(QFrame):
    """Show a month; emit `picked` with the chosen day."""

    picked = Signal(object)

    def __init__(self, say: Words, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("calendarPopup")
        self.setAccessibleName(say("Calendar"))
        self._say = say
        self._today = today
        self._chosen: date | None = None
        self._month = today.replace(day=1)
        rows = QVBoxLayout(self)
        space = THEME.space.close
        rows.setContentsMargins(space, space, space, space)
        rows.addLayout(self._make_heading())
        self._days = QWidget()
        self._grid = QGridLayout(self._days)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2)
        rows.addWidget(self._days)
        rows.addLayout(self._make_foot())
        self._buttons: dict[date, QPushButton] = {}
        self._fill()

    def show_day(self, day: date | None) -> None:
        """Open on the month of this day and mark it as chosen."""
        self._chosen = day
        self._month = (day or self._today).replace(day=1)
        self._fill()
        self._buttons[day or self._today].setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move by arrow keys from day to day and by page keys from month to month."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(watched, event.key())
        return super().eventFilter(watched, event)

    def _key(self, watched: QObject, key: int) -> bool:
        day = watched.property("day")
        if key in _STEPS:
            self._go(day + timedelta(days=_STEPS[key]))
        elif key in {Qt.Key.Key_PageUp.value, Qt.Key.Key_PageDown.value}:
            self._step(-1 if key == Qt.Key.Key_PageUp.value else 1)
            self._buttons[self._month].setFocus()
        elif key in {Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value}:
            self._pick(day)
        else:
            return False
        return True

    def _go(self, day: date) -> None:
        if day.replace(day=1) != self._month:
            self._month = day.replace(day=1)
            self._fill()
        self._buttons[day].setFocus()

    def _make_heading(self) -> QHBoxLayout:
        say = self._say
        row = QHBoxLayout()
        row.setSpacing(2)
        self._title = Text("", "bold", wrap=False)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for text, name, months in (
            ("«", say("Year before"), -12),
            ("‹", say("Month before"), -1),
            ("", "", 0),
            ("›", say("Month after"), 1),
            ("»", say("Year after"), 12),
        ):
            if not months:
                row.addWidget(self._title, 1)
                continue
            button = QPushButton(text)
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.clicked.connect(lambda _=False, step=months: self._step(step))
            row.addWidget(button)
        return row

    def _make_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        today = QuietButton(self._say("Today"))
        today.clicked.connect(lambda: self._pick(self._today))
        close = QuietButton(self._say("Close"))
        close.clicked.connect(self.close)
        row.addWidget(today)
        row.addStretch()
        row.addWidget(close)
        return row

    def _step(self, months: int) -> None:
        count = self._month.year * 12 + self._month.month - 1 + months
        if date.min.year * 12 <= count < date.max.year * 12:
            self._month = date(count // 12, count % 12 + 1, 1)
            self._fill()

    def _fill(self) -> None:
        for old in self._days.findChildren(QWidget):
            old.hide()
            old.deleteLater()
        self._buttons = {}
        self._title.setText(self._say.month(self._month))
        monday = date(2026, 3, 2)
        for column in range(7):
            name = Text(self._say.weekday(monday + timedelta(days=column)), "small", wrap=False)
            name.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._grid.addWidget(name, 0, column)
        days = Calendar().itermonthdates(self._month.year, self._month.month)
        shown = [day for day in days if day.month == self._month.month]
        for day in shown:
            cell = shown[0].weekday() + day.day - 1
            button = self._make_day(day)
            self._grid.addWidget(button, cell // 7 + 1, cell % 7)
            # Shown at once, or the focus that follows would find nothing.
            button.show()

    def _make_day(self, day: date) -> QPushButton:
        button = QPushButton(str(day.day))
        button.setProperty("day", day)
        button.setProperty("today", day == self._today)
        button.setProperty("chosen", day == self._chosen)
        button.setAccessibleName(f"{self._say.weekday(day)} {self._say.date(day)}")
        button.clicked.connect(lambda: self._pick(day))
        button.installEventFilter(self)
        self._buttons[day] = button
        return button

    def _pick(self, day: date) -> None:
        self.close()
        self.picked.emit(day)
