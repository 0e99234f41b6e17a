"""The main screens in the dark and the high-contrast theme: told apart and legible in each.

The same site, people and pages in both languages; light is what every other picture wears.
"""

import shutil
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from installer.camera import Camera, end, sign_in, start
from installer.gallery.names import FORM
from installer.pictures import course_under_way, tell_dose
from ltm_desktop.app.wording.words import LANGUAGES
from ltm_desktop.ui.chosen_look import Look, keep
from ltm_desktop.ui.style import dress

THEMES = ("dark", "contrast")
SCREENS = ("sign-in", "today", "patients", "dose", "fractions")


def draw(site: Path, folder: Path) -> None:
    """Picture the main screens of a made site, each theme and language in a folder of its own."""
    for theme in THEMES:
        for language in LANGUAGES:
            pictures = folder / theme / language
            pictures.mkdir(parents=True, exist_ok=True)
            # each walk leaves a draft: it has a site of its own
            own = site.parent / theme / language
            shutil.copytree(site, own)
            wear(own, language, Look(theme))
            walk(start(own, language, pictures, form=FORM))


def wear(site: Path, language: str, look: Look) -> None:
    """Let the workstation that opens the site next keep a look, and wear it."""
    settings = QSettings(str(site.parent / f"{language}.ini"), QSettings.Format.IniFormat)
    keep(settings, look)
    settings.sync()
    app = QApplication.instance()
    if isinstance(app, QApplication):
        dress(app, look.to_theme())


def walk(camera: Camera) -> None:
    """Picture the door, the day, the patients, a dose as it is told, and a fraction."""
    camera.take("sign-in")
    sign_in(camera, "nurse.a")
    work = camera.shell.work
    for page in ("today", "patients"):
        work.go(page)
        camera.take(page)
    tell_dose(camera)
    camera.take("dose")
    work.open_patient(course_under_way(camera.desk), "fractions", "")
    camera.take("fractions")
    end(camera)
