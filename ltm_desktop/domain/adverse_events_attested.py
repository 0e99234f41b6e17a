"""What stands against adverse events by what the ledger held before them, whoever sealed the entry.

Names a grade its term does not have, a judgement or death out of place, and a correction that
misquotes what was said before.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ltm_desktop.domain.acts import EntryFacts
from ltm_desktop.domain.adverse_events import (
    CLOSING,
    EVENTS,
    FATAL,
    EventCorrected,
    EventEnded,
    EventGraded,
    EventJudged,
    EventReopened,
    EventReported,
    EventVoided,
    SuggestionDismissed,
)
from ltm_desktop.domain.adverse_events_decisions import voiders_of
from ltm_desktop.domain.adverse_events_rules import DEATH
from ltm_desktop.domain.adverse_events_slice import AdverseEvent, AdverseEventsSlice, evolve
from ltm_desktop.domain.attested_acts import Objection
from ltm_desktop.domain.ctcae import Grade
from ltm_desktop.domain.people import People, check_role

_AGAINST, _ORDER = "ledger.against_rules", "ledger.out_of_order"


def check_events(
    events: Iterable[object], known: AdverseEventsSlice, people: People, facts: EntryFacts
) -> Iterator[Objection]:
    """Return what stands against the adverse events of one entry, one after another."""
    for event in events:
        if not isinstance(event, EVENTS):
            continue
        found = tuple(_check(event, known, people))
        yield from found
        if found:
            return
        known = evolve(known, event, facts)
    yield from _check_deaths(known, facts)


def _check(event: Any, known: AdverseEventsSlice, people: People) -> Iterator[Objection]:
    if isinstance(event, SuggestionDismissed):
        return
    if isinstance(event, EventReported):
        if event.event in known.events:
            yield Objection(_ORDER, event.by)
        return
    one = known.events.get(event.event)
    if one is None or not one.stands:
        yield Objection(_ORDER, event.by)
    elif not _KEEPS[type(event)](event, one):
        yield Objection(_AGAINST, event.by)
    elif isinstance(event, EventVoided) and any(check_role(people, event.by, *voiders_of(one))):
        yield Objection("ledger.no_authority", event.by)


def _keeps_grade(event: EventGraded, one: AdverseEvent) -> bool:
    exists = event.told.grade in one.told.term.grades
    return exists and one.is_open and event.told.on >= one.grades[-1].on


def _keeps_judgement(event: EventJudged, one: AdverseEvent) -> bool:
    return (DEATH in event.judgement.criteria) is (one.worst is Grade.FIVE)


def _keeps_end(event: EventEnded, one: AdverseEvent) -> bool:
    # a correction that tells a death, or another day of it, puts its end in the place of the old
    if not one.is_open and event.outcome != FATAL:
        return False
    begun = event.on is None or event.on.latest >= max(one.told.onset.earliest, one.grades[-1].on)
    return begun and (event.outcome == FATAL) is (one.current is Grade.FIVE)


def _keeps_reopening(event: EventReopened, one: AdverseEvent) -> bool:
    ended = one.ended.told if one.ended is not None else None
    if ended is None or ended.outcome not in CLOSING or one.current is Grade.FIVE:
        return False
    # a death told wrongly is corrected first, and goes on from any day
    return ended.outcome == FATAL or ended.on is None or event.on >= ended.on.earliest


def _keeps_words(event: EventCorrected, one: AdverseEvent) -> bool:
    same_list = event.told.term.version == one.told.term.version
    return same_list and event.before == one.told


_KEEPS: Mapping[type, Callable[[Any, AdverseEvent], bool]] = {
    EventGraded: _keeps_grade,
    EventJudged: _keeps_judgement,
    EventEnded: _keeps_end,
    EventReopened: _keeps_reopening,
    EventCorrected: _keeps_words,
    EventVoided: lambda _event, _one: True,
}


def _check_deaths(known: AdverseEventsSlice, facts: EntryFacts) -> Iterator[Objection]:
    """Return an objection where grade 5 and a fatal end of that day do not go together."""
    for one in known.standing():
        ended = one.ended.told if one.ended is not None else None
        died = ended.on if ended is not None and ended.outcome == FATAL else None
        graded = one.grades[-1].on if one.current is Grade.FIVE else None
        if (died.on if died is not None else None) != graded:
            yield Objection(_AGAINST, facts.author)
