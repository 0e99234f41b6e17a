"""The patient list wired: the store's list, the search, and the form that enters a patient."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ltm_desktop.app.worklists import ListedPatient
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.terms import ItemState
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.panels.patients.presenter import PatientsPresenter
from ltm_desktop.ui.panels.patients.view import PatientsView

Enrol = Callable[[Context, Callable[[], None]], QWidget]
"""Builds the form that enters a patient; it calls back when it is left."""

_MINUTE_MS = 60_000


class PatientsDesk:
    """The few verbs of the desk that the list uses."""

    def __init__(self, context: Context) -> None:
        self._desk = context.desk
        self._context = context

    def patients(self, query: str, most: int, skip: int) -> Sequence[ListedPatient]:
        """Return so many patients in whom every word is found, after so many others."""
        return self._desk.worklists.patients(query, most=most, skip=skip)

    def states(self) -> Mapping[str, ItemState]:
        """Return the most urgent state of every patient who has an item that has come."""
        return self._desk.worklists.states()

    def standing(self) -> Mapping[str, int]:
        """Return how many patients stand where in the study."""
        return self._desk.store.count_by_status()

    def active(self) -> ActiveProtocol | None:
        """Return the signed protocol."""
        return self._desk.active()

    def site_name(self) -> str:
        """Return how the site is called."""
        founded = self._desk.site().founded
        return founded.name if founded else ""

    def may_enrol(self) -> bool:
        """Tell whether the person at the desk enters patients."""
        return self._context.enrols

    def now(self) -> datetime:
        """Return the time at the site."""
        return self._desk.clock.now()


class PatientsPage(QStackedWidget):
    """The list, and in its place the form that enters a patient."""

    def __init__(self, context: Context, enrol: Enrol | None) -> None:
        super().__init__()
        self._context = context
        self._enrol = enrol
        self._form: QWidget | None = None
        self._was_shown = False
        self.view = PatientsView(context.say)
        self._presenter = PatientsPresenter(PatientsDesk(context), self.view, context.say)
        self.addWidget(self.view)
        self.setFocusProxy(self.view)
        self.view.searched.connect(self._presenter.search)
        self.view.turned.connect(self._presenter.turn)
        self.view.at_rest.connect(self._presenter.ahead)
        self.view.opened.connect(self._open)
        self.view.enrol_wanted.connect(self._show_form)
        self.view.enrol.setVisible(enrol is not None)
        context.notices.recorded.connect(self._refresh)
        clock = QTimer(self)
        clock.timeout.connect(self._refresh)
        clock.start(_MINUTE_MS)
        self._presenter.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask again each time the page is shown; the first time it was just asked."""
        super().showEvent(event)
        if self._was_shown:
            self._presenter.refresh()
        self._was_shown = True

    def open_part(self, part: str) -> None:
        """Open the form that enters a patient, where a draft of it waits."""
        if part == "enrolment":
            self._show_form()

    def _refresh(self) -> None:
        if self.isVisible() or not self._was_shown:
            self._presenter.refresh()

    def _open(self, patient: str) -> None:
        self._context.notices.open_patient.emit(patient, "", "")

    def _show_form(self) -> None:
        if self._enrol is None or self._form is not None:
            return
        self._form = self._enrol(self._context, self._leave_form)
        self.addWidget(self._form)
        self.setCurrentWidget(self._form)
        self.setFocusProxy(self._form)
        self._form.setFocus()

    def _leave_form(self) -> None:
        form, self._form = self._form, None
        self.setCurrentWidget(self.view)
        self.setFocusProxy(self.view)
        if form is not None:
            self.removeWidget(form)
            form.deleteLater()
        self.view.search.setFocus()


def build(
    context: Context, _patient: PatientId | None = None, *, enrol: Enrol | None = None
) -> QWidget:
    """Return the patient list; `enrol` builds the form behind its button."""
    return PatientsPage(context, enrol)
