"""One reading of the ledger in sequence: every entry checked as it comes, with its certificates.

Raises ChainBroken at the first entry that does not hold; nothing is read past it.
"""

from collections.abc import Callable, Iterator

from ltm_desktop.app.ports import Store
from ltm_desktop.app.roster import Roster
from ltm_desktop.domain.errors import ChainBroken
from ltm_desktop.ledger.chain import verify
from ltm_desktop.ledger.entries import Head, SealedEntry


class Walk:
    """The entries after one head up to another."""

    def __init__(
        self,
        store: Store,
        start: Head,
        end: Head,
        roster: Roster,
        judge: Callable[[SealedEntry], None] | None = None,
    ) -> None:
        """Take the certificates that count at the start, and who judges what an entry says."""
        self._store = store
        self._start = start
        self._end = end
        self._judge = judge
        self.roster = roster
        self.head = start
        """The newest head that holds."""
        self._beside = ("", "")

    @property
    def whole(self) -> bool:
        """Tell whether everything held."""
        return self.head == self._end

    def entries(self) -> Iterator[tuple[Head, SealedEntry]]:
        """Yield every entry that holds with the head after it. Raises ChainBroken."""
        for head in verify(self._learning(), self.roster.key, self._start):
            self.head = head
            if self.roster.current is not None:
                if self._judge is not None:
                    self._judge(self.roster.current)
                yield head, self.roster.current

    def check_columns(self, sealed: SealedEntry) -> None:
        """Compare the entry that holds with what stands beside it. Raises ChainBroken."""
        stream, hash_ = self._beside
        if stream != sealed.entry.stream:
            raise ChainBroken("ledger.stream_column", sealed.seq)
        if hash_ != sealed.hash:
            raise ChainBroken("ledger.hash_column", sealed.seq)

    def _learning(self) -> Iterator[SealedEntry]:
        first = self._start.seq
        for place, kept in enumerate(self._store.kept(after=first), start=first + 1):
            sealed = kept.sealed
            if sealed.seq > self._end.seq:
                return
            self._beside = kept.stream, kept.hash
            if sealed.seq != place:
                # before it is read: what an entry of another place brings in is not to be judged
                raise ChainBroken("ledger.gap", place)
            _read_first(sealed)
            self.roster.learn(sealed)
            yield sealed


def _read_first(sealed: SealedEntry) -> None:
    try:
        sealed.entry  # noqa: B018 - reading it is the check
    except ValueError:
        raise ChainBroken("ledger.bad_bytes", sealed.seq) from None
