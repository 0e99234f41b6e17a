"""A survival curve as plain data: steps, bands and numbers at risk by arm, every word worded.

Window and paper draw the same. Refuses nothing; shares keep their exact fractions until drawn.
"""

from collections.abc import Sequence
from fractions import Fraction

from ltm_desktop.app.overview_sheets import Head, percents
from ltm_desktop.app.survival_views import SHOWN, ArmSurvival, SurvivalView, to_months
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.kaplan_meier import Step
from ltm_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class PlotStep:
    """A day on which a curve steps, or on which somebody's count ended."""

    day: int
    survival: Fraction
    limits: tuple[float, float] | None
    censored: bool


@dataclass(frozen=True, slots=True)
class PlotArm:
    """The curve of one arm, and how many were at risk at each mark of the axis."""

    arm: str
    name: str
    steps: tuple[PlotStep, ...]
    at_risk: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SurvivalPlot:
    """One endpoint as it is drawn."""

    code: str
    title: str
    axis: str
    """What the axis counts, and from where."""
    marks: tuple[tuple[int, str], ...]
    """Days named under the axis, as months."""
    arms: tuple[PlotArm, ...]
    at_risk_word: str
    legend: str
    """What the band and an upright mark on a curve are."""

    @property
    def last(self) -> int:
        """Return the last day drawn; at least one, so that the axis has a length."""
        return max((step.day for arm in self.arms for step in arm.steps), default=0) or 1

    @property
    def days(self) -> tuple[int, ...]:
        """Return the days on which something is, each once."""
        return tuple(sorted({0, *(step.day for arm in self.arms for step in arm.steps)}))

    @property
    def empty(self) -> bool:
        """Tell whether nobody is counted."""
        return not any(arm.steps for arm in self.arms)


def plot_of(view: SurvivalView, heads: Sequence[Head], say: Words) -> SurvivalPlot:
    """Return an endpoint as it is drawn, arms in the order of the columns."""
    by_arm = {one.arm: one for one in view.arms}
    marks = tuple((day, str(int(to_months(day, view.month)))) for day in view.marks)
    return SurvivalPlot(
        code=view.endpoint.code,
        title=say.label(view.endpoint.label),
        axis=say("Months from {origin}", origin=view.endpoint.origin),
        marks=marks,
        arms=tuple(_arm(by_arm[head.key], head, view.marks) for head in heads),
        at_risk_word=say("At risk"),
        legend=say("count ended without the event; ground or hatching: 95 % limits"),
    )


def read_at(view: SurvivalView, heads: Sequence[Head], day: int, say: Words) -> tuple[str, ...]:
    """Return what each curve says on a day, one sentence each."""
    by_arm = {one.arm: one for one in view.arms}
    return tuple(_read(by_arm[head.key], head.words, day, say) for head in heads)


def ended_on(view: SurvivalView, day: int) -> tuple[tuple[ArmSurvival, Step], ...]:
    """Return the steps of a day, by arm."""
    return tuple((arm, step) for arm in view.arms for step in arm.curve.steps if step.days == day)


def _arm(arm: ArmSurvival, head: Head, days: Sequence[int]) -> PlotArm:
    steps = tuple(
        PlotStep(one.days, one.survival, one.limits(SHOWN), one.censored > 0)
        for one in arm.curve.steps
    )
    return PlotArm(arm.arm, head.words, steps, tuple(arm.curve.at_risk(day) for day in days))


def _read(arm: ArmSurvival, name: str, day: int, say: Words) -> str:
    survival, at_risk = arm.curve.survival(day), arm.curve.at_risk(day)
    if survival is None:
        return say("{arm}: nobody followed that long", arm=name)
    passed = [one for one in arm.curve.steps if one.days <= day]
    limits = passed[-1].limits(SHOWN) if passed else None
    if limits is None:
        return say(
            "{arm}: {percent} %, {count} at risk",
            arm=name,
            percent=percents(survival),
            count=at_risk,
        )
    low, high = (percents(Fraction(one)) for one in limits)
    return say(
        "{arm}: {percent} % ({low} to {high} %), {count} at risk",
        arm=name,
        percent=percents(survival),
        low=low,
        high=high,
        count=at_risk,
    )
