"""A ward at the window: synthetic patients whose first dose lies at the bedside, and hands.

The hands are those of the journeys; whoever signs here types a secret like everybody else, except
where a figure leaves the derivation of keys out and says so.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from benchmarks.figures import Bench
from benchmarks.kept import place
from ltm_desktop.app.demo import scenes
from ltm_desktop.app.demo.build import build_demo
from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.demo.roster import Part
from ltm_desktop.app.demo.stage import KeptCabinet, SetClock, Stage
from ltm_desktop.app.demo.stories import Story
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.planning import PlanTreatment
from ltm_desktop.domain.terms import Access, ItemKind, Sex
from ltm_desktop.ui.shell import Shell
from ltm_desktop.ui.style import dress
from tests.journeys import desk as hands
from tests.journeys.desk import ZONE, Window, at

DAY = "2026-03-02"
ANN = "nurse.a"


def ready_site(bench: Bench, patients: int) -> Path:
    """Return a copy of a site whose patients wait for their first dose, checked and called."""
    kept = place(bench, f"ready-{patients}")
    if not kept.exists():
        _make(kept.with_name(f"{kept.name}-making"), patients).rename(kept)
    return Path(shutil.copytree(kept, bench.scratch / f"{kept.name}-copy"))


def _make(site: Path, patients: int) -> Path:
    shutil.rmtree(site, ignore_errors=True)
    early = at("2026-03-01 08:00")
    build_demo(
        House(), site, patients=0, now=early, say=Words("en"), progress=lambda _: None
    ).close()
    # late enough that check and time-out are fresh when the injection begins at 10:02
    clock = SetClock(ZONE, at(f"{DAY} 09:55"))
    desk = House(lambda _zone: clock).open_site(site, "research.r", DEMO_SECRET)
    desk.cabinet = KeptCabinet(desk.cabinet)
    try:
        for number in range(1, patients + 1):
            _ready(Stage(desk, clock, Words("en")), number, clock)
    finally:
        desk.close()
    return site


def _ready(stage: Stage, number: int, clock: SetClock) -> None:
    part = Part(
        HumanName("Probe", name_of(number)), Sex.FEMALE, "1964-04-04", "B", Access.OMMAYA, 0
    )
    story = Story(stage, number, part, clock.at.date())
    scenes.enrol(story)
    stage.do("research.r", PlanTreatment(story.patient, clock.at.date()))
    item = story.item(ItemKind.DOSE, 1)
    scenes.order(story, item)
    scenes.make_ready(story, item)
    scenes.time_out(story, item, scenes.check(story, item, ""))
    clock.at += timedelta(seconds=1)


def name_of(number: int) -> str:
    """Return the given name of a patient, found by nothing else."""
    return "Q" + "".join(chr(ord("a") + int(digit)) for digit in f"{number:03}")


@dataclass
class Open:
    """An open window with its application."""

    app: QApplication
    window: Window

    def turn(self) -> None:
        """Let the window do what waits for it."""
        self.app.processEvents()


@contextmanager
def at_the_door(site: Path, wall: str, scratch: Path) -> Iterator[Open]:
    """Open the program on a site; it is closed afterwards."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication([])
    app.setQuitOnLastWindowClosed(False)
    dress(app)
    settings = QSettings(str(scratch / "settings.ini"), QSettings.Format.IniFormat)
    window = hands.start(site, SetClock(ZONE, at(wall)), settings)
    hands.settle(window)
    try:
        yield Open(app, window)
    finally:
        hands.close(window)


@contextmanager
def opened(site: Path, wall: str, scratch: Path, person: str = ANN) -> Iterator[Open]:
    """Open the program and sign in."""
    with at_the_door(site, wall, scratch) as here:
        sign_in(here.window, person)
        yield here


def sign_in(window: Window, person: str) -> None:
    """Sign in at the door."""
    hands.type_into(window, "signin.person", person)
    hands.type_into(window, "signin.secret", DEMO_SECRET)
    hands.press(window, "signin.button")
    hands.wait_for(lambda: hands.is_shown(window, "rail.today"))
    hands.finish(window)


def shell_of(here: Open) -> Shell:
    """Return the open site in the window."""
    shell = here.window.program.centralWidget()
    if not isinstance(shell, Shell):
        raise TypeError("no open site")
    return shell
