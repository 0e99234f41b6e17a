"""The register of laboratories as lists show it: each range with the days it is in force. No Qt.

A range that a later one followed stays listed: results of its days are judged by it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ltm_desktop.app.wording.telling.voice import analyte_name
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.analytes import Specimen
from ltm_desktop.domain.laboratories import Laboratory, ReferenceRange
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.terms import Sex

Since = tuple[date, ReferenceRange]


@dataclass(frozen=True, slots=True)
class ListedLaboratory:
    """One laboratory, worded."""

    code: str
    name: str
    note: str
    ranges: str


@dataclass(frozen=True, slots=True)
class ListedRange:
    """One range of a laboratory, worded."""

    analyte: str
    """Code."""
    since: date
    name: str
    limits: str
    whom: str
    days: str
    in_force: bool


def listed_laboratory(one: Laboratory, today: date, say: Words) -> ListedLaboratory:
    """Word one laboratory with how many ranges are in force."""
    standing = sum(_is_in_force(place, one.ranges, today) for place in range(len(one.ranges)))
    words = say.many("{count} range in force", "{count} ranges in force", standing)
    return ListedLaboratory(one.code, one.name, one.note, words if standing else say("none"))


def listed_ranges(
    one: Laboratory, active: ActiveProtocol | None, today: date, say: Words
) -> tuple[ListedRange, ...]:
    """Word every range of a laboratory: by analyte in the protocol's order, newest first."""
    order = list(active.protocol.analytes) if active else []
    places = sorted(
        range(len(one.ranges)),
        key=lambda place: (
            _rank(one.ranges[place][1].analyte, order),
            one.ranges[place][1].specimen,
            -one.ranges[place][0].toordinal(),
            -place,
        ),
    )
    return tuple(_listed(place, one.ranges, active, today, say) for place in places)


def limits_words(one: ReferenceRange, say: Words) -> str:
    """Write the limits of a range with their unit."""
    if one.low is not None and one.high is not None:
        return say("{low} to {high}", low=str(one.low.value), high=one.high)
    if one.low is not None:
        return say("at least {limit}", limit=one.low)
    return say("at most {limit}", limit=one.high) if one.high is not None else ""


def _listed(
    place: int,
    ranges: tuple[Since, ...],
    active: ActiveProtocol | None,
    today: date,
    say: Words,
) -> ListedRange:
    since, one = ranges[place]
    name = analyte_name(one.analyte, say, active)
    if one.specimen.is_csf:
        name = f"{name}\n{say.begin(say.term(one.specimen))}"
    return ListedRange(
        one.analyte,
        since,
        name,
        limits_words(one, say),
        say.listing(_whom(one, say)) or say("everybody"),
        _days(place, ranges, today, say),
        _is_in_force(place, ranges, today),
    )


def _whom(one: ReferenceRange, say: Words) -> Iterator[str]:
    if one.sex is not None:
        yield say.term(one.sex)
    first, last = one.from_years, one.to_years
    if first is not None and last is not None:
        yield say("{first} to {last} years", first=first, last=last)
    elif first is not None:
        yield say("from {years} {years:year|years} of age", years=first)
    elif last is not None:
        yield say("up to {years} {years:year|years} of age", years=last)


def _days(place: int, ranges: tuple[Since, ...], today: date, say: Words) -> str:
    since, ended = ranges[place][0], _followed_on(place, ranges)
    if ended is not None and ended <= since:
        return say("{since}, entered again that day", since=since)
    if ended is not None:
        return say("{since} to {until}", since=since, until=ended - timedelta(days=1))
    if since > today:
        return say("from {since}, not yet in force", since=since)
    return say("from {since}", since=since)


def _is_in_force(place: int, ranges: tuple[Since, ...], today: date) -> bool:
    ended = _followed_on(place, ranges)
    return ranges[place][0] <= today and (ended is None or ended > today)


def _followed_on(place: int, ranges: tuple[Since, ...]) -> date | None:
    """Return the day from which another range for the same people counts; None for the last."""
    since, one = ranges[place]
    later = (
        (begins, other)
        for other, (begins, found) in enumerate(ranges)
        if _for(found) == _for(one) and (begins, other) > (since, place)
    )
    return min(later, default=(None, 0))[0]


def _for(one: ReferenceRange) -> tuple[str, Specimen, Sex | None, int | None, int | None]:
    return one.analyte, one.specimen, one.sex, one.from_years, one.to_years


def _rank(code: str, order: list[str]) -> int:
    return order.index(code) if code in order else len(order)
