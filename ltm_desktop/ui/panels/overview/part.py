"""One sheet on its tab: curves where it has any, the table, and what must be known to read it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from ltm_desktop.app.overview_sheets import Sheet
from ltm_desktop.app.survival_plot import SurvivalPlot
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.overview.curve import CurvePicture
from ltm_desktop.ui.panels.overview.table import NumbersTable
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.text import Text


class SheetPart(Card):
    """Show one sheet."""

    number_wanted = Signal(str, str, str)
    day_wanted = Signal(str, int)
    day_read = Signal(str, int)

    def __init__(self, say: Words, key: str) -> None:
        super().__init__()
        self.body.setSpacing(THEME.space.tight)
        self.curve = CurvePicture(key.removeprefix("survival."))
        self.curve.opened.connect(self.day_wanted)
        self.curve.read.connect(self.day_read)
        self.curve.hide()
        self._reading = Text("", "small")
        self._reading.setObjectName(f"overview.{key}.reading")
        self._reading.hide()
        self.table = NumbersTable(say, key)
        self.table.opened.connect(self.number_wanted)
        self._notes = Text("", "small")
        self._notes.setObjectName(f"overview.{key}.notes")
        for part in (self.curve, self._reading, self.table, self._notes):
            self.body.addWidget(part)
        self.setFocusProxy(self.table)

    def show_sheet(self, sheet: Sheet, plot: SurvivalPlot | None) -> None:
        """Show the numbers, and their curves where somebody is counted."""
        self.setAccessibleName(sheet.title)
        self.table.show_sheet(sheet)
        self.table.setVisible(bool(sheet.lines))
        self._notes.setText("\n".join(sheet.notes))
        self._notes.setVisible(bool(sheet.notes))
        self.curve.setVisible(plot is not None and not plot.empty)
        if plot is not None:
            self.curve.show_plot(plot)
        if self.curve.day is not None:
            self.day_read.emit(self.curve.objectName().rpartition(".")[2], self.curve.day)

    def show_reading(self, sentences: Sequence[str]) -> None:
        """Say what the curves read on a day, also to readers of the screen."""
        words = "   ·   ".join(sentences)
        self._reading.setText(words)
        self._reading.setVisible(bool(words))
        self.curve.setAccessibleDescription(words)
