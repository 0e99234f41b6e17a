"""The scale of one curve: from a value to a height, and the round values that are named on it."""

from collections.abc import Iterator
from decimal import Decimal

from ltm_desktop.app.timeline.shapes import Lane
from ltm_desktop.domain.values import dataclass

_ROUND = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))


@dataclass(frozen=True, slots=True)
class Scale:
    """The lowest and highest value drawn, and where they lie."""

    low: Decimal
    high: Decimal
    top: float
    bottom: float

    def y(self, value: Decimal) -> float:
        """Return the height of a value, kept within the lane."""
        share = (value - self.low) / (self.high - self.low)
        share = min(Decimal(1), max(Decimal(0), share))
        return self.bottom - float(share) * (self.bottom - self.top)

    def named(self, most: int) -> Iterator[Decimal]:
        """Yield round values within the scale, at most so many."""
        step = step_of((self.high - self.low) / most)
        value = (self.low / step).to_integral_value() * step
        while value <= self.high:
            if value >= self.low:
                yield value
            value += step


def step_of(least: Decimal) -> Decimal:
    """Return the smallest of 1, 2 and 5 times a power of ten that is not below a number."""
    power = Decimal(1).scaleb(least.adjusted())
    return next(one * power for one in _ROUND if one * power >= least)


def scale_of(lane: Lane, top: float, bottom: float) -> Scale:
    """Return the scale that holds every value, the reference range and the limit of a lane."""
    values = [one.value for one in lane.marks if one.value is not None]
    values += [one for one in (*lane.band, lane.limit) if one is not None]
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(1))
    if low == high:
        low, high = min(low, Decimal(0)), max(high, low + 1)
    air = (high - low) / 12
    # nothing that is measured here lies below zero
    return Scale(max(min(low, Decimal(0)), low - air), high + air, top, bottom)
