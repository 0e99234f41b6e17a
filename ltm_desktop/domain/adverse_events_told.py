"""What an entry says of an adverse event, judged from the ledger alone, whoever sealed it.

Refuses by name a grade that does not exist, days out of order, and a death no physician signed.
"""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from ltm_desktop.domain.adverse_events import (
    CLOSING,
    FATAL,
    EventCorrected,
    EventEnded,
    EventGraded,
    EventJudged,
    EventReported,
    EventTold,
    GradeSource,
    GradeTold,
    Judgement,
)
from ltm_desktop.domain.ctcae import Grade


def is_deadly(event: object) -> bool:
    """Tell whether an event says that somebody died of it, which a physician signs."""
    match event:
        case EventReported() | EventCorrected():
            return any(one.grade is Grade.FIVE for one in event.told.grades)
        case EventGraded():
            return event.told.grade is Grade.FIVE
        case EventEnded():
            return event.outcome == FATAL
        case _:
            return False


def is_whole(event: object) -> bool:
    """Tell whether an event says what it must to have been written by the rules."""
    judge = _WHOLE.get(type(event))
    return judge is None or judge(event)


def _is_told_whole(told: EventTold) -> bool:
    days = [one.on for one in told.grades]
    ordered = all(earlier <= later for earlier, later in pairwise(days))
    exist = all(one.grade in told.term.grades for one in told.grades)
    sourced = all(_is_sourced(one) for one in told.grades)
    begun = bool(days) and days[0] >= told.onset.earliest
    return ordered and exist and sourced and begun and _is_baseline_whole(told)


def _is_baseline_whole(told: EventTold) -> bool:
    grade = told.baseline_grade
    return grade is None or (told.baseline and grade in told.term.grades)


def _is_sourced(one: GradeTold) -> bool:
    return (one.source is GradeSource.LABS) is (one.basis is not None)


def _is_judged_whole(judged: Judgement) -> bool:
    causes = [one.cause for one in judged.relations]
    once = bool(causes) and len(set(causes)) == len(causes)
    said = judged.expected is not None or not judged.serious
    return once and said and bool(judged.criteria) is judged.serious


_WHOLE: Mapping[type, Callable[[Any], bool]] = {
    EventReported: lambda event: _is_told_whole(event.told),
    EventCorrected: lambda event: _is_told_whole(event.told),
    EventGraded: lambda event: _is_sourced(event.told),
    EventJudged: lambda event: _is_judged_whole(event.judgement),
    EventEnded: lambda event: (event.outcome in CLOSING) is (event.on is not None),
}
