"""The circumstances of a command: who is at the desk, when, and which days are working days."""

from datetime import UTC, date, datetime, timedelta

from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.schedule import WorkingCalendar
from ltm_desktop.domain.terms import Meaning
from ltm_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Act:
    """Everything a decision may know beside the chart; given, never asked for."""

    author: PersonId
    now: datetime
    """Aware, in the site's zone."""
    calendar: WorkingCalendar
    """The working days round now, of the site's own country and closures."""
    told_until: datetime | None = None
    """How far a time counts as past while the clock is in doubt; None while the clock holds."""

    @property
    def today(self) -> date:
        """Return the day at the site."""
        return self.now.date()

    def day_of(self, at: datetime) -> date:
        """Return the day at the site of any aware moment."""
        return at.astimezone(self.now.tzinfo).date()

    @property
    def latest(self) -> datetime:
        """Return the latest moment that may have come: now, or as far as a doubt reaches."""
        reach = self.told_until
        if reach is None or elapsed(self.now, reach) <= timedelta(0):
            return self.now
        return reach

    def is_ahead(self, at: datetime) -> bool:
        """Tell whether a moment has not come yet, however wrong the clock may be."""
        return elapsed(self.latest, at) > timedelta(0)

    def is_day_ahead(self, on: date) -> bool:
        """Tell whether a day has not come yet, however wrong the clock may be."""
        return on > self.day_of(self.latest)


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
