"""Which adverse events are serious now, and what kind of serious event each is.

Asked of the newest judgement every time: an event judged anew has other clocks from then on.
"""

from collections.abc import Mapping

from ltm_desktop.domain.adverse_events import FATAL, AdverseEventId
from ltm_desktop.domain.adverse_events_slice import AdverseEvent, AdverseEventsSlice
from ltm_desktop.domain.ctcae import Grade
from ltm_desktop.domain.serious_events import SeriousKind

URGENT = frozenset({"death", "life_threatening"})
"""Criteria of ae_serious that shorten the clocks (clinical practice, section 6.3)."""
OUTSIDE = frozenset({"systemic_drug", "disease", "other"})
"""Codes of ae_cause that are no treatment of the trial: related to these alone is not suspected."""


def serious_kinds(events: AdverseEventsSlice) -> Mapping[str, SeriousKind]:
    """Return every event that stands and is judged serious, by its id."""
    return {one.event: kind_of(one) for one in events.serious()}


def kind_of(event: AdverseEvent) -> SeriousKind:
    """Return what the clocks ask of a judged event; expected is only what a physician said is."""
    judged = event.judged.told.judgement if event.judged else None
    criteria = frozenset(judged.criteria) if judged else frozenset()
    ended = event.ended is not None and event.ended.told.outcome == FATAL
    return SeriousKind(
        fatal=bool(criteria & URGENT) or ended or event.worst is Grade.FIVE,
        suspected=bool(set(event.related) - OUTSIDE),
        unexpected=judged is None or judged.expected is not True,
    )


def event_of(events: AdverseEventsSlice, event: str) -> AdverseEvent | None:
    """Return an event by its id, None for one nobody told."""
    return events.events.get(AdverseEventId(event))
