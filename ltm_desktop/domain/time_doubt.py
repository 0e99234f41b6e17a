"""The clock in doubt: what was found, until a person confirms the time.

Nothing is ever refused because of it; what is written meanwhile says so. Refuses to confirm a
time that nobody doubts.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from ltm_desktop.domain.acts import Act, elapsed
from ltm_desktop.domain.errors import refuse, refuse_if
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import People, check_colleague
from ltm_desktop.domain.values import dataclass

TOLERANCE = timedelta(minutes=5)
"""A jump of more than this, either way, is a doubt; design section 3."""


class DoubtCause(StrEnum):
    """What makes the time doubtful."""

    BACKWARD = "backward"
    """The clock shows a time before one at which something was recorded, or it went back."""
    FORWARD = "forward"
    """The clock went ahead of the time that had passed."""
    ZONE = "zone"
    """The computer's own time zone is not the site's."""


@dataclass(frozen=True, slots=True)
class DoubtClock:
    """Say that the clock cannot be relied on."""

    cause: DoubtCause
    expected: datetime
    """The time it should have been, as far as the program can tell."""
    computer_offset: str
    """How the computer itself stands to UTC, such as +08:00; empty where it does not tell."""


@dataclass(frozen=True, slots=True)
class ConfirmClock:
    """Say that the time shown is right."""

    at: datetime
    """The time that was on the screen."""
    computer_offset: str


@dataclass(frozen=True, slots=True)
class ClockDoubted:
    """The clock came into doubt."""

    cause: DoubtCause
    expected: datetime
    at: datetime
    """What the clock said."""
    computer_offset: str


@dataclass(frozen=True, slots=True)
class ClockConfirmed:
    """A person looked at the time and said that it is right."""

    by: PersonId
    at: datetime
    computer_offset: str


EVENTS = (ClockDoubted, ClockConfirmed)
ClockCommand = DoubtClock | ConfirmClock


@dataclass(frozen=True, slots=True)
class ClockState:
    """Whether the time is in doubt, by the entries."""

    doubt: ClockDoubted | None = None
    """The first doubt that nobody has answered."""
    accepted_offset: str = ""
    """The computer's own offset that a person accepted last."""

    @property
    def doubted(self) -> bool:
        """Tell whether a person still has to confirm the time."""
        return self.doubt is not None


def reach_of(doubt: ClockDoubted, now: datetime, passed: timedelta) -> datetime:
    """Return how late it may be while a doubt stands, in the zone of now.

    What was to be expected when it was found, and what passed since. A clock that went ahead
    reaches no further than itself.
    """
    passed = max(passed, timedelta())
    return later_of(now, doubt.expected.astimezone(UTC) + passed)


def later_of(now: datetime, *others: datetime) -> datetime:
    """Return the latest of some moments, in the zone of the first."""
    # by the instant: two moments of one zone compare by what hung on the wall
    return max((now, *others), key=datetime.timestamp).astimezone(now.tzinfo)


def decide_clock(
    command: ClockCommand, clock: ClockState, people: People, act: Act
) -> tuple[ClockDoubted] | tuple[ClockConfirmed]:
    """Return what was found or confirmed. Raises Refused clock.not_doubted."""
    refuse_if(check_colleague(people, act.author))
    if isinstance(command, DoubtClock):
        return (ClockDoubted(command.cause, command.expected, act.now, command.computer_offset),)
    if clock.doubt is None:
        raise refuse("clock.not_doubted")
    if abs(elapsed(command.at, act.now)) > TOLERANCE:
        # what was confirmed is no longer what the clock says
        raise refuse("clock.moved_on", at=command.at)
    return (ClockConfirmed(act.author, act.now, command.computer_offset),)


def evolve(clock: ClockState, event: object) -> ClockState:
    """Fold one event of this topic."""
    match event:
        case ClockDoubted():
            return replace(clock, doubt=clock.doubt or event)
        case ClockConfirmed():
            return ClockState(None, event.computer_offset)
        case _:
            return clock
