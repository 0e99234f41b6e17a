"""A day as far as anybody knows it: the day, only its month, or only its year.

Refuses nothing and guesses nothing: what is compared is the first or the last day it may be.
"""

from calendar import monthrange
from datetime import date
from enum import StrEnum

from ltm_desktop.domain.values import dataclass


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date with what is known of it; what is not known is written as the first."""

    on: date
    known: Precision = Precision.DAY

    @property
    def earliest(self) -> date:
        """Return the first day it may be."""
        match self.known:
            case Precision.DAY:
                return self.on
            case Precision.MONTH:
                return self.on.replace(day=1)
            case Precision.YEAR:
                return self.on.replace(month=1, day=1)

    @property
    def latest(self) -> date:
        """Return the last day it may be."""
        match self.known:
            case Precision.DAY:
                return self.on
            case Precision.MONTH:
                return self.on.replace(day=monthrange(self.on.year, self.on.month)[1])
            case Precision.YEAR:
                return self.on.replace(month=12, day=31)
