"""What lists are ordered and searched by, held against the rows themselves.

An instant or an index that was altered hides a row without changing it; verification asks here.
"""

from collections import Counter
from collections.abc import Collection, Iterator

from sqlalchemy import Connection, Table, select, text

from ltm_desktop.app.rows import PatientRow
from ltm_desktop.storage.list_writing import TIMED, instant_of
from ltm_desktop.storage.search import index_text
from ltm_desktop.storage.tables import items, patients


def disordered(connection: Connection, patient_ids: Collection[str]) -> frozenset[str]:
    """Return those patients whose rows do not stand in the order or under the words they tell."""
    return frozenset(
        (
            *_out_of_place(connection, patient_ids),
            *(one for timed in TIMED for one in _out_of_time(connection, *timed, patient_ids)),
            *_not_found_by_name(connection, patient_ids),
        )
    )


def _out_of_place(connection: Connection, patient_ids: Collection[str]) -> Iterator[str]:
    mine = select(items.c.patient_id, items.c.place).where(items.c.patient_id.in_(patient_ids))
    expected: Counter[str] = Counter()
    for patient, place in connection.execute(mine.order_by(items.c.place)):
        if place != expected[patient]:
            yield patient
        expected[patient] += 1


def _out_of_time(
    connection: Connection, table: Table, told: str, patient_ids: Collection[str]
) -> Iterator[str]:
    mine = select(table.c.patient_id, table.c.instant, table.c[told])
    rows = connection.execute(mine.where(table.c.patient_id.in_(patient_ids)))
    return (patient for patient, instant, moment in rows if instant != instant_of(moment))


def _not_found_by_name(connection: Connection, patient_ids: Collection[str]) -> Iterator[str]:
    mine = select(patients).where(patients.c.patient_id.in_(patient_ids))
    found = text("SELECT count(*) FROM search WHERE search MATCH :wanted AND rowid = :number")
    for row in connection.execute(mine).all():
        wanted = f'"{index_text(PatientRow(*row[1:]))}"'
        if not connection.scalar(found, {"wanted": wanted, "number": row.id}):
            yield row.patient_id
