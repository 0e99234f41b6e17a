"""Heads and hashes of a long ledger, packed: 32 bytes each, whatever the ledger's length.

Refuses a hash out of sequence: what is looked up by number must stand at its number.
"""

from array import array
from collections.abc import Iterable, Iterator

from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.ledger.entries import Head

_BYTES = 32


class PackedHashes:
    """The hash of every entry from the first on."""

    def __init__(self) -> None:
        self._kept = bytearray()

    def add(self, seq: int, hash_: str) -> None:
        """Keep the hash of the next entry."""
        if seq != len(self) + 1:
            raise ValueError(f"entry {seq} does not follow {len(self)}")
        self._kept += bytes.fromhex(hash_)

    def get(self, seq: int) -> str | None:
        """Return the hash of an entry, None for one that is not there."""
        if not 0 < seq <= len(self):
            return None
        return self._kept[(seq - 1) * _BYTES : seq * _BYTES].hex()

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._kept) // _BYTES


class PackedHeads:
    """Heads of one log in the order they were told, as far as they can be read."""

    def __init__(self, log: str, heads: Iterable[Head]) -> None:
        self._log = log
        self._seqs = array("Q")
        self._kept = bytearray()
        self.gap = 0
        """The first entry without a line although a later one has its own; 0 for none."""
        self.damaged = False
        """Whether a line could not be read; what comes after it is not known."""
        try:
            self._take(heads)
        except Unavailable as error:
            if error.alert.code != "storage.heads_damaged":
                raise
            self.damaged = True

    def _take(self, heads: Iterable[Head]) -> None:
        newest = 0
        for head in heads:
            # one that could not be flushed is written once more, with those that follow it
            if head.seq > newest + 1 and not self.gap:
                self.gap = newest + 1
            newest = max(newest, head.seq)
            self._seqs.append(head.seq)
            # a head of another log agrees with no entry of this one
            self._kept += bytes.fromhex(head.hash) if head.log == self._log else bytes(_BYTES)

    def __iter__(self) -> Iterator[Head]:
        """Yield them."""
        for place, seq in enumerate(self._seqs):
            yield Head(self._log, seq, self._kept[place * _BYTES : (place + 1) * _BYTES].hex())

    @property
    def last(self) -> int:
        """Return the number of the newest, 0 without any."""
        return self._seqs[-1] if self._seqs else 0
