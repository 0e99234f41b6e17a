"""The patient list over a crowd: the window's own view and presenter, a store with nothing else."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from ltm_desktop.app.demo.stage import SetClock
from ltm_desktop.app.ports import Store
from ltm_desktop.app.wording.words import Words
from ltm_desktop.app.worklists import ListedPatient, Worklists
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.terms import ItemState
from ltm_desktop.ui.chosen_look import chosen
from ltm_desktop.ui.panels.patients.presenter import PatientsPresenter
from ltm_desktop.ui.panels.patients.view import PatientsView
from ltm_desktop.ui.style import dress, wear_sheet

SIZE = (1366, 768)


class CrowdDesk:
    """The verbs of the patient list over a store with nothing but patients."""

    def __init__(self, store: Store) -> None:
        self._store = store
        zone = "Asia/Shanghai"
        self._clock = SetClock(zone, datetime(2026, 3, 2, 9, tzinfo=ZoneInfo(zone)))
        self._lists = Worklists(store, self._clock)

    def patients(self, query: str, most: int, skip: int) -> Sequence[ListedPatient]:
        return self._lists.patients(query, most=most, skip=skip)

    def states(self) -> Mapping[str, ItemState]:
        return self._lists.states()

    def standing(self) -> Mapping[str, int]:
        return self._store.count_by_status()

    def active(self) -> ActiveProtocol | None:
        return None

    def site_name(self) -> str:
        return "Crowd (synthetic)"

    def now(self) -> datetime:
        return self._clock.now()


def wear_the_look(scratch: Path) -> None:
    """Dress the application as a first start does."""
    app = QApplication.instance() or QApplication([])
    if not isinstance(app, QApplication):
        raise TypeError("no application for windows")
    settings = QSettings(str(scratch / "settings.ini"), QSettings.Format.IniFormat)
    dress(app, chosen(settings, app.styleHints()).to_theme())


def open_list(store: Store) -> tuple[PatientsView, PatientsPresenter]:
    """Return the list of a store, filled and not yet painted; what is typed searches it."""
    say = Words("en")
    view = PatientsView(say)
    desk: Any = CrowdDesk(store)
    presenter = PatientsPresenter(desk, view, say)
    view.searched.connect(presenter.search)
    presenter.refresh()
    return view, presenter


def bare_window() -> QMainWindow:
    """Return a window that wears the look and waits for its page, not yet shown."""
    window = QMainWindow()
    wear_sheet(window)
    window.resize(*SIZE)
    return window


def paint(widget: QWidget) -> None:
    """Show a widget as it is now, painted once into its window."""
    widget.show()
    QApplication.processEvents()
