"""The lists made from a chart: what of a patient's plan is still to be done."""

import pytest

from ltm_desktop.app.projection import project
from ltm_desktop.app.rows import ItemRow
from ltm_desktop.app.worklists import row_state
from ltm_desktop.domain.dosing import NotGiven
from ltm_desktop.domain.patients import RecordDeath, WithdrawPatient
from ltm_desktop.domain.terms import ItemState
from ltm_desktop.storage.tables import UNSETTLED
from tests.builders import PATIENT, not_given
from tests.cases.clinical import day
from tests.stories import Story, irradiated


def rows(story: Story) -> tuple[ItemRow, ...]:
    found = project(story.chart)
    assert found is not None
    return found.items


@pytest.mark.parametrize(
    "end",
    [
        RecordDeath(PATIENT, day("2026-03-13")),
        WithdrawPatient(PATIENT, day("2026-03-13"), "wish"),
    ],
)
def test_nothing_is_left_to_do_for_a_patient_whose_treatment_ended(
    end: RecordDeath | WithdrawPatient,
) -> None:
    held = not_given("IND-1", NotGiven.HELD, until=day("2026-03-20"))
    story = irradiated().does(held)
    assert {one.outcome for one in rows(story)} == {"", "held"}
    ended = rows(story.does(end))
    assert [one for one in ended if one.outcome in UNSETTLED or one.held_until] == []
    assert {row_state(one, day("2026-03-25")) for one in ended} == {ItemState.CANCELLED}
