"""Records read one by one in one sitting, then signed by one secret, each with its own entry.

Refuses a record that was not opened and read to its end, and leaves out one whose chart changed
after it was read. The sitting ends when the desk is locked or handed over (21 CFR 11.200(a)).
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.recorder import Proposal, Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.errors import Refused, refuse
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.signoff import (
    ApproveRecord,
    CountersignRecord,
    RecordApproved,
    RecordCountersigned,
)
from ltm_desktop.ledger.keys import PrivateKey

SignoffCommand = ApproveRecord | CountersignRecord
CONTINUOUS = "21 CFR 11.200(a): one continuous period of controlled access"
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)
READ_FIRST = "clinical practice section 9.3: no signing blind"


@dataclass
class _Read:
    """One record as it was shown."""

    proposal: Proposal
    to_its_end: bool = False
    added: bool = False


class Sitting:
    """One person at one desk, from the first record read to the last one signed."""

    def __init__(self, desk: Desk, say: Words) -> None:
        self._desk = desk
        self._say = say
        self._person = desk.session.person
        self._number = desk.session.sitting
        self._read: dict[RecordId, _Read] = {}
        self._own: set[int] = set()
        self._key: PrivateKey | None = None

    def __repr__(self) -> str:
        """Show whose it is and nothing that was read."""
        return f"Sitting({self._person}, {len(self.added)})"

    @property
    def goes_on(self) -> bool:
        """Tell whether the same person has stayed at the open desk since it began."""
        session = self._desk.session
        here = (session.person, session.sitting) == (self._person, self._number)
        return here and not session.locked

    @property
    def added(self) -> tuple[RecordId, ...]:
        """Return the records that will be signed, in the order in which they were added."""
        return tuple(one for one, read in self._read.items() if read.added)

    def open(self, command: SignoffCommand) -> Proposal:
        """Return what signing a record would write, to be shown whole. Raises Refused."""
        self._check_goes_on()
        proposal = self._desk.propose(command, self._say)
        self._read.pop(command.record, None)
        self._read[command.record] = _Read(proposal)
        return proposal

    def read_to_end(self, record: RecordId) -> None:
        """Take note that the end of a record's text was on screen."""
        if record in self._read:
            self._read[record].to_its_end = True

    def add(self, record: RecordId) -> None:
        """Put a record among those to be signed. Raises Refused unless it was read to its end."""
        self._check_goes_on()
        self._whole(record).added = True

    def take_out(self, record: RecordId) -> None:
        """Leave a record for later."""
        if record in self._read:
            self._read[record].added = False

    def shown(self, record: RecordId) -> str:
        """Return the very text that was read."""
        return self._whole(record).proposal.shown

    def open_key(self, secret: str) -> None:
        """Open this person's key for the records added, until `close`. Raises Refused."""
        self._check_goes_on()
        self._key = self._desk.cabinet.unlock(self._person, secret).key

    def close(self) -> None:
        """Drop the key."""
        self._key = None

    def sign(self, record: RecordId) -> Recorded:
        """Sign and write one record as it was read.

        Raises Refused signoff.changed_since_read where its chart moved; nothing is written then.
        """
        self._check_goes_on()
        read, key = self._whole(record), self._key
        if key is None or not read.added:
            raise refuse("signoff.signature_missing")
        fresh = self._fresh(read.proposal)
        signed = [self._desk.sign_with(fresh, one, key) for one in fresh.signers]
        recorded = self._desk.record(fresh, signed)
        self._own.add(recorded.sealed.seq)
        del self._read[record]
        return recorded

    def _fresh(self, shown: Proposal) -> Proposal:
        """Decide again now; refuse anything else than what was read."""
        entries = self._desk.store.entries(shown.stream, after=shown.version)
        moved = any(one.seq not in self._own for one in entries)
        try:
            fresh = None if moved else self._desk.propose(shown.command, self._say)
        except Refused:
            fresh = None
        if fresh is None or _timeless(fresh) != _timeless(shown):
            raise refuse("signoff.changed_since_read", READ_FIRST)
        return fresh

    def _whole(self, record: RecordId) -> _Read:
        read = self._read.get(record)
        if read is None or not read.to_its_end:
            raise refuse("signoff.not_read", READ_FIRST, record=record)
        return read

    def _check_goes_on(self) -> None:
        if not self.goes_on:
            self._read.clear()
            self._key = None
            raise refuse("signoff.sitting_ended", CONTINUOUS)


def _timeless(proposal: Proposal) -> tuple[object, ...]:
    """Return what would be written, but for the minute of the signature."""
    timed = (RecordApproved, RecordCountersigned)
    return tuple(
        replace(event, at=_ANY_TIME) if isinstance(event, timed) else event
        for event in proposal.events
    )
