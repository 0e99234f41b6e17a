"""Founding a site: its authority, its first administrator, and the entries that say so.

Nobody can witness the first certificate; every other one is given in `certifying`.
"""

import base64
import secrets
from collections.abc import Callable
from dataclasses import field
from datetime import datetime

from ltm_desktop.app.certifying import Authority, certify
from ltm_desktop.app.charts import person_name
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.ports import KeyCabinet
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.certifying import AcceptCertificate
from ltm_desktop.domain.errors import refuse, refuse_if
from ltm_desktop.domain.identifiers import PersonId, person_id
from ltm_desktop.domain.people import (
    AddPerson,
    Competency,
    HumanName,
    IdentityCheck,
    check_name,
)
from ltm_desktop.domain.schedule import WorkingCalendar
from ltm_desktop.domain.site import FoundSite, SiteKind, SiteState, decide_site
from ltm_desktop.domain.terms import Role
from ltm_desktop.domain.texts import check_line
from ltm_desktop.domain.values import dataclass
from ltm_desktop.ledger.certificates import fingerprint, make_ca
from ltm_desktop.ledger.keys import PrivateKey


@dataclass(frozen=True, slots=True)
class PersonForm:
    """A person as the form tells it; only whoever founds a site chooses a secret here."""

    user_id: str
    name: HumanName
    roles: tuple[Role, ...]
    competencies: tuple[Competency, ...] = ()
    secret: str = field(default="", repr=False)
    identity: IdentityCheck | None = None


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
    data_key, key = secrets.token_bytes(32), PrivateKey.generate()
    administrator = _first(form.administrator, Authority(authority, authority_key), key, now)
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
        data_key=data_key,
        key=key,
        ca_key=authority_key,
    )
    cabinet.add_recovery(recovery_key, data_key=data_key, ca_key=authority_key)
    desk = open_desk(administrator.person, key, data_key)
    desk.record(desk.propose(command, say))
    desk.record(
        desk.propose(AcceptCertificate(administrator.person, administrator.fingerprint), say)
    )
    desk.own.keep(administrator.person, key)
    return Founded(desk, recovery_key, fingerprint(authority))


def _first(form: PersonForm, authority: Authority, key: PrivateKey, now: datetime) -> AddPerson:
    person = checked_id(form)
    made = certify(authority, person, person_name(form.name), key, now)
    return AddPerson(
        person=person,
        name=form.name,
        roles=form.roles,
        competencies=form.competencies,
        fingerprint=made.fingerprint,
        certificate=made.certificate,
        endorsement=made.endorsement,
    )


def checked_id(form: PersonForm) -> PersonId:
    """Return the user id of a form whose name can be certified. Raises Refused."""
    person = person_id(form.user_id)
    if not person_name(form.name):
        raise refuse("people.name_missing")
    refuse_if(check_name(form.name))
    return person


def invite(desk: Desk, form: PersonForm, say: Words) -> PersonId:
    """Enter a person who has no key yet. Raises Refused, Unavailable."""
    person = checked_id(form)
    command = AddPerson(person, form.name, form.roles, form.competencies, identity=form.identity)
    desk.record(desk.propose(command, say))
    return person
