"""What the strip of weeks draws: a cell for a day of a row, worded. No Qt here."""

from dataclasses import dataclass
from datetime import date

from ltm_desktop.domain.terms import ItemState


@dataclass(frozen=True, slots=True)
class Cell:
    """What one day of one row holds."""

    day: date
    state: ItemState | None
    """How a planned item stands; None for what was measured or graded on that day."""
    words: str
    tab: str
    item: str
    grade: int = 0
    """The worst grade of the day in the row of toxicity, zero elsewhere."""


@dataclass(frozen=True, slots=True)
class StripRow:
    """One kind of entry over the days."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class StripShown:
    """The strip: days from the first one, rows with data only."""

    first: date
    days: int
    today: date
    days_off: frozenset[date]
    rows: tuple[StripRow, ...]
    """Treatment: shown at any height."""
    summary: str
    beside: tuple[StripRow, ...] = ()
    """Results and toxicity, where the window is high enough for them."""
    ended: bool = False
    """Whether the course ended, so that no dose is left to be moved."""
