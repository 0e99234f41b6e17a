"""What lists are ordered and searched by, held against the rows themselves.

An instant or an index that was altered hides a row without changing it; verification asks here.
"""

from sqlalchemy import Connection, Table, select, text

from ltm_desktop.app.rows import PatientRow
from ltm_desktop.storage.read_models import instant_of
from ltm_desktop.storage.search import index_text
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

_TIMED: tuple[tuple[Table, str], ...] = (
    (inbox, "happened_at"),
    (paper_rows, "issued_at"),
    (follow_ups, "started_at"),
    (queries, "raised_at"),
    (serious, "judged_at"),
    (watched, "sampled_at"),
)


def derived_holds(connection: Connection, patient_id: str) -> bool:
    """Return whether one patient's rows stand in the order and under the words they tell."""
    return (
        _in_place(connection, patient_id)
        and all(_in_time(connection, table, told, patient_id) for table, told in _TIMED)
        and _found_by_name(connection, patient_id)
    )


def _in_place(connection: Connection, patient_id: str) -> bool:
    mine = select(items.c.place).where(items.c.patient_id == patient_id).order_by(items.c.place)
    places = connection.scalars(mine).all()
    return list(places) == list(range(len(places)))


def _in_time(connection: Connection, table: Table, told: str, patient_id: str) -> bool:
    mine = select(table.c.instant, table.c[told]).where(table.c.patient_id == patient_id)
    return all(instant == instant_of(moment) for instant, moment in connection.execute(mine))


def _found_by_name(connection: Connection, patient_id: str) -> bool:
    mine = select(patients).where(patients.c.patient_id == patient_id)
    row = connection.execute(mine).one_or_none()
    if row is None:
        return True
    wanted = index_text(PatientRow(*row[1:]))
    found = text("SELECT count(*) FROM search WHERE search MATCH :wanted AND rowid = :number")
    asked = {"wanted": f'"{wanted}"', "number": row.id}
    return bool(connection.scalar(found, asked))
