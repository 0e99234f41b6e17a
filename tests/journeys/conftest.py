"""Where stories are played: settings of their own, a site to begin in, and programs that close."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from ltm_desktop import resource_files
from ltm_desktop.app.demo.build import build_demo
from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.demo.roster import Part
from ltm_desktop.app.demo.scenes import enrol
from ltm_desktop.app.demo.stage import KeptCabinet, SetClock, Stage
from ltm_desktop.app.demo.stories import Story
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.planning import PlanTreatment
from ltm_desktop.domain.site import SignConfiguration
from ltm_desktop.domain.terms import Access, Sex
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.style import dress
from tests.cases import courses
from tests.cases.clinical import VERSION
from tests.journeys import clinic, desk
from tests.journeys.clinic import Patient
from tests.journeys.desk import ZONE, Window, at
from tests.journeys.readying import bring_to_bedside, draw_blood

CHEN = Patient(
    "Ceshi", "Chen", "测试晨", "30-Jan-1970", "female", "D01-001", "A", "ommaya", "right frontal"
)
Start = Callable[[Path, str], Window]


@pytest.fixture(scope="session")
def staffed_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo site with its people and the signed example configuration, and no patient."""
    site = tmp_path_factory.mktemp("staffed") / "site"
    build_demo(
        House(),
        site,
        patients=0,
        now=at("2026-03-01 08:00"),
        say=Words("en"),
        progress=lambda _: None,
    ).close()
    return site


@pytest.fixture(scope="session")
def ordered_site(
    staffed_site: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Path:
    """A site where one patient was enrolled, planned and given an order, all at the window."""
    folder = tmp_path_factory.mktemp("ordered")
    site = Path(shutil.copytree(staffed_site, folder / "site"))
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    dress(qapp)
    window = desk.start(site, SetClock(ZONE, at("2026-03-02 08:00")), settings)
    try:
        order_first_dose(window)
    finally:
        desk.close(window)
    return site


def order_first_dose(window: Window) -> None:
    """Enrol, plan and prescribe at the window."""
    clinic.sign_in(window, clinic.ANN)
    clinic.enrol(window, CHEN, "02-Mar-2026")
    clinic.open_patient(window, CHEN.family)
    clinic.plan(window, "02-Mar-2026")
    draw_blood(window)
    clinic.assess(window)
    clinic.hand_over(window, clinic.PAUL)
    clinic.open_patient(window, CHEN.family)
    clinic.prescribe(window, clinic.PAUL, "ommaya")


@pytest.fixture
def ordered(ordered_site: Path, tmp_path: Path) -> Path:
    """This story's own copy of the site with an order, closed."""
    return Path(shutil.copytree(ordered_site, tmp_path / "site"))


@pytest.fixture(scope="session")
def ready_site(
    ordered_site: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Path:
    """A site where the first dose lies at the bedside, ready for its check."""
    folder = tmp_path_factory.mktemp("ready")
    site = Path(shutil.copytree(ordered_site, folder / "site"))
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    window = desk.start(site, SetClock(ZONE, at("2026-03-02 09:30")), settings)
    try:
        clinic.sign_in(window, clinic.ANN)
        bring_to_bedside(window)
    finally:
        desk.close(window)
    return site


@pytest.fixture
def ready(ready_site: Path, tmp_path: Path) -> Path:
    """This story's own copy of the site with a syringe at the bedside, closed."""
    return Path(shutil.copytree(ready_site, tmp_path / "site"))


@pytest.fixture
def site(staffed_site: Path, tmp_path: Path) -> Path:
    """This story's own copy of the staffed site, closed."""
    return Path(shutil.copytree(staffed_site, tmp_path / "site"))


@pytest.fixture
def start(qapp: QApplication, tmp_path: Path) -> Iterator[Start]:
    """Start the program on a folder at a moment of the story; what is left open is closed."""
    dress(qapp)
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    opened: list[Window] = []

    def begin(folder: Path, wall: str) -> Window:
        opened.append(desk.start(folder, SetClock(ZONE, at(wall)), settings))
        return opened[-1]

    yield begin
    for window in opened:
        if window.is_open:
            desk.close(window)
    assert not Background.any_at_work()


@pytest.fixture
def planned(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """A site that signed a study, with one patient planned by it."""
    folder = tmp_path / "resources"
    folder.mkdir()
    root = courses.resources(folder)
    monkeypatch.setattr(resource_files, "_root", lambda: root)

    def prepare(study: str) -> Path:
        clock = SetClock(ZONE, at("2026-02-27 09:00"))
        house = House(lambda _zone: clock)
        desk = house.open_site(site, "research.r", DEMO_SECRET)
        desk.cabinet = KeptCabinet(desk.cabinet)
        stage = Stage(desk, clock, Words("en"))
        values = {**house.example_values(study, VERSION), "site.record_language": "both"}
        digest = desk.library.load(study, VERSION)[1]
        signed = SignConfiguration(study, VERSION, digest, tuple(values.items()))
        stage.do("physician.q", signed)
        part = Part(HumanName("Demo", "Ray"), Sex.FEMALE, "1961-05-05", "A", Access.OMMAYA, 0)
        story = Story(stage, 33, part, date(2026, 3, 2))
        enrol(story)
        stage.do("research.r", PlanTreatment(story.patient, date(2026, 3, 2)))
        desk.close()
        return site

    return prepare
