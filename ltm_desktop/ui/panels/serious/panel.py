"""The panel of one serious event: view, presenter and the open desk, wired."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.in_sight import InSight
from ltm_desktop.ui.panels.serious.presenter import SeriousPresenter
from ltm_desktop.ui.panels.serious.view import SeriousView

_MINUTE_MS = 60_000
Left = Callable[[], None]


def build(context: Context, patient: PatientId, event: str, left: Left) -> QWidget:
    """Return the panel of one serious event; `left` is called when the person goes back."""
    return SeriousPanel(context, patient, event, left)


class SeriousPanel(QWidget):
    """One serious event; its clocks are told anew every minute and with every entry."""

    def __init__(self, context: Context, patient: PatientId, event: str, left: Left) -> None:
        super().__init__()
        self._patient = patient
        self._notices = context.notices
        self._say = context.say
        self.view = view = SeriousView(context.say, context.desk.clock.now)
        background = Background(self)
        self._presenter = presenter = SeriousPresenter(
            context.desk, patient, event, context.say, view=view, run=background.run
        )
        view.presenter = presenter
        view.told.connect(presenter.tell)
        view.typed_in.connect(presenter.changed)
        view.keep_due.connect(presenter.keep)
        view.draft_wanted.connect(lambda: view.report.take_draft(presenter.draft()))
        view.copy_wanted.connect(presenter.copy)
        view.paper_wanted.connect(presenter.paper)
        view.statement_wanted.connect(presenter.propose)
        view.signed.connect(presenter.sign)
        view.sign_left.connect(presenter.drop)
        view.recorded.connect(self._announce)
        view.left.connect(lambda: self._leave(left))
        self._sight = InSight(self, self._presenter.refresh)
        context.notices.recorded.connect(self._refresh)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(view)
        clock = QTimer(self)
        clock.timeout.connect(presenter.refresh)
        clock.start(_MINUTE_MS)
        presenter.open()
        self.setFocusProxy(view)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed last: nothing waits for the half second."""
        super().hideEvent(event)
        self._presenter.keep()

    def _leave(self, left: Left) -> None:
        self._presenter.keep()
        left()

    def _announce(self, recorded: Recorded) -> None:
        self._notices.recorded.emit(recorded)
        at = self._say.time(recorded.recorded_at)
        self._notices.say_saved.emit(self._say("Saved on this computer {time}", time=at))

    def _refresh(self, recorded: object) -> None:
        if getattr(recorded, "stream", "") == self._patient:
            self._sight.ask()
