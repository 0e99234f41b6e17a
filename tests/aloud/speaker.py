"""The program on a screen of its own, doing what it is told line by line, so that one can listen.

Run as `python -m tests.aloud.speaker SITE SETTINGS`; each line it reads names an act, and it
answers with `done` when the act is over.
"""

import os
import select
import sys
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ltm_desktop.app.demo.stage import SetClock
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.style import dress
from ltm_desktop.ui.widgets.saved_line import Notice, SavedLine
from tests.journeys.desk import ZONE, Window, start

REFUSED = "This code is of no use here."


class Speaker:
    """The acts one may ask for, by their names."""

    def __init__(self, window: Window) -> None:
        self._window = window

    def store(self) -> None:
        """Say in the window that something was stored."""
        line = SavedLine(Words("en"))
        line.setParent(self._window.program)
        line.show()
        line.show_saved(datetime.now(UTC))

    def refuse(self) -> None:
        """Say in the window that a scan was refused."""
        notice = Notice(Words("en"), REFUSED, tone="stop")
        notice.setParent(self._window.program)
        notice.show()


def listen(site: Path, settings: Path) -> None:
    """Start the program and do what is asked until nobody asks any more."""
    app = QApplication([])
    dress(app)
    clock = SetClock(ZONE, datetime.now(UTC))
    kept = QSettings(str(settings), QSettings.Format.IniFormat)
    speaker = Speaker(start(site, clock, kept))
    _answer(os.environ["DBUS_SESSION_BUS_ADDRESS"])
    while (act := _asked()) not in {"", "end"}:
        getattr(speaker, act)()
        _answer("done")


def _asked() -> str:
    """Wait for a line without letting the window stand still."""
    while not select.select([sys.stdin], [], [], 0)[0]:
        QTest.qWait(20)
    return sys.stdin.readline().strip()


def _answer(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    listen(Path(sys.argv[1]), Path(sys.argv[2]))
