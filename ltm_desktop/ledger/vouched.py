"""How far a person had a log verified whole: a head, signed with that person's own key.

Beside it stand digests of all hashes up to there, so that the same bytes can be known again
without being read. Refuses a line that is not one; what the store holds is asked elsewhere.
"""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime

from ltm_desktop.ledger.canonical import NotCanonical, encode
from ltm_desktop.ledger.entries import Head, SealedEntry
from ltm_desktop.ledger.keys import PrivateKey, PublicKey

_FORM = "ltm-vouched/1"
_LINE = re.compile(
    r"(?P<head>\S+ \S+ \S+) (?P<entries>[0-9a-f]{64}) (?P<certified>[0-9a-f]{64})"
    r" (?P<at>\S{1,40}) (?P<signature>[0-9a-f]{128})"
)


@dataclass(frozen=True, slots=True)
class Extent:
    """All entries up to a head, by their hashes."""

    head: Head
    entries: str
    """SHA-256 over the hashes of all of them, in sequence."""
    certified: str
    """The same over the one stream that certificates come in with."""

    def to_line(self) -> str:
        """Return `log seq hash entries certified`."""
        return f"{self.head.to_line()} {self.entries} {self.certified}"


class Measure:
    """The extent of a log, entry by entry."""

    def __init__(self, certifying: str) -> None:
        """Take the name of the stream that certificates come in with."""
        self._certifying = certifying
        self._entries = hashlib.sha256()
        self._certified = hashlib.sha256()

    def add(self, sealed: SealedEntry, stream: str) -> None:
        """Take in the next entry."""
        raw = bytes.fromhex(sealed.hash)
        self._entries.update(raw)
        if stream == self._certifying:
            self._certified.update(raw)

    def extent(self, head: Head) -> Extent:
        """Return what was taken in so far, when a head is its last."""
        return Extent(head, self._entries.hexdigest(), self._certified.hexdigest())

    @property
    def certified(self) -> str:
        """Return the digest over the stream that certificates come in with."""
        return self._certified.hexdigest()


@dataclass(frozen=True, slots=True)
class Vouched:
    """A person's own word that a log was whole up to a head, and when it was."""

    person: str
    extent: Extent
    at: datetime
    signature: bytes = field(repr=False)

    def holds(self, public: PublicKey) -> bool:
        """Tell whether the person's own key said so."""
        return public.verify(self.signature, _statement(self.person, self.extent, self.at))

    def to_line(self) -> str:
        """Return the form it has outside the store."""
        return f"{self.extent.to_line()} {self.at.isoformat()} {self.signature.hex()}"

    @classmethod
    def from_line(cls, person: str, line: str) -> "Vouched":
        """Read the word of a person. Raises NotCanonical."""
        told = _LINE.fullmatch(line)
        if told is None:
            raise NotCanonical("not a vouched head")
        extent = Extent(Head.from_line(told["head"]), told["entries"], told["certified"])
        return cls(person, extent, _instant(told["at"]), bytes.fromhex(told["signature"]))


def vouch(person: str, extent: Extent, at: datetime, key: PrivateKey) -> Vouched:
    """Sign how far a log was found whole, and when."""
    return Vouched(person, extent, at, key.sign(_statement(person, extent, at)))


def _instant(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise NotCanonical("not an instant") from None
    if at.tzinfo is None or at.isoformat() != text:
        raise NotCanonical("not an instant with its offset")
    return at


def _statement(person: str, extent: Extent, at: datetime) -> bytes:
    return encode([_FORM, person, extent.to_line(), at.isoformat()])
