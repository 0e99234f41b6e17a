"""A part of the form that opens by one button; closed, the button tells what stands in it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.text import Text

_ACROSS = 2


class Fold(QWidget):
    """Optional fields behind one button; opening or closing changes nothing that was typed."""

    def __init__(self, say: Words, title: str, key: str, name: str) -> None:
        super().__init__()
        self._say = say
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.close)
        line = QHBoxLayout()
        self.button = QuietButton(title, key, bedside=True)
        self.button.setObjectName(name)
        self.button.setCheckable(True)
        self.button.setProperty("choice", True)
        self.button.toggled.connect(self._toggled)
        self._told = Text("", "small")
        line.addWidget(self.button)
        line.addWidget(self._told, 1)
        rows.addLayout(line)
        self._inside = QWidget()
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(THEME.space.close)
        self._grid.setVerticalSpacing(THEME.space.close)
        for column in range(_ACROSS):
            self._grid.setColumnStretch(column, 1)
        rows.addWidget(self._inside)
        self._inside.hide()

    def hold(self, fields: Sequence[QWidget], wide: Sequence[QWidget] = ()) -> None:
        """Put fields side by side, those that need the room over the whole width."""
        row = column = 0
        for field in fields:
            if field in wide:
                row, column = row + bool(column), 0
                self._grid.addWidget(field, row, 0, 1, _ACROSS)
                row += 1
                continue
            self._grid.addWidget(field, row, column)
            row, column = row + column, 1 - column

    def open(self) -> None:
        """Show the fields."""
        self.button.setChecked(True)

    def tell(self, filled: Sequence[str]) -> None:
        """Say which fields hold something while they are folded away."""
        words = self._say.listing(filled) or self._say("nothing told")
        self._told.setText("" if self.button.isChecked() else words)

    def _toggled(self, on: bool) -> None:
        self._inside.setVisible(on)
        if on:
            self._told.setText("")
