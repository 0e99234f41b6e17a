"""Giving a person a key: at the first sign-in, or anew when a secret was forgotten.

Two people stand by with their own secrets, one who issues and one who witnesses; only the holder
types the new secret. The site's authority is unwrapped only here.
"""

import base64
import hmac
from dataclasses import field
from datetime import datetime

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.ports import Unlocked
from ltm_desktop.app.recorder import Proposal
from ltm_desktop.app.signing import Signed
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.certifying import (
    AcceptCertificate,
    AcknowledgeAccountability,
    DrillRecovery,
    IssueCertificate,
    KeyReason,
    RetirePerson,
)
from ltm_desktop.domain.errors import Refused, refuse
from ltm_desktop.domain.identifiers import PersonId, person_id
from ltm_desktop.domain.site import SiteCommand
from ltm_desktop.domain.terms import Role
from ltm_desktop.domain.values import dataclass
from ltm_desktop.ledger.certificates import endorse, fingerprint, fingerprint_of, issue
from ltm_desktop.ledger.keys import PrivateKey


@dataclass(frozen=True, slots=True)
class Authority:
    """The site's certificate authority, unwrapped."""

    certificate: bytes
    """DER."""
    key: PrivateKey = field(repr=False)


@dataclass(frozen=True, slots=True)
class NewCertificate:
    """A certificate as it is entered in the ledger."""

    fingerprint: str
    certificate: str
    """DER in base64."""
    endorsement: str


@dataclass(frozen=True, slots=True)
class KeyForm:
    """Who gets a key, who stands by, and the secrets each of them typed."""

    user_id: str
    secret: str = field(repr=False)
    issuer_secret: str = field(repr=False)
    reason: KeyReason = KeyReason.FIRST
    witness: str = ""
    witness_secret: str = field(default="", repr=False)
    recovery_key: str = field(default="", repr=False)
    acknowledged: bool = False
    """Whether the holder was shown what a signature here means, and said so."""


def certify(
    authority: Authority, person: PersonId, name: str, key: PrivateKey, now: datetime
) -> NewCertificate:
    """Issue a certificate for a person's key."""
    certificate = issue(
        authority.certificate,
        authority.key,
        person_id=person,
        printed_name=name,
        public=key.public,
        now=now,
    )
    return NewCertificate(
        fingerprint(certificate),
        base64.b64encode(certificate).decode(),
        endorse(authority.key, person, key.public).hex(),
    )


def give_key(desk: Desk, form: KeyForm, say: Words) -> PersonId:
    """Give a person a key, issued by whoever sits at the desk. Raises Refused, Unavailable.

    The slot is written before the entry: after a power cut between the two, nothing stands and it
    is done again.
    """
    person = person_id(form.user_id)
    known = desk.person(person)
    opened = desk.cabinet.unlock(desk.session.person, form.issuer_secret)
    authority = _authority(desk, opened, form)
    key = PrivateKey.generate()
    made = certify(authority, person, person_name(known.name), key, desk.clock.now())
    witness = person_id(form.witness) if form.witness else None
    command = IssueCertificate(
        person, made.fingerprint, made.certificate, made.endorsement, form.reason, witness
    )
    proposal = desk.propose(command, say)
    signed = _witnessed(desk, proposal, form)
    administers = Role.ADMINISTRATOR in known.roles
    desk.cabinet.renew(
        person,
        form.secret,
        data_key=opened.data_key,
        key=key,
        ca_key=authority.key if administers else None,
    )
    desk.record(proposal, signed)
    accept(desk, person, made.fingerprint, key, say)
    if form.acknowledged:
        _record_own(desk, AcknowledgeAccountability(person), key, say)
    desk.own.keep(person, key)
    return person


def _witnessed(desk: Desk, proposal: Proposal, form: KeyForm) -> list[Signed]:
    try:
        return [desk.sign(proposal, one, form.witness_secret) for one in proposal.signers]
    except Refused as refused:
        if refused.alerts[0].code != "people.wrong_secret":
            raise
        # three people type at one screen: whose secret it was must be told
        raise refuse("people.witness_refused", person=form.witness) from None


def _authority(desk: Desk, opened: Unlocked, form: KeyForm) -> Authority:
    founded = desk.site().founded
    key = opened.ca_key
    if form.reason is KeyReason.RECOVERED:
        key = desk.cabinet.recover(form.recovery_key)[1]
    if key is None or founded is None:
        raise refuse("people.not_the_authority", person=desk.session.person)
    return Authority(base64.b64decode(founded.authority), key)


def admit(desk: Desk, say: Words) -> None:
    """Let the person who just signed in act, finishing an acceptance that a power cut broke off.

    Raises Refused people.unknown for a slot the ledger knows nobody for, people.wrong_secret for
    somebody retired, people.key_not_entered for a key the ledger was never told.
    """
    known = desk.site().people.get(desk.session.person)
    if known is None:
        raise refuse("people.unknown", person=desk.session.person)
    if known.retired is not None:
        # left over when a disk failed; the words are those for anybody unknown
        desk.cabinet.retire(known.person)
        raise refuse("people.wrong_secret")
    if fingerprint_of(desk.session.key.public) != known.fingerprint:
        raise refuse("people.key_not_entered", person=known.person)
    if not known.accepted:
        accept(desk, known.person, known.fingerprint, desk.session.key, say)


def accept(desk: Desk, person: PersonId, certified: str, key: PrivateKey, say: Words) -> None:
    """Accept a certificate with the key it certifies, in the holder's own name."""
    _record_own(desk, AcceptCertificate(person, certified), key, say)


def _record_own(
    desk: Desk,
    command: AcceptCertificate | AcknowledgeAccountability,
    key: PrivateKey,
    say: Words,
) -> None:
    """Write what a person says of their own key while somebody else sits at the desk."""
    proposal = desk.recorder.propose(
        command,
        desk.site_act(command.person),
        lambda events, chart: desk.statement_text(events, chart, say),
        say.language,
    )
    certified = fingerprint_of(key.public)
    signed = [desk.recorder.cosign(proposal, one, key, certified) for one in proposal.signers]
    desk.recorder.commit(proposal, key, signed, certificate=certified)


def acknowledge(desk: Desk, secret: str, say: Words) -> None:
    """Let the person at the desk answer for their signature. Raises Refused, Unavailable."""
    _sign_own(desk, AcknowledgeAccountability(desk.session.person), secret, say)


def _sign_own(desk: Desk, command: SiteCommand, secret: str, say: Words) -> None:
    proposal = desk.propose(command, say)
    desk.record(proposal, [desk.sign(proposal, one, secret) for one in proposal.signers])


def retire(desk: Desk, command: RetirePerson, say: Words) -> None:
    """End a person's work here: the entry first, then the slot. Raises Refused, Unavailable."""
    desk.record(desk.propose(command, say))
    desk.cabinet.retire(command.person)


def drill(desk: Desk, recovery_key: str, secret: str, say: Words) -> None:
    """Prove that a recovery key opens record and authority, and record who did.

    Raises Refused people.wrong_recovery_key; nothing is written then.
    """
    proposal = desk.propose(DrillRecovery(desk.session.person), say)
    opened = desk.cabinet.unlock(desk.session.person, secret)
    data_key, authority = desk.cabinet.recover(recovery_key)
    founded = desk.site().founded
    right = founded is not None and fingerprint_of(authority.public) == (
        founded.authority_fingerprint
    )
    if not right or not hmac.compare_digest(data_key, opened.data_key):
        raise refuse("people.wrong_recovery_key")
    desk.record(proposal)
