"""A table of numbers whose cells are places: arrows walk from number to number, Enter opens one.

Refuses to sort or edit. Numbers stand under the right end of their heads, so that they compare.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from ltm_desktop.app.overview_sheets import Cell, Sheet
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.tokens import THEME

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_NAME, _ROW, _LEAST = 0, 30, 64
_PADDING, _AROUND = 26, 10
_WRAPS = Qt.AlignmentFlag.AlignLeft.value | Qt.TextFlag.TextWordWrap.value


class NumbersTable(QTableWidget):
    """One sheet; `opened` carries sheet, line and column of a number."""

    opened = Signal(str, str, str)

    def __init__(self, say: Words, key: str) -> None:
        super().__init__()
        self._say = say
        self._key = key
        self._sheet: Sheet | None = None
        self.setObjectName(f"overview.{key}")
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.cellClicked.connect(self._open)
        self.horizontalHeader().sectionResized.connect(self._fit_height)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a sheet; the cell one stood on stays."""
        if sheet == self._sheet:
            return
        row, column = self.currentRow(), self.currentColumn()
        self._sheet = sheet
        self.setAccessibleName(sheet.title)
        self.clear()
        self.setRowCount(len(sheet.lines))
        self.setColumnCount(len(sheet.heads) + 1)
        self.setHorizontalHeaderLabels(["", *(head.words for head in sheet.heads)])
        for number, line in enumerate(sheet.lines):
            self.setItem(number, _NAME, _name(line.name))
            for place, (head, cell) in enumerate(zip(sheet.heads, line.cells, strict=True)):
                what = self._say.apart(line.name, head.words)
                told = self._say.labelled(what, cell.text)
                self.setItem(number, place + 1, _number(cell, told))
        self._fit()
        if 0 <= row < len(sheet.lines) and 0 < column <= len(sheet.heads):
            self.setCurrentCell(row, column)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand on the first number: a name opens nothing."""
        super().focusInEvent(event)
        if self.currentColumn() <= _NAME and self.rowCount():
            self.setCurrentCell(0, _NAME + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter or the space bar; the first arrow key stands on the first number."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentRow(), self.currentColumn())
            event.accept()
        elif self.currentColumn() <= _NAME and key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
            self.setCurrentCell(0, _NAME + 1)
        else:
            super().keyPressEvent(event)

    def _open(self, row: int, column: int) -> None:
        sheet = self._sheet
        if sheet is not None and 0 <= row < len(sheet.lines) and column > _NAME:
            head = sheet.heads[column - 1]
            self.opened.emit(sheet.key, sheet.lines[row].key, head.key)

    def _fit(self) -> None:
        header = self.horizontalHeader()
        header.setMinimumSectionSize(_LEAST)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(_RIGHT)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        self._fit_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let long names wrap anew."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit_height()

    def _fit_height(self) -> None:
        """Give every row the room of its name, and the table that of every row."""
        others = sum(self.columnWidth(place) for place in range(1, self.columnCount()))
        room = max(_LEAST, self.viewport().width() - others - THEME.scaled(_PADDING))
        for row, line in enumerate(self._sheet.lines if self._sheet else ()):
            wrapped = self.fontMetrics().boundingRect(0, 0, room, _ROW, _WRAPS, line.name)
            self.setRowHeight(row, max(_ROW, wrapped.height() + THEME.scaled(_AROUND)))
        rows = sum(self.rowHeight(row) for row in range(self.rowCount()))
        tall = rows + self.horizontalHeader().sizeHint().height()
        # room for a bar only under a table that is wider than its place
        wider = others + _LEAST > self.viewport().width()
        bar = self.horizontalScrollBar().sizeHint().height() if wider else 0
        self.setFixedHeight(tall + bar + 2 * self.frameWidth())


def _name(words: str) -> QTableWidgetItem:
    item = QTableWidgetItem(words)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    item.setTextAlignment(_LEFT)
    return item


def _number(cell: Cell, told: str) -> QTableWidgetItem:
    item = QTableWidgetItem(cell.text)
    item.setTextAlignment(_RIGHT)
    ink = THEME.palette.accent if cell.behind else THEME.palette.muted
    item.setForeground(QColor(ink))
    item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
    return item
