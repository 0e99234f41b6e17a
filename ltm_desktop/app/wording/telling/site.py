"""The founding of a site and its signed configuration, value by value as exact text."""

from collections.abc import Callable, Mapping
from typing import Any

from ltm_desktop.app.wording.telling.parts import StatementSection
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.site import ConfigurationSigned, SiteFounded

Sections = tuple[StatementSection, ...]


def tell_founding(event: SiteFounded, voice: Voice) -> Sections:
    """Tell a site's founding with its certificate authority."""
    say, line = voice.say, voice.line
    site = (
        line(say("Name of the site"), event.name, emphasis=True),
        line(say("Code of the site"), event.code),
        line(say("Kind"), say.term(event.kind), emphasis=True),
        line(say("Time zone"), event.zone),
        line(say("Country of the holidays"), event.country),
    )
    authority = (
        line(say("Fingerprint"), event.authority_fingerprint),
        line(say("Certificate (DER, base64)"), event.authority),
    )
    return (
        StatementSection(say("Site"), site),
        StatementSection(say("Certificate authority"), authority),
    )


def tell_configuration(event: ConfigurationSigned, voice: Voice) -> Sections:
    """Tell a signed configuration: the protocol it fills, then every value as exact text."""
    say, line = voice.say, voice.line
    protocol = (
        line(say("Study"), event.study, emphasis=True),
        line(say("Protocol version"), event.version, emphasis=True),
        line(say("SHA-256 of the protocol file"), event.protocol_digest),
        line(say("Number of the configuration"), str(event.number)),
        line(say("Investigator"), voice.person(PersonId(event.investigator)), emphasis=True),
    )
    values = tuple(line(_setting(path, event, voice), text) for path, text in event.values)
    return (
        StatementSection(say("Protocol"), protocol),
        StatementSection(say("Values"), values),
    )


def _setting(path: str, event: ConfigurationSigned, voice: Voice) -> str:
    """Name a value where the protocol at hand is the one being signed; the path is always told."""
    protocol = voice.active.protocol if voice.active else None
    known = protocol is not None and (protocol.study, protocol.version) == (
        event.study,
        event.version,
    )
    setting = protocol.settings.get(path) if protocol is not None and known else None
    if setting is None:
        return path
    owner = setting.name.owner.text(voice.say.language)
    field = voice.say.term(f"setting.{setting.name.field}")
    return voice.say("{owner}: {field} [{path}]", owner=owner, field=field, path=path)


SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {
    SiteFounded: tell_founding,
    ConfigurationSigned: tell_configuration,
}
