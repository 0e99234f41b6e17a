"""People of the site: names, roles, certificates and the intrathecal competency register.

Refuses a user id used before, and a certificate that its holder has not accepted.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import refuse, refuse_if
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.terms import Role, Task
from ltm_desktop.domain.texts import NAME, check_line

REGISTER = "competency register, clinical practice (eviQ, GOSH); design section 4"


@dataclass(frozen=True, slots=True)
class HumanName:
    """A name as a person carries it; shown whole everywhere."""

    family: str
    given: str
    han: str = ""
    """The name in Chinese characters, empty when there is none."""
    pinyin: str = ""


@dataclass(frozen=True, slots=True)
class Competency:
    """One line of the register: what a person may do, and from when to when."""

    task: Task
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works at the site."""

    person: PersonId
    name: HumanName
    roles: tuple[Role, ...]
    competencies: tuple[Competency, ...] = ()
    fingerprint: str = ""
    certificate: str = ""
    """DER in base64."""
    endorsement: str = ""
    """The certificate authority's short signature for the printed proof, hex."""
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class AddPerson:
    """Enter a person with roles, competencies and the certificate the site issued."""

    person: PersonId
    name: HumanName
    roles: tuple[Role, ...]
    competencies: tuple[Competency, ...]
    fingerprint: str
    certificate: str
    endorsement: str


@dataclass(frozen=True, slots=True)
class AcceptCertificate:
    """Accept one's own certificate; signed by the person's own key."""

    person: PersonId
    fingerprint: str


@dataclass(frozen=True, slots=True)
class PersonAdded:
    """A person was entered."""

    person: PersonId
    name: HumanName
    roles: tuple[Role, ...]
    competencies: tuple[Competency, ...]


@dataclass(frozen=True, slots=True)
class CertificateEntered:
    """A certificate was entered for a person, not yet accepted."""

    person: PersonId
    fingerprint: str
    certificate: str
    endorsement: str


@dataclass(frozen=True, slots=True)
class CertificateAccepted:
    """The holder accepted the certificate with the key it certifies."""

    person: PersonId
    fingerprint: str


EVENTS = (PersonAdded, CertificateEntered, CertificateAccepted)

People = Mapping[PersonId, Person]

ROLES_FOR: Mapping[Task, frozenset[Role]] = {
    Task.PRESCRIBE: frozenset({Role.PHYSICIAN, Role.INVESTIGATOR}),
    Task.VERIFY: frozenset({Role.PHARMACIST}),
    Task.PREPARE: frozenset({Role.PHARMACIST, Role.NURSE, Role.PHYSICIAN}),
    Task.CHECK: frozenset({Role.NURSE, Role.PHYSICIAN, Role.INVESTIGATOR, Role.PHARMACIST}),
    Task.ADMINISTER: frozenset({Role.NURSE, Role.PHYSICIAN, Role.INVESTIGATOR}),
    Task.APPROVE: frozenset({Role.PHYSICIAN, Role.INVESTIGATOR}),
    Task.TREAT: frozenset({Role.THERAPIST}),
}
_ON_REGISTER = frozenset({Task.PRESCRIBE, Task.VERIFY, Task.PREPARE, Task.CHECK, Task.ADMINISTER})


def check_authority(people: People, person: PersonId, task: Task, on: date) -> Iterator[Alert]:
    """Return what stands against a person doing a task on a day (register of that day)."""
    known = people.get(person)
    if known is None:
        yield stop("people.unknown", REGISTER, person=person)
    elif not known.accepted:
        yield stop("people.certificate_not_accepted", REGISTER, person=person)
    elif not ROLES_FOR[task].intersection(known.roles):
        yield stop("people.role_may_not", REGISTER, person=person, task=task)
    elif task in _ON_REGISTER and not _competent(known, task, on):
        yield stop("people.not_on_register", REGISTER, person=person, task=task, on=on)


def check_role(people: People, person: PersonId, *roles: Role) -> Iterator[Alert]:
    """Return a stop unless the person is known, accepted and holds one of the roles."""
    known = people.get(person)
    if known is None or not known.accepted:
        yield stop("people.unknown", REGISTER, person=person)
    elif not set(roles).intersection(known.roles):
        yield stop("people.role_needed", REGISTER, person=person, role=roles[0])


def check_colleague(people: People, person: PersonId) -> Iterator[Alert]:
    """Return a stop for somebody who can never sign here: unknown, or no accepted certificate."""
    known = people.get(person)
    if known is None or not known.accepted:
        yield stop("people.unknown", REGISTER, person=person)


def _competent(person: Person, task: Task, on: date) -> bool:
    return any(
        line.task is task
        and line.valid_from <= on
        and (line.valid_to is None or on <= line.valid_to)
        for line in person.competencies
    )


def decide_add_person(
    command: AddPerson, people: People, act: Act
) -> tuple[PersonAdded, CertificateEntered]:
    """Enter a person. Raises Refused unless an administrator adds a complete, new person."""
    refuse_if(check_role(people, act.author, Role.ADMINISTRATOR))
    refuse_if(check_new_person(command, people))
    return person_events(command)


def check_new_person(command: AddPerson, people: People) -> Iterator[Alert]:
    """Return what is missing or used before in a new person."""
    if command.person in people:
        yield stop("people.exists", "21 CFR 11.100(a)", person=command.person)
    if not command.name.family.strip() and not command.name.han.strip():
        yield stop("people.name_missing")
    yield from check_name(command.name)
    if not command.roles:
        yield stop("people.role_missing")
    if not command.fingerprint or not command.certificate:
        yield stop("people.certificate_missing", "design section 4", person=command.person)
    elif any(known.fingerprint == command.fingerprint for known in people.values()):
        yield stop("people.certificate_used", "design section 4", person=command.person)


def check_name(name: HumanName) -> Iterator[Alert]:
    """Return what keeps a name from being printed, signed with and read alike by everybody."""
    for part in (name.family, name.given, name.han, name.pinyin):
        yield from check_line(part, NAME)


def person_events(command: AddPerson) -> tuple[PersonAdded, CertificateEntered]:
    """Return the two events that enter a person."""
    return (
        PersonAdded(command.person, command.name, command.roles, command.competencies),
        CertificateEntered(
            command.person, command.fingerprint, command.certificate, command.endorsement
        ),
    )


def decide_accept(
    command: AcceptCertificate, people: People, act: Act
) -> tuple[CertificateAccepted]:
    """Accept a certificate. Raises Refused for another person's or a second acceptance."""
    known = people.get(command.person)
    if known is None or act.author != command.person:
        raise refuse("people.accept_own_only", "design section 4", person=command.person)
    if known.accepted or known.fingerprint != command.fingerprint:
        raise refuse("people.certificate_unexpected", "design section 4", person=command.person)
    return (CertificateAccepted(command.person, command.fingerprint),)


def evolve(people: People, event: object) -> People:
    """Fold one event of this topic."""
    match event:
        case PersonAdded():
            added = Person(event.person, event.name, event.roles, event.competencies)
            return {**people, event.person: added}
        case CertificateEntered():
            entered = replace(
                people[event.person],
                fingerprint=event.fingerprint,
                certificate=event.certificate,
                endorsement=event.endorsement,
            )
            return {**people, event.person: entered}
        case CertificateAccepted():
            return {**people, event.person: replace(people[event.person], accepted=True)}
        case _:
            return people
