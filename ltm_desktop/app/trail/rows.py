"""What a row of the audit trail is: one entry, worded, with everything an inspector asks of it.

Plain data; refuses to leave out a signature, a flag or the place in the ledger.
"""

from dataclasses import field
from datetime import date, datetime
from enum import StrEnum

from ltm_desktop.domain.values import dataclass


class TrailKind(StrEnum):
    """What an entry is about, as a person filters."""

    PATIENTS = "patients"
    PLAN = "plan"
    DOSING = "dosing"
    FRACTIONS = "fractions"
    FINDINGS = "findings"
    OVERRIDES = "overrides"
    SIGNOFF = "signoff"
    CORRECTIONS = "corrections"
    REVIEW = "review"
    PEOPLE = "people"
    SITE = "site"
    ACCESS = "access"
    OTHER = "other"


class TrailFlag(StrEnum):
    """What an inspector looks for first."""

    LATE = "late"
    OVERRIDE = "override"
    DEVIATION = "deviation"
    INCIDENT = "incident"
    CORRECTION = "correction"
    VOID = "void"
    CHANGE = "change"
    """It takes the place of what was told before."""
    CLOCK = "clock"
    """Written while the clock was in doubt."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field that changed, worded; empty where there was, or is, nothing."""

    label: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class TrailSignature:
    """One signature with a meaning, worded."""

    meaning: str
    person: str
    at: str
    covers: str
    """For which version it was given."""

    @property
    def text(self) -> str:
        """Return it on one line."""
        return " · ".join(
            part for part in (self.meaning, self.person, self.at, self.covers) if part
        )


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One entry of the ledger, worded."""

    seq: int
    log: str
    hash: str
    previous: str
    body_digest: str
    stream: str
    recorded_at: datetime
    happened_at: datetime | date | None
    """By the clinic's clock; None where an act has no time but that of its record."""
    recorded: str
    happened: str
    author: str
    who: str
    """Name and user id."""
    role: str
    kinds: frozenset[TrailKind]
    what: str
    details: tuple[str, ...]
    reason: str
    patient: str
    """Name of the patient; empty for an entry about the site."""
    subject: str
    record: str
    """The record it is about, by its own name; empty where there is none."""
    version: str
    """Which version of its record this entry is about; empty where there is none."""
    signatures: tuple[TrailSignature, ...]
    flags: frozenset[TrailFlag]
    changes: tuple[Change, ...]
    workstation: str
    rules: str
    """The protocol file and configuration it was written under."""
    shown: str = field(repr=False)
    """The exact text that was on the screen."""
    language: str
    papers: tuple[str, ...]
    """SHA-256 of the PDFs committed with it."""

    @property
    def sentence(self) -> str:
        """Return what was done and its particulars on one line."""
        return " · ".join((self.what, *self.details))


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """Which rows are wanted; an empty part wants all."""

    patients: frozenset[str] | None = None
    """Internal ids; None: the site and every patient."""
    person: str = ""
    """Who wrote it or signed it."""
    kinds: frozenset[TrailKind] = frozenset()
    since: datetime | None = None
    until: datetime | None = None
    """Recorded at or after, and before."""
    flags: frozenset[TrailFlag] = frozenset()
    """Any of these."""
    words: str = ""
    """Every word stands somewhere in the row or in the text that was signed."""
    as_of: datetime | None = None
    """Only what was in the ledger by then."""

    @property
    def is_empty(self) -> bool:
        """Tell whether everything is wanted."""
        return self == TrailFilter()
