"""An empty site: what every page says where nothing stands yet, and to whom."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QTableView, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.pages import CHART, PAGES
from ltm_desktop.ui.panels.site.parts import PARTS
from ltm_desktop.ui.records_page import parts_of
from ltm_desktop.ui.widgets.card import EmptyState
from ltm_desktop.ui.workplace import Workplace
from tests.app.clinic import configure, copy, found, opened
from tests.builders import (
    ADMINISTRATOR,
    INVESTIGATOR,
    MONITOR,
    NURSE,
    PHARMACIST,
    PHYSICIAN,
    THERAPIST,
)

MONDAY = "2026-03-02 10:00"
EVERYBODY = (ADMINISTRATOR, NURSE, PHYSICIAN, INVESTIGATOR, PHARMACIST, THERAPIST, MONITOR)
ENROLLERS = (NURSE, PHYSICIAN, INVESTIGATOR)
SAYS_ENOUGH = ("Nothing waits for a signature.", "没有等待签名的记录。")
"""What needs no next step: it is the good end of a day."""


@pytest.fixture(scope="module")
def unconfigured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with its staff; no configuration is signed and nobody is enrolled."""
    site = tmp_path_factory.mktemp("new") / "site"
    found(site)
    return site


@pytest.fixture(scope="module")
def configured(unconfigured: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site when the investigator has signed."""
    site = copy(unconfigured, tmp_path_factory.mktemp("signed") / "site")
    with opened(site, "2026-03-01 09:00") as clinic:
        configure(clinic)
    return site


@contextmanager
def at_the_desk(site: Path, person: PersonId, qtbot: QtBot, language: str) -> Iterator[Workplace]:
    """Open the window of one person on a site."""
    with opened(site, MONDAY, person) as clinic:
        work = Workplace(Context(clinic.desk, Words(language), Notices()))
        qtbot.addWidget(work)
        work.resize(1366, 768)
        with qtbot.waitExposed(work):
            work.show()
        yield work
        qtbot.waitUntil(lambda: not Background.any_at_work())
        work.close()


def places(work: Workplace) -> Iterator[str]:
    """Yield every page and part of a page that this person comes to."""
    for page in PAGES:
        if page.key != CHART and page.shown_to(work.context.desk):
            yield page.key
    yield "today:handover"
    yield from (f"records:{key}" for key, _ in parts_of(work.context))
    yield from (f"site:{key}" for key, _ in PARTS)


def empty_words(work: Workplace) -> list[tuple[str, str]]:
    """Return what stands in empty places in sight: the sentence and its next step."""
    found = [one for one in work.findChildren(EmptyState) if one.isVisible()]
    lines = [[two.text() for two in one.findChildren(QLabel) if two.isVisible()] for one in found]
    return [(first, " ".join(rest)) for first, *rest in lines]


def shown(work: Workplace, name: str) -> bool:
    """Tell whether a part of this name can be seen."""
    return any(one.isVisible() for one in work.findChildren(QWidget, name))


@pytest.mark.parametrize(
    ("person", "language"), [*((one, "en") for one in EVERYBODY), (ADMINISTRATOR, "zh_CN")]
)
def test_nothing_is_empty_without_saying_what_comes_next(
    unconfigured: Path, qtbot: QtBot, person: PersonId, language: str
) -> None:
    mute = []
    with at_the_desk(unconfigured, person, qtbot, language) as work:
        for place in places(work):
            work.go(place)
            qtbot.waitUntil(lambda: not Background.any_at_work())
            said = empty_words(work)
            mute += [(place, one) for one, step in said if not step and one not in SAYS_ENOUGH]
            tables = [one for one in work.findChildren(QTableView) if one.isVisible()]
            bare = [one.objectName() for one in tables if not one.model().rowCount()]
            mute += [(place, one) for one in bare if not said]
    # the overview says the step in the stop above it
    assert [one for one in mute if one[0] != "overview"] == []


def test_no_page_scrolls_sideways_in_the_smallest_window(
    unconfigured: Path, qtbot: QtBot, in_the_look: QApplication
) -> None:
    wide = []
    with at_the_desk(unconfigured, ADMINISTRATOR, qtbot, "en") as work:
        for place in places(work):
            work.go(place)
            qtbot.waitUntil(lambda: not Background.any_at_work())
            QTest.qWait(1)
            areas = [one for one in work.findChildren(QScrollArea) if one.isVisible()]
            wide += [place for one in areas if one.horizontalScrollBar().maximum()]
    assert wide == []


def test_today_says_once_that_nothing_waits_for_a_signature(
    unconfigured: Path, qtbot: QtBot
) -> None:
    with at_the_desk(unconfigured, PHYSICIAN, qtbot, "en") as work:
        said = [one.text() for one in work.findChildren(QLabel) if one.isVisible()]
    assert [one for one in said if "waits for a signature" in one] == [SAYS_ENOUGH[0]]


@pytest.mark.parametrize("person", EVERYBODY)
def test_before_the_configuration_today_and_patients_lead_to_getting_ready(
    unconfigured: Path, qtbot: QtBot, person: PersonId
) -> None:
    with at_the_desk(unconfigured, person, qtbot, "en") as work:
        for place in ("today", "patients"):
            work.go(place)
            assert (
                "Site (F12), Getting ready says what is missing"
                in dict(empty_words(work))[
                    "Nothing is overdue, in progress, due, open or held today."
                    if place == "today"
                    else "No patient is entered yet."
                ]
            )


@pytest.mark.parametrize("person", EVERYBODY)
def test_who_may_enrol_is_asked_to_and_everybody_else_is_told_who_does(
    configured: Path, qtbot: QtBot, person: PersonId
) -> None:
    may = person in ENROLLERS
    with at_the_desk(configured, person, qtbot, "en") as work:
        work.go("patients")
        step = dict(empty_words(work))["No patient is entered yet."]
        offered = shown(work, "patients.enrol_button")
    who = "A nurse, a research nurse or a physician enrols the first one."
    assert (step, offered) == ("Enrol the first patient." if may else who, may)
