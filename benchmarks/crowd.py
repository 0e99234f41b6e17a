"""A store with a crowd on its list: patients and the search index filled directly, no entries.

For measuring lists and search only; the sites of `sites.py` have the ledger behind every row.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Engine, text

from benchmarks.sites import person
from ltm_desktop.app.ports import Store
from ltm_desktop.app.rows import PatientRow, name_key
from ltm_desktop.storage.engine import KEY_BYTES, open_engine, writing
from ltm_desktop.storage.folder import SiteFacts, SiteFolder, create_site
from ltm_desktop.storage.opening import create_store
from ltm_desktop.storage.search import index_text
from ltm_desktop.storage.tables import patients

_AT_ONCE = 20_000
_BORN = date(1930, 1, 1)


def row(number: int) -> PatientRow:
    """Return the line of an invented patient."""
    who = person(number)
    return PatientRow(
        patient_id=who.patient,
        subject_id=f"S-{who.mark}",
        hospital_number=f"7{who.mark}",
        family=who.family,
        given=who.given,
        han_name=who.han,
        pinyin=who.pinyin,
        born=(_BORN + timedelta(days=number * 7919 % 27_000)).isoformat(),
        sex="female",
        arm="B",
        status="on_study",
        access="lumbar",
        treatment_end="2026-04-13",
        name_key=name_key(who.family, who.given),
    )


@contextmanager
def crowd(folder: Path, many: int) -> Iterator[Store]:
    """Open a store of so many patients, made now in a folder."""
    facts = SiteFacts("C01", "demo", "Asia/Shanghai", "CN", "2026-03-02T09:00:00+08:00")
    site, data_key = SiteFolder(folder / f"crowd-{many}", facts), secrets.token_bytes(KEY_BYTES)
    create_site(site.path, facts)
    store = create_store(site, data_key, "C01")
    engine = open_engine(site.store, data_key, read_only=False)
    try:
        for first in range(1, many + 1, _AT_ONCE):
            _fill(engine, first, min(many, first + _AT_ONCE - 1))
        yield store
    finally:
        engine.dispose()
        store.close()


def _fill(engine: Engine, first: int, last: int) -> None:
    told = [(number, row(number)) for number in range(first, last + 1)]
    with writing(engine) as connection:
        connection.execute(patients.insert(), [{"id": n, **asdict(one)} for n, one in told])
        connection.execute(
            text("INSERT INTO search(rowid, text) VALUES (:number, :text)"),
            [{"number": n, "text": index_text(one)} for n, one in told],
        )
