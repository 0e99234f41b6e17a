"""Picture every screen into docs/gallery, or into the folder that is named."""

import shutil
import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from installer.camera import make_site, start
from installer.gallery.walk import walk
from installer.places import ROOT
from ltm_desktop.app.wording.words import LANGUAGES
from ltm_desktop.ui.style import dress

FOLDER = ROOT / "docs" / "gallery"


def draw(folder: Path) -> None:
    """Make the demo site once and walk through a copy of it in every language."""
    with tempfile.TemporaryDirectory(prefix="ltm-gallery-") as place:
        made = Path(place) / "made"
        make_site(made)
        for language in LANGUAGES:
            site = Path(place) / language
            # each walk writes: it has a site of its own
            shutil.copytree(made, site)
            pictures = folder / language
            pictures.mkdir(parents=True, exist_ok=True)
            walk(start(site, language, pictures))


if __name__ == "__main__":
    app = QApplication([])
    dress(app)
    draw(Path(sys.argv[1]) if sys.argv[1:] else FOLDER)
