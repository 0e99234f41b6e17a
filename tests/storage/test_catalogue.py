"""How a store is built: each part that is missing, other or too many is named, and none else."""

import pytest

from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.storage.engine import open_engine
from ltm_desktop.storage.folder import SiteFolder
from ltm_desktop.storage.opening import open_store
from tests.contracts.store import record
from tests.storage.sites import DATA_KEY, alter

SWALLOWING = "CREATE TRIGGER more BEFORE INSERT ON entries BEGIN SELECT RAISE(IGNORE); END"
BY_NAME = [
    ("DROP INDEX items_to_do", "items.items_to_do"),
    ("DROP TABLE inbox", "inbox"),
    ("DROP TABLE drafts", "drafts"),
    ("DROP TABLE search", "search"),
    ("CREATE TABLE more (a)", "more"),
    ("CREATE VIEW more AS SELECT 1", "more"),
    ("CREATE INDEX more ON entries (hash)", "entries.more"),
    (SWALLOWING, "entries.more"),
    (SWALLOWING.replace("more", "search_data"), "entries.search_data"),
    (SWALLOWING.replace("more", "sqliteless"), "entries.sqliteless"),
    ("CREATE TRIGGER more AFTER INSERT ON papers BEGIN DELETE FROM inbox; END", "papers.more"),
]
BY_WORDS = [
    ("ALTER TABLE entries ADD COLUMN more TEXT", "entries"),
    ("ALTER TABLE items RENAME COLUMN place TO more", "items"),
    ("PRAGMA user_version = 7", "meta.user_version"),
    ("PRAGMA application_id = 7", "meta.application_id"),
]


def altered(folder: SiteFolder) -> tuple[str, ...]:
    store = open_store(folder, DATA_KEY, check=False)
    try:
        return tuple(store.altered_parts())
    finally:
        store.close()


def misleading(folder: SiteFolder) -> tuple[str, ...]:
    store = open_store(folder, DATA_KEY, check=False)
    try:
        return tuple(store.misleading())
    finally:
        store.close()


@pytest.mark.parametrize(("statement", "part"), BY_NAME)
def test_a_part_that_is_missing_or_too_many_is_refused_at_the_start_and_named(
    filled: SiteFolder, statement: str, part: str
) -> None:
    alter(filled, statement)
    assert part in altered(filled)
    with pytest.raises(Unavailable, match="part_altered"):
        open_store(filled, DATA_KEY)


@pytest.mark.parametrize(("statement", "part"), BY_WORDS)
def test_a_part_that_is_worded_otherwise_is_named(
    filled: SiteFolder, statement: str, part: str
) -> None:
    alter(filled, statement)
    assert part in altered(filled)


@pytest.mark.parametrize("name", ["x'ff'", "'nothing of ours'", "NULL"])
def test_a_catalogue_that_cannot_be_read_is_told_as_that(filled: SiteFolder, name: str) -> None:
    alter(
        filled,
        "PRAGMA writable_schema = ON",
        f"UPDATE sqlite_master SET sql = NULL, name = {name} WHERE name = 'items_to_do'",  # noqa: S608 - the test is the attacker
    )
    with pytest.raises(Unavailable, match=r"storage\.unreadable"):
        open_store(filled, DATA_KEY, check=False)


def test_a_table_that_is_gone_is_no_fault_of_the_disk(filled: SiteFolder) -> None:
    alter(filled, "DROP TABLE papers", "DROP TABLE entries")
    store = open_store(filled, DATA_KEY, check=False)
    with pytest.raises(Unavailable, match=r"storage\.unreadable"):
        store.head()
    store.close()


@pytest.mark.parametrize(
    "care", ["VACUUM", "ANALYZE", "REINDEX", "PRAGMA wal_checkpoint(TRUNCATE)"]
)
def test_honest_care_alters_no_part(filled: SiteFolder, care: str) -> None:
    alter(filled, care)
    assert (altered(filled), misleading(filled)) == ((), ())
    store = open_store(filled, DATA_KEY)
    record(store)
    store.close()


def test_an_entry_that_a_new_trigger_swallows_is_not_told_as_saved(filled: SiteFolder) -> None:
    store = open_store(filled, DATA_KEY)
    newest = store.head()
    alter(filled, SWALLOWING)
    with pytest.raises(Unavailable, match="part_altered"):
        record(store)
    assert store.head() == newest
    store.close()


def test_a_patient_taken_out_of_the_count_of_the_search_index_is_told(
    filled: SiteFolder,
) -> None:
    alter(filled, "DELETE FROM search_docsize")
    assert misleading(filled) == ("search.search_docsize",)


@pytest.mark.parametrize(
    ("index", "table", "less"),
    [
        ("patients_by_status", "patients", "patient_id = ''"),
        ("patients_by_subject", "patients", "id > 1"),
        ("entries_of_stream", "entries", "seq <> 3"),
    ],
)
def test_an_index_that_leaves_rows_out_is_named_and_made_again(
    filled: SiteFolder, index: str, table: str, less: str
) -> None:
    hollow(filled, index, less)
    assert misleading(filled) == (f"{table}.{index}",)
    assert altered(filled) == ()
    store = open_store(filled, DATA_KEY)
    store.reindex()
    store.close()
    assert misleading(filled) == ()


def hollow(folder: SiteFolder, index: str, less: str) -> None:
    """Leave rows out of an index that still says it holds all of them."""
    engine = open_engine(folder.store, DATA_KEY, read_only=True)
    with engine.connect() as connection:
        asked = f"SELECT sql FROM sqlite_master WHERE name = '{index}'"  # noqa: S608 - our own names
        words = str(connection.exec_driver_sql(asked).scalar_one())
    engine.dispose()
    alter(
        folder,
        f"DROP INDEX {index}",
        f"{words} WHERE {less}",
        "PRAGMA writable_schema = ON",
        f"UPDATE sqlite_master SET sql = '{words}' WHERE name = '{index}'",  # noqa: S608 - our own names
        "PRAGMA writable_schema = RESET",
    )
