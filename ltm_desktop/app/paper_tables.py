"""Tables and the dose plot of a paper, as plain data; every string is already worded.

Nothing here draws; doses are exact and in the unit the plot names.
"""

from datetime import date
from decimal import Decimal

from ltm_desktop.app.survival_plot import SurvivalPlot
from ltm_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class PaperTable:
    """Rows under named columns; a long table goes on over pages, with its heads on each."""

    title: str
    heads: tuple[str, ...]
    shares: tuple[float, ...]
    """How the columns share the width of the page; together 1."""
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    """What must be known to read it, such as how its figures came about."""
    curves: SurvivalPlot | None = None
    """Drawn over the rows."""


@dataclass(frozen=True, slots=True)
class PlotCurve:
    """One volume: its dose by plan and as delivered, each from the day on."""

    name: str
    planned: tuple[tuple[date, Decimal], ...]
    delivered: tuple[tuple[date, Decimal], ...]


@dataclass(frozen=True, slots=True)
class DosePlot:
    """Planned dose against delivered, over the days of a course."""

    title: str
    unit: str
    planned_word: str
    delivered_word: str
    missed_word: str
    curves: tuple[PlotCurve, ...]
    missed: tuple[date, ...]
    """Treatment days without any dose."""
    days: tuple[tuple[date, str], ...]
    """Days named under the plot, the first and the last among them."""
