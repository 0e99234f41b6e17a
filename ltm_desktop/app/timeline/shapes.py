"""The time line as plain data: lanes of marks over days, and what they say at one day.

Every string is already worded in one language. Refuses nothing and draws nothing; a value keeps
its exact digits until a picture places it.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.schedule import study_day
from ltm_desktop.domain.values import dataclass


class Way(StrEnum):
    """How the marks of a lane are drawn."""

    SPANS = "spans"
    """Bars from a day to a day, each in its row."""
    POINTS = "points"
    """Marks on one line, with a short label where there is room."""
    FLOWS = "flows"
    """Amounts up from and down from one line: in and out."""
    VALUES = "values"
    """A curve over a scale, with a reference band and a limit."""


class Look(StrEnum):
    """How one mark is drawn; no two differ by colour alone."""

    DONE = "done"
    PART = "part"
    NOT_DONE = "not_done"
    PLANNED = "planned"
    FACT = "fact"
    CAUTION = "caution"
    STOP = "stop"
    GAP = "gap"
    SOFT = "soft"
    BLOOD = "blood"
    LUMBAR = "lumbar"
    VENTRICULAR = "ventricular"


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that happened, was planned or was measured."""

    day: date
    """At the site."""
    told: str
    """The whole of it, as a sentence or as words of a table."""
    at: datetime | None = None
    """The moment, where one was told."""
    look: Look = Look.FACT
    label: str = ""
    """Short: what stands beside the mark."""
    until: date | None = None
    """The last day of a span; None for a point."""
    going_on: bool = False
    """Whether the span has no end yet and is drawn to today."""
    value: Decimal | None = None
    """Where it lies on the lane's scale; for flows below zero is out."""
    row: int = 0
    open: bool = False
    """Drawn hollow: the laboratory gave "<" or ">", and the mark lies at that limit."""
    joins: bool = False
    """Whether a line leads here from the mark before it in the same series."""
    series: str = ""
    """Specimens that are never joined; empty for the only one."""
    under: str = ""
    """A letter beside it: measured under a transfusion or growth factor."""


@dataclass(frozen=True, slots=True)
class Key:
    """One mark of a lane's legend."""

    look: Look
    words: str
    open: bool = False
    letter: str = ""
    """Stands beside the sign; the sign itself is named by another key."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One line of the picture."""

    code: str
    title: str
    way: Way
    marks: tuple[Mark, ...] = ()
    unit: str = ""
    """Worded."""
    name: str = ""
    """The title without its unit, inside a sentence."""
    band: tuple[Decimal | None, Decimal | None] = (None, None)
    """Reference range of the newest result, as the laboratory printed it."""
    limit: Decimal | None = None
    """The limit before a dose that the site signed."""
    limit_words: str = ""
    legend: tuple[Key, ...] = ()
    note: str = ""
    """What must be known to read it."""

    @property
    def rows(self) -> int:
        """Return how many rows of spans lie over each other."""
        return max((one.row for one in self.marks), default=0) + 1

    def on(self, day: date) -> Iterator[Mark]:
        """Yield what lies on a day; of values also the last one before it."""
        here = [one for one in self.marks if one.day <= day <= (one.until or one.day)]
        yield from here
        if self.way is Way.VALUES:
            measured = {one.series for one in here}
            series = dict.fromkeys(one.series for one in self.marks)
            for name in (one for one in series if one not in measured):
                before = [one for one in self.marks if one.series == name and one.day < day]
                yield from before[-1:]


@dataclass(frozen=True, slots=True)
class Since:
    """How long ago something was."""

    code: str
    words: str
    day: date


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table and of what is read at a day."""

    day: date
    study_day: int | None
    clock: str
    lane: str
    told: str


@dataclass(frozen=True, slots=True)
class TimeLine:
    """Everything known of one patient over time, newest knowledge included."""

    first: date
    last: date
    today: date
    anchor: date | None
    """Study day 1."""
    lanes: tuple[Lane, ...] = ()
    since: tuple[Since, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    """What is calculated of no day, such as the body surface: a title and words."""

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to draw."""
        return not any(one.marks for one in self.lanes)

    def study_day(self, day: date) -> int | None:
        """Return the study day, None before a first dose is planned."""
        return study_day(self.anchor, day) if self.anchor else None

    def days(self) -> tuple[date, ...]:
        """Return every day on which something begins, in order."""
        return tuple(sorted({one.day for lane in self.lanes for one in lane.marks}))

    def lines(self, say: Words) -> tuple[Line, ...]:
        """Return the whole of it as a table, in the order of the days."""
        found = [
            (mark.day, _clock_of(mark), place, mark, lane)
            for place, lane in enumerate(self.lanes)
            for mark in lane.marks
        ]
        found.sort(key=lambda one: (one[0], one[1], one[2]))
        return tuple(
            Line(day, self.study_day(day), clock, lane.title, _told(mark, say))
            for day, clock, _, mark, lane in found
        )

    def read(self, day: date, say: Words) -> tuple[tuple[str, str], ...]:
        """Return what every lane says at a day: its title and the words."""
        read = []
        for lane in self.lanes:
            said = [self._at(mark, day, say) for mark in lane.on(day)]
            if said:
                read.append((lane.title, ("；" if say.chinese_first else "; ").join(said)))
        return tuple(read)

    def ago(self, day: date, say: Words) -> tuple[tuple[str, str], ...]:
        """Return how many days before a day each thing lies that had happened by then."""
        return tuple(
            (one.words, days_words((day - one.day).days, say)) for one in self.since_at(day)
        )

    def since_at(self, day: date) -> tuple[Since, ...]:
        """Return the newest of each kind that lies on or before a day."""
        newest: dict[str, Since] = {}
        for one in self.since:
            if one.day <= day and (one.code not in newest or newest[one.code].day <= one.day):
                newest[one.code] = one
        return tuple(newest.values())

    def _at(self, mark: Mark, day: date, say: Words) -> str:
        told = _told(mark, say)
        if mark.until is not None or mark.day == day:
            return told
        before = days_words((day - mark.day).days, say)
        return say("{told}, {days} before", told=told, days=before)


def days_words(days: int, say: Words) -> str:
    """Say a number of days."""
    return say.many("{count} day", "{count} days", days)


def _clock_of(mark: Mark) -> str:
    return f"{mark.at.hour:02d}:{mark.at.minute:02d}" if mark.at else ""


def _told(mark: Mark, say: Words) -> str:
    if mark.until is None or mark.until == mark.day:
        return mark.told
    if mark.going_on:
        return say("{told} (since {day}, going on)", told=mark.told, day=mark.day)
    return say("{told} ({day} to {until})", told=mark.told, day=mark.day, until=mark.until)


def window(marks: Iterator[Mark], today: date) -> tuple[date, date]:
    """Return the first and last day that hold every mark and today, with a day of air."""
    days = [today]
    for one in marks:
        days += [one.day, one.until or one.day]
    return min(days) - timedelta(days=1), max(days) + timedelta(days=1)
