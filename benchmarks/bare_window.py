"""The bare window in a process of its own: when it was painted after the process began, in ms."""

import os
import sys
import time
from pathlib import Path


def main() -> int:
    """Show it, print how long it took, and leave."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication, QTableWidget

    from benchmarks.floor_window import BareWindow

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            if event.type() == QEvent.Type.Paint and watched is seen:
                app.exit(0)
            return False

    app = QApplication(sys.argv[:1])
    window = BareWindow()
    seen = window.findChildren(QTableWidget)[0].viewport()
    watch = Watch()
    seen.installEventFilter(watch)
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
