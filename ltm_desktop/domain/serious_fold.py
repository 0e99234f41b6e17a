"""Fold what a chart knows of serious events: a judgement opens one, facts and forms add to it."""

from ltm_desktop.domain.acts import EntryFacts
from ltm_desktop.domain.adverse_events import EventJudged
from ltm_desktop.domain.serious_events import EVENTS, SeriousSlice
from ltm_desktop.domain.serious_reports import SeriousReported


def evolve(serious: SeriousSlice, event: object, facts: EntryFacts) -> SeriousSlice:
    """Fold one event."""
    if isinstance(event, EventJudged) and event.judgement.serious:
        return serious.opened(event.event, facts.recorded_at)
    if isinstance(event, SeriousReported):
        return serious.reported(event.event, event.record, event.narrative)
    return serious.told(event) if isinstance(event, EVENTS) else serious
