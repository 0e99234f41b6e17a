"""Who was at the desk, and what left the record."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from ltm_desktop.app.wording.telling.parts import StatementLine, StatementSection
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.access import (
    CopyMade,
    DeskHandedOver,
    DeskLocked,
    DeskUnlocked,
    PersonSignedIn,
    RecordDoubted,
    SecretChanged,
    SecretRefused,
    SiteRead,
)

Sections = tuple[StatementSection, ...]


def tell_sign_in(event: PersonSignedIn, voice: Voice) -> Sections:
    """Tell a sign-in."""
    lines = (_person(event.person, voice), *_where(event.at, event.workstation, voice))
    return (StatementSection(voice.say("Signed in"), lines),)


def tell_refusal(event: SecretRefused, voice: Voice) -> Sections:
    """Tell a wrong secret; what was typed is known to nobody."""
    lines = (
        voice.line(voice.say("User name"), event.person, emphasis=True),
        *_where(event.at, event.workstation, voice),
    )
    return (StatementSection(voice.say("Wrong secret"), lines),)


def tell_lock(event: DeskLocked, voice: Voice) -> Sections:
    """Tell why a desk was left."""
    lines = (
        _person(event.person, voice),
        voice.line(voice.say("Cause"), voice.say.term(event.cause), emphasis=True),
        *_where(event.at, event.workstation, voice),
    )
    return (StatementSection(voice.say("Locked"), lines),)


def tell_unlock(event: DeskUnlocked, voice: Voice) -> Sections:
    """Tell that the same person went on."""
    lines = (_person(event.person, voice), *_where(event.at, event.workstation, voice))
    return (StatementSection(voice.say("Unlocked"), lines),)


def tell_hand_over(event: DeskHandedOver, voice: Voice) -> Sections:
    """Tell who came in whose place."""
    lines = (
        _person(event.person, voice),
        voice.line(voice.say("Before at this desk"), voice.person(event.previous)),
        *_where(event.at, event.workstation, voice),
    )
    return (StatementSection(voice.say("Another person signed in at a locked desk"), lines),)


def tell_copy(event: CopyMade, voice: Voice) -> Sections:
    """Tell what left the record, by its digest."""
    say, line = voice.say, voice.line
    lines = (
        _person(event.by, voice),
        line(say("Of what"), say.term(event.what), emphasis=True),
        line(say("How"), say.term(event.way), emphasis=True),
        line(say("Patient, internal id"), event.patient or ""),
        line(say("SHA-256 of the copy"), event.paper),
        *_where(event.at, event.workstation, voice),
    )
    return (StatementSection(say("Copy"), lines),)


def tell_look(event: SiteRead, voice: Voice) -> Sections:
    """Tell that a command read the site, and what it wrote a copy of."""
    say, line = voice.say, voice.line
    copied = say.term(event.what) if event.what else say("nothing")
    lines = (
        _person(event.person, voice),
        line(say("Copy of"), copied, emphasis=True),
        *_where(event.at, event.workstation, voice),
    )
    return (StatementSection(say("Read or copied without writing"), lines),)


def tell_doubt(event: RecordDoubted, voice: Voice) -> Sections:
    """Tell what a person's own witness found."""
    say = voice.say
    lines = (
        _person(event.person, voice),
        voice.line(say("Found"), say.term(event.found), emphasis=True),
        *_where(event.at, event.workstation, voice),
    )
    return (StatementSection(say("A person's own witness"), lines),)


def tell_change(event: SecretChanged, voice: Voice) -> Sections:
    """Tell that a person chose a new secret."""
    lines = (_person(event.person, voice), *_where(event.at, event.workstation, voice))
    return (StatementSection(voice.say("New secret for the same key"), lines),)


def _person(person: Any, voice: Voice) -> StatementLine:
    return voice.line(voice.say("Person"), voice.person(person), emphasis=True)


def _where(at: datetime, workstation: str, voice: Voice) -> tuple[StatementLine, ...]:
    return (
        voice.line(voice.say("Time"), voice.moment(at)),
        voice.line(voice.say("Workstation"), workstation),
    )


SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {
    PersonSignedIn: tell_sign_in,
    SecretRefused: tell_refusal,
    DeskLocked: tell_lock,
    DeskUnlocked: tell_unlock,
    DeskHandedOver: tell_hand_over,
    CopyMade: tell_copy,
    SiteRead: tell_look,
    RecordDoubted: tell_doubt,
    SecretChanged: tell_change,
}
