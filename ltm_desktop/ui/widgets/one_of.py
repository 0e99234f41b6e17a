"""One of a list under its label; it starts empty (T6)."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.widgets.labelled_field import LabelledField


class OneOf(LabelledField):
    """Take one of a list, or nothing."""

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

    def offer_options(self, options: Iterable[tuple[str, str]]) -> None:
        """Replace what may be chosen, by code and words; a choice that is still offered stays."""
        kept = self.value()
        self.box.blockSignals(True)
        self.box.clear()
        self.box.addItem("", "")
        for code, words in options:
            self.box.addItem(words, code)
        self.set_value(kept)
        self.box.blockSignals(False)

    def value(self) -> str:
        """Return the code, empty while nothing is chosen."""
        return str(self.box.currentData() or "")

    def set_value(self, code: str) -> None:
        """Choose one, or nothing."""
        self.box.setCurrentIndex(max(0, self.box.findData(code)))

    def check_filled(self) -> bool:
        """Say so where nothing is chosen; return whether the field may stand."""
        if self.required and not self.value():
            self.show_required()
            return False
        return True

    def _chosen(self) -> None:
        self.clear_message()
        self.changed.emit()
