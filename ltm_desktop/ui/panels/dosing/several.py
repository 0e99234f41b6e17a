"""Several of a list, or the plain answer that there is none; nothing is chosen beforehand."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.widgets.buttons import ActionButton
from ltm_desktop.ui.widgets.choice_row import Choice
from ltm_desktop.ui.widgets.flow import FlowLayout
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.text import wear

NONE = "none"
_MOVES = {
    Qt.Key.Key_Left.value: -1,
    Qt.Key.Key_Up.value: -1,
    Qt.Key.Key_Right.value: 1,
    Qt.Key.Key_Down.value: 1,
}


class SeveralField(LabelledField):
    """Choose any of the options; the answer "none" takes the others back, and they it."""

    changed = Signal()

    def __init__(
        self, say: Words, label: str, none: str, *, name: str, required: bool = True
    ) -> None:
        self._name = name
        self._buttons: dict[str, ActionButton] = {}
        self._row = QWidget()
        self._flow = FlowLayout(self._row, gap=6, line_gap=6)
        super().__init__(say, label, self._row, required=required)
        self._add(Choice(NONE, none))

    def offer_choices(self, choices: Sequence[Choice]) -> None:
        """Add the options of the list; what was chosen stays chosen."""
        for one in choices:
            if one.value not in self._buttons:
                self._add(one)

    def value(self) -> str:
        """Return the chosen codes parted by commas, "none", or nothing while nobody answered."""
        return ",".join(code for code, button in self._buttons.items() if button.isChecked())

    def set_value(self, value: str) -> None:
        """Choose some options, or none."""
        wanted = set(value.split(","))
        for code, button in self._buttons.items():
            button.setChecked(code in wanted)
        self.clear_message()

    def button(self, code: str) -> ActionButton:
        """Return the button of one option."""
        return self._buttons[code]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move between the options by arrow keys without choosing; Space chooses."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            buttons = list(self._buttons.values())
            step = _MOVES.get(event.key())
            if step is not None:
                place = next(i for i, button in enumerate(buttons) if button is watched)
                following = buttons[(place + step) % len(buttons)]
                following.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _add(self, choice: Choice) -> None:
        button = ActionButton(choice.text, "quiet", bedside=True)
        button.setProperty("choice", True)
        button.setCheckable(True)
        button.setObjectName(f"{self._name}.{choice.value}")
        button.clicked.connect(lambda _on, code=choice.value: self._chosen(code))
        button.installEventFilter(self)
        self._buttons[choice.value] = button
        self._flow.addWidget(button)
        self._row.setFocusProxy(next(iter(self._buttons.values())))

    def _chosen(self, code: str) -> None:
        for other, button in self._buttons.items():
            if (other == NONE) is not (code == NONE):
                button.setChecked(False)
        self.clear_message()
        self.changed.emit()

    def _mark(self, tone: str) -> None:
        for button in self._buttons.values():
            wear(button, "problem", tone)
