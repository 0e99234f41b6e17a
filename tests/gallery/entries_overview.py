"""The site's numbers: filled, behind a number, survival curves, and nobody yet."""

from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.overview_counting import Overview
from ltm_desktop.app.progress import Progress
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.overview.presenter import OverviewPresenter
from ltm_desktop.ui.panels.overview.view import OverviewView
from tests.gallery.frame import Entry
from tests.overview_builders import counted, nobody


class Desk:
    """Answer with numbers that stand already."""

    def __init__(self, told: Overview) -> None:
        self.told = told

    def now(self) -> datetime:
        return self.told.at

    def count(self, _counting: Progress) -> Overview:
        return self.told

    def save(self, _told: Overview, path: Any) -> Any:
        return [path]

    def paper(self, _told: Overview, _path: Any) -> None:
        return None


def at_once(work: Any, done: Any, _failed: Any) -> None:
    """Do work where one stands."""
    done(work())


def page(say: Words, told: Overview | None = None) -> OverviewView:
    """Return the page with its numbers."""
    view = OverviewView(say)
    view.presenter = presenter = OverviewPresenter(Desk(told or counted(say)), view, at_once, say)
    view.number_wanted.connect(presenter.choose)
    view.day_wanted.connect(presenter.choose_day)
    view.day_read.connect(presenter.read)
    view.turned.connect(presenter.forget)
    presenter.refresh()
    return view


def _summary(say: Words) -> QWidget:
    return page(say)


def _behind(say: Words) -> QWidget:
    view = page(say)
    view.part("summary").table.setCurrentCell(1, 1)
    view.number_wanted.emit("summary", "doses", "A")
    return view


def _events(say: Words) -> QWidget:
    view = page(say)
    view.tabs.setCurrentIndex(2)
    view.part("related").table.setCurrentCell(0, 3)
    view.number_wanted.emit("related", "arachnoiditis.A", "grade_3")
    return view


def _survival(say: Words) -> QWidget:
    view = page(say)
    view.tabs.setCurrentIndex(4)
    curve = view.part("survival.os").curve
    curve.day = 183
    view.day_read.emit("os", 183)
    view.number_wanted.emit("survival.os", "events", "A")
    return view


def _nobody(say: Words) -> QWidget:
    return page(say, nobody(say))


ENTRIES = [
    Entry("overview-summary", _summary, (1282,), 640),
    Entry("overview-behind", _behind, (1282, 1836), 640),
    Entry("overview-events", _events, (1282,), 640),
    Entry("overview-survival", _survival, (1282, 1836), 760),
    Entry("overview-nobody", _nobody, (1282,), 260),
]
