"""A handover as it is signed: between whom, and every line as it was read."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ltm_desktop.app.wording.telling.parts import StatementLine, StatementSection
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.handover import HandoverGroup, HandoverLine, HandoverTaken

Sections = tuple[StatementSection, ...]


def tell_handover(event: HandoverTaken, voice: Voice) -> Sections:
    """Tell who handed over to whom, then each group with how many lines it has."""
    say, line = voice.say, voice.line
    between = (
        line(say("Number of the handover"), str(event.number)),
        line(say("Handed over by"), voice.person(event.given_by), emphasis=True),
        line(say("Taken over by"), voice.person(event.taken_by), emphasis=True),
        line(say("Time of the handover"), voice.moment(event.at)),
        line(say("Language of the lines"), event.language),
        line(say("Handed over in words"), event.note),
    )
    parts = (_group(group, event, voice) for group in HandoverGroup)
    return (StatementSection(say("Handover of the shift"), between), *parts)


def _group(group: HandoverGroup, event: HandoverTaken, voice: Voice) -> StatementSection:
    lines = tuple(_line(one, voice) for one in event.lines if one.group is group)
    count = voice.line(voice.say("Number of lines"), voice.say.number(len(lines)))
    return StatementSection(voice.say.term(group), (count, *lines))


def _line(one: HandoverLine, voice: Voice) -> StatementLine:
    # the words are those of the hour of the handover, whatever language is read now
    told = " \u00b7 ".join(filter(None, _told(one)))
    return voice.line(one.who or voice.say("No patient"), told)


def _told(one: HandoverLine) -> Iterator[str]:
    yield one.what
    yield one.more
    yield from (f"[{key}]" for key in (one.patient, one.item) if key)


SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {HandoverTaken: tell_handover}
