"""Delegation, competency and training: who may do what, from which day to which day.

Refuses to delegate backwards, a task the role does not allow, and any line the investigator (for
the log) or an administrator or investigator (for the register) did not write.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TypeVar

from ltm_desktop.domain.acts import Act, Signer
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import refuse_if
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import (
    DELEGATED,
    LEFT,
    REGISTER,
    ROLES_FOR,
    TRAINED,
    Competency,
    Delegation,
    People,
    Person,
    Training,
    check_competencies,
    check_period,
    check_role,
)
from ltm_desktop.domain.terms import Meaning, Role, Task
from ltm_desktop.domain.texts import NAME, check_line, check_note
from ltm_desktop.domain.values import dataclass

_Line = TypeVar("_Line", Competency, Delegation)
KEEPERS = (Role.ADMINISTRATOR, Role.INVESTIGATOR)
"""Who writes down competency and training; only the investigator delegates."""


@dataclass(frozen=True, slots=True)
class DelegatedTo:
    """Lines of the delegation log for one person."""

    person: PersonId
    lines: tuple[Delegation, ...]


@dataclass(frozen=True, slots=True)
class TrainedPerson:
    """Trainings of one person."""

    person: PersonId
    trainings: tuple[Training, ...]


@dataclass(frozen=True, slots=True)
class DelegateTasks:
    """Delegate tasks to people, several at once; the investigator signs `approved`."""

    people: tuple[DelegatedTo, ...]


@dataclass(frozen=True, slots=True)
class WithdrawDelegation:
    """Take tasks back from a person from a day on; the investigator signs `approved`."""

    person: PersonId
    tasks: tuple[Task, ...]
    on: date
    """The first day on which they no longer count."""
    reason: str


@dataclass(frozen=True, slots=True)
class CertifyCompetency:
    """Put a person on the intrathecal competency register."""

    person: PersonId
    lines: tuple[Competency, ...]


@dataclass(frozen=True, slots=True)
class WithdrawCompetency:
    """Take a person off the register for some tasks from a day on."""

    person: PersonId
    tasks: tuple[Task, ...]
    on: date
    """The first day on which they no longer count."""
    reason: str


@dataclass(frozen=True, slots=True)
class RecordTraining:
    """Record that people were trained, several at once."""

    people: tuple[TrainedPerson, ...]


@dataclass(frozen=True, slots=True)
class TasksDelegated:
    """The investigator delegated tasks."""

    people: tuple[DelegatedTo, ...]
    investigator: PersonId


@dataclass(frozen=True, slots=True)
class DelegationWithdrawn:
    """The investigator took tasks back."""

    person: PersonId
    tasks: tuple[Task, ...]
    on: date
    reason: str
    investigator: PersonId


@dataclass(frozen=True, slots=True)
class CompetencyCertified:
    """A person was put on the competency register."""

    person: PersonId
    lines: tuple[Competency, ...]
    by: PersonId


@dataclass(frozen=True, slots=True)
class CompetencyWithdrawn:
    """A person was taken off the competency register for some tasks."""

    person: PersonId
    tasks: tuple[Task, ...]
    on: date
    reason: str
    by: PersonId


@dataclass(frozen=True, slots=True)
class TrainingRecorded:
    """People were trained."""

    people: tuple[TrainedPerson, ...]
    by: PersonId


EVENTS = (
    TasksDelegated,
    DelegationWithdrawn,
    CompetencyCertified,
    CompetencyWithdrawn,
    TrainingRecorded,
)
DelegationCommand = (
    DelegateTasks | WithdrawDelegation | CertifyCompetency | WithdrawCompetency | RecordTraining
)


def tasks_of(person: Person) -> tuple[Task, ...]:
    """Return the tasks that can be delegated to a person; the investigator needs no delegation."""
    if Role.INVESTIGATOR in person.roles:
        return ()
    return tuple(task for task, roles in ROLES_FOR.items() if roles.intersection(person.roles))


def decide_delegation(command: DelegationCommand, people: People, act: Act) -> tuple[object, ...]:
    """Return the event of a line in log, register or training record. Raises Refused."""
    delegates = isinstance(command, DelegateTasks | WithdrawDelegation)
    allowed = (Role.INVESTIGATOR,) if delegates else KEEPERS
    refuse_if((*check_role(people, act.author, *allowed), *_check(command, people, act)))
    match command:
        case DelegateTasks():
            return (TasksDelegated(command.people, act.author),)
        case RecordTraining():
            return (TrainingRecorded(command.people, act.author),)
        case CertifyCompetency():
            return (CompetencyCertified(command.person, command.lines, act.author),)
        case WithdrawDelegation():
            return (DelegationWithdrawn(*_withdrawn(command), act.author),)
        case _:
            return (CompetencyWithdrawn(*_withdrawn(command), act.author),)


def _withdrawn(
    command: WithdrawDelegation | WithdrawCompetency,
) -> tuple[PersonId, tuple[Task, ...], date, str]:
    return command.person, command.tasks, command.on, command.reason.strip()


def _check(command: DelegationCommand, people: People, act: Act) -> Iterator[Alert]:
    match command:
        case DelegateTasks():
            yield from _check_some(command.people, DELEGATED)
            for to in command.people:
                yield from _check_delegated(to, people, act)
        case RecordTraining():
            yield from _check_some(command.people, TRAINED)
            for trained in command.people:
                yield from _check_trained(trained, people, act)
        case CertifyCompetency():
            yield from _check_here(command.person, people)
            yield from _check_some(command.lines, REGISTER)
            yield from check_competencies(command.lines)
            yield from _check_roles(command.person, [one.task for one in command.lines], people)
        case _:
            yield from _check_withdrawal(command, people, act)


def _check_some(lines: tuple[object, ...], source: str) -> Iterator[Alert]:
    if not lines:
        yield stop("people.nothing_chosen", source)


def _check_here(person: PersonId, people: People) -> Iterator[Alert]:
    """Return a stop for somebody unknown or retired; an invited person may be prepared for."""
    known = people.get(person)
    if known is None:
        yield stop("people.unknown", REGISTER, person=person)
    elif known.retired is not None:
        yield stop("people.retired", LEFT, person=person, on=known.retired.on)


def _check_roles(person: PersonId, tasks: Iterable[Task], people: People) -> Iterator[Alert]:
    known = people.get(person)
    for task in tasks:
        if known is not None and not ROLES_FOR[task].intersection(known.roles):
            yield stop("people.role_may_not", REGISTER, person=person, task=task)


def _check_delegated(to: DelegatedTo, people: People, act: Act) -> Iterator[Alert]:
    yield from _check_here(to.person, people)
    yield from _check_some(to.lines, DELEGATED)
    yield from _check_roles(to.person, [one.task for one in to.lines], people)
    for line in to.lines:
        yield from check_period(line)
        if line.valid_from < act.today:
            # what was done before was not delegated, whatever is written afterwards
            yield stop("people.delegated_backwards", DELEGATED, task=line.task, on=act.today)


def _check_trained(trained: TrainedPerson, people: People, act: Act) -> Iterator[Alert]:
    yield from _check_here(trained.person, people)
    yield from _check_some(trained.trainings, TRAINED)
    for one in trained.trainings:
        if act.is_day_ahead(one.on):
            yield stop("people.future_day", TRAINED, on=one.on)
        if not one.by.strip():
            yield stop("people.trainer_missing", TRAINED, person=trained.person)
        yield from check_line(one.by, NAME)


def _check_withdrawal(
    command: WithdrawDelegation | WithdrawCompetency, people: People, act: Act
) -> Iterator[Alert]:
    source = DELEGATED if isinstance(command, WithdrawDelegation) else REGISTER
    yield from _check_here(command.person, people)
    yield from _check_some(command.tasks, source)
    if command.on < act.today:
        yield stop("people.withdrawn_backwards", source, on=act.today)
    if not command.reason.strip():
        yield stop("people.reason_missing", source, person=command.person)
    yield from check_note(command.reason)
    known = people.get(command.person)
    if known is None:
        return
    lines = known.delegations if source is DELEGATED else known.competencies
    for task in command.tasks:
        if not any(one.task is task and one.withdrawn_on is None for one in lines):
            yield stop("people.nothing_to_withdraw", source, person=known.person, task=task)


def delegation_signers(command: object, act: Act) -> tuple[Signer, ...]:
    """Return the signature of the investigator that the delegation log needs."""
    if isinstance(command, DelegateTasks | WithdrawDelegation):
        return (Signer(act.author, Meaning.APPROVED),)
    return ()


def evolve(people: People, event: object) -> People:
    """Fold one event of this topic."""
    match event:
        case TasksDelegated():
            for to in event.people:
                known = people[to.person]
                people = _with(people, replace(known, delegations=(*known.delegations, *to.lines)))
        case TrainingRecorded():
            for one in event.people:
                known = people[one.person]
                done = (*known.trainings, *one.trainings)
                people = _with(people, replace(known, trainings=done))
        case CompetencyCertified():
            known = people[event.person]
            return _with(people, replace(known, competencies=(*known.competencies, *event.lines)))
        case DelegationWithdrawn():
            known = people[event.person]
            ended = (_ended(one, event.tasks, event.on) for one in known.delegations)
            return _with(people, replace(known, delegations=tuple(ended)))
        case CompetencyWithdrawn():
            known = people[event.person]
            struck = (_ended(one, event.tasks, event.on) for one in known.competencies)
            return _with(people, replace(known, competencies=tuple(struck)))
        case _:
            return people
    return people


def _with(people: People, changed: Person) -> People:
    return {**people, changed.person: changed}


def _ended(line: _Line, tasks: tuple[Task, ...], on: date) -> _Line:
    if line.task in tasks and (line.withdrawn_on is None or on < line.withdrawn_on):
        return replace(line, withdrawn_on=on)
    return line
