"""The clock in doubt, and who said that the time is right."""

from collections.abc import Callable, Mapping
from typing import Any

from ltm_desktop.app.wording.telling.parts import StatementSection
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.time_doubt import ClockConfirmed, ClockDoubted

Sections = tuple[StatementSection, ...]


def tell_doubt(event: ClockDoubted, voice: Voice) -> Sections:
    """Tell what was found."""
    say, line = voice.say, voice.line
    lines = (
        line(say("What was found"), say.term(event.cause), emphasis=True),
        line(say("Time to be expected"), voice.moment(event.expected)),
        line(say("Time of the clock"), voice.moment(event.at)),
        line(say("Computer's own offset from UTC"), event.computer_offset),
    )
    return (StatementSection(say("Clock in doubt"), lines),)


def tell_confirmation(event: ClockConfirmed, voice: Voice) -> Sections:
    """Tell who confirmed which time."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Confirmed by"), voice.person(event.by), emphasis=True),
        line(say("Time of the clock"), voice.moment(event.at), emphasis=True),
        line(say("Computer's own offset from UTC"), event.computer_offset),
    )
    return (StatementSection(say("Time confirmed"), lines),)


SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {
    ClockDoubted: tell_doubt,
    ClockConfirmed: tell_confirmation,
}
