"""The results of the chart: a table by sampling time, and one result whole below it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import ResultId
from ltm_desktop.domain.labs import Standing
from ltm_desktop.ui.panels.labs.shown import Cell, Named, ResultDetail, ResultTable
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.text import Text

_KEY = Qt.ItemDataRole.UserRole
_DETAIL = 132


class ResultsCard(Card):
    """Show the table; `chosen` carries the key of a result, empty for none."""

    chosen = Signal(str)
    filtered = Signal(str)
    right_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, say: Words) -> None:
        super().__init__()
        self._say = say
        head = QHBoxLayout()
        head.addWidget(Text(say("Results in the chart"), "strong"), 1)
        self.filter = QComboBox()
        self.filter.setObjectName("labs.filter")
        self.filter.setAccessibleName(say("Panel of the results shown"))
        self.filter.currentIndexChanged.connect(
            lambda: self.filtered.emit(str(self.filter.currentData() or ""))
        )
        head.addWidget(self.filter)
        self.body.addLayout(head)
        self._empty = EmptyState(
            say("No result is in the chart yet."),
            say("A nurse or a physician enters the first ones at the left."),
        )
        self.table = QTableWidget(0, 0)
        self.table.setObjectName("labs.results")
        self.table.setAccessibleName(say("Results in the chart"))
        self.table.verticalHeader().hide()
        # a row is as high as its words in whatever letters the window wears
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectItems)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.table.currentCellChanged.connect(lambda *_: self._choose())
        self._older = Text("", "small")
        self._legend = Text(
            say(
                "L low, H high by the range of the report; † under a transfusion or G-CSF; "
                "* put right. Choose a value to read it whole."
            ),
            "small",
        )
        self.body.addWidget(self._empty)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._older)
        self.body.addWidget(self._legend)
        self.body.addWidget(self._make_detail())
        self.body.addStretch(0)

    def show_table(self, table: ResultTable, panels: Sequence[Named]) -> None:
        """Show these results; the cell that was chosen stays chosen."""
        self._offer(panels)
        here = self.table.currentRow(), self.table.currentColumn()
        self.table.blockSignals(True)
        self.table.setColumnCount(len(table.columns) + 1)
        self.table.setHorizontalHeaderLabels([self._say("Analyte"), *table.columns])
        self.table.setRowCount(len(table.rows))
        for number, row in enumerate(table.rows):
            self.table.setItem(number, 0, QTableWidgetItem(row.name))
            for column in range(len(table.columns)):
                self.table.setItem(number, column + 1, _item(row.cells.get(column, ())))
        self.table.setCurrentCell(*here)
        self.table.blockSignals(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for part in (self.table, self._legend):
            part.setVisible(bool(table.rows))
        self._empty.setVisible(not table.rows)
        say = self._say
        older = say.many(
            "{count} older sampling time is in the record.",
            "{count} older sampling times are in the record.",
            table.older,
        )
        self._older.setText(older if table.older else "")
        self._older.setVisible(bool(table.older))

    def show_detail(self, detail: ResultDetail | None, *, may: bool) -> None:
        """Show one result whole, with what stood before it."""
        self._detail.setVisible(detail is not None)
        # the room goes to the table: who reads a value whole knows what the legend says
        self._legend.setVisible(detail is None and self.table.rowCount() > 0)
        if detail is None:
            return
        QTimer.singleShot(0, self.table, self._keep_in_sight)
        say = self._say
        told = [say("{label}: {value}", label=label, value=value) for label, value in detail.lines]
        half = -(-len(told) // 2)
        self._lines.setText("\n".join(told[:half]))
        self._more.setText("\n".join(told[half:]))
        earlier = "\n".join(detail.before)
        self._before.setText(say("Earlier: {told}", told=earlier) if earlier else "")
        self._before.setVisible(bool(earlier))
        for button in (self.right, self.back):
            button.setVisible(may)

    def _keep_in_sight(self) -> None:
        """Scroll to the chosen value: the table is lower while one is read whole."""
        if (item := self.table.currentItem()) is not None:
            self.table.scrollToItem(item)

    def _offer(self, panels: Sequence[Named]) -> None:
        if self.filter.count():
            return
        self.filter.blockSignals(True)
        for code, words in (("", self._say("Everything")), *panels):
            self.filter.addItem(words, code)
        self.filter.blockSignals(False)

    def _make_detail(self) -> QWidget:
        say = self._say
        self._detail = QWidget()
        rows = QVBoxLayout(self._detail)
        rows.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        inner.setObjectName("scrolled")
        words = QVBoxLayout(inner)
        words.setContentsMargins(0, 0, 0, 0)
        self._before = Text("", tone="caution")
        self._lines, self._more = Text("", "small"), Text("", "small")
        words.addWidget(self._before)
        columns = QHBoxLayout()
        columns.setSpacing(THEME.space.close)
        for part in (self._lines, self._more):
            columns.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
        words.addLayout(columns)
        words.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFixedHeight(THEME.scaled(_DETAIL))
        area.setWidget(inner)
        rows.addWidget(area)
        buttons = QHBoxLayout()
        self.right = QuietButton(say("Put right…"), "Alt+P")
        self.right.setObjectName("labs.right")
        self.right.clicked.connect(self.right_wanted)
        self.back = QuietButton(say("Take back…"), "Alt+K")
        self.back.setObjectName("labs.back")
        self.back.clicked.connect(self.back_wanted)
        buttons.addWidget(self.right)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        rows.addLayout(buttons)
        self._detail.hide()
        return self._detail

    def _choose(self) -> None:
        item = self.table.currentItem()
        self.chosen.emit(str(item.data(_KEY) or "") if self.table.currentColumn() > 0 else "")

    def choose(self, key: ResultId) -> None:
        """Go to the cell of a result, as a person does with the arrow keys."""
        for row in range(self.table.rowCount()):
            for column in range(1, self.table.columnCount()):
                item = self.table.item(row, column)
                if item is not None and item.data(_KEY) == key:
                    self.table.setCurrentCell(row, column)


def _item(cells: Sequence[Cell]) -> QTableWidgetItem:
    item = QTableWidgetItem("\n".join(cell.text for cell in cells))
    if cells:
        # of several reports of one sample the last entered is read whole
        item.setData(_KEY, str(cells[-1].key))
    if any(cell.standing in (Standing.LOW, Standing.HIGH) for cell in cells):
        font = item.font()
        font.setBold(True)
        item.setFont(font)
        item.setForeground(QBrush(QColor(THEME.palette.caution.ink)))
    return item
