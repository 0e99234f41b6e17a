"""The page of a first sign-in or a forgotten secret: the holder at the left, two others beside."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ltm_desktop.app.wording.telling.certifying import accountability
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.certifying import KeyReason
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.panels.signin.first_key import FirstKeyPresenter, Give, TypedKey
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import LinkButton, PrimaryButton
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.choice_row import Choice
from ltm_desktop.ui.widgets.labelled_field import LabelledField, NameEdit
from ltm_desktop.ui.widgets.new_secret import NewSecret
from ltm_desktop.ui.widgets.reason_chooser import ReasonChooser
from ltm_desktop.ui.widgets.saved_line import Notice
from ltm_desktop.ui.widgets.secret_box import SecretEdit
from ltm_desktop.ui.widgets.text import Text

WIDTH = 1040


class FirstKeyPage(QWidget):
    """Ask three people at one screen; `submitted` carries what was typed, once."""

    submitted = Signal(object)
    left = Signal()

    def __init__(self, say: Words) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(say("First sign-in or forgotten secret"))
        self._say = say
        self.presenter: object | None = None
        """Kept alive by its view: a connection does not hold a plain object."""
        inner = QWidget()
        inner.setObjectName("scrolled")
        self._rows = rows = QVBoxLayout(inner)
        space = THEME.space
        rows.setContentsMargins(space.wide, space.wide, space.wide, space.wide)
        rows.setSpacing(space.near)
        self.back = LinkButton(say("Back to sign-in"))
        self.back.setObjectName("first_key.back")
        self.back.clicked.connect(self.left)
        head = QHBoxLayout()
        head.addWidget(Text(say("First sign-in or forgotten secret"), "title", wrap=False))
        head.addStretch(1)
        head.addWidget(self.back)
        rows.addLayout(head)
        rows.addWidget(
            Text(
                say(
                    "Three people stand here: who gets the key, who issues it, and a witness. "
                    "Each types only their own secret."
                ),
                "muted",
            )
        )
        self._alerts = AlertList(say)
        rows.addWidget(self._alerts)
        columns = QHBoxLayout()
        columns.setSpacing(space.normal)
        columns.addWidget(self._make_holder(), 1, Qt.AlignmentFlag.AlignTop)
        columns.addWidget(self._make_others(), 1, Qt.AlignmentFlag.AlignTop)
        rows.addLayout(columns)
        rows.addStretch(1)
        self._frame(inner)
        self._show_recovery()
        self.setFocusProxy(self.reason)

    def typed(self) -> TypedKey:
        """Return what was typed; every secret leaves its field with it."""
        reason = self.reason.value()
        return TypedKey(
            reason=KeyReason(reason[0]) if reason else None,
            user_id=self.user_id.value(),
            secret=self.secret.take(),
            issuer=self.issuer.value(),
            issuer_secret=self.issuer_secret.take(),
            witness=self.witness.value(),
            witness_secret=self.witness_secret.take(),
            recovery_key=self.recovery.take(),
            acknowledged=self.acknowledged.isChecked(),
        )

    def submit(self) -> None:
        """Hand the page over once; a new secret that differs is told first."""
        if self.secret.check_filled():
            self.submitted.emit(self.typed())

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that stands against it, together; names stay, secrets are gone."""
        self._alerts.show_alerts(alerts)
        if alerts:
            self._area.ensureWidgetVisible(self._alerts)

    def show_busy(self, busy: bool) -> None:
        """Hold still while the key is made."""
        for card in (self._holder, self._others):
            card.setEnabled(not busy)

    def show_done(self, sentence: str) -> None:
        """Say that the key stands and lead back to the sign-in."""
        for card in (self._holder, self._others):
            card.hide()
        self._rows.insertWidget(2, Notice(self._say, sentence))
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _frame(self, inner: QWidget) -> None:
        inner.setMaximumWidth(THEME.scaled(WIDTH))
        self._area = QScrollArea()
        self._area.setAccessibleName(self._say("This page; arrow keys scroll it"))
        self._area.setWidgetResizable(True)
        holder = QWidget()
        holder.setObjectName("scrolled")
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(inner, 100)
        row.addStretch(1)
        self._area.setWidget(holder)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)

    def _make_holder(self) -> QWidget:
        say = self._say
        self._holder = card = Card(say("Who gets the key"))
        self.reason = ReasonChooser(
            say,
            say("Why"),
            [Choice(one.value, say.begin(say.term(one))) for one in KeyReason],
            other="",
        )
        self.reason.changed.connect(self._show_recovery)
        self.user_id = self._name(say("User name"), "user_id")
        self.secret = NewSecret(say, say("New secret"), topic="first_key.own")
        for widget in (self.reason, self.user_id, self.secret):
            card.body.addWidget(widget)
        card.body.addWidget(Text(say("What my signature means"), "label"))
        for sentence in accountability(say):
            card.body.addWidget(Text(f"– {sentence}"))
        words = say("I have read this and answer for what I sign.")
        self.acknowledged = QCheckBox(words)
        self.acknowledged.setObjectName("first_key.acknowledged")
        self.acknowledged.setAccessibleName(words)
        card.body.addWidget(self.acknowledged)
        return card

    def _make_others(self) -> QWidget:
        say = self._say
        self._others = QWidget()
        rows = QVBoxLayout(self._others)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.normal)
        issuing = Card(say("Who issues the key"))
        self._issuer_note = Text("", "small", tone="muted")
        issuing.body.addWidget(self._issuer_note)
        self.issuer = self._name(say("User name"), "issuer")
        issuing.body.addWidget(self.issuer)
        self.issuer_secret = self._secret(issuing, say("Secret"), "issuer_secret")
        self.recovery = SecretEdit()
        self.recovery.setObjectName("first_key.recovery")
        self._recovery_field = LabelledField(
            say, say("Recovery key from the recovery sheet"), self.recovery, required=True
        )
        issuing.body.addWidget(self._recovery_field)
        witnessing = Card(say("Witness"))
        note = say(
            "Somebody of this site who is neither of the two. Leave it empty only while nobody "
            "but the founder has signed in."
        )
        witnessing.body.addWidget(Text(note, "small", tone="muted"))
        self.witness = self._name(say("User name of the witness"), "witness", required=False)
        witnessing.body.addWidget(self.witness)
        self.witness_secret = self._secret(
            witnessing, say("Secret of the witness"), "witness_secret", required=False
        )
        self.button = PrimaryButton(say("Make the key"), "Alt+M")
        self.button.setObjectName("first_key.button")
        self.button.clicked.connect(self.submit)
        for card in (issuing, witnessing):
            rows.addWidget(card)
        rows.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)
        return self._others

    def _name(self, label: str, name: str, *, required: bool = True) -> NameEdit:
        field = NameEdit(self._say, label, required=required, longest=20)
        field.line.setObjectName(f"first_key.{name}")
        return field

    def _secret(self, card: Card, label: str, name: str, *, required: bool = True) -> SecretEdit:
        line = SecretEdit()
        line.setObjectName(f"first_key.{name}")
        card.body.addWidget(LabelledField(self._say, label, line, required=required))
        return line

    def _show_recovery(self) -> None:
        say, chosen = self._say, self.reason.value()
        recovers = chosen is not None and chosen[0] == KeyReason.RECOVERED
        self._recovery_field.setVisible(recovers)
        self._issuer_note.setText(
            say("Any colleague who can sign, with the recovery sheet from the safe.")
            if recovers
            else say("A site administrator.")
        )


def build(give: Give, say: Words, *, left: Callable[[], None]) -> QWidget:
    """Return the page; `left` is called on the way back to the sign-in."""
    page = FirstKeyPage(say)
    presenter = FirstKeyPresenter(give, page, Background(page).run, say)
    page.presenter = presenter
    page.submitted.connect(presenter.submit)
    page.left.connect(left)
    return page
