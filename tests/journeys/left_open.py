"""A program of its own: a nurse half fills a check and walks away; somebody pulls the plug on it.

Run as `python -m tests.journeys.left_open FOLDER SETTINGS`; it says when the form stands.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from ltm_desktop.app.demo.stage import SetClock
from ltm_desktop.ui.style import dress
from tests.journeys.clinic import ANN, open_patient, sign_in
from tests.journeys.desk import ZONE, at, rest, settle, start, type_into

DRUG = "pemetrexed, as read"
_FOREVER_MS = 600_000


def half_fill(site: Path, settings: Path) -> None:
    """Type the drug into the check of the first dose, and stay."""
    app = QApplication([])
    dress(app)
    kept = QSettings(str(settings), QSettings.Format.IniFormat)
    window = start(site, SetClock(ZONE, at("2026-03-02 10:00")), kept)
    sign_in(window, ANN)
    open_patient(window, "Ceshi")
    type_into(window, "dosing.check_drug", DRUG)
    settle(window)
    sys.stdout.write("typed\n")
    sys.stdout.flush()
    rest(_FOREVER_MS)


if __name__ == "__main__":
    half_fill(Path(sys.argv[1]), Path(sys.argv[2]))
