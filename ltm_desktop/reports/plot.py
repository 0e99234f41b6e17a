"""Planned dose against delivered as a drawing: each volume in steps, days without a dose marked.

Every line is named beside it; no colour stands for anything alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ltm_desktop.app.paper_tables import DosePlot, PlotCurve
from ltm_desktop.reports import setting
from ltm_desktop.reports.blocks import Block, Heading
from ltm_desktop.reports.pen import MARGIN, ROOM, Colour, Pen
from ltm_desktop.reports.setting import Style

AXIS = Style(size=7.2, ink=setting.QUIET)
NAME = Style(size=7.6)
_INKS: tuple[Colour, ...] = (setting.ACCENT, setting.WARN, (0.30, 0.22, 0.55), (0.45, 0.10, 0.25))
_PLANNED: Colour = (0.45, 0.52, 0.56)
_LEFT, _RIGHT = 30.0, 46.0
_HIGH = 132.0
_DASHES = (3.0, 2.2)
_STEPS = (1, 2, 5, 10, 20, 50, 100)
_MOST_STEPS = 6


def plot(told: DosePlot) -> Iterator[Block]:
    """Yield the heading and the drawing."""
    yield Heading(told.title)
    yield Drawing(told)


@dataclass(frozen=True, slots=True)
class Drawing:
    """The axes, the lines and their names."""

    told: DosePlot
    keeps_next: bool = False

    @property
    def height(self) -> float:
        """Points, with legend and days."""
        return _HIGH + 2 * AXIS.leading + 18.0

    def draw(self, pen: Pen, top: float) -> None:
        """Draw legend, grid and every volume."""
        self._legend(pen, top)
        floor = top + AXIS.leading + 6.0 + _HIGH
        scale = _Scale(self.told, floor)
        for dose in scale.steps():
            pen.rule(scale.left, scale.y(dose), scale.right - scale.left)
            pen.text_right(scale.left - 4.0, scale.y(dose) + 2.6, str(dose), AXIS)
        for day, words in self.told.days:
            wide = setting.width(words, AXIS)
            x = min(max(scale.x(day) - wide / 2, MARGIN), MARGIN + ROOM - wide)
            pen.text(x, floor + AXIS.leading + 2.0, words, AXIS)
        for day in self.told.missed:
            _cross(pen, scale.x(day), floor - 5.0)
        self._curves(pen, scale)

    def _curves(self, pen: Pen, scale: "_Scale") -> None:
        bottoms: list[float] = []
        for curve in self.told.curves:
            pen.path(scale.stepped(curve.planned), _PLANNED, thick=0.9, dashes=_DASHES)
        for number, curve in enumerate(self.told.curves):
            ink = _INKS[number % len(_INKS)]
            points = scale.stepped(curve.delivered)
            if points:
                pen.path(points, ink, thick=1.5)
            for day, dose in curve.delivered:
                pen.dot(scale.x(day), scale.y(dose), 1.7, ink)
            y = scale.y(_end(curve)) + 2.6
            while any(abs(y - other) < NAME.leading for other in bottoms):
                y += NAME.leading
            bottoms.append(y)
            pen.text(scale.right + 4.0, y, curve.name, Style(NAME.face, NAME.size, ink))

    def _legend(self, pen: Pen, top: float) -> None:
        told, x = self.told, MARGIN + _LEFT
        y = top + AXIS.size
        pen.text_right(x - 4.0, y, told.unit, AXIS)
        pen.path([(x, y - 2.5), (x + 20.0, y - 2.5)], _PLANNED, thick=0.9, dashes=_DASHES)
        pen.text(x + 24.0, y, told.planned_word, AXIS)
        x += 24.0 + setting.width(told.planned_word, AXIS) + 16.0
        pen.path([(x, y - 2.5), (x + 20.0, y - 2.5)], _INKS[0], thick=1.5)
        pen.dot(x + 10.0, y - 2.5, 1.7, _INKS[0])
        pen.text(x + 24.0, y, told.delivered_word, AXIS)
        if told.missed:
            x += 24.0 + setting.width(told.delivered_word, AXIS) + 16.0
            _cross(pen, x + 3.0, y - 2.5)
            pen.text(x + 10.0, y, told.missed_word, AXIS)


class _Scale:
    """Days and doses as places on the page."""

    def __init__(self, told: DosePlot, floor: float) -> None:
        days = [day for day, _ in told.days]
        self._first = min(days)
        self._span = max((max(days) - self._first).days, 1)
        lines = [line for one in told.curves for line in (one.planned, one.delivered)]
        self._highest = max((dose for line in lines for _, dose in line), default=Decimal(1))
        self.left, self.right = MARGIN + _LEFT, MARGIN + ROOM - _RIGHT
        self._floor = floor

    def x(self, day: date) -> float:
        """Return the place of a day."""
        share = min(max((day - self._first).days / self._span, 0.0), 1.0)
        return self.left + share * (self.right - self.left)

    def y(self, dose: Decimal) -> float:
        """Return the height of a dose."""
        return self._floor - float(dose / self._highest) * _HIGH

    def steps(self) -> list[Decimal]:
        """Return the doses of the grid."""
        each = next((one for one in _STEPS if self._highest / one <= _MOST_STEPS), _STEPS[-1])
        return [Decimal(each * n) for n in range(int(self._highest // each) + 1)]

    def stepped(self, line: Sequence[tuple[date, Decimal]]) -> list[tuple[float, float]]:
        """Return a line that rises on its days and stays level between them."""
        points, before = [], Decimal(0)
        for day, dose in line:
            points += [(self.x(day), self.y(before)), (self.x(day), self.y(dose))]
            before = dose
        return points


def _end(curve: PlotCurve) -> Decimal:
    line = curve.planned or curve.delivered
    return line[-1][1] if line else Decimal(0)


def _cross(pen: Pen, x: float, y: float) -> None:
    for turn in (1, -1):
        pen.path([(x - 2.6, y - 2.6 * turn), (x + 2.6, y + 2.6 * turn)], setting.WARN, thick=1.0)
