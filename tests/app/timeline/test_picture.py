"""The picture on a canvas that only remembers: within its frame, and no label over another."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ltm_desktop.app.timeline.canvas import Ink, Point
from ltm_desktop.app.timeline.line import time_line, trends
from ltm_desktop.app.timeline.picture import Frame, broken, draw, height
from ltm_desktop.app.timeline.scale import scale_of, step_of
from ltm_desktop.app.timeline.shapes import Lane, Look, Mark, TimeLine, Way
from ltm_desktop.app.timeline.strokes import draw_mark
from ltm_desktop.app.wording.words import LANGUAGES, Words
from tests.app.timeline.stories import treated
from tests.builders import NURSE


@dataclass
class Remembered:
    """Every letter is six wide, a Chinese one twelve."""

    texts: list[tuple[Point, str]] = field(default_factory=list)
    places: list[Point] = field(default_factory=list)
    looks: list[tuple[object, ...]] = field(default_factory=list)

    def wide(self, text: str, *, bold: bool = False) -> float:
        return sum(12.0 if sign > "\u2e7f" else 6.0 + bold for sign in text)

    def text(self, at: Point, text: str, ink: Ink, *, bold: bool = False) -> None:
        self.texts.append((at, text))
        self.looks.append((ink, bold))

    def line(
        self, points: Sequence[Point], ink: Ink, *, thick: float = 1.0, dashed: bool = False
    ) -> None:
        self.places += points
        self.looks.append((ink, thick, dashed))

    def shape(self, points: Sequence[Point], *, fill: Ink | None, edge: Ink | None) -> None:
        self.places += points
        self.looks.append((fill, edge))

    def circle(self, at: Point, radius: float, *, fill: Ink | None, edge: Ink | None) -> None:
        self.places.append(at)
        self.looks.append((radius, fill, edge))


def line(say: Words, *, tall: bool = False) -> TimeLine:
    story = treated()
    assert story.protocol is not None
    make = trends if tall else time_line
    return make(story.chart, story.protocol, story.act(NURSE), say)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tall", [False, True])
def test_everything_is_drawn_within_the_frame_and_labels_keep_clear(
    language: str, tall: bool
) -> None:
    say, canvas = Words(language), Remembered()
    told = line(say, tall=tall)
    frame = Frame(900.0, told.first, told.last, tall=tall, cursor=told.today)
    draw(told, frame, canvas, say)
    tall_is = height(told, frame, canvas, say)
    assert all(-1 <= x <= 901 and -1 <= y <= tall_is + 1 for x, y in canvas.places)
    assert all(x >= 0 and x + canvas.wide(text) <= 910 for (x, _), text in canvas.texts)
    lines: dict[float, list[tuple[float, float]]] = {}
    for (x, y), text in canvas.texts:
        lines.setdefault(y, []).append((x, x + canvas.wide(text)))
    for spans in lines.values():
        spans.sort()
        assert all(a[1] <= b[0] + 1 for a, b in pairwise(spans))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 40), st.integers(0, 40), st.integers(300, 1600))
def test_any_stretch_of_days_is_drawn_between_the_titles_and_the_edge(
    start: int, more: int, wide: int
) -> None:
    say, canvas = Words("en"), Remembered()
    told = line(say)
    first = told.first + timedelta(days=start)
    frame = Frame(float(wide), first, first + timedelta(days=more), cursor=first)
    draw(told, frame, canvas, say)
    assert all(x <= wide + 8 for x, _ in canvas.places)
    assert frame.day(frame.x(first)) == first
    assert frame.day(-1000.0) == first
    assert frame.day(1e6) == frame.last


@pytest.mark.parametrize("look", [Look.BLOOD, Look.LUMBAR, Look.VENTRICULAR])
def test_a_value_at_the_laboratory_s_limit_looks_different(look: Look) -> None:
    hollow, full = Remembered(), Remembered()
    draw_mark(hollow, look, (5.0, 5.0), 10.0, hollow=True)
    draw_mark(full, look, (5.0, 5.0), 10.0)
    assert hollow.places == full.places
    assert hollow.looks != full.looks


def test_no_two_signs_of_specimens_or_outcomes_have_one_shape() -> None:
    specimens = (Look.BLOOD, Look.LUMBAR, Look.VENTRICULAR)
    outcomes = (Look.DONE, Look.PART, Look.NOT_DONE, Look.GAP, Look.PLANNED)
    for group in (specimens, outcomes):
        drawn = []
        for look in group:
            canvas = Remembered()
            draw_mark(canvas, look, (5.0, 5.0), 10.0)
            drawn.append((tuple(canvas.places), tuple(canvas.looks)))
        assert len(set(drawn)) == len(group)


def test_a_scale_holds_values_range_and_limit_and_names_round_numbers() -> None:
    some = (Mark(line(Words("en")).today, "", value=Decimal(88)),)
    lane = Lane("a", "", Way.VALUES, some, band=(Decimal(125), None), limit=Decimal(50))
    scale = scale_of(lane, 0.0, 100.0)
    assert scale.y(Decimal(50)) > scale.y(Decimal(88)) > scale.y(Decimal(125))
    assert list(scale.named(3)) == [50, 100]
    flat = scale_of(replace(lane, band=(None, None), limit=None), 0.0, 100.0)
    assert flat.y(Decimal(88)) < flat.y(Decimal(0)) == 100.0
    nothing = scale_of(Lane("a", "", Way.VALUES), 0.0, 100.0)
    assert (nothing.low, nothing.y(Decimal(-9))) == (Decimal(0), 100.0)
    assert step_of(Decimal("0.03")) == Decimal("0.05")


def test_a_text_breaks_between_words_and_after_any_chinese_sign_but_before_no_comma() -> None:
    canvas = Remembered()
    assert broken("one two three", 50.0, canvas) == ["one two", "three"]
    assert broken("脑脊液，毫升", 40.0, canvas) == ["脑脊", "液，毫", "升"]
    assert broken("", 40.0, canvas) == []
