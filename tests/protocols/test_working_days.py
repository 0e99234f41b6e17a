"""Working days of a country with the site's own closures."""

from datetime import date, timedelta
from subprocess import run
from sys import executable

import pytest

from ltm_desktop.domain.errors import Refused
from ltm_desktop.protocols.working_days import CountryCalendar, countries

WEEK = range(1, 6)


def test_chinese_public_holidays_and_make_up_days_are_known() -> None:
    calendar = CountryCalendar("CN", WEEK).between(date(2026, 2, 1), date(2026, 3, 31))
    assert not calendar.is_working(date(2026, 2, 17))
    assert calendar.is_working(date(2026, 2, 28)), "a Saturday worked for a day off"
    assert not calendar.is_working(date(2026, 3, 7))
    assert calendar.is_working(date(2026, 3, 9))


def test_the_sites_own_closures_count_beside_public_holidays() -> None:
    own = date(2026, 3, 10)
    calendar = CountryCalendar("CN", WEEK, [own]).between(date(2026, 3, 1), date(2026, 3, 31))
    assert calendar.closures == {own}


def test_only_days_between_the_two_are_returned() -> None:
    first, last = date(2025, 12, 30), date(2026, 1, 2)
    calendar = CountryCalendar("CN", WEEK, [date(2026, 1, 3)]).between(first, last)
    assert calendar.closures == {date(2026, 1, 1), date(2026, 1, 2)}
    assert all(first <= day <= last for day in calendar.working_weekends)


def test_a_country_without_make_up_days_has_none() -> None:
    calendar = CountryCalendar("DE", WEEK).between(date(2026, 4, 1), date(2026, 4, 30))
    assert calendar.working_weekends == frozenset()
    assert date(2026, 4, 6) in calendar.closures
    assert calendar.is_working(date(2026, 4, 6) + timedelta(days=1))


def test_a_country_nobody_knows_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        CountryCalendar("XX", WEEK).between(date(2026, 1, 1), date(2026, 1, 2))
    assert caught.value.alerts[0].code == "schedule.unknown_country"
    assert "CN" in countries()


def test_importing_the_door_loads_no_list_of_holidays() -> None:
    told = "import sys, ltm_desktop.protocols.working_days, ltm_desktop.protocols.files; "
    asked = run([executable, "-c", f"{told}print('holidays' in sys.modules)"],
                capture_output=True, text=True, check=True)  # fmt: skip
    assert asked.stdout.strip() == "False"
