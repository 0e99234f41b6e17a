"""The tables of one store: entries and papers that only grow, and read models that may be remade.

Triggers refuse every change and removal of what only grows; a store without them is refused.
"""

from dataclasses import fields
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    select,
)

from ltm_desktop.app.rows import (
    FollowUpRow,
    InboxRow,
    ItemRow,
    PaperRow,
    PatientRow,
    QueryRow,
    SeriousRow,
    WatchRow,
)
from ltm_desktop.domain.errors import Unavailable

SCHEMA = 8
FACTS = ("schema", "log")
"""What a store says of itself, and nothing else."""

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

entries = Table(
    "entries",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("stream", Text, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("hash", Text, nullable=False),
)
Index("entries_of_stream", entries.c.stream, entries.c.seq)

papers = Table(
    "papers",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("seq", Integer, ForeignKey("entries.seq"), nullable=False),
    Column("pdf", LargeBinary, nullable=False),
)
Index("papers_of_entry", papers.c.seq)

drafts = Table(
    "drafts",
    metadata,
    Column("workstation", Text, primary_key=True),
    Column("author", Text, primary_key=True),
    Column("patient_id", Text, primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("fields", Text, nullable=False),
    Column("saved_at", Text, nullable=False),
    Column("instant", Integer, nullable=False),
    Column("focus", Text, nullable=False),
)

discarded = Table(
    "discarded_drafts",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("workstation", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("patient_id", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("kept_at", Text, nullable=False),
    Column("discarded_at", Text, nullable=False),
    Column("link", Text, nullable=False),
)
"""Who threw away which draft and when: ids and times, never what was typed."""

alert_log = Table(
    "alert_log",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("patient_id", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("link", Text, nullable=False),
)
"""Which alerts were shown and what became of them: ids and codes, no person and no value."""
Index("alert_log_of_act", alert_log.c.patient_id, alert_log.c.act)


def _columns(row: type[Any]) -> list[Column[Any]]:
    """Return one column per field, so that a row and its table cannot drift apart."""
    return [
        Column(one.name, Integer if one.type is int else Text, nullable=False)
        for one in fields(row)
    ]


patients = Table(
    "patients", metadata, Column("id", Integer, primary_key=True), *_columns(PatientRow)
)
Index("patients_by_id", patients.c.patient_id, unique=True)
Index("patients_by_subject", patients.c.subject_id, patients.c.patient_id)
Index("patients_by_name", patients.c.name_key)
Index("patients_by_han_name", patients.c.han_name)
Index("patients_by_status", patients.c.status)

UNSETTLED = ("", "held")
"""Outcomes of an item that somebody must still come to: a hold ends, an omission does not."""

items = Table(
    "items",
    metadata,
    Column("place", Integer, nullable=False),
    *_columns(ItemRow),
)
Index("items_of_patient", items.c.patient_id)
Index("items_to_do", items.c.scheduled, sqlite_where=items.c.outcome.in_(UNSETTLED))

Index("items_running", items.c.scheduled, sqlite_where=items.c.in_progress_since != "")

follow_ups = Table(
    "follow_ups",
    metadata,
    # The instant behind started_at: texts with different offsets do not sort by time.
    Column("instant", Integer, nullable=False),
    *_columns(FollowUpRow),
)
Index("follow_ups_of_patient", follow_ups.c.patient_id)
Index("follow_ups_by_time", follow_ups.c.instant)
Index("follow_ups_observed", follow_ups.c.instant, sqlite_where=follow_ups.c.observing != "")

inbox = Table(
    "inbox",
    metadata,
    # The instant behind happened_at: texts with different offsets do not sort by time.
    Column("instant", Integer, nullable=False),
    *_columns(InboxRow),
)
Index("inbox_of_patient", inbox.c.patient_id)

queries = Table(
    "queries",
    metadata,
    Column("instant", Integer, nullable=False),
    *_columns(QueryRow),
)
Index("queries_of_patient", queries.c.patient_id)

serious = Table(
    "serious",
    metadata,
    Column("instant", Integer, nullable=False),
    *_columns(SeriousRow),
)
Index("serious_of_patient", serious.c.patient_id)

watched = Table(
    "watched",
    metadata,
    Column("instant", Integer, nullable=False),
    *_columns(WatchRow),
)
Index("watched_of_patient", watched.c.patient_id)
Index("watched_by_sample", watched.c.instant)

paper_rows = Table(
    "paper_rows",
    metadata,
    Column("instant", Integer, nullable=False),
    *_columns(PaperRow),
)
Index("paper_rows_of_patient", paper_rows.c.patient_id)
Index("paper_rows_by_time", paper_rows.c.instant)

# Our own pieces parted by spaces: SQLite's trigrams find no two-character name.
SEARCH = (
    "CREATE VIRTUAL TABLE search USING fts5("
    "text, content='', contentless_delete=1, tokenize='ascii')"
)


def _never(table: str, verb: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} only grow'); END"
    )


def _once(table: str) -> str:
    again = f"EXISTS (SELECT 1 FROM {table} WHERE number = NEW.number)"  # noqa: S608 - our own names
    return (
        f"CREATE TRIGGER {table}_once BEFORE INSERT ON {table} WHEN {again} "
        f"BEGIN SELECT RAISE(ABORT, '{table} only grow'); END"
    )


# REPLACE removes a row without asking the DELETE trigger, so a second row is refused as well.
GUARDS = (
    _never("entries", "UPDATE"),
    _never("entries", "DELETE"),
    (
        "CREATE TRIGGER entries_in_sequence BEFORE INSERT ON entries "
        "WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entries) "
        "BEGIN SELECT RAISE(ABORT, 'entries follow in sequence'); END"
    ),
    _never("papers", "UPDATE"),
    _never("papers", "DELETE"),
    (
        "CREATE TRIGGER papers_once BEFORE INSERT ON papers "
        "WHEN EXISTS (SELECT 1 FROM papers WHERE sha256 = NEW.sha256) "
        "BEGIN SELECT RAISE(ABORT, 'papers only grow'); END"
    ),
    _never("discarded_drafts", "UPDATE"),
    _never("discarded_drafts", "DELETE"),
    _never("alert_log", "UPDATE"),
    _never("alert_log", "DELETE"),
    _once("discarded_drafts"),
    _once("alert_log"),
)


def create_tables(connection: Connection) -> None:
    """Make a new store: its parts, and what it says of itself."""
    make_parts(connection)
    put_meta(connection, "schema", str(SCHEMA).encode())


def make_parts(connection: Connection) -> None:
    """Make every table, index and guard of a new store."""
    metadata.create_all(connection)
    connection.exec_driver_sql(SEARCH)
    for guard in GUARDS:
        connection.exec_driver_sql(guard)


def check_tables(connection: Connection, *, guarded: bool = True) -> None:
    """Refuse a store of another version or, where it matters, without its guards.

    Raises Unavailable.
    """
    # The catalogue is asked first: without it even the version cannot be read.
    rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master").all()
    if "meta" not in {row.name for row in rows if row.type == "table"}:
        raise Unavailable("storage.unreadable")
    kept = get_meta(connection, "schema")
    if kept != str(SCHEMA).encode():
        raise Unavailable(_of_version(kept))
    if set(connection.scalars(select(meta.c.key))) != set(FACTS):
        raise Unavailable("storage.unreadable")
    if guarded and missing_guards(connection):
        raise Unavailable("storage.guards_missing")


def _of_version(kept: bytes) -> str:
    """Return whether a store is of an earlier or of a newer version, as the code of a sentence."""
    older = kept.isdigit() and len(kept) <= len(str(SCHEMA)) and int(kept) < SCHEMA
    return "storage.older_version" if older else "storage.newer_version"


def missing_guards(connection: Connection) -> tuple[str, ...]:
    """Return the names of guards that are not there, or not as they were made."""
    rows = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
    found = {row.sql for row in rows}
    return tuple(one.split()[2] for one in GUARDS if one not in found)


def put_meta(connection: Connection, key: str, value: bytes) -> None:
    """Keep one fact of the store, once."""
    connection.execute(meta.insert().values(key=key, value=value))


def get_meta(connection: Connection, key: str) -> bytes:
    """Return one fact of the store. Raises Unavailable when it is not there."""
    value = connection.scalar(select(meta.c.value).where(meta.c.key == key))
    if not isinstance(value, bytes):
        raise Unavailable("storage.unreadable")
    return value
