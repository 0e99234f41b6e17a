"""The lists of one patient, written where they differ from what is kept and nowhere else.

What is kept is read again each time: nothing here believes what it wrote before.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import zip_longest
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Table,
    bindparam,
    literal_column,
    text,
)

from ltm_desktop.app.rows import PatientRow, Rows
from ltm_desktop.storage.search import index_text, searched
from ltm_desktop.storage.tables import (
    follow_ups,
    inbox,
    items,
    paper_rows,
    patients,
    queries,
    serious,
    watched,
)

TIMED: tuple[tuple[Table, str], ...] = (
    (inbox, "happened_at"),
    (paper_rows, "issued_at"),
    (follow_ups, "started_at"),
    (queries, "raised_at"),
    (serious, "judged_at"),
    (watched, "sampled_at"),
)
"""Lists sorted by an instant, and the moment it is made of."""

_ROW_ID: ColumnElement[int] = literal_column("rowid", Integer)
_HERE = bindparam("here") == _ROW_ID
Values = tuple[Any, ...]


def put_rows(connection: Connection, patient_id: str, rows: Rows | None) -> None:
    """Make the lists say this about one patient; None takes it all away."""
    line, *kept = _kept(connection, patient_id)
    _put_patient(connection, line[0] if line else None, rows.patient if rows else None)
    for one, old in zip(_LISTS, kept, strict=True):
        one.put(connection, old, rows)


def instant_of(moment: str) -> int:
    """Return the seconds a moment is sorted by, 0 for none."""
    return int(datetime.fromisoformat(moment).timestamp()) if moment else 0


class _List:
    """One list: what it must hold of a patient's rows, and its statements, worded once."""

    def __init__(self, table: Table, wanted: Callable[[Rows], Iterator[Values]]) -> None:
        self.table = table
        self._wanted = wanted
        self._names = table.columns.keys()
        self._more = table.insert()
        self._other = table.update().where(_HERE)
        self._gone = table.delete().where(_HERE)

    def put(self, connection: Connection, kept: Sequence[Values], rows: Rows | None) -> None:
        """Write place by place what differs: a list is read in the order it stands in."""
        more: list[dict[str, Any]] = []
        other: list[dict[str, Any]] = []
        gone: list[dict[str, Any]] = []
        for old, new in zip_longest(kept, self._wanted(rows) if rows else ()):
            if new is None:
                gone.append({"here": old[0]})
            elif old is None:
                more.append(dict(zip(self._names, new, strict=True)))
            elif old[1:] != new:
                other.append({"here": old[0], **dict(zip(self._names, new, strict=True))})
        for statement, told in ((self._gone, gone), (self._other, other), (self._more, more)):
            if told:
                connection.execute(statement, told)


def _values(row: Any) -> Values:
    """Return what a row holds in the order of its columns; a row is flat, nothing needs a copy."""
    return tuple(getattr(row, name) for name in row.__slots__)


def _placed(rows: Rows) -> Iterator[Values]:
    return ((place, *_values(row)) for place, row in enumerate(rows.items))


def _timed(of: Callable[[Rows], Sequence[Any]], table: Table) -> _List:
    moment = dict(TIMED)[table]

    def wanted(rows: Rows) -> Iterator[Values]:
        return ((instant_of(getattr(row, moment)), *_values(row)) for row in of(rows))

    return _List(table, wanted)


_LISTS = (
    _List(items, _placed),
    _timed(lambda rows: rows.inbox, inbox),
    _timed(lambda rows: rows.papers, paper_rows),
    _timed(lambda rows: rows.follow_ups, follow_ups),
    _timed(lambda rows: rows.queries, queries),
    _timed(lambda rows: rows.serious, serious),
    _timed(lambda rows: rows.watched, watched),
)


_TABLES = (patients, *(one.table for one in _LISTS))
_WIDTHS = [len(table.columns) for table in _TABLES]


def _asked(number: int, table: Table) -> str:
    """Return the question for one list; all are asked in one, so each has as many columns."""
    names = [*table.columns.keys(), *["NULL"] * (max(_WIDTHS) - len(table.columns))]
    columns = ", ".join((str(number), "rowid", *names))
    return f"SELECT {columns} FROM {table.name} WHERE patient_id = :patient"  # noqa: S608 - our own names


# one question in plain words: asking list by list took longer than writing what differs
_KEPT = text(" UNION ALL ".join(_asked(number, table) for number, table in enumerate(_TABLES)))


def _kept(connection: Connection, patient_id: str) -> list[list[Values]]:
    """Return what each list holds, the patient's line first: the place, then the columns."""
    kept: list[list[Values]] = [[] for _ in _TABLES]
    for number, *row in connection.execute(_KEPT, {"patient": patient_id}).all():
        kept[number].append(tuple(row[: _WIDTHS[number] + 1]))
    for rows in kept:
        rows.sort(key=itemgetter(0))
    return kept


_THIS = patients.c.id == bindparam("here")
_CHANGED = patients.update().where(_THIS)
_REMOVED = patients.delete().where(_THIS)
_FOUND = text("INSERT INTO search(rowid, text) VALUES (:here, :text)")
_LOST = text("DELETE FROM search WHERE rowid = :here")


def _put_patient(connection: Connection, kept: Values | None, row: PatientRow | None) -> None:
    """Write the patient's line where it changed, and the search index where its words did."""
    here, old = (kept[0], kept[2:]) if kept else (None, ())
    if row is None:
        if kept:
            connection.execute(_LOST, {"here": here})
            connection.execute(_REMOVED, {"here": here})
        return
    wanted = _values(row)
    if old == wanted:
        return
    values = dict(zip(row.__slots__, wanted, strict=True))
    if not kept:
        here = connection.execute(patients.insert(), values).lastrowid
    else:
        connection.execute(_CHANGED, {"here": here, **values})
        if searched(PatientRow(*old)) == searched(row):
            return
        connection.execute(_LOST, {"here": here})
    connection.execute(_FOUND, {"here": here, "text": index_text(row)})
