"""The circumstances of a command: who is at the desk, when, and which days are working days."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.schedule import WorkingCalendar
from ltm_desktop.domain.terms import Meaning


@dataclass(frozen=True, slots=True)
class Act:
    """Everything a decision may know beside the chart; given, never asked for."""

    author: PersonId
    now: datetime
    """Aware, in the site's zone."""
    calendar: WorkingCalendar
    """The working days round now, of the site's own country and closures."""

    @property
    def today(self) -> date:
        """Return the day at the site."""
        return self.now.date()

    def day_of(self, at: datetime) -> date:
        """Return the day at the site of any aware moment."""
        return at.astimezone(self.now.tzinfo).date()


def elapsed(since: datetime, until: datetime) -> timedelta:
    """Return the true time between two aware moments, whatever the clocks did between them."""
    # Python subtracts wall clocks when both share one zone: an hour is lost or won twice a year.
    return until.astimezone(UTC) - since.astimezone(UTC)


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
    clock_doubted: bool = False
    """Whether the time was in doubt when it was written."""
