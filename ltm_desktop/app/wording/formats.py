"""Write dates, times, numbers and durations the same way on screen and paper.

Independent of the computer's locale: the decimal point is always a point, dates name the month.
Refuses naive datetimes and floats. Source: nhs-cui D+Ta, D+Tb, MEDi-014 to 017.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAYS_ZH = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def to_english_date(day: date) -> str:
    """Write 02-Mar-2026."""
    return f"{day.day:02d}-{MONTHS[day.month - 1]}-{day.year:04d}"


def to_chinese_date(day: date) -> str:
    """Write 2026年3月2日."""
    return f"{day.year:04d}年{day.month}月{day.day}日"


def to_clock(at: datetime) -> datetime:
    """Return the aware datetime; raise ValueError for one without an offset."""
    if at.utcoffset() is None:
        raise ValueError("a time without UTC offset cannot be shown")
    return at


def to_offset(at: datetime) -> str:
    """Write the UTC offset as +08:00."""
    local = to_clock(at).replace(tzinfo=None)
    minutes = int((local - at.astimezone(UTC).replace(tzinfo=None)).total_seconds() // 60)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def comes_twice(at: datetime) -> bool:
    """Tell whether the wall clock shows this time twice on that day, as clocks are set back."""
    first, second = (to_clock(at.replace(fold=fold)) for fold in (0, 1))
    return first.utcoffset() != second.utcoffset() and not _skipped(first)


def _skipped(at: datetime) -> bool:
    """Tell whether the wall clock never shows this time, as clocks are set forward."""
    back = at.astimezone(UTC).astimezone(at.tzinfo)
    return back.replace(tzinfo=None, fold=0) != at.replace(tzinfo=None, fold=0)


def to_plain_number(number: Decimal | int) -> str:
    """Write a number with thousands commas, a leading zero and no trailing zeros."""
    if isinstance(number, float):
        raise TypeError("amounts are Decimal, never float")
    value = Decimal(number)
    if not value.is_finite():
        raise ValueError("an amount must be a finite number")
    text = f"{value:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def to_whole_years(born: date, today: date) -> int:
    """Count completed years; a 29 February birthday falls on 1 March in common years."""
    before_birthday = (today.month, today.day) < (born.month, born.day)
    return today.year - born.year - before_birthday


def to_parts(span: timedelta) -> tuple[int, int, int]:
    """Split a span into days, hours and minutes, cut down to the whole minute."""
    minutes = int(abs(span).total_seconds() // 60)
    return minutes // 1440, minutes // 60 % 24, minutes % 60
