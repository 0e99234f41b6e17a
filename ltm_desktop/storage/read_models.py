"""The lists: written with the entry they follow from, disposable, made again by one command.

They hold dates; due and overdue are computed when asked.
"""

import json
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, Table, bindparam, func, or_, select, text

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
from ltm_desktop.storage.search import match_query
from ltm_desktop.storage.tables import (
    UNSETTLED,
    follow_ups,
    inbox,
    items,
    paper_rows,
    patients,
    queries,
    serious,
    watched,
)

Row = TypeVar(
    "Row", PatientRow, ItemRow, InboxRow, PaperRow, FollowUpRow, QueryRow, SeriousRow, WatchRow
)

_DAY = len("2026-03-02")


def _columns(table: Table, row: type[Row]) -> list[Any]:
    return [table.c[one.name] for one in fields(row)]


def find_rows(connection: Connection, patient_id: str) -> Rows | None:
    """Return what the lists hold about one patient."""
    found = _all(connection, PatientRow, _of(patients, PatientRow, patient_id))
    if not found:
        return None
    return Rows(
        found[0],
        _all(connection, ItemRow, _of(items, ItemRow, patient_id)),
        _all(connection, InboxRow, _of(inbox, InboxRow, patient_id)),
        _all(connection, PaperRow, _of(paper_rows, PaperRow, patient_id)),
        _all(connection, FollowUpRow, _of(follow_ups, FollowUpRow, patient_id)),
        _all(connection, QueryRow, _of(queries, QueryRow, patient_id)),
        _all(connection, SeriousRow, _of(serious, SeriousRow, patient_id)),
        _all(connection, WatchRow, _of(watched, WatchRow, patient_id)),
    )


def find_rows_of(connection: Connection, patient_ids: Collection[str]) -> dict[str, Rows]:
    """Return what the lists hold about some patients, in as many questions as about one."""
    told = _by_patient(connection, patients, PatientRow, patient_ids)
    planned = _by_patient(connection, items, ItemRow, patient_ids)
    waiting = _by_patient(connection, inbox, InboxRow, patient_ids)
    issued = _by_patient(connection, paper_rows, PaperRow, patient_ids)
    followed = _by_patient(connection, follow_ups, FollowUpRow, patient_ids)
    asked = _by_patient(connection, queries, QueryRow, patient_ids)
    grave = _by_patient(connection, serious, SeriousRow, patient_ids)
    seen = _by_patient(connection, watched, WatchRow, patient_ids)
    return {
        one: Rows(
            rows[0],
            tuple(planned[one]),
            tuple(waiting[one]),
            tuple(issued[one]),
            tuple(followed[one]),
            tuple(asked[one]),
            tuple(grave[one]),
            tuple(seen[one]),
        )
        for one, rows in told.items()
    }


def _by_patient(
    connection: Connection, table: Table, row: type[Row], patient_ids: Collection[str]
) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    order = items.c.place if table is items else text("rowid")
    mine = table.c.patient_id.in_(patient_ids)
    for one in _all(connection, row, select(*_columns(table, row)).where(mine).order_by(order)):
        found[one.patient_id].append(one)
    return found


def find_patients(
    connection: Connection, query: str, limit: int | None, skip: int = 0
) -> Sequence[PatientRow]:
    """Return patients in whom every word is found, by subject id.

    Of more than the limit those entered first are found first: the index is read no further than
    it must be, so that one letter among a million names is as quick as a whole name.
    """
    wanted = match_query(query)
    page = {"most": -1 if limit is None else limit, "skip": skip}
    if not wanted:
        return _all(connection, PatientRow, _LISTED.params(**page))
    return _all(connection, PatientRow, _FOUND.params(wanted=wanted, **page))


_BY_SUBJECT = select(*_columns(patients, PatientRow)).order_by(
    patients.c.subject_id, patients.c.patient_id
)
_LISTED = _BY_SUBJECT.limit(bindparam("most")).offset(bindparam("skip"))
_FOUND = _BY_SUBJECT.where(
    text(
        "patients.id IN (SELECT rowid FROM search WHERE search MATCH :wanted"
        " ORDER BY rowid LIMIT :most OFFSET :skip)"
    )
)


def find_patient(connection: Connection, patient_id: str) -> PatientRow | None:
    """Return one patient's line."""
    found = _all(connection, PatientRow, _of(patients, PatientRow, patient_id))
    return found[0] if found else None


def find_items(connection: Connection, patient_ids: Collection[str]) -> Sequence[ItemRow]:
    """Return the planned items of some patients, each one's in their order."""
    return _all(connection, ItemRow, _ITEMS_OF.params(patients=list(patient_ids)))


_ITEMS_OF = (
    select(*_columns(items, ItemRow))
    .where(items.c.patient_id.in_(bindparam("patients", expanding=True)))
    .order_by(items.c.patient_id, items.c.place)
)


def find_items_come(connection: Connection, today: date) -> Sequence[ItemRow]:
    """Return unsettled items whose day, window or end of a hold has come."""
    return _all(connection, ItemRow, _COME.params(following=_after(today)))


_IN_ORDER = select(*_columns(items, ItemRow)).order_by(
    items.c.scheduled, items.c.patient_id, items.c.place
)
# Written out, not as parameters: only so SQLite knows that the index of what is to do has them all.
_TO_DO = items.c.outcome.in_(
    bindparam("unsettled", UNSETTLED, expanding=True, literal_execute=True)
)
_COME = _IN_ORDER.where(
    _TO_DO,
    or_(
        *(
            (day != "") & (day < bindparam("following"))
            for day in (items.c.scheduled, items.c.window_from, items.c.held_until)
        )
    ),
)


def _after(day: date) -> str:
    return (day + timedelta(days=1)).isoformat()


def find_shared_names(
    connection: Connection, keys: Collection[str], han_names: Collection[str]
) -> frozenset[str]:
    """Return those of these names that more than one patient has."""
    named = {"keys": list(keys), "han_names": list(han_names)}
    asked = {name: json.dumps(those, ensure_ascii=False) for name, those in named.items()}
    return frozenset(connection.scalars(_SHARED, asked))


# looked for until a second one is found: a common name is no longer question than a rare one
_SHARED = text(
    " UNION ALL ".join(
        f"SELECT one.value FROM json_each(:{names}) AS one WHERE (SELECT count(*) FROM "  # noqa: S608 - our own names
        f"(SELECT 1 FROM patients WHERE {column} = one.value LIMIT 2)) > 1"
        for names, column in (("keys", "name_key"), ("han_names", "han_name"))
    )
)


def count_by_status(connection: Connection) -> dict[str, int]:
    """Return how many patients stand where in the study."""
    asked = select(patients.c.status, func.count()).group_by(patients.c.status)
    return {str(status): int(count) for status, count in connection.execute(asked)}


def find_subject(connection: Connection, subject_id: str) -> str | None:
    """Return the id of the patient with a subject number; case and outer blanks do not count."""
    wanted = _alike(subject_id)
    # The search index first: a look through every patient would make each enrolment slower.
    rows = find_patients(connection, subject_id, None)
    return next((row.patient_id for row in rows if _alike(row.subject_id) == wanted), None)


def _alike(subject_id: str) -> str:
    return unicodedata.normalize("NFKC", subject_id).strip().casefold()


def find_open_items(connection: Connection, until: date) -> Sequence[ItemRow]:
    """Return unsettled items scheduled up to a day, oldest first; a held one is unsettled.

    An injection in progress is among them whatever day it was scheduled for.
    """
    following = {"following": _after(until)}
    due = _all(connection, ItemRow, _DUE.params(following))
    running = _all(connection, ItemRow, _RUNNING.params(following))
    return (*due, *running)


_DUE = _IN_ORDER.where(
    _TO_DO,
    items.c.scheduled != "",
    items.c.scheduled < bindparam("following"),
)
_RUNNING = _IN_ORDER.where(
    items.c.in_progress_since != "", items.c.scheduled >= bindparam("following")
)


def find_observed(connection: Connection) -> Sequence[FollowUpRow]:
    """Return injections whose observation nobody has ended, oldest first."""
    return _all(connection, FollowUpRow, _followed().where(follow_ups.c.observing != ""))


def find_called(connection: Connection, since: datetime) -> Sequence[FollowUpRow]:
    """Return the newest lumbar puncture of each patient since a moment, oldest first."""
    recent = follow_ups.c.instant >= int(since.timestamp())
    return _all(connection, FollowUpRow, _followed().where(recent, follow_ups.c.calling != ""))


def _followed() -> Select[Any]:
    return select(*_columns(follow_ups, FollowUpRow)).order_by(
        follow_ups.c.instant, follow_ups.c.record_id
    )


def find_inbox(connection: Connection) -> Sequence[InboxRow]:
    """Return records waiting for a signature, oldest first."""
    statement = select(*_columns(inbox, InboxRow)).order_by(inbox.c.instant, inbox.c.record_id)
    return _all(connection, InboxRow, statement)


def find_queries(connection: Connection) -> Sequence[QueryRow]:
    """Return questions nobody has closed, oldest first."""
    statement = select(*_columns(queries, QueryRow)).order_by(queries.c.instant, queries.c.query_id)
    return _all(connection, QueryRow, statement)


def find_serious(connection: Connection) -> Sequence[SeriousRow]:
    """Return serious events that are still followed, in the order they were judged."""
    order = (serious.c.instant, serious.c.event_id)
    return _all(connection, SeriousRow, select(*_columns(serious, SeriousRow)).order_by(*order))


def find_to_judge(connection: Connection, since: datetime) -> Sequence[WatchRow]:
    """Return patients with an event nobody judged, or with a result drawn since a moment."""
    recent = watched.c.instant >= int(since.timestamp())
    asked = select(*_columns(watched, WatchRow)).where(recent | (watched.c.unjudged != ""))
    return _all(connection, WatchRow, asked.order_by(watched.c.instant, watched.c.patient_id))


def find_severe(connection: Connection) -> Sequence[WatchRow]:
    """Return patients with a toxicity of grade 3 or above that goes on."""
    asked = select(*_columns(watched, WatchRow)).where(watched.c.severe != "")
    return _all(connection, WatchRow, asked.order_by(watched.c.patient_id))


def find_unheard(
    connection: Connection, signs: Collection[str], before: date, most: int
) -> Sequence[WatchRow]:
    """Return patients whose newest of these signs of life lies before a day, longest ago first.

    A day here is the one an instant was written with; whoever asks looks again by the site's.
    """
    days = [func.substr(watched.c[one], 1, _DAY) for one in sorted(signs)]
    newest = func.max("", "", *days)
    quiet = (watched.c.over == "", newest != "", newest < before.isoformat())
    asked = select(*_columns(watched, WatchRow)).where(*quiet)
    return _all(connection, WatchRow, asked.order_by(newest, watched.c.patient_id).limit(most))


def find_papers(connection: Connection, patient_id: str | None) -> Sequence[PaperRow]:
    """Return issued PDFs, newest first."""
    statement = select(*_columns(paper_rows, PaperRow))
    if patient_id is not None:
        statement = statement.where(paper_rows.c.patient_id == patient_id)
    newest = (paper_rows.c.instant.desc(), paper_rows.c.version.desc(), text("rowid DESC"))
    return _all(connection, PaperRow, statement.order_by(*newest))


def patient_ids(connection: Connection) -> tuple[str, ...]:
    """Return the id of every patient in the lists."""
    # a column keeps any type: what is no text is nobody's id, and is named all the same
    ids = connection.scalars(select(patients.c.patient_id).order_by(patients.c.patient_id))
    return tuple(str(one) for one in ids)


def _of(table: Table, row: type[Row], patient_id: str) -> Select[Any]:
    if table.name not in _MINE:
        order = items.c.place if table is items else text("rowid")
        mine = table.c.patient_id == bindparam("patient")
        _MINE[table.name] = select(*_columns(table, row)).where(mine).order_by(order)
    return _MINE[table.name].params(patient=patient_id)


_MINE: dict[str, Select[Any]] = {}
"""The question for one patient's rows in their order, worded once a table."""


def _all(connection: Connection, row: type[Row], statement: Select[Any]) -> tuple[Row, ...]:
    found: Iterable[Any] = connection.execute(statement)
    return tuple(row(*values) for values in found)
