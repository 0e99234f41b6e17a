"""Picture every screen into docs/gallery, or some part of them, or into a folder that is named.

python -m installer.gallery [--part doses|followed|overview|courses|themes] [FOLDER]
"""

import shutil
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from installer.camera import make_site, start
from installer.gallery import courses, followed, overview, themes
from installer.gallery.names import FORM
from installer.gallery.walk import walk
from installer.places import ROOT
from ltm_desktop.app.wording.words import LANGUAGES
from ltm_desktop.ui.style import dress

FOLDER = ROOT / "docs" / "gallery"
COURSES, THEMES = "courses", "themes"
_WALKS = {"doses": walk, "followed": followed.walk, "overview": overview.alone}
PARTS = (*_WALKS, COURSES, THEMES)


def asked() -> Namespace:
    """Return which parts are drawn, and where to."""
    parser = ArgumentParser(prog="python -m installer.gallery")
    parser.add_argument("--part", choices=PARTS, action="append")
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    return parser.parse_args()


def draw(folder: Path, parts: Sequence[str] = PARTS) -> None:
    """Make the demo site once and walk through a copy of it in every language."""
    with tempfile.TemporaryDirectory(prefix="ltm-gallery-") as place:
        walks = {name: walk for name, walk in _WALKS.items() if name in parts}
        if walks or THEMES in parts:
            make_site(Path(place) / "made")
        for name, walk in walks.items():
            for language in LANGUAGES:
                # each walk writes: it has a site of its own
                site = Path(place) / name / language
                shutil.copytree(Path(place) / "made", site)
                walk(start(site, language, _pictures(folder, language), form=FORM))
        if COURSES in parts:
            _draw_courses(Path(place), folder)
        if THEMES in parts:
            # the last: what is drawn after it would wear its look
            themes.draw(Path(place) / "made", folder / THEMES)


def _draw_courses(place: Path, folder: Path) -> None:
    with courses.example_studies(place / "resources"):
        for study in courses.NAMES:
            _draw_course(study, place / study, folder)


def _pictures(folder: Path, language: str) -> Path:
    pictures = folder / language
    pictures.mkdir(parents=True, exist_ok=True)
    return pictures


def _draw_course(study: str, place: Path, folder: Path) -> None:
    """Make a site of an example study and walk through its course in every language."""
    place.mkdir()
    courses.make(study, place / "made")
    for language in LANGUAGES:
        shutil.copytree(place / "made", place / language)
        courses.walk(
            start(place / language, language, _pictures(folder, language), form=FORM), study
        )


if __name__ == "__main__":
    app = QApplication([])
    dress(app)
    wanted = asked()
    draw(wanted.folder, wanted.part or PARTS)
