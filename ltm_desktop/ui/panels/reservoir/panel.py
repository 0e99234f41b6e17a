"""The reservoir panel of one patient: view, presenter and the open desk, wired."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.panels.reservoir.presenter import ReservoirPresenter
from ltm_desktop.ui.panels.reservoir.view import ReservoirView


def build(context: Context, patient: PatientId | None) -> QWidget:
    """Return the panel of a patient."""
    return ReservoirPanel(context, patient) if patient is not None else QWidget()


class ReservoirPanel(QWidget):
    """What is on file of a patient's reservoir."""

    def __init__(self, context: Context, patient: PatientId) -> None:
        super().__init__()
        self._patient = patient
        self.view = ReservoirView(context.say, context.desk.clock.now)
        self._presenter = ReservoirPresenter(
            context.desk, patient, context.say, view=self.view, run=Background(self).run
        )
        self.view.presenter = self._presenter
        self.view.record_wanted.connect(self._presenter.record)
        self.view.recorded.connect(context.notices.recorded)
        context.notices.recorded.connect(self._refresh)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.view)
        self._presenter.refresh()
        self.setFocusProxy(self.view)

    def _refresh(self, recorded: Recorded) -> None:
        if recorded.stream == self._patient:
            self._presenter.refresh()
