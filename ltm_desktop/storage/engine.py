"""SQLAlchemy Core over SQLCipher, opened one way only and read back; anything else is refused.

The key is a raw 32-byte key: it is in no URL, log, repr or error. The pool is chosen here
because the dialect's own crashes with threads.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from ltm_desktop.domain.errors import Unavailable

OLDEST_SQLITE = (3, 51, 3)
"""Before it, resetting the write-ahead log can corrupt the store."""

KEY_BYTES = 32
_BUSY_SECONDS = 5
_WRITE = "ltm_write"

_DEMANDED = {
    "journal_mode": "wal",
    # FULL: NORMAL loses acknowledged records at a power cut.
    "synchronous": 2,
    "foreign_keys": 1,
    "temp_store": 2,
    "recursive_triggers": 1,
    "trusted_schema": 0,
}
_SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA trusted_schema = OFF",
    f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}",
)

_CODES = (
    ("not a database", "storage.unreadable"),
    ("malformed", "storage.unreadable"),
    ("no such", "storage.unreadable"),
    ("no column", "storage.unreadable"),
    ("locked", "storage.busy"),
    ("busy", "storage.busy"),
    ("disk is full", "storage.disk_full"),
    ("readonly", "storage.read_only"),
)


def open_engine(path: Path, data_key: bytes, *, read_only: bool) -> Engine:
    """Return an engine on an existing encrypted database; connections are checked as they open."""
    check_sqlite(dbapi2.sqlite_version_info)
    if len(data_key) != KEY_BYTES:
        raise ValueError("the data key has 32 bytes")
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=_creator(path, data_key, read_only=read_only),
        poolclass=QueuePool,
        pool_size=5,
        max_overflow=10,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def check_sqlite(version: tuple[int, ...]) -> None:
    """Refuse a SQLite that can corrupt a store. Raises Unavailable storage.old_sqlite."""
    if version < OLDEST_SQLITE:
        raise Unavailable("storage.old_sqlite", version=".".join(map(str, version)))


def create_database(path: Path, data_key: bytes) -> None:
    """Make an empty encrypted database. Raises Unavailable storage.site_exists."""
    if path.exists():
        raise Unavailable("storage.site_exists")
    path.touch(mode=0o600)
    with database():
        _connect(path, data_key, read_only=False).close()


def copy_database(engine: Engine, path: Path, data_key: bytes) -> None:
    """Copy one state of the database into a new file under the same key. Raises Unavailable.

    People go on writing meanwhile; what they write is not in the copy.
    """
    path.touch(mode=0o600, exist_ok=False)
    with database():
        raw = engine.raw_connection()
        target = dbapi2.connect(str(path), isolation_level=None)
        try:
            target.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
            target.execute("PRAGMA synchronous = FULL")
            raw.driver_connection.backup(target)  # type: ignore[union-attr]  # a live connection
        finally:
            target.close()
            raw.close()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open a write transaction: BEGIN IMMEDIATE, so that nobody else decides meanwhile."""
    with database(), engine.connect() as fresh:
        connection = fresh.execution_options(**{_WRITE: True})
        with connection.begin():
            yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open a read transaction on one state of the store."""
    with database(), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def database() -> Iterator[None]:
    """Turn what the world says into Unavailable, without statements or values.

    Broken constraints and bad statements are our own bugs and pass through.
    """
    try:
        yield
    except (DatabaseError, dbapi2.DatabaseError) as error:
        cause = error.orig if isinstance(error, DatabaseError) else error
        if type(cause) not in (dbapi2.OperationalError, dbapi2.DatabaseError):
            raise
        raise Unavailable(_code(str(cause).lower())) from None


def _creator(path: Path, data_key: bytes, *, read_only: bool) -> Callable[[], Any]:
    def create() -> Any:
        return _connect(path, data_key, read_only=read_only)

    return create


def _connect(path: Path, data_key: bytes, *, read_only: bool) -> Any:
    # mode=rw: opening must never create an empty store where one is missing.
    connection = dbapi2.connect(
        f"{path.resolve().as_uri()}?mode=rw",
        uri=True,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        # Altered text must come out and fail its comparison, not stop the reading.
        connection.text_factory = _text
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
        for setting in _SETTINGS:
            connection.execute(setting)
        if read_only:
            connection.execute("PRAGMA query_only = ON")
        _read_back(connection)
    except BaseException as error:
        connection.close()
        if isinstance(error, dbapi2.OperationalError) and not _writable(path):
            raise Unavailable("storage.read_only_folder") from None
        if isinstance(error, UnicodeDecodeError):
            # the name of a part is no text, nor is what the library says of it
            raise Unavailable("storage.unreadable") from None
        raise
    return connection


def _writable(path: Path) -> bool:
    """Tell whether a database may be opened here: its log stands beside it, also to read."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _text(raw: bytes) -> str:
    return raw.decode(errors="replace")


def _read_back(connection: Any) -> None:
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise Unavailable("storage.not_encrypted")
    for name, demanded in _DEMANDED.items():
        found = connection.execute(f"PRAGMA {name}").fetchone()
        if not found or found[0] != demanded:
            raise Unavailable("storage.unsafe_setting", setting=name)


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get(_WRITE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _code(words: str) -> str:
    return next((code for mark, code in _CODES if mark in words), "storage.disk")
