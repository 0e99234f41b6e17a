"""The roster: certificates as the ledger itself entered and accepted them, entry by entry.

Refuses a certificate that nobody witnessed, that its holder never accepted or the site did not
issue, and one whose fingerprint is not the one that was stated. A key counts for the entries
between its acceptance and the next key, or the day its holder is retired.
"""

import base64
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ltm_desktop.app.charts import events_of
from ltm_desktop.domain import codec
from ltm_desktop.domain.certifying import CertificateAccepted, CertificateEntered, PersonRetired
from ltm_desktop.domain.errors import ChainBroken
from ltm_desktop.domain.identifiers import SITE_STREAM
from ltm_desktop.domain.site import SiteFounded
from ltm_desktop.domain.terms import Meaning
from ltm_desktop.ledger.certificates import fingerprint, is_issued_by, person_of, public_key_of
from ltm_desktop.ledger.entries import Cosignature, SealedEntry
from ltm_desktop.ledger.keys import PublicKey

UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError)
"""What reading raises over an entry of another form than ours, whoever made it up."""


_KEEPING = frozenset({SiteFounded, CertificateEntered, CertificateAccepted, PersonRetired})
"""What the roster is kept from."""
_MARKS = tuple(f'"{name}"'.encode() for name, shape in codec.SHAPES.items() if shape in _KEEPING)
"""Their names as they stand in the bytes of an entry."""


@dataclass
class _Held:
    """A key in somebody's name, and the entries it counts for."""

    person: str
    key: PublicKey
    since: int = 0
    """The entry that accepted it; 0 while nobody has."""
    until: int = 0
    """The first entry it no longer counts for; 0 while it counts."""

    def counts(self, seq: int) -> bool:
        """Tell whether an entry may carry a signature with it."""
        # the founding entry carries the key that signs it
        return seq == 1 or (0 < self.since <= seq and not 0 < self.until <= seq)


@dataclass
class Roster:
    """Certificates that count at the entry being checked."""

    authority: bytes = b""
    held: dict[str, _Held] = field(default_factory=dict)
    """By fingerprint: a key given anew stands beside the one it follows."""
    newest: dict[str, str] = field(default_factory=dict)
    """The fingerprint of each person's newest certificate."""
    gone: set[str] = field(default_factory=set)
    """Who was retired."""
    current: SealedEntry | None = None
    """The entry being checked."""
    suspect: str = ""
    """In whose name a certificate was found that does not count."""

    def learn(self, sealed: SealedEntry) -> None:
        """Take in the certificates of an entry about to be checked. Raises ChainBroken."""
        self.current = sealed
        try:
            if sealed.entry.stream == SITE_STREAM:
                self._learn(sealed, events_of(sealed.entry))
        except UNREADABLE:
            raise ChainBroken("ledger.unknown_shape", sealed.seq) from None

    def recall(self, sealed: SealedEntry) -> None:
        """Take in the certificates of an entry found whole before; the rest of it is not read."""
        if not any(mark in sealed.raw for mark in _MARKS):
            return  # its bytes are those that were found whole: what is not in them it does not say
        told: Any = sealed.entry.body["events"]
        keeping = [one for one in told if codec.SHAPES.get(one["shape"]) in _KEEPING]
        self._learn(sealed, map(codec.from_plain, keeping))

    def _learn(self, sealed: SealedEntry, events: Iterable[object]) -> None:
        for event in events:
            if isinstance(event, SiteFounded) and not self.authority:
                self._found(event, sealed.seq)
            elif isinstance(event, CertificateEntered):
                self._enter(event, sealed)
            elif isinstance(event, CertificateAccepted):
                self._accept(event, sealed)
            elif isinstance(event, PersonRetired):
                self._retire(event, sealed.seq)

    def _found(self, event: SiteFounded, seq: int) -> None:
        self.authority = base64.b64decode(event.authority)
        if fingerprint(self.authority) != event.authority_fingerprint:
            raise ChainBroken("ledger.certificate_foreign", seq)

    def _enter(self, event: CertificateEntered, sealed: SealedEntry) -> None:
        self.suspect, seq = event.person, sealed.seq
        certificate = base64.b64decode(event.certificate)
        if not is_issued_by(certificate, self.authority) or person_of(certificate) != event.person:
            raise ChainBroken("ledger.certificate_foreign", seq)
        if fingerprint(certificate) != event.fingerprint:
            raise ChainBroken("ledger.certificate_foreign", seq)
        used = event.fingerprint in self.held
        if used or event.person in self.gone or not self._is_witnessed(event, sealed):
            raise ChainBroken("ledger.certificate_minted", seq)
        self._end(event.person, seq)
        self.held[event.fingerprint] = _Held(event.person, public_key_of(certificate))
        self.newest[event.person] = event.fingerprint
        self.suspect = ""

    def _is_witnessed(self, event: CertificateEntered, sealed: SealedEntry) -> bool:
        """Tell whether a second person who could sign then stood by, with a signature that holds.

        Nobody can where nobody but whoever founded the site and writes this has a key; a key
        given anew is witnessed always.
        """
        entry = sealed.entry
        able = {
            one.person for one in self.held.values() if one.counts(entry.seq) and entry.seq > 1
        } - {entry.author, event.person, *self.gone}
        before = any(one.person == event.person and one.since for one in self.held.values())
        if event.witness is None:
            return not able and not before
        return event.witness in able and any(
            self._holds(one, sealed)
            for one in entry.cosignatures
            if (one.person, one.meaning) == (event.witness, Meaning.WITNESSED)
        )

    def _holds(self, one: Cosignature, sealed: SealedEntry) -> bool:
        entry = sealed.entry
        key = self.key(one.person, one.certificate, entry.seq)
        if key is None or one.body != entry.body_digest:
            return False
        return key.verify(one.signature, one.statement(entry.log, entry.stream))

    def _accept(self, event: CertificateAccepted, sealed: SealedEntry) -> None:
        self.suspect = event.person
        newest = self.newest.get(event.person, "")
        waiting = self.held.get(newest)
        own = sealed.entry.author == event.person and event.fingerprint == newest
        if not own or waiting is None or waiting.since or event.person in self.gone:
            raise ChainBroken("ledger.certificate_minted", sealed.seq)
        waiting.since = sealed.seq
        self.suspect = ""

    def _retire(self, event: PersonRetired, seq: int) -> None:
        # whoever leaves may write so with the last use of the key
        self._end(event.person, seq + 1)
        self.gone.add(event.person)

    def _end(self, person: str, until: int) -> None:
        for one in self.held.values():
            if one.person == person and not one.until:
                one.until = until

    def certified(self, person: str) -> tuple[str, int]:
        """Return the fingerprint of a person's newest certificate and where it was accepted."""
        newest = self.newest.get(person, "")
        return newest, self.held[newest].since if newest else 0

    def key(self, person: str, certificate: str, seq: int) -> PublicKey | None:
        """Return the key a signature must be checked with, None when the ledger knows none."""
        known = self.held.get(certificate)
        if known is None or known.person != person or not known.counts(seq):
            return None
        return known.key
