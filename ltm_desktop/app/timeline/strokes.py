"""How each mark looks: no two shapes of one lane differ by colour alone."""

from collections.abc import Callable, Mapping

from ltm_desktop.app.timeline.canvas import Canvas, Ink, Point
from ltm_desktop.app.timeline.shapes import Look

Stroke = Callable[[Canvas, Point, float, bool], None]


def draw_mark(canvas: Canvas, look: Look, at: Point, size: float, *, hollow: bool = False) -> None:
    """Draw a mark round its middle, `size` from edge to edge."""
    _STROKES[look](canvas, at, size / 2, hollow)


def _round(ink: Ink) -> Stroke:
    def draw(canvas: Canvas, at: Point, half: float, hollow: bool) -> None:
        canvas.circle(at, half, fill=Ink.GROUND if hollow else ink, edge=ink)

    return draw


def _shaped(corners: tuple[Point, ...], ink: Ink, *, always_hollow: bool = False) -> Stroke:
    def draw(canvas: Canvas, at: Point, half: float, hollow: bool) -> None:
        points = [(at[0] + x * half, at[1] + y * half) for x, y in corners]
        canvas.shape(points, fill=Ink.GROUND if hollow or always_hollow else ink, edge=ink)

    return draw


def _half(canvas: Canvas, at: Point, half: float, _hollow: bool) -> None:
    canvas.circle(at, half, fill=Ink.GROUND, edge=Ink.ACCENT)
    x, y = at
    corners = ((0.0, -1.0), (-0.71, -0.71), (-1.0, 0.0), (-0.71, 0.71), (0.0, 1.0))
    canvas.shape(
        [(x + a * half, y + b * half) for a, b in corners], fill=Ink.ACCENT, edge=Ink.ACCENT
    )


def _cross(canvas: Canvas, at: Point, half: float, _hollow: bool) -> None:
    x, y = at
    for turn in (1, -1):
        ends = [(x - half, y - half * turn), (x + half, y + half * turn)]
        canvas.line(ends, Ink.CAUTION, thick=2.0)


def _ring(canvas: Canvas, at: Point, half: float, _hollow: bool) -> None:
    canvas.circle(at, half * 0.72, fill=Ink.GROUND, edge=Ink.NEUTRAL)


_SQUARE: tuple[Point, ...] = ((-0.7, -0.7), (0.7, -0.7), (0.7, 0.7), (-0.7, 0.7))
_DIAMOND: tuple[Point, ...] = ((0.0, -1.1), (1.1, 0.0), (0.0, 1.1), (-1.1, 0.0))
_UP: tuple[Point, ...] = ((0.0, -1.0), (1.05, 0.85), (-1.05, 0.85))
_DOWN: tuple[Point, ...] = ((0.0, 1.0), (1.05, -0.85), (-1.05, -0.85))
_STOP: tuple[Point, ...] = (
    *((-0.42, -1.0), (0.42, -1.0), (1.0, -0.42), (1.0, 0.42)),
    *((0.42, 1.0), (-0.42, 1.0), (-1.0, 0.42), (-1.0, -0.42)),
)

_STROKES: Mapping[Look, Stroke] = {
    Look.DONE: _round(Ink.ACCENT),
    Look.PART: _half,
    Look.NOT_DONE: _cross,
    Look.PLANNED: _ring,
    Look.FACT: _shaped(_SQUARE, Ink.NEUTRAL),
    Look.CAUTION: _shaped(_DOWN, Ink.CAUTION),
    Look.STOP: _shaped(_STOP, Ink.STOP),
    Look.GAP: _shaped(_SQUARE, Ink.CAUTION, always_hollow=True),
    Look.SOFT: _shaped(_SQUARE, Ink.ACCENT),
    Look.BLOOD: _round(Ink.ACCENT),
    Look.LUMBAR: _shaped(_UP, Ink.ACCENT),
    Look.VENTRICULAR: _shaped(_DIAMOND, Ink.NEUTRAL),
}
