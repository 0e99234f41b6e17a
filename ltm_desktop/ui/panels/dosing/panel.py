"""The dose panel of one patient: view, presenter and the open desk, wired."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.domain.identifiers import ItemCode, PatientId
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.in_sight import InSight
from ltm_desktop.ui.panels.dosing.overriding import Overriding
from ltm_desktop.ui.panels.dosing.presenter import Presenter
from ltm_desktop.ui.panels.dosing.standing import Step
from ltm_desktop.ui.panels.dosing.view import View
from ltm_desktop.ui.scan_listener import Listener, Received


def build(context: Context, patient: PatientId | None) -> QWidget:
    """Return the panel of a patient, open on the oldest dose nobody has settled."""
    return DosingPanel(context, patient) if patient is not None else QWidget()


class DosingPanel(QWidget):
    """A patient's doses; `open_item` shows a certain one."""

    def __init__(self, context: Context, patient: PatientId) -> None:
        super().__init__()
        self._context = context
        self.view = View(context.say, context.desk.clock.now)
        self.background = Background(self)
        self.presenter = Presenter(
            context.desk, patient, context.say, self.view, self.background.run, self._announce
        )
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.view)
        self.overriding = Overriding(
            context.desk, patient, context.say, view=self.view.overrides, run=self.background.run
        )
        self._sight = InSight(self, self.presenter.refresh)
        self._listen()
        self.presenter.open()
        self.setFocusProxy(self.view)

    def open_item(self, item: str) -> None:
        """Show a planned dose, the oldest open one for an empty code; a wish follows a colon."""
        code, _, wish = item.partition(":")
        self.presenter.open(ItemCode(code) if code else None)
        if wish:
            self.presenter.ask(wish)

    def _announce(self, recorded: Recorded) -> None:
        # The line at the foot of the panel says that it is saved: one saying is enough.
        self._context.notices.recorded.emit(recorded)

    def _overridden(self, recorded: Recorded) -> None:
        self._announce(recorded)
        # what was passed no longer stands against the page: it is read again as it was typed
        self.presenter.settle()

    def _take_scan(self, received: Received) -> None:
        self.presenter.take_scan(received.scan, received.alerts)

    def _refresh(self, recorded: Recorded) -> None:
        # Told through the widget: with it the connection goes, and no closed chart is told.
        if self.presenter.hear(recorded):
            self._sight.ask()

    def _listen(self) -> None:
        view, presenter = self.view, self.presenter
        view.changed.connect(presenter.change)
        view.settled.connect(presenter.settle)
        view.ticked.connect(presenter.tick)
        view.place.moved.connect(presenter.stand_in)
        view.place.due.connect(presenter.keep)
        view.step_wanted.connect(lambda step: presenter.go(Step(step)))
        view.dose_wanted.connect(lambda item: presenter.open(ItemCode(item)))
        view.left.connect(presenter.leave)
        view.go_on_wanted.connect(presenter.go_on)
        view.asked.connect(presenter.ask)
        view.record_wanted.connect(presenter.record)
        view.paper_wanted.connect(presenter.paper)
        view.earlier_wanted.connect(presenter.show_earlier)
        view.discard_wanted.connect(presenter.discard_draft)
        view.out_of_sight.connect(presenter.put_away)
        view.overrides.changed.connect(self.overriding.read)
        view.overrides.signed.connect(self.overriding.sign)
        self.overriding.announce_to(self._overridden)
        self._context.notices.recorded.connect(self._refresh)
        Listener(self).received.connect(self._take_scan)
