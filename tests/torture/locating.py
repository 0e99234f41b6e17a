"""Where a site was altered: which table, which row, what is wrong with it, for an outside program.

The verdict is the program's own verification; here it is only brought back to rows of tables.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import astuple, dataclass, fields
from typing import Any

from sqlalchemy import Connection, Table, select, text

from ltm_desktop.app.charts import Charts
from ltm_desktop.app.projection import project
from ltm_desktop.app.rows import Rows
from ltm_desktop.app.verification import Problem, Verdict
from ltm_desktop.bootstrap import Library
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.ledger.entries import SealedEntry
from ltm_desktop.storage import tables
from ltm_desktop.storage.beside import LOGS
from ltm_desktop.storage.catalogue import altered_parts
from ltm_desktop.storage.engine import open_engine, reading
from ltm_desktop.storage.event_store import SqlStore
from ltm_desktop.storage.folder import SiteFolder
from ltm_desktop.storage.transaction import sealed_of

ENTRIES, PAPERS = "entries", "papers"
_FILES = {
    "site.facts_differ": "site.toml",
    "storage.no_site": "site.toml",
    "storage.page_damaged": "ledger.db",
    "storage.keys_damaged": "keys.json",
    "storage.heads_damaged": "heads",
    "ledger.heads_gap": "heads",
    "emergency.": "emergency.toml",
    "ledger.own_": "seen",
}
LISTS: dict[str, Table] = {
    "patient": tables.patients,
    "items": tables.items,
    "inbox": tables.inbox,
    "papers": tables.paper_rows,
    "follow_ups": tables.follow_ups,
    "queries": tables.queries,
    "serious": tables.serious,
    "watched": tables.watched,
}
"""The fields of `Rows` and the tables they are kept in."""


@dataclass(frozen=True)
class Place:
    """One row that does not hold."""

    table: str
    id: str | int
    what: str

    def plain(self) -> dict[str, str | int]:
        """Return it as JSON takes it."""
        return {"table": self.table, "id": self.id, "what": self.what}


def places(store: SqlStore, verdict: Verdict) -> list[Place]:
    """Return every row a verdict speaks of, the first named first, none twice."""
    found: dict[tuple[str, str | int], Place] = {}
    everything = [place for one in verdict.problems for place in _of(store, one)]
    if not verdict.intact and not _is_damaged(verdict):
        everything += _rows_of_entries(store)
    for place in everything:
        found.setdefault((place.table, place.id), place)
    return list(found.values())


def file_of(what: str) -> str:
    """Return the file a problem is about by its code alone, empty for one about a row."""
    return next((name for mark, name in _FILES.items() if what.startswith(mark)), "")


def altered_facts(folder: SiteFolder, data_key: bytes) -> list[Place]:
    """Return what a store that cannot be opened says wrongly of itself."""
    wanted = {"schema": str(tables.SCHEMA).encode(), "log": folder.facts.id.encode()}
    engine = open_engine(folder.store, data_key, read_only=True)
    try:
        with reading(engine) as connection:
            if not connection.scalar(text("SELECT count(*) FROM sqlite_master")):
                return []  # no part at all: it is the file
            if strange := altered_parts(connection):
                return [_part(name, "storage.part_altered") for name in strange]
            kept = {row.key: row.value for row in connection.execute(select(tables.meta))}
    except LtmError:
        return []
    finally:
        engine.dispose()
    keys = {str(one): one for one in (*wanted, *kept)}
    return [
        Place("meta", name, "storage.unreadable")
        for name, key in keys.items()
        if kept.get(key) != wanted.get(name)
    ]


def _is_damaged(verdict: Verdict) -> bool:
    return any(one.code == "storage.page_damaged" for one in verdict.problems)


def _of(store: SqlStore, problem: Problem) -> Iterator[Place]:
    what = problem.code
    if file := file_of(what):
        yield Place(file, problem.detail, what)
    elif what.startswith("ledger.beside_"):
        log, _, number = problem.detail.partition(" ")
        yield Place(LOGS[log].name, int(number), what)
    elif what.startswith("reports.paper_"):
        yield Place(PAPERS, _paper(store, problem.detail), what)
    elif what in {"storage.row_differs", "storage.row_unknown"}:
        yield from _of_lists(store, problem)
    elif what in {"storage.part_altered", "storage.index_differs"}:
        yield _part(problem.detail, what)
    elif what == "storage.guards_missing":
        table = max((t for t in tables.metadata.tables if problem.detail.startswith(t)), key=len)
        yield Place(table, problem.detail, what)
    else:
        yield Place(ENTRIES, problem.seq, what)


def _part(name: str, what: str) -> Place:
    table, _, part = name.partition(".")
    return Place(table, part or table, what)


def _paper(store: SqlStore, digest: str) -> str:
    """Return the whole digest a paper is kept under; what is known of it where there is none."""
    with reading(store._engine) as connection:
        kept = connection.scalars(select(tables.papers.c.sha256)).all()
    return next((str(one) for one in kept if str(one).startswith(digest)), digest)


def _of_lists(store: SqlStore, problem: Problem) -> Iterator[Place]:
    """Compare what the lists hold of a patient with what the chart says, row by row."""
    with reading(store._engine) as connection:
        told = _told(store, problem.detail)
        found = [
            place
            for name, table in LISTS.items()
            for place in _compare(connection, table, told.get(name, []), problem)
        ]
        asked = text("SELECT id FROM patients WHERE patient_id = :p")
        numbers = connection.scalars(asked, {"p": problem.detail}).all()
    yield from found
    if not found:
        # the rows themselves are right: it is what they are found by
        yield Place("search", problem.detail, problem.code)
        yield from (Place("patients", number, problem.code) for number in numbers)


def _told(store: SqlStore, patient: str) -> dict[str, list[Any]]:
    """Return the rows a patient should have, by the name of their list."""
    if not any(store.entries(patient)):
        return {}
    rows = project(Charts(store, Library()).chart(PatientId(patient)))
    if not isinstance(rows, Rows):
        return {}
    return {
        one.name: list(kept) if isinstance(kept := getattr(rows, one.name), tuple) else [kept]
        for one in fields(rows)
    }


def _compare(
    connection: Connection, table: Table, told: list[Any], problem: Problem
) -> Iterator[Place]:
    columns = [one.name for one in fields(told[0])] if told else ["patient_id"]
    own = f"SELECT rowid AS rowid_, * FROM {table.name} WHERE patient_id = :p"  # noqa: S608 - our own names
    kept = connection.execute(text(f"{own} ORDER BY rowid"), {"p": problem.detail}).mappings().all()
    wanted = Counter(astuple(one) for one in told)
    for place, row in enumerate(kept):
        values = tuple(row[name] for name in columns)
        if not wanted[values] or _is_misplaced(table, row, place):
            yield Place(table.name, row["rowid_"], problem.code)
        wanted[values] -= 1
    for _ in range(max(0, len(told) - len(kept))):
        yield Place(table.name, problem.detail, f"{problem.code}: a row is missing")


def _is_misplaced(table: Table, row: Any, place: int) -> bool:
    """Tell whether what a row is ordered by does not follow from it."""
    from ltm_desktop.storage.list_writing import TIMED, instant_of

    if table is tables.items:
        return bool(row["place"] != place)
    told = next((name for timed, name in TIMED if timed is table), "")
    return bool(told) and row["instant"] != instant_of(row[told])


def _rows_of_entries(store: SqlStore) -> Iterator[Place]:
    """Name every entry whose own columns do not agree, also behind the first that does not hold."""
    with reading(store._engine) as connection:
        rows = connection.execute(select(tables.entries).order_by(tables.entries.c.seq)).all()
    before = 0
    for row in rows:
        for missing in range(before + 1, min(row.seq, before + 50)):
            yield Place(ENTRIES, missing, "ledger.gap")
        before = row.seq
        if not _agrees(row, sealed_of(row)):
            yield Place(ENTRIES, row.seq, "ledger.altered")


def _agrees(row: Any, sealed: SealedEntry) -> bool:
    with suppress(ValueError, LtmError):
        kept = (row.seq, row.stream, row.hash)
        return kept == (sealed.entry.seq, sealed.entry.stream, sealed.hash)
    return False
