"""A new secret, typed twice by the person it belongs to; it is never echoed, copied or kept."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.secret_box import SecretEdit

_FAIR, _GOOD = 12, 20
"""Characters; length is what makes a secret hard to guess. The key file sets the least."""


class NewSecret(QWidget):
    """Ask for a secret twice and say how strong it is; `changed` fires on every key."""

    changed = Signal()

    def __init__(self, say: Words, label: str, *, topic: str) -> None:
        super().__init__()
        self._say = say
        self.first = SecretEdit()
        self.first.setObjectName(f"{topic}.secret")
        self.again = SecretEdit()
        self.again.setObjectName(f"{topic}.secret_again")
        self._advice = say("A short sentence is hard to guess and easy to remember.")
        self._first_field = LabelledField(
            say, label, self.first, required=True, help_text=self._advice
        )
        self._again_field = LabelledField(
            say, say("The same secret again"), self.again, required=True
        )
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.close)
        rows.addWidget(self._first_field)
        rows.addWidget(self._again_field)
        for line in (self.first, self.again):
            line.textEdited.connect(self._typed)
        self.setFocusProxy(self.first)

    def check_filled(self) -> bool:
        """Say what is missing or differs; return whether the secret may stand."""
        if not self.first.text():
            self._first_field.show_required()
            return False
        if self.first.text() != self.again.text():
            self.again.take()
            self._again_field.show_message(
                self._say("The two are not the same. Type the secret again.")
            )
            return False
        return True

    def take(self) -> str:
        """Return the secret and empty both fields."""
        self.again.take()
        self._first_field.show_help(self._advice)
        return self.first.take()

    def show_error(self, sentence: str) -> None:
        """Show why the secret was refused."""
        self.take()
        self._first_field.show_message(sentence)

    def _typed(self) -> None:
        self._first_field.clear_message()
        self._again_field.clear_message()
        self._first_field.show_help(self._strength(len(self.first.text())))
        self.changed.emit()

    def _strength(self, length: int) -> str:
        say = self._say
        if not length:
            return self._advice
        if length < _FAIR:
            return say("Easy to guess: make it longer, such as a short sentence.")
        return say("Hard to guess.") if length >= _GOOD else say("Fair; longer is better.")
