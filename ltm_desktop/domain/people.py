"""People of the site: names, roles, what they may do from which day to which day, and who may act.

Refuses a user id used before, and a person whose identity nobody looked at.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum

from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import refuse_if
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.terms import Role, Task
from ltm_desktop.domain.texts import NAME, check_line
from ltm_desktop.domain.values import dataclass

REGISTER = "competency register, clinical practice (eviQ, GOSH); design section 4"
IDENTITY = "21 CFR 11.100(b): identity verified before a signature is given"
LEFT = "21 CFR 11.10(d): access is limited to those who work here"
TRAINED = "21 CFR 11.10(i): training before the task"
DELEGATED = "ICH E6(R3): delegation by the investigator"


@dataclass(frozen=True, slots=True)
class HumanName:
    """A name as a person carries it; shown whole everywhere."""

    family: str
    given: str
    han: str = ""
    """The name in Chinese characters, empty when there is none."""
    pinyin: str = ""


class IdentitySeen(StrEnum):
    """What was looked at before a person was entered."""

    PASSPORT = "passport"
    IDENTITY_CARD = "identity_card"
    STAFF_CARD = "staff_card"
    KNOWN_IN_PERSON = "known_in_person"


class TrainingTopic(StrEnum):
    """What a person was trained in."""

    PROGRAM = "program"
    PROTOCOL = "protocol"
    GOOD_PRACTICE = "good_practice"
    INTRATHECAL = "intrathecal"


class Leaving(StrEnum):
    """Why somebody no longer works here."""

    LEFT = "left"
    REVOKED = "revoked"


NEEDED_TRAINING = (TrainingTopic.PROGRAM, TrainingTopic.PROTOCOL)
"""Without these no role is active."""


@dataclass(frozen=True, slots=True)
class IdentityCheck:
    """That somebody looked who a person is, before anything can be signed in that name."""

    seen: IdentitySeen
    by: PersonId
    on: date


@dataclass(frozen=True, slots=True)
class Competency:
    """One line of the register: what a person may do, and from when to when."""

    task: Task
    valid_from: date
    valid_to: date | None = None
    certified_by: str = ""
    """Who assessed it, as a name: not every assessor works here."""
    withdrawn_on: date | None = None
    """The first day on which it no longer counts."""
    supervised: bool = False
    """Whether it counts only beside somebody who may supervise; for giving a dose alone."""


@dataclass(frozen=True, slots=True)
class Delegation:
    """One line of the delegation log: what the investigator lets a person do, and for how long."""

    task: Task
    valid_from: date
    valid_to: date | None = None
    withdrawn_on: date | None = None
    """The first day on which it no longer counts."""


@dataclass(frozen=True, slots=True)
class Training:
    """That a person was trained in a topic on a day, and by whom."""

    topic: TrainingTopic
    on: date
    by: str
    """Who trained, as a name."""


@dataclass(frozen=True, slots=True)
class Retirement:
    """That a person no longer works here; what was signed before stands."""

    how: Leaving
    on: date
    """The last day."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works at the site, or did."""

    person: PersonId
    name: HumanName
    roles: tuple[Role, ...]
    competencies: tuple[Competency, ...] = ()
    fingerprint: str = ""
    """Of the newest certificate; empty for somebody who was only invited."""
    certificate: str = ""
    """DER in base64."""
    endorsement: str = ""
    """The certificate authority's short signature for the printed proof, hex."""
    accepted: bool = False
    delegations: tuple[Delegation, ...] = ()
    trainings: tuple[Training, ...] = ()
    identity: IdentityCheck | None = None
    """None for whoever founded the site."""
    retired: Retirement | None = None
    former: tuple[str, ...] = ()
    """Fingerprints of certificates that counted before this one."""
    acknowledged_on: date | None = None
    """When accountability for one's own signature was acknowledged, the last time."""

    @property
    def active(self) -> bool:
        """Return whether this person can sign today: certified, accepted, not retired."""
        return self.accepted and self.retired is None


@dataclass(frozen=True, slots=True)
class AddPerson:
    """Enter a person with roles; only whoever founds a site brings a certificate along."""

    person: PersonId
    name: HumanName
    roles: tuple[Role, ...]
    competencies: tuple[Competency, ...] = ()
    fingerprint: str = ""
    certificate: str = ""
    endorsement: str = ""
    identity: IdentityCheck | None = None


@dataclass(frozen=True, slots=True)
class PersonAdded:
    """A person was entered."""

    person: PersonId
    name: HumanName
    roles: tuple[Role, ...]
    competencies: tuple[Competency, ...]
    identity: IdentityCheck | None = None


EVENTS = (PersonAdded,)

People = Mapping[PersonId, Person]

_PHYSICIANS = frozenset({Role.PHYSICIAN, Role.INVESTIGATOR})
ROLES_FOR: Mapping[Task, frozenset[Role]] = {
    Task.PRESCRIBE: _PHYSICIANS,
    Task.VERIFY: frozenset({Role.PHARMACIST}),
    Task.PREPARE: frozenset({Role.PHARMACIST, Role.NURSE, Role.PHYSICIAN}),
    Task.RELEASE: frozenset({Role.PHARMACIST}),
    Task.TRANSPORT: frozenset({Role.NURSE, Role.RESEARCH_NURSE}) | _PHYSICIANS,
    Task.CHECK: frozenset({Role.NURSE, Role.PHARMACIST}) | _PHYSICIANS,
    Task.ADMINISTER: frozenset({Role.NURSE}) | _PHYSICIANS,
    Task.SUPERVISE: _PHYSICIANS,
    Task.APPROVE: _PHYSICIANS,
    Task.TREAT: frozenset({Role.THERAPIST}),
}
ON_REGISTER = frozenset(
    {
        Task.PRESCRIBE,
        Task.VERIFY,
        Task.PREPARE,
        Task.RELEASE,
        Task.TRANSPORT,
        Task.CHECK,
        Task.ADMINISTER,
        Task.SUPERVISE,
    }
)
"""Intrathecal tasks: who does one is on the competency register (clinical practice 3.2)."""


def check_authority(people: People, person: PersonId, task: Task, on: date) -> Iterator[Alert]:
    """Return the first thing that stands against a person doing a task on a day.

    Asked in this order: known, certified, here on that day, role, training, delegation and, for
    an intrathecal task, competency; the log and the register of that day count, not today's.
    """
    known = people.get(person)
    if known is None:
        yield stop("people.unknown", REGISTER, person=person)
    elif not known.accepted:
        yield stop("people.certificate_not_accepted", REGISTER, person=person)
    elif known.retired is not None and on > known.retired.on:
        yield stop("people.retired", LEFT, person=person, on=known.retired.on)
    elif not ROLES_FOR[task].intersection(known.roles):
        yield stop("people.role_may_not", REGISTER, person=person, task=task)
    else:
        yield from _check_ready(known, task, on)


def _check_ready(known: Person, task: Task, on: date) -> Iterator[Alert]:
    missing = untrained(known, on)
    told = {"person": known.person, "on": on}
    if missing:
        yield stop("people.not_trained", TRAINED, topic=missing[0], **told)
    elif not is_delegated(known, task, on):
        yield stop("people.not_delegated", DELEGATED, task=task, **told)
    elif task in ON_REGISTER and not is_competent(known, task, on):
        yield stop("people.not_on_register", REGISTER, task=task, **told)


def check_role(people: People, person: PersonId, *roles: Role) -> Iterator[Alert]:
    """Return a stop unless the person may sign now and holds one of the roles, active by training.

    The administrator's role needs no training: somebody has to record the first. What everybody
    may do asks for no role, so for no training either.
    """
    known = people.get(person)
    if known is None or not known.active:
        yield from check_colleague(people, person)
        return
    if set(Role) <= set(roles):
        return
    held = set(roles).intersection(known.roles)
    if not held:
        yield stop("people.role_needed", REGISTER, person=person, role=roles[0])
    elif Role.ADMINISTRATOR not in held and (missing := untrained(known)):
        yield stop("people.role_inactive", TRAINED, person=person, topic=missing[0])


def check_colleague(people: People, person: PersonId) -> Iterator[Alert]:
    """Return a stop for somebody who cannot sign here: unknown, not certified, or retired."""
    known = people.get(person)
    if known is None or not known.accepted:
        yield stop("people.unknown", REGISTER, person=person)
    elif known.retired is not None:
        yield stop("people.retired", LEFT, person=person, on=known.retired.on)


def untrained(person: Person, on: date | None = None) -> tuple[TrainingTopic, ...]:
    """Return what a person was not trained in by a day; without a day, at all.

    No training is recorded ahead of its day, so what is recorded is done.
    """
    done = {one.topic for one in person.trainings if on is None or one.on <= on}
    return tuple(topic for topic in NEEDED_TRAINING if topic not in done)


def is_delegated(person: Person, task: Task, on: date) -> bool:
    """Tell whether the investigator let a person do a task on a day; the investigator may."""
    return Role.INVESTIGATOR in person.roles or _counts(person.delegations, task, on)


def is_competent(person: Person, task: Task, on: date) -> bool:
    """Tell whether a person was on the competency register for a task on a day."""
    return _counts(person.competencies, task, on)


def needs_supervision(person: Person, on: date) -> bool:
    """Tell whether a person gives doses on a day only beside somebody who may supervise."""
    given = [one for one in person.competencies if one.task is Task.ADMINISTER]
    counting = [one.supervised for one in given if counts_on(one, on)]
    return bool(counting) and all(counting)


def check_supervision(
    people: People, operator: PersonId, second: PersonId, on: date
) -> Iterator[Alert]:
    """Return a stop where who injects still learns and the second person may not supervise.

    The supervisor is the second person: there, named and signing anyway (clinical practice 3.2).
    """
    known = people.get(operator)
    if known is None or not needs_supervision(known, on):
        return
    if any(check_authority(people, second, Task.SUPERVISE, on)):
        yield stop("people.supervisor_needed", REGISTER, person=operator, second=second, on=on)


def _counts(lines: Iterable[Competency | Delegation], task: Task, on: date) -> bool:
    return any(line.task is task and counts_on(line, on) for line in lines)


def counts_on(line: Competency | Delegation, on: date) -> bool:
    """Tell whether a line counts on a day: its first and its last day do, a withdrawn one's not."""
    ended = line.valid_to is not None and on > line.valid_to
    withdrawn = line.withdrawn_on is not None and on >= line.withdrawn_on
    return line.valid_from <= on and not ended and not withdrawn


def decide_add_person(command: AddPerson, people: People, act: Act) -> tuple[PersonAdded]:
    """Invite a person. Raises Refused unless an administrator enters a complete, new one."""
    refuse_if(check_role(people, act.author, Role.ADMINISTRATOR))
    refuse_if((*check_new_person(command, people), *_check_identity(command, people, act)))
    return (person_event(command),)


def person_event(command: AddPerson) -> PersonAdded:
    """Return the event that enters a person."""
    told = (command.person, command.name, command.roles, command.competencies)
    return PersonAdded(*told, command.identity)


def check_new_person(command: AddPerson, people: People) -> Iterator[Alert]:
    """Return what is missing or used before in a new person."""
    if command.person in people:
        yield stop("people.exists", "21 CFR 11.100(a)", person=command.person)
    if not command.name.family.strip() and not command.name.han.strip():
        yield stop("people.name_missing")
    yield from check_name(command.name)
    if not command.roles:
        yield stop("people.role_missing")
    yield from check_competencies(command.competencies)


def _check_identity(command: AddPerson, people: People, act: Act) -> Iterator[Alert]:
    """Return what stands against the identity check; a certificate comes at the first sign-in."""
    seen = command.identity
    if command.fingerprint or command.certificate:
        yield stop("people.certificate_unexpected", "design section 4", person=command.person)
    if seen is None:
        yield stop("people.identity_missing", IDENTITY, person=command.person)
        return
    yield from check_colleague(people, seen.by)
    if act.is_day_ahead(seen.on):
        yield stop("people.future_day", IDENTITY, on=seen.on)


def check_competencies(lines: Iterable[Competency]) -> Iterator[Alert]:
    """Return what stands against lines of the competency register."""
    for line in lines:
        if line.task not in ON_REGISTER:
            yield stop("people.not_a_register_task", REGISTER, task=line.task)
        if not line.certified_by.strip():
            yield stop("people.assessor_missing", REGISTER, task=line.task)
        if line.supervised and line.task is not Task.ADMINISTER:
            yield stop("people.not_under_supervision", REGISTER, task=line.task)
        yield from check_line(line.certified_by, NAME)
        yield from check_period(line)


def check_period(line: Competency | Delegation) -> Iterator[Alert]:
    """Return a stop for a line that ends before it begins, or was withdrawn before it was given."""
    if line.valid_to is not None and line.valid_to < line.valid_from:
        yield stop("people.period_order", REGISTER, task=line.task)
    if line.withdrawn_on is not None:
        yield stop("people.withdrawn_before", REGISTER, task=line.task)


def check_name(name: HumanName) -> Iterator[Alert]:
    """Return what keeps a name from being printed, signed with and read alike by everybody."""
    for part in (name.family, name.given, name.han, name.pinyin):
        yield from check_line(part, NAME)


def evolve(people: People, event: object) -> People:
    """Fold one event of this topic."""
    if not isinstance(event, PersonAdded):
        return people
    told = (event.person, event.name, event.roles, event.competencies)
    return {**people, event.person: Person(*told, identity=event.identity)}
