"""The loader of large sites writes what the recorder would have written, to the byte."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from benchmarks import sites
from benchmarks.course import ACTS, Course
from ltm_desktop.app.demo.cast import ADMINISTRATOR, DEMO_SECRET
from ltm_desktop.app.verification import verify_site
from ltm_desktop.ledger import keys
from ltm_desktop.storage.engine import open_engine, reading
from ltm_desktop.storage.folder import open_site
from ltm_desktop.storage.key_file import KeyFile
from ltm_desktop.storage.opening import open_store
from tests.app.clinic import cheap_secrets

PAST = [
    sites.Cohort(date(2026, 3, 5), 1, 2),
    sites.Cohort(date(2026, 3, 6), 3, 4),
]
_LAID_OUT = {"search_data", "search_docsize", "search_idx"}


def everything(path: Path) -> dict[str, Any]:
    folder = open_site(path)
    key = KeyFile(folder.keys).unlock(ADMINISTRATOR, DEMO_SECRET).data_key
    engine = open_engine(folder.store, key, read_only=True)
    try:
        with reading(engine) as connection:
            names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='table'")
            # how an index is laid out depends on its history; that it finds is verified below
            tables = sorted(name for (name,) in names if name not in _LAID_OUT)
            rows = {
                name: connection.exec_driver_sql(f'SELECT * FROM "{name}"').all()  # noqa: S608 - the names are the database's own
                for name in tables
            }
    finally:
        engine.dispose()
    return {**rows, "heads": folder.heads.read_text("ascii")}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same courses, told through the recorder and written by the loader."""
    folder = tmp_path_factory.mktemp("bulk")
    told, loaded = folder / "told", folder / "loaded"
    with pytest.MonkeyPatch.context() as patch:
        # the same message signed twice gives the same signature, so that bytes can be compared
        alike = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
        patch.setattr(keys, "_ECDSA", alike)
        with cheap_secrets():
            sites.found(told, sites.moment(date(2026, 2, 2)))
        with sites.at_work(told, PAST[0].begins) as stage:
            shutil.copytree(told, loaded)
            sites.tell([Course(stage, who, one.begins) for one in PAST for who in one.people()])
            shutil.copytree(told, folder / "copy")
        sites.load(loaded, PAST)
    return folder / "copy", loaded


def test_the_loader_writes_the_bytes_the_recorder_writes(both: tuple[Path, Path]) -> None:
    told, loaded = map(everything, both)
    assert len(loaded["entries"]) > ACTS * 4
    assert loaded["entries"] == told["entries"]
    assert loaded["heads"] == told["heads"]


def test_the_loader_writes_the_rows_the_recorder_writes(both: tuple[Path, Path]) -> None:
    told, loaded = map(everything, both)
    assert told.keys() == loaded.keys()
    for table, rows in told.items():
        assert sorted(map(str, loaded[table])) == sorted(map(str, rows)), table


def test_what_was_loaded_verifies(both: tuple[Path, Path]) -> None:
    folder = open_site(both[1])
    key = KeyFile(folder.keys).unlock(ADMINISTRATOR, DEMO_SECRET).data_key
    store = open_store(folder, key, read_only=True)
    try:
        verdict = verify_site(store)
    finally:
        store.close()
    assert verdict.intact
    assert verdict.signatures["pharmacist.c"] >= 4
