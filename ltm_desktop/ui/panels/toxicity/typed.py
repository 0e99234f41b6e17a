"""The forms of the toxicity panel as they stand, and as texts that a draft keeps. No Qt here."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import TypeVar

from ltm_desktop.ui.panels.toxicity.onset import Onset


@dataclass(frozen=True, slots=True)
class TypedReport:
    """A report, or a correction of one."""

    term: str = ""
    grade: str = ""
    onset: str = ""
    """As typed; what it means is read again."""
    verbatim: str = ""
    baseline: str = ""
    """"yes" or "no"."""
    baseline_grade: str = ""
    link: str = ""
    grades: str = ""
    """In a correction every grade told so far: day=grade with commas between them."""
    reason: str = ""
    """Code of why it is corrected; empty for a report."""
    note: str = ""

    @property
    def untouched(self) -> bool:
        """Tell whether a person has typed nothing."""
        return not any((self.term, self.grade, self.onset, self.verbatim))


@dataclass(frozen=True, slots=True)
class TypedGrade:
    """A new grade, or the end with its outcome."""

    on: str = ""
    grade: str = ""
    outcome: str = ""
    note: str = ""

    @property
    def untouched(self) -> bool:
        """Tell whether a person has chosen and typed nothing."""
        return self == TypedGrade()


@dataclass(frozen=True, slots=True)
class TypedJudgement:
    """A physician's judgement."""

    relations: Mapping[str, str] = field(default_factory=dict)
    """Level by cause."""
    action_it: str = ""
    action_rt: str = ""
    treatment: str = ""
    expected: str = ""
    reference: str = ""
    serious: str = ""
    criteria: str = ""
    """Codes with commas between them."""

    @property
    def untouched(self) -> bool:
        """Tell whether a person has chosen and typed nothing."""
        return self == TypedJudgement()


@dataclass(frozen=True, slots=True)
class TypedReason:
    """Why something is taken back, begins again or is not followed."""

    reason: str = ""
    """A code, or own words where no list is offered."""
    note: str = ""
    on: str = ""

    @property
    def untouched(self) -> bool:
        """Tell whether a person has chosen and typed nothing."""
        return self == TypedReason()


Typed = TypedReport | TypedGrade | TypedJudgement | TypedReason
_Plain = TypeVar("_Plain", TypedReport, TypedGrade, TypedReason)


@dataclass(frozen=True, slots=True)
class Read:
    """What the fields of a form mean, read by the fields themselves."""

    onset: Onset | None = None
    on: date | None = None
    days: tuple[date | None, ...] = ()
    """The days of the grades in a correction."""


def to_fields(typed: Typed) -> dict[str, str]:
    """Return the texts that a draft keeps; nothing empty."""
    kept: dict[str, str] = {}
    for one in fields(typed):
        value = getattr(typed, one.name)
        if isinstance(value, Mapping):
            kept |= {f"{one.name}.{key}": text for key, text in value.items() if text}
        elif value:
            kept[one.name] = value
    return kept


def form_of(kind: type[_Plain], kept: Mapping[str, str]) -> _Plain:
    """Return the form a draft kept; names no form knows any more are left out."""
    known = {one.name for one in fields(kind)}
    return kind(**{key: text for key, text in kept.items() if key in known})


def report_of(kept: Mapping[str, str]) -> TypedReport:
    """Return the report a draft kept."""
    return form_of(TypedReport, kept)


def judgement_of(kept: Mapping[str, str]) -> TypedJudgement:
    """Return the judgement a draft kept."""
    known = {one.name for one in fields(TypedJudgement)} - {"relations"}
    prefix = "relations."
    relations = {
        key.removeprefix(prefix): text for key, text in kept.items() if key.startswith(prefix)
    }
    plain = {key: text for key, text in kept.items() if key in known}
    return TypedJudgement(relations=relations, **plain)
