"""The form in which a physician passes rules, in the column beside the page; never a window.

The nurse's page stays as it is and where it is: the focus goes back to it when the form closes.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.evidence import RuleEvidence, evidence_of
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.ui.panels.dosing.layout import Block, empty
from ltm_desktop.ui.panels.dosing.overriding import Overridable, TypedOverride, passable
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.reason_chooser import ReasonChooser
from ltm_desktop.ui.widgets.secret_box import SecretEdit
from ltm_desktop.ui.widgets.text import Text, unbroken


class OverridePart(QWidget):
    """Offer an override where a physician may pass something; `changed` carries the form."""

    changed = Signal(object)
    """A TypedOverride, or None while something is missing."""
    signed = Signal(str)

    def __init__(self, say: Words) -> None:
        super().__init__()
        self._say = say
        self._item = ItemCode("")
        self._standing = Overridable()
        self._page: tuple[Alert, ...] = ()
        self._shown: tuple[Alert, ...] = ()
        self._card: OverrideCard | None = None
        self._before: QWidget | None = None
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, THEME.space.close)
        self._words = Text("", "bold", tone="caution")
        self.button = QuietButton(say("Override…"), "Alt+E", bedside=True)
        self.button.setObjectName("dosing.override")
        self.button.clicked.connect(self.open)
        self._rows.addWidget(self._words)
        self._rows.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_rules(self, item: ItemCode, standing: Overridable) -> None:
        """Show what may be passed of a dose before anything is typed on its page."""
        if item != self._item:
            self._item, self._page = item, ()
            self._close()
        self._standing = standing
        self._renew()

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Take what the page was refused for; what may be passed of it is offered as well."""
        self._page = tuple(alerts)
        self._renew()

    def open(self) -> None:
        """Open the form beside the page."""
        if self._card is not None:
            return
        self._before = QApplication.focusWidget()
        self._card = OverrideCard(self._say, self._shown, self._standing)
        self._card.changed.connect(self._read)
        self._card.signed.connect(self.signed)
        self._card.closed.connect(self._leave)
        self._rows.addWidget(self._card)
        self._show_offer()
        self._card.setFocus()

    def show_preview(self, text: str) -> None:
        """Show the exact text that is signed, nothing for an empty one."""
        if self._card is not None:
            self._card.show_preview(text)

    def show_against(self, alerts: Sequence[Alert]) -> None:
        """Show what stands against the override."""
        if self._card is not None:
            self._card.against.show_alerts(alerts)

    def show_wrong_secret(self, sentence: str) -> None:
        """Say beside the secret why it was refused."""
        if self._card is not None:
            self._card.show_wrong(sentence)

    def show_busy(self, *, busy: bool) -> None:
        """Hold still while it is being written."""
        if self._card is not None:
            self._card.setEnabled(not busy)

    def show_done(self) -> None:
        """Close the form; the person is back where they were."""
        self._leave()

    def _renew(self) -> None:
        shown = passable((*self._standing.rules, *self._page))
        changed = shown != self._shown
        self._shown = shown
        if changed and self._card is not None:
            # other findings than those on the form: what was chosen is no longer what stands
            self._leave()
        self._show_offer()

    def _show_offer(self) -> None:
        count, opened = len(self._shown), self._card is not None
        self._words.setText(
            self._say.many(
                "{count} finding needs a physician's decision",
                "{count} findings need a physician's decision",
                count,
            )
        )
        self.button.setVisible(not opened)
        self.setVisible(bool(count) or opened)

    def _read(self) -> None:
        if self._card is not None:
            self.changed.emit(self._card.typed(self._item))

    def _leave(self) -> None:
        before = self._before
        self._close()
        self._show_offer()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        card, self._card, self._before = self._card, None, None
        if card is not None:
            card.forget()
            self._rows.removeWidget(card)
            card.hide()
            card.deleteLater()
            self.changed.emit(None)


class OverrideCard(Block):
    """What is passed, why, by whom; then the text and the physician's secret."""

    changed = Signal()
    signed = Signal(str)
    closed = Signal()

    def __init__(self, say: Words, rules: Sequence[Alert], standing: Overridable) -> None:
        super().__init__(say("Physician's override"))
        self._say = say
        self._ticks: dict[QCheckBox, RuleEvidence] = {}
        for alert in rules:
            self._add_rule(alert, only=len(rules) == 1)
        reasons = [Choice(code, words) for code, words in standing.reasons]
        self._reason = ReasonChooser(say, say("Reason"), reasons)
        people = [Choice(person, name) for person, name in standing.physicians]
        self._physician = ChoiceRow(say, say("Physician"), people, required=True)
        self.body.addWidget(self._reason)
        self.body.addWidget(self._physician)
        self.against = AlertList(say)
        self.body.addWidget(self.against)
        self._preview = QVBoxLayout()
        self.body.addLayout(self._preview)
        self._secret = SecretEdit()
        self._secret.setObjectName("dosing.override.secret")
        self._secret.returnPressed.connect(self._sign)
        self._secret_field = LabelledField(
            say, say("Secret of the physician"), self._secret, required=True
        )
        self._secret.textEdited.connect(self._secret_field.clear_message)
        self._button = PrimaryButton(say("Sign the override"))
        self._button.setObjectName("dosing.override.sign")
        self._button.clicked.connect(self._sign)
        close = QuietButton(say("Close without override"), bedside=True)
        close.setObjectName("dosing.override.close")
        close.clicked.connect(self.closed)
        for widget in (self._secret_field, self._button, close):
            self.body.addWidget(widget)
        self._reason.changed.connect(self.changed)
        self._physician.changed.connect(self.changed)
        self.show_preview("")
        self.setFocusProxy(next(iter(self._ticks), self._reason))

    def typed(self, item: ItemCode) -> TypedOverride | None:
        """Return the form as it stands, None while something is missing."""
        rules = tuple(found for tick, found in self._ticks.items() if tick.isChecked())
        reason, physician = self._reason.value(), self._physician.value()
        if not rules or reason is None or physician is None:
            return None
        return TypedOverride(item, physician, rules, *reason)

    def show_preview(self, text: str) -> None:
        """Show the exact text; the secret is asked for only below it."""
        empty(self._preview)
        if text:
            self._preview.addWidget(Text(self._say("Read what is signed"), "label"))
            self._preview.addWidget(Text(text, "small"))
        self._secret_field.setVisible(bool(text))
        self._button.setVisible(bool(text))

    def show_wrong(self, sentence: str) -> None:
        """Say beside the secret why it was refused, and stand there."""
        self._secret_field.show_message(sentence)
        self._secret.setFocus()

    def forget(self) -> None:
        """Empty the secret."""
        self._secret.take()

    def _add_rule(self, alert: Alert, *, only: bool) -> None:
        say = self._say
        name = say.begin(say.term(f"breach.{alert.code}"))
        # the name stands beside its tick, where it can wrap
        tick = QCheckBox()
        tick.setAccessibleName(name)
        tick.setAccessibleDescription(say.alert(alert))
        # one finding is what the form was opened for; of several each is chosen
        tick.setChecked(only)
        tick.toggled.connect(self.changed)
        self._ticks[tick] = evidence_of(alert)
        row = QHBoxLayout()
        row.addWidget(tick, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Text(name, "bold"), 1)
        self.body.addLayout(row)
        self.body.addWidget(Text(unbroken(say.alert(alert)), "small"))

    def _sign(self) -> None:
        if self._secret_field.isHidden():
            return
        if not self._secret.text():
            self._secret_field.show_required()
            return
        self.signed.emit(self._secret.take())
