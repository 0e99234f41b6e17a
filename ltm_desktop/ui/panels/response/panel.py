"""The response panel of one patient, wired: desk, presenter and view."""

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.in_sight import InSight
from ltm_desktop.ui.panels.response.presenter import ResponsePresenter
from ltm_desktop.ui.panels.response.view import ResponseView


def build(context: Context, patient: PatientId | None) -> QWidget:
    """Return the panel of one patient; without one there is nothing to show."""
    if patient is None:
        return QWidget()
    return ResponsePanel(context, patient)


class ResponsePanel(ResponseView):
    """The view with its presenter; it listens to what is recorded of its patient."""

    def __init__(self, context: Context, patient: PatientId) -> None:
        desk = context.desk
        super().__init__(context.say, desk.clock.now)
        self._context = context
        self._patient = patient
        self._background = Background(self)
        self._presenter = ResponsePresenter(
            desk,
            patient,
            context.say,
            view=self,
            run=self._background.run,
            announce=self._announce,
        )
        presenter, shown = self._presenter, self.list
        shown.begin_wanted.connect(presenter.begin)
        shown.correct_wanted.connect(presenter.correct)
        shown.void_wanted.connect(presenter.ask_void)
        shown.open_wanted.connect(self._open_record)
        shown.paper_wanted.connect(presenter.paper)
        self.changed.connect(presenter.changed)
        self.draft_due.connect(presenter.keep_draft)
        self.review_wanted.connect(presenter.review)
        self.clear_wanted.connect(presenter.clear)
        self.void_wanted.connect(presenter.void)
        self.signed.connect(presenter.sign)
        self.back_wanted.connect(presenter.back)
        self._sight = InSight(self, self._presenter.refresh)
        context.notices.recorded.connect(self._refresh)
        presenter.open()

    def _open_record(self, record: str) -> None:
        self._context.notices.open_patient.emit(self._patient, "record", record)

    def _announce(self, recorded: Recorded) -> None:
        context = self._context
        context.notices.recorded.emit(recorded)
        at = context.say.time(recorded.recorded_at)
        context.notices.say_saved.emit(context.say("Saved on this computer {time}", time=at))

    def _refresh(self, recorded: object) -> None:
        if getattr(recorded, "stream", "") == self._patient:
            self._sight.ask()
