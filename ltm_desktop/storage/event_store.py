"""The store of one installation: entries, papers and lists, written together or not at all.

One program holds a site's lock; within it one write at a time. After each commit the new heads
leave the store; at start the store must still reach them. Nothing is ever changed or removed.
"""

import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, func, select

from ltm_desktop.app.ports import BesideRow, Kept
from ltm_desktop.app.rows import (
    FollowUpRow,
    InboxRow,
    ItemRow,
    PaperRow,
    PatientRow,
    QueryRow,
    Rows,
    SeriousRow,
    WatchRow,
)
from ltm_desktop.domain.errors import ChainBroken, Unavailable
from ltm_desktop.ledger.entries import Head, SealedEntry, genesis
from ltm_desktop.storage import beside, read_models
from ltm_desktop.storage.alert_log import SqlAlertLog
from ltm_desktop.storage.between_writes import BetweenWrites
from ltm_desktop.storage.catalogue import altered_parts, misleading
from ltm_desktop.storage.derived import disordered
from ltm_desktop.storage.drafts import SqlDrafts
from ltm_desktop.storage.engine import copy_database, reading, writing
from ltm_desktop.storage.heads import HeadsFile, compare
from ltm_desktop.storage.pages import damaged_pages
from ltm_desktop.storage.site_lock import SiteLock
from ltm_desktop.storage.tables import entries, missing_guards, papers
from ltm_desktop.storage.transaction import SqlTransaction, newest, sealed_of, select_entries

Answer = TypeVar("Answer")

_PAGE = 500
"""Entries read at a time, so that a long walk needs little memory and holds no transaction."""
_PATIENCE = 10
"""Seconds a write waits for another one in this program."""


class SqlStore:
    """The encrypted store of one installation."""

    def __init__(self, engine: Engine, witness: HeadsFile, lock: SiteLock | None, log: str) -> None:
        self.log = log
        self.read_only = lock is None
        self._engine = engine
        self._witness = witness
        self._lock = lock
        self._writing = threading.Lock()
        self._unwitnessed: list[Head] = []
        self._versions = BetweenWrites[int]()
        self._standing = BetweenWrites[Mapping[str, int]]()

    def __repr__(self) -> str:
        """Show the log and nothing else."""
        return f"SqlStore({self.log})"

    @contextmanager
    def write(self) -> Iterator[SqlTransaction]:
        """Open the one write transaction. Raises Unavailable when the lock or disk says no.

        Unavailable storage.not_witnessed means the opposite of the others: the entries stand,
        and only their heads could not leave the store yet.
        """
        if self.read_only:
            raise Unavailable("storage.read_only")
        if not self._writing.acquire(timeout=_PATIENCE):
            raise Unavailable("storage.busy")
        try:
            try:
                with writing(self._engine) as connection:
                    transaction = SqlTransaction(connection, self.log)
                    yield transaction
            finally:
                self._versions.forget()
                self._standing.forget()
            self._witness_heads(transaction.appended)
        finally:
            self._writing.release()

    def head(self) -> Head:
        """Return the newest entry's place and hash."""
        with reading(self._engine) as connection:
            return newest(connection, self.log)

    def head_at(self, seq: int) -> Head | None:
        """Return the head after one entry, from its bytes; None past the newest."""
        if seq == 0:
            return genesis(self.log)
        with reading(self._engine) as connection:
            row = connection.execute(select_entries().where(entries.c.seq == seq)).one_or_none()
        return None if row is None else Head(self.log, seq, sealed_of(row).hash)

    def witnessed(self, *, after: int = 0) -> Iterator[Head]:
        """Yield the heads outside the database after an entry, oldest first. Raises Unavailable."""
        return self._witness.all() if after == 0 else self._witness.after(after)

    def entries(self, stream: str | None = None, *, after: int = 0) -> Iterator[SealedEntry]:
        """Yield entries in sequence, of one stream or all, after a sequence number."""
        while page := self._page(stream, after):
            yield from page
            after = page[-1].seq

    def kept(self, *, after: int = 0) -> Iterator[Kept]:
        """Yield every entry in sequence with what stands beside it in the store."""
        columns = (entries.c.seq, entries.c.stream, entries.c.raw, entries.c.signature)
        asked = select(*columns, entries.c.hash).order_by(entries.c.seq).limit(_PAGE)
        while True:
            with reading(self._engine) as connection:
                page = connection.execute(asked.where(entries.c.seq > after)).all()
            if not page:
                return
            for row in page:
                yield Kept(sealed_of(row), str(row.stream), str(row.hash))
            after = page[-1].seq

    def newest(
        self, stream: str | None = None, *, before: int = 0, most: int = 100
    ) -> Sequence[SealedEntry]:
        """Return entries newest first, of one stream or all, before a sequence number; 0: any."""
        statement = select_entries(oldest_first=False).limit(most)
        if before:
            statement = statement.where(entries.c.seq < before)
        if stream is not None:
            statement = statement.where(entries.c.stream == stream)
        with reading(self._engine) as connection:
            return [sealed_of(row) for row in connection.execute(statement)]

    def stream_version(self, stream: str) -> int:
        """Return the sequence number of a stream's newest entry, 0 when it has none."""
        if self.read_only:
            return self._stream_version(stream)  # somebody else may be writing
        known, era = self._versions.of(stream)
        if known is None:
            known = self._stream_version(stream)
            self._versions.keep(stream, known, era)
        return known

    def _stream_version(self, stream: str) -> int:
        newest = select(func.max(entries.c.seq)).where(entries.c.stream == stream)
        with reading(self._engine) as connection:
            return connection.scalar(newest) or 0

    def streams(self) -> Sequence[str]:
        """Return every stream that has entries, in order of first appearance."""
        first = func.min(entries.c.seq)
        statement = select(entries.c.stream).group_by(entries.c.stream).order_by(first)
        with reading(self._engine) as connection:
            return tuple(connection.scalars(statement))

    def stream_of(self, seq: int) -> str:
        """Return the stream column kept beside an entry. Raises ChainBroken ledger.gap."""
        with reading(self._engine) as connection:
            stream = connection.scalar(select(entries.c.stream).where(entries.c.seq == seq))
        if stream is None:
            raise ChainBroken("ledger.gap", seq)
        return str(stream)

    def hash_of(self, seq: int) -> str:
        """Return the hash column kept beside an entry. Raises ChainBroken ledger.gap."""
        with reading(self._engine) as connection:
            kept = connection.scalar(select(entries.c.hash).where(entries.c.seq == seq))
        if kept is None:
            raise ChainBroken("ledger.gap", seq)
        return str(kept)

    def paper(self, sha256: str) -> bytes:
        """Return an issued PDF. Raises Unavailable storage.no_paper."""
        with reading(self._engine) as connection:
            pdf = connection.scalar(select(papers.c.pdf).where(papers.c.sha256 == sha256))
        if not isinstance(pdf, bytes):
            raise Unavailable("storage.no_paper")
        return pdf

    def paper_digests(self) -> Iterator[tuple[str, bytes, int]]:
        """Yield (stored digest, bytes, entry sequence) of every issued PDF."""
        with reading(self._engine) as connection:
            kept = connection.scalars(
                select(papers.c.sha256).order_by(papers.c.seq, papers.c.sha256)
            ).all()
        for sha256 in kept:
            statement = select(papers.c.pdf, papers.c.seq).where(papers.c.sha256 == sha256)
            with reading(self._engine) as connection:
                row = connection.execute(statement).one()
            seq = row.seq if isinstance(row.seq, int) else 0
            yield str(sha256), row.pdf if isinstance(row.pdf, bytes) else b"", seq

    def rows(self, patient_id: str) -> Rows | None:
        """Return what the lists hold about one patient."""
        return self._read(lambda connection: read_models.find_rows(connection, patient_id))

    def rows_of(self, patient_ids: Collection[str]) -> Mapping[str, Rows]:
        """Return what the lists hold about some patients; unknown ones are left out."""
        return self._read(lambda connection: read_models.find_rows_of(connection, patient_ids))

    def disordered(self, patient_ids: Collection[str]) -> frozenset[str]:
        """Return those whose rows do not stand in the order or under the words they tell."""
        return self._read(lambda connection: disordered(connection, patient_ids))

    def patients(self, query: str = "", *, limit: int = 500, skip: int = 0) -> Sequence[PatientRow]:
        """Return patients whose name, pinyin, birth date or identifiers contain every word."""
        return self._read(
            lambda connection: read_models.find_patients(connection, query, limit, skip)
        )

    def patient(self, patient_id: str) -> PatientRow | None:
        """Return one patient's line; None for an unknown one."""
        return self._read(lambda connection: read_models.find_patient(connection, patient_id))

    def items_of(self, patient_ids: Collection[str]) -> Sequence[ItemRow]:
        """Return the planned items of some patients, each one's in their order."""
        return self._read(lambda connection: read_models.find_items(connection, patient_ids))

    def items_come(self, today: date) -> Sequence[ItemRow]:
        """Return unsettled items whose day, window or end of a hold has come."""
        return self._read(lambda connection: read_models.find_items_come(connection, today))

    def shared_names(self, keys: Collection[str], han_names: Collection[str]) -> frozenset[str]:
        """Return those of these names that more than one patient has."""
        return self._read(
            lambda connection: read_models.find_shared_names(connection, keys, han_names)
        )

    def count_by_status(self) -> Mapping[str, int]:
        """Return how many patients stand where in the study."""
        known, era = self._standing.of("patients")
        if known is None:
            known = self._read(read_models.count_by_status)
            if not self.read_only:  # another program may write meanwhile
                self._standing.keep("patients", known, era)
        return known

    def patient_of(self, subject_id: str) -> str | None:
        """Return the patient who carries a subject number, however its letters are cased."""
        return self._read(lambda connection: read_models.find_subject(connection, subject_id))

    def patient_count(self) -> int:
        """Return how many patients there are."""
        return sum(self.count_by_status().values())

    def open_items(self, until: date) -> Sequence[ItemRow]:
        """Return unsettled items scheduled up to a day, and every injection in progress."""
        return self._read(lambda connection: read_models.find_open_items(connection, until))

    def observed(self) -> Sequence[FollowUpRow]:
        """Return injections whose observation nobody has ended, oldest first."""
        return self._read(read_models.find_observed)

    def called(self, since: datetime) -> Sequence[FollowUpRow]:
        """Return the newest lumbar puncture of each patient since a moment, oldest first."""
        return self._read(lambda connection: read_models.find_called(connection, since))

    def inbox(self) -> Sequence[InboxRow]:
        """Return records waiting for a signature, oldest first."""
        return self._read(read_models.find_inbox)

    def queries(self) -> Sequence[QueryRow]:
        """Return questions nobody has closed, oldest first."""
        return self._read(read_models.find_queries)

    def serious(self) -> Sequence[SeriousRow]:
        """Return serious events that are still followed, in the order they were judged."""
        return self._read(read_models.find_serious)

    def to_judge(self, since: datetime) -> Sequence[WatchRow]:
        """Return patients with an event nobody judged, or with a result drawn since a moment."""
        return self._read(lambda connection: read_models.find_to_judge(connection, since))

    def severe(self) -> Sequence[WatchRow]:
        """Return patients with a toxicity of grade 3 or above that goes on."""
        return self._read(read_models.find_severe)

    def unheard(self, signs: Collection[str], before: date, most: int) -> Sequence[WatchRow]:
        """Return patients without one of these signs of life since a day, longest ago first."""
        return self._read(
            lambda connection: read_models.find_unheard(connection, signs, before, most)
        )

    def papers(self, patient_id: str | None = None) -> Sequence[PaperRow]:
        """Return issued PDFs, newest first."""
        return self._read(lambda connection: read_models.find_papers(connection, patient_id))

    def patient_rows(self) -> Iterator[str]:
        """Yield the ids of every patient the lists know."""
        return iter(self._read(read_models.patient_ids))

    def copy_to(self, path: Path, data_key: bytes) -> None:
        """Copy the database as it stands now into a new file. Raises Unavailable."""
        copy_database(self._engine, path, data_key)

    def damaged_pages(self) -> Sequence[int]:
        """Return the pages of the file that do not hold. Raises Unavailable."""
        return damaged_pages(self._engine)

    def missing_guards(self) -> Sequence[str]:
        """Return the names of guards of this store that are not there, or not as they were."""
        return self._read(missing_guards)

    def altered_parts(self) -> Sequence[str]:
        """Return the parts of the store, guards apart, that are not as the program makes them."""
        return self._read(altered_parts)

    def misleading(self) -> Iterator[str]:
        """Yield the indexes that do not lead to every row, after their table and a point."""
        with reading(self._engine) as connection:
            yield from misleading(connection)

    def reindex(self) -> None:
        """Make every index anew from the rows. Raises Unavailable."""
        with writing(self._engine) as connection:
            connection.exec_driver_sql("REINDEX")

    def drafts(self) -> SqlDrafts:
        """Return the drafts kept in this store."""
        return SqlDrafts(self._engine)

    def alert_log(self) -> SqlAlertLog:
        """Return what was shown here, and what became of it."""
        return SqlAlertLog(self._engine)

    def beside(self) -> Iterator[BesideRow]:
        """Yield every row of the logs beside the ledger, log by log, oldest first."""
        for log in beside.LOGS:
            with reading(self._engine) as connection:
                rows = tuple(beside.walk(connection, log))
            yield from rows

    def close(self) -> None:
        """Close connections and release the lock."""
        self._engine.dispose()
        if self._lock is not None:
            self._lock.release()

    def check_witness(self) -> None:
        """Compare the store with its witnessed heads and catch the witness up.

        Raises ChainBroken ledger.tail_cut, ledger.rollback, ledger.heads_behind.
        """
        missing = list(compare(self._witness, self.head(), self.head_at))
        if not self.read_only:
            self._witness_heads(missing)

    def _witness_heads(self, heads: list[Head]) -> None:
        self._unwitnessed += heads
        try:
            self._witness.append(self._unwitnessed)
        except Unavailable:
            raise Unavailable("storage.not_witnessed") from None
        self._unwitnessed = []

    def _page(self, stream: str | None, after: int) -> list[SealedEntry]:
        statement = select_entries().where(entries.c.seq > after).limit(_PAGE)
        if stream is not None:
            statement = statement.where(entries.c.stream == stream)
        with reading(self._engine) as connection:
            return [sealed_of(row) for row in connection.execute(statement)]

    def _read(self, ask: Callable[[Connection], Answer]) -> Answer:
        with reading(self._engine) as connection:
            return ask(connection)
