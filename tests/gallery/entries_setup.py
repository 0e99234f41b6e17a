"""The pages of set-up."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import stop
from ltm_desktop.ui.panels.setup.view import RECOVERY, SetupView
from tests.gallery.frame import Entry


def _page(step: int) -> Entry:
    def make(say: Words) -> QWidget:
        view = SetupView(say, folder="", zone="Asia/Shanghai", countries=("CN", "DE"))
        for _ in range(step):
            view.show_next()
        if step == RECOVERY:
            view.show_founded("ab12 " * 16)
            view.show_sheet_saved(Path("/media/usb/恢复单.pdf"))
        if step == 1:
            view.show_alerts((stop("setup.folder_synced"),))
        return view

    return Entry(f"setup-{step + 1}", make, (1366, 900), 740)


ENTRIES = [_page(step) for step in range(RECOVERY + 1)]
