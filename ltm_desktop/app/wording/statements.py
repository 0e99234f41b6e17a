"""Word events as a person reads them before signing; the same text is kept in the entry.

Feeds the signing preview, the sections of the paper and the ledger's shown text. Refuses an event
it cannot tell, and leaves out no field of any: see tests/app/wording/test_statements.py.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import tzinfo
from types import MappingProxyType
from typing import Any

from ltm_desktop.app.wording.telling import (
    access,
    adverse_events,
    certifying,
    corrections,
    delegation,
    dosing,
    dosing_steps,
    emergency,
    follow_up,
    fractions,
    handover,
    laboratories,
    labs,
    overrides,
    patients,
    people,
    planning,
    products,
    reservoir,
    response,
    restoring,
    review,
    serious_events,
    serious_reports,
    signoff,
    site,
    time_doubt,
    witnessing,
)
from ltm_desktop.app.wording.telling.medicine import amount_line, medicine_line
from ltm_desktop.app.wording.telling.parts import (
    AmountLineWords,
    Statement,
    StatementLine,
    StatementSection,
)
from ltm_desktop.app.wording.telling.titles import title
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.adverse_events import AdverseEventId
from ltm_desktop.domain.adverse_events_slice import AdverseEvent
from ltm_desktop.domain.patients import Identity
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.site import SiteState

__all__ = [
    "AmountLineWords",
    "Statement",
    "StatementLine",
    "StatementSection",
    "medicine_line",
    "sections_told",
    "statement",
]

_TOPICS = (
    site,
    access,
    time_doubt,
    emergency,
    people,
    certifying,
    delegation,
    patients,
    planning,
    dosing,
    dosing_steps,
    fractions,
    signoff,
    corrections,
    labs,
    adverse_events,
    laboratories,
    overrides,
    products,
    reservoir,
    response,
    review,
    restoring,
    witnessing,
    handover,
    serious_events,
    follow_up,
    serious_reports,
)
_TELLERS: Mapping[type, Callable[[Any, Voice], tuple[StatementSection, ...]]] = {
    kind: tell for topic in _TOPICS for kind, tell in topic.SECTIONS.items()
}


def statement(
    events: Sequence[object],
    *,
    patient: Identity | None,
    site: SiteState,
    active: ActiveProtocol | None,
    say: Words,
    zone: tzinfo | None,
    adverse_events: Mapping[AdverseEventId, AdverseEvent] = MappingProxyType({}),
) -> Statement:
    """Return what events say, every field of each; both languages give the same lines in order.

    Times are shown in `zone`, or in their own where it is None. Raises LookupError for an event
    nobody taught it.
    """
    voice = Voice(say, site, active, zone, adverse_events)
    amounts = (amount_line(event, voice) for event in events)
    return Statement(
        title=title(events, say),
        amount=next((amount for amount in amounts if amount is not None), None),
        sections=tuple(sections_told(events, voice)),
        patient=patients.patient_lines(patient, voice) if patient is not None else (),
        colon=say("{label}: {value}", label="", value=""),
    )


def sections_told(events: Iterable[object], voice: Voice) -> Iterator[StatementSection]:
    """Yield the sections of events alone. Raises LookupError for one nobody taught it."""
    for event in events:
        yield from _TELLERS[type(event)](event, voice)
