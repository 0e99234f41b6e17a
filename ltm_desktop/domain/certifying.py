"""Keys of people: a certificate issued before a witness, accepted by its holder, ended for good.

Refuses a certificate without a witness wherever there is anybody to witness it, so that who holds
the authority's key alone speaks in nobody's name; and whatever would leave the site without one.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum

from ltm_desktop.domain.acts import Act, Signer
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import refuse, refuse_if
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import (
    LEFT,
    Leaving,
    People,
    Person,
    Retirement,
    check_colleague,
    check_role,
)
from ltm_desktop.domain.terms import Meaning, Role
from ltm_desktop.domain.texts import check_note
from ltm_desktop.domain.values import dataclass

TWO = "design section 4: a certificate needs two people beside its holder"
ACCOUNTABLE = "21 CFR 11.10(j): accountability for one's own signature"


class KeyReason(StrEnum):
    """Why a person gets a key."""

    FIRST = "first"
    FORGOTTEN = "forgotten"
    SUSPECTED = "suspected"
    """Somebody else may know the secret."""
    RECOVERED = "recovered"
    """An administrator's secret is lost: the authority came from the recovery sheet."""


@dataclass(frozen=True, slots=True)
class IssueCertificate:
    """Enter a certificate the site issued for a person; the witness signs `witnessed`."""

    person: PersonId
    fingerprint: str
    certificate: str
    endorsement: str
    reason: KeyReason = KeyReason.FIRST
    witness: PersonId | None = None
    """None only while nobody but whoever founded the site can sign."""


@dataclass(frozen=True, slots=True)
class AcceptCertificate:
    """Accept one's own certificate; signed by the person's own key."""

    person: PersonId
    fingerprint: str


@dataclass(frozen=True, slots=True)
class AcknowledgeAccountability:
    """Say that one answers for what is signed with one's own secret; signed `reviewed`."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class RetirePerson:
    """End a person's work here for good; what was signed before stands."""

    person: PersonId
    how: Leaving
    on: date
    """The last day."""
    reason: str


@dataclass(frozen=True, slots=True)
class DrillRecovery:
    """Record that the recovery key was typed from paper and opened the record."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class CertificateEntered:
    """A certificate was entered for a person, not yet accepted."""

    person: PersonId
    fingerprint: str
    certificate: str
    endorsement: str
    reason: KeyReason = KeyReason.FIRST
    witness: PersonId | None = None


@dataclass(frozen=True, slots=True)
class CertificateAccepted:
    """The holder accepted the certificate with the key it certifies."""

    person: PersonId
    fingerprint: str


@dataclass(frozen=True, slots=True)
class AccountabilityAcknowledged:
    """A person read and signed what a signature here means."""

    person: PersonId
    on: date


@dataclass(frozen=True, slots=True)
class PersonRetired:
    """A person no longer works here."""

    person: PersonId
    how: Leaving
    on: date
    reason: str
    by: PersonId


@dataclass(frozen=True, slots=True)
class RecoveryDrilled:
    """The recovery key on paper opened data key and authority; the key itself is nowhere."""

    person: PersonId
    on: date


EVENTS = (
    CertificateEntered,
    CertificateAccepted,
    AccountabilityAcknowledged,
    PersonRetired,
    RecoveryDrilled,
)
KeyCommand = (
    IssueCertificate | AcceptCertificate | AcknowledgeAccountability | RetirePerson | DrillRecovery
)


def decide_keys(command: KeyCommand, people: People, act: Act) -> tuple[object, ...]:
    """Return the events of a command about a person's key. Raises Refused."""
    match command:
        case IssueCertificate():
            refuse_if(check_issue(command, people, act))
            return (entered(command),)
        case AcceptCertificate():
            return decide_accept(command, people, act)
        case AcknowledgeAccountability():
            refuse_if((*check_colleague(people, act.author), *_check_own(command.person, act)))
            return (AccountabilityAcknowledged(command.person, act.today),)
        case DrillRecovery():
            refuse_if(check_role(people, act.author, Role.ADMINISTRATOR, Role.INVESTIGATOR))
            refuse_if(_check_own(command.person, act))
            return (RecoveryDrilled(command.person, act.today),)
        case _:
            refuse_if(_check_retire(command, people, act))
            told = (command.person, command.how, command.on, command.reason.strip())
            return (PersonRetired(*told, act.author),)


def entered(command: IssueCertificate) -> CertificateEntered:
    """Return the event that enters a certificate."""
    return CertificateEntered(
        command.person,
        command.fingerprint,
        command.certificate,
        command.endorsement,
        command.reason,
        command.witness,
    )


def check_issue(command: IssueCertificate, people: People, act: Act) -> Iterator[Alert]:
    """Return everything that stands against entering a certificate."""
    known = people.get(command.person)
    if known is None:
        yield stop("people.unknown", TWO, person=command.person)
        return
    if known.retired is not None:
        yield stop("people.retired", LEFT, person=command.person, on=known.retired.on)
    yield from check_issuer(command.reason, known, people, act.author)
    yield from _check_reason(command.reason, known)
    yield from check_certificate(command.person, command.fingerprint, command.certificate, people)
    yield from check_witness(command.witness, known, people, act.author)


def check_issuer(
    reason: KeyReason, known: Person, people: People, author: PersonId
) -> Iterator[Alert]:
    """Return what stands against the person who issues: an administrator, and not the holder.

    With the authority from the recovery sheet any colleague issues, to an administrator alone.
    """
    if author == known.person:
        yield stop("people.own_certificate", TWO, person=author)
    if reason is not KeyReason.RECOVERED:
        yield from check_role(people, author, Role.ADMINISTRATOR)
        return
    yield from check_colleague(people, author)
    if Role.ADMINISTRATOR not in known.roles:
        yield stop("people.recovery_of_others", TWO, person=known.person)


def was_certified(known: Person) -> bool:
    """Tell whether a certificate of this person ever counted."""
    return known.accepted or bool(known.former)


def _check_reason(reason: KeyReason, known: Person) -> Iterator[Alert]:
    if (reason is KeyReason.FIRST) is was_certified(known):
        code = "people.certified_before" if was_certified(known) else "people.never_certified"
        yield stop(code, TWO, person=known.person)


def check_certificate(
    person: PersonId, fingerprint: str, certificate: str, people: People
) -> Iterator[Alert]:
    """Return what stands against a certificate by itself: missing, or used before by anybody."""
    if not fingerprint or not certificate:
        yield stop("people.certificate_missing", "design section 4", person=person)
    elif any(fingerprint in (one.fingerprint, *one.former) for one in people.values()):
        yield stop("people.certificate_used", "design section 4", person=person)


def check_witness(
    witness: PersonId | None, known: Person, people: People, author: PersonId
) -> Iterator[Alert]:
    """Return a stop for a missing witness where one is possible, and for one who cannot be it.

    A key given anew is always witnessed: otherwise two people who fell out could be one.
    """
    able = possible_witnesses(people, author, known.person)
    if witness is None:
        if able or was_certified(known):
            yield stop("people.witness_missing", TWO, person=known.person)
    elif witness not in able:
        yield stop("people.witness_not_possible", TWO, person=witness)


def possible_witnesses(people: People, author: PersonId, holder: PersonId) -> tuple[PersonId, ...]:
    """Return who can witness that a person gets a key: everybody else who can sign."""
    return tuple(
        one.person for one in people.values() if one.active and one.person not in (author, holder)
    )


def decide_accept(
    command: AcceptCertificate, people: People, act: Act
) -> tuple[CertificateAccepted]:
    """Accept a certificate. Raises Refused for another person's or a second acceptance."""
    known = people.get(command.person)
    if known is None or act.author != command.person:
        raise refuse("people.accept_own_only", "design section 4", person=command.person)
    waits = known.fingerprint and not known.accepted and known.retired is None
    if not waits or known.fingerprint != command.fingerprint:
        raise refuse("people.certificate_unexpected", "design section 4", person=command.person)
    return (CertificateAccepted(command.person, command.fingerprint),)


def _check_own(person: PersonId, act: Act) -> Iterator[Alert]:
    if person != act.author:
        yield stop("people.own_word_only", ACCOUNTABLE, person=person)


def _check_retire(command: RetirePerson, people: People, act: Act) -> Iterator[Alert]:
    yield from check_role(people, act.author, Role.ADMINISTRATOR)
    known = people.get(command.person)
    if known is None:
        yield stop("people.unknown", LEFT, person=command.person)
        return
    if known.retired is not None:
        yield stop("people.retired", LEFT, person=command.person, on=known.retired.on)
    if act.is_day_ahead(command.on):
        yield stop("people.future_day", LEFT, on=command.on)
    if not command.reason.strip():
        yield stop("people.reason_missing", LEFT, person=command.person)
    yield from check_note(command.reason)
    yield from check_remaining(command.person, people)


def check_remaining(leaver: PersonId, people: People) -> Iterator[Alert]:
    """Return a stop where nobody would be left to issue a certificate, or to witness one."""
    if leaver not in people or not people[leaver].active:
        return
    staying = [one for one in people.values() if one.active and one.person != leaver]
    if not any(Role.ADMINISTRATOR in one.roles for one in staying):
        yield stop("people.last_administrator", LEFT, person=leaver)
    elif len(staying) < 2:
        yield stop("people.last_witness", TWO, person=leaver)


def keys_signers(command: object, act: Act) -> tuple[Signer, ...]:
    """Return the signatures with a meaning that a command about keys needs."""
    if isinstance(command, IssueCertificate) and command.witness is not None:
        return (Signer(command.witness, Meaning.WITNESSED),)
    if isinstance(command, AcknowledgeAccountability):
        return (Signer(act.author, Meaning.REVIEWED),)
    return ()


def evolve(people: People, event: object) -> People:
    """Fold one event of this topic."""
    match event:
        case CertificateEntered():
            known = people[event.person]
            before = (known.fingerprint,) if known.accepted else ()
            changed = replace(
                known,
                fingerprint=event.fingerprint,
                certificate=event.certificate,
                endorsement=event.endorsement,
                accepted=False,
                former=(*known.former, *before),
            )
        case CertificateAccepted():
            changed = replace(people[event.person], accepted=True)
        case AccountabilityAcknowledged():
            changed = replace(people[event.person], acknowledged_on=event.on)
        case PersonRetired():
            gone = Retirement(event.how, event.on)
            changed = replace(people[event.person], retired=gone)
        case _:
            return people
    return {**people, changed.person: changed}
