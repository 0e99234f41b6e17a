"""What a site still lacks: told by what stands on it, each line with where it is done."""

import pytest

from ltm_desktop.app.readiness import Before, ReadyLine, readiness
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.site.parts import PARTS
from tests.demo_site import OpenAs


@pytest.fixture
def lines(open_as: OpenAs) -> dict[str, ReadyLine]:
    desk = open_as("admin")
    return {one.title: one for one in readiness(desk, Words("en"))}


def test_a_demonstration_lacks_nothing_a_dose_needs(lines: dict[str, ReadyLine]) -> None:
    missing = [one.title for one in lines.values() if not one.done]
    wise = {one.title for one in lines.values() if one.before is Before.WISE}
    assert set(missing) <= wise
    assert lines["Every step of a dose"].told == "Somebody may do each step of a dose today."
    assert "NCT05305885" in lines["The configuration, signed by the investigator"].told


def test_what_is_only_wise_says_why(lines: dict[str, ReadyLine]) -> None:
    backups = lines["Backups on another disk"]
    assert (backups.done, backups.part) == (False, "backups")
    assert "broken disk" in backups.told


def test_every_line_leads_to_a_part_of_the_site_page(lines: dict[str, ReadyLine]) -> None:
    assert {one.part.partition(":")[0] for one in lines.values()} <= {key for key, _ in PARTS}
