"""The toxicity panel of one patient, wired: desk, presenter and view."""

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.in_sight import InSight
from ltm_desktop.ui.panels.toxicity.presenter import ToxicityPresenter
from ltm_desktop.ui.panels.toxicity.view import ToxicityView


def build(context: Context, patient: PatientId | None) -> QWidget:
    """Return the panel of one patient; without one there is nothing to show."""
    if patient is None:
        return QWidget()
    return ToxicityPanel(context, patient)


class ToxicityPanel(ToxicityView):
    """The view with its presenter; it asks again when something of the patient is recorded."""

    def __init__(self, context: Context, patient: PatientId) -> None:
        super().__init__(context.say, context.desk.clock.now)
        self._context = context
        self._patient = patient
        presenter = ToxicityPresenter(
            context.desk,
            patient,
            self,
            Background(self).run,
            context.say,
            self._announce,
            self._open,
        )
        self.presenter = self._presenter = presenter
        self.event_chosen.connect(presenter.choose)
        self.filter_chosen.connect(presenter.filter)
        self.report_wanted.connect(presenter.report)
        self.confirm_wanted.connect(presenter.confirm)
        self.dismiss_wanted.connect(presenter.dismiss)
        self.act_wanted.connect(presenter.begin)
        self.searched.connect(presenter.search)
        self.term_wanted.connect(presenter.choose_term)
        self.typed_in.connect(presenter.changed)
        self.draft_due.connect(presenter.keep_draft)
        self.sent.connect(presenter.send)
        self.form_left.connect(presenter.leave)
        self.signed.connect(presenter.sign)
        self.sign_left.connect(presenter.back)
        self._sight = InSight(self, self._presenter.refresh)
        context.notices.recorded.connect(self._refresh)
        presenter.open()

    def open_item(self, item: str) -> None:
        """Open one event, or what waits for a judgement."""
        if item == "unjudged":
            self._presenter.filter(item)
        elif item.startswith("ae"):
            self._presenter.choose(item)

    def _open(self, event: str) -> None:
        self._context.notices.open_patient.emit(self._patient, "serious", event)

    def _announce(self, recorded: Recorded) -> None:
        say = self._context.say
        self._context.notices.recorded.emit(recorded)
        at = say.time(recorded.recorded_at)
        self._context.notices.say_saved.emit(say("Saved on this computer {time}", time=at))

    def _refresh(self, recorded: object) -> None:
        if getattr(recorded, "stream", "") == self._patient:
            self._sight.ask()
