"""Tables of the site's numbers in words: each cell keeps who stands behind it, and why they count.

Shapes and the making of single cells only; a share of nothing is said to be nothing, never 0 %.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from ltm_desktop.app.site_numbers import Behind, Intensity, Number, Share
from ltm_desktop.app.survival_views import percent
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.survival import Observation
from ltm_desktop.domain.values import dataclass

Why = Callable[[Behind], str]
NOTHING = "-"
_WHOLE, _EXACT = Decimal(1), Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Stands:
    """One patient, or one item of a patient, behind a number, and why it is there."""

    patient: PatientId
    subject: str
    why: str
    tab: str
    """The panel of the chart where it is read."""
    item: str = ""
    on: date | None = None
    counted: bool = True
    """False: only in the whole of which the number is a share."""
    span: str = ""
    """From when to when, where days are counted."""

    @property
    def told(self) -> str:
        """Return all of why in one line."""
        return "; ".join(part for part in (self.why, self.span) if part)


@dataclass(frozen=True, slots=True)
class Cell:
    """One number in words, what it is for a program, and everybody behind it."""

    text: str
    number: str = ""
    of: str = ""
    """The whole, where the number is a part of one."""
    behind: tuple[Stands, ...] = ()

    @property
    def counted(self) -> tuple[Stands, ...]:
        """Return those the number counts."""
        return tuple(one for one in self.behind if one.counted)


@dataclass(frozen=True, slots=True)
class Head:
    """One column of numbers."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet: what it counts, and its number in each column."""

    key: str
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of the overview; without a line it says in a note what is not there."""

    key: str
    title: str
    heads: tuple[Head, ...]
    """Of the cells; the first column, with the names of the lines, has none."""
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()


class Cells:
    """Make cells in one language."""

    def __init__(self, say: Words) -> None:
        self._say = say

    def count(self, number: Number, why: Why, tab: str) -> Cell:
        """Return a count."""
        stands = tuple(_stands(number, why, tab))
        return Cell(self._say.number(number.count), str(number.count), behind=stands)

    def share(self, share: Share, why: Why, tab: str, *, otherwise: str) -> Cell:
        """Return a part of a whole; those not in the part stand behind it as well, and say so."""
        if share.of_one is None:
            return Cell(NOTHING, "0", "0")
        part = frozenset(share.part.behind)
        rest = Number(tuple(one for one in _whole(share) if one not in part))
        say, told = self._say, why
        words = say(
            "{part} of {whole} ({percent} %)",
            part=share.part.count,
            whole=share.whole.count,
            percent=percents(share.of_one),
        )

        def why_not(one: Behind) -> str:
            return say("{what}: {otherwise}", what=told(one), otherwise=otherwise)

        inside = tuple(_stands(share.part, why, tab))
        outside = tuple(_stands(rest, why_not, tab, counted=False))
        return Cell(words, str(share.part.count), str(share.whole.count), inside + outside)

    def amount(self, told: Intensity) -> Cell:
        """Return the drug given of what was planned."""
        if told.amount is None:
            return Cell(NOTHING)
        return Cell(
            self._amount(told),
            str(told.given.value),
            str(told.planned.value),
            tuple(self._each(told, self._amount)),
        )

    def relative(self, told: Intensity) -> Cell:
        """Return the relative dose intensity; its number has six digits after the point."""
        if told.relative is None:
            return Cell(NOTHING)
        exact = rounded(percent(told.relative) / 100, _EXACT)
        stands = tuple(self._each(told, self._dense))
        return Cell(self._percent(told.relative), str(exact), behind=stands)

    def people(self, found: Sequence[Observation]) -> Cell:
        """Return how many are under an endpoint in some way."""
        count = len(found)
        return Cell(self._say.number(count), str(count), behind=self.followed(found))

    def followed(self, found: Sequence[Observation]) -> tuple[Stands, ...]:
        """Return each with the days counted, from when to when, and why it ends there."""
        return tuple(
            Stands(
                one.patient,
                one.subject,
                self.why(one),
                "follow_up",
                on=one.until,
                span=self._span(one),
            )
            for one in found
        )

    def why(self, one: Observation) -> str:
        """Say how somebody is counted, or what is missing."""
        say, ended = self._say, self._say.term(one.counted)
        if one.days is None:
            return say("not counted: {why}", why=ended)
        return say.many("{count} day: {why}", "{count} days: {why}", one.days, why=ended)

    def _span(self, one: Observation) -> str:
        if one.days is None:
            return ""
        return self._say("{origin} to {until}", origin=one.origin, until=one.until)

    def _amount(self, told: Intensity) -> str:
        return self._say(
            "{given} of {planned} ({percent} %)",
            given=told.given,
            planned=told.planned,
            percent=percents(told.amount or Fraction(0)),
        )

    def _dense(self, told: Intensity) -> str:
        return self._say(
            "{given} of {planned} in {taken} {taken:day|days}; planned in {days}",
            given=told.given,
            planned=told.planned,
            taken=told.days_taken,
            days=told.days_planned,
        )

    def _percent(self, share: Fraction) -> str:
        return self._say("{percent} %", percent=percents(share))

    def _each(self, told: Intensity, words: Callable[[Intensity], str]) -> Iterator[Stands]:
        for part in told.each:
            for who in part.patients.behind:
                yield Stands(who.patient, who.subject, words(part), "dosing")


def _whole(share: Share) -> Iterable[Behind]:
    """Return who is in the whole; where patients are counted, those of the part without words."""
    inside = {one.patient for one in share.part.behind}
    by_item = all(one.item for one in share.whole.behind)
    return (one for one in share.whole.behind if by_item or one.patient not in inside)


def _stands(number: Number, why: Why, tab: str, *, counted: bool = True) -> Iterator[Stands]:
    for one in number.behind:
        yield Stands(one.patient, one.subject, why(one), tab, one.item, one.on, counted)


def percents(share: Fraction) -> Decimal:
    """Return a share as whole percents, rounded for the eye only."""
    return rounded(percent(share), _WHOLE)


def rounded(value: Decimal, step: Decimal) -> Decimal:
    """Round for the eye only; nothing is compared after it."""
    return value.quantize(step, ROUND_HALF_UP)
