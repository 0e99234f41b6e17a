"""Old value and new value, field by field, in the words of the statements people signed.

Compares the two statements line by line, so that a field nobody words is no difference and no
code is left raw. Lines that only name the older record are left out.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ltm_desktop.app.trail.earlier import Earlier
from ltm_desktop.app.trail.rows import Change
from ltm_desktop.app.wording.statements import sections_told
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.corrections import RecordVoided
from ltm_desktop.domain.planning import FractionsPlanned, ItemRescheduled, MovedItem, PlanMoved

Told = dict[tuple[str, str, int], str]


def changes(
    events: Iterable[object], stream: str, seq: int, earlier: Earlier, voice: Voice
) -> tuple[Change, ...]:
    """Return what an entry changed of what was told before it."""
    return tuple(change for event in events for change in _of(event, stream, seq, earlier, voice))


def _of(event: object, stream: str, seq: int, earlier: Earlier, voice: Voice) -> Iterator[Change]:
    match event:
        case RecordVoided():
            say = voice.say
            yield Change(
                say("{label}: {value}", label=say("Record"), value=event.record),
                say("stands"),
                say("taken back"),
            )
        case ItemRescheduled():
            for moved in (event.moved, *event.followed):
                yield _moved(moved, voice)
        case PlanMoved() | FractionsPlanned():
            days = earlier.scheduled(stream, seq)
            for item in event.items:
                was = days.get(item.code)
                if was is not None and was != item.scheduled:
                    yield _moved(MovedItem(was, item), voice)
        case _:
            older = earlier.of(event, stream, seq)
            if older is not None:
                yield from compare((older,), (event,), voice)


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
            say("Corrected because"),
            say("Reason for the correction"),
            # the fingerprint tells the same in 64 digits
            say("Certificate (DER, base64)"),
            say("Endorsement of the authority"),
        }
    )
