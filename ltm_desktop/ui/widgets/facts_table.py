"""A quiet table for reading: whole rows, no grid, nothing to edit, the last column takes the room.

Refuses markup: a cell shows its text as it is.
"""

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from ltm_desktop.ui.tokens import THEME

_PADDING, _AROUND = 26, 12
_WORDS = re.compile(r"[!-~]+")
"""Chinese wraps between any two characters: only other words need room of their own."""
_WRAPS = Qt.AlignmentFlag.AlignLeft.value | Qt.TextFlag.TextWordWrap.value


class FactsTable(QTableWidget):
    """Rows of words that wrap; hidden while there are none."""

    def __init__(
        self, name: str, label: str, heads: Sequence[str], *, wide: Sequence[int] = (-1,)
    ) -> None:
        """Give the room to the last column, or to those with the longest words."""
        super().__init__(0, len(heads))
        self._wide = {one % len(heads) for one in wide}
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setHorizontalHeaderLabels(list(heads))
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for one in self._wide:
            header.setSectionResizeMode(one, QHeaderView.ResizeMode.Stretch)
        # once the last column has its width, and not at each width on the way there
        header.sectionResized.connect(lambda *_: QTimer.singleShot(0, self, self._fit))

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these rows in place of the others."""
        self.setRowCount(len(rows))
        for number, cells in enumerate(rows):
            for column, text in enumerate(cells):
                self.setItem(number, column, QTableWidgetItem(text))
        self.resizeRowsToContents()
        self.setVisible(bool(rows))
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Scroll sideways rather than cut a word, where the window leaves too little room."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        header, modes = self.horizontalHeader(), QHeaderView.ResizeMode
        others = range(self.columnCount())
        taken = sum(self.columnWidth(one) for one in others if one not in self._wide)
        each = (self.viewport().width() - taken) // max(1, len(self._wide))
        for one in self._wide:
            need = self._longest(one)
            header.setSectionResizeMode(one, modes.Stretch if each >= need else modes.Fixed)
            if each < need:
                header.resizeSection(one, need)

    def _longest(self, column: int) -> int:
        """Return the room of the longest word of a column, in pixels."""
        cells = (self.item(row, column) for row in range(self.rowCount()))
        words = {word for cell in cells if cell is not None for word in _WORDS.findall(cell.text())}
        widest = max(map(self.fontMetrics().horizontalAdvance, words), default=0)
        return widest + THEME.scaled(_PADDING)

    def _fit(self) -> None:
        self.resizeRowsToContents()
        for row in range(self.rowCount()):
            tall = max(self._tall(row, column) for column in self._wide)
            if tall > self.rowHeight(row):
                self.setRowHeight(row, tall)

    def _tall(self, row: int, column: int) -> int:
        """Return the height of a cell's words in the room that its padding leaves them."""
        item, room = self.item(row, column), self.columnWidth(column) - THEME.scaled(_PADDING)
        if item is None:
            return 0
        return self.fontMetrics().boundingRect(
            0, 0, room, 0, _WRAPS, item.text()
        ).height() + THEME.scaled(_AROUND)
