"""The Kaplan-Meier estimate with Greenwood's variance, exact until the last step.

Times are whole days. Survival and Greenwood's sum are fractions of whole numbers; only bands and
the log-rank test, which need roots and logarithms, end as floats. Refuses a time before its origin.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from fractions import Fraction

from ltm_desktop.domain.values import dataclass

Z = 1.959963984540054
"""The 97.5 % quantile of the normal distribution: bands hold 95 %, point by point."""
HALF = Fraction(1, 2)


class Band(StrEnum):
    """How a confidence band is made from Greenwood's variance."""

    LOG_LOG = "log_log"
    """On the scale log(-log S): never leaves 0 to 1; the one this program shows."""
    PLAIN = "plain"
    """S plus and minus, cut off at 0 and 1."""


@dataclass(frozen=True, slots=True)
class Timed:
    """Somebody followed for whole days, to an event or until the count ends without one."""

    days: int
    event: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A day on which something happened: events come before those counted no further."""

    days: int
    at_risk: int
    """Followed until just before that day."""
    events: int
    censored: int
    survival: Fraction
    """Just after that day."""
    greenwood: Fraction | None
    """The sum of d / (n (n - d)); None from the day on which nobody is left without the event."""

    @property
    def variance(self) -> Fraction | None:
        """Return Greenwood's variance of the survival, None where it cannot be told."""
        return None if self.greenwood is None else self.survival**2 * self.greenwood

    def limits(self, band: Band = Band.LOG_LOG) -> tuple[float, float] | None:
        """Return the 95 % limits; None before the first event and once nobody is left."""
        if self.greenwood is None or self.survival == 1:
            return None
        return _LIMITS[band](float(self.survival), math.sqrt(self.greenwood))


@dataclass(frozen=True, slots=True)
class Curve:
    """An estimate: its steps in the order of their days; empty for nobody."""

    steps: tuple[Step, ...]
    people: int

    @property
    def events(self) -> int:
        """Return how many had the event."""
        return sum(one.events for one in self.steps)

    def at_risk(self, day: int) -> int:
        """Return how many were followed until just before a day."""
        gone = sum(one.events + one.censored for one in self.steps if one.days < day)
        return self.people - gone

    def survival(self, day: int) -> Fraction | None:
        """Return the survival just after a day, None beyond the last one anybody was followed."""
        if not self.steps or day > self.steps[-1].days:
            return None
        passed = [one.survival for one in self.steps if one.days <= day]
        return passed[-1] if passed else Fraction(1)

    @property
    def median(self) -> int | None:
        """Return the first day on which survival is a half or less, None where it is not reached.

        Brookmeyer and Crowley; R reports the middle of a flat stretch that lies exactly at a half.
        """
        return next((one.days for one in self.steps if one.survival <= HALF), None)

    def median_limits(self, band: Band = Band.LOG_LOG) -> tuple[int | None, int | None]:
        """Return the 95 % limits of the median; None where the band does not reach a half."""
        low = next((one.days for one in self.steps if _reaches(one, band, 0)), None)
        high = next((one.days for one in self.steps if _reaches(one, band, 1)), None)
        return low, high


def kaplan_meier(people: Iterable[Timed]) -> Curve:
    """Return the estimate of people followed. Raises ValueError for a time before its origin."""
    told = tuple(people)
    if any(one.days < 0 for one in told):
        raise ValueError("nobody is followed to a day before the origin")
    events = Counter(one.days for one in told if one.event)
    censored = Counter(one.days for one in told if not one.event)
    steps: list[Step] = []
    left, survival = len(told), Fraction(1)
    greenwood: Fraction | None = Fraction(0)
    for day in sorted(events | censored):
        died = events[day]
        survival *= Fraction(left - died, left)
        greenwood = _summed(greenwood, left, died)
        steps.append(Step(day, left, died, censored[day], survival, greenwood))
        left -= died + censored[day]
    return Curve(tuple(steps), len(told))


def _summed(greenwood: Fraction | None, at_risk: int, events: int) -> Fraction | None:
    if greenwood is None or events == at_risk:
        return None
    return greenwood + Fraction(events, at_risk * (at_risk - events))


def _log_log(survival: float, root: float) -> tuple[float, float]:
    width = Z * root / abs(math.log(survival))
    return survival ** math.exp(width), survival ** math.exp(-width)


def _plain(survival: float, root: float) -> tuple[float, float]:
    width = Z * survival * root
    return max(0.0, survival - width), min(1.0, survival + width)


_LIMITS: dict[Band, Callable[[float, float], tuple[float, float]]] = {
    Band.LOG_LOG: _log_log,
    Band.PLAIN: _plain,
}


def _reaches(step: Step, band: Band, side: int) -> bool:
    limits = step.limits(band)
    return limits is not None and limits[side] <= 0.5


@dataclass(frozen=True, slots=True)
class LogRank:
    """The log-rank test of two groups; descriptive, nothing is decided by it."""

    observed: int
    """Events of the first group."""
    expected: Fraction
    variance: Fraction

    @property
    def chi_square(self) -> float | None:
        """Return the statistic with one degree of freedom, None where nothing can be compared."""
        if self.variance == 0:
            return None
        return float((self.observed - self.expected) ** 2 / self.variance)

    @property
    def p(self) -> float | None:
        """Return the probability of a statistic at least as large by chance, two-sided."""
        value = self.chi_square
        return None if value is None else math.erfc(math.sqrt(value / 2))


def log_rank(first: Sequence[Timed], second: Sequence[Timed]) -> LogRank:
    """Compare two groups on every day with an event, both followed until just before it."""
    expected, variance = Fraction(0), Fraction(0)
    everybody = (*first, *second)
    for day in sorted({one.days for one in everybody if one.event}):
        n = sum(one.days >= day for one in everybody)
        n1 = sum(one.days >= day for one in first)
        d = sum(one.days == day and one.event for one in everybody)
        expected += Fraction(d * n1, n)
        if n > 1:
            variance += Fraction(d * n1 * (n - n1) * (n - d), n * n * (n - 1))
    return LogRank(sum(one.event for one in first), expected, variance)
