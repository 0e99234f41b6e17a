"""Complications told of injections as drafts of adverse events: when, after which dose, how long.

Grades nothing and decides nothing: term, grade and relatedness are a physician's to say.
"""

from collections.abc import Iterator
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.dosing import DoseRecorded
from ltm_desktop.domain.dosing_slice import DosingSlice
from ltm_desktop.domain.identifiers import ItemCode, RecordId
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.values import dataclass

_TENTH = Decimal("0.1")
_HOUR = Decimal(3600)


@dataclass(frozen=True, slots=True)
class DraftAdverseEvent:
    """One complication as it was told; nobody has graded it yet."""

    complication: str
    """Code of immediate_complication."""
    record: RecordId
    item: ItemCode
    noted_at: datetime
    """End of the injection, or the time of the observation that told it."""
    since_injection: Quantity
    """Hours from the start of the injection, to a tenth."""
    observed: bool
    """Told by an observation afterwards, not by the record of the injection."""


def draft_adverse_events(dosing: DosingSlice) -> tuple[DraftAdverseEvent, ...]:
    """Return every complication told of an injection that stands, in the order of the records."""
    return tuple(draft for told in dosing.given for draft in _drafts(dosing, told))


def _drafts(dosing: DosingSlice, told: DoseRecorded) -> Iterator[DraftAdverseEvent]:
    for code in told.after.complications:
        yield _draft(told, code, told.ended_at, observed=False)
    for seen in dosing.observed.get(told.record, ()):
        for code in seen.complications:
            yield _draft(told, code, seen.observed_at, observed=True)


def _draft(told: DoseRecorded, code: str, at: datetime, *, observed: bool) -> DraftAdverseEvent:
    seconds = int(elapsed(told.started_at, at).total_seconds())
    hours = (Decimal(seconds) / _HOUR).quantize(_TENTH, ROUND_HALF_UP)
    since = Quantity(hours, Unit.HOUR)
    return DraftAdverseEvent(code, told.record, told.item, at, since, observed)
