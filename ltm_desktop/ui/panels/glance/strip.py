"""The days as cells: given filled, partial half, not given hollow, planned dotted; today marked.

A cell can be reached by mouse and by arrow keys; it is opened, or moved.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.glance.cells import Cell, StripRow, StripShown
from ltm_desktop.ui.panels.glance.looks import paint_cell
from ltm_desktop.ui.panels.glance.presenter import AHEAD
from ltm_desktop.ui.tokens import THEME

_LABELS, _GAP = 96, 2
_WEEK = 7


@dataclass(frozen=True, slots=True)
class _Heights:
    """Logical pixels from top to bottom: the line of weeks, each row, and a cell in it."""

    head: int
    row: int
    cell: int


_WHOLE = _Heights(34, 24, 20)
_THIN = _Heights(7, 15, 13)
"""Without the line of weeks: only the mark of today stands over the rows."""


class Strip(QWidget):
    """Draw the weeks; `opened` carries the cell a person chose."""

    opened = Signal(object)
    move_wanted = Signal(str)
    """The planned dose a person wants on another day: M on its day, or a right click."""
    reached = Signal(str)
    """The words of the day the keyboard stands on, empty when it left."""

    def __init__(self, say: Words) -> None:
        super().__init__()
        self.setObjectName("glance.strip")
        self._say = say
        self._shown: StripShown | None = None
        self._place = (0, 0)
        self._heights = _WHOLE
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(say("Six weeks at a glance"))

    def show_strip(self, shown: StripShown) -> None:
        """Draw these weeks; the keyboard stands on today."""
        self._shown = shown
        day = min(max((shown.today - shown.first).days, 0), shown.days - 1)
        self._place = (0, day)
        self.setAccessibleDescription(shown.summary)
        self.updateGeometry()
        self.update()

    @property
    def _rows(self) -> tuple[StripRow, ...]:
        """Return what is drawn: treatment always, what stands beside it where there is room."""
        if self._shown is None:
            return ()
        return self._shown.rows + (() if self._heights is _THIN else self._shown.beside)

    def set_thin(self, *, thin: bool) -> None:
        """Take one thin row for each kind and no line of weeks, or the whole height."""
        self._heights = _THIN if thin else _WHOLE
        row, day = self._place
        self._place = (min(row, max(len(self._rows) - 1, 0)), day)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of the rows."""
        rows = len(self._rows) or 1
        return QSize(900, self._heights.head + rows * self._heights.row + 2)

    def minimumSizeHint(self) -> QSize:
        """Let every day keep a few pixels."""
        return QSize(
            _labels() + 8 * (self._shown.days if self._shown else 42), self.sizeHint().height()
        )

    def cell_at(self, place: QPoint) -> Cell | None:
        """Return the cell under a point."""
        below = place.y() - self._heights.head
        if self._shown is None or place.x() < _labels() or below < 0:
            return None
        day = int((place.x() - _labels()) / self._width())
        return self._cell(below // self._heights.row, day)

    def event(self, event: QEvent) -> bool:
        """Say what a day holds under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell = self.cell_at(event.pos())
            QToolTip.showText(event.globalPos(), cell.words if cell else "", self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show by the pointer what can be opened."""
        over = self.cell_at(event.position().toPoint()) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open what was clicked."""
        cell = self.cell_at(event.position().toPoint())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(cell)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to move the dose under the mouse."""
        cell = self.cell_at(event.pos())
        if cell is not None and _movable(cell):
            self.move_wanted.emit(cell.item)

    def movable(self) -> str:
        """Return the planned dose the keyboard stands on, or nothing."""
        cell = self._cell(*self._place)
        return cell.item if cell is not None and _movable(cell) else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by arrow keys from entry to entry, Home goes to today, Return opens."""
        keys = {
            Qt.Key.Key_Left.value: lambda: self._step(-1),
            Qt.Key.Key_Right.value: lambda: self._step(1),
            Qt.Key.Key_Up.value: lambda: self._change_row(-1),
            Qt.Key.Key_Down.value: lambda: self._change_row(1),
            Qt.Key.Key_Home.value: self._to_today,
            Qt.Key.Key_Return.value: self._open,
            Qt.Key.Key_Enter.value: self._open,
            Qt.Key.Key_M.value: self._move,
        }
        act = keys.get(event.key())
        if act is None or self._shown is None:
            super().keyPressEvent(event)
            return
        act()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint weeks, days, cells, today and the frame of the keyboard's day."""
        if self._shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(THEME.type.small)
        painter.setFont(font)
        self._paint_weeks(painter, self._shown)
        for row in range(len(self._rows)):
            self._paint_row(painter, self._shown, row)
        self._paint_today(painter, self._shown)
        if self.hasFocus():
            painter.setPen(QPen(QColor(THEME.palette.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._box(*self._place).adjusted(-2, -2, 2, 2), 5, 5)
        painter.end()

    def _paint_weeks(self, painter: QPainter, shown: StripShown) -> None:
        metrics, colours = QFontMetricsF(painter.font()), THEME.palette
        thin = self._heights is _THIN
        for start in range(0, shown.days, _WEEK):
            week, day = start // _WEEK + 1, shown.first + timedelta(days=start)
            x = _labels() + start * self._width()
            painter.setPen(QPen(QColor(colours.neutral.line), 1))
            painter.drawLine(QPointF(x, 4), QPointF(x, self.height() - 2))
            if thin:
                continue
            painter.setPen(QColor(colours.muted))
            room = _WEEK * self._width() - 10
            words = self._week_words(week, day, metrics, room)
            painter.drawText(QPointF(x + 5, 14), words)

    def _week_words(self, week: int, day: date, metrics: QFontMetricsF, room: float) -> str:
        say = self._say
        whole = say("Week {number} · {date}", number=week, date=day)
        for words in (whole, say.date(day)):
            if metrics.horizontalAdvance(words) <= room:
                return words
        return str(week)

    def _paint_row(self, painter: QPainter, shown: StripShown, row: int) -> None:
        colours = THEME.palette
        painter.setPen(QColor(colours.ink))
        label = QRectF(0, self._box(row, 0).top() - 1, _labels() - 8, self._heights.row)
        painter.drawText(label, Qt.AlignmentFlag.AlignVCenter, self._rows[row].label)
        for n in range(shown.days):
            day = shown.first + timedelta(days=n)
            ground = colours.disabled if day in shown.days_off else colours.page
            past = day < shown.today
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground if past or day in shown.days_off else colours.card))
            painter.drawRoundedRect(self._box(row, n), 3, 3)
            # where the page has no colour of its own a day gone by would be a hole
            seen = past and colours.page != colours.card
            if not seen and day not in shown.days_off:
                painter.setPen(QPen(QColor(colours.line), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(self._box(row, n).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        for cell in self._rows[row].cells:
            n = (cell.day - shown.first).days
            if 0 <= n < shown.days:
                paint_cell(painter, cell, self._box(row, n))

    def _paint_today(self, painter: QPainter, shown: StripShown) -> None:
        n = (shown.today - shown.first).days
        if not 0 <= n < shown.days:
            self._point_to_today(painter, past=n >= shown.days)
            return
        colour = QColor(THEME.palette.advice.solid)
        left, right = _labels() + n * self._width(), _labels() + (n + 1) * self._width()
        painter.setPen(QPen(colour, 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        head, rows = self._heights.head, len(self._rows) * self._heights.row
        column = QRectF(left, head - 1, right - left, rows + 1)
        painter.drawRoundedRect(column.adjusted(0, 0, -_GAP + 1, 0), 4, 4)
        middle = (left + right - _GAP) / 2
        painter.setBrush(colour)
        tip = QPointF(middle, head - 2)
        painter.drawPolygon(QPolygonF([tip, tip + QPointF(-4, -5), tip + QPointF(4, -5)]))
        if self._heights is _THIN:
            return
        font = QFont(painter.font())
        font.setBold(True)
        painter.setFont(font)
        words = self._say("Today")
        width = QFontMetricsF(font).horizontalAdvance(words)
        x = min(middle + 7, self.width() - width - 2)
        painter.setPen(QColor(THEME.palette.advice.ink))
        painter.drawText(QPointF(x, head - 5), words)

    def _point_to_today(self, painter: QPainter, *, past: bool) -> None:
        """Say on which side today lies when it is out of view."""
        if self._heights is _THIN:
            self._paint_pointer(painter, past=past)
            return
        font = QFont(painter.font())
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(THEME.palette.advice.ink))
        words = f"{self._say('Today')} →" if past else f"← {self._say('Today')}"
        width = QFontMetricsF(font).horizontalAdvance(words)
        x = self.width() - width - _GAP if past else _labels()
        painter.drawText(QPointF(x, self._heights.head - 5), words)

    def _paint_pointer(self, painter: QPainter, *, past: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(THEME.palette.advice.solid))
        tip, back = (self.width() - 1.0, -6.0) if past else (_labels() + 0.0, 6.0)
        corners = [QPointF(tip, 3), QPointF(tip + back, 0), QPointF(tip + back, 6)]
        painter.drawPolygon(QPolygonF(corners))

    def _width(self) -> float:
        return (self.width() - _labels()) / (self._shown.days if self._shown else 42)

    def _box(self, row: int, day: int) -> QRectF:
        width, heights = self._width(), self._heights
        top = heights.head + row * heights.row + 1
        return QRectF(_labels() + day * width, top, width - _GAP, heights.cell)

    def _cell(self, row: int, day: int) -> Cell | None:
        if self._shown is None or not 0 <= row < len(self._rows):
            return None
        wanted = self._shown.first + timedelta(days=day)
        return next((one for one in self._rows[row].cells if one.day == wanted), None)

    def _step(self, step: int) -> None:
        """Go to the next entry of the row in a direction."""
        row, day = self._place
        if self._shown is None:
            return
        held = sorted((one.day - self._shown.first).days for one in self._rows[row].cells)
        ahead = [n for n in held if (n - day) * step > 0]
        if ahead:
            self._go(row, ahead[0] if step > 0 else ahead[-1])

    def _change_row(self, step: int) -> None:
        row, day = self._place
        if self._shown is not None:
            self._go(min(max(row + step, 0), len(self._rows) - 1), day)

    def _to_today(self) -> None:
        if self._shown is not None:
            day = (self._shown.today - self._shown.first).days
            self._go(self._place[0], min(max(day, 0), self._shown.days - 1))

    def _go(self, row: int, day: int) -> None:
        self._place = (row, day)
        cell = self._cell(row, day)
        words = cell.words if cell else ""
        self.setAccessibleDescription(words)
        QAccessible.updateAccessibility(
            QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        )
        self.reached.emit(words)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the words of the keyboard's day away."""
        super().focusOutEvent(event)
        self.reached.emit("")

    def _open(self) -> None:
        cell = self._cell(*self._place)
        if cell is not None:
            self.opened.emit(cell)

    def _move(self) -> None:
        if code := self.movable():
            self.move_wanted.emit(code)


def _movable(cell: Cell) -> bool:
    return cell.tab == "dosing" and cell.state in AHEAD


def _labels() -> int:
    """Return the width of the names of the rows."""
    return THEME.scaled(_LABELS)
