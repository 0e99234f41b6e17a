"""Founding a site and taking people in: keys, certificates, slots and the entries that say so.

The site's authority key is unwrapped only here, by an administrator's own secret.
"""

import base64
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.ports import KeyCabinet
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.errors import refuse, refuse_if
from ltm_desktop.domain.identifiers import PersonId, person_id
from ltm_desktop.domain.people import (
    AcceptCertificate,
    AddPerson,
    Competency,
    HumanName,
    check_name,
)
from ltm_desktop.domain.schedule import WorkingCalendar
from ltm_desktop.domain.site import FoundSite, SiteKind, SiteState, decide_site
from ltm_desktop.domain.terms import Role
from ltm_desktop.domain.texts import check_line
from ltm_desktop.ledger.certificates import endorse, fingerprint, issue, make_ca
from ltm_desktop.ledger.keys import PrivateKey


@dataclass(frozen=True, slots=True)
class PersonForm:
    """A person as the form tells it; the secret is the person's own choice."""

    user_id: str
    name: HumanName
    roles: tuple[Role, ...]
    competencies: tuple[Competency, ...] = ()
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SiteForm:
    """A site as set-up tells it."""

    name: str
    code: str
    zone: str
    country: str
    kind: SiteKind
    administrator: PersonForm


@dataclass(frozen=True, slots=True)
class Founded:
    """A new site: its open desk, the recovery key to print once, and the CA fingerprint."""

    desk: Desk
    recovery_key: str = field(repr=False)
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class NewKeys:
    """What a new site's store and cabinet are made with."""

    data_key: bytes = field(repr=False)
    authority: bytes = b""
    """The authority's certificate, DER."""
    authority_key: PrivateKey = field(default_factory=PrivateKey.generate, repr=False)


OpenDesk = Callable[[PersonId, PrivateKey, bytes], Desk]
"""Opens the desk of a site from the person, the person's key and the data key."""


def found(
    form: SiteForm,
    *,
    make_cabinet: Callable[[], KeyCabinet],
    recovery_key: str,
    open_desk: OpenDesk,
    now: datetime,
    say: Words,
) -> Founded:
    """Found a site in an empty folder. Raises Refused for an incomplete form, making nothing."""
    if not form.name.strip():
        raise refuse("site.name_missing")
    refuse_if(check_line(form.name))
    authority, authority_key = make_ca(form.name, now)
    keys = NewKeys(secrets.token_bytes(32), authority, authority_key)
    key = PrivateKey.generate()
    administrator = _admission(form.administrator, key, keys, now)
    command = FoundSite(
        name=form.name,
        code=form.code,
        zone=form.zone,
        country=form.country,
        kind=form.kind,
        authority=base64.b64encode(authority).decode(),
        authority_fingerprint=fingerprint(authority),
        administrator=administrator,
    )
    nobody_yet = Act(administrator.person, now, WorkingCalendar(frozenset({1})))
    decide_site(command, SiteState(), None, nobody_yet)
    cabinet = make_cabinet()
    cabinet.add(
        administrator.person,
        form.administrator.secret,
        data_key=keys.data_key,
        key=key,
        ca_key=authority_key,
    )
    cabinet.add_recovery(recovery_key, data_key=keys.data_key, ca_key=authority_key)
    desk = open_desk(administrator.person, key, keys.data_key)
    desk.record(desk.propose(command, say))
    desk.record(
        desk.propose(AcceptCertificate(administrator.person, administrator.fingerprint), say)
    )
    return Founded(desk, recovery_key, fingerprint(authority))


def take_in(desk: Desk, form: PersonForm, administrator_secret: str, say: Words) -> PersonId:
    """Enter a person, who accepts the certificate with the key just made. Raises Refused."""
    site = desk.site()
    opened = desk.cabinet.unlock(desk.session.person, administrator_secret)
    if opened.ca_key is None or site.founded is None:
        raise refuse("people.not_the_authority", person=desk.session.person)
    key, now = PrivateKey.generate(), desk.clock.now()
    authority = base64.b64decode(site.founded.authority)
    keys = NewKeys(opened.data_key, authority, opened.ca_key)
    command = _admission(form, key, keys, now)
    proposal = desk.propose(command, say)
    if command.person in desk.cabinet.people():
        # the ledger does not know this person: the slot is left over from a try that broke off
        desk.cabinet.retire(command.person)
    desk.cabinet.add(command.person, form.secret, data_key=opened.data_key, key=key)
    desk.record(proposal)
    _accept(desk, command.person, command.fingerprint, key, say)
    return command.person


def admit(desk: Desk, say: Words) -> None:
    """Let the person who just signed in act, finishing an acceptance that a power cut broke off.

    Raises Refused people.unknown for a slot the ledger knows nobody for.
    """
    known = desk.site().people.get(desk.session.person)
    if known is None:
        raise refuse("people.unknown", person=desk.session.person)
    if not known.accepted:
        _accept(desk, known.person, known.fingerprint, desk.session.key, say)


def _accept(desk: Desk, person: PersonId, certified: str, key: PrivateKey, say: Words) -> None:
    act = desk.site_act(person)
    acceptance = AcceptCertificate(person, certified)
    proposal = desk.recorder.propose(
        acceptance, act, lambda events, chart: desk.statement_text(events, chart, say), say.language
    )
    desk.recorder.commit(proposal, key, certificate=certified)


def _admission(form: PersonForm, key: PrivateKey, keys: NewKeys, now: datetime) -> AddPerson:
    person = person_id(form.user_id)
    if not person_name(form.name):
        raise refuse("people.name_missing")
    refuse_if(check_name(form.name))
    certificate = issue(
        keys.authority,
        keys.authority_key,
        person_id=person,
        printed_name=person_name(form.name),
        public=key.public,
        now=now,
    )
    return AddPerson(
        person=person,
        name=form.name,
        roles=form.roles,
        competencies=form.competencies,
        fingerprint=fingerprint(certificate),
        certificate=base64.b64encode(certificate).decode(),
        endorsement=endorse(keys.authority_key, person, key.public).hex(),
    )
