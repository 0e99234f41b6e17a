"""What is written stays, encrypted, unchanged and witnessed; what is missing is named."""

import shutil
import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError
from sqlcipher3 import dbapi2

from ltm_desktop.app.rows import Rows
from ltm_desktop.domain.errors import ChainBroken, Unavailable
from ltm_desktop.ledger import chain
from ltm_desktop.ledger.canonical import digest
from ltm_desktop.ledger.entries import genesis
from ltm_desktop.storage.engine import check_sqlite, open_engine, reading, writing
from ltm_desktop.storage.event_store import SqlStore
from ltm_desktop.storage.folder import SiteFolder
from ltm_desktop.storage.list_writing import put_rows
from ltm_desktop.storage.opening import create_store, open_store
from ltm_desktop.storage.tables import SCHEMA
from tests.contracts.store import item, patient, record, waiting
from tests.ledger.people import LOG, body_of, public_key_of, sealed_after
from tests.storage.sites import DATA_KEY, alter, cut_after, update

TEN = "2026-03-02T10:00:00+08:00"


def files(folder: SiteFolder) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.path.iterdir() if path.is_file()}


def test_a_store_is_found_again_as_it_was_left(filled: SiteFolder) -> None:
    store = open_store(filled, DATA_KEY)
    assert store.log == LOG
    assert store.head().seq == 6
    assert list(store.witnessed())[-1] == store.head()
    list(chain.verify(store.entries(), public_key_of, genesis(LOG)))
    store.close()


def test_the_wrong_key_opens_nothing_and_changes_nothing(filled: SiteFolder) -> None:
    before = files(filled)
    with pytest.raises(Unavailable, match=r"storage\.unreadable"):
        open_store(filled, bytes(32))
    assert files(filled) == before


def test_a_short_key_is_refused_without_being_named(filled: SiteFolder) -> None:
    with pytest.raises(ValueError, match="32 bytes") as caught:
        open_store(filled, b"0123456789")
    assert "0123456789" not in str(caught.value)
    open_store(filled, DATA_KEY).close()


def test_plain_sqlite_cannot_read_the_store(filled: SiteFolder) -> None:
    connection = sqlite3.connect(filled.store)
    with pytest.raises(sqlite3.DatabaseError):
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    connection.close()


def test_no_name_and_no_key_is_readable_in_any_file(store: SqlStore, folder: SiteFolder) -> None:
    body = body_of(1) | {"name": "曹雪芹娜", "latin": "Zhangwei Synthetic"}
    for _ in range(3):
        with store.write() as transaction:
            sealed = sealed_after(transaction.head(), body)
            transaction.append(sealed, "pat-1")
            transaction.put_rows(
                "pat-1", Rows(patient(han_name="曹雪芹娜", family="Zhangwei", given="Synthetic"))
            )
    held = b"".join(path.read_bytes() for path in folder.path.rglob("*") if path.is_file())
    assert len(held) > 20_000
    for text in ("曹雪芹娜", "Zhangwei", "zhangwei", "Synthetic", "sqlite_master", "H000001"):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
            assert text.encode(encoding) not in held
    for secret in (DATA_KEY, DATA_KEY.hex().encode()):
        assert secret not in held


def test_no_repr_and_no_error_shows_the_key(store: SqlStore, folder: SiteFolder) -> None:
    engine = open_engine(folder.store, DATA_KEY, read_only=False)
    shown = [repr(store), str(engine.url), repr(engine), repr(engine.pool)]
    with reading(engine) as connection, pytest.raises(dbapi2.Error) as caught:
        connection.connection.cursor().execute("SELECT * FROM nothing")
    shown.append(repr(caught.value))
    with pytest.raises(IntegrityError) as broken, store.write() as transaction:
        transaction.put_paper(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", b"", 99
        )
    shown.append(str(broken.value))
    engine.dispose()
    for text in shown:
        assert DATA_KEY.hex() not in text
        assert repr(DATA_KEY) not in text


def test_every_connection_is_safe_and_read_back(store: SqlStore, folder: SiteFolder) -> None:
    engine = open_engine(folder.store, DATA_KEY, read_only=False)
    with reading(engine) as connection:
        asked = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "temp_store")
        }
    engine.dispose()
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "temp_store": 2}


def test_an_old_sqlite_is_refused() -> None:
    check_sqlite((3, 51, 3))
    with pytest.raises(Unavailable, match="old_sqlite"):
        check_sqlite((3, 51, 2))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET raw = x'00' WHERE seq = 1",
        "UPDATE entries SET stream = 'other'",
        "DELETE FROM entries WHERE seq = 6",
        "DELETE FROM entries",
        "REPLACE INTO entries SELECT seq, 'x', raw, signature, hash FROM entries WHERE seq = 6",
        "INSERT OR REPLACE INTO entries VALUES (6, 's', x'00', x'00', '')",
        "INSERT INTO entries VALUES (9, 's', x'00', x'00', '')",
        "INSERT INTO entries VALUES (NULL, 's', x'00', x'00', '')",
        "UPDATE papers SET pdf = x'00'",
        "DELETE FROM papers",
        "REPLACE INTO papers SELECT sha256, seq, x'00' FROM papers",
    ],
)
def test_the_guards_refuse_every_change_of_what_only_grows(
    filled: SiteFolder, statement: str
) -> None:
    alter(filled, "INSERT INTO papers VALUES ('aa', 1, x'25504446')")
    engine = open_engine(filled.store, DATA_KEY, read_only=False)
    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


def test_a_dropped_or_weakened_guard_is_found_at_the_start(filled: SiteFolder) -> None:
    weaker = "CREATE TRIGGER papers_once BEFORE INSERT ON papers WHEN 0 BEGIN SELECT 1; END"
    for statements in (("DROP TRIGGER papers_once",), (weaker,)):
        alter(filled, *statements)
        with pytest.raises(Unavailable, match="guards_missing"):
            open_store(filled, DATA_KEY)


@pytest.mark.parametrize(
    ("kept", "code"),
    [
        (str(SCHEMA - 1), "older_version"),
        (str(SCHEMA + 1), "newer_version"),
        ("1000", "newer_version"),
        ("six", "newer_version"),
    ],
)
def test_a_store_of_another_version_is_refused_and_says_which_program_to_start(
    filled: SiteFolder, kept: str, code: str
) -> None:
    digits = kept.encode().hex()
    alter(filled, f"UPDATE meta SET value = x'{digits}' WHERE key = 'schema'")  # noqa: S608 - hex
    with pytest.raises(Unavailable, match=code):
        open_store(filled, DATA_KEY)


def test_newest_entries_cut_off_are_found_and_named(filled: SiteFolder) -> None:
    cut_after(filled, 4)
    with pytest.raises(ChainBroken) as caught:
        open_store(filled, DATA_KEY)
    assert (caught.value.code, caught.value.seq) == ("ledger.tail_cut", 5)
    open_store(filled, DATA_KEY, check=False).close()


def test_everything_cut_off_is_found(filled: SiteFolder) -> None:
    cut_after(filled, 0)
    with pytest.raises(ChainBroken) as caught:
        open_store(filled, DATA_KEY)
    assert (caught.value.code, caught.value.seq) == ("ledger.tail_cut", 1)


def test_an_older_copy_put_back_is_found_and_named(filled: SiteFolder, tmp_path: Path) -> None:
    shutil.copy(filled.store, tmp_path / "older")
    store = open_store(filled, DATA_KEY)
    record(store)
    store.close()
    shutil.copy(tmp_path / "older", filled.store)
    with pytest.raises(ChainBroken) as caught:
        open_store(filled, DATA_KEY)
    assert (caught.value.code, caught.value.seq) == ("ledger.tail_cut", 7)


def test_an_older_copy_written_on_is_found_where_it_parts(
    filled: SiteFolder, tmp_path: Path
) -> None:
    shutil.copy(filled.store, tmp_path / "older")
    witnessed = filled.heads.read_bytes()
    store = open_store(filled, DATA_KEY)
    for _ in range(3):
        record(store)
    store.close()
    true_heads = filled.heads.read_bytes()
    shutil.copy(tmp_path / "older", filled.store)
    filled.heads.write_bytes(witnessed)
    store = open_store(filled, DATA_KEY)
    for _ in range(5):
        record(store)
    store.close()
    filled.heads.write_bytes(true_heads)
    with pytest.raises(ChainBroken) as caught:
        open_store(filled, DATA_KEY)
    assert (caught.value.code, caught.value.seq) == ("ledger.rollback", 7)


def test_a_witness_that_missed_a_power_cut_catches_up(filled: SiteFolder) -> None:
    whole = filled.heads.read_bytes()
    last = whole.splitlines(keepends=True)[-1]
    for torn in (whole[: -len(last)], whole[:-20], whole[:-1], whole[: -len(last) - 30]):
        filled.heads.write_bytes(torn)
        open_store(filled, DATA_KEY).close()
        assert filled.heads.read_bytes() == whole


@pytest.mark.parametrize("lines", [1, 2])
@pytest.mark.parametrize("kept", [1, 20, 60])
def test_a_witness_of_whose_last_write_a_disk_kept_the_later_sector_alone_catches_up(
    filled: SiteFolder, lines: int, kept: int
) -> None:
    whole = filled.heads.read_bytes()
    lost = len(b"".join(whole.splitlines(keepends=True)[-lines:])) - kept
    filled.heads.write_bytes(whole[: -lost - kept] + b"\0" * lost + whole[-kept:])
    store = open_store(filled, DATA_KEY, read_only=True)
    assert [one.seq for one in store.witnessed()] == list(range(1, 7 - lines))
    assert [one.seq for one in store.witnessed(after=2)] == list(range(3, 7 - lines))
    store.close()
    open_store(filled, DATA_KEY).close()
    assert filled.heads.read_bytes() == whole


def test_zeros_in_an_older_line_of_the_witness_are_damage(folder: SiteFolder) -> None:
    store = create_store(folder, DATA_KEY, LOG)
    for _ in range(20):
        record(store)
    whole = folder.heads.read_bytes()
    folder.heads.write_bytes(b"\0" * 30 + whole[30:])
    with pytest.raises(Unavailable, match="heads_damaged"):
        list(store.witnessed())
    store.close()


def test_a_read_only_look_leaves_the_witness_as_it_is(filled: SiteFolder) -> None:
    torn = filled.heads.read_bytes()[:-20]
    filled.heads.write_bytes(torn)
    store = open_store(filled, DATA_KEY, read_only=True)
    assert store.head().seq == 6
    store.close()
    assert filled.heads.read_bytes() == torn


def test_a_witness_that_is_far_too_old_or_damaged_is_refused(folder: SiteFolder) -> None:
    store = create_store(folder, DATA_KEY, LOG)
    for _ in range(20):
        record(store)
    store.close()
    whole = folder.heads.read_bytes()
    folder.heads.write_bytes(whole.splitlines(keepends=True)[0])
    with pytest.raises(ChainBroken, match="heads_behind"):
        open_store(folder, DATA_KEY)
    for damaged in (whole[:-30] + b"\xff" + whole[-29:], b"\0" * len(whole)):
        folder.heads.write_bytes(damaged)
        with pytest.raises((Unavailable, ChainBroken)):
            open_store(folder, DATA_KEY)
    folder.heads.write_bytes(whole)
    open_store(folder, DATA_KEY).close()


def test_every_entry_of_one_write_is_witnessed(store: SqlStore) -> None:
    with store.write() as transaction:
        for _ in range(3):
            transaction.append(sealed_after(transaction.head()), "pat-1")
    assert [head.seq for head in store.witnessed()] == [1, 2, 3]
    assert [store.head_at(head.seq) for head in store.witnessed()] == list(store.witnessed())


def test_a_witness_that_cannot_be_written_says_that_the_entry_stands(
    store: SqlStore, folder: SiteFolder
) -> None:
    folder.heads.rename(folder.path / "elsewhere")
    with pytest.raises(Unavailable, match="not_witnessed"):
        record(store)
    (folder.path / "elsewhere").rename(folder.heads)
    record(store)
    assert store.head().seq == 2
    assert [head.seq for head in store.witnessed()] == [1, 2]


def test_a_second_program_is_told_and_may_only_look(store: SqlStore, folder: SiteFolder) -> None:
    record(store)
    with pytest.raises(Unavailable, match="in_use"):
        open_store(folder, DATA_KEY)
    looking = open_store(folder, DATA_KEY, read_only=True)
    assert looking.head() == store.head()
    with pytest.raises(Unavailable, match="read_only"), looking.write():
        pass
    with pytest.raises(Unavailable, match="read_only"):
        looking.drafts().drop("desk", "a", "b", "c")
    looking.close()


def test_a_write_holds_the_database_from_its_first_moment(
    store: SqlStore, folder: SiteFolder
) -> None:
    other = open_engine(folder.store, DATA_KEY, read_only=False)
    with store.write():
        with reading(other) as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 0")
        with pytest.raises(Unavailable, match="busy"), writing(other):
            pass
    other.dispose()


def test_the_lists_can_be_made_again_and_change_no_entry(store: SqlStore) -> None:
    record(store, rows=Rows(patient()))
    head = store.head()
    with store.write() as transaction:
        transaction.put_rows("pat-1", None)
        transaction.put_rows("pat-1", Rows(patient(status="finished")))
    assert store.head() == head
    assert [row.status for row in store.patients("曹雪")] == ["finished"]


def test_only_what_changed_is_written_into_the_lists(store: SqlStore, folder: SiteFolder) -> None:
    rows = Rows(patient(), (item("IND-1"), item("IND-2")), (waiting("adm-1", TEN),))
    given = replace(rows, items=(replace(rows.items[0], outcome="given"), rows.items[1]))
    engine = open_engine(folder.store, DATA_KEY, read_only=False)
    written = []
    for told in (rows, rows, given, None, None):
        with writing(engine) as connection:
            before = connection.exec_driver_sql("SELECT total_changes()").scalar_one()
            put_rows(connection, "pat-1", told)
            after = connection.exec_driver_sql("SELECT total_changes()").scalar_one()
        written.append(after > before)
        assert store.rows("pat-1") == told
    engine.dispose()
    assert written == [True, False, True, True, False]


@pytest.mark.parametrize(
    "slip",
    [
        "UPDATE items SET place = 7 WHERE code = 'IND-1'",
        "UPDATE items SET outcome = 'given' WHERE code = 'IND-2'",
        "UPDATE inbox SET instant = 0",
        "DELETE FROM items WHERE code = 'IND-1'",
        "INSERT INTO items SELECT * FROM items WHERE code = 'IND-1'",
        "UPDATE patients SET family = 'Other'",
    ],
)
def test_the_next_write_puts_right_what_somebody_else_did_to_the_lists(
    store: SqlStore, folder: SiteFolder, slip: str
) -> None:
    rows = Rows(patient(), (item("IND-1"), item("IND-2")), (waiting("adm-1", TEN),))
    record(store, rows=rows)
    engine = open_engine(folder.store, DATA_KEY, read_only=False)
    with writing(engine) as connection:
        connection.exec_driver_sql(slip)
    engine.dispose()
    assert store.rows("pat-1") != rows or store.disordered(["pat-1"])
    record(store, rows=rows)
    assert store.rows("pat-1") == rows
    assert store.disordered(["pat-1"]) == frozenset()


def test_the_columns_beside_an_entry_can_be_compared(store: SqlStore) -> None:
    head = record(store)
    assert (store.stream_of(1), store.hash_of(1)) == ("pat-1", head.hash)
    for ask in (store.stream_of, store.hash_of):
        with pytest.raises(ChainBroken, match="gap"):
            ask(2)
    assert store.head_at(2) is None
    assert store.head_at(0) == genesis(LOG)


@pytest.mark.parametrize("log", ["x'd8ff'", "x'2020'", "x''"])
def test_a_store_whose_log_has_no_name_is_not_opened(folder: SiteFolder, log: str) -> None:
    create_store(folder, DATA_KEY, LOG).close()
    alter(folder, f"UPDATE meta SET value = {log} WHERE key = 'log'")  # noqa: S608 - the test is the attacker
    with pytest.raises(Unavailable, match=r"storage\.unreadable"):
        open_store(folder, DATA_KEY, read_only=True, check=False)


def test_a_store_is_never_made_over_another(filled: SiteFolder) -> None:
    before = filled.store.read_bytes()
    with pytest.raises(Unavailable, match="site_exists"):
        create_store(filled, DATA_KEY, LOG)
    assert filled.store.read_bytes() == before


def test_a_write_waits_for_another_one_in_the_same_program(store: SqlStore) -> None:
    inside, done = threading.Event(), []

    def second() -> None:
        inside.wait()
        record(store)
        done.append(store.head().seq)

    thread = threading.Thread(target=second)
    thread.start()
    with store.write() as transaction:
        inside.set()
        transaction.append(sealed_after(transaction.head()), "pat-1")
        assert done == []
    thread.join()
    assert done == [2]


@pytest.mark.parametrize(
    "change",
    [
        "raw = CAST(replace(CAST(raw AS TEXT), 'dose 3', 'dose 9') AS BLOB)",
        "raw = CAST(raw AS TEXT)",
        "raw = x''",
        "signature = CAST(signature AS TEXT)",
        "signature = zeroblob(64)",
        "signature = (SELECT signature FROM entries WHERE seq = 2)",
        "raw = (SELECT raw FROM entries WHERE seq = 2)",
    ],
)
def test_an_altered_entry_is_found_and_named(filled: SiteFolder, change: str) -> None:
    update(filled, "entries", f"{change} WHERE seq = 3")
    store = open_store(filled, DATA_KEY)
    with pytest.raises(ChainBroken) as caught:
        list(chain.verify(store.entries(), public_key_of, genesis(LOG)))
    assert caught.value.seq == 3
    store.close()


@pytest.mark.parametrize("change", ["pdf = CAST(pdf AS TEXT)", "pdf = x'00ff'", "pdf = x''"])
def test_an_altered_paper_differs_from_its_digest(filled: SiteFolder, change: str) -> None:
    pdf = b"%PDF-1.7 synthetic \xff\xfe"
    store = open_store(filled, DATA_KEY)
    with store.write() as transaction:
        transaction.append(sealed_after(transaction.head()), "pat-1")
        transaction.put_paper(digest(pdf), pdf, 7)
    store.close()
    update(filled, "papers", change)
    store = open_store(filled, DATA_KEY)
    ((kept, found, seq),) = store.paper_digests()
    assert (kept, seq) == (digest(pdf), 7)
    assert digest(found) != kept
    store.close()


def test_columns_altered_to_unreadable_text_compare_unequal(filled: SiteFolder) -> None:
    update(filled, "entries", "stream = CAST(x'ff61' AS TEXT), hash = x'00' WHERE seq = 2")
    store = open_store(filled, DATA_KEY)
    sealed = next(store.entries(after=1))
    assert store.stream_of(2) != sealed.entry.stream
    assert store.hash_of(2) != sealed.hash
    store.close()


def test_a_database_that_is_no_store_is_refused(filled: SiteFolder) -> None:
    alter(filled, "ALTER TABLE meta RENAME TO other")
    with pytest.raises(Unavailable, match="unreadable"):
        open_store(filled, DATA_KEY)
    alter(filled, "ALTER TABLE other RENAME TO meta", "DELETE FROM meta WHERE key = 'log'")
    with pytest.raises(Unavailable, match="unreadable"):
        open_store(filled, DATA_KEY)


def test_a_flipped_bit_in_the_database_is_never_read_as_a_record(filled: SiteFolder) -> None:
    whole = filled.store.read_bytes()
    for place in range(1000, len(whole), len(whole) // 25):
        damaged = bytearray(whole)
        damaged[place] ^= 1
        filled.store.write_bytes(bytes(damaged))
        try:
            store = open_store(filled, DATA_KEY)
        except (Unavailable, ChainBroken):
            continue
        try:
            heads = list(chain.verify(store.entries(), public_key_of, genesis(LOG)))
            assert len(heads) == 6
        except Unavailable:
            continue
        finally:
            store.close()
