"""What was recorded, read-only, in two columns: the label quiet, the value plain."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.telling.parts import StatementSection
from ltm_desktop.ui.panels.dosing.layout import empty
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.text import Text


class ToldFacts(QWidget):
    """Show sections side by side; what has not changed is not drawn anew."""

    def __init__(self) -> None:
        super().__init__()
        self._columns = QHBoxLayout(self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(THEME.space.wide)
        self._shown: tuple[StatementSection, ...] = ()

    def show_sections(self, sections: Sequence[StatementSection]) -> None:
        """Show these sections, nothing for none."""
        if tuple(sections) == self._shown:
            return
        self._shown = tuple(sections)
        empty(self._columns)
        total = sum(len(one.lines) + 2 for one in sections)
        sides = (QVBoxLayout(), QVBoxLayout())
        height = 0
        for section in sections:
            high = len(section.lines) + 2
            # A section stands where most of it lies; the first one always at the left.
            side = sides[0] if not height or 2 * height + high <= total else sides[1]
            side.addLayout(_section(section))
            height += high
        for side in sides:
            side.setSpacing(THEME.space.near)
            side.addStretch(1)
            self._columns.addLayout(side, 1)


def _section(section: StatementSection) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(THEME.space.near)
    grid.setVerticalSpacing(THEME.space.hair)
    grid.addWidget(Text(section.title, "bold"), 0, 0, 1, 2)
    for row, line in enumerate(section.lines, start=1):
        grid.addWidget(Text(line.label, "label"), row, 0, Qt.AlignmentFlag.AlignTop)
        value = Text(line.value, "bold" if line.emphasis else "")
        grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignTop)
    grid.setColumnStretch(0, 2)
    grid.setColumnStretch(1, 3)
    return grid
