"""The laboratory panel of one patient: view, presenter and the open desk, wired."""

from PySide6.QtWidgets import QWidget

from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.panels.labs.presenter import LabsPresenter
from ltm_desktop.ui.panels.labs.view import LabsView
from ltm_desktop.ui.telling_panel import TellingPanel


def build(context: Context, patient: PatientId | None) -> QWidget:
    """Return the panel of a patient."""
    if patient is None:
        return QWidget()
    view = LabsView(context.say, context.desk.clock.now)

    def make(background: Background) -> LabsPresenter:
        return LabsPresenter(context.desk, patient, context.say, view=view, run=background.run)

    return TellingPanel(context, patient, view, make)
