"""How far a dose has come, as Today reads it: after a hold, and after a no at the time-out."""

from ltm_desktop.app.projection import project
from ltm_desktop.app.rows import ItemRow
from ltm_desktop.domain.dosing import NotGiven
from ltm_desktop.domain.dosing_path import DoseStep
from tests.builders import PHARMACIST, assess, not_given, receive, release, stop_time_out, time_out
from tests.cases.clinical import day
from tests.stories import Story, planned


def row(story: Story) -> ItemRow:
    rows = project(story.chart)
    assert rows is not None
    return next(one for one in rows.items if one.code == "IND-1")


def test_a_held_dose_waits_for_its_assessment_whatever_else_stands() -> None:
    held = not_given(outcome=NotGiven.HELD, until=day("2026-03-03"))
    story = planned().ready("IND-1").at("2026-03-02 10:05").does(held)
    assert row(story).step == DoseStep.PLANNED
    back = story.at("2026-03-03 09:00").does(release(), PHARMACIST).does(receive())
    assert row(back).step == DoseStep.PLANNED
    assert row(back.does(assess())).step == DoseStep.RECEIVED


def test_a_no_at_the_time_out_stands_in_the_row_until_another_one_is_read() -> None:
    story = planned().ready("IND-1").at("2026-03-02 10:05")
    assert row(story).stopped_at == ""
    stopped = story.does(stop_time_out())
    assert row(stopped).stopped_at == story.now.isoformat()
    assert row(stopped).step == DoseStep.CHECKED
    assert row(stopped.does(time_out())).stopped_at == ""
