"""A card that asks for a name and a secret; Return signs in, nothing else happens here."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import PrimaryButton
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.labelled_field import LabelledField, NameEdit
from ltm_desktop.ui.widgets.scrolling import scrolling
from ltm_desktop.ui.widgets.secret_box import SecretEdit
from ltm_desktop.ui.widgets.text import Text

CARD_WIDTH = 440


class CredentialsCard(Card):
    """Ask for a user name and a secret; `submitted` carries both once."""

    submitted = Signal(str, str)

    def __init__(
        self, say: Words, heading: str, action: str, *, topic: str, person: str = ""
    ) -> None:
        super().__init__()
        self._say = say
        self.presenter: object | None = None
        """Kept alive by its view: a connection does not hold a plain object."""
        self._waited = 0
        self.setFixedWidth(THEME.scaled(CARD_WIDTH))
        self.setAccessibleName(heading)
        space = THEME.space
        self.body.setContentsMargins(space.wide, space.wide, space.wide, space.wide)
        self.body.setSpacing(space.near)
        self.body.addWidget(Text(heading, "heading"))
        self.person = NameEdit(say, say("User name"), required=True, longest=20)
        self.person.line.setObjectName(f"{topic}.person")
        self.person.set_value(person)
        self.secret = SecretEdit()
        self.secret.setObjectName(f"{topic}.secret")
        self._secret_field = LabelledField(say, say("Secret"), self.secret, required=True)
        self.secret.textEdited.connect(self._clear)
        self.button = PrimaryButton(action)
        self.button.setObjectName(f"{topic}.button")
        self.button.clicked.connect(self.submit)
        for widget in (self.person, self._secret_field, self.button):
            self.body.addWidget(widget)
        self._countdown = QTimer(self)
        self._countdown.timeout.connect(self._count_down)
        self._focus_first()

    def ask_person(self, *, asked: bool) -> None:
        """Show or hide the user name, where it is known who unlocks."""
        self.person.setVisible(asked)
        self._focus_first()

    def submit(self) -> None:
        """Hand name and secret over once; say what is missing instead when something is."""
        if not self.button.isEnabled():
            return
        if not self.person.isHidden() and not self.person.check_filled():
            self.person.line.setFocus()
        elif not self.secret.text():
            self._secret_field.show_required()
            self.secret.setFocus()
        else:
            self.submitted.emit(self.person.value(), self.secret.take())

    def show_busy(self, busy: bool) -> None:
        """Hold still while the secret is being tried; one field keeps the focus."""
        if busy:
            self._secret_field.show_message(self._say("Checking your secret…"), "advice")
        self.person.setEnabled(not busy)
        self.secret.setReadOnly(busy)
        self.button.setEnabled(not busy)

    def show_problem(self, sentence: str) -> None:
        """Say why it was refused; the name stays, the secret is gone."""
        self.secret.take()
        self._secret_field.show_message(sentence)
        self.secret.setFocus()

    def show_wait(self, seconds: int) -> None:
        """Count down until this account may try again; another account may try at once."""
        self._waited = seconds
        self.secret.take()
        self._countdown.start(1000)
        self._show_left()

    def message(self) -> str:
        """Return the sentence shown beneath the secret."""
        return self._secret_field.message()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Return submit this card and nothing around it."""
        if event.key() in {Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value}:
            event.accept()
            self.submit()
            return
        super().keyPressEvent(event)

    def _count_down(self) -> None:
        self._waited -= 1
        if self._waited > 0:
            self._show_left()
            return
        self._clear()
        self.secret.setFocus()

    def _show_left(self) -> None:
        self._secret_field.show_message(
            self._say.many(
                "Too many wrong secrets. This user name may try again in {count} second.",
                "Too many wrong secrets. This user name may try again in {count} seconds.",
                self._waited,
            ),
            "caution",
        )

    def _clear(self) -> None:
        self._countdown.stop()
        self._secret_field.clear_message()

    def _focus_first(self) -> None:
        known = bool(self.person.value()) or self.person.isHidden()
        self.setFocusProxy(self.secret if known else self.person.line)


def centred(*widgets: QWidget) -> QWidget:
    """Stand widgets in the middle of a page, one beneath another; a low window scrolls them."""
    page, inside = QWidget(), QWidget()
    page.setObjectName("page")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    rows = QVBoxLayout(inside)
    rows.setSpacing(THEME.space.near)
    rows.addStretch(1)
    for widget in widgets:
        widget.setMaximumWidth(THEME.scaled(CARD_WIDTH))
        # Not by an alignment: under one, a sentence of two lines gets the height of one.
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(widget)
        row.addStretch(1)
        rows.addLayout(row)
    rows.addStretch(2)
    # not squeezed: large letters would leave a field no room to show what is typed
    whole.addWidget(scrolling(inside))
    return page
