"""The durable part of a write against one ORM transaction on the same encrypted SQLite.

sqlalchemy.orm is met here and nowhere in the program.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from benchmarks.figures import Bench, Figure, against, in_turn, median
from ltm_desktop.app.rows import InboxRow, ItemRow, PatientRow, Rows
from ltm_desktop.ledger.entries import Head, SealedEntry
from ltm_desktop.storage.engine import create_database, open_engine
from ltm_desktop.storage.event_store import SqlStore
from ltm_desktop.storage.folder import create_site
from ltm_desktop.storage.opening import create_store
from tests.contracts.store import item, patient, waiting
from tests.ledger.people import LOG, body_of, sealed_after
from tests.storage.sites import DATA_KEY, FACTS

_TIMES, _WARM = 60, 5
_KILOBYTE = 1024
_DOSES = 8


class Base(DeclarativeBase):
    """The tables of the floor."""


class OrmEntry(Base):
    """An entry with its bytes."""

    __tablename__ = "orm_entries"
    seq: Mapped[int] = mapped_column(primary_key=True)
    stream: Mapped[str] = mapped_column(index=True)
    raw: Mapped[bytes]
    signature: Mapped[bytes]
    hash: Mapped[str]


class OrmItem(Base):
    """A planned dose of a list."""

    __tablename__ = "orm_items"
    code: Mapped[str] = mapped_column(primary_key=True)
    patient_id: Mapped[str] = mapped_column(primary_key=True)
    scheduled: Mapped[str] = mapped_column(index=True)
    outcome: Mapped[str]


class OrmInbox(Base):
    """A record that waits for somebody."""

    __tablename__ = "orm_inbox"
    record_id: Mapped[str] = mapped_column(primary_key=True)
    patient_id: Mapped[str] = mapped_column(index=True)
    happened_at: Mapped[str]


def durable_part(bench: Bench) -> Figure:
    """Write entries of a kilobyte with their rows both ways, in turn, each to its fsync."""
    store = create_store(create_site(bench.scratch / "durable", FACTS), DATA_KEY, LOG)
    engine = _orm_engine(bench.scratch / "orm.db")
    try:
        with Session(engine) as session:
            floor, ours = in_turn(_TIMES, _orm_writer(session), _our_writer(store), warm=_WARM)
    finally:
        store.close()
        engine.dispose()
    return against(
        "P6",
        "the durable part: entry, rows and the heads file's fsync, p50",
        floor=("one ORM transaction on SQLCipher", median(floor)),
        measured=median(ours),
        goal=2,
        unit="ms",
        note=f"entries of 1 KB with the rows of {_DOSES} doses, {_TIMES} of each in turn",
        missed="It fsyncs twice, the database and the heads file, where the floor does once.",
    )


def _our_writer(store: SqlStore) -> Callable[[], object]:
    waiting_to_be_kept = enumerate(_sealed(store.head()), start=1)

    def write() -> None:
        number, sealed = next(waiting_to_be_kept)
        with store.write() as transaction:
            transaction.append(sealed, "pat-1")
            transaction.put_rows("pat-1", _rows(number))

    return write


def _sealed(head: Head) -> list[SealedEntry]:
    """Return entries sealed beforehand: signing is no part of what is durable."""
    made = []
    for number in range(_TIMES + _WARM):
        sealed = sealed_after(head, {**body_of(number), "filler": "x" * (_KILOBYTE - 450)})
        head = Head(LOG, sealed.seq, sealed.hash)
        made.append(sealed)
    return made


def _rows(number: int) -> Rows:
    given = "given" if number % 2 else ""
    items: tuple[ItemRow, ...] = tuple(item(f"IND-{one}") for one in range(1, _DOSES + 1))
    told: PatientRow = patient()
    inbox: tuple[InboxRow, ...] = (waiting(f"adm-{number}", "2026-03-02T10:00:00+08:00"),)
    return Rows(told, (replace(items[0], outcome=given), *items[1:]), inbox)


def _orm_engine(path: Path) -> Engine:
    create_database(path, DATA_KEY)
    engine = open_engine(path, DATA_KEY, read_only=False)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        for number in range(1, _DOSES + 1):
            session.add(
                OrmItem(
                    code=f"IND-{number}", patient_id="pat-1", scheduled="2026-03-02", outcome=""
                )
            )
        session.commit()
    return engine


def _orm_writer(session: Session) -> Callable[[], object]:
    numbers = count(1)

    def write() -> None:
        number = next(numbers)
        raw = os.urandom(_KILOBYTE)
        session.add(
            OrmEntry(seq=number, stream="pat-1", raw=raw, signature=raw[:72], hash=raw[:32].hex())
        )
        first = session.get_one(OrmItem, ("IND-1", "pat-1"))
        first.outcome = "given" if number % 2 else ""
        session.add(OrmInbox(record_id=f"adm-{number}", patient_id="pat-1", happened_at="x"))
        session.commit()

    return write
