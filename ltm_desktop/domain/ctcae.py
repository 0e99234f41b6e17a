"""A list of toxicity terms: which grades of each exist, in short words, and its laboratory bands.

Read by the protocols door from resources/codelists; a version is never mixed with another. The
criteria are shortened in our own words: the full text must be at hand when grading.
"""

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from enum import IntEnum, StrEnum

from ltm_desktop.domain.ctcae_patterns import Patterns
from ltm_desktop.domain.setting_kinds import Label
from ltm_desktop.domain.values import dataclass


class Grade(IntEnum):
    """How bad an event is; which of the five exist is said by its term."""

    ONE = 1
    TWO = 2
    THREE = 3
    FOUR = 4
    FIVE = 5
    """Death."""


class Worse(StrEnum):
    """On which side of its limits a laboratory value is the worse."""

    LOW = "low"
    HIGH = "high"


class Against(StrEnum):
    """What the limit of a band is a multiple of."""

    NUMBER = "number"
    """The limit is the number itself, in the unit of the rule."""
    LLN = "lln"
    """The lower end of the laboratory's own range."""
    ULN = "uln"
    BASELINE = "baseline"
    """The last value before the first intrathecal dose."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What a value must lie beyond to have a grade; on the limit is the milder grade."""

    times: Decimal
    against: Against


@dataclass(frozen=True, slots=True)
class Ladder:
    """One limit for each grade from 1 up; None where a grade has no number of this kind."""

    limits: tuple[Limit | None, ...]


@dataclass(frozen=True, slots=True)
class Bands:
    """How a term is graded by one analyte."""

    analyte: str
    """Code of the vocabulary analyte."""
    unit: str
    """UCUM unit of the numbers; empty where every limit is a multiple."""
    worse: Worse
    ladder: Ladder
    beside: Ladder | None = None
    """A second ladder that counts as well, the worse of both; such as multiples of baseline."""
    abnormal_baseline: Ladder | None = None
    """The ladder that counts instead where the baseline was beyond the laboratory's range."""
    not_on_anticoagulant: bool = False
    """Whether nothing follows from the number while the patient is anticoagulated."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the list."""

    code: str
    label: Label
    system: str
    """Code of its system organ class."""
    criteria: Mapping[Grade, Label]
    """Short criteria by grade; a grade that is not here does not exist."""
    bands: Bands | None = None
    needs_text: bool = False
    """Whether it says nothing without words beside it: other, specify."""
    meddra: str = ""
    """Code of a licensed dictionary; shipped empty."""

    @property
    def grades(self) -> tuple[Grade, ...]:
        """Return the grades that exist, mildest first."""
        return tuple(sorted(self.criteria))


@dataclass(frozen=True, slots=True)
class Codelist:
    """One version of the terms."""

    version: str
    title: Label
    source: Label
    remark: Label
    """What must be at hand when grading."""
    systems: Mapping[str, Label]
    terms: Mapping[str, Term]
    patterns: Patterns = field(default_factory=Patterns)
    """What of these terms, told together or after a treatment, is worth a thought."""
