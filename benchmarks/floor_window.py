"""The floor of a start: a window with menus, a dock, a form of 20 fields and a table of 20 x 8."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDockWidget,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

MENUS = ("File", "Edit", "View", "Help")
FIELDS, ROWS, COLUMNS = 20, 20, 8


class BareWindow(QMainWindow):
    """Qt and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(1366, 768)
        for title in MENUS:
            menu = self.menuBar().addMenu(title)
            for number in range(6):
                menu.addAction(f"{title} {number}")
        dock = QDockWidget("Dock", self)
        dock.setWidget(QListWidget())
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
        whole = QWidget()
        row = QHBoxLayout(whole)
        form = QFormLayout()
        for number in range(FIELDS):
            form.addRow(f"Field {number}", QLineEdit(f"value {number}"))
        row.addLayout(form)
        table = QTableWidget(ROWS, COLUMNS)
        for line in range(ROWS):
            for column in range(COLUMNS):
                table.setItem(line, column, QTableWidgetItem(f"{line} {column}"))
        row.addWidget(table)
        self.setCentralWidget(whole)
