"""Signing on this panel: where the second operator is not told yet, that is asked first."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.options import Option
from ltm_desktop.ui.sign_page import SignPage
from ltm_desktop.ui.widgets.one_of import OneOf
from ltm_desktop.ui.widgets.secret_box import SecretEdit


class SignForm(SignPage):
    """Show a text, ask for the second operator where one is missing, and take the secrets."""

    second_chosen = Signal(str)

    def __init__(self, say: Words, action: str, key: str, *, topic: str) -> None:
        super().__init__(say, topic, action=action, key=key)
        self.setProperty("gloved", True)
        self.second = OneOf(say, say("Second operator"), required=True)
        self.second.box.setObjectName(f"{topic}.sign_second")
        self.second.changed.connect(self._choose_second)
        self.second.box.installEventFilter(self)
        self.second.hide()
        self._rows.insertWidget(self._rows.indexOf(self._text) + 1, self.second)

    def ask_second(self, text: str, people: Sequence[Option]) -> None:
        """Show what was told and ask who the second operator was; nothing is signed yet."""
        self._text.setPlainText(text)
        self._empty()
        self.second.blockSignals(True)
        self.second.offer_options(people)
        self.second.set_value("")
        self.second.blockSignals(False)
        self.second.show()
        self.sign_button.setEnabled(False)
        self.second.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget_second(self) -> None:
        """Take the question for the second operator away."""
        self.second.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on to the secrets by Return in the list of people."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            returned = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if returned and self._secrets:
                self._go_on()
                return True
        return super().eventFilter(watched, event)

    def _choose_second(self) -> None:
        if person := self.second.value():
            self.second_chosen.emit(person)
        else:
            self._empty()
            self.sign_button.setEnabled(False)

    def _go_to_secrets(self, first: SecretEdit) -> None:
        # Whoever goes down the list of people stays in it; Tab goes on to the secrets.
        if not self.second.box.hasFocus():
            super()._go_to_secrets(first)

    def _go_back(self) -> None:
        self.forget_second()
        super()._go_back()
