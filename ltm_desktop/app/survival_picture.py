"""Draw survival curves on any canvas: steps, bands, marks of counts that ended, numbers at risk.

Arms are told apart by line, band and word, never by colour alone. Places are floats and leave
this module as strokes only.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from ltm_desktop.app.survival_plot import PlotArm, SurvivalPlot
from ltm_desktop.app.timeline.canvas import Canvas, Ink, Point
from ltm_desktop.app.timeline.picture import broken
from ltm_desktop.domain.values import dataclass

_LEADING, _LEGEND, _ROW = 14.5, 22.0, 17.0
_SAMPLE, _GAP, _AIR = 30.0, 8.0, 18.0
_MOST_NAME = 150.0
_SHARES = (Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1))
_HATCHES = (0.0, 5.0, 9.0)
"""Between the upright lines of a band; 0 is a plain ground."""
_INKS = (Ink.ACCENT, Ink.INK, Ink.TODAY)
Band = tuple[int, int, float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """How much is drawn and where."""

    width: float
    left: float = 0.0
    top: float = 0.0
    size: float = 12.0
    """Of letters; every other length follows it."""
    tall: float = 210.0
    """Height of the plot itself, in units."""
    cursor: int | None = None
    """The day that is read."""

    @property
    def unit(self) -> float:
        """Return what one drawn unit is long."""
        return self.size / 12.0


def height(plot: SurvivalPlot, frame: Frame, canvas: Canvas) -> float:
    """Return the height of the whole picture."""
    return _Drawing(plot, frame, canvas).height


def draw(plot: SurvivalPlot, frame: Frame, canvas: Canvas) -> None:
    """Draw everything."""
    _Drawing(plot, frame, canvas).draw()


def day_at(plot: SurvivalPlot, frame: Frame, canvas: Canvas, x: float) -> int:
    """Return the day with something on it that lies nearest to a place."""
    drawing = _Drawing(plot, frame, canvas)
    return min(plot.days, key=lambda day: abs(drawing.x(day) - x))


class _Drawing:
    def __init__(self, plot: SurvivalPlot, frame: Frame, canvas: Canvas) -> None:
        self._plot, self._frame, self._canvas = plot, frame, canvas
        self._unit = unit = frame.unit
        room = _MOST_NAME * unit
        self._names = [broken(one.name, room, canvas) for one in plot.arms]
        widest = max((canvas.wide(line) for name in self._names for line in name), default=0.0)
        self._begins = frame.left + max(widest + (_SAMPLE * 0.7 + 30) * unit, 60 * unit)
        self._ends = frame.left + frame.width - _AIR * unit
        self._legend_rows = list(self._legend())
        self._ceiling = frame.top + len(self._legend_rows) * _LEGEND * unit + 8 * unit
        self._floor = self._ceiling + frame.tall * unit

    @property
    def height(self) -> float:
        """Return how tall everything is."""
        rows = sum(max(_ROW, len(name) * _LEADING + 3) for name in self._names)
        below = (_LEADING * 3 + 14 + rows) * self._unit
        return self._floor + below - self._frame.top

    def x(self, day: int) -> float:
        """Return the place of a day."""
        return self._begins + (self._ends - self._begins) * day / self._plot.last

    def draw(self) -> None:
        self._draw_legend()
        for place, arm in enumerate(self._plot.arms):
            if not _HATCHES[place % len(_HATCHES)]:
                self._band(arm, place)
        self._grid()
        for place, arm in enumerate(self._plot.arms):
            if _HATCHES[place % len(_HATCHES)]:
                self._band(arm, place)
        for place, arm in enumerate(self._plot.arms):
            self._curve(arm, place)
        self._at_risk()
        if self._frame.cursor is not None:
            x = self.x(self._frame.cursor)
            self._canvas.line([(x, self._ceiling), (x, self._floor)], Ink.TODAY, thick=1.6)

    def _y(self, share: float) -> float:
        return self._floor - share * (self._floor - self._ceiling)

    def _grid(self) -> None:
        canvas, unit = self._canvas, self._unit
        for share in _SHARES:
            y, words = self._y(float(share)), f"{int(share * 100)} %"
            ink = Ink.LINE if share else Ink.STRONG_LINE
            canvas.line([(self._begins, y), (self._ends, y)], ink)
            wide = canvas.wide(words)
            canvas.text((self._begins - wide - 6 * unit, y + 4 * unit), words, Ink.MUTED)
        for day, words in self._plot.marks:
            x = self.x(day)
            canvas.line([(x, self._floor), (x, self._floor + 4 * unit)], Ink.STRONG_LINE)
            self._centred(x, self._floor + 17 * unit, words)
        wide = canvas.wide(self._plot.axis)
        middle = (self._begins + self._ends - wide) / 2
        canvas.text((middle, self._floor + 32 * unit), self._plot.axis, Ink.MUTED)

    def _centred(self, x: float, y: float, words: str, ink: Ink = Ink.MUTED) -> None:
        self._canvas.text((x - self._canvas.wide(words) / 2, y), words, ink)

    def _band(self, arm: PlotArm, place: int) -> None:
        hatch = _HATCHES[place % len(_HATCHES)] * self._unit
        for first, last, low, high in _bands(arm):
            left, right = self.x(first), self.x(last)
            top, bottom = self._y(high), self._y(low)
            if not hatch:
                corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
                self._canvas.shape(corners, fill=Ink.ACCENT_SOFT, edge=None)
            for edge in (top, bottom):
                self._canvas.line([(left, edge), (right, edge)], Ink.STRONG_LINE, thick=0.7)
            for x in _hatched(left, right, hatch) if hatch else ():
                self._canvas.line([(x, top), (x, bottom)], Ink.STRONG_LINE, thick=0.5)

    def _curve(self, arm: PlotArm, place: int) -> None:
        ink = _ink(place)
        points = list(self._points(arm))
        if len(points) > 1:
            self._canvas.line(points, ink, thick=2.0, dashed=_dashed(place))
        for step in arm.steps:
            if step.censored:
                x, y = self.x(step.day), self._y(float(step.survival))
                reach = 5 * self._unit
                self._canvas.line([(x, y - reach), (x, y + reach)], ink, thick=1.6)

    def _points(self, arm: PlotArm) -> Iterator[Point]:
        level = 1.0
        if arm.steps:
            yield self.x(0), self._y(level)
        for step in arm.steps:
            yield self.x(step.day), self._y(level)
            if (new := float(step.survival)) != level:
                level = new
                yield self.x(step.day), self._y(level)

    def _at_risk(self) -> None:
        canvas, unit = self._canvas, self._unit
        y = self._floor + (_LEADING * 3 + 6) * unit
        canvas.text((self._frame.left, y), self._plot.at_risk_word, Ink.INK, bold=True)
        y += 4 * unit
        for place, (arm, name) in enumerate(zip(self._plot.arms, self._names, strict=True)):
            first = y + 13 * unit
            sample = [(self._frame.left, first - 4 * unit)]
            sample.append((self._frame.left + _SAMPLE * 0.7 * unit, first - 4 * unit))
            canvas.line(sample, _ink(place), thick=2.0, dashed=_dashed(place))
            for row, words in enumerate(name):
                left = self._frame.left + (_SAMPLE * 0.7 + _GAP) * unit
                canvas.text((left, first + row * _LEADING * unit), words, Ink.INK)
            for (day, _), count in zip(self._plot.marks, arm.at_risk, strict=True):
                self._centred(self.x(day), first, str(count), Ink.INK)
            y += max(_ROW, len(name) * _LEADING + 3) * unit

    def _legend(self) -> Iterator[list[tuple[str, int | None]]]:
        """Yield the rows of the legend: words with the place of an arm; None for what is marked."""
        plot = self._plot
        keys: list[tuple[str, int | None]] = [(arm.name, n) for n, arm in enumerate(plot.arms)]
        keys.append((plot.legend, None))
        row: list[tuple[str, int | None]] = []
        room = self._frame.width
        for words, place in keys:
            wide = self._canvas.wide(words) + (_SAMPLE + _GAP + _AIR) * self._unit
            if row and wide > room:
                yield row
                row, room = [], self._frame.width
            row.append((words, place))
            room -= wide
        yield row

    def _draw_legend(self) -> None:
        canvas, unit = self._canvas, self._unit
        y = self._frame.top + 14 * unit
        for row in self._legend_rows:
            x = self._frame.left
            for words, place in row:
                self._key(place, x, y - 4 * unit)
                x += (_SAMPLE + _GAP) * unit
                canvas.text((x, y), words, Ink.MUTED if place is None else Ink.INK)
                x += canvas.wide(words) + _AIR * unit
            y += _LEGEND * unit

    def _key(self, place: int | None, x: float, y: float) -> None:
        canvas, unit = self._canvas, self._unit
        if place is None:
            middle = x + _SAMPLE * unit / 2
            canvas.line([(middle, y - 5 * unit), (middle, y + 5 * unit)], Ink.INK, thick=1.6)
            return
        right, hatch = x + _SAMPLE * unit, _HATCHES[place % len(_HATCHES)] * unit
        top, bottom = y - 6 * unit, y + 6 * unit
        if hatch:
            for at in _hatched(x, right, hatch):
                canvas.line([(at, top), (at, bottom)], Ink.STRONG_LINE, thick=0.5)
        else:
            corners = [(x, top), (right, top), (right, bottom), (x, bottom)]
            canvas.shape(corners, fill=Ink.ACCENT_SOFT, edge=None)
        canvas.line([(x, y), (right, y)], _ink(place), thick=2.0, dashed=_dashed(place))


def _ink(place: int) -> Ink:
    return _INKS[place % len(_INKS)]


def _dashed(place: int) -> bool:
    return place % 2 == 1


def _bands(arm: PlotArm) -> Iterator[Band]:
    """Yield the band from each step to the next; none before the first event."""
    for step, following in pairwise(arm.steps):
        if step.limits is not None:
            yield step.day, following.day, *step.limits


def _hatched(left: float, right: float, apart: float) -> Iterator[float]:
    """Yield the places of upright lines; they go on evenly from one step to the next."""
    x = (int(left / apart) + 1) * apart
    while x < right:
        yield x
        x += apart
