"""The circumstances of a command: who is at the desk, when, and which days are working days."""

from dataclasses import dataclass, field
from datetime import datetime

from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.schedule import WorkingCalendar
from ltm_desktop.domain.terms import Meaning


@dataclass(frozen=True, slots=True)
class Act:
    """Everything a decision may know beside the chart; given, never asked for."""

    author: PersonId
    now: datetime
    """Aware, in the site's zone."""
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)


@dataclass(frozen=True, slots=True)
class Signer:
    """A signature that an act needs before it can be written."""

    person: PersonId
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What the envelope of an entry adds to its events when a chart is folded."""

    seq: int
    recorded_at: datetime
    author: PersonId
    papers: tuple[str, ...] = ()
    """SHA-256 of PDFs committed with the entry."""
