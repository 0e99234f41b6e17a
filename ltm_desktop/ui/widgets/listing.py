"""A list of rows that wrap and grow: no name is ever cut, nothing is selected at first.

Enter or a double click opens a row. Refuses to know what a row is about: cells come worded.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ltm_desktop.ui.widgets.listing_cells import Cell, CellPainter

_Index = QModelIndex | QPersistentModelIndex
_DISPLAY = Qt.ItemDataRole.DisplayRole.value
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole.value
_ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole.value
_BEGINNING = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it stands for and its cells, the identity first."""

    key: str
    cells: tuple[Cell, ...]


class ListingModel(QAbstractTableModel):
    """Hold the rows as they are shown."""

    def __init__(self, headings: Sequence[str]) -> None:
        super().__init__()
        self._headings = tuple(headings)
        self._rows: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return what is shown, in order."""
        return self._rows

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: _Index, role: int = _DISPLAY) -> object:
        """Return a cell's words."""
        if role not in (_DISPLAY, _SPOKEN):
            return None
        return self._rows[index.row()].cells[index.column()].spoken

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """Return a column's heading."""
        if role == _DISPLAY and orientation == Qt.Orientation.Horizontal:
            return self._headings[section]
        # asked six hundred times until a list stands
        return _BEGINNING if role == _ALIGNMENT else None


class Listing(QTableView):
    """Show rows; `opened` carries the key of a row, `chosen` that of the selected one."""

    opened = Signal(str)
    chosen = Signal(str)
    fitted = Signal()
    """Rows have new heights."""

    def __init__(self, headings: Sequence[str], name: str) -> None:
        super().__init__()
        self._laid_out = False
        self._waits = False
        self._fitted = -1
        self.rows = ListingModel(headings)
        self._painter = CellPainter(self)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        heading = self.horizontalHeader()
        heading.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heading.setHighlightSections(False)
        heading.setSectionsClickable(False)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self.selectionModel().selectionChanged.connect(self._tell_chosen)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Replace the rows; a selected one stays selected where it still is."""
        if tuple(rows) == self.rows.rows:
            return
        kept, place = self.selected(), self.verticalScrollBar().value()
        self.rows.show_rows(rows)
        # before the first layout there is no width to fit them to
        self._waits = not self._laid_out
        if self._laid_out:
            self._fit()
        self.verticalScrollBar().setValue(place)
        if kept and any(row.key == kept for row in rows):
            self.select(kept)
        elif kept:
            self.chosen.emit("")

    def prepare(self, rows: Sequence[Row]) -> None:
        """Measure rows that may be shown next."""
        self._painter.measure(cell for row in rows for cell in row.cells)

    def selected(self) -> str:
        """Return the key of the selected row, empty while none is."""
        picked = self.selectionModel().selectedRows()
        return self.rows.rows[picked[0].row()].key if picked else ""

    def select(self, key: str) -> None:
        """Select a row."""
        for number, row in enumerate(self.rows.rows):
            if row.key == key:
                self.selectRow(number)

    def clear_choice(self) -> None:
        """Select nothing."""
        self.selectionModel().clear()

    def whole_height(self) -> int:
        """Return the height at which no row is out of view."""
        if self._waits:
            self._fit()
        rows = sum(self.rowHeight(row) for row in range(self.rows.rowCount()))
        return rows + self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth() + 2

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter; the first arrow key selects the first row."""
        key = event.key()
        if key in (Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value):
            if picked := self.selectionModel().selectedRows():
                self._open(picked[0].row())
            event.accept()
        elif key == Qt.Key.Key_Down.value and not self.selected() and self.rows.rows:
            self.selectRow(0)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width out."""
        super().resizeEvent(event)
        self._laid_out = True
        if self._room() != self._fitted:
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows in view, whole rows at a time."""
        self.executeDelayedItemsLayout()
        first, last = (self.rowAt(y) for y in (event.rect().top(), event.rect().bottom()))
        if first < 0:
            return
        places = [(self.columnViewportPosition(n), self.columnWidth(n)) for n in self._all()]
        picked = {index.row() for index in self.selectionModel().selectedRows()}
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in range(first, (last if last >= 0 else self.rows.rowCount() - 1) + 1):
            top, high = self.rowViewportPosition(number), self.rowHeight(number)
            boxes = [QRect(left, top, width, high) for left, width in places]
            cells = self.rows.rows[number].cells
            self._painter.paint_row(painter, cells, boxes, selected=number in picked)
        painter.end()

    def _fit(self) -> None:
        self._waits = False
        room = self._fitted = self._room()
        headings = [str(self.rows.headerData(n, Qt.Orientation.Horizontal)) for n in self._all()]
        cells = [row.cells for row in self.rows.rows]
        widths, heights = self._painter.fit(room, headings, cells, self.horizontalHeader())
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        # most rows are of one height: only the others are told one by one
        usual = max(
            set(heights), key=heights.count, default=self.verticalHeader().minimumSectionSize()
        )
        if usual != self.verticalHeader().defaultSectionSize():
            self.verticalHeader().setDefaultSectionSize(usual)
        for number, height in enumerate(heights):
            if height != self.rowHeight(number):
                self.setRowHeight(number, height)
        self.fitted.emit()

    def _room(self) -> int:
        """Return the width for the rows; where they overflow, beside the bar that will come."""
        bar, port = self.verticalScrollBar(), self.viewport()
        overflow = self.rows.rowCount() * self._painter.lowest() > port.height()
        wanted = self.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAsNeeded
        comes = overflow and wanted and not bar.isVisibleTo(self)
        return port.width() - (bar.sizeHint().width() if comes else 0)

    def _all(self) -> range:
        return range(self.rows.columnCount())

    def _open(self, row: int) -> None:
        self.opened.emit(self.rows.rows[row].key)

    def _tell_chosen(self) -> None:
        self.chosen.emit(self.selected())


def select_first(listing: Listing) -> None:
    """Select the first row and put the focus there."""
    listing.setFocus()
    if listing.rows.rows:
        index = listing.rows.index(0, 0)
        flags = QItemSelectionModel.SelectionFlag
        listing.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
