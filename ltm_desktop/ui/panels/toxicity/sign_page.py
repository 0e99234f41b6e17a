"""The last step of a judgement: the very text that is signed, and the person's own secret.

Escape goes back to the form and loses nothing; the secret leaves once and its field is emptied.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.toxicity.shown import Asked
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.secret_box import SecretEdit
from ltm_desktop.ui.widgets.text import Text


class SignPage(QWidget):
    """Show a text and take the secret of the person who signs it."""

    signed = Signal(str)
    back = Signal()

    def __init__(self, say: Words, text: str, asked: Asked) -> None:
        super().__init__()
        self.setObjectName("toxicity.sign")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.close)
        rows.addWidget(Text(say("Read, then sign"), "strong"))
        self.text = QPlainTextEdit(text)
        self.text.setObjectName("toxicity.statement")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(say("The text that is signed"))
        rows.addWidget(self.text, 1)
        self.secret = SecretEdit()
        self.secret.setObjectName("toxicity.secret")
        label = say("Secret of {name}, {meaning}", name=asked.name, meaning=asked.meaning)
        self._field = LabelledField(say, label, self.secret, required=True)
        self.secret.textEdited.connect(self._field.clear_message)
        self.secret.returnPressed.connect(self.submit)
        rows.addWidget(self._field)
        foot = QHBoxLayout()
        back = QuietButton(say("Back"), "Esc", bedside=True)
        back.setObjectName("toxicity.sign_back")
        back.clicked.connect(self._go_back)
        self.button = PrimaryButton(say("Sign and record"), "Alt+S")
        self.button.setObjectName("toxicity.sign_button")
        self.button.clicked.connect(self.submit)
        foot.addWidget(back)
        foot.addStretch(1)
        foot.addWidget(self.button)
        rows.addLayout(foot)
        self.setFocusProxy(self.secret)

    def submit(self) -> None:
        """Hand the secret over once; say what is missing instead when it is."""
        if not self.secret.text():
            self._field.show_required()
            self.secret.setFocus()
            return
        self.signed.emit(self.secret.take())

    def show_wrong_secret(self, sentence: str) -> None:
        """Say why the secret was refused; the text stays."""
        self._field.show_message(sentence)
        self.secret.setFocus()

    def hold_still(self, *, busy: bool) -> None:
        """Take nothing more while it is signed and stored."""
        self.setEnabled(not busy)

    def _go_back(self) -> None:
        self.secret.take()
        self.back.emit()
