"""A drawn curve says what the estimate says, and no arm is told apart by colour alone."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from ltm_desktop.app.overview_told import arm_heads
from ltm_desktop.app.survival_picture import Frame, day_at, draw, height
from ltm_desktop.app.survival_plot import SurvivalPlot, ended_on, plot_of, read_at
from ltm_desktop.app.timeline.canvas import Ink, Point
from ltm_desktop.app.wording.words import Words
from tests.cases.clinical import example
from tests.overview_builders import found, nobody

SAY = Words("en")
FRAME = Frame(width=700.0)
HEADS = arm_heads(found(), example(), SAY)


class Strokes:
    """A canvas that remembers."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.lines: list[tuple[list[Point], Ink, float, bool]] = []
        self.shapes: list[list[Point]] = []

    def wide(self, text: str, *, bold: bool = False) -> float:
        return (7.0 if bold else 6.0) * len(text)

    def text(self, at: Point, text: str, _ink: Ink, *, bold: bool = False) -> None:
        assert at[0] >= 0
        assert at[0] + self.wide(text, bold=bold) <= FRAME.width
        self.texts.append(text)

    def line(
        self, points: Sequence[Point], ink: Ink, *, thick: float = 1.0, dashed: bool = False
    ) -> None:
        self.lines.append((list(points), ink, thick, dashed))

    def shape(self, points: Sequence[Point], *, fill: Ink | None, edge: Ink | None) -> None:
        assert (fill, edge) == (Ink.ACCENT_SOFT, None)
        self.shapes.append(list(points))

    def circle(self, *_told: Any, **_how: Any) -> None:
        raise AssertionError("a survival curve has no circles")


def plot() -> SurvivalPlot:
    return plot_of(found().survival[0], HEADS, SAY)


def drawn(of: SurvivalPlot, frame: Frame = FRAME) -> Strokes:
    canvas = Strokes()
    draw(of, frame, canvas)
    return canvas


def test_arms_differ_by_line_band_and_word() -> None:
    canvas = drawn(plot())
    curves = [one for one in canvas.lines if one[2] == 2.0 and len(one[0]) > 2]
    assert len(curves) == 2
    assert [dashed for *_, dashed in curves] == [False, True]
    assert len({ink for _, ink, *_ in curves}) == 2
    assert canvas.shapes
    assert any(thick == 0.5 for _, _, thick, _ in canvas.lines)
    words = " ".join(canvas.texts)
    for head in HEADS:
        assert head.words in words


def test_a_curve_steps_down_on_the_days_of_its_events_only() -> None:
    view, canvas = found().survival[0], drawn(plot())
    for arm, (points, *_) in zip(
        view.arms, (one for one in canvas.lines if one[2] == 2.0 and len(one[0]) > 2), strict=True
    ):
        drops = sum(above[1] < below[1] for above, below in pairwise(points))
        assert drops == sum(step.events > 0 for step in arm.curve.steps)
        assert all(one[0] <= other[0] for one, other in pairwise(points))


def test_numbers_at_risk_stand_under_every_mark_of_the_axis() -> None:
    of, texts = plot(), drawn(plot()).texts
    below = texts[texts.index(of.at_risk_word) :]
    for arm in of.arms:
        for count in arm.at_risk:
            assert str(count) in below
    for _, months in of.marks:
        assert months in texts


def test_counts_that_ended_without_the_event_are_marked() -> None:
    of = plot()
    ended = sum(step.censored for arm in of.arms for step in arm.steps)
    upright = [
        points
        for points, _, thick, dashed in drawn(of).lines
        if thick == 1.6 and not dashed and len(points) == 2 and points[0][0] == points[1][0]
    ]
    # one more names the mark in the legend
    assert len(upright) == ended + 1


def test_the_upright_line_reads_every_arm_at_a_day() -> None:
    of, view = plot(), found().survival[0]
    day = of.days[-1]
    last = [one for one in drawn(of, replace(FRAME, cursor=day)).lines if one[1] is Ink.TODAY]
    ((points, *_),) = last
    assert day_at(of, FRAME, Strokes(), points[0][0]) == day
    told = read_at(view, HEADS, 0, SAY)
    assert told[0] == f"{HEADS[0].words}: 100 %, {view.arms[0].curve.people} at risk"
    beyond = read_at(view, HEADS, day + 1, SAY)
    assert all(one.endswith("nobody followed that long") for one in beyond)
    event = next(one.days for one in view.arms[0].curve.steps if one.events)
    assert " to " in read_at(view, HEADS, event, SAY)[0]
    (arm, step), *_ = ended_on(view, event)
    assert step.days == event
    assert len(arm.on(step)) == step.events + step.censored


def test_an_endpoint_with_nobody_is_empty_and_still_has_an_axis() -> None:
    of = plot_of(nobody(SAY).found.survival[0], HEADS, SAY)
    assert (of.empty, of.last, of.days) == (True, 1, (0,))
    assert height(of, FRAME, Strokes()) > 0
    # the one ground is that of the legend
    assert len(drawn(of).shapes) == 1
