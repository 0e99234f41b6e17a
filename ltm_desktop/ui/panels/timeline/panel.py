"""The time line of one patient: board, presenter and the open desk, wired."""

import os
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ltm_desktop.app.timeline.line import time_line
from ltm_desktop.app.timeline.shapes import TimeLine
from ltm_desktop.app.timeline.table import save
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.in_sight import InSight
from ltm_desktop.ui.opened_papers import OpenedPapers, Viewer, system_viewer
from ltm_desktop.ui.reading_line import LinePresenter
from ltm_desktop.ui.widgets.time_board import TimeBoard

NAME = "timeline"


class TimeLinePanel(QWidget):
    """One patient, one time line; drawn anew whenever something of this patient is recorded."""

    def __init__(
        self, context: Context, patient: PatientId, viewer: Viewer = system_viewer
    ) -> None:
        super().__init__()
        say = context.say
        self._context, self._patient = context, patient
        self._papers = OpenedPapers(self, viewer)
        self.board = TimeBoard(say, NAME, say("Time line"))
        self.presenter = LinePresenter(
            context.desk,
            patient,
            self.board,
            time_line,
            say=say,
            run=Background(self).run,
            nothing=(
                say("Nothing is on the time line yet."),
                say("It begins with the plan, a dose, a result or a consent."),
            ),
        )
        self.board.day_read.connect(self.presenter.read)
        self.board.save_wanted.connect(self._ask_place)
        self.board.paper_wanted.connect(self._print)
        self._sight = InSight(self, self.presenter.refresh)
        context.notices.recorded.connect(self._recorded)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.board)
        self.setFocusProxy(self.board)
        self.presenter.refresh()

    def _recorded(self, recorded: object) -> None:
        if getattr(recorded, "stream", "") == self._patient:
            self._sight.ask()

    def _ask_place(self) -> None:
        title = self._context.say("Save the time line as a table")
        offered = str(Path.home() / f"{NAME}.csv")
        chosen, _ = QFileDialog.getSaveFileName(self, title, offered, "CSV (*.csv)")
        if chosen:
            self.presenter.save(Path(os.fspath(chosen)), self._write)

    def _write(self, line: TimeLine, path: Path) -> bool:
        return save(line, self._context.desk, self._patient, self._context.say, path)

    def _print(self) -> None:
        desk, patient = self._context.desk, self._patient
        self.presenter.print(
            lambda: desk.time_line(patient), lambda pdf: self._papers.show(pdf, f"{NAME}.pdf")
        )


def build(context: Context, patient: PatientId | None) -> QWidget:
    """Return the panel of a patient."""
    return QWidget() if patient is None else TimeLinePanel(context, patient)
