"""A second person's name and secret, in place; the first person keeps draft and focus.

The secret is never echoed, copied or kept: it leaves once by `given` and the field is emptied.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import PrimaryButton
from ltm_desktop.ui.widgets.flow import FlowLayout
from ltm_desktop.ui.widgets.labelled_field import LabelledField, NameEdit
from ltm_desktop.ui.widgets.text import Text

_LONGEST_SECRET = 256


class SecretEdit(QLineEdit):
    """A line that shows nothing of what is typed into it."""

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(_LONGEST_SECRET)
        # Dots would tell the length, yet a person must see that keys arrive.
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )

    def take(self) -> str:
        """Return the secret and empty the field."""
        secret = self.text()
        self.setText("")
        return secret


def empty_secrets(inside: QWidget) -> None:
    """Empty every secret that was typed somewhere inside and not handed over."""
    for line in inside.findChildren(SecretEdit):
        line.clear()


class SecretBox(QFrame):
    """Ask one person to sign here; `given` carries (person id, secret)."""

    given = Signal(str, str)

    def __init__(
        self, say: Words, title: str, action: str, *, person_id: str = "", key: str = ""
    ) -> None:
        super().__init__()
        self.setObjectName("secretBox")
        self.setAccessibleName(title)
        self._say = say
        rows = QVBoxLayout(self)
        space = THEME.space
        rows.setContentsMargins(space.near, space.close, space.near, space.near)
        rows.setSpacing(space.close)
        rows.addWidget(Text(title, "bold"))
        self.person = NameEdit(say, say("User name"), required=True, longest=20)
        self.person.set_value(person_id)
        self.person.setMinimumWidth(THEME.scaled(170))
        self.secret = SecretEdit()
        self._secret_field = LabelledField(say, say("Secret"), self.secret, required=True)
        self._secret_field.setMinimumWidth(THEME.scaled(220))
        self.secret.textEdited.connect(self._secret_field.clear_message)
        fields = FlowLayout(gap=space.near, line_gap=space.close)
        fields.addWidget(self.person)
        fields.addWidget(self._secret_field)
        rows.addLayout(fields)
        self.button = PrimaryButton(action, key)
        self.button.clicked.connect(self.submit)
        rows.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.secret if person_id else self.person.line)

    def submit(self) -> None:
        """Hand the secret over once; say what is missing instead when something is."""
        if not self.person.check_filled():
            self.person.line.setFocus()
            return
        if not self.secret.text():
            self._secret_field.show_required()
            self.secret.setFocus()
            return
        self.given.emit(self.person.value(), self.secret.take())

    def show_error(self, sentence: str) -> None:
        """Show why it was refused; name kept, secret gone, focus back on the secret."""
        self.secret.take()
        self._secret_field.show_message(sentence)
        self.secret.setFocus()

    def clear(self) -> None:
        """Forget person, secret and message."""
        self.person.set_value("")
        self.secret.take()
        self._secret_field.clear_message()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Return submit this box and nothing around it."""
        if event.key() in {Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value}:
            event.accept()
            self.submit()
            return
        super().keyPressEvent(event)
