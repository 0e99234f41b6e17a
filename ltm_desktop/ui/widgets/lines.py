"""A few lines of one's own words under their label; Tab leaves them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.text import height_of


class Lines(LabelledField):
    """Take lines of text in a field of their height, or in one that grows with the page."""

    changed = Signal()

    def __init__(
        self,
        say: Words,
        label: str,
        *,
        lines: int = 2,
        grows: bool = False,
        required: bool = False,
        help_text: str = "",
    ) -> None:
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        super().__init__(say, label, self.edit, required=required, help_text=help_text)
        self._make_high(height_of(self.edit, lines), grows=grows)
        self.edit.textChanged.connect(self._typed)

    def text(self) -> str:
        """Return the text as it stands, such as for a draft."""
        return self.edit.toPlainText()

    def value(self) -> str:
        """Return the text without outer blanks."""
        return self.text().strip()

    def set_value(self, text: str) -> None:
        """Fill the field."""
        self.edit.setPlainText(text)

    def check_filled(self) -> bool:
        """Say so where a required text is empty; return whether it may stand."""
        if self.required and not self.value():
            self.show_required()
            return False
        return True

    def _make_high(self, height: int, *, grows: bool) -> None:
        if not grows:
            self.edit.setFixedHeight(height)
            return
        self.edit.setMinimumHeight(height)
        rows = self.layout()
        if isinstance(rows, QVBoxLayout):
            rows.setStretchFactor(self.edit, 1)

    def _typed(self) -> None:
        self.clear_message()
        self.changed.emit()
