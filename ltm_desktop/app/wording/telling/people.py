"""People of the site, their competencies and certificates."""

from collections.abc import Callable, Mapping
from typing import Any

from ltm_desktop.app.wording.telling.parts import StatementSection
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.people import (
    CertificateAccepted,
    CertificateEntered,
    Competency,
    PersonAdded,
)

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
    )
    register = tuple(
        line(say.term(one.task), _period(one, voice)) for one in event.competencies
    ) or (line(say("Entries"), say("none")),)
    return (
        StatementSection(say("Person"), person),
        StatementSection(say("Competency register"), register),
    )


def _period(competency: Competency, voice: Voice) -> str:
    opens, closes = voice.day(competency.valid_from), voice.day(competency.valid_to)
    if not closes:
        return voice.say("from {opens}, open end", opens=opens)
    return voice.say("from {opens} to {closes}", opens=opens, closes=closes)


def tell_certificate(event: CertificateEntered, voice: Voice) -> Sections:
    """Tell a certificate entered for a person."""
    say, line = voice.say, voice.line
    lines = (
        line(say("User name"), event.person),
        line(say("Fingerprint"), event.fingerprint),
        line(say("Endorsement of the authority"), event.endorsement),
        line(say("Certificate (DER, base64)"), event.certificate),
    )
    return (StatementSection(say("Certificate"), lines),)


def tell_acceptance(event: CertificateAccepted, voice: Voice) -> Sections:
    """Tell that a holder accepted a certificate."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Accepted by"), voice.person(event.person), emphasis=True),
        line(say("Fingerprint"), event.fingerprint),
    )
    return (StatementSection(say("Certificate accepted"), lines),)


SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {
    PersonAdded: tell_person,
    CertificateEntered: tell_certificate,
    CertificateAccepted: tell_acceptance,
}
