"""A named part of a form that opens by one control; closed, the control tells what stands in it.

Source: nhs-cui MEDa-0199 to -0208: required fields first, apart from optional groups.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.dosing.layout import FieldGrid
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.text import Text


class Group(QWidget):
    """Optional fields behind one button; opening or closing changes nothing that was typed."""

    def __init__(self, say: Words, name: str, title: str) -> None:
        super().__init__()
        self.name = name
        self._say = say
        self._tell: Callable[[], str] = str
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.close)
        line = QHBoxLayout()
        line.setSpacing(THEME.space.near)
        self.button = QuietButton(title, bedside=True)
        self.button.setObjectName(f"dosing.group.{name}")
        self.button.setCheckable(True)
        self.button.toggled.connect(self._toggled)
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self._result = Text("", "small")
        self._result.setObjectName(f"dosing.group.{name}.result")
        line.addWidget(self._result, 1, Qt.AlignmentFlag.AlignVCenter)
        rows.addLayout(line)
        self.body = QVBoxLayout()
        self.body.setSpacing(THEME.space.close)
        self._inside = QWidget()
        self._inside.setLayout(self.body)
        self.body.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._inside)
        self._inside.hide()

    def hold(self, fields: Sequence[QWidget], tell: Callable[[], str], *, wide: int = 4) -> None:
        """Put fields in a grid; `tell` words what stands in them."""
        grid = FieldGrid(wide=wide)
        grid.show_fields(fields)
        self.body.addWidget(grid)
        self.tell_by(tell)

    def tell_by(self, tell: Callable[[], str]) -> None:
        """Say how the result is worded."""
        self._tell = tell
        self.refresh()

    def open(self) -> None:
        """Show the fields."""
        self.button.setChecked(True)

    def refresh(self) -> None:
        """Tell anew what stands in the group."""
        told = self._tell()
        self._result.setText("" if self.button.isChecked() else told or self._say("nothing told"))

    def _toggled(self, on: bool) -> None:
        self._inside.setVisible(on)
        self.refresh()
