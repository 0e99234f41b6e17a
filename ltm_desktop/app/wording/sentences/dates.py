"""What is wrong with a date or time as typed, and how to type it."""

from ltm_desktop.app.wording.marking import mark as _mark

SENTENCES: dict[str, tuple[str, str]] = {
    "dates.unread": (
        _mark("“{typed}” cannot be read as a date."),
        _mark("Type it like 02-Mar-2026, 2026-03-02, or t for today."),
    ),
    "dates.short_year": (
        _mark("“{typed}” has a year of two digits."),
        _mark("Type the year with four digits."),
    ),
    "dates.impossible": (
        _mark("There is no such day as “{typed}”."),
        _mark("Check day and month."),
    ),
    "dates.time_unread": (
        _mark("“{typed}” cannot be read as a time."),
        _mark("Type it like 09:05 in 24 hours, n for now, or -20min."),
    ),
    "dates.time_impossible": (
        _mark("There is no such time as “{typed}”."),
        _mark("Type it between 00:00 and 23:59."),
    ),
    "dates.midnight": (
        _mark("Midnight is written 00:00 and begins the new day."),
        _mark("Type 00:00 and check the date."),
    ),
    "dates.other_day": (
        _mark("“{typed}” falls on another day."),
        _mark("Check the date and type the time itself."),
    ),
    "dates.m_is_unclear": (
        _mark("The m in “{typed}” can mean minutes or months."),
        _mark("Type min for minutes."),
    ),
    "dates.no_time": (
        _mark("“{typed}” has no time."),
        _mark("Add the time, like 09:05."),
    ),
    "dates.skipped": (
        _mark("The clock was put forward and skipped “{typed}”."),
        _mark("Check the time."),
    ),
}
