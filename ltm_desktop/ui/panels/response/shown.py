"""What the response panel shows, worded: the list over time, the form's offer, what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ltm_desktop.domain.alerts import Alert

GENERAL = "general"
OVERALL_PART = "overall"


@dataclass(frozen=True, slots=True)
class Option:
    """One of a list: its code, its words, and what explains it."""

    code: str
    words: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One assessment in the table over time."""

    record: str
    cells: tuple[str, ...]
    stands: bool
    may_correct: bool
    may_void: bool
    has_paper: bool


@dataclass(frozen=True, slots=True)
class ListShown:
    """Everything the list shows."""

    summary: Sequence[str]
    """Best response, confirmation and progression as the data has them."""
    lines: Sequence[Line]
    may_assess: bool
    ready: bool
    """Whether signed rules say how response is assessed."""


@dataclass(frozen=True, slots=True)
class ItemShown:
    """One area of the neurological scorecard with its earlier levels."""

    code: str
    words: str
    baseline: str
    last: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A value that is on file and may be taken over, with its day; nothing is filled unasked."""

    words: str
    fields: Mapping[str, str]
    name: str = ""
    """What tells it from others of its component, such as the place of a sample."""


@dataclass(frozen=True, slots=True)
class FormShown:
    """Everything the form offers."""

    title: str
    points: Sequence[Option]
    instrument: str
    """Name of the scorecard and how it is read."""
    highest: int
    items: Sequence[ItemShown]
    features: Sequence[Option]
    regions: Sequence[Option]
    nodules: int
    kps: Sequence[str]
    class_parts: Sequence[tuple[Option, Sequence[Option]]]
    not_done: Sequence[Option]
    categories: Sequence[Option]
    correction_reasons: Sequence[Option]
    """Empty unless an earlier record is put right."""
    offers: Mapping[str, Sequence[Offer]]
    """By component."""
    earlier: Mapping[str, str]
    """What the baseline, the best and the last assessment said, by component."""


class PartState(StrEnum):
    """Where one part of the form stands."""

    FILLED = "filled"
    EXPLAINED = "explained"
    MISSING = "missing"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing, and the part where it is filled in."""

    part: str
    words: str
    next_step: str


@dataclass(frozen=True, slots=True)
class CheckShown:
    """How far the form has come."""

    missing: Sequence[Missing]
    remarks: Sequence[Alert]
    states: Mapping[str, PartState]
    sums: str
    """Sum and highest level of the scorecard with their change."""
    baseline: bool
    """Whether the form is of a baseline, which is judged against nothing."""
    not_evaluable: bool
    steroids: str
    """The dose against the assessment before."""
    kps: str
    """The score against the baseline and the best before."""
