"""The floor of every window: menus, a dock, a form of 20 fields, a table of 20 by 8, nothing else.

Run by itself it prints, in milliseconds, when it was painted after its process began.
"""

import os
import sys
import time
from pathlib import Path


def main() -> int:
    """Show it, print how long it took, and leave."""
    from PySide6.QtCore import QEvent, QObject, Qt
    from PySide6.QtWidgets import (
        QApplication,
        QDockWidget,
        QFormLayout,
        QLineEdit,
        QMainWindow,
        QTableWidget,
        QTableWidgetItem,
        QWidget,
    )

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            if event.type() == QEvent.Type.Paint and watched is table.viewport():
                app.exit(0)
            return False

    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1366, 768)
    for name in ("File", "Edit", "View", "Help"):
        menu = window.menuBar().addMenu(name)
        for number in range(6):
            menu.addAction(f"{name} {number}")
    form = QWidget()
    rows = QFormLayout(form)
    for number in range(20):
        rows.addRow(f"Field {number}", QLineEdit())
    window.setCentralWidget(form)
    table = QTableWidget(20, 8)
    for row in range(20):
        for column in range(8):
            table.setItem(row, column, QTableWidgetItem(f"{row} {column}"))
    dock = QDockWidget("Table")
    dock.setWidget(table)
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    watch = Watch()
    table.viewport().installEventFilter(watch)
    window.show()
    app.exec()
    sys.stdout.write(f"{since_start() * 1000:.1f}\n")
    sys.stdout.flush()
    os._exit(0)


def since_start() -> float:
    """Return the seconds since this process was started, by the system's own account."""
    began = int(Path("/proc/self/stat").read_text("ascii").rpartition(")")[2].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - began / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())
