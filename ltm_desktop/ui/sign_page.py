"""The last step before an entry: the very text that is signed, and each person's own secret.

Escape goes back and loses nothing; secrets leave once and their fields are emptied.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.signing_steps import Asked
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.reading_text import ReadingText
from ltm_desktop.ui.widgets.secret_box import SecretEdit
from ltm_desktop.ui.widgets.text import Text

_UNBOUNDED = 16_777_215
"""Qt's own word for no width at all."""


class SignPage(QWidget):
    """Show a text and take the secrets of those who sign it."""

    signed = Signal(dict)
    """Each person's secret."""
    back = Signal()

    def __init__(
        self, say: Words, topic: str, *, action: str, key: str, widest: int = _UNBOUNDED
    ) -> None:
        super().__init__()
        title = say("Read, then sign")
        self.setAccessibleName(title)
        self._say = say
        self._topic = topic
        self._widest = widest
        self._secrets: dict[str, tuple[SecretEdit, LabelledField]] = {}
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(THEME.space.close)
        self._rows.addWidget(Text(title, "strong"))
        self._about = Text("", "bold")
        self._about.hide()
        self._rows.addWidget(self._about)
        self._rows.addWidget(self._make_text(), 1)
        self._people = QVBoxLayout()
        self._people.setSpacing(THEME.space.close)
        self._rows.addLayout(self._people)
        self._rows.addLayout(self._make_foot(action, key))

    def ask(self, text: str, people: Sequence[Asked]) -> None:
        """Show the text from its beginning and ask for the secrets."""
        self._text.setPlainText(text)
        self._empty()
        about = next((one.about for one in people if one.about), "")
        self._about.setText(about)
        self._about.setVisible(bool(about))
        for one in people:
            self._add(one)
        self.sign_button.setEnabled(True)
        first = next(iter(self._secrets.values()), None)
        if first is not None:
            self.setFocusProxy(first[0])
            self._go_to_secrets(first[0])

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

    def _make_text(self) -> ReadingText:
        self._text = ReadingText(f"{self._topic}.statement", self._say("The text that is signed"))
        return self._text

    def _make_foot(self, action: str, key: str) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(THEME.space.close)
        self.back_button = QuietButton(self._say("Back"), "Esc", bedside=True)
        self.back_button.setObjectName(f"{self._topic}.back_button")
        self.back_button.clicked.connect(self._go_back)
        self.sign_button = PrimaryButton(action, key)
        self.sign_button.setObjectName(f"{self._topic}.sign_button")
        self.sign_button.clicked.connect(self.submit)
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        foot.addWidget(self.sign_button)
        return foot

    def _go_to_secrets(self, first: SecretEdit) -> None:
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self) -> None:
        """Go to the next secret still empty; after the last one, sign."""
        empty = next((line for line, _ in self._secrets.values() if not line.text()), None)
        if empty is None:
            self.submit()
        else:
            empty.setFocus(Qt.FocusReason.TabFocusReason)

    def _go_back(self) -> None:
        self._empty()
        self.back.emit()

    def _label_of(self, one: Asked) -> str:
        return self._say("Secret of {name}, {meaning}", name=one.name, meaning=one.meaning)

    def _add(self, one: Asked) -> None:
        line = SecretEdit()
        line.setObjectName(f"{self._topic}.secret.{one.person}")
        field = LabelledField(self._say, self._label_of(one), line, required=True)
        field.setMaximumWidth(self._widest)
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
