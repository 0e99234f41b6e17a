"""The access log: who came, who failed, when the desk was locked, what was printed or saved.

What happens with a key at hand is sealed at once; what happens without one goes to the clear
journal, in ids only, and is sealed by whoever comes next. It never keeps anybody from locking.
"""

import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from datetime import datetime

from ltm_desktop.app.charts import Charts
from ltm_desktop.app.own_witness import OwnWitness
from ltm_desktop.app.ports import DOUBT, READ, REFUSED, STRANGER, AccessJournal, Clock, Noted
from ltm_desktop.app.recorder import Recorder
from ltm_desktop.app.session import Session
from ltm_desktop.app.workstation import MONDAY_TO_FRIDAY
from ltm_desktop.domain.access import (
    MOST,
    AccessEvent,
    CopyMade,
    CopyOf,
    CopyWay,
    DeskHandedOver,
    DeskLocked,
    DeskUnlocked,
    Doubt,
    LockCause,
    NoteAccess,
    PersonSignedIn,
    RecordDoubted,
    SecretChanged,
    SecretRefused,
    SiteRead,
)
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.errors import LtmError, Unavailable
from ltm_desktop.domain.identifiers import PatientId, PersonId
from ltm_desktop.domain.schedule import WorkingCalendar
from ltm_desktop.ledger.canonical import digest
from ltm_desktop.ledger.keys import PrivateKey

_TRIES = 3
_STANDS = "storage.not_witnessed"


class MemoryJournal:
    """What waits to be sealed, kept only as long as the program runs."""

    def __init__(self) -> None:
        self._noted: list[Noted] = []

    def note(self, what: str, person: str, at: datetime) -> None:
        """Keep it until it is sealed."""
        self._noted.append(Noted(at.isoformat(), person, what))

    def unsealed(self) -> tuple[Noted, ...]:
        """Return what waits, oldest first."""
        return tuple(self._noted)

    def forget(self, sealed: Collection[Noted]) -> None:
        """Let go of what the ledger holds now."""
        self._noted = [one for one in self._noted if one not in sealed]


class AccessLog:
    """The door of one open site, from inside: unlock, hand over, leave, and what is kept of it."""

    def __init__(
        self,
        recorder: Recorder,
        charts: Charts,
        clock: Clock,
        session: Callable[[], Session],
        *,
        journal: AccessJournal,
        workstation: str,
        look: Callable[[], object] = lambda: None,
        own: OwnWitness | None = None,
        notes: list[Alert] | None = None,
    ) -> None:
        self._recorder = recorder
        self._charts = charts
        self._clock = clock
        self._session = session
        self._journal = journal
        self._workstation = workstation
        self._look = look
        self._own = own
        self._notes = [] if notes is None else notes
        self._begun = False
        self._reading = False
        self._sealing = threading.Lock()
        self._waiting: list[AccessEvent] = []

    @property
    def person(self) -> PersonId:
        """Return whose stay it is."""
        return self._session().person

    def signed_in(self) -> None:
        """Keep that a person opened the site, and what happened before anybody had."""
        self._begun = True
        self._seal_now(PersonSignedIn(self.person, self._clock.now(), self._workstation))
        self._keep(self.person, self._session().key)

    def opened_to_read(self) -> None:
        """Keep that a command only reads here: the next who signs in says so in the ledger."""
        self._reading = True
        self._note_read("")

    def unlock(self, secret: str) -> None:
        """Take the key again by the same person's secret. Raises Refused."""
        self._session().unlock(secret)
        self._arrived(DeskUnlocked(self.person, self._clock.now(), self._workstation))

    def change_secret(self, old: str, new: str) -> None:
        """Let the person at the desk choose a new secret for their key. Raises Refused."""
        self._session().change_secret(old, new)
        self._seal_now(SecretChanged(self.person, self._clock.now(), self._workstation))

    def switch(self, person: PersonId, secret: str) -> None:
        """Hand the desk to another person by their secret. Raises Refused."""
        session = self._session()
        previous = session.person
        session.switch(person, secret)
        self._arrived(DeskHandedOver(person, previous, self._clock.now(), self._workstation))

    def leave(self, cause: LockCause) -> Callable[[], None]:
        """Drop the key from the session at once; the work returned keeps that it was dropped.

        The key lives on in that work alone, for the one signature it has to give.
        """
        session = self._session()
        event = DeskLocked(session.person, self._clock.now(), cause, self._workstation)
        key = session.part()
        if key is None:
            return lambda: None
        person = session.person

        def last_act() -> None:
            self._seal(person, key, (event,))
            self._keep(person, key)

        return last_act

    def close(self) -> None:
        """End a stay that was signed in here, and drop the key."""
        work = self.leave(LockCause.CLOSED)
        if self._begun:
            work()

    def copied(
        self, way: CopyWay, what: CopyOf, content: bytes, patient: PatientId | None = None
    ) -> None:
        """Keep that something of the record was saved, opened or printed."""
        if self._reading or self._session().locked:
            self._note_read(what.value)
            return
        self._seal_now(
            CopyMade(
                self.person,
                self._clock.now(),
                way,
                what,
                patient,
                digest(content),
                self._workstation,
            )
        )

    def _arrived(self, event: AccessEvent) -> None:
        """Hold the record against the witness of who came before anything new is in it."""
        session = self._session()
        if self._own is not None and not session.locked:
            with suppress(
                Unavailable
            ):  # a witness that cannot be read now is asked at the next act
                self._notes.extend(self._own.meet(session.person, session.public))
        self._seal_now(event)
        if not session.locked:
            self._keep(session.person, session.key)

    def _keep(self, person: PersonId, key: PrivateKey) -> None:
        if self._own is not None:
            self._own.keep(person, key)

    def _note_read(self, what: str) -> None:
        with suppress(Unavailable):  # what may only be read cannot be noted in either
            # of a locked desk nobody knows who stands there
            who = STRANGER if self._session().locked else self.person
            self._journal.note(f"{READ}{what}", who, self._clock.now())

    def _seal_now(self, event: AccessEvent) -> None:
        session = self._session()
        if not session.locked:
            # the clock first: an entry with a wrong time would hide that it is wrong
            self._look()
            self._seal(session.person, session.key, (event,))

    def _seal(self, person: PersonId, key: PrivateKey, events: Iterable[AccessEvent]) -> None:
        """Write events after everything that waits; what cannot be written waits in its turn."""
        with self._sealing:
            told = tuple(self._journal.unsealed())
            before = self._from_journal(told)
            kept, self._waiting = self._waiting, []
            if self._write(person, key, (*before, *kept, *events)):
                self._forget(told)
            else:
                self._put_by((*kept, *events))

    def _from_journal(self, told: Iterable[Noted]) -> Iterator[AccessEvent]:
        """Read what anybody could have written: what tells nothing known is left out."""
        for noted in told:
            with suppress(ValueError, OverflowError):
                yield self._event_of(noted)

    def _event_of(self, noted: Noted) -> AccessEvent:
        at = datetime.fromisoformat(noted.at).astimezone(self._clock.now().tzinfo)
        known = PersonId(noted.person) in self._charts.site().people
        person = PersonId(noted.person if known else STRANGER)
        if noted.what == REFUSED:
            return SecretRefused(person, at, self._workstation)
        if noted.what.startswith(READ):
            what = noted.what.removeprefix(READ)
            copied = CopyOf(what) if what else None
            return SiteRead(person, at, copied, self._workstation)
        if noted.what.startswith(DOUBT):
            found = Doubt(noted.what.removeprefix(DOUBT))
            return RecordDoubted(person, at, found, self._workstation)
        return DeskLocked(person, at, LockCause(noted.what), self._workstation)

    def _put_by(self, events: Iterable[AccessEvent]) -> None:
        for event in events:
            try:
                if not isinstance(event, DeskLocked):
                    raise Unavailable("storage.disk")
                self._journal.note(event.cause.value, event.person, event.at)
            except LtmError:
                # only its own person may say some of it, so it waits here for that person
                self._waiting.append(event)

    def _forget(self, told: Collection[Noted]) -> None:
        try:
            self._journal.forget(told)
        except Unavailable:
            return  # sealed twice is better than lost; the disk says so where it matters

    def _write(self, person: PersonId, key: PrivateKey, events: tuple[AccessEvent, ...]) -> bool:
        known = self._charts.site().people.get(person)
        if known is None:
            return False
        for first in range(0, len(events), MOST):
            command = NoteAccess(events[first : first + MOST])
            if not self._commit(command, person, key, known.fingerprint):
                return False
        return True

    def _commit(
        self, command: NoteAccess, person: PersonId, key: PrivateKey, certificate: str
    ) -> bool:
        act = Act(person, self._clock.now(), WorkingCalendar(frozenset(MONDAY_TO_FRIDAY)))
        for _ in range(_TRIES):
            try:
                proposal = self._recorder.propose(command, act, lambda *_: "", "en")
                self._recorder.commit(proposal, key, certificate=certificate)
            except Unavailable as unavailable:
                return unavailable.alert.code == _STANDS
            except LtmError:
                continue
            return True
        return False
