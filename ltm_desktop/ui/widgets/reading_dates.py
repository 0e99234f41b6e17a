"""Read dates and times the way people type them; pure, no Qt, no clock of its own.

Returns one or two readings, or the code of what is wrong; never guesses, never corrects.
Source: nhs-cui D+Tc-0001 to -0049.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Generic, TypeVar
from unicodedata import normalize

from ltm_desktop.app.wording.formats import MONTHS

T = TypeVar("T", date, time, datetime)


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """What a text can mean: no, one or two values, and else a problem code."""

    values: tuple[T, ...] = ()
    problem: str = ""

    @property
    def value(self) -> T | None:
        """Return the one meaning, or None."""
        return self.values[0] if len(self.values) == 1 else None


_MONTHS = {name.lower(): number for number, name in enumerate(MONTHS, 1)}
_NAMED = re.compile(r"(\d{1,2})[-/. ]*([a-z]{3,9})[-/., ]*(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|(\d\d)(\d\d))")
_CHINESE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]?")
_NUMBERS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_SHORT_YEAR = re.compile(r"\d{1,2}[-/. ]*(?:[a-z]{3,9}|\d{1,2})[-/. ]*\d{2}|\d\d年.*")
_TODAY = re.compile(r"(?:t|today|今天|今日)(?:([+-])(\d{1,3})d?)?|([+-])(\d{1,3})d")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d\d)|(\d\d)(\d\d)|(\d{1,2})[点时](\d{1,2})分?")
_SHIFT = re.compile(r"(?:n|now|现在)?([+-])(\d{1,4})(h|hr|min|小时|分钟|m)")
_NOW = frozenset({"n", "now", "现在"})


def _plain(text: str) -> str:
    # Chinese input methods type full-width digits and colons.
    return " ".join(normalize("NFKC", text).strip().lower().split())


def read_day(text: str, today: date) -> Reading[date]:
    """Read a date: 02-Mar-2026, 2026-03-02, 2026年3月2日, t, t+1; two readings of 02/03/2026."""
    typed = _plain(text)
    if match := _TODAY.fullmatch(typed):
        sign, days = match[1] or match[3] or "+", int(match[2] or match[4] or 0)
        return _shifted_day(today, days if sign == "+" else -days)
    if match := _NAMED.fullmatch(typed):
        month = _MONTHS.get(match[2][:3], 0) if _is_month(match[2]) else 0
        return _day(int(match[3]), month, int(match[1]))
    if match := _CHINESE.fullmatch(typed.replace(" ", "")):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _YEAR_FIRST.fullmatch(typed):
        return _day(int(match[1]), int(match[2] or match[4]), int(match[3] or match[5]))
    if match := _NUMBERS.fullmatch(typed):
        return _two_ways(int(match[1]), int(match[2]), int(match[3]))
    return Reading(problem="dates.short_year" if _SHORT_YEAR.fullmatch(typed) else "dates.unread")


def _is_month(word: str) -> bool:
    full = (
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    )
    return word in _MONTHS or word in full


def _shifted_day(today: date, days: int) -> Reading[date]:
    try:
        return Reading((today + timedelta(days=days),))
    except OverflowError:
        return Reading(problem="dates.impossible")


def _day(year: int, month: int, day: int) -> Reading[date]:
    try:
        return Reading((date(year, month, day),))
    except ValueError:
        return Reading(problem="dates.impossible")


def _two_ways(first: int, second: int, year: int) -> Reading[date]:
    ways = (_day(year, second, first).values, _day(year, first, second).values)
    values = tuple(dict.fromkeys(ways[0] + ways[1]))
    return Reading(values) if values else Reading(problem="dates.impossible")


def read_time(text: str, now: datetime) -> Reading[time]:
    """Read a 24-hour time: 09:05, 0905, 9点05分, n, -20min; never across midnight."""
    typed = _plain(text).replace(" ", "")
    shifted = _shift(typed, now)
    if shifted is not None:
        if shifted.date() != now.date():
            return Reading(problem="dates.other_day")
        return Reading((shifted.time().replace(second=0, microsecond=0, tzinfo=None),))
    if _is_minutes_or_months(typed):
        return Reading(problem="dates.m_is_unclear")
    return _clock(typed)


def _clock(typed: str) -> Reading[time]:
    match = _CLOCK.fullmatch(typed)
    if match is None:
        return Reading(problem="dates.time_unread")
    hour, minute = (int(part) for part in match.groups() if part is not None)
    if (hour, minute) == (24, 0):
        return Reading(problem="dates.midnight")
    if hour > 23 or minute > 59:
        return Reading(problem="dates.time_impossible")
    return Reading((time(hour, minute),))


def _is_minutes_or_months(typed: str) -> bool:
    match = _SHIFT.fullmatch(typed)
    return match is not None and match[3] == "m"


def _shift(typed: str, now: datetime) -> datetime | None:
    if typed in _NOW:
        return now
    match = _SHIFT.fullmatch(typed)
    if match is None or match[3] == "m":
        return None
    count = int(match[2]) * (1 if match[1] == "+" else -1)
    span = timedelta(hours=count) if match[3] in {"h", "hr", "小时"} else timedelta(minutes=count)
    # Elapsed time, not wall-clock time: two hours ago stays so across a clock change.
    return (now.astimezone(UTC) + span).astimezone(now.tzinfo)


def read_moment(text: str, now: datetime) -> Reading[datetime]:
    """Read a date and a time in the zone of `now`; a time alone is today's.

    A wall-clock time that occurs twice has two readings, one that is skipped is a problem.
    """
    typed = _plain(text)
    shifted = _shift(typed.replace(" ", ""), now)
    if shifted is not None:
        return Reading((shifted.replace(second=0, microsecond=0),))
    if read_day(typed, now.date()).values:
        return Reading(problem="dates.no_time")
    day_text, _, time_text = typed.rpartition(" ")
    if not (at := read_time(time_text, now)).values:
        return Reading(problem=at.problem)
    days = read_day(day_text, now.date()) if day_text else Reading((now.date(),))
    if days.problem:
        return Reading(problem=days.problem)
    moments = [moment for day in days.values for moment in _in_zone(day, at.values[0], now)]
    return Reading(tuple(moments[:2])) if moments else Reading(problem="dates.skipped")


def _in_zone(day: date, at: time, now: datetime) -> list[datetime]:
    walls = [datetime.combine(day, at, now.tzinfo).replace(fold=fold) for fold in (0, 1)]
    real = [wall for wall in walls if _exists(wall)]
    return real if len({wall.utcoffset() for wall in real}) > 1 else real[:1]


def _exists(wall: datetime) -> bool:
    back = wall.astimezone(UTC).astimezone(wall.tzinfo)
    return back.replace(tzinfo=None, fold=0) == wall.replace(tzinfo=None, fold=0)
