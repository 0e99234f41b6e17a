"""A grade suggested from one laboratory value, by the bands of a term; a person confirms it.

Values are compared as they are, never rounded; a value on a limit has the milder grade. Where a
number that is needed is not known it suggests nothing and says why; a grade that does not hang on
that number is suggested all the same. Death is never derived.
"""

from collections.abc import Iterator
from decimal import Decimal

from ltm_desktop.domain.alerts import Alert, note
from ltm_desktop.domain.ctcae import Against, Bands, Codelist, Grade, Ladder, Term, Worse
from ltm_desktop.domain.labs import Comparator
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.values import dataclass

SUGGESTED = "clinical practice section 6.1: suggested by a value, confirmed by a person"


@dataclass(frozen=True, slots=True)
class LabValue:
    """A result with everything its grade may depend on."""

    analyte: str
    value: Quantity
    comparator: Comparator = Comparator.EXACT
    low: Quantity | None = None
    """The laboratory's own range, of this result."""
    high: Quantity | None = None
    baseline: Quantity | None = None
    """The last value before the first intrathecal dose."""
    baseline_abnormal: bool = False
    """Whether that one lay beyond its own range."""
    anticoagulated: bool = False


@dataclass(frozen=True, slots=True)
class Suggested:
    """What one term makes of a value."""

    term: Term
    grade: Grade | None
    """None: within the bands, or not to be told; then `why` says why."""
    why: Alert | None = None


def suggest(terms: Codelist, found: LabValue) -> tuple[Suggested, ...]:
    """Return what each term graded by this analyte makes of a value."""
    return tuple(
        _suggest(term, term.bands, found)
        for term in terms.terms.values()
        if term.bands is not None and term.bands.analyte == found.analyte
    )


def _suggest(term: Term, bands: Bands, found: LabValue) -> Suggested:
    why = next(_unknown(term, bands, found), None)
    if why is not None:
        return Suggested(term, None, why)
    ladders = tuple(_ladders(bands, found))
    known = [grade for ladder in ladders for grade in _beyond(ladder, bands.worse, found)]
    return Suggested(term, max(known, default=None))


def _ladders(bands: Bands, found: LabValue) -> Iterator[Ladder]:
    """Yield the ladders that count: of an abnormal baseline its own, where the term has one."""
    if bands.abnormal_baseline is not None and found.baseline_abnormal:
        yield bands.abnormal_baseline
        return
    yield bands.ladder
    if bands.beside is not None:
        yield bands.beside


def _unknown(term: Term, bands: Bands, found: LabValue) -> Iterator[Alert]:
    """Yield why nothing can be suggested."""
    named = {"term": term.label}
    if bands.not_on_anticoagulant and found.anticoagulated:
        yield note("adverse_events.anticoagulated", SUGGESTED, **named)
    if bands.unit and found.value.unit.value != bands.unit:
        yield note("adverse_events.other_unit", SUGGESTED, **named, unit=found.value.unit)
    if _points_away(bands.worse, found.comparator):
        yield note("adverse_events.only_bounded", SUGGESTED, **named)
    wanted = set(_still_asked(bands, found))
    if any(one in wanted and _base(one, found) is None for one in (Against.LLN, Against.ULN)):
        yield note("adverse_events.no_range", SUGGESTED, **named)
    if Against.BASELINE in wanted and found.baseline is None and bands.beside is None:
        yield note("adverse_events.no_baseline", SUGGESTED, **named)


def _points_away(worse: Worse, sign: Comparator) -> bool:
    """Tell whether a bounded value may be anything on the side that matters."""
    return sign is (Comparator.BELOW if worse is Worse.HIGH else Comparator.ABOVE)


def _still_asked(bands: Bands, found: LabValue) -> Iterator[Against]:
    """Yield what the grades above the worst one already reached are measured against.

    Fewer than 50 platelets are grade 3 whatever the laboratory's own range is.
    """
    for ladder in _ladders(bands, found):
        reached = max(_beyond(ladder, bands.worse, found), default=0)
        yield from (one.against for one in ladder.limits[reached:] if one is not None)


def _base(against: Against, found: LabValue) -> Decimal | None:
    if against is Against.NUMBER:
        return Decimal(1)
    base = {Against.LLN: found.low, Against.ULN: found.high, Against.BASELINE: found.baseline}
    quantity = base[against]
    if quantity is None or quantity.unit is not found.value.unit:
        return None
    return quantity.value


def _beyond(ladder: Ladder, worse: Worse, found: LabValue) -> Iterator[Grade]:
    """Yield every grade beyond whose limit the value lies."""
    value, bounded = found.value.value, found.comparator is not Comparator.EXACT
    for number, limit in enumerate(ladder.limits, 1):
        base = _base(limit.against, found) if limit is not None else None
        if limit is None or base is None:
            continue
        edge = limit.times * base
        beyond = value < edge if worse is Worse.LOW else value > edge
        # "<25" lies below 25 whatever it is
        if beyond or (bounded and value == edge):
            yield Grade(number)
