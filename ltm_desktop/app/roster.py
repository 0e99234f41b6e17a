"""The roster: certificates as the ledger itself entered and accepted them, entry by entry.

Refuses a certificate that its holder never accepted, that the site did not issue, or whose
fingerprint is not the one that was stated.
"""

import base64
from dataclasses import dataclass, field

from ltm_desktop.app.charts import events_of
from ltm_desktop.domain.errors import ChainBroken
from ltm_desktop.domain.identifiers import SITE_STREAM
from ltm_desktop.domain.people import CertificateAccepted, CertificateEntered
from ltm_desktop.domain.site import SiteFounded
from ltm_desktop.ledger.certificates import fingerprint, is_issued_by, person_of, public_key_of
from ltm_desktop.ledger.entries import SealedEntry
from ltm_desktop.ledger.keys import PublicKey

UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError)
"""What reading raises over an entry of another form than ours, whoever made it up."""


@dataclass
class Roster:
    """Certificates that count at the entry being checked."""

    authority: bytes = b""
    keys: dict[str, tuple[str, PublicKey]] = field(default_factory=dict)
    accepted: set[str] = field(default_factory=set)
    current: SealedEntry | None = None
    """The entry being checked."""
    suspect: str = ""
    """In whose name a certificate was found that does not count."""

    def learn(self, sealed: SealedEntry) -> None:
        """Take in the certificates of an entry about to be checked. Raises ChainBroken."""
        self.current = sealed
        try:
            if sealed.entry.stream == SITE_STREAM:
                self._learn(sealed)
        except UNREADABLE:
            raise ChainBroken("ledger.unknown_shape", sealed.seq) from None

    def _learn(self, sealed: SealedEntry) -> None:
        for event in events_of(sealed.entry):
            if isinstance(event, SiteFounded) and not self.authority:
                self._found(event, sealed.seq)
            elif isinstance(event, CertificateEntered):
                self._enter(event, sealed.seq)
            elif isinstance(event, CertificateAccepted):
                self._accept(event, sealed)

    def _found(self, event: SiteFounded, seq: int) -> None:
        self.authority = base64.b64decode(event.authority)
        if fingerprint(self.authority) != event.authority_fingerprint:
            raise ChainBroken("ledger.certificate_foreign", seq)

    def _enter(self, event: CertificateEntered, seq: int) -> None:
        self.suspect = event.person
        if event.person in self.keys:
            raise ChainBroken("ledger.certificate_minted", seq)
        certificate = base64.b64decode(event.certificate)
        if not is_issued_by(certificate, self.authority) or person_of(certificate) != event.person:
            raise ChainBroken("ledger.certificate_foreign", seq)
        if fingerprint(certificate) != event.fingerprint:
            raise ChainBroken("ledger.certificate_foreign", seq)
        self.keys[event.person] = (event.fingerprint, public_key_of(certificate))
        self.suspect = ""

    def _accept(self, event: CertificateAccepted, sealed: SealedEntry) -> None:
        self.suspect = event.person
        known = self.keys.get(event.person, ("", None))[0]
        own = sealed.entry.author == event.person and event.fingerprint == known
        if not own or event.person in self.accepted:
            raise ChainBroken("ledger.certificate_minted", sealed.seq)
        self.accepted.add(event.person)
        self.suspect = ""

    def key(self, person: str, certificate: str, seq: int) -> PublicKey | None:
        """Return the key a signature must be checked with, None when the ledger knows none."""
        known = self.keys.get(person)
        if known is None or known[0] != certificate:
            return None
        may_sign = person in self.accepted or seq == 1
        return known[1] if may_sign else None
