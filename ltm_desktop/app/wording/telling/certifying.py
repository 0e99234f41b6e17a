"""Keys of people: certificates, what their holders answer for, who left, drills of recovery."""

from collections.abc import Callable, Mapping
from typing import Any

from ltm_desktop.app.wording.telling.parts import StatementSection
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.certifying import (
    AccountabilityAcknowledged,
    CertificateAccepted,
    CertificateEntered,
    PersonRetired,
    RecoveryDrilled,
)

Sections = tuple[StatementSection, ...]


def tell_certificate(event: CertificateEntered, voice: Voice) -> Sections:
    """Tell a certificate entered for a person."""
    say, line = voice.say, voice.line
    lines = (
        line(say("User name"), event.person),
        line(say("Reason"), say.term(event.reason)),
        line(say("Witness"), voice.person(event.witness), emphasis=True),
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


def accountability(say: Words) -> tuple[str, ...]:
    """Return what everybody is shown, and answers for, before the first signature."""
    return (
        say("My secret is mine alone: nobody else types it and nobody else learns it."),
        say("What I sign with it counts as my handwritten signature, with its name and meaning."),
        say("I sign what I have read and what I did, saw or decided myself, at the true time."),
        say("I lock the screen when I leave it."),
        say("If somebody may know my secret, I say so at once and get a new key."),
    )


def tell_accountability(event: AccountabilityAcknowledged, voice: Voice) -> Sections:
    """Tell that somebody answers for their own signature, with the very words."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Acknowledged by"), voice.person(event.person), emphasis=True),
        line(say("On"), voice.day(event.on)),
        *(line(say.number(place), text) for place, text in enumerate(accountability(say), 1)),
    )
    return (StatementSection(say("What my signature means"), lines),)


def tell_retirement(event: PersonRetired, voice: Voice) -> Sections:
    """Tell that somebody no longer works here."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Person"), voice.person(event.person), emphasis=True),
        line(say("Why"), say.term(event.how), emphasis=True),
        line(say("Last day"), voice.day(event.on), emphasis=True),
        line(say("Reason"), event.reason),
        line(say("Written by"), voice.person(event.by)),
    )
    return (StatementSection(say("End of a person's work here"), lines),)


def tell_drill(event: RecoveryDrilled, voice: Voice) -> Sections:
    """Tell that the recovery key on paper opened record and authority."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Typed from paper by"), voice.person(event.person), emphasis=True),
        line(say("On"), voice.day(event.on)),
        line(say("Result"), say("The key opens the record and the site's authority.")),
    )
    return (StatementSection(say("Drill of the recovery key"), lines),)


SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {
    CertificateEntered: tell_certificate,
    CertificateAccepted: tell_acceptance,
    AccountabilityAcknowledged: tell_accountability,
    PersonRetired: tell_retirement,
    RecoveryDrilled: tell_drill,
}
