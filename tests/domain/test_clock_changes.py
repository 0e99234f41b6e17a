"""Midnight, the hour that comes twice and the hour that never comes: days, hours and words."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.app.wording.formats import comes_twice
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Act, elapsed
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.schedule import WorkingCalendar, interval_alerts, study_day
from ltm_desktop.domain.terms import ItemState
from tests.builders import NURSE, at, record, syringe
from tests.cases.clinical import example
from tests.domain.dose_steps import told
from tests.stories import planned

BERLIN = ZoneInfo("Europe/Berlin")
TWICE = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
SECOND_TIME = TWICE.replace(fold=1)
ONE, TWO = ItemCode("IND-1"), ItemCode("IND-2")


def act_at(now: datetime) -> Act:
    return Act(NURSE, now, WorkingCalendar(frozenset({1})))


def test_a_dose_given_across_midnight_counts_on_the_day_on_which_it_began() -> None:
    made = syringe("2026-03-02", use_by=at("2026-03-03 06:00"), preparation="prep-IND-1")
    story = planned().at("2026-03-02 23:50").ready("IND-1", syringe=made).at("2026-03-03 00:10")
    late = record(started="2026-03-02 23:58", syringe=made)
    event = told(story, late)
    assert event.ended_at is not None
    assert (event.started_at.day, event.ended_at.day) == (2, 3)
    assert event.state is ItemState.GIVEN_IN_WINDOW
    after = story.does(late)
    begun = after.chart.dosing.given[0].started_at
    assert after.act(NURSE).day_of(begun) == date(2026, 3, 2)
    assert study_day(date(2026, 3, 2), after.act(NURSE).day_of(begun)) == 1
    (alert,) = interval_alerts(example(), TWO, ONE, begun, at("2026-03-04 23:57"))
    assert alert.values["earliest"] == at("2026-03-04 23:58")


def test_the_hour_that_comes_twice_is_an_hour_long_between_its_two_halves() -> None:
    assert elapsed(TWICE, SECOND_TIME) == timedelta(hours=1)
    assert elapsed(SECOND_TIME, TWICE) == -timedelta(hours=1)
    assert {act_at(TWICE).day_of(one) for one in (TWICE, SECOND_TIME)} == {date(2026, 10, 25)}


def test_an_interval_from_either_half_of_that_hour_ends_an_hour_apart() -> None:
    too_soon = datetime(2026, 10, 27, 1, 0, tzinfo=BERLIN)
    first, second = (
        interval_alerts(example(), TWO, ONE, start, too_soon)[0].values["earliest"]
        for start in (TWICE, SECOND_TIME)
    )
    assert first == datetime(2026, 10, 27, 1, 30, tzinfo=BERLIN)
    assert second == datetime(2026, 10, 27, 2, 30, tzinfo=BERLIN)


def test_an_interval_that_ends_in_the_hour_that_never_comes_ends_after_it() -> None:
    start = datetime(2026, 3, 27, 2, 30, tzinfo=BERLIN)
    too_soon = datetime(2026, 3, 29, 1, 59, tzinfo=BERLIN)
    (alert,) = interval_alerts(example(), TWO, ONE, start, too_soon)
    earliest = alert.values["earliest"]
    assert isinstance(earliest, datetime)
    assert earliest.astimezone(BERLIN).isoformat() == "2026-03-29T03:30:00+02:00"
    on_time = datetime(2026, 3, 29, 3, 30, tzinfo=BERLIN)
    assert interval_alerts(example(), TWO, ONE, start, on_time) == ()


def test_midnight_of_the_site_parts_the_days_whatever_offset_an_instant_carries() -> None:
    act = act_at(datetime(2026, 10, 26, 12, tzinfo=BERLIN))
    assert act.day_of(datetime(2026, 10, 24, 21, 59, tzinfo=UTC)) == date(2026, 10, 24)
    assert act.day_of(datetime(2026, 10, 24, 22, 0, tzinfo=UTC)) == date(2026, 10, 25)
    assert act.day_of(datetime(2026, 10, 25, 22, 59, tzinfo=UTC)) == date(2026, 10, 25)
    assert act.day_of(datetime(2026, 10, 25, 23, 0, tzinfo=UTC)) == date(2026, 10, 26)


@pytest.mark.parametrize(("language", "day"), [("en", "25-Oct-2026"), ("zh_CN", "2026年10月25日")])
def test_a_time_that_comes_twice_is_shown_with_its_offset(language: str, day: str) -> None:
    say = Words(language)
    assert say.moment(TWICE) == f"{day} 02:30 +02:00"
    assert say.moment(SECOND_TIME) == say.zone_moment(SECOND_TIME) == f"{day} 02:30 +01:00"
    assert say.time(SECOND_TIME) == "02:30 +01:00"
    assert say.moment(TWICE.replace(hour=4)) == f"{day} 04:30"
    assert say.time(time(2, 30)) == "02:30"


def test_a_time_that_never_comes_and_one_of_a_fixed_offset_do_not_come_twice() -> None:
    assert not comes_twice(datetime(2026, 3, 29, 2, 30, tzinfo=BERLIN))
    assert not comes_twice(TWICE.astimezone(UTC))


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(BERLIN)))  # noqa: DTZ001 - hypothesis wants bare bounds
def test_what_is_shown_of_any_instant_stands_for_that_instant_alone(moment: datetime) -> None:
    instant = moment.astimezone(UTC).astimezone(BERLIN)
    shown = Words("en").moment(instant)
    for hour in (-1, 1):
        other = (instant.astimezone(UTC) + timedelta(hours=hour)).astimezone(BERLIN)
        assert Words("en").moment(other) != shown
    # not by ==: Python calls a time that comes twice unequal to every other zone's
    assert not elapsed(datetime.fromisoformat(instant.isoformat()), instant)
