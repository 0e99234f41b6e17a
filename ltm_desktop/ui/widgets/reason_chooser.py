"""A column of reasons with free text after "other"; it starts empty.

Source: nhs-cui CNA-1770 to -1910: about nine at most, one order everywhere.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.widgets.choice_row import Choice
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.text import height_of


class ReasonChooser(LabelledField):
    """Take one reason, in own words where it is "other"; `changed` fires on every change."""

    changed = Signal()

    def __init__(
        self,
        say: Words,
        label: str,
        reasons: Sequence[Choice],
        *,
        other: str = "other",
        required: bool = True,
        help_text: str = "",
    ) -> None:
        self._other = other
        self._group = QButtonGroup()
        self._radios: dict[str, QRadioButton] = {}
        column = QWidget()
        rows = QVBoxLayout(column)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for reason in reasons:
            rows.addWidget(self._make(reason))
        self.own_words = QPlainTextEdit()
        self.own_words.setAccessibleName(say("The reason in your own words"))
        self.own_words.setPlaceholderText(say("The reason in your own words"))
        self.own_words.setTabChangesFocus(True)
        self.own_words.setFixedHeight(height_of(self.own_words, 3))
        self.own_words.hide()
        rows.addWidget(self.own_words)
        super().__init__(say, label, column, required=required, help_text=help_text)
        for radio in self._radios.values():
            radio.setAccessibleDescription(self._accessible_name())
        first = next(iter(self._radios.values()), None)
        if first is not None:
            column.setFocusProxy(first)
        self._group.buttonClicked.connect(self._clicked)
        self.own_words.textChanged.connect(self._worded)

    def value(self) -> tuple[str, str] | None:
        """Return (code, own words), or None while nothing stands; words only with "other"."""
        code, words = self.begun()
        if not code or (code == self._other and not words):
            return None
        return code, words

    def begun(self) -> tuple[str, str]:
        """Return the code chosen and the own words so far, also while they are not enough."""
        code = next((code for code, radio in self._radios.items() if radio.isChecked()), "")
        return code, self.own_words.toPlainText().strip() if code == self._other else ""

    def set_value(self, value: tuple[str, str] | None) -> None:
        """Choose a reason with its words, or none."""
        code, words = value or ("", "")
        self._group.setExclusive(False)
        for reason, radio in self._radios.items():
            radio.setChecked(reason == code)
        self._group.setExclusive(True)
        self.own_words.setPlainText(words)
        self.own_words.setVisible(code == self._other)
        self.clear_message()
        self.changed.emit()

    def check_filled(self) -> bool:
        """Say so where no reason stands; return whether the field may stand."""
        if self.value() is not None or not self.required:
            return True
        say = self._say
        missing_words = self._group.checkedButton() is not None
        self.show_message(
            say("Write the reason in your own words.") if missing_words else say("Choose a reason.")
        )
        return False

    def _make(self, reason: Choice) -> QRadioButton:
        radio = QRadioButton(reason.text.replace("&", "&&"))
        radio.setAccessibleName(reason.text)
        self._group.addButton(radio)
        self._radios[reason.value] = radio
        return radio

    def _clicked(self, button: QAbstractButton) -> None:
        other = self._radios.get(self._other)
        self.own_words.setVisible(other is button)
        if other is button:
            self.own_words.setFocus()
        self.clear_message()
        self.changed.emit()

    def _worded(self) -> None:
        self.clear_message()
        self.changed.emit()
