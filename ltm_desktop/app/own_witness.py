"""The personal witness: is this the record in which the person at the desk worked last?

Each person's own key says which head it saw; whoever holds all other keys can tell the ledger anew,
but not that. Found to be another record, it may be looked at and nothing is written any more.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress

from ltm_desktop.app.charts import Charts, events_of
from ltm_desktop.app.own_word import (
    HEAD_DIFFERS,
    HEAD_GONE,
    KEY_DIFFERS,
    UNSEEN,
    Difference,
    OwnWord,
    check_own_head,
    check_own_key,
    own_word,
)
from ltm_desktop.app.ports import SeenBook, Store
from ltm_desktop.domain.access import Doubt
from ltm_desktop.domain.alerts import Alert, Severity
from ltm_desktop.domain.certifying import CertificateEntered
from ltm_desktop.domain.errors import ChainBroken, Unavailable
from ltm_desktop.domain.identifiers import SITE_STREAM, PersonId
from ltm_desktop.ledger.keys import PrivateKey, PublicKey
from ltm_desktop.ledger.seen import see


class MemoryBook:
    """Personal witnesses kept only as long as the program runs."""

    def __init__(self) -> None:
        self._lines: dict[str, str] = {}

    def read(self, person: str) -> str:
        """Return a person's line; empty where there is none."""
        return self._lines.get(person, "")

    def write(self, person: str, line: str) -> None:
        """Keep a person's line."""
        self._lines[person] = line


class OwnWitness:
    """Hold the ledger against what the people at one desk saw of it before."""

    def __init__(
        self,
        store: Store,
        charts: Charts,
        book: SeenBook,
        halt: Callable[[ChainBroken], None],
        tell: Callable[[PersonId, Doubt], None] = lambda *_: None,
    ) -> None:
        """Take what ends all writing here, and what keeps a finding for the next who writes."""
        self._store = store
        self._charts = charts
        self._book = book
        self._halt = halt
        self._tell = tell
        self._halted = False

    def word(self, person: PersonId, public: PublicKey) -> OwnWord:
        """Return what a person brings along. Raises Unavailable."""
        return own_word(person, public, self._book.read(person))

    def meet(self, person: PersonId, public: PublicKey) -> tuple[Alert, ...]:
        """Look as somebody comes to the desk; another record is halted. Returns what to say.

        A key that never signed here is left to the sign-in, which refuses it. Raises Unavailable.
        """
        found = self._differences(person, public)
        if {KEY_DIFFERS, UNSEEN} <= {one.code for one in found}:
            return ()
        for one in found:
            if one.code == UNSEEN:
                self._tell(person, Doubt.MISSING)
            else:
                self._stop(one)
        return tuple(map(_alert, found))

    def check(self, person: PersonId, public: PublicKey) -> None:
        """Refuse to go on where another record than a signer's own is found. Raises ChainBroken."""
        for one in self._differences(person, public):
            if one.code in {HEAD_DIFFERS, HEAD_GONE}:
                raise self._stop(one)

    def keep(self, person: PersonId, key: PrivateKey) -> None:
        """Keep the newest head in a person's own hand, where nothing speaks against it.

        A disk that fails here fails nothing else: an older word still holds.
        """
        with suppress(Unavailable):
            found = self._differences(person, key.public)
            if not self._halted and all(one.code == UNSEEN for one in found):
                self._book.write(person, see(person, self._store.head(), key).to_line())

    def _stop(self, difference: Difference) -> ChainBroken:
        broken = ChainBroken(difference.code, difference.seq)
        if not self._halted:
            self._tell(PersonId(difference.person), Doubt.ANOTHER)
        self._halted = True
        self._halt(broken)
        return broken

    def _differences(self, person: PersonId, public: PublicKey) -> tuple[Difference, ...]:
        # the word first: whatever it names by now stands before the ledger that is asked next
        own = self.word(person, public)
        known = self._charts.site().people.get(person)
        certified = known.fingerprint if known else ""
        entered = 0 if certified == own.fingerprint else self._entered(person, certified)
        newest = self._store.head().seq
        return (
            *check_own_key(own, certified, entered),
            *check_own_head(own, self._store.log, newest, self._hash_at),
        )

    def _entered(self, person: PersonId, certified: str) -> int:
        """Return the entry that brought in the key the ledger has for a person; 0 for none."""
        brought = (
            sealed.seq
            for sealed in self._store.entries(SITE_STREAM)
            if (person, certified) in set(_brought_in(events_of(sealed.entry)))
        )
        return next(brought, 0)

    def _hash_at(self, seq: int) -> str | None:
        try:
            return self._store.hash_of(seq)
        except ChainBroken:
            return None


def _brought_in(events: tuple[object, ...]) -> Iterator[tuple[str, str]]:
    for event in events:
        if isinstance(event, CertificateEntered):
            yield event.person, event.fingerprint


def _alert(difference: Difference) -> Alert:
    severity = Severity.NOTE if difference.code == UNSEEN else Severity.STOP
    return Alert(difference.code, severity, {"seq": difference.seq})
