"""What can be written about a person: delegation, competency, training, leaving, the own word.

No Qt here. Turns a form as typed into its command; whatever is missing is told together.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ltm_desktop.app.certifying import KeyForm
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.certifying import KeyReason, RetirePerson
from ltm_desktop.domain.delegation import (
    CertifyCompetency,
    DelegatedTo,
    DelegateTasks,
    RecordTraining,
    TrainedPerson,
    WithdrawCompetency,
    WithdrawDelegation,
    tasks_of,
)
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import (
    ON_REGISTER,
    ROLES_FOR,
    Competency,
    Delegation,
    Leaving,
    Person,
    Training,
    TrainingTopic,
)
from ltm_desktop.domain.site import SiteCommand
from ltm_desktop.domain.terms import Role, Task


class Doing(StrEnum):
    """What the page can do about people."""

    ABOUT = "about"
    INVITE = "invite"
    KEY = "key"
    TRAINING = "training"
    COMPETENCY = "competency"
    DELEGATION = "delegation"
    WITHDRAWAL = "withdrawal"
    LEAVING = "leaving"
    OWN_WORD = "own_word"
    DRILL = "drill"


_KEEPERS = frozenset({Role.ADMINISTRATOR, Role.INVESTIGATOR})
WHO_MAY: Mapping[Doing, frozenset[Role]] = {
    Doing.ABOUT: frozenset(Role),
    Doing.INVITE: frozenset({Role.ADMINISTRATOR}),
    Doing.KEY: frozenset({Role.ADMINISTRATOR}),
    Doing.TRAINING: _KEEPERS,
    Doing.COMPETENCY: _KEEPERS,
    Doing.DELEGATION: frozenset({Role.INVESTIGATOR}),
    Doing.WITHDRAWAL: _KEEPERS,
    Doing.LEAVING: frozenset({Role.ADMINISTRATOR}),
    Doing.OWN_WORD: frozenset(Role),
    Doing.DRILL: _KEEPERS,
}
OF_ONE = frozenset(
    {
        Doing.KEY,
        Doing.TRAINING,
        Doing.COMPETENCY,
        Doing.DELEGATION,
        Doing.WITHDRAWAL,
        Doing.LEAVING,
    }
)
"""What is about one person, who is chosen in the list."""

_NOT_ASKED = date.min
Line = tuple[Task, date | None, date | None]
"""A task, from when and to when."""


@dataclass(frozen=True, slots=True)
class TypedDelegation:
    """Lines of the delegation log; the investigator's secret signs them."""

    lines: tuple[Line, ...]
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TypedCompetency:
    """Lines of the competency register."""

    lines: tuple[Line, ...]
    by: str
    supervised: bool = False
    """Whether doses are given under supervision only."""


@dataclass(frozen=True, slots=True)
class TypedTraining:
    """Trainings of one day by one trainer."""

    topics: tuple[TrainingTopic, ...]
    on: date | None
    by: str


@dataclass(frozen=True, slots=True)
class TypedWithdrawal:
    """Tasks that no longer count; of the delegation log the investigator's secret signs it."""

    delegated: bool
    tasks: tuple[Task, ...]
    on: date | None
    reason: str
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class TypedLeaving:
    """That somebody leaves."""

    how: Leaving | None
    on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class TypedKey:
    """A key for the chosen person: the own new secret, and those of issuer and witness."""

    reason: KeyReason | None
    new_secret: str = field(repr=False)
    acknowledged: bool
    secret: str = field(repr=False)
    witness: str
    witness_secret: str = field(repr=False)

    def form(self, person: PersonId) -> KeyForm:
        """Return the form the site gives a key by."""
        return KeyForm(
            person,
            self.new_secret,
            self.secret,
            reason=self.reason or KeyReason.FIRST,
            witness=self.witness.strip().lower(),
            witness_secret=self.witness_secret,
            acknowledged=self.acknowledged,
        )


@dataclass(frozen=True, slots=True)
class TypedDrill:
    """The recovery key from paper, and the own secret."""

    recovery_key: str = field(repr=False)
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TypedOwnWord:
    """The own secret under what one's signature means."""

    secret: str = field(repr=False)


TypedAct = (
    TypedDelegation
    | TypedCompetency
    | TypedTraining
    | TypedWithdrawal
    | TypedLeaving
    | TypedKey
    | TypedDrill
    | TypedOwnWord
)


def can_be_delegated(person: Person) -> tuple[Task, ...]:
    """Return the tasks the log can hold for a person."""
    return tasks_of(person)


def can_be_certified(person: Person) -> tuple[Task, ...]:
    """Return the intrathecal tasks the register can hold for a person."""
    roles = set(person.roles)
    return tuple(task for task in ROLES_FOR if task in ON_REGISTER and roles & ROLES_FOR[task])


def check_act(typed: TypedAct) -> tuple[Alert, ...]:
    """Return everything that is missing in a form."""
    return tuple(_missing(typed))


def _missing(typed: TypedAct) -> Iterator[Alert]:
    chosen = _chosen(typed)
    if chosen is not None and not chosen:
        yield stop("people.nothing_chosen")
    match typed:
        case TypedDelegation() | TypedCompetency():
            begins = (task for task, since, _ in typed.lines if since is None)
            yield from (stop("people.period_missing", task=task) for task in begins)
        case TypedKey():
            yield from _missing_of_key(typed)
        case TypedLeaving(how=None):
            yield stop("people.leaving_missing")
        case _:
            pass
    if getattr(typed, "on", _NOT_ASKED) is None:
        yield stop("people.day_missing")
    if _signs(typed) and not getattr(typed, "secret", ""):
        yield stop("people.secret_missing")


def _missing_of_key(typed: TypedKey) -> Iterator[Alert]:
    if typed.reason is None:
        yield stop("people.key_reason_missing")
    if not typed.acknowledged:
        yield stop("people.not_acknowledged")
    if typed.witness.strip() and not typed.witness_secret:
        yield stop("people.witness_refused", person=typed.witness.strip())


def _chosen(typed: TypedAct) -> tuple[object, ...] | None:
    match typed:
        case TypedDelegation() | TypedCompetency():
            return typed.lines
        case TypedTraining():
            return typed.topics
        case TypedWithdrawal():
            return typed.tasks
        case _:
            return None


def _signs(typed: TypedAct) -> bool:
    if isinstance(typed, TypedWithdrawal):
        return typed.delegated
    return isinstance(typed, TypedDelegation | TypedKey | TypedDrill | TypedOwnWord)


def _learns(typed: TypedCompetency, task: Task) -> bool:
    return typed.supervised and task is Task.ADMINISTER


def to_command(typed: TypedAct, person: PersonId) -> SiteCommand | None:
    """Return the command of a form that is complete; None for what the app does by itself."""
    match typed:
        case TypedDelegation():
            lines = tuple(Delegation(task, since, to) for task, since, to in typed.lines if since)
            return DelegateTasks((DelegatedTo(person, lines),))
        case TypedCompetency():
            certified = (
                Competency(task, since, to, typed.by, supervised=_learns(typed, task))
                for task, since, to in typed.lines
                if since
            )
            return CertifyCompetency(person, tuple(certified))
        case TypedTraining(on=date() as on):
            done = tuple(Training(topic, on, typed.by) for topic in typed.topics)
            return RecordTraining((TrainedPerson(person, done),))
        case TypedWithdrawal(on=date() as on):
            kind = WithdrawDelegation if typed.delegated else WithdrawCompetency
            return kind(person, typed.tasks, on, typed.reason)
        case TypedLeaving(how=Leaving() as how, on=date() as on):
            return RetirePerson(person, how, on, typed.reason)
        case _:
            return None
