"""A grade as a number in its own box, and the grades over time as steps on one common axis.

The number always stands there and height grows with the grade: colour is never the only sign.
"""

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ltm_desktop.ui.panels.toxicity.shown import Axis, Span
from ltm_desktop.ui.tokens import THEME

HIGHEST = 5
_BOX = 30
_BAR_HEIGHT, _BAR_LEAST = 44, 180
_HEAD_HEIGHT = 38


def colours_of(grade: int) -> tuple[str, str, str]:
    """Return ground, ink and line of a grade, from pale to dark."""
    palette = THEME.palette
    if grade <= 1:
        return palette.neutral.soft, palette.neutral.ink, palette.neutral.line
    if grade == 2:
        return palette.caution.soft, palette.caution.ink, palette.caution.line
    if grade == 3:
        return palette.caution.solid, palette.caution.on_solid, palette.caution.ink
    if grade == 4:
        return palette.stop.solid, palette.stop.on_solid, palette.stop.ink
    return palette.ink, palette.card, palette.ink


def _letters(widget: QWidget, size: int, *, bold: bool = False) -> QFont:
    font = QFont(widget.font())
    font.setPixelSize(size)
    font.setBold(bold)
    return font


class GradeBox(QWidget):
    """A grade as a bold number; nothing is known of it, a dash."""

    def __init__(self, grade: int | None, spoken: str = "") -> None:
        super().__init__()
        self._grade = grade
        self.setAccessibleName(spoken)
        side = THEME.scaled(_BOX)
        self.setFixedSize(side, side)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box and its number."""
        ground, ink, line = colours_of(self._grade or 0)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(line), 1))
        painter.setBrush(QColor(ground))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(QColor(ink))
        painter.setFont(_letters(self, THEME.type.heading, bold=True))
        text = "–" if self._grade is None else str(self._grade)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()


class _OnAxis(QWidget):
    """What stands over the days of the axis; one day has the same place in every row."""

    def __init__(self, axis: Axis, height: int) -> None:
        super().__init__()
        self._axis = axis
        self.setMinimumWidth(THEME.scaled(_BAR_LEAST))
        self.setFixedHeight(THEME.scaled(height))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """Ask for room enough to tell days apart."""
        return QSize(260, self.height())

    def _x(self, day: date, *, end: bool = False) -> float:
        days = (self._axis.last - self._axis.first).days + 1
        place = (day - self._axis.first).days + (1 if end else 0)
        return self.width() * min(max(place, 0), days) / days


class GradeBar(_OnAxis):
    """The grades of one event over the days, with thin lines where doses were given."""

    def __init__(self, axis: Axis, spans: tuple[Span, ...], spoken: str) -> None:
        super().__init__(axis, _BAR_HEIGHT)
        self._spans = spans
        self.setAccessibleName(spoken)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint dose lines, then one step for each grade."""
        painter = QPainter(self)
        self._paint_doses(painter)
        painter.setFont(_letters(self, THEME.type.small, bold=True))
        for span in self._spans:
            self._paint_span(painter, span)
        painter.setPen(QPen(QColor(THEME.palette.field_line), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()

    def _paint_doses(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(THEME.palette.accent), 1, Qt.PenStyle.DotLine))
        for day, _ in self._axis.doses:
            x = int((self._x(day) + self._x(day, end=True)) / 2)
            painter.drawLine(x, 0, x, self.height() - 1)

    def _paint_span(self, painter: QPainter, span: Span) -> None:
        left, right = self._x(span.first), self._x(span.last, end=True)
        low = QFontMetrics(painter.font()).height() + 2
        step = (self.height() - 2 - low) / (HIGHEST - 1)
        tall = low + step * (max(span.grade, 1) - 1) if span.grade else 4
        box = QRectF(left, self.height() - 1 - tall, max(right - left, 3.0), tall)
        ground, ink, line = colours_of(span.grade)
        painter.setPen(QPen(QColor(line), 1))
        painter.setBrush(QColor(ground))
        painter.drawRect(box)
        number = str(span.grade)
        if box.width() > QFontMetrics(painter.font()).horizontalAdvance(number) + 2:
            painter.setPen(QColor(ink))
            inside = box.adjusted(0, 0, 0, low - tall) if tall > low else box
            painter.drawText(inside, Qt.AlignmentFlag.AlignCenter, number)


class AxisHead(_OnAxis):
    """First and last day, and the numbers of the doses given between them."""

    def __init__(self, axis: Axis, spoken: str) -> None:
        super().__init__(axis, _HEAD_HEIGHT)
        self.setAccessibleName(spoken)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the days at both ends and the doses beneath them."""
        painter = QPainter(self)
        painter.setFont(_letters(self, THEME.type.small))
        metrics = QFontMetrics(painter.font())
        painter.setPen(QColor(THEME.palette.muted))
        top = QRectF(0, 0, self.width(), metrics.height())
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft, self._axis.first_words)
        painter.drawText(top, Qt.AlignmentFlag.AlignRight, self._axis.last_words)
        painter.setPen(QColor(THEME.palette.accent))
        reach = -1.0
        for day, number in self._axis.doses:
            middle = (self._x(day) + self._x(day, end=True)) / 2
            width = metrics.horizontalAdvance(number)
            left = min(max(middle - width / 2, 0.0), self.width() - width)
            if left <= reach:
                continue  # a number that would touch its neighbour is left out, never printed over
            painter.drawText(
                QRectF(left, metrics.height(), width + 1, metrics.height()),
                Qt.AlignmentFlag.AlignLeft,
                number,
            )
            reach = left + width + 2
        painter.end()
