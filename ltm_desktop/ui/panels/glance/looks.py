"""How a day's entry looks: its edge and filling tell the outcome without colour too.

Source: nhs-cui MEDa-0078, -0117, -0118: given filled, not given hollow, planned dotted.
"""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ltm_desktop.domain.ctcae import Grade
from ltm_desktop.domain.terms import ItemState
from ltm_desktop.ui.marks import paint_mark
from ltm_desktop.ui.panels.glance.cells import Cell
from ltm_desktop.ui.tokens import THEME

_FILLED = frozenset(
    {
        ItemState.GIVEN_IN_WINDOW,
        ItemState.GIVEN_EARLY,
        ItemState.GIVEN_LATE,
        ItemState.DELIVERED,
    }
)
_HALF = frozenset({ItemState.PARTIAL, ItemState.ABANDONED})
_WAITING = {
    ItemState.PLANNED: ("neutral", ""),
    ItemState.OPEN: ("advice", "clock"),
    ItemState.HELD: ("caution", "pause"),
}
_OFF_TIME = frozenset({ItemState.GIVEN_EARLY, ItemState.GIVEN_LATE})


def paint_cell(painter: QPainter, cell: Cell, box: QRectF) -> None:
    """Paint one entry into its box."""
    painter.save()
    if cell.state is not None:
        _planned(painter, cell.state, box)
    elif cell.grade:
        _graded(painter, cell.grade, box)
    else:
        paint_mark(painter, "disc", THEME.palette.accent, _middle(box))
    painter.restore()


def _graded(painter: QPainter, grade: int, box: QRectF) -> None:
    """Paint the number of a grade; from the third on on a full ground (CTCAE: severe)."""
    severe = grade >= Grade(3)
    tone = THEME.palette.tone("stop" if severe else "caution")
    painter.setPen(QPen(QColor(tone.solid if severe else tone.ink), 1))
    painter.setBrush(QColor(tone.solid if severe else tone.soft))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setPen(QColor(tone.on_solid if severe else tone.ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(grade))


def _planned(painter: QPainter, state: ItemState, box: QRectF) -> None:
    if state in _FILLED:
        _filled(painter, box, off_time=state in _OFF_TIME)
    elif state in _HALF:
        _half(painter, box)
    elif state in _WAITING:
        tone, shape = _WAITING[state]
        _dotted(painter, box, tone, shape)
    elif state is ItemState.OVERDUE:
        _solid(painter, box, "stop", "triangle")
    elif state is ItemState.DUE_TODAY:
        _solid(painter, box, "caution", "clock")
    else:
        _hollow(painter, box, struck=state is ItemState.CANCELLED)


def _filled(painter: QPainter, box: QRectF, *, off_time: bool) -> None:
    colours = THEME.palette
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.accent))
    painter.drawRoundedRect(box, 3, 3)
    if off_time:
        # card and accent keep apart in every theme, on_fill is made for another ground
        paint_mark(painter, "clock", colours.card, _middle(box))


def _half(painter: QPainter, box: QRectF) -> None:
    colours = THEME.palette
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.card))
    painter.drawRoundedRect(box, 3, 3)
    lower = QRectF(box.left(), box.center().y(), box.width(), box.height() / 2)
    painter.fillRect(lower, QColor(colours.accent))
    painter.setPen(QPen(QColor(colours.accent), 1.8))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.9, 0.9, -0.9, -0.9), 3, 3)


def _hollow(painter: QPainter, box: QRectF, *, struck: bool) -> None:
    tone = THEME.palette.tone("neutral" if struck else "caution")
    painter.setPen(QPen(QColor(tone.ink), 1.8))
    painter.setBrush(QColor(THEME.palette.card))
    painter.drawRoundedRect(box.adjusted(0.9, 0.9, -0.9, -0.9), 3, 3)
    if struck:
        painter.drawLine(box.bottomLeft(), box.topRight())


def _dotted(painter: QPainter, box: QRectF, tone: str, shape: str) -> None:
    colours = THEME.palette.tone(tone)
    ink = colours.ink if shape else THEME.palette.field_line
    painter.setPen(QPen(QColor(ink), 1.6, Qt.PenStyle.DotLine))
    painter.setBrush(QColor(colours.soft if shape else THEME.palette.card))
    painter.drawRoundedRect(box.adjusted(0.9, 0.9, -0.9, -0.9), 3, 3)
    if shape:
        paint_mark(painter, shape, colours.ink, _middle(box))


def _solid(painter: QPainter, box: QRectF, tone: str, shape: str) -> None:
    colours = THEME.palette.tone(tone)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.solid))
    painter.drawRoundedRect(box, 3, 3)
    paint_mark(painter, shape, colours.on_solid, _middle(box))


def _middle(box: QRectF) -> QRectF:
    size = min(box.width(), box.height(), 14.0) - 2
    return QRectF(box.center().x() - size / 2, box.center().y() - size / 2, size, size)
