"""Draw the whole gallery into a folder: python -m tests.gallery.make FOLDER [NAME]."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from ltm_desktop.ui.style import dress
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
    dress(app)
    draw(Path(sys.argv[1]), *sys.argv[2:3])
