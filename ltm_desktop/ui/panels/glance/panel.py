"""The strip of one patient, wired: desk, presenter and view."""

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.panels.glance.cells import Cell
from ltm_desktop.ui.panels.glance.moving import MovePresenter
from ltm_desktop.ui.panels.glance.presenter import GlancePresenter
from ltm_desktop.ui.panels.glance.view import GlanceView


def build(context: Context, patient: PatientId | None) -> QWidget:
    """Return the strip of one patient; without one there is nothing to show."""
    if patient is None:
        return QWidget()
    return GlancePanel(context, patient)


class GlancePanel(GlanceView):
    """The view with its presenter; it draws anew when something was recorded."""

    def __init__(self, context: Context, patient: PatientId) -> None:
        super().__init__(context.say, context.desk.clock.now)
        self.may_move = not context.reads_only
        self._context = context
        self._patient = patient
        self._background = Background(self)
        self._presenter = GlancePresenter(
            context.desk, patient, self, self._background.run, context.say, self._announce
        )
        self.anchor_changed.connect(self._presenter.preview)
        self.plan_wanted.connect(self._presenter.plan)
        self.strip.opened.connect(self._open_item)
        self._moves = MovePresenter(
            context.desk, patient, self, self._background.run, context.say, self._announce
        )
        self.moves_wanted.connect(self._moves.open)
        self.move_wished.connect(self._moves.wish)
        self.move_wanted.connect(self._moves.record)
        context.notices.recorded.connect(self._refresh)
        self._presenter.open()

    def _announce(self, recorded: Recorded) -> None:
        notices, say = self._context.notices, self._context.say
        notices.recorded.emit(recorded)
        at = say.time(recorded.recorded_at)
        notices.say_saved.emit(say("Saved on this computer {time}", time=at))

    def _refresh(self, recorded: object) -> None:
        if getattr(recorded, "stream", "") == self._patient:
            self._presenter.open()

    def _open_item(self, cell: Cell) -> None:
        self._context.notices.open_patient.emit(self._patient, cell.tab, cell.item)
