"""People of the site: who was entered, with roles, register and the look at who they are."""

from collections.abc import Callable, Mapping
from typing import Any

from ltm_desktop.app.wording.telling.parts import StatementLine, StatementSection
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.people import Competency, Delegation, IdentityCheck, PersonAdded

Sections = tuple[StatementSection, ...]


def tell_person(event: PersonAdded, voice: Voice) -> Sections:
    """Tell who was entered, with roles and the lines of the competency register."""
    say, line, name = voice.say, voice.line, event.name
    person = (
        line(say("User name"), event.person, emphasis=True),
        line(say("Family name"), name.family, emphasis=True),
        line(say("Given name"), name.given),
        line(say("Name in Chinese characters"), name.han),
        line(say("Pinyin"), name.pinyin),
        line(say("Roles"), say.listing(say.term(role) for role in event.roles), emphasis=True),
        line(say("Identity"), _identity(event.identity, voice)),
    )
    register = tuple(competency_line(one, voice) for one in event.competencies)
    return (
        StatementSection(say("Person"), person),
        StatementSection(
            say("Competency register"), register or (line(say("Entries"), say("none")),)
        ),
    )


def _identity(seen: IdentityCheck | None, voice: Voice) -> str:
    if seen is None:
        return ""
    return voice.say(
        "{seen}, looked at by {person} on {day}",
        seen=voice.say.term(seen.seen),
        person=voice.person(seen.by),
        day=seen.on,
    )


def competency_line(line: Competency, voice: Voice) -> StatementLine:
    """Tell one line of the competency register."""
    period = period_told(line, voice)
    if line.certified_by:
        period = voice.say("{period}; assessed by {name}", period=period, name=line.certified_by)
    if line.supervised:
        period = voice.say("{period}; under supervision only", period=period)
    return voice.line(voice.say.term(line.task), period)


def period_told(line: Competency | Delegation, voice: Voice) -> str:
    """Tell from when to when a line counts."""
    say = voice.say
    opens, closes = voice.day(line.valid_from), voice.day(line.valid_to)
    told = (
        say("from {opens} to {closes}", opens=opens, closes=closes)
        if closes
        else say("from {opens}, open end", opens=opens)
    )
    if line.withdrawn_on is None:
        return told
    return say("{period}; withdrawn from {day}", period=told, day=line.withdrawn_on)


SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {PersonAdded: tell_person}
