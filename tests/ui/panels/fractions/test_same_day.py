"""A session on the day of a dose: the signed order and its hours, read before signing."""

from datetime import timedelta

import pytest

from ltm_desktop.ui.panels.fractions.typed import Told
from tests.demo_site import OpenAs
from tests.ui.panels.fractions.people import find, sign_same_day
from tests.ui.panels.fractions.rooms import Room, open_room


def _room(open_as: OpenAs, order: str, language: str = "en") -> Room:
    desk = open_as("therapist.d")
    sign_same_day(desk, order, "4 h")
    return open_room(desk, language=language)


def test_a_fraction_too_soon_after_the_dose_says_so_and_is_told_only_with_an_incident(
    open_as: OpenAs,
) -> None:
    room = _room(open_as, "dose_first")
    dose = room.desk.chart(find(room.desk, "Alpha")).dosing.injections()[-1].started_at
    soon = dose + timedelta(minutes=30)
    words = room.presenter.same_day(soon).words.replace("\u00a0", " ")
    assert words.startswith("Fewer than 4 h to the dose at ")
    assert f"{dose:%H:%M}; the later of the two" in words
    assert f"{dose + timedelta(hours=4):%H:%M}" in words
    assert "Wait until then." in words
    later = room.presenter.same_day(dose + timedelta(hours=4)).words.replace("\u00a0", " ")
    assert later.endswith("The 4 h after the dose have passed.")
    room.presenter.review(room.typed(), Told(soon))
    assert "fractions.same_day_gap" in {alert.code for alert in room.seen.alerts}
    assert room.seen.tellable


@pytest.mark.parametrize(
    ("language", "found"), [("en", "order of the day is not kept"), ("zh_CN", "先后顺序不符")]
)
def test_a_fraction_after_a_dose_that_should_follow_it_is_named_in_both_languages(
    open_as: OpenAs, language: str, found: str
) -> None:
    room = _room(open_as, "fraction_first", language)
    dose = room.desk.chart(find(room.desk, "Alpha")).dosing.injections()[-1].started_at
    told = room.presenter.same_day(dose + timedelta(hours=6))
    assert found in told.words
    assert told.against


def test_where_no_order_was_signed_only_the_dose_is_named(open_as: OpenAs) -> None:
    room = open_room(open_as("therapist.d"))
    dose = room.desk.chart(find(room.desk, "Alpha")).dosing.injections()[-1].started_at
    told = room.presenter.same_day(dose + timedelta(minutes=30))
    assert told.words.endswith("the same day.")
    assert not told.against
