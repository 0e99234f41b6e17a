"""What a laboratory's file says, as plain values: a proposal, never a record.

Refuses nothing and compares nothing; identities stay out of every repr.
"""

from dataclasses import field
from datetime import date, datetime
from enum import StrEnum

from ltm_desktop.domain.values import dataclass

MOST_RESULTS = 5000
"""Of one file; a patient has some twenty results a day."""
LONGEST = 400
"""Characters of one text; what is longer is no laboratory value."""


class ReportState(StrEnum):
    """How far the laboratory stands by a result."""

    FINAL = "final"
    CORRECTED = "corrected"
    PRELIMINARY = "preliminary"
    WITHDRAWN = "withdrawn"
    """Cancelled, entered in error, or in a state nobody knows."""


@dataclass(frozen=True, slots=True)
class ImportedOwner:
    """Whose results they are, as the file spells it."""

    numbers: tuple[str, ...] = field(repr=False)
    """Every number the file knows the patient by."""
    names: tuple[str, ...] = field(default=(), repr=False)
    """The name in each script the file has, parts separated by ^."""
    born: date | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class ImportedResult:
    """One result in the laboratory's own words."""

    place: int
    """Row of the table or place in the bundle, counted from 1."""
    name: str
    """What the laboratory calls the analyte; empty where only a code stands."""
    codes: tuple[str, ...]
    """LOINC codes."""
    value: str
    """With its comparator, as written: "<5", "48", "negative"."""
    unit: str
    low: str
    high: str
    sampled_at: datetime | None
    """None where no time stands that can be read: a day alone is none."""
    reported_at: datetime | None = None
    specimen: str = ""
    state: ReportState = ReportState.FINAL
    report: str = ""
    """The report's number."""
    laboratory: str = ""


@dataclass(frozen=True, slots=True)
class ImportedLabs:
    """The results of one patient in one file."""

    owner: ImportedOwner
    results: tuple[ImportedResult, ...]


@dataclass(frozen=True, slots=True)
class LabFile:
    """One file: the results of everybody in it."""

    name: str = field(repr=False)
    """Of the file; it may carry a person's name."""
    patients: tuple[ImportedLabs, ...]
