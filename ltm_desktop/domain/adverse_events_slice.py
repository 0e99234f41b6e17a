"""What the chart knows of adverse events, folded from their entries.

Worst and current grade, open or closed, and what counts as related are derived, never stored.
"""

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from datetime import datetime
from typing import Generic, TypeVar

from ltm_desktop.domain.acts import EntryFacts
from ltm_desktop.domain.adverse_events import (
    CLOSING,
    AdverseEventId,
    EventCorrected,
    EventEnded,
    EventGraded,
    EventJudged,
    EventReopened,
    EventReported,
    EventTold,
    EventVoided,
    GradeTold,
    SuggestionDismissed,
)
from ltm_desktop.domain.ctcae import Grade
from ltm_desktop.domain.values import dataclass

_Told = TypeVar("_Told")


@dataclass(frozen=True, slots=True)
class At(Generic[_Told]):
    """Something told of an event, with when it was recorded."""

    told: _Told
    at: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class AdverseEvent:
    """One adverse event as it stands today."""

    event: AdverseEventId
    told: EventTold
    """As reported or last corrected, with every grade since."""
    reported: At[EventReported]
    judged: At[EventJudged] | None = None
    """The newest judgement."""
    judged_worst: Grade | None = None
    """The worst grade known to whoever made that judgement."""
    ended: At[EventEnded] | None = None
    """The newest outcome; none once it was reopened."""
    reopened: tuple[At[EventReopened], ...] = ()
    corrected: tuple[At[EventCorrected], ...] = ()
    voided: At[EventVoided] | None = None

    @property
    def grades(self) -> tuple[GradeTold, ...]:
        """Return every grade in the order of its day."""
        return self.told.grades

    @property
    def current(self) -> Grade:
        """Return the newest grade."""
        return self.told.grades[-1].grade

    @property
    def worst(self) -> Grade:
        """Return the worst grade it ever had."""
        return max(one.grade for one in self.told.grades)

    @property
    def stands(self) -> bool:
        """Tell whether it was not taken back."""
        return self.voided is None

    @property
    def is_open(self) -> bool:
        """Tell whether it goes on: neither taken back nor ended on a day."""
        closed = self.ended is not None and self.ended.told.outcome in CLOSING
        return self.stands and not closed

    @property
    def serious(self) -> bool:
        """Tell whether a physician judged it serious; unjudged is not an answer, see `judged`."""
        return self.judged is not None and self.judged.told.judgement.serious

    @property
    def related(self) -> tuple[str, ...]:
        """Return the causes it counts as related to, empty while nobody judged it."""
        return self.judged.told.judgement.related if self.judged is not None else ()

    @property
    def judged_before_correction(self) -> bool:
        """Tell whether it was told anew since it was judged."""
        if self.judged is None:
            return False
        return any(one.seq > self.judged.seq for one in self.corrected)

    @property
    def worse_than_judged(self) -> bool:
        """Tell whether it has become worse than it was ever known to be when it was judged."""
        return self.judged_worst is not None and self.worst > self.judged_worst

    @property
    def awaits_judgement(self) -> bool:
        """Tell whether a physician has something to judge."""
        outdated = self.judged_before_correction or self.worse_than_judged
        return self.stands and (self.judged is None or outdated)


@dataclass(frozen=True, slots=True)
class AdverseEventsSlice:
    """Every adverse event of one patient, in order of its first entry."""

    events: Mapping[AdverseEventId, AdverseEvent] = field(default_factory=dict)
    dismissed: tuple[At[SuggestionDismissed], ...] = ()

    def standing(self) -> Iterator[AdverseEvent]:
        """Yield the events nobody took back."""
        return (one for one in self.events.values() if one.stands)

    def open(self) -> tuple[AdverseEvent, ...]:
        """Return the events that go on, worst first; of one grade the oldest first."""
        going_on = (one for one in self.events.values() if one.is_open)
        return tuple(sorted(going_on, key=lambda one: -one.current))

    def serious(self) -> tuple[AdverseEvent, ...]:
        """Return the events that stand and were judged serious."""
        return tuple(one for one in self.standing() if one.serious)


def evolve(known: AdverseEventsSlice, event: object, facts: EntryFacts) -> AdverseEventsSlice:
    """Fold one event of this topic."""
    at = facts.recorded_at, facts.seq
    match event:
        case EventReported():
            new = AdverseEvent(event.event, event.told, At(event, *at))
            return _with(known, new)
        case EventGraded():
            one = known.events[event.event]
            return _with(known, replace(one, told=graded(one.told, event.told)))
        case EventJudged():
            one = known.events[event.event]
            return _with(known, replace(one, judged=At(event, *at), judged_worst=one.worst))
        case EventEnded():
            return _with(known, replace(known.events[event.event], ended=At(event, *at)))
        case SuggestionDismissed():
            return replace(known, dismissed=(*known.dismissed, At(event, *at)))
        case _:
            return _put_right(known, event, facts)


def _put_right(known: AdverseEventsSlice, event: object, facts: EntryFacts) -> AdverseEventsSlice:
    at = facts.recorded_at, facts.seq
    match event:
        case EventReopened():
            one = known.events[event.event]
            reopened = (*one.reopened, At(event, *at))
            return _with(known, replace(one, ended=None, reopened=reopened))
        case EventCorrected():
            one = known.events[event.event]
            corrected = (*one.corrected, At(event, *at))
            return _with(known, replace(one, told=event.told, corrected=corrected))
        case EventVoided():
            return _with(known, replace(known.events[event.event], voided=At(event, *at)))
        case _:
            return known


def graded(told: EventTold, new: GradeTold) -> EventTold:
    """Return what was told with one more grade, in the order of its day."""
    return replace(told, grades=tuple(sorted((*told.grades, new), key=lambda one: one.on)))


def _with(known: AdverseEventsSlice, one: AdverseEvent) -> AdverseEventsSlice:
    return replace(known, events={**known.events, one.event: one})
