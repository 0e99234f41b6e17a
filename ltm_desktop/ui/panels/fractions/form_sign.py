"""The last step before an entry: the very text that is signed, and each person's own secret.

Escape goes back and loses nothing; secrets leave once and their fields are emptied.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.fractions.desk import Option
from ltm_desktop.ui.panels.fractions.parts import OneOf
from ltm_desktop.ui.signing_steps import Asked
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.secret_box import SecretEdit
from ltm_desktop.ui.widgets.text import Text


class SignForm(QWidget):
    """Show a text and take the secrets of those who sign it."""

    signed = Signal(dict)
    back = Signal()
    second_chosen = Signal(str)

    def __init__(self, say: Words, action: str, key: str, *, topic: str) -> None:
        super().__init__()
        self._say = say
        self._topic = topic
        self._secrets: dict[str, tuple[SecretEdit, LabelledField]] = {}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.close)
        rows.addWidget(Text(say("Read, then sign"), "strong"))
        self._text = QPlainTextEdit()
        self._text.setObjectName(f"{topic}.statement")
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(say("The text that is signed"))
        rows.addWidget(self._text, 1)
        self.second = OneOf(say, say("Second operator"), required=True)
        self.second.box.setObjectName(f"{topic}.sign_second")
        self.second.changed.connect(self._choose_second)
        self.second.box.installEventFilter(self)
        self.second.hide()
        rows.addWidget(self.second)
        self._people = QVBoxLayout()
        self._people.setSpacing(THEME.space.close)
        rows.addLayout(self._people)
        foot = QHBoxLayout()
        foot.setSpacing(THEME.space.close)
        self.back_button = QuietButton(say("Back"), "Esc", bedside=True)
        self.back_button.setObjectName(f"{topic}.back_button")
        self.back_button.clicked.connect(self._go_back)
        self.sign_button = PrimaryButton(action, key)
        self.sign_button.setObjectName(f"{topic}.sign_button")
        self.sign_button.clicked.connect(self.submit)
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        foot.addWidget(self.sign_button)
        rows.addLayout(foot)

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

    def ask(self, text: str, people: Sequence[Asked]) -> None:
        """Show the text from its beginning and ask for the secrets."""
        self._text.setPlainText(text)
        self._empty()
        for one in people:
            self._add(one)
        self.sign_button.setEnabled(True)
        first = next(iter(self._secrets.values()), None)
        # Whoever goes down the list of people stays in it; Tab goes on to the secrets.
        if first is not None and not self.second.box.hasFocus():
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

    def _go_on(self) -> None:
        """Go to the next secret still empty; after the last one, sign."""
        empty = next((line for line, _ in self._secrets.values() if not line.text()), None)
        if empty is None:
            self.submit()
        else:
            empty.setFocus(Qt.FocusReason.TabFocusReason)

    def _go_back(self) -> None:
        self._empty()
        self.forget_second()
        self.back.emit()

    def _add(self, one: Asked) -> None:
        line = SecretEdit()
        line.setObjectName(f"{self._topic}.secret.{one.person}")
        label = self._say("Secret of {name}, {meaning}", name=one.name, meaning=one.meaning)
        field = LabelledField(self._say, label, line, required=True)
        line.textEdited.connect(field.clear_message)
        line.returnPressed.connect(self._go_on)
        self._people.addWidget(field)
        self._secrets[one.person] = (line, field)

    def _empty(self) -> None:
        for line, field in self._secrets.values():
            line.take()
            self._people.removeWidget(field)
            field.hide()
            field.deleteLater()
        self._secrets = {}
