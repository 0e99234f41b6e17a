"""Heads kept outside, as somebody signs them."""

from collections.abc import Callable, Mapping
from typing import Any

from ltm_desktop.app.wording.telling.parts import StatementSection
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.witnessing import HeadWitnessed

Sections = tuple[StatementSection, ...]


def tell_head(event: HeadWitnessed, voice: Voice) -> Sections:
    """Tell which head is kept, where and by whom it was seen."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Number of the entry"), str(event.seq), emphasis=True),
        line(say("Digits of its head"), event.hash),
        line(say("Where it is kept"), say.term(event.place), emphasis=True),
        line(say("Where exactly"), event.note),
        line(say("Seen there by"), voice.person(event.by)),
    )
    return (StatementSection(say("Head of the ledger kept outside"), lines),)


SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {HeadWitnessed: tell_head}
