"""Which patterns the open toxicities of one patient make, and after which treatment each began.

Refuses to guess: an onset of which the day is not known lies in no window of days, and what the
patient had before the first dose makes no pattern.
"""

from collections.abc import Iterator
from datetime import date, datetime, tzinfo

from ltm_desktop.domain.adverse_events_slice import AdverseEvent
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.ctcae import Codelist
from ltm_desktop.domain.ctcae_patterns import After, Pattern
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.partial_dates import Precision
from ltm_desktop.domain.terms import Access
from ltm_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Matched:
    """One event of a pattern; beside which treatment it began and how many days after."""

    event: AdverseEvent
    record: RecordId | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Prompt:
    """A pattern that open events make."""

    pattern: Pattern
    matched: tuple[Matched, ...]


def prompts_of(chart: Chart, terms: Codelist, zone: tzinfo) -> tuple[Prompt, ...]:
    """Return every pattern of the signed list that the open events make, in its order."""
    open_now = [
        one
        for one in chart.adverse_events.open()
        if one.told.term.version == terms.version and not one.told.baseline
    ]
    found = (
        Prompt(pattern, tuple(_matched(pattern, chart, open_now, zone)))
        for pattern in terms.patterns.by_code.values()
    )
    return tuple(one for one in found if one.matched)


def _matched(
    pattern: Pattern, chart: Chart, open_now: list[AdverseEvent], zone: tzinfo
) -> Iterator[Matched]:
    beside = [one for one in open_now if one.told.term.code in pattern.beside]
    if pattern.beside and not beside:
        return
    for one in open_now:
        if one.told.term.code not in pattern.terms:
            continue
        if pattern.after is After.ANYTHING:
            yield Matched(one)
        else:
            yield from _after(pattern, chart, one, zone)
    if pattern.after is After.ANYTHING and any(
        one.told.term.code in pattern.terms for one in open_now
    ):
        yield from map(Matched, beside)


def _after(pattern: Pattern, chart: Chart, one: AdverseEvent, zone: tzinfo) -> Iterator[Matched]:
    onset = one.told.onset
    windowed = pattern.from_days is not None or pattern.to_days is not None
    if windowed and onset.known is not Precision.DAY:
        return
    began = onset.earliest
    treatments = list(_treatments(pattern, chart, began, zone))
    if pattern.after is After.BOTH and not _radiated(chart, began, zone):
        return
    for on, record in sorted(treatments, reverse=True):
        days = (began - on).days
        if _within(pattern, days):
            yield Matched(one, record, days)
            return


def _within(pattern: Pattern, days: int) -> bool:
    least, most = pattern.from_days, pattern.to_days
    return (least is None or least <= days) and (most is None or days <= most)


def _treatments(
    pattern: Pattern, chart: Chart, by: date, zone: tzinfo
) -> Iterator[tuple[date, RecordId]]:
    """Yield the doses up to a day that a pattern asks about."""
    for dose in chart.dosing.given:
        lumbar = dose.access is Access.LUMBAR
        right = (not pattern.drug or dose.drug == pattern.drug) and (
            pattern.after is not After.LUMBAR or lumbar
        )
        on = _day(dose.started_at, zone)
        if right and on <= by:
            yield on, dose.record


def _radiated(chart: Chart, by: date, zone: tzinfo) -> bool:
    return any(_day(one.at, zone) <= by for one in chart.course.treated())


def _day(at: datetime, zone: tzinfo) -> date:
    return at.astimezone(zone).date()
