"""Fold what a chart knows of serious events: a judgement opens one, facts and forms add to it.

What is judged anew and what somebody died of is followed again, although it was closed.
"""

from ltm_desktop.domain.acts import EntryFacts
from ltm_desktop.domain.adverse_events import (
    EventCorrected,
    EventEnded,
    EventGraded,
    EventJudged,
)
from ltm_desktop.domain.adverse_events_told import is_deadly
from ltm_desktop.domain.serious_events import EVENTS, SeriousSlice
from ltm_desktop.domain.serious_reports import SeriousReported


def evolve(serious: SeriousSlice, event: object, facts: EntryFacts) -> SeriousSlice:
    """Fold one event."""
    if isinstance(event, EventJudged) and event.judgement.serious:
        return serious.opened(event.event, facts.recorded_at)
    if isinstance(event, EventGraded | EventCorrected | EventEnded) and is_deadly(event):
        # a death owes other notices, before anybody has judged it
        return serious.gone_on(event.event)
    if isinstance(event, SeriousReported):
        return serious.reported(event.event, event.record, event.narrative)
    return serious.told(event) if isinstance(event, EVENTS) else serious
