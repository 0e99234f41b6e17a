from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.widgets.reading_dates import read_day, read_moment, read_time

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 2, 11, 42, 30, tzinfo=SHANGHAI)
TODAY = NOW.date()
DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    "typed",
    [
        "02-Mar-2026", "2-mar-2026", "02 March 2026", "2026-03-02", "2026/3/2", "20260302",
        "2026年3月2日", "2026 年 3 月 2 日", "２０２６年３月２日",
        "t", "today", "今天", "T+0", " 02.Mar.2026 ",
    ],
)  # fmt: skip
def test_a_day_can_be_typed_in_the_ways_people_write_it(typed: str) -> None:
    assert read_day(typed, TODAY).value == DAY


@pytest.mark.parametrize(("typed", "days"), [("t+1", 1), ("t-3d", -3), ("+3d", 3), ("-1d", -1)])
def test_a_day_can_be_typed_relative_to_today(typed: str, days: int) -> None:
    assert read_day(typed, TODAY).value == DAY + timedelta(days=days)


def test_a_date_that_reads_two_ways_has_two_readings_and_no_value() -> None:
    reading = read_day("02/03/2026", TODAY)
    assert reading.values == (date(2026, 3, 2), date(2026, 2, 3))
    assert reading.value is None


def test_a_date_that_reads_one_way_only_is_not_asked_about() -> None:
    assert read_day("25/03/2026", TODAY).value == date(2026, 3, 25)
    assert read_day("03/03/2026", TODAY).value == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("30-Feb-2026", "dates.impossible"),
        ("02-Abc-2026", "dates.impossible"),
        ("2026-13-01", "dates.impossible"),
        ("45/45/2026", "dates.impossible"),
        ("2-Mar-26", "dates.short_year"),
        ("02/03/26", "dates.short_year"),
        ("soon", "dates.unread"),
        ("Mar-2026", "dates.unread"),
    ],
)
def test_a_day_that_cannot_be_is_a_problem_and_never_corrected(typed: str, problem: str) -> None:
    assert read_day(typed, TODAY).problem == problem


@pytest.mark.parametrize(
    "typed", ["09:05", "9:05", "0905", "09.05", "9点05分", "9时5分", "０９：０５"]
)
def test_a_time_can_be_typed_in_the_ways_people_write_it(typed: str) -> None:
    assert read_time(typed, NOW).value == time(9, 5)


@pytest.mark.parametrize(
    ("typed", "at"),
    [("n", time(11, 42)), ("现在", time(11, 42)), ("-20min", time(11, 22)), ("-2h", time(9, 42))],
)
def test_a_time_can_be_typed_relative_to_now(typed: str, at: time) -> None:
    assert read_time(typed, NOW).value == at


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("24:00", "dates.midnight"),
        ("25:00", "dates.time_impossible"),
        ("09:60", "dates.time_impossible"),
        ("-13h", "dates.other_day"),
        ("-20m", "dates.m_is_unclear"),
        ("3:15 pm", "dates.time_unread"),
        ("9", "dates.time_unread"),
    ],
)
def test_a_time_that_cannot_be_is_a_problem(typed: str, problem: str) -> None:
    assert read_time(typed, NOW).problem == problem


def test_a_moment_is_a_date_and_a_time_in_the_sites_zone() -> None:
    assert read_moment("01-Mar-2026 09:05", NOW).value == datetime(
        2026, 3, 1, 9, 5, tzinfo=SHANGHAI
    )
    assert read_moment("2026年3月1日 9点05分", NOW).value == datetime(
        2026, 3, 1, 9, 5, tzinfo=SHANGHAI
    )
    assert read_moment("t-1 0905", NOW).value == datetime(2026, 3, 1, 9, 5, tzinfo=SHANGHAI)
    assert read_moment("11:36", NOW).value == datetime(2026, 3, 2, 11, 36, tzinfo=SHANGHAI)
    assert read_moment("-20min", NOW).value == datetime(2026, 3, 2, 11, 22, tzinfo=SHANGHAI)
    assert read_moment("-2h", NOW).value == datetime(2026, 3, 2, 9, 42, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("02-Mar-2026", "dates.no_time"),
        ("2 Mar 2026", "dates.no_time"),
        ("02-Mar-2026 25:00", "dates.time_impossible"),
        ("30-Feb-2026 09:05", "dates.impossible"),
    ],
)
def test_half_a_moment_says_which_half_is_missing_or_wrong(typed: str, problem: str) -> None:
    assert read_moment(typed, NOW).problem == problem


def test_an_hour_that_comes_twice_is_asked_about_and_a_skipped_one_is_refused() -> None:
    autumn = datetime(2026, 10, 25, 12, 0, tzinfo=BERLIN)
    twice = read_moment("25-Oct-2026 02:30", autumn).values
    assert [moment.utcoffset() for moment in twice] == [timedelta(hours=2), timedelta(hours=1)]
    spring = datetime(2026, 3, 29, 12, 0, tzinfo=BERLIN)
    assert read_moment("29-Mar-2026 02:30", spring).problem == "dates.skipped"


def test_hours_back_across_a_clock_change_are_elapsed_hours() -> None:
    spring = datetime(2026, 3, 29, 3, 30, tzinfo=BERLIN)
    (back,) = read_moment("-1h", spring).values
    assert spring.astimezone(UTC) - back.astimezone(UTC) == timedelta(hours=1)


@given(st.dates(), st.sampled_from(["en", "zh_CN"]))
def test_what_is_shown_can_be_typed_again(day: date, language: str) -> None:
    assert read_day(Words(language).date(day), TODAY).value == day


@given(st.text(max_size=30))
def test_no_text_whatever_breaks_the_reading(typed: str) -> None:
    for reading in (read_day(typed, TODAY), read_time(typed, NOW), read_moment(typed, NOW)):
        assert bool(reading.values) != bool(reading.problem)
        assert len(reading.values) <= 2
