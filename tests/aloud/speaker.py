"""The program on a screen of its own, doing what it is told line by line, so that one can listen.

Run as `python -m tests.aloud.speaker SITE SETTINGS`; each line it reads names an act and what it
acts on, and it answers with `done` when the act is over. While somebody listens, Qt shows every key
to the bus before the window gets it: what is typed here is waited for before anything else is done.
"""

import os
import select
import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QTableView

from ltm_desktop.app.demo.stage import SetClock
from ltm_desktop.app.site_codes import SyringeLabel, Wristband, to_label_text, to_wristband_text
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui.scanner import Scanner
from ltm_desktop.ui.style import dress
from ltm_desktop.ui.widgets.saved_line import Notice
from tests.aloud.x_keys import XKeys
from tests.journeys.clinic import ANN, BAI
from tests.journeys.desk import (
    ZONE,
    Window,
    at,
    finish,
    is_shown,
    press,
    rest,
    settle,
    shown,
    start,
    wait_for,
)
from tests.journeys.readying import prepared, subject_of

TEN = "2026-03-02 10:00"
REFUSED = "This code is of no use here."


class Speaker:
    """The acts one may ask for, by their names."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._keys = XKeys()

    def refuse(self, _: str) -> None:
        """Say in the window that a scan was refused."""
        notice = Notice(Words("en"), REFUSED, tone="stop")
        notice.setParent(self._window.program)
        notice.show()

    def enter(self, _: str) -> None:
        """Sign in, and open the chart of the one patient at the check."""
        self._type("signin.person", ANN.user)
        self._type("signin.secret", ANN.secret)
        press(self._window, "signin.button")
        wait_for(lambda: is_shown(self._window, "rail.today"))
        finish(self._window)
        press(self._window, "rail.patients")
        self._type("patients.search", "Ceshi")
        settle(self._window)
        table = shown(self._window, QTableView, "patients.table")
        table.setFocus()
        self._keys.press("down")
        self._keys.press("\r")
        wait_for(lambda: is_shown(self._window, "chart.tabs"))
        settle(self._window)

    def tab(self, _: str) -> None:
        """Go on to the next control."""
        self._keys.press("\t")
        rest(150)

    def scan(self, what: str) -> None:
        """Let the scanner type a code: the keys come from the X server."""
        self._keys.scan(self._codes()[what])
        settle(self._window)

    def fill(self, _: str) -> None:
        """Say who injects and who checks, and that the patient answered."""
        self._choose("dosing.check_operator", ANN.name)
        self._choose("dosing.check_second", BAI.name)
        press(self._window, "dosing.identifiers")
        settle(self._window)

    def sign(self, secret: str) -> None:
        """Type a secret of the second person and record the check."""
        self._type(f"dosing.secret.{BAI.user}", secret)
        press(self._window, "dosing.check_button")
        settle(self._window)

    def _type(self, name: str, text: str) -> None:
        line = shown(self._window, QLineEdit, name)
        line.setFocus()
        line.selectAll()
        self._keys.write(text)
        wait_for(lambda: line.text() == text)

    def _choose(self, name: str, words: str) -> None:
        box = shown(self._window, QComboBox, name)
        (place,) = (at for at in range(box.count()) if words in box.itemText(at))
        box.setFocus()
        for _ in range(place - box.currentIndex()):
            self._keys.press("down")
        wait_for(lambda: box.currentIndex() == place)

    def _codes(self) -> Mapping[str, str]:
        made = prepared(self._window)
        subject = subject_of(self._window)
        label = SyringeLabel(
            subject,
            "IND-1",
            "pemetrexed",
            made.dose,
            made.syringe.volume,
            Access.OMMAYA,
            made.syringe.use_by,
            made.preparation,
        )
        return {
            "strange": to_wristband_text(Wristband("D01-777")),
            "wristband": to_wristband_text(Wristband(subject)),
            "label": to_label_text(label),
        }


def listen(site: Path, settings: Path) -> None:
    """Start the program and do what is asked until nobody asks any more."""
    app = QApplication([])
    dress(app)
    kept = QSettings(str(settings), QSettings.Format.IniFormat)
    window = start(site, SetClock(ZONE, at(TEN)), kept)
    Scanner(app)
    speaker = Speaker(window)
    _answer(os.environ["DBUS_SESSION_BUS_ADDRESS"])
    while (asked := _asked()) not in {"", "end"}:
        act, _, what = asked.partition(" ")
        getattr(speaker, act)(what)
        _answer("done")


def _asked() -> str:
    """Wait for a line without letting the window stand still."""
    while not select.select([sys.stdin], [], [], 0)[0]:
        rest(20)
    return sys.stdin.readline().strip()


def _answer(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    listen(Path(sys.argv[1]), Path(sys.argv[2]))
