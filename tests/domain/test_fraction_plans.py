"""Fractions on the calendar: the worked cases, the start rule and the projected end."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.domain.configuration import resolve
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.quantities import gy
from ltm_desktop.domain.schedule import (
    WorkingCalendar,
    check_rt_start,
    overall_treatment_time,
    plan_doses,
    plan_fractions,
    rt_start,
)
from ltm_desktop.domain.terms import ItemKind
from tests.cases.clinical import case, day, example, example_values, trial

MON_TO_FRI = WorkingCalendar(frozenset(range(1, 6)))


def test_the_worked_course_of_the_concomitant_arm_comes_out() -> None:
    worked = case("C06")
    expected = worked["expected"]
    doses = plan_doses(example(), "A", day(worked["inputs"]["anchor"]), MON_TO_FRI)
    dates = {item.code: item.scheduled for item in doses}
    start = rt_start(example(), "A", dates, MON_TO_FRI)
    assert start == day(expected["rt_first"]) == day(worked["inputs"]["rt"]["start"])
    items = plan_fractions(example(), "A", start, MON_TO_FRI)
    scheduled = [item.scheduled for item in items]
    assert scheduled == [day(one) for one in expected["rt_fraction_dates"]]
    assert scheduled[-1] == day(expected["rt_last"])
    ott = overall_treatment_time(scheduled[0], scheduled[-1])
    assert ott == expected["overall_treatment_time_days_inclusive"]
    course = example().prescription_of("A")
    assert course is not None
    (level,) = course.levels
    assert level.total == gy("40")
    assert level.per_fraction.value * len(items) == level.total.value
    both = sorted(set(dates.values()) & set(scheduled))
    assert both == [day(one) for one in expected["concomitant_doses_on_rt_days"]]
    days_after = (start - dates[ItemCode("IND-4")]).days
    assert days_after == expected["rt_start_days_after_last_induction"]
    alerts = check_rt_start(example(), "A", dates, start)
    assert (alerts == ()) is expected["rt_start_rule_max3_ok"]
    assert alerts[0].code == "schedule.rt_starts_late"


def test_a_tuesday_and_friday_induction_keeps_the_three_days() -> None:
    doses = plan_doses(example(), "A", date(2026, 3, 3), MON_TO_FRI)
    dates = {item.code: item.scheduled for item in doses} | {ItemCode("WK-1"): date(2026, 3, 16)}
    start = rt_start(example(), "A", dates, MON_TO_FRI)
    assert start == date(2026, 3, 16)
    assert check_rt_start(example(), "A", dates, start) == ()


@pytest.mark.parametrize("number", range(2))
def test_the_worked_course_calendars_come_out(number: int) -> None:
    worked = case("C08")
    given_case = worked["inputs"]["items"][number]
    expected = worked["expected"]["items"][number]
    closures = frozenset(day(one) for one in given_case["holidays"])
    calendar = WorkingCalendar(frozenset(range(1, 6)), closures=closures)
    items = plan_fractions(example(), "A", day(given_case["start"]), calendar)
    assert len(items) == given_case["fractions"]
    last = items[-1].scheduled
    assert last == day(expected["last"])
    ott = overall_treatment_time(items[0].scheduled, last)
    assert ott == expected["overall_treatment_time_days_inclusive"]
    weeks: dict[int, int] = {}
    for item in items:
        week = item.scheduled.isocalendar().week
        weeks[week] = weeks.get(week, 0) + 1
    assert list(weeks.values()) == expected["fractions_per_iso_week"]


def test_the_pemetrexed_alone_arm_has_no_fractions_and_no_start() -> None:
    assert plan_fractions(example(), "B", date(2026, 3, 16), MON_TO_FRI) == ()
    assert rt_start(example(), "B", {}, MON_TO_FRI) is None
    assert check_rt_start(example(), "B", {}, date(2026, 3, 16)) == ()


def test_a_start_that_is_signed_without_limit_is_never_late() -> None:
    values = example_values()
    values["prescriptions.IFRT-40-20.start.latest"] = "none"
    active = resolve(trial(), values)
    doses = {ItemCode("IND-4"): date(2026, 3, 12)}
    assert check_rt_start(active, "A", doses, date(2026, 5, 1)) == ()


def test_a_start_without_its_dose_is_not_guessed() -> None:
    assert rt_start(example(), "A", {}, MON_TO_FRI) is None
    assert check_rt_start(example(), "A", {}, date(2026, 3, 16)) == ()


def test_the_end_moves_over_the_weekend_when_two_days_are_missed() -> None:
    planned = plan_fractions(example(), "A", date(2026, 3, 16), MON_TO_FRI)
    assert planned[-1].scheduled == date(2026, 4, 10)
    treated = [date(2026, 3, 16), date(2026, 3, 19)]
    rest = plan_fractions(
        example(), "A", date(2026, 3, 20), MON_TO_FRI, first=3, treated_on=treated
    )
    assert rest[-1].scheduled == date(2026, 4, 14)


def test_a_make_up_saturday_is_not_a_sixth_fraction_of_its_week() -> None:
    saturday = date(2026, 2, 28)
    calendar = WorkingCalendar(frozenset(range(1, 6)), working_weekends=frozenset({saturday}))
    days = [i.scheduled for i in plan_fractions(example(), "A", date(2026, 2, 23), calendar)]
    assert saturday not in days
    treated = [date(2026, 2, 23) + timedelta(days=n) for n in range(4)]
    rest = plan_fractions(example(), "A", date(2026, 2, 27), calendar, first=5, treated_on=treated)
    assert [item.scheduled for item in rest[:2]] == [date(2026, 2, 27), date(2026, 3, 2)]
    assert [item.code for item in rest[:2]] == ["RT-5", "RT-6"]
    after_holiday = plan_fractions(
        example(), "A", date(2026, 2, 27), calendar, first=5, treated_on=treated[1:]
    )
    assert after_holiday[1].scheduled == saturday


@given(
    st.dates(date(2026, 1, 1), date(2026, 5, 1)),
    st.frozensets(st.integers(1, 7), min_size=1),
    st.frozensets(st.dates(date(2026, 1, 1), date(2026, 7, 1)), max_size=60),
    st.integers(1, 20),
)
def test_fractions_fall_on_working_days_once_each_and_never_grow_fewer(
    start: date, week: frozenset[int], closures: frozenset[date], first: int
) -> None:
    calendar = WorkingCalendar(week, closures=closures)
    items = plan_fractions(example(), "A", start, calendar, first=first)
    assert [item.number for item in items] == list(range(first, 21))
    days = [item.scheduled for item in items]
    assert days == sorted(set(days))
    assert all(calendar.is_working(one) for one in days)
    assert all(item.kind is ItemKind.FRACTION and item.of == 20 for item in items)
