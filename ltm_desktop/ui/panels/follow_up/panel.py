"""The follow-up panel of one patient: view, presenter and the open desk, wired."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.in_sight import InSight
from ltm_desktop.ui.panels.follow_up.presenter import FollowUpPresenter
from ltm_desktop.ui.panels.follow_up.view import FollowUpView


class FollowUpPanel(QWidget):
    """The follow-up of one patient; told anew whenever something of this patient is recorded."""

    def __init__(self, context: Context, patient: PatientId) -> None:
        super().__init__()
        self._patient = patient
        self.view = FollowUpView(context.say, context.desk.clock.now)
        run = Background(self).run
        self._presenter = FollowUpPresenter(
            context.desk, patient, context.say, view=self.view, run=run
        )
        view, presenter = self.view, self._presenter
        view.presenter = presenter
        view.record_wanted.connect(presenter.record)
        view.draft_due.connect(presenter.keep)
        view.correct_wanted.connect(presenter.correct)
        view.take_back_wanted.connect(presenter.take_back)
        view.sign_wanted.connect(presenter.sign)
        view.back_wanted.connect(presenter.back)
        view.recorded.connect(context.notices.recorded)
        self._sight = InSight(self, self._presenter.refresh)
        context.notices.recorded.connect(self._refresh)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(view)
        presenter.start()
        self.setFocusProxy(view)

    def _refresh(self, recorded: Recorded) -> None:
        if recorded.stream == self._patient:
            self._sight.ask()


def build(context: Context, patient: PatientId) -> QWidget:
    """Return the panel of a patient."""
    return FollowUpPanel(context, patient)
