"""A backup put back is on record: who did it, why, from which head, and what was lost by it.

Refuses a restore that an administrator did not do, or for which nobody says why.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import refuse_if
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import People, check_role
from ltm_desktop.domain.terms import Role
from ltm_desktop.domain.texts import check_line
from ltm_desktop.domain.values import dataclass

_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class RecordRestore:
    """Say that the record was put back to a backup."""

    seq: int
    """The newest entry of the backup."""
    hash: str
    """Its hash, SHA-256 in 64 hexadecimal digits."""
    made_at: datetime
    """When the backup was made."""
    restored_at: datetime
    lost_seq: int
    """The newest entry of what was put aside; 0 where nothing stood there or could be read."""
    lost_hash: str
    """Its hash, empty where it is not known."""
    why: str


@dataclass(frozen=True, slots=True)
class SiteRestored:
    """The record was put back to a backup."""

    seq: int
    hash: str
    made_at: datetime
    restored_at: datetime
    lost_seq: int
    lost_hash: str
    why: str
    by: PersonId

    @property
    def lost(self) -> int:
        """Return how many entries were lost, as far as is known."""
        return max(0, self.lost_seq - self.seq)


EVENTS = (SiteRestored,)


def decide_restore(command: RecordRestore, people: People, act: Act) -> tuple[SiteRestored]:
    """Return the event of a restore. Raises Refused with every reason."""
    refuse_if((*check_role(people, act.author, Role.ADMINISTRATOR), *check_restore(command)))
    return (
        SiteRestored(
            command.seq,
            command.hash,
            command.made_at,
            command.restored_at,
            command.lost_seq,
            command.lost_hash,
            command.why.strip(),
            act.author,
        ),
    )


def check_restore(command: RecordRestore) -> Iterator[Alert]:
    """Return everything that stands against a restore as it is told."""
    lost = _HASH.fullmatch(command.lost_hash) if command.lost_seq else not command.lost_hash
    if command.seq < 1 or not _HASH.fullmatch(command.hash) or not lost:
        yield stop("backup.not_a_head")
    yield from check_why(command.why)


def check_why(why: str) -> Iterator[Alert]:
    """Return what stands against the reason of a restore."""
    if not why.strip():
        yield stop("backup.why_missing")
    yield from check_line(why.strip())
