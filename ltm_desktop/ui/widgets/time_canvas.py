"""The window's canvas for pictures of a time line; colours are the theme's."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from ltm_desktop.app.timeline.canvas import Ink, Point
from ltm_desktop.ui.tokens import LIGHT

_COLOURS: Mapping[Ink, str] = {
    Ink.INK: LIGHT.palette.ink,
    Ink.MUTED: LIGHT.palette.muted,
    Ink.LINE: LIGHT.palette.line,
    Ink.STRONG_LINE: LIGHT.palette.field_line,
    Ink.ACCENT: LIGHT.palette.accent,
    Ink.ACCENT_SOFT: LIGHT.palette.accent_soft,
    Ink.CAUTION: LIGHT.palette.caution.ink,
    Ink.CAUTION_SOFT: LIGHT.palette.caution.soft,
    Ink.STOP: LIGHT.palette.stop.solid,
    Ink.STOP_SOFT: LIGHT.palette.stop.soft,
    Ink.NEUTRAL: LIGHT.palette.neutral.solid,
    Ink.BAND: LIGHT.palette.ok.soft,
    Ink.GROUND: LIGHT.palette.card,
    Ink.TODAY: LIGHT.palette.advice.solid,
}
_DASHES = (4.0, 3.0)


class PainterCanvas:
    """Draw with a painter; the letters are those of the widget, small."""

    def __init__(self, painter: QPainter | None, font: QFont) -> None:
        """Take None where texts are only measured."""
        self._painter_or_none = painter
        self._plain, self._bold = QFont(font), QFont(font)
        for one in (self._plain, self._bold):
            one.setPixelSize(LIGHT.type.small)
        self._bold.setBold(True)
        self._metrics = QFontMetricsF(self._plain), QFontMetricsF(self._bold)

    @property
    def _painter(self) -> QPainter:
        if self._painter_or_none is None:
            raise LookupError("this canvas only measures")
        return self._painter_or_none

    def wide(self, text: str, *, bold: bool = False) -> float:
        """Return how wide a text will be."""
        return self._metrics[bold].horizontalAdvance(text)

    def text(self, at: Point, text: str, ink: Ink, *, bold: bool = False) -> None:
        """Set a text from its left end at its baseline."""
        self._painter.setFont(self._bold if bold else self._plain)
        self._painter.setPen(QColor(_COLOURS[ink]))
        self._painter.drawText(QPointF(*at), text)

    def line(
        self, points: Sequence[Point], ink: Ink, *, thick: float = 1.0, dashed: bool = False
    ) -> None:
        """Draw a line through points."""
        pen = QPen(QColor(_COLOURS[ink]), thick)
        if dashed:
            pen.setDashPattern([one / thick for one in _DASHES])
        self._painter.setPen(pen)
        self._painter.drawPolyline(QPolygonF([QPointF(*one) for one in points]))

    def shape(self, points: Sequence[Point], *, fill: Ink | None, edge: Ink | None) -> None:
        """Draw a closed shape."""
        self._fill(fill, edge)
        self._painter.drawPolygon(QPolygonF([QPointF(*one) for one in points]))

    def circle(self, at: Point, radius: float, *, fill: Ink | None, edge: Ink | None) -> None:
        """Draw a circle."""
        self._fill(fill, edge)
        self._painter.drawEllipse(QPointF(*at), radius, radius)

    def _fill(self, fill: Ink | None, edge: Ink | None) -> None:
        self._painter.setBrush(QColor(_COLOURS[fill]) if fill else Qt.BrushStyle.NoBrush)
        pen = QPen(QColor(_COLOURS[edge]), 1.3) if edge else QPen(Qt.PenStyle.NoPen)
        self._painter.setPen(pen)
