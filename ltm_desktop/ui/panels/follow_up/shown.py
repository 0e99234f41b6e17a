"""What the follow-up panel shows and takes, worded; plain data between presenter and view."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

Choices = Sequence[tuple[str, str]]
"""Pairs of code and words."""


class Telling(StrEnum):
    """What a person tells with the form."""

    CONTACT = "contact"
    LOST = "lost"
    PROGRESSION = "progression"
    MILESTONE = "milestone"
    TAKE_BACK = "take_back"


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of the summary and how loud it is: caution, advice or nothing."""

    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class FactLine:
    """One line of the list, worded; `key` names the fact or the end it tells."""

    key: str
    day: str
    what: str
    details: str
    entered: str
    stands: bool
    """Whether it counts; what was put right or taken back stays in the list and says so."""
    may_correct: bool
    may_take_back: bool


@dataclass(frozen=True, slots=True)
class Offered:
    """What this person may tell, and the lists the form chooses from."""

    tellings: Choices
    """Empty for one who only reads."""
    ways: Choices = ()
    diseases: Choices = ()
    milestones: Choices = ()
    correction_reasons: Choices = ()
    void_reasons: Choices = ()
    seconds: Choices = ()
    """Colleagues who may look as well."""


@dataclass(frozen=True, slots=True)
class FollowUpShown:
    """Everything the panel shows, worded."""

    summary: Sequence[Line]
    facts: Sequence[FactLine]
    offered: Offered


@dataclass(frozen=True, slots=True)
class Typed:
    """The form as it stands: what is told, the fields by name, and what it is about."""

    telling: str
    fields: Mapping[str, str] = field(default_factory=dict)
    about: str = ""
    """The fact that is corrected or taken back."""
    named: str = ""
    """That fact in words, for the head of the form."""
