"""A site where one syringe lies at the bedside, ready for its check; everything is synthetic."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from ltm_desktop.app.demo.build import build_demo
from ltm_desktop.app.demo.roster import Part
from ltm_desktop.app.demo.stage import SetClock, Stage
from ltm_desktop.app.demo.stories import Story
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.dosing_path import DoseStep
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.terms import Access, Sex
from tests.aloud.speaker import TEN
from tests.journeys.desk import at

_PART = Part(
    HumanName("Ceshi", "Chen", "测试晨"),
    Sex.FEMALE,
    "1970-01-30",
    "B",
    Access.OMMAYA,
    0,
    stands=DoseStep.RECEIVED,
)


@pytest.fixture(scope="session")
def bedside_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make it by the window's own commands; copy it before writing to it."""
    site = tmp_path_factory.mktemp("bedside") / "site"
    now = at(TEN)
    desk = build_demo(House(), site, patients=0, now=now, say=Words("en"), progress=lambda _: None)
    clock = desk.clock
    assert isinstance(clock, SetClock)
    clock.at = now - timedelta(days=5)
    stage = Stage(desk, clock, Words("en"))
    for moment in Story(stage, 1, _PART, date(2026, 3, 2), until=now).play():
        clock.at = max(moment, clock.at + timedelta(seconds=7))
    desk.close()
    return site
