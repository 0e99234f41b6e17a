"""A time line to look at and to walk through by key: one upright line reads every lane at a day.

Nothing on it can be changed. What is drawn stands in words beside it, for readers too.
"""

from datetime import date, timedelta

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ltm_desktop.app.timeline.picture import Frame, draw, height
from ltm_desktop.app.timeline.shapes import TimeLine
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.time_canvas import PainterCanvas

_SHORTEST = 7
"""Days that are shown at least."""
_EDGE = 6


class TimePicture(QWidget):
    """Draw one time line; `day_read` tells which day the upright line stands on."""

    day_read = Signal(object)

    def __init__(self, say: Words, name: str, label: str, *, tall: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._say = say
        self._tall = tall
        self._line: TimeLine | None = None
        self._first = self._last = self.cursor_day = date.min

    def show_line(self, line: TimeLine) -> None:
        """Draw a time line; the days shown and the day read stay where they were."""
        known = self._line is not None and line.first <= self.cursor_day <= line.last
        whole = self._line is None or (self._first, self._last) == (
            self._line.first,
            self._line.last,
        )
        self._line = line
        if whole or not known:
            self._first, self._last = line.first, line.last
        self._first, self._last = max(self._first, line.first), min(self._last, line.last)
        if not known:
            self.cursor_day = min(max(line.today, line.first), line.last)
        self.updateGeometry()
        self.update()
        self.day_read.emit(self.cursor_day)

    def describe(self, words: str) -> None:
        """Give readers what is read at the day."""
        self.setAccessibleDescription(words)

    def read_at(self, day: date) -> None:
        """Move the upright line to a day, and what is shown with it."""
        if self._line is None:
            return
        self.cursor_day = min(max(day, self._line.first), self._line.last)
        span = self._last - self._first
        if self.cursor_day < self._first:
            self._first, self._last = self.cursor_day, self.cursor_day + span
        elif self.cursor_day > self._last:
            self._first, self._last = self.cursor_day - span, self.cursor_day
        self.update()
        self.day_read.emit(self.cursor_day)

    def step(self, way: int) -> None:
        """Go to the next or the earlier day on which something is."""
        days = self._line.days() if self._line else ()
        beyond = [one for one in days if (one - self.cursor_day).days * way > 0]
        if beyond:
            self.read_at(min(beyond, key=lambda one: abs((one - self.cursor_day).days)))

    def zoom(self, closer: bool) -> None:
        """Show half or twice as many days, round the upright line."""
        if self._line is None:
            return
        most = (self._line.last - self._line.first).days + 1
        span = (self._last - self._first).days + 1
        span = max(min(_SHORTEST, most), span // 2) if closer else min(most, span * 2)
        first = self.cursor_day - timedelta(days=span // 2)
        first = min(max(first, self._line.first), self._line.last - timedelta(days=span - 1))
        self._first, self._last = first, first + timedelta(days=span - 1)
        self.update()

    def show_whole(self) -> None:
        """Show every day."""
        if self._line is not None:
            self._first, self._last = self._line.first, self._line.last
            self.update()

    @property
    def shown_days(self) -> tuple[date, date]:
        """Return the first and last day shown."""
        return self._first, self._last

    def sizeHint(self) -> QSize:
        """Ask for the height of every lane."""
        if self._line is None:
            return QSize(640, 120)
        canvas = PainterCanvas(None, self.font())
        tall = height(self._line, self._frame(), canvas, self._say)
        return QSize(640, int(tall) + 2 * _EDGE)

    def minimumSizeHint(self) -> QSize:
        """Stay readable."""
        return QSize(480, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk: arrows by what is there, with Ctrl by a day; Home, End; + and -."""
        key, day = event.key(), timedelta(days=1)
        one_day = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            way = 1 if key == Qt.Key.Key_Right else -1
            if one_day:
                self.read_at(self.cursor_day + way * day)
            else:
                self.step(way)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._line is not None:
            home = key == Qt.Key.Key_Home
            self.read_at(self._line.first if home else self._line.last)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom(key != Qt.Key.Key_Minus)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Read the day that was pressed."""
        frame = self._frame()
        if event.position().x() >= frame.begins:
            self.read_at(frame.day(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let the upright line follow a held button."""
        self.mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, picture and the ring of the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(THEME.palette.card))
        if self._line is not None:
            draw(self._line, self._frame(), PainterCanvas(painter, self.font()), self._say)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(THEME.palette.focus), THEME.shape.ring))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def _frame(self) -> Frame:
        return Frame(
            width=float(self.width() - 2 * _EDGE),
            first=self._first,
            last=self._last,
            tall=self._tall,
            cursor=self.cursor_day if self._line else None,
            left=float(_EDGE),
            top=float(_EDGE),
            size=float(THEME.type.small),
        )
