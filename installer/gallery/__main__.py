"""Picture every screen into docs/gallery, or into the folder that is named."""

import shutil
import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from installer.camera import make_site, start
from installer.gallery import courses
from installer.gallery.names import FORM
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
            walk(start(site, language, pictures, form=FORM))
        with courses.example_studies(Path(place) / "resources"):
            for study in courses.NAMES:
                _draw_course(study, Path(place) / study, folder)


def _draw_course(study: str, place: Path, folder: Path) -> None:
    """Make a site of an example study and walk through its course in every language."""
    place.mkdir()
    courses.make(study, place / "made")
    for language in LANGUAGES:
        shutil.copytree(place / "made", place / language)
        courses.walk(start(place / language, language, folder / language, form=FORM), study)


if __name__ == "__main__":
    app = QApplication([])
    dress(app)
    draw(Path(sys.argv[1]) if sys.argv[1:] else FOLDER)
