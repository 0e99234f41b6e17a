"""Old value and new value, field by field, in the words of the statements people signed.

Compares the two statements line by line, so that a field nobody words is no difference and no
code is left raw. Lines that only name the older record are left out.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ltm_desktop.app.trail.earlier import Earlier
from ltm_desktop.app.trail.rows import Change
from ltm_desktop.app.wording.statements import sections_told
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.adverse_events import (
    EventCorrected,
    EventGraded,
    EventReopened,
    EventReported,
    EventVoided,
)
from ltm_desktop.domain.corrections import RecordVoided
from ltm_desktop.domain.ending import EndTakenBack
from ltm_desktop.domain.follow_up import FollowUpTakenBack
from ltm_desktop.domain.labs import AnyResult, LabCorrected, LabFinding, LabsRecorded, LabVoided
from ltm_desktop.domain.planning import FractionsPlanned, ItemRescheduled, MovedItem, PlanMoved
from ltm_desktop.domain.serious_events import SeriousFactVoided

Told = dict[tuple[str, str, int], str]


def changes(
    events: Iterable[object], stream: str, seq: int, earlier: Earlier, voice: Voice
) -> tuple[Change, ...]:
    """Return what an entry changed of what was told before it."""
    return tuple(change for event in events for change in _of(event, stream, seq, earlier, voice))


def _of(event: object, stream: str, seq: int, earlier: Earlier, voice: Voice) -> Iterator[Change]:
    withdrawn = _withdrawn(event, voice)
    if withdrawn is not None:
        yield withdrawn
    elif isinstance(event, ItemRescheduled):
        for moved in (event.moved, *event.followed):
            yield _moved(moved, voice)
    elif isinstance(event, PlanMoved | FractionsPlanned):
        yield from _planned(event, earlier.scheduled(stream, seq), voice)
    else:
        older, newer = _before_and_now(event, stream, seq, earlier)
        if older is not None:
            yield from compare((older,), () if newer is None else (newer,), voice)


def _planned(
    event: PlanMoved | FractionsPlanned, days: Mapping[str, date], voice: Voice
) -> Iterator[Change]:
    for item in event.items:
        was = days.get(item.code)
        if was is not None and was != item.scheduled:
            yield _moved(MovedItem(was, item), voice)


def _before_and_now(
    event: object, stream: str, seq: int, earlier: Earlier
) -> tuple[object | None, object | None]:
    """Return what was told and what is told now, worded alike; nothing older for nothing."""
    match event:
        case LabCorrected():
            result = earlier.result(event.corrects, stream, seq)
            return (result and _alone(result)), _alone(event.now)
        case EventCorrected():
            before, now = (
                EventReported(event.event, one, event.by) for one in (event.before, event.told)
            )
            return before, now
        case EventGraded():
            grade = earlier.grade(event.event, stream, seq)
            return (grade and replace(event, told=grade)), event
        case EventReopened():
            return earlier.end(event.event, stream, seq), None
        case _:
            return earlier.of(event, stream, seq), event


def _alone(result: AnyResult) -> LabsRecorded:
    if isinstance(result, LabFinding):
        return LabsRecorded((), (result,))
    return LabsRecorded((result,))


def _withdrawn(event: object, voice: Voice) -> Change | None:
    """Return what an event takes back whole, None for any other event."""
    say = voice.say
    match event:
        case RecordVoided() | FollowUpTakenBack():
            label, value = say("Record"), str(event.record)
        case EndTakenBack():
            label, value = say("Record"), str(event.end)
        case EventVoided():
            label, value = say("Adverse event"), str(event.event)
        case SeriousFactVoided():
            label, value = say("Number of the entry"), str(event.fact)
        case LabVoided():
            label, value = say("Laboratory result"), str(event.result)
        case _:
            return None
    told = say("{label}: {value}", label=label, value=value)
    return Change(told, say("stands"), say("taken back"))


def _moved(moved: MovedItem, voice: Voice) -> Change:
    label = voice.say("{code}, scheduled for", code=voice.item(moved.item.code))
    return Change(label, voice.day(moved.was), voice.day(moved.item.scheduled))


def compare(older: Sequence[object], newer: Sequence[object], voice: Voice) -> Iterator[Change]:
    """Yield every line in which two tellings of the same thing differ."""
    was, now = _lines(older, voice), _lines(newer, voice)
    for key in dict.fromkeys((*now, *was)):
        before, after = was.get(key, ""), now.get(key, "")
        if before != after and key[1] not in _naming(voice.say):
            yield Change(f"{key[0]} – {key[1]}", before, after)


def _lines(events: Sequence[object], voice: Voice) -> Told:
    """Return every worded line by section, label and how often that label came before."""
    seen: Counter[tuple[str, str]] = Counter()
    lines: Told = {}
    for section in sections_told(events, voice):
        for line in section.lines:
            place = (section.title, line.label)
            lines[*place, seen[place]] = line.value
            seen[place] += 1
    return lines


def _naming(say: Words) -> frozenset[str]:
    """Return labels that differ between any two records and change nothing."""
    return frozenset(
        {
            say("Record"),
            say("Corrects record"),
            say("Puts right"),
            say("Identity of the entry"),
            say("Number in the record"),
            say("Corrected because"),
            say("Reason for the correction"),
            # the fingerprint tells the same in 64 digits
            say("Certificate (DER, base64)"),
            say("Endorsement of the authority"),
        }
    )
