"""The small shapes that carry a status; a shape is never alone, a word stands beside it.

Given is filled, not given hollow, planned dotted; warnings and prohibitions by their signs.
Source: nhs-cui MEDa-0078, -0118, ALR §7.
"""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from ltm_desktop.ui.icons import canvas

_HALF = 0.55


def mark(shape: str, colour: str, size: int = 14, scale: float = 1) -> QPixmap:
    """Return a status shape: see `SHAPES`; an unknown one is a KeyError."""
    pixmap = canvas(size, scale)
    painter = QPainter(pixmap)
    paint_mark(painter, shape, colour, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def paint_mark(painter: QPainter, shape: str, colour: str, box: QRectF) -> None:
    """Paint a status shape into a square box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), max(1.5, box.width() / 8)))
    inset = box.width() / 8
    SHAPES[shape](painter, box.adjusted(inset, inset, -inset, -inset))
    painter.restore()


def _is_light(colour: QColor) -> bool:
    return colour.lightnessF() > _HALF


def _dark(colour: QColor, instead: str) -> QColor:
    """Keep a dark colour; on the bright ground of a safety sign a light one would vanish."""
    return QColor(instead) if _is_light(colour) else colour


def _disc(painter: QPainter, box: QRectF) -> None:
    colour = painter.pen().color()
    painter.setBrush(colour)
    painter.drawEllipse(box)


def _ring(painter: QPainter, box: QRectF) -> None:
    painter.drawEllipse(box)


def _dotted_ring(painter: QPainter, box: QRectF) -> None:
    colour = painter.pen().color()
    painter.setPen(QPen(colour, painter.pen().widthF(), Qt.PenStyle.DotLine))
    painter.drawEllipse(box)


def _half(painter: QPainter, box: QRectF) -> None:
    colour = painter.pen().color()
    painter.drawEllipse(box)
    painter.setBrush(colour)
    painter.drawPie(box, 90 * 16, 180 * 16)


def _triangle(painter: QPainter, box: QRectF) -> None:
    colour = painter.pen().color()
    painter.setBrush(colour)
    painter.setPen(
        QPen(colour, 1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    painter.drawPolygon(
        QPolygonF([QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()])
    )


def _warning(painter: QPainter, box: QRectF) -> None:
    # Yellow triangle with a dark edge and a bar and a point, in every theme (ALR §7.2); a dark
    # ground is its edge: one drawn upon it would only make the sign smaller.
    given, yellow = painter.pen().color(), QColor("#ffd24d")
    colour = _dark(given, "#2a1b00")
    painter.setBrush(yellow)
    edge = yellow if _is_light(given) else colour
    painter.setPen(
        QPen(edge, 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    painter.drawPolygon(
        QPolygonF([QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()])
    )
    x, top, height = box.center().x(), box.top(), box.height()
    painter.setPen(QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(x, top + height * 0.38), QPointF(x, top + height * 0.64))
    painter.drawPoint(QPointF(x, top + height * 0.84))


def _prohibition(painter: QPainter, box: QRectF) -> None:
    # Red-ringed white disc with a bar, in every theme (ALR §7.3).
    pen = painter.pen()
    pen.setColor(_dark(pen.color(), "#b3191f"))
    painter.setPen(pen)
    painter.setBrush(QColor("#ffffff"))
    painter.drawEllipse(box)
    middle, reach = box.center(), box.width() * 0.3
    painter.drawLine(
        QPointF(middle.x() - reach, middle.y() - reach),
        QPointF(middle.x() + reach, middle.y() + reach),
    )


def _advice(painter: QPainter, box: QRectF) -> None:
    colour = painter.pen().color()
    painter.setBrush(colour)
    painter.drawEllipse(box)
    x, top, height = box.center().x(), box.top(), box.height()
    sign = QColor("#000000") if _is_light(colour) else QColor("#ffffff")
    painter.setPen(QPen(sign, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPoint(QPointF(x, top + height * 0.26))
    painter.drawLine(QPointF(x, top + height * 0.48), QPointF(x, top + height * 0.76))


def _pause(painter: QPainter, box: QRectF) -> None:
    colour = painter.pen().color()
    width = box.width() / 3.4
    for left in (box.left() + width * 0.3, box.right() - width * 1.3):
        painter.fillRect(QRectF(left, box.top(), width, box.height()), colour)


def _tick(painter: QPainter, box: QRectF) -> None:
    colour = painter.pen().color()
    left, top, width, height = box.left(), box.top(), box.width(), box.height()
    painter.setPen(
        QPen(
            colour,
            max(2.0, width / 5),
            Qt.PenStyle.SolidLine,
            Qt.PenCapStyle.RoundCap,
            Qt.PenJoinStyle.RoundJoin,
        )
    )
    painter.drawPolyline(
        QPolygonF(
            [
                QPointF(left, top + height * 0.55),
                QPointF(left + width * 0.36, top + height * 0.9),
                QPointF(left + width, top + height * 0.12),
            ]
        )
    )


def _clock(painter: QPainter, box: QRectF) -> None:
    painter.drawEllipse(box)
    middle = box.center()
    painter.drawLine(middle, QPointF(middle.x(), box.top() + box.height() * 0.2))
    painter.drawLine(middle, QPointF(box.right() - box.width() * 0.25, middle.y()))


def _slash(painter: QPainter, box: QRectF) -> None:
    painter.drawEllipse(box)
    painter.drawLine(box.bottomLeft(), box.topRight())


SHAPES: dict[str, Callable[[QPainter, QRectF], None]] = {
    "disc": _disc,
    "ring": _ring,
    "dotted_ring": _dotted_ring,
    "half": _half,
    "triangle": _triangle,
    "warning": _warning,
    "prohibition": _prohibition,
    "advice": _advice,
    "pause": _pause,
    "tick": _tick,
    "clock": _clock,
    "slash": _slash,
}
"""Given is filled, not given hollow with a solid edge, planned dotted (MEDa-0078, -0118)."""
