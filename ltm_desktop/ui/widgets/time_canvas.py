"""The window's canvas for pictures of a time line; colours are the theme's."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from ltm_desktop.app.timeline.canvas import Ink, Point
from ltm_desktop.ui.tokens import THEME

_DASHES = (4.0, 3.0)


class PainterCanvas:
    """Draw with a painter; the letters are those of the widget, small."""

    def __init__(self, painter: QPainter | None, font: QFont) -> None:
        """Take None where texts are only measured."""
        self._painter_or_none = painter
        self._plain, self._bold = QFont(font), QFont(font)
        for one in (self._plain, self._bold):
            one.setPixelSize(THEME.type.small)
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
        self._painter.setPen(_colour(ink))
        self._painter.drawText(QPointF(*at), text)

    def line(
        self, points: Sequence[Point], ink: Ink, *, thick: float = 1.0, dashed: bool = False
    ) -> None:
        """Draw a line through points."""
        pen = QPen(_colour(ink), thick)
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
        self._painter.setBrush(_colour(fill) if fill else Qt.BrushStyle.NoBrush)
        pen = QPen(_colour(edge), 1.3) if edge else QPen(Qt.PenStyle.NoPen)
        self._painter.setPen(pen)


def _colour(ink: Ink) -> QColor:
    colours = THEME.palette
    named = {
        Ink.INK: colours.ink,
        Ink.MUTED: colours.muted,
        Ink.LINE: colours.line,
        Ink.STRONG_LINE: colours.field_line,
        Ink.ACCENT: colours.accent,
        Ink.ACCENT_SOFT: colours.accent_soft,
        Ink.CAUTION: colours.caution.ink,
        Ink.CAUTION_SOFT: colours.caution.soft,
        Ink.STOP: colours.stop.ink,
        Ink.STOP_SOFT: colours.stop.soft,
        Ink.NEUTRAL: colours.neutral.solid,
        Ink.BAND: colours.ok.soft,
        Ink.GROUND: colours.card,
        Ink.TODAY: colours.advice.solid,
    }
    return QColor(named[ink])
