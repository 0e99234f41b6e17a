"""Survival curves on paper: the same strokes as in the window, with this page's pen."""

from dataclasses import dataclass

from ltm_desktop.app.survival_picture import Frame, draw, height
from ltm_desktop.app.survival_plot import SurvivalPlot
from ltm_desktop.reports.pen import MARGIN, ROOM, Pen
from ltm_desktop.reports.time_picture import PenCanvas

_SIZE, _TALL = 6.8, 175.0
_AFTER = 8.0


@dataclass(frozen=True, slots=True)
class SurvivalPicture:
    """One endpoint, as wide as the page."""

    plot: SurvivalPlot
    keeps_next: bool = False

    @property
    def height(self) -> float:
        """Points, with the space after it."""
        return height(self.plot, _frame(), PenCanvas(None)) + _AFTER

    def draw(self, pen: Pen, top: float) -> None:
        """Draw every arm."""
        draw(self.plot, _frame(top), PenCanvas(pen))


def _frame(top: float = 0.0) -> Frame:
    return Frame(ROOM, left=MARGIN, top=top, size=_SIZE, tall=_TALL)
