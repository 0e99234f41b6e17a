"""Let the program picture itself for README and guide: python -m installer.pictures [FOLDER].

A demo site is made on a fixed day, opened by its synthetic people, and walked through in both
languages. Nothing but the pictures is kept.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QTabBar, QWidget

from installer.places import ROOT
from ltm_desktop.app.demo.build import build_demo
from ltm_desktop.app.demo.cast import DEMO_SECRET, ZONE
from ltm_desktop.app.demo.stage import SetClock
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.words import LANGUAGES, Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.terms import Access, ItemKind, ItemState
from ltm_desktop.ui.application import Program
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.shell import Shell
from ltm_desktop.ui.style import dress

FOLDER = ROOT / "docs" / "pictures"
NOW = datetime(2026, 3, 18, 10, 40, tzinfo=ZoneInfo(ZONE))
"""A Wednesday: pictures of one version differ from those of the next only where it does."""
SIZE = (1366, 768)
PATIENTS = 30
WHOLE = 20
"""Sessions; a course with as many is no longer under way."""
_PATIENCE = 60.0


@dataclass(frozen=True)
class Camera:
    """The open program, and where its pictures go."""

    program: Program
    folder: Path
    language: str

    @property
    def desk(self) -> Desk:
        """The open site."""
        return self.shell.work.context.desk

    @property
    def shell(self) -> Shell:
        """The window of the open site."""
        page = self.program.centralWidget()
        if not isinstance(page, Shell):
            raise TypeError("nobody has signed in")
        return page

    def find(self, name: str) -> QWidget:
        """Return the shown widget of a name."""
        found = self.program.findChildren(QWidget, name)
        return next(one for one in found if one.isVisible())

    def press(self, name: str) -> None:
        """Press a shown button."""
        button = self.find(name)
        if isinstance(button, QAbstractButton):
            button.click()
        self.rest()

    def type(self, name: str, text: str) -> None:
        """Type into a shown field."""
        line = self.find(name)
        if isinstance(line, QLineEdit):
            line.setText(text)
            line.textEdited.emit(text)
            line.editingFinished.emit()

    def rest(self) -> None:
        """Let the window come to rest."""
        until = time.monotonic() + 0.7
        while time.monotonic() < until or Background.any_at_work():
            QApplication.processEvents()
            time.sleep(0.01)

    def take(self, name: str) -> None:
        """Write one picture; the English one bears the plain name."""
        self.rest()
        ending = "" if self.language == "en" else f".{self.language}"
        file = self.folder / f"{name}{ending}.png"
        # The least file: a picture loses nothing by it.
        if not self.program.grab().save(str(file), quality=0):
            raise OSError(file)
        print(file.name)


def draw(folder: Path) -> None:
    """Make the demo site and picture every page in every language."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="ltm-pictures-") as place:
        site = Path(place) / "site"
        clock = SetClock(ZONE, NOW)
        build_demo(
            House(), site, patients=PATIENTS, now=NOW, say=Words("en"), progress=lambda _: None
        ).close()
        for language in LANGUAGES:
            settings = QSettings(str(Path(place) / f"{language}.ini"), QSettings.Format.IniFormat)
            empty = Program(House(lambda _zone: clock), Path(place) / "new", language, settings)
            picture_set_up(_begin(empty, folder, language))
            program = Program(House(lambda _zone: clock), site, language, settings)
            walk(_begin(program, folder, language))


def _begin(program: Program, folder: Path, language: str) -> Camera:
    # Whatever the screen: the pictures have one size.
    program.resize(*SIZE)
    program.show()
    camera = Camera(program, folder, language)
    camera.rest()
    return camera


def picture_set_up(camera: Camera) -> None:
    """Picture the first question of set-up."""
    camera.take("set-up")
    _end(camera)


def walk(camera: Camera) -> None:
    """Picture the open site as a nurse, then as the physician, then as the administrator."""
    camera.take("sign-in")
    sign_in(camera, "nurse.a")
    for page in ("today", "patients", "records"):
        camera.shell.work.go(page)
        camera.take(page)
    camera.press("rail.patients")
    camera.press("patients.enrol_button")
    camera.take("enrolment")
    picture_charts(camera)
    camera.shell.lock()
    camera.take("locked")
    hand_over(camera, "physician.p")
    picture_sign_off(camera)
    hand_over(camera, "admin")
    camera.shell.work.go("site")
    camera.take("people")
    tabs = camera.find("site.tabs")
    if isinstance(tabs, QTabBar):
        tabs.setCurrentIndex(1)
    camera.take("configuration")
    _end(camera)


def picture_charts(camera: Camera) -> None:
    """Picture a dose as it is told, a course of fractions, and a patient's record."""
    work = camera.shell.work
    patient, item = dose_due(camera.desk)
    work.open_patient(patient, "dosing", item)
    camera.press("dosing.step.give")
    camera.press("dosing.access.ommaya")
    for name, text in (("needle_gauge", "25"), ("punctures", "1"), ("csf_withdrawn", "5")):
        camera.type(f"dosing.{name}", text)
    camera.take("main-window")
    work.open_patient(course_under_way(camera.desk), "fractions", "")
    camera.take("fractions")
    work.open_patient(work.whereabouts().patient, "record", "")
    camera.take("record")


def picture_sign_off(camera: Camera) -> None:
    """Picture the inbox and the oldest record of it being read."""
    camera.shell.work.go("signoff")
    camera.take("sign-off")
    table = camera.find("signoff.table")
    table.selectRow(0)  # type: ignore[attr-defined]  # found by its name
    camera.press("signoff.open_button")
    camera.take("reading")


def dose_due(desk: Desk) -> tuple[str, str]:
    """Return a patient and the dose by Ommaya that is due today, an ordered one first."""
    due = [
        one
        for one in desk.worklists.today()
        if one.item.kind == ItemKind.DOSE and one.state is ItemState.DUE_TODAY
    ]

    def ready(patient: str, item: str) -> int:
        chart = desk.chart(PatientId(patient))
        device = chart.patient.access if chart.patient else None
        by_ommaya = device is not None and device.access is Access.OMMAYA
        return by_ommaya * 4 + (item in chart.dosing.orders) * 2 + (item in chart.dosing.checks)

    best = max(due, key=lambda one: ready(one.item.patient_id, one.item.code))
    return best.item.patient_id, best.item.code


def course_under_way(desk: Desk) -> str:
    """Return the patient furthest in a course that is still under way."""
    rows = [one.patient.patient_id for one in desk.worklists.patients()]
    told = {one: len(desk.chart(PatientId(one)).course.sessions) for one in rows}
    return max(rows, key=lambda one: told[one] if told[one] < WHOLE else 0)


def sign_in(camera: Camera, person: str) -> None:
    """Sign in before the site is open."""
    camera.type("signin.person", person)
    camera.type("signin.secret", DEMO_SECRET)
    camera.press("signin.button")
    _wait(lambda: isinstance(camera.program.centralWidget(), Shell))


def hand_over(camera: Camera, person: str) -> None:
    """Lock the screen, and let somebody else sign in over it."""
    camera.shell.lock()
    camera.rest()
    camera.press("lock.other")
    camera.type("lock.person", person)
    camera.type("lock.secret", DEMO_SECRET)
    camera.press("lock.button")
    _wait(lambda: not camera.shell.locked)


def _end(camera: Camera) -> None:
    camera.program.close()
    _wait(lambda: not camera.program.isVisible())
    camera.program.deleteLater()


def _wait(stands: Callable[[], bool]) -> None:
    until = time.monotonic() + _PATIENCE
    while not stands():
        if time.monotonic() > until:
            raise TimeoutError
        QApplication.processEvents()
        time.sleep(0.01)


if __name__ == "__main__":
    app = QApplication([])
    dress(app)
    draw(Path(sys.argv[1]) if sys.argv[1:] else FOLDER)
