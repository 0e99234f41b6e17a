"""Small parts of the panel's forms: one of a list, a few lines of text, a box to scroll in."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QPlainTextEdit, QScrollArea, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.fractions.desk import Option
from ltm_desktop.ui.widgets.labelled_field import LabelledField


class OneOf(LabelledField):
    """Take one of a list; it starts empty (T6)."""

    changed = Signal()

    def __init__(self, say: Words, label: str, *, required: bool = False) -> None:
        self.box = QComboBox()
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        super().__init__(say, label, self.box, required=required)
        self.box.addItem("", "")
        self.box.currentIndexChanged.connect(self._chosen)

    def offer_options(self, choices: Sequence[Option]) -> None:
        """Replace what may be chosen; a choice that is still offered stays."""
        kept = self.value()
        self.box.blockSignals(True)
        self.box.clear()
        self.box.addItem("", "")
        for one in choices:
            self.box.addItem(one.words, one.code)
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


class Lines(LabelledField):
    """Take a few lines of text; Tab leaves it."""

    changed = Signal()

    def __init__(
        self, say: Words, label: str, *, lines: int = 2, required: bool = False, help_text: str = ""
    ) -> None:
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(self.edit.fontMetrics().lineSpacing() * lines + 16)
        super().__init__(say, label, self.edit, required=required, help_text=help_text)
        self.edit.textChanged.connect(self._typed)

    def value(self) -> str:
        """Return the text without outer blanks."""
        return self.edit.toPlainText().strip()

    def set_value(self, text: str) -> None:
        """Fill the field."""
        self.edit.setPlainText(text)

    def check_filled(self) -> bool:
        """Say so where a required text is empty; return whether it may stand."""
        if self.required and not self.value():
            self.show_required()
            return False
        return True

    def _typed(self) -> None:
        self.clear_message()
        self.changed.emit()


def scrolling(inside: QWidget) -> QScrollArea:
    """Return a box that lets its content scroll up and down, never sideways."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inside.setObjectName("scrolled")
    area.setWidget(inside)
    return area
