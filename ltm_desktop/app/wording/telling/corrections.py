"""A record taken back, as the two people who take it back read it."""

from collections.abc import Callable, Mapping
from typing import Any

from ltm_desktop.app.wording.telling.parts import StatementSection
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.corrections import RecordVoided

Sections = tuple[StatementSection, ...]


def tell_void(event: RecordVoided, voice: Voice) -> Sections:
    """Tell which record is taken back, why and by whom."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Record"), event.record, emphasis=True),
        line(say("Planned dose"), voice.item(event.item)),
        line(say("Reason"), voice.coded("void_reason", event.reason), emphasis=True),
        line(say("Taken back by"), voice.person(event.by)),
        line(say("Second person"), voice.person(event.second)),
        line(say("Notes"), event.note),
    )
    return (StatementSection(say("Record taken back"), lines),)


SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {RecordVoided: tell_void}
