"""The form for a new secret of one's own, wired over one open desk."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.panels.site.own_secret import OwnSecretPresenter, TypedSecret
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import PrimaryButton
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.saved_line import Notice
from ltm_desktop.ui.widgets.secret_box import SecretEdit
from ltm_desktop.ui.widgets.text import Text

_WIDEST = 620


class OwnSecretView(QWidget):
    """Three secrets and a button; every secret leaves its field when it is handed over."""

    given = Signal(object)

    def __init__(self, say: Words) -> None:
        super().__init__()
        self.presenter: object = None
        """Kept alive by its view: a connection does not hold a plain object."""
        self._say = say
        self._notice: Notice | None = None
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, THEME.space.close, 0, 0)
        self._card = Card(say("A new secret for your own key"))
        self._card.setMaximumWidth(THEME.scaled(_WIDEST))
        self._body = self._card.body
        self._body.addWidget(
            Text(
                say(
                    "Your key stays the same, and so does everything you signed. Did you forget "
                    "the secret, or may somebody know it? Then ask an administrator for a new key."
                ),
                "small",
            )
        )
        self.old = self._secret(say("Your secret until now"), "old")
        self.new = self._secret(say("New secret, at least eight characters"), "new")
        self.again = self._secret(say("New secret once more"), "again")
        self._alerts = AlertList(say)
        self._body.addWidget(self._alerts)
        self.button = PrimaryButton(say("Change my secret"), "Alt+E")
        self.button.setObjectName("site.own_secret.button")
        self.button.clicked.connect(self._hand_over)
        self._body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)
        rows.addWidget(self._card)
        rows.addStretch(1)
        self.setFocusProxy(self.old)

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show everything that stands against it, together."""
        self._drop_notice()
        self._alerts.show_alerts(alerts)
        if alerts:
            self.old.setFocus()

    def show_busy(self, busy: bool) -> None:
        """Hold still while the keys are wrapped."""
        self._card.setEnabled(not busy)

    def show_done(self, sentence: str) -> None:
        """Say that the new secret holds."""
        self._drop_notice()
        self._notice = Notice(self._say, sentence)
        self._body.addWidget(self._notice)

    def hideEvent(self, event: object) -> None:
        """Keep no secret in a form nobody looks at."""
        for line in (self.old, self.new, self.again):
            line.take()

    def _hand_over(self) -> None:
        self.given.emit(TypedSecret(self.old.take(), self.new.take(), self.again.take()))

    def _secret(self, label: str, name: str) -> SecretEdit:
        line = SecretEdit()
        line.setObjectName(f"site.own_secret.{name}")
        self._body.addWidget(LabelledField(self._say, label, line, required=True))
        return line

    def _drop_notice(self) -> None:
        notice, self._notice = self._notice, None
        if notice is not None:
            self._body.removeWidget(notice)
            notice.hide()
            notice.deleteLater()


def build(context: Context) -> QWidget:
    """Return the form; it concerns no patient."""
    view = OwnSecretView(context.say)
    change = context.desk.access.change_secret
    presenter = OwnSecretPresenter(change, view, Background(view).run, context.say)
    view.presenter = presenter
    view.given.connect(presenter.change)
    return view
