"""Painted pictures keep their contrast in every theme: text 4.5:1, parts that tell something 3:1.

The pictures of time and of survival are drawn on a canvas that remembers what lies on what; the
painted widgets are asked for every colour their source names.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from ltm_desktop.app import survival_picture
from ltm_desktop.app.overview_told import arm_heads
from ltm_desktop.app.survival_plot import plot_of
from ltm_desktop.app.timeline import picture
from ltm_desktop.app.timeline.canvas import Ink, Point
from ltm_desktop.app.timeline.line import time_line, trends
from ltm_desktop.app.timeline.shapes import TimeLine, Way
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.palettes import Palette
from ltm_desktop.ui.panels.fractions import plot as fraction_plot
from ltm_desktop.ui.panels.glance import looks, strip
from ltm_desktop.ui.tokens import PALETTES, THEME, to_theme
from ltm_desktop.ui.widgets import medicine_line
from ltm_desktop.ui.widgets.time_canvas import _colour
from tests.app.timeline.rich import rich
from tests.builders import NURSE
from tests.cases.clinical import example
from tests.gallery.contrast import PART, TEXT, luminance
from tests.overview_builders import found

SAY = Words("en")
Pair = tuple[Ink, Ink, float]
EXCUSED = {
    Ink.LINE: "the grid and the lines between lanes: days and values are named in words",
    Ink.BAND: "the ground of a range: its limits are drawn",
    Ink.ACCENT_SOFT: "the ground of a bar or of a confidence band: its edges are drawn",
    Ink.CAUTION_SOFT: "the ground of a bar: its edge is drawn",
    Ink.STOP_SOFT: "the ground of a bar: its edge is drawn",
    Ink.GROUND: "the inside of a hollow sign: its edge is drawn",
}
"""Inks that tell nothing by themselves, with what tells it."""


class Layers:
    """A canvas that remembers each ink with the ground it was laid on."""

    def __init__(self) -> None:
        self.pairs: set[Pair] = set()
        self.bare: list[tuple[float, float]] = []
        """Top and bottom of each ground that has no edge of its own."""
        self.limits: set[float] = set()
        self._grounds: list[tuple[tuple[float, float, float, float], Ink]] = []

    def wide(self, text: str, **_how: Any) -> float:
        return 6.5 * len(text)

    def text(self, at: Point, text: str, ink: Ink, **_how: Any) -> None:
        self._laid([(at[0] + 1, at[1] - 2), (at[0] + self.wide(text) - 1, at[1] - 2)], ink, TEXT)

    def line(self, points: Sequence[Point], ink: Ink, **_how: Any) -> None:
        self._laid(points, ink, PART)
        if ink not in EXCUSED:
            self.limits |= {y for _, y in points}

    def shape(self, points: Sequence[Point], *, fill: Ink | None, edge: Ink | None) -> None:
        self._laid(points, edge or fill, PART)
        xs, ys = [x for x, _ in points], [y for _, y in points]
        if fill:
            self.bare += [] if edge else [(min(ys), max(ys))]
            self._grounds.append(((min(xs), min(ys), max(xs), max(ys)), fill))
        if fill and edge and fill is not edge:
            self.pairs.add((edge, fill, PART))

    def circle(self, at: Point, radius: float, *, fill: Ink | None, edge: Ink | None) -> None:
        corners = [(at[0] - radius, at[1] - radius), (at[0] + radius, at[1] + radius)]
        self.shape(corners, fill=fill, edge=edge)

    def _laid(self, points: Sequence[Point], ink: Ink | None, least: float) -> None:
        if ink is not None and ink not in EXCUSED:
            self.pairs |= {(ink, self._under(point), least) for point in points}

    def _under(self, point: Point) -> Ink:
        x, y = point
        for (left, top, right, bottom), ink in reversed(self._grounds):
            # signs over signs are told apart by shape; grounds are the pale inks
            if ink in EXCUSED and left <= x <= right and top <= y <= bottom:
                return ink
        return Ink.GROUND

    def unbounded(self) -> list[tuple[float, float]]:
        """Return the grounds that no line ends."""
        return [one for one in self.bare if not self.limits & set(one)]


def drawn() -> list[Layers]:
    """Draw a whole time line, the trends and the curves of a site; what lies on what."""
    times, story = Layers(), rich()
    assert story.protocol is not None
    for make, tall in ((time_line, False), (trends, True)):
        told = ranged(make(story.chart, story.protocol, story.act(NURSE), SAY))
        frame = picture.Frame(900.0, told.first, told.last, tall=tall, cursor=told.today)
        picture.draw(told, frame, times, SAY)
    curved = Layers()
    curves = plot_of(found().survival[0], arm_heads(found(), example(), SAY), SAY)
    survival_picture.draw(curves, survival_picture.Frame(700.0, cursor=curves.days[0]), curved)
    return [times, curved]


def ranged(told: TimeLine) -> TimeLine:
    """Give every curve a range, so that everything is drawn on its ground too."""
    band = Decimal("0.5"), Decimal(120)
    lanes = [replace(one, band=band) if one.way is Way.VALUES else one for one in told.lanes]
    return replace(told, lanes=tuple(lanes))


PAINTED: dict[ModuleType, tuple[str, ...]] = {
    strip: (
        "text ink muted advice.ink on card page",
        "part advice.solid focus on card page",
    ),
    looks: (
        "text stop.on_solid on stop.solid",
        "text caution.on_solid on caution.solid",
        "text caution.ink on caution.soft",
        "part accent neutral.ink caution.ink field_line on card page",
        "part card on accent",
        "part advice.ink on advice.soft card",
        "part caution.ink on caution.soft card",
    ),
    fraction_plot: (
        "text ink muted accent advice.ink on card page",
        "part ink accent field_line caution.ink advice.solid on card page",
    ),
    medicine_line: ("text ink muted on card page sunken",),
}
"""What is painted on what, text or part, by the names of the palette."""
DECORATIVE = {
    strip: {
        "neutral.line": "parts the weeks, which are named in words",
        "line": "edge of a day without an entry",
        "disabled": "ground of a day off, which the words of the day say",
    },
    looks: {},
    fraction_plot: {"line": "grid; doses and weeks are named in words"},
    medicine_line: {},
}
_NAMED = re.compile(r"(?:colours|palette|tone)\.(?!tone\b)(\w+(?:\.\w+)?)")


@pytest.mark.parametrize("theme", PALETTES)
def test_every_stroke_of_the_pictures_is_told_from_what_it_lies_on(
    theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(THEME, "theme", to_theme(theme))
    pictures = drawn()
    pairs = set().union(*(one.pairs for one in pictures))
    assert {ink for ink, _, _ in pairs} == set(Ink) - set(EXCUSED)
    low = [
        f"{ink} on {ground}: {found_:.2f}, needs {least}"
        for ink, ground, least in sorted(pairs)
        if (found_ := ratio(_colour(ink).name(), _colour(ground).name())) < least
    ]
    assert low == []
    assert [one.unbounded() for one in pictures] == [[], []]
    assert all(one.bare for one in pictures)


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("painted", PAINTED, ids=lambda one: str(one.__name__).split(".")[-1])
def test_every_colour_of_a_painted_widget_is_told_from_its_ground(
    painted: ModuleType, theme: str
) -> None:
    colours = PALETTES[theme]
    low = [
        f"{ink} on {ground}: {found_:.2f}, needs {least}"
        for ink, ground, least in told_of(painted)
        if (found_ := ratio(value(colours, ink), value(colours, ground))) < least
    ]
    assert low == []


@pytest.mark.parametrize("painted", PAINTED, ids=lambda one: str(one.__name__).split(".")[-1])
def test_no_colour_in_the_source_of_a_painted_widget_is_left_out(painted: ModuleType) -> None:
    source = Path(str(painted.__file__)).read_text("utf-8")
    asked = {name for ink, ground, _ in told_of(painted) for name in (ink, ground)}
    known = asked | set(DECORATIVE[painted]) | {name.partition(".")[2] for name in asked}
    assert set(_NAMED.findall(source)) - known == set()


def told_of(painted: ModuleType) -> Iterator[tuple[str, str, float]]:
    """Yield ink, ground and the least contrast."""
    for row in PAINTED[painted]:
        kind, *words = row.split()
        place = words.index("on")
        for ink in words[:place]:
            for ground in words[place + 1 :]:
                yield ink, ground, TEXT if kind == "text" else PART


def value(colours: Palette, name: str) -> str:
    """Return a colour by its name, with the tone it is of."""
    tone, _, part = name.rpartition(".")
    return str(getattr(colours.tone(tone) if tone else colours, part))


def ratio(one: str, other: str) -> float:
    """Return how far two colours differ (WCAG 2.2)."""
    packed = np.array([int(each[1:], 16) for each in (one, other)], np.uint32)
    low, high = sorted(luminance(packed))
    return float((high + 0.05) / (low + 0.05))
