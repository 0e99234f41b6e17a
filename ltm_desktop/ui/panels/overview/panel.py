"""The site's numbers wired over one open desk; counted when the page is looked at."""

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ltm_desktop.app.overview_counting import Overview, count
from ltm_desktop.app.overview_paper import save_paper
from ltm_desktop.app.overview_tables import NAME, save
from ltm_desktop.app.progress import Progress
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.panels.overview.presenter import OverviewPresenter, Person
from ltm_desktop.ui.panels.overview.view import OverviewView


class OverviewDesk:
    """The few verbs of the desk that the panel uses."""

    def __init__(self, context: Context) -> None:
        self._desk, self._say = context.desk, context.say

    def now(self) -> datetime:
        """Return the time at the site."""
        return self._desk.clock.now()

    def count(self, counting: Progress) -> Overview | None:
        """Return the numbers, None when stopped. Raises Refused, Unavailable, ChainBroken."""
        return count(self._desk, self._say, counting)

    def save(self, told: Overview, path: Path) -> Sequence[Path]:
        """Write the table files. Raises Unavailable."""
        return save(told, self._desk, self._say, path)

    def paper(self, told: Overview, path: Path) -> None:
        """Write the numbers as a PDF. Raises Refused, Unavailable."""
        save_paper(told, self._desk, self._say, path)


class OverviewPanel(QWidget):
    """The page; what was recorded while it is not looked at is counted when it is."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._stale = True
        self.view = OverviewView(context.say)
        self.presenter = OverviewPresenter(
            OverviewDesk(context), self.view, Background(self).run, context.say
        )
        self._connect()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.view)
        self.setFocusProxy(self.view)
        context.notices.recorded.connect(self._recorded)

    def showEvent(self, event: QShowEvent) -> None:
        """Count where something was recorded since."""
        super().showEvent(event)
        if self._stale:
            self._count()

    def _connect(self) -> None:
        view, presenter = self.view, self.presenter
        view.number_wanted.connect(presenter.choose)
        view.day_wanted.connect(presenter.choose_day)
        view.day_read.connect(presenter.read)
        view.turned.connect(presenter.forget)
        view.again_wanted.connect(presenter.refresh)
        view.stop_wanted.connect(presenter.stop)
        view.ticked.connect(presenter.tick)
        view.patient_wanted.connect(self._open)
        view.save_wanted.connect(lambda: self._ask_place("csv", presenter.save))
        view.paper_wanted.connect(lambda: self._ask_place("pdf", presenter.print))

    def _recorded(self, _recorded: object) -> None:
        if self.isVisible():
            self._count()
        else:
            self._stale = True

    def _count(self) -> None:
        self._stale = False
        self.presenter.refresh()

    def _open(self, person: Person) -> None:
        # a monitor reads the record of a patient; the panels that act are not there
        item = "" if self._context.reads_only else person.item
        self._context.notices.open_patient.emit(person.patient, person.tab, item)

    def _ask_place(self, kind: str, write: Callable[[Path], None]) -> None:
        say = self._context.say
        offered = str(Path.home() / f"{NAME}.{kind}")
        title = say("Save the site overview")
        chosen, _ = QFileDialog.getSaveFileName(self, title, offered, f"{kind.upper()} (*.{kind})")
        if chosen:
            write(Path(os.fspath(chosen)))


def build(context: Context) -> QWidget:
    """Return the page; it concerns no single patient."""
    return OverviewPanel(context)
