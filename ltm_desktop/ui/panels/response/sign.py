"""The last step: the very text that is signed, and each person's own secret.

Escape goes back and loses nothing; secrets leave once and their fields are emptied.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.response.fields import TOPIC
from ltm_desktop.ui.signing_steps import Asked
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.secret_box import SecretEdit

_WIDE = 420


class SignPage(Card):
    """Show a text and take the secrets of those who sign it."""

    signed = Signal(dict)
    back = Signal()

    def __init__(self, say: Words) -> None:
        super().__init__(say("Read, then sign"))
        self._say = say
        self._secrets: dict[str, tuple[SecretEdit, LabelledField]] = {}
        self._text = QPlainTextEdit()
        self._text.setObjectName(f"{TOPIC}.statement")
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(say("The text that is signed"))
        self.body.addWidget(self._text, 1)
        self._people = QVBoxLayout()
        self._people.setSpacing(THEME.space.close)
        self.body.addLayout(self._people)
        foot = QHBoxLayout()
        back = QuietButton(say("Back"), "Esc", bedside=True)
        back.setObjectName(f"{TOPIC}.back")
        back.clicked.connect(self._go_back)
        self.sign_button = PrimaryButton(say("Sign"), "Alt+R")
        self.sign_button.setObjectName(f"{TOPIC}.sign")
        self.sign_button.clicked.connect(self.submit)
        foot.addWidget(back)
        foot.addStretch(1)
        foot.addWidget(self.sign_button)
        self.body.addLayout(foot)

    def ask(self, text: str, people: Sequence[Asked]) -> None:
        """Show the text from its beginning and ask for the secrets."""
        self._text.setPlainText(text)
        self._empty()
        for one in people:
            self._add(one)
        first = next(iter(self._secrets.values()), None)
        if first is not None:
            self.setFocusProxy(first[0])
            first[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Hand the secrets over once; say what is missing instead when one is."""
        missing = [(line, field) for line, field in self._secrets.values() if not line.text()]
        for _, field in missing:
            field.show_required()
        if missing:
            missing[0][0].setFocus()
            return
        self.signed.emit({person: line.take() for person, (line, _) in self._secrets.items()})

    def show_wrong_secret(self, person: str, sentence: str) -> None:
        """Say beside one person's field why the secret was refused."""
        for other, (_, field) in self._secrets.items():
            if other != person:
                field.show_message(self._say("Type this secret again as well."), "advice")
        line, field = self._secrets[person]
        field.show_message(sentence)
        line.setFocus()

    def hold_still(self, *, busy: bool) -> None:
        """Take no more while it is signed and stored."""
        self.setEnabled(not busy)
        self.sign_button.setAccessibleDescription(self._say("Being stored") if busy else "")

    def _go_back(self) -> None:
        self._empty()
        self.back.emit()

    def _add(self, one: Asked) -> None:
        line = SecretEdit()
        label = self._say("Secret of {name}, {meaning}", name=one.name, meaning=one.meaning)
        field = LabelledField(self._say, label, line, required=True)
        line.setObjectName(f"{TOPIC}.secret.{one.person}")
        field.setMaximumWidth(_WIDE)
        line.textEdited.connect(field.clear_message)
        line.returnPressed.connect(self._go_on)
        self._people.addWidget(field)
        self._secrets[one.person] = (line, field)

    def _go_on(self) -> None:
        """Go to the next secret still empty; after the last one, sign."""
        empty = next((line for line, _ in self._secrets.values() if not line.text()), None)
        if empty is None:
            self.submit()
        else:
            empty.setFocus(Qt.FocusReason.TabFocusReason)

    def _empty(self) -> None:
        for line, field in self._secrets.values():
            line.take()
            self._people.removeWidget(field)
            field.hide()
            field.deleteLater()
        self._secrets = {}
