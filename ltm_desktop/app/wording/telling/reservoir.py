"""A fact of a reservoir as it was told: what, on which day, and what the report says."""

from collections.abc import Callable, Mapping
from typing import Any

from ltm_desktop.app.wording.telling.parts import StatementSection
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.reservoir import ReservoirRecorded

Sections = tuple[StatementSection, ...]


def tell_reservoir(event: ReservoirRecorded, voice: Voice) -> Sections:
    """Tell one fact with everything written beside it."""
    say, line = voice.say, voice.line
    what = say.begin(say.term(event.what))
    lines = (
        line(say("What happened"), what, emphasis=True),
        line(say("On the day"), say.date(event.on)),
        line(say("Side and place"), event.side),
        line(say("Make and model"), event.make),
        line(say("Surgeon"), event.surgeon),
        line(say("Result of the report"), event.result),
        line(say("Further remark"), event.note),
    )
    return (StatementSection(say("Reservoir"), lines),)


SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {ReservoirRecorded: tell_reservoir}
