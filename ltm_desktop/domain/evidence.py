"""What an alert stands on, as typed facts that an entry can keep and any language can word.

Nothing here changes by the minute: an age is told by the moment it is counted from.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import Enum

from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.setting_kinds import Label
from ltm_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of an alert, by its name; exactly one of the others is filled."""

    name: str
    amount: Quantity | None = None
    at: datetime | None = None
    on: date | None = None
    number: int | None = None
    text: str = ""
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleEvidence:
    """A rule that was not met and what was found: what a physician passes, and nothing else."""

    code: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class PassedRule:
    """A rule a physician passed by a signed override, as the record of the dose keeps it."""

    code: str
    facts: tuple[Fact, ...]
    physician: PersonId
    reason: str
    """Code of override_reason."""
    note: str
    signed_at: datetime


def evidence_of(alert: Alert) -> RuleEvidence:
    """Return what an alert stands on; names of the protocol are left to be looked up again."""
    return RuleEvidence(alert.code, tuple(_facts(alert)))


def _facts(alert: Alert) -> Iterator[Fact]:
    for name, value in sorted(alert.values.items()):
        named = isinstance(value, Label) or (
            isinstance(value, tuple) and any(isinstance(one, Label) for one in value)
        )
        if value is not None and not named:
            yield _fact(name, value)


def _fact(name: str, value: object) -> Fact:
    match value:
        case Quantity():
            return Fact(name, amount=value)
        case datetime():
            return Fact(name, at=value)
        case date():
            return Fact(name, on=value)
        case Enum():
            return Fact(name, text=str(value.value))
        case int():
            return Fact(name, number=value)
        case tuple():
            return Fact(name, texts=tuple(str(one) for one in _each(value)))
        case _:
            return Fact(name, text=str(value))


def _each(values: Iterable[object]) -> Iterator[object]:
    for value in values:
        yield value.value if isinstance(value, Enum) else value
