"""Fields that only the dose forms have: coded lists, ticks, notes, measured amounts, moments."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.quantities import Quantity, Unit, parse_quantity
from ltm_desktop.domain.setting_values import FieldRange
from ltm_desktop.ui.panels.dosing.plausible import Verdict, judge
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import LinkButton
from ltm_desktop.ui.widgets.choice_row import Choice
from ltm_desktop.ui.widgets.date_fields import MomentField, Now
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.quantity_field import QuantityField
from ltm_desktop.ui.widgets.text import Text, height_of

_ARROW, _WIDEST = 46, 214
"""Room of a list's frame and arrow, and the room beyond which a list no longer grows."""


class CodeField(LabelledField):
    """Take one of a short list; it starts empty and the empty line stays in the list."""

    changed = Signal()

    def __init__(
        self, say: Words, label: str, choices: Sequence[Choice] = (), *, required: bool = False
    ) -> None:
        self.box = QComboBox()
        self.box.setMinimumContentsLength(8)
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        super().__init__(say, label, self.box, required=required)
        self.offer_choices(choices)
        self.box.currentIndexChanged.connect(self._chosen)

    def offer_choices(self, choices: Sequence[Choice]) -> None:
        """Change the list; what was chosen stays chosen where it is still offered."""
        wanted = [("", ""), *((one.value, one.text) for one in choices)]
        now = [(self.box.itemData(i), self.box.itemText(i)) for i in range(self.box.count())]
        if wanted == now:
            return
        kept = self.value()
        self.box.blockSignals(True)
        self.box.clear()
        for value, text in wanted:
            self.box.addItem(text, value)
        self.box.setCurrentIndex(max(0, self.box.findData(kept)))
        self.box.blockSignals(False)
        metrics = self.box.fontMetrics()
        longest = max(metrics.horizontalAdvance(text) for _, text in wanted)
        self.box.setMinimumWidth(min(longest + _ARROW, THEME.scaled(_WIDEST)))

    def value(self) -> str:
        """Return the chosen code, empty while nothing is chosen."""
        return str(self.box.currentData() or "")

    def set_value(self, value: str) -> None:
        """Choose a code, or nothing."""
        self.box.setCurrentIndex(max(0, self.box.findData(value)))

    def _chosen(self) -> None:
        self.clear_message()
        self.changed.emit()


class TickField(QWidget):
    """A box with a sentence that wraps; clear means the plain opposite."""

    changed = Signal()

    def __init__(self, sentence: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(THEME.space.tight)
        self.box = QCheckBox()
        self.box.setAccessibleName(sentence)
        self.box.setMinimumSize(QSize(THEME.shape.target + 4, THEME.shape.target + 4))
        self.label = sentence
        text = _Clickable(sentence)
        text.clicked.connect(self.box.toggle)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1)
        self.setFocusProxy(self.box)
        self.box.toggled.connect(lambda _on: self.changed.emit())


class _Clickable(Text):
    clicked = Signal()

    def mousePressEvent(self, event: QEvent) -> None:
        self.clicked.emit()


class NoteField(LabelledField):
    """Take free text of two lines or more; Tab leaves it."""

    changed = Signal()

    def __init__(
        self, say: Words, label: str, *, lines: int = 2, required: bool = False, help_text: str = ""
    ) -> None:
        self.box = QPlainTextEdit()
        self.box.setTabChangesFocus(True)
        self.box.setFixedHeight(height_of(self.box, lines))
        super().__init__(say, label, self.box, required=required, help_text=help_text)
        self.box.textChanged.connect(self.changed)

    def value(self) -> str:
        """Return the text as typed."""
        return self.box.toPlainText()

    def set_value(self, text: str) -> None:
        """Fill the field."""
        if text != self.value():
            self.box.setPlainText(text)


class MomentNow(QWidget):
    """A moment with a button that takes the present one."""

    changed = Signal()

    def __init__(self, say: Words, label: str, now: Now, *, required: bool = True) -> None:
        super().__init__()
        self.field = MomentField(say, label, now, required=required)
        self.button = LinkButton(say("Now"))
        self.button.setAccessibleName(say("{label}: now", label=label))
        self.button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        by_key = say("In the field, the key N writes the present time.")
        self.button.setToolTip(by_key)
        self.button.setAccessibleDescription(by_key)
        self.label = label
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.field, 1)
        # Level with the field, beneath its label.
        below_label = self.field.fontMetrics().height() + 2
        self.button.setContentsMargins(0, 0, 0, 0)
        holder = QHBoxLayout()
        holder.setContentsMargins(0, below_label, 0, 0)
        holder.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(holder)
        self.setFocusProxy(self.field)
        self.button.clicked.connect(lambda: self.field.set_value(_minute(now)))
        self.field.changed.connect(self.changed)


def _minute(now: Now) -> datetime:
    return now().replace(second=0, microsecond=0)


class MeasuredField(QuantityField):
    """An amount with plausible limits: a note, two questions, or a unit slip to answer."""

    kept = Signal(str)
    """The implausible amount a person confirmed twice, as text; empty when it changed."""

    def __init__(self, say: Words, label: str, unit: Unit, *, required: bool = False) -> None:
        super().__init__(say, label, unit, parse_quantity, required=required)
        self._limits: FieldRange | None = None
        self._kept = ""

    def set_limits(self, limits: FieldRange | None) -> None:
        """Change the limits, such as when the way in changes."""
        self._limits = limits
        self._judge()

    def set_kept(self, kept: str) -> None:
        """Take over what was confirmed before, such as from a draft."""
        self._kept = kept
        self._judge()

    def _judge(self) -> None:
        super()._judge()
        amount = self.value()
        if amount is None or self.message():
            return
        finding = judge(self._limits, amount)
        if finding.verdict is Verdict.FINE or self._limits is None:
            return
        if finding.verdict is Verdict.SOFT:
            self.show_message(self._unusual(self._limits), "advice")
        elif self._kept == str(amount):
            sentence = self._say("Kept outside the plausible range; confirmed twice.")
            self.show_message(sentence, "caution")
        elif finding.meant is not None:
            self._ask_unit(amount, finding.meant)
        else:
            self._ask(amount)

    def _unusual(self, limits: FieldRange) -> str:
        say, low, high = self._say, limits.soft_low, limits.soft_high
        if low is not None and high is not None:
            return say("Outside the usual range: {low} to {high}.", low=low, high=high)
        if low is not None:
            return say("Outside the usual range: {low} or more.", low=low)
        return say("Outside the usual range: {high} or less.", high=high)

    def _ask_unit(self, amount: Quantity, meant: Quantity) -> None:
        say = self._say
        self.offer(
            say("Did you mean mmH₂O? {amount} is not plausible.", amount=amount),
            {
                say("It is {amount}", amount=meant): lambda: self.set_text(str(meant.value)),
                say("It is really {amount}", amount=amount): lambda: self._ask(amount),
            },
        )

    def _ask(self, amount: Quantity) -> None:
        say, limits = self._say, self._limits
        if limits is None:
            return
        sentence = say(
            "{amount} is outside {low} to {high}.",
            amount=amount,
            low=limits.hard_low,
            high=limits.hard_high,
        )
        self.offer(
            sentence,
            {
                say("Change it"): self.line.setFocus,
                say("It is right"): lambda: self._ask_again(amount),
            },
        )

    def _ask_again(self, amount: Quantity) -> None:
        say = self._say
        self.offer(
            say("Look once more: is it really {amount}?", amount=amount),
            {say("Change it"): self.line.setFocus, say("Yes, keep it"): lambda: self._keep(amount)},
        )

    def _keep(self, amount: Quantity) -> None:
        self._kept = str(amount)
        self._judge()
        self.kept.emit(self._kept)


class ReturnMovesOn(QObject):
    """Let Return in a secret ask for the next place; it never records."""

    returned = Signal(QObject)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Turn Return into a wish to go on."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            returns = {Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value}
            if event.key() in returns:
                self.returned.emit(watched)
                return True
        return False
