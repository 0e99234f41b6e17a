"""Who was at the desk and what left it: sign-ins, failures, locks, copies and prints.

Nothing here is signed with a meaning and no clinical decision asks for it. Refuses to say of
another person what only they can do, and knows no name and no value.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum

from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import refuse, refuse_if
from ltm_desktop.domain.identifiers import PatientId, PersonId
from ltm_desktop.domain.people import People, check_colleague
from ltm_desktop.domain.values import dataclass

MOST = 500
"""Events in one entry; more are parted, so that no entry grows without an end."""


class LockCause(StrEnum):
    """Why a desk was left."""

    IDLE = "idle"
    KEY = "key"
    SYSTEM = "system"
    """The computer's own screen lock."""
    CLOSED = "closed"
    """The window was closed, or a command was done."""


class CopyWay(StrEnum):
    """How a copy left the record."""

    SAVED = "saved"
    """Written to a file somewhere else."""
    OPENED = "opened"
    """Handed to the system's viewer, from which it can be printed."""
    PRINTED = "printed"


class CopyOf(StrEnum):
    """What a copy was made of."""

    RECORD = "record"
    LABEL = "label"
    DOWNTIME = "downtime"
    FRACTION_LOG = "fraction_log"
    SERIOUS_FORM = "serious_form"
    EMERGENCY = "emergency"
    RECOVERY = "recovery"
    """The recovery sheet; what is kept of it is a digest of the paper."""
    TRAIL = "trail"
    DATA = "data"
    TIME_LINE = "time_line"
    HANDOVER = "handover"
    """What is handed over, before anybody signed it; once signed it is a record."""


class Doubt(StrEnum):
    """What a person's own witness found as they came to the desk."""

    MISSING = "missing"
    """No witness in their hand."""
    ANOTHER = "another"
    """Another record than the one they had seen."""


@dataclass(frozen=True, slots=True)
class PersonSignedIn:
    """A person opened the site with their secret."""

    person: PersonId
    at: datetime
    workstation: str


@dataclass(frozen=True, slots=True)
class SecretRefused:
    """A wrong secret was typed for a person, at the door or for a signature."""

    person: str
    """The user id; a question mark for one the site does not know."""
    at: datetime
    workstation: str


@dataclass(frozen=True, slots=True)
class DeskLocked:
    """A person's stay was interrupted or ended; their key was dropped."""

    person: PersonId
    at: datetime
    cause: LockCause
    workstation: str


@dataclass(frozen=True, slots=True)
class DeskUnlocked:
    """The same person went on."""

    person: PersonId
    at: datetime
    workstation: str


@dataclass(frozen=True, slots=True)
class DeskHandedOver:
    """Another person signed in at a locked desk."""

    person: PersonId
    previous: PersonId
    at: datetime
    workstation: str


@dataclass(frozen=True, slots=True)
class CopyMade:
    """Something of the record left it, on paper or in a file."""

    by: PersonId
    at: datetime
    way: CopyWay
    what: CopyOf
    patient: PatientId | None
    paper: str
    """SHA-256 of the very bytes, by which a second print is known as one."""
    workstation: str


@dataclass(frozen=True, slots=True)
class SiteRead:
    """A command opened the site only to read it; such a command can sign nothing."""

    person: PersonId
    at: datetime
    what: CopyOf | None
    """What it wrote a copy of; None for a look."""
    workstation: str


@dataclass(frozen=True, slots=True)
class SecretChanged:
    """A person wrapped their own key under a new secret; key and signatures stay."""

    person: PersonId
    at: datetime
    workstation: str


@dataclass(frozen=True, slots=True)
class RecordDoubted:
    """A person's own witness did not agree with the record; told by whoever could write next."""

    person: str
    """The user id; a question mark for one the site does not know."""
    at: datetime
    found: Doubt
    workstation: str


EVENTS = (
    PersonSignedIn,
    SecretRefused,
    DeskLocked,
    DeskUnlocked,
    DeskHandedOver,
    CopyMade,
    SiteRead,
    SecretChanged,
    RecordDoubted,
)
AccessEvent = (
    PersonSignedIn
    | SecretRefused
    | DeskLocked
    | DeskUnlocked
    | DeskHandedOver
    | CopyMade
    | SiteRead
    | SecretChanged
    | RecordDoubted
)
_OWN = {
    PersonSignedIn: "person",
    DeskUnlocked: "person",
    DeskHandedOver: "person",
    CopyMade: "by",
    SecretChanged: "person",
}
"""What nobody says of another; a lock, a failure or a look is told by whoever comes next."""


@dataclass(frozen=True, slots=True)
class NoteAccess:
    """Keep what happened at the desk, oldest first."""

    events: tuple[AccessEvent, ...]


def decide_access(command: NoteAccess, people: People, act: Act) -> tuple[AccessEvent, ...]:
    """Return the events as they were told. Raises Refused for nothing and for another's act."""
    if not command.events or len(command.events) > MOST:
        raise refuse("access.count", most=MOST)
    refuse_if(check_colleague(people, act.author))
    refuse_if(_check_own(command.events, act.author))
    return command.events


def own_of(event: object) -> str | None:
    """Return who alone can have written an event, None where anybody may tell it."""
    name = _OWN.get(type(event))
    return getattr(event, name) if name else None


def _check_own(events: Iterable[AccessEvent], author: PersonId) -> Iterator[Alert]:
    for event in events:
        if own_of(event) not in (None, author):
            yield stop("access.own_only", person=own_of(event))
