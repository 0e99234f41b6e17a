"""Read the day, month or year something began, as far as it is known; no Qt, no guessing.

21-Nov-2026, 21-Nov-2026 14:00, Nov-2026, 2026-11, 2026年11月 and 2026 are all readable.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from unicodedata import normalize

from ltm_desktop.app.wording.formats import MONTHS
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.widgets.reading_dates import read_day, read_moment

_NAMES = {name.lower(): number for number, name in enumerate(MONTHS, 1)}
_MONTH_FIRST = re.compile(r"([a-z]{3,9})[-/. ]*(\d{4})")
_MONTH_NUMBER = re.compile(r"(\d{1,2})[-/.](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})")
_CHINESE = re.compile(r"(\d{4})年(?:(\d{1,2})月)?")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Onset:
    """A beginning as precise as it is known: year, perhaps month, day and time."""

    year: int
    month: int | None = None
    day: int | None = None
    at: datetime | None = None

    @property
    def earliest(self) -> date:
        """Return the first day it can have been."""
        return date(self.year, self.month or 1, self.day or 1)


def read_onset(text: str, now: datetime) -> tuple[tuple[Onset, ...], str]:
    """Return one or two readings, or none and the code of what is wrong."""
    typed = " ".join(normalize("NFKC", text).strip().lower().split())
    if (partial := _partial(typed)) is not None:
        return ((partial,), "") if _possible(partial) else ((), "dates.impossible")
    days = read_day(typed, now.date())
    if days.values:
        return tuple(Onset(one.year, one.month, one.day) for one in days.values), ""
    moments = read_moment(typed, now)
    if moments.values:
        return tuple(Onset(one.year, one.month, one.day, one) for one in moments.values), ""
    return (), days.problem if ":" not in typed else moments.problem


def shown_onset(onset: Onset, say: Words) -> str:
    """Write a beginning in the person's format, no more precise than it is known."""
    if onset.at is not None:
        return say.moment(onset.at)
    if onset.month is None:
        return f"{onset.year}年" if say.chinese_first else str(onset.year)
    if onset.day is None:
        return say.month(onset.earliest)
    return say.date(onset.earliest)


def _partial(typed: str) -> Onset | None:
    packed = typed.replace(" ", "")
    if _YEAR.fullmatch(packed):
        return Onset(int(packed))
    if match := _CHINESE.fullmatch(packed):
        return Onset(int(match[1]), int(match[2]) if match[2] else None)
    if match := _YEAR_FIRST.fullmatch(packed):
        return Onset(int(match[1]), int(match[2]))
    if match := _MONTH_NUMBER.fullmatch(packed):
        return Onset(int(match[2]), int(match[1]))
    match = _MONTH_FIRST.fullmatch(typed)
    if match and match[1][:3] in _NAMES:
        return Onset(int(match[2]), _NAMES[match[1][:3]])
    return None


def _possible(onset: Onset) -> bool:
    try:
        return bool(onset.earliest)
    except ValueError:
        return False
