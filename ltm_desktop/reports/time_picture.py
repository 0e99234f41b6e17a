"""The picture of a time line on paper: the same strokes as in the window, with this page's pen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ltm_desktop.app.timeline.canvas import Ink, Point
from ltm_desktop.app.timeline.picture import Frame, draw, height
from ltm_desktop.app.timeline.shapes import TimeLine
from ltm_desktop.app.wording.words import Words
from ltm_desktop.reports import faces, setting
from ltm_desktop.reports.pen import MARGIN, ROOM, Colour, Pen
from ltm_desktop.reports.setting import Style

_SIZE = 6.8
_AFTER = 6.0
_COLOURS: Mapping[Ink, Colour] = {
    Ink.INK: setting.INK,
    Ink.MUTED: setting.QUIET,
    Ink.LINE: (0.86, 0.89, 0.91),
    Ink.STRONG_LINE: (0.5, 0.55, 0.6),
    Ink.ACCENT: setting.ACCENT,
    Ink.ACCENT_SOFT: setting.TINT,
    Ink.CAUTION: setting.WARN,
    Ink.CAUTION_SOFT: setting.WARN_TINT,
    Ink.STOP: (0.7, 0.1, 0.12),
    Ink.STOP_SOFT: (0.992, 0.918, 0.918),
    Ink.NEUTRAL: (0.32, 0.38, 0.43),
    Ink.BAND: (0.9, 0.96, 0.925),
    Ink.GROUND: (1.0, 1.0, 1.0),
    Ink.TODAY: (0.12, 0.37, 0.68),
}
_PLAIN, _BOLD = Style(size=_SIZE), Style(faces.BOLD, _SIZE)
_DASHES = (2.4, 1.8)


@dataclass(frozen=True, slots=True)
class TimePicture:
    """The whole picture, as wide as the page."""

    line: TimeLine
    language: str
    keeps_next: bool = False

    @property
    def height(self) -> float:
        """Points, with the space after it."""
        return (
            height(self.line, _frame(self.line, self.language), PenCanvas(None), self._say) + _AFTER
        )

    def draw(self, pen: Pen, top: float) -> None:
        """Draw every lane."""
        draw(self.line, _frame(self.line, self.language, top), PenCanvas(pen), self._say)

    @property
    def _say(self) -> Words:
        # dates stand once: those of the first language are read in both
        return Words(self.language.split("+")[0])


def _frame(line: TimeLine, language: str, top: float = 0.0) -> Frame:
    titles = 230.0 if "+" in language else 176.0
    return Frame(ROOM, line.first, line.last, left=MARGIN, top=top, size=_SIZE, titles=titles)


class PenCanvas:
    """Draw with a pen; without one texts are only measured."""

    def __init__(self, pen: Pen | None) -> None:
        """Take None where texts are only measured."""
        self._pen_or_none = pen

    @property
    def _pen(self) -> Pen:
        if self._pen_or_none is None:
            raise LookupError("this canvas only measures")
        return self._pen_or_none

    def wide(self, text: str, *, bold: bool = False) -> float:
        """Return how wide a text will be."""
        return setting.width(text, _BOLD if bold else _PLAIN)

    def text(self, at: Point, text: str, ink: Ink, *, bold: bool = False) -> None:
        """Set a text from its left end at its baseline."""
        style = _BOLD if bold else _PLAIN
        self._pen.text(at[0], at[1], text, Style(style.face, style.size, _COLOURS[ink]))

    def line(
        self, points: Sequence[Point], ink: Ink, *, thick: float = 1.0, dashed: bool = False
    ) -> None:
        """Draw a line through points."""
        dashes = _DASHES if dashed else ()
        self._pen.path(points, _COLOURS[ink], thick=thick * 0.6, dashes=dashes)

    def shape(self, points: Sequence[Point], *, fill: Ink | None, edge: Ink | None) -> None:
        """Draw a closed shape."""
        self._pen.shape(points, fill=_colour(fill), edge=_colour(edge))

    def circle(self, at: Point, radius: float, *, fill: Ink | None, edge: Ink | None) -> None:
        """Draw a circle."""
        self._pen.ring(at, radius, fill=_colour(fill), edge=_colour(edge))


def _colour(ink: Ink | None) -> Colour | None:
    return _COLOURS[ink] if ink else None
