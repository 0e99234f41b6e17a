"""Several things to tick under one label, each with words that wrap; nothing is ticked before."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.options import Option
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.text import Text


class Ticks(LabelledField):
    """Take any number of a list."""

    changed = Signal()

    def __init__(
        self,
        say: Words,
        label: str,
        name: str,
        *,
        required: bool = False,
        help_text: str = "",
    ) -> None:
        self._list = QWidget()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(THEME.space.tight)
        self._name = name
        self._boxes: dict[str, QCheckBox] = {}
        self._lines: list[QWidget] = []
        super().__init__(say, label, self._list, required=required, help_text=help_text)

    def offer_options(self, options: Sequence[Option]) -> None:
        """Replace what may be ticked; what is ticked and still offered stays."""
        kept = set(self.value())
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._boxes, self._lines = {}, []
        for one in options:
            self._add(one, ticked=one.code in kept)
        for box in list(self._boxes.values())[:1]:
            self._list.setFocusProxy(box)

    def box(self, code: str) -> QCheckBox:
        """Return the box of one thing."""
        return self._boxes[code]

    def value(self) -> tuple[str, ...]:
        """Return what is ticked, in the order it is offered."""
        return tuple(code for code, box in self._boxes.items() if box.isChecked())

    def check_filled(self) -> bool:
        """Say so where nothing is ticked; return whether the field may stand."""
        if self.required and not self.value():
            self.show_required()
            return False
        return True

    def _add(self, one: Option, *, ticked: bool) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(THEME.space.tight)
        box = QCheckBox()
        box.setObjectName(f"{self._name}.{one.code}")
        box.setAccessibleName(one.words)
        box.setMinimumSize(THEME.shape.target + 4, THEME.shape.target + 4)
        box.setChecked(ticked)
        box.toggled.connect(self._toggled)
        words = _Clicked(one.words, box)
        row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
        self._rows.addWidget(line)
        self._boxes[one.code] = box
        self._lines.append(line)

    def _toggled(self) -> None:
        self.clear_message()
        self.changed.emit()


class _Clicked(Text):
    """Words that tick their box."""

    def __init__(self, words: str, box: QCheckBox) -> None:
        super().__init__(words)
        self._box = box

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick or clear the box."""
        self._box.toggle()
        event.accept()
