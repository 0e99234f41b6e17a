"""Fields of this panel beside the house's own: one of a list, and a few lines of text."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QVBoxLayout

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.serious.shown import Option
from ltm_desktop.ui.widgets.labelled_field import LabelledField


class OneOf(LabelledField):
    """Take one of a list; it starts empty (T6)."""

    changed = Signal()

    def __init__(
        self, say: Words, label: str, *, required: bool = False, help_text: str = ""
    ) -> None:
        self.box = QComboBox()
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        super().__init__(say, label, self.box, required=required, help_text=help_text)
        self.box.addItem("", "")
        self.box.currentIndexChanged.connect(self._chosen)

    def offer_options(self, options: Sequence[Option]) -> None:
        """Replace what may be chosen; a choice that is still offered stays."""
        kept = self.text()
        self.box.blockSignals(True)
        self.box.clear()
        self.box.addItem("", "")
        for code, words in options:
            self.box.addItem(words, code)
        self.box.setCurrentIndex(max(0, self.box.findData(kept)))
        self.box.blockSignals(False)

    def text(self) -> str:
        """Return the code, empty while nothing is chosen."""
        return str(self.box.currentData() or "")

    def set_text(self, code: str) -> None:
        """Choose one, or nothing."""
        self.box.setCurrentIndex(max(0, self.box.findData(code)))

    def check_filled(self) -> bool:
        """Say so where nothing is chosen; return whether the field may stand."""
        if self.required and not self.text():
            self.show_required()
            return False
        return True

    def _chosen(self) -> None:
        self.clear_message()
        self.changed.emit()


class Lines(LabelledField):
    """Take lines of text; Tab leaves it."""

    changed = Signal()

    def __init__(
        self, say: Words, label: str, *, lines: int, required: bool = False, help_text: str = ""
    ) -> None:
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.setMinimumHeight(self.edit.fontMetrics().lineSpacing() * lines + 16)
        super().__init__(say, label, self.edit, required=required, help_text=help_text)
        rows = self.layout()
        if isinstance(rows, QVBoxLayout):
            rows.setStretchFactor(self.edit, 1)
        self.edit.textChanged.connect(self._typed)

    def text(self) -> str:
        """Return the text as typed."""
        return self.edit.toPlainText()

    def set_text(self, text: str) -> None:
        """Fill the field."""
        self.edit.setPlainText(text)

    def check_filled(self) -> bool:
        """Say so where a required text is empty; return whether it may stand."""
        if self.required and not self.text().strip():
            self.show_required()
            return False
        return True

    def _typed(self) -> None:
        self.clear_message()
        self.changed.emit()
