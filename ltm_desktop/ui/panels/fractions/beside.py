"""A form beside the course that ends in signatures: what it works with, and how it is signed.

A form of its own subclasses `SignedSide`, holds its fields, and proposes one command.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtWidgets import QStackedWidget, QWidget

from ltm_desktop.app.recorder import AnyCommand, Recorded
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.fractions import PrescribeRadiotherapy, RecordFraction
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.desk_verbs import Run
from ltm_desktop.ui.panels.fractions.filing import FilesRead
from ltm_desktop.ui.panels.fractions.form_sign import SignForm
from ltm_desktop.ui.signing_steps import Asked, Signing
from ltm_desktop.ui.speak import to_alerts
from ltm_desktop.ui.widgets.alert_list import AlertList


@dataclass(frozen=True, slots=True)
class Beside:
    """What a form beside the course works with."""

    context: Context
    patient: PatientId
    run: Run
    recorded: Callable[[Recorded], None]
    """To be called once something was written: the panel shows the course anew."""
    leave: Callable[[], None]
    """To be called when the person goes back: the panel shows the session form again."""
    files: FilesRead = field(default_factory=FilesRead)
    """What was read from the machine while this chart is open."""
    take: Callable[[RecordFraction | PrescribeRadiotherapy], bool] = lambda _: False
    """Fills the session or order form from a file; False where another session is typed."""


class SignedSide(QStackedWidget):
    """A form, and after it the text it means with the secrets of those who sign."""

    def __init__(self, room: Beside, action: str, key: str, topic: str) -> None:
        super().__init__()
        context = room.context
        self.room = room
        self.alerts = AlertList(context.say)
        self.alerts.setObjectName(f"{topic}.alerts")
        self._form = QWidget()
        self._signing = Signing(
            context.desk, self, room.run, context.say, recorded=room.recorded, failed=self._failed
        )
        self.sign_form = SignForm(context.say, action, key, topic=topic)
        self.sign_form.signed.connect(self._signing.sign)
        self.sign_form.back.connect(self._back)
        self.addWidget(self.sign_form)

    def hold(self, form: QWidget) -> None:
        """Take the form in; it shows `alerts` where it likes."""
        self._form = form
        self.addWidget(form)
        self.setCurrentWidget(form)
        self.setFocusProxy(form)

    def propose(self, command: AnyCommand) -> None:
        """Show what would be written, to be read and signed, or what stands against it."""
        self.alerts.show_alerts(())
        try:
            self._signing.propose(command)
        except LtmError as error:
            self._failed(error)

    def show_alerts(self, alerts: tuple[Alert, ...]) -> None:
        """Show all that stands against the act, in its form."""
        self.setCurrentWidget(self._form)
        self.alerts.show_alerts(alerts)

    def show_statement(self, text: str, asked: tuple[Asked, ...]) -> None:
        """Show the very text that is signed."""
        self.setCurrentWidget(self.sign_form)
        self.sign_form.ask(text, asked)

    def show_wrong_secret(self, person: str, sentence: str) -> None:
        """Say why a secret was refused."""
        self.sign_form.show_wrong_secret(person, sentence)

    def show_busy(self, *, busy: bool) -> None:
        """Hold still while it is signed and stored."""
        self.sign_form.hold_still(busy=busy)

    def _failed(self, error: Exception) -> None:
        self.show_alerts(to_alerts(error))

    def _back(self) -> None:
        self._signing.drop()
        self.setCurrentWidget(self._form)
        self._form.setFocus()
