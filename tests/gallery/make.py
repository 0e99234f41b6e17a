"""Draw the gallery: python -m tests.gallery.make FOLDER [NAME [THEME [PERCENT]]]."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from ltm_desktop.ui.style import dress
from ltm_desktop.ui.tokens import to_theme
from tests.gallery import frame


def draw(folder: Path, wanted: str = "") -> int:
    """Write one PNG for each entry, language and width; return how many."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for entry, language, width in frame.pictures():
        if wanted in entry.name:
            hung = frame.hang(entry, language, width)
            hung.grab().save(str(folder / f"{entry.name}-{language}-{width}.png"))
            hung.deleteLater()
            count += 1
    return count


if __name__ == "__main__":
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    given = [*sys.argv[1:], *("", "light", "100")[len(sys.argv) - 2 :]]
    dress(app, to_theme(given[2], int(given[3])))
    draw(Path(given[0]), given[1])
