"""A row of choices of which one is meant; it starts empty, because a default is a guess (T6)."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.widgets.buttons import ActionButton
from ltm_desktop.ui.widgets.flow import FlowLayout
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.text import wear

_BACK = (Qt.Key.Key_Left.value, Qt.Key.Key_Up.value)
_FORWARD = (Qt.Key.Key_Right.value, Qt.Key.Key_Down.value)


@dataclass(frozen=True, slots=True)
class Choice:
    """One option: its code, its words, and the key that chooses it."""

    value: str
    text: str
    key: str = ""


class ChoiceRow(LabelledField):
    """Offer few options side by side; `changed` fires when another one is chosen."""

    changed = Signal()

    def __init__(
        self,
        say: Words,
        label: str,
        choices: Sequence[Choice],
        *,
        required: bool = False,
        help_text: str = "",
        bedside: bool = False,
    ) -> None:
        self._group = QButtonGroup()
        self._buttons: dict[str, ActionButton] = {}
        self._keys = {choice.value: choice.key for choice in choices}
        row = QWidget()
        layout = FlowLayout(row, gap=6, line_gap=6)
        for choice in choices:
            layout.addWidget(self._make(choice, bedside=bedside))
        super().__init__(say, label, row, required=required, help_text=help_text)
        for code, button in self._buttons.items():
            button.installEventFilter(self)
            # the label of the row is not met on the way to a button
            button.setAccessibleDescription(say.apart(self._accessible_name(), self._keys[code]))
        first = next(iter(self._buttons.values()), None)
        if first is not None:
            row.setFocusProxy(first)
        self._group.buttonClicked.connect(self._clicked)

    def value(self) -> str | None:
        """Return the code of the chosen option, or None while nothing is chosen."""
        return next((code for code, button in self._buttons.items() if button.isChecked()), None)

    def set_value(self, value: str | None) -> None:
        """Choose an option, or none."""
        self._group.setExclusive(False)
        for code, button in self._buttons.items():
            button.setChecked(code == value)
        self._group.setExclusive(True)
        self.clear_message()
        self.changed.emit()

    def button(self, value: str) -> ActionButton:
        """Return the button of one option."""
        return self._buttons[value]

    def check_filled(self) -> bool:
        """Say so where nothing is chosen; return whether the field may stand."""
        if self.required and self.value() is None:
            self.show_message(self._say("{label}: choose one.", label=self.label))
            return False
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move between the options by arrow keys without choosing; Space chooses."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._move(watched, event.key())
        return super().eventFilter(watched, event)

    def _move(self, watched: QObject, key: int) -> bool:
        if key not in _BACK + _FORWARD:
            return False
        buttons = list(self._buttons.values())
        place = next(i for i, button in enumerate(buttons) if button is watched)
        step = 1 if key in _FORWARD else -1
        buttons[(place + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _make(self, choice: Choice, *, bedside: bool) -> ActionButton:
        button = ActionButton(choice.text, "quiet", choice.key, bedside=bedside)
        button.setProperty("choice", True)
        button.setCheckable(True)
        self._group.addButton(button)
        self._buttons[choice.value] = button
        return button

    def _clicked(self, button: QAbstractButton) -> None:
        self.clear_message()
        self.changed.emit()

    def _mark(self, tone: str) -> None:
        for button in self._buttons.values():
            wear(button, "problem", tone)
