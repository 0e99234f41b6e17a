"""How often a product was typed and not scanned, by month and reason, counted from the ledger.

Typing is as good as scanning; what is typed often shows which packs or scanners need a look.
Names nobody: neither patients nor people.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from ltm_desktop.app.charts import events_of
from ltm_desktop.domain.dosing import ReadBy
from ltm_desktop.domain.dosing_steps import SyringePrepared
from ltm_desktop.domain.values import dataclass
from ltm_desktop.ledger.entries import SealedEntry

UNTOLD = "untold"
"""Typed, where no reason was asked."""
_MARK = SyringePrepared.__name__.encode()


@dataclass(frozen=True, slots=True)
class Prepared:
    """One preparation: its month as 2026-03, and why its product was typed."""

    month: str
    reason: str = ""
    """Code of typed_reason, empty for a scanned product."""


@dataclass(frozen=True, slots=True)
class TypedCount:
    """How many preparations of a month had their product typed, for one reason or for any."""

    month: str
    reason: str
    """Code of typed_reason, empty for all of them together."""
    typed: int
    of: int
    """All preparations of the month, scanned ones included."""

    @property
    def percent(self) -> int:
        """Return how many of a hundred were typed, cut to the whole number."""
        return self.typed * 100 // self.of


def preparations(entries: Iterable[SealedEntry]) -> Iterator[Prepared]:
    """Yield every preparation the ledger tells, oldest first."""
    for sealed in entries:
        # most entries prepare nothing: those are not read any further
        if _MARK not in sealed.raw:
            continue
        for event in events_of(sealed.entry):
            if isinstance(event, SyringePrepared):
                typed = event.syringe.read_by is ReadBy.TYPED
                reason = (event.syringe.typed_reason or UNTOLD) if typed else ""
                yield Prepared(event.prepared_at.isoformat()[:7], reason)


def count_typed(prepared: Iterable[Prepared]) -> tuple[TypedCount, ...]:
    """Count by month, newest first: all typed ones, then each reason, the most frequent first."""
    counted = Counter(prepared)
    months = sorted({one.month for one in counted}, reverse=True)
    return tuple(line for month in months for line in _of_month(month, counted))


def _of_month(month: str, counted: Counter[Prepared]) -> Iterator[TypedCount]:
    here = {one.reason: times for one, times in counted.items() if one.month == month}
    whole = sum(here.values())
    typed = {reason: times for reason, times in here.items() if reason}
    yield TypedCount(month, "", sum(typed.values()), whole)
    for reason, times in sorted(typed.items(), key=lambda one: (-one[1], one[0])):
        yield TypedCount(month, reason, times, whole)
