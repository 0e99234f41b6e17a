"""What a result suggests is confirmed or dismissed by a person, never entered by itself."""

from datetime import timedelta
from decimal import Decimal

import pytest

from ltm_desktop.domain.adverse_events import GradeSource
from ltm_desktop.domain.labs import LabResult, RecordLabs
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.ui.panels.toxicity.typed import Read, TypedReason
from tests.demo_site import OpenAs
from tests.ui.panels.toxicity.rooms import SAY, Room, enter, with_doses


@pytest.fixture
def room(open_as: OpenAs) -> Room:
    """A patient whose platelets fell to 48 after a dose."""
    desk = open_as("nurse.a")
    patient = with_doses(desk)
    unit = Unit.PER_NL
    drawn = desk.clock.now() - timedelta(minutes=1)
    low, high = Quantity(Decimal(125), unit), Quantity(Decimal(350), unit)
    result = LabResult("platelets", Quantity(Decimal(48), unit), drawn, low=low, high=high)
    desk.do(RecordLabs(patient, (result,)), SAY, {})
    return enter(desk, patient)


def test_a_low_count_is_proposed_and_confirmed_with_its_result(room: Room) -> None:
    assert room.events() == ()
    assert room.seen.listed is not None
    (line,) = [one for one in room.seen.listed.suggestions if one.key.startswith("labs.")]
    assert "suggests Platelet count decreased, grade 3." in line.text
    room.presenter.confirm(line.key)
    assert room.seen.typed is not None
    assert (room.seen.typed.term, room.seen.typed.grade) == ("platelet_count_decreased", "3")
    room.send_report("platelet_count_decreased", "3", verbatim="")
    one = room.only()
    assert one.grades[0].source is GradeSource.LABS
    assert room.seen.listed.suggestions == ()


def test_a_suggestion_that_is_not_followed_goes_and_keeps_its_reason(room: Room) -> None:
    assert room.seen.listed is not None
    key = next(one.key for one in room.seen.listed.suggestions if one.key.startswith("labs."))
    room.presenter.dismiss(key)
    assert room.seen.reason is not None
    room.presenter.send(TypedReason("clotted sample (synthetic)"), Read())
    assert room.events() == ()
    chart = room.desk.chart(room.patient)
    assert chart.adverse_events.dismissed[0].told.reason == "clotted sample (synthetic)"
    assert not any(one.key == key for one in room.seen.listed.suggestions)
