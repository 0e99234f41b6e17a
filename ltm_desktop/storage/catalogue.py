"""How the store's file is built, held against what the program makes: tables, indexes, triggers.

A trigger too many swallows a row without changing any, and an index that leads elsewhere hides
one. Both are told here by name; nothing is mended.
"""

import re
from collections.abc import Iterator
from functools import cache

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.storage.tables import GUARDS, make_parts, meta, metadata

Part = tuple[str, str, str]
"""What it is, its name and its table."""

_GUARDS = frozenset(guard.split()[2] for guard in GUARDS)
_FOUND_BY = "search"
_COUNTED = (
    "SELECT (SELECT count(*) FROM search_docsize) <> (SELECT count(*) FROM patients NOT INDEXED)"
)
_UNUSED = ("user_version", "application_id")
"""Numbers a database may carry, and ours does not."""
_STATISTICS = "sqlite_stat"
"""What a database has counted of itself; it says nothing of a row."""
_INDEX = re.compile(r" index (\w+)$")


def check_parts(connection: Connection) -> None:
    """Refuse a store with a part that is missing or too many, whatever the parts say.

    Raises Unavailable.
    """
    rows = connection.exec_driver_sql("SELECT type, name, tbl_name FROM sqlite_master")
    kept = {(row.type, row.name, row.tbl_name) for row in rows}
    strange = {one for one in kept ^ _named() if not _is_brought_along(one)}
    if strange:
        raise Unavailable("storage.part_altered", detail=min(map(_told, strange)))


def _is_brought_along(part: Part) -> bool:
    """Tell whether a database makes it by itself for a table; verification looks at these."""
    kind, name, _ = part
    begins = {"table": (f"{_FOUND_BY}_", _STATISTICS), "index": ("sqlite_autoindex_",)}
    return name.startswith(begins.get(kind, ()))


def altered_parts(connection: Connection) -> tuple[str, ...]:
    """Return every part but the guards that is missing, too many or worded otherwise."""
    kept, made = _worded(connection), _made()
    strange = {part for part, _ in kept.items() ^ made.items()}
    numbers = {f"{meta.name}.{name}" for name in _UNUSED if _number(connection, name)}
    return tuple(sorted({_told(one) for one in strange if one[1] not in _GUARDS} | numbers))


def misleading(connection: Connection) -> Iterator[str]:
    """Yield the indexes that do not lead to the rows of their table, and to all of them."""
    for table in (*metadata.tables, _FOUND_BY):
        yield from _misleading(connection, table)
    # what was taken out of its count stays in the index when a name is corrected
    if connection.exec_driver_sql(_COUNTED).scalar_one():
        yield f"{_FOUND_BY}.{_FOUND_BY}_docsize"


def _misleading(connection: Connection, table: str) -> Iterator[str]:
    said = connection.exec_driver_sql(f"PRAGMA integrity_check({table})").scalars()
    named = {found[1] if (found := _INDEX.search(line)) else "" for line in said if line != "ok"}
    for name in sorted(named):
        yield f"{table}.{name}" if name else table


def _number(connection: Connection, name: str) -> int:
    return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())


def _told(part: Part) -> str:
    """Return the name of a part as it is told: an index or a trigger after its table."""
    _, name, table = part
    return name if name == table else f"{table}.{name}"


def _worded(connection: Connection) -> dict[Part, str]:
    """Return every part and how it was made."""
    rows = connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master")
    return {
        (row.type, row.name, row.tbl_name): " ".join(str(row.sql).split())
        for row in rows
        if not row.name.startswith(_STATISTICS)
    }


@cache
def _made() -> dict[Part, str]:
    """Return every part of a store that was made just now, in memory."""
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: dbapi2.connect(":memory:", isolation_level=None, check_same_thread=False),
        poolclass=StaticPool,
    )
    try:
        with engine.connect() as connection, connection.begin():
            make_parts(connection)
            return _worded(connection)
    finally:
        engine.dispose()


@cache
def _named() -> frozenset[Part]:
    tables = [("table", name, name) for name in (*metadata.tables, _FOUND_BY)]
    indexes = [
        ("index", str(index.name), name)
        for name, table in metadata.tables.items()
        for index in table.indexes
    ]
    guards = [("trigger", one.split()[2], one.split(" ON ")[1].split()[0]) for one in GUARDS]
    return frozenset((*tables, *indexes, *guards))
