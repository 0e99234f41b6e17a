"""One write under the lock: the next entries, their papers and the lists that follow from them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, select

from ltm_desktop.app.rows import Rows
from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.ledger import chain
from ltm_desktop.ledger.canonical import digest
from ltm_desktop.ledger.entries import Head, SealedEntry, genesis
from ltm_desktop.storage import beside, list_writing
from ltm_desktop.storage.tables import entries, papers


def newest(connection: Connection, log: str) -> Head:
    """Return the newest entry's place and hash, from its bytes."""
    row = connection.execute(_NEWEST).one_or_none()
    return genesis(log) if row is None else Head(log, row.seq, sealed_of(row).hash)


def select_entries(*, oldest_first: bool = True) -> Select[Any]:
    """Return the query for what an entry is kept as."""
    order = entries.c.seq if oldest_first else entries.c.seq.desc()
    return select(entries.c.seq, entries.c.raw, entries.c.signature).order_by(order)


_NEWEST = select_entries(oldest_first=False).limit(1)


def sealed_of(row: Any) -> SealedEntry:
    """Return the entry in a row."""
    # A column keeps any type: a text with the same letters is not the bytes that were signed.
    return SealedEntry(row.seq, _bytes(row.raw), _bytes(row.signature))


def _bytes(kept: object) -> bytes:
    return kept if isinstance(kept, bytes) else b""


class SqlTransaction:
    """One write under the lock."""

    def __init__(self, connection: Connection, log: str) -> None:
        self._connection = connection
        self._head = newest(connection, log)
        self.appended: list[Head] = []

    def head(self) -> Head:
        """Return the newest entry's place and hash."""
        return self._head

    def entries(self, stream: str) -> Sequence[SealedEntry]:
        """Return a stream's entries, oldest first."""
        statement = select_entries().where(entries.c.stream == stream)
        return tuple(sealed_of(row) for row in self._connection.execute(statement))

    def beside(self) -> dict[str, str]:
        """Return the newest link of every log beside the ledger."""
        return beside.heads(self._connection)

    def append(self, sealed: SealedEntry, stream: str) -> None:
        """Add the next entry.

        Raises ChainBroken when it does not follow, Unavailable when the store swallows it.
        """
        head = chain.check_link(self._head, sealed)
        if sealed.entry.stream != stream:
            raise ValueError("an entry is kept under its own stream")
        added = self._connection.execute(
            entries.insert().values(
                seq=sealed.seq,
                stream=stream,
                raw=sealed.raw,
                signature=sealed.signature,
                hash=sealed.hash,
            )
        )
        if added.rowcount != 1:
            # a trigger that came while we work can swallow a row without a word
            raise Unavailable("storage.part_altered", detail=entries.name)
        self._head = head
        self.appended.append(head)

    def put_paper(self, sha256: str, pdf: bytes, seq: int) -> None:
        """Keep the very bytes of an issued PDF."""
        if digest(pdf) != sha256:
            raise ValueError("a paper is kept under its own digest")
        self._connection.execute(papers.insert().values(sha256=sha256, seq=seq, pdf=pdf))

    def put_rows(self, stream: str, rows: Rows | None) -> None:
        """Make the lists say this about one patient; None takes it all away."""
        list_writing.put_rows(self._connection, stream, rows)
