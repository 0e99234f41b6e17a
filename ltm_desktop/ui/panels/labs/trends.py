"""Trends of one patient's results: curves under the doses and fractions of the same days.

The same board as the time line; which analytes stand on it is chosen by the panels of the protocol.
"""

import os
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.timeline.line import trends
from ltm_desktop.app.timeline.shapes import TimeLine
from ltm_desktop.app.timeline.table import save
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.analytes import of_panel
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.in_sight import InSight
from ltm_desktop.ui.reading_line import LinePresenter
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.time_board import TimeBoard

NAME = "labs.trends"
BACK = "Alt+B"


class TrendsPage(QWidget):
    """Curves, a table of them, and the way back to the results."""

    left = Signal()

    def __init__(self, context: Context, patient: PatientId, *, alone: bool = False) -> None:
        super().__init__()
        say = context.say
        self._context, self._patient = context, patient
        self.board = TimeBoard(say, NAME, say("Trends of results"), tall=True, paper=False)
        self.presenter = LinePresenter(
            context.desk,
            patient,
            self.board,
            self._make,
            say=say,
            run=Background(self).run,
            nothing=(
                say("No result is in the chart yet."),
                "" if alone else say("Go back and enter the first ones."),
            ),
        )
        self.panels = QComboBox()
        self._alone = alone
        """A page of its own, to read: there are no results to go back to."""
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.tight)
        rows.addLayout(self._make_top())
        rows.addWidget(self.board, 1)
        self.setFocusProxy(self.board)
        self.board.day_read.connect(self.presenter.read)
        self.board.save_wanted.connect(self._ask_place)
        self._sight = InSight(self, self.presenter.refresh)
        context.notices.recorded.connect(self._recorded)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.left)
        self.presenter.refresh()

    def _make_top(self) -> QHBoxLayout:
        say, active = self._context.say, self._context.desk.active()
        back = QuietButton(say("Back to the results"), BACK)
        back.setObjectName(f"{NAME}.back")
        back.clicked.connect(self.left)
        self.panels.setObjectName(f"{NAME}.panels")
        self.panels.setAccessibleName(say("Which results"))
        self.panels.addItem(say("All results"), "")
        for panel in active.protocol.panels.values() if active else ():
            self.panels.addItem(say.label(panel.label), panel.code)
        self.panels.currentIndexChanged.connect(lambda _: self.presenter.refresh())
        row = QHBoxLayout()
        row.setSpacing(THEME.space.close)
        row.addWidget(back)
        if self._alone:
            back.hide()
        row.addWidget(self.panels)
        row.addStretch(1)
        return row

    def _make(self, chart: Chart, active: ActiveProtocol, act: Act, say: Words) -> TimeLine:
        code = self.panels.currentData() or ""
        if not code:
            return trends(chart, active, act, say)
        wanted = of_panel(active.protocol.analytes.values(), code)
        return trends(chart, active, act, say, tuple(one.code for one in wanted))

    def _recorded(self, recorded: object) -> None:
        if getattr(recorded, "stream", "") == self._patient:
            self._sight.ask()

    def _ask_place(self) -> None:
        title = self._context.say("Save the results as a table")
        offered = str(Path.home() / "results.csv")
        chosen, _ = QFileDialog.getSaveFileName(self, title, offered, "CSV (*.csv)")
        if chosen:
            self.presenter.save(Path(os.fspath(chosen)), self._write)

    def _write(self, line: TimeLine, path: Path) -> bool:
        return save(line, self._context.desk, self._patient, self._context.say, path)
