"""Verification finds every alteration, made with the key in hand and past the guards."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.verification import Verdict, rebuild, verify_site
from ltm_desktop.bootstrap import House
from ltm_desktop.ledger.canonical import decode, digest, encode
from ltm_desktop.ledger.entries import Head
from ltm_desktop.storage.folder import open_site
from ltm_desktop.storage.key_file import KeyFile
from ltm_desktop.storage.opening import open_store

Harm = Callable[[Any], None]


@pytest.fixture
def harm(site_copy: Path) -> Callable[[Harm], None]:
    """Change the copy's database as an insider would: with the key, without the guards."""

    def do(change: Harm) -> None:
        folder = open_site(site_copy)
        key = KeyFile(folder.keys).unlock("admin", DEMO_SECRET).data_key
        database = sqlcipher3.connect(str(folder.store))
        database.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        triggers = database.execute(
            "SELECT name, sql FROM sqlite_master WHERE type='trigger'"
        ).fetchall()
        for name, _ in triggers:
            database.execute(f'DROP TRIGGER "{name}"')
        change(database)
        for _, sql in triggers:
            database.execute(sql)
        database.commit()
        database.close()

    return do


def verdict(site: Path, anchor: Head | None = None) -> Verdict:
    """Verify a site as the command line does: read-only, the witness asked by the verifier."""
    desk = House().open_site(site, "monitor.m", DEMO_SECRET, read_only=True, check=False)
    try:
        return verify_site(desk.store, anchor=anchor)
    finally:
        desk.close()


def cut_witness(site: Path) -> None:
    """Cut the newest line off the heads file too, as somebody with every file could."""
    lines = (site / "heads").read_bytes().splitlines(keepends=True)
    (site / "heads").write_bytes(b"".join(lines[:-1]))


def first(found: Verdict) -> tuple[str, int]:
    """Return the first problem's code and entry."""
    return found.problems[0].code, found.problems[0].seq


def test_the_demo_site_is_whole(site_copy: Path) -> None:
    found = verdict(site_copy)
    assert found.intact
    assert found.entries > 50
    assert found.papers > 10


def test_a_changed_byte_in_an_entry_body_is_found_and_named(
    site_copy: Path, harm: Callable[[Harm], None]
) -> None:
    def change(database: Any) -> None:
        (raw,) = database.execute("SELECT raw FROM entries WHERE seq = 31").fetchone()
        at = raw.index(b'"shown"') + 30
        altered = raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]
        database.execute("UPDATE entries SET raw = ? WHERE seq = 31", (altered,))

    harm(change)
    found = verdict(site_copy)
    assert not found.intact
    assert found.problems[0].seq == 31


def test_an_amount_changed_in_canonical_bytes_is_found(
    site_copy: Path, harm: Callable[[Harm], None]
) -> None:
    where: list[int] = []

    def change(database: Any) -> None:
        rows = database.execute("SELECT seq, raw FROM entries ORDER BY seq").fetchall()
        seq, raw = next((s, r) for s, r in rows if b"DoseRecorded/1" in r)
        where.append(seq)
        plain: Any = decode(raw)
        told = next(e for e in plain["body"]["events"] if e["shape"] == "DoseRecorded/1")
        told["data"]["dose"]["value"] = "100"
        altered = encode(plain)
        database.execute("UPDATE entries SET raw = ? WHERE seq = ?", (altered, seq))

    harm(change)
    assert first(verdict(site_copy)) == ("ledger.bad_cosignature", where[0]) or first(
        verdict(site_copy)
    ) == ("ledger.bad_signature", where[0])


def test_a_deleted_entry_is_found(site_copy: Path, harm: Callable[[Harm], None]) -> None:
    harm(lambda database: database.execute("DELETE FROM entries WHERE seq = 40"))
    assert first(verdict(site_copy)) == ("ledger.gap", 40)


def test_two_swapped_entries_are_found(site_copy: Path, harm: Callable[[Harm], None]) -> None:
    def change(database: Any) -> None:
        database.execute("UPDATE entries SET seq = -1 WHERE seq = 33")
        database.execute("UPDATE entries SET seq = 33 WHERE seq = 34")
        database.execute("UPDATE entries SET seq = 34 WHERE seq = -1")

    harm(change)
    assert verdict(site_copy).problems[0].seq == 33


def test_a_changed_list_row_is_found_with_its_patient(
    site_copy: Path, harm: Callable[[Harm], None]
) -> None:
    def change(database: Any) -> None:
        database.execute(
            "UPDATE items SET outcome = 'given_in_window' WHERE rowid ="
            " (SELECT min(rowid) FROM items WHERE outcome = '')"
        )

    harm(change)
    found = verdict(site_copy)
    assert found.problems[0].code == "storage.row_differs"
    assert found.problems[0].detail.startswith("pat-")
    assert found.problems[0].seq > 0


def test_the_rebuild_mends_a_changed_list_row(
    site_copy: Path, harm: Callable[[Harm], None]
) -> None:
    harm(lambda database: database.execute("UPDATE patients SET family = 'Other'"))
    assert not verdict(site_copy).intact
    desk = House().open_site(site_copy, "admin", DEMO_SECRET)
    assert rebuild(desk.store) == 4
    desk.close()
    assert verdict(site_copy).intact


@pytest.mark.parametrize(
    ("index", "table", "less"),
    [
        ("items_to_do", "items", " AND patient_id = ''"),
        ("patients_by_id", "patients", " WHERE id > 1"),
        ("entries_of_stream", "entries", " WHERE stream <> 'site'"),
    ],
)
def test_an_index_that_hides_rows_is_found_and_the_rebuild_mends_it(
    site_copy: Path, harm: Callable[[Harm], None], index: str, table: str, less: str
) -> None:
    def change(database: Any) -> None:
        asked = "SELECT sql FROM sqlite_master WHERE name = ?"
        (words,) = database.execute(asked, (index,)).fetchone()
        database.execute(f"DROP INDEX {index}")
        database.execute(words + less)
        database.execute("PRAGMA writable_schema = ON")
        database.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (words, index))
        database.execute("PRAGMA writable_schema = RESET")

    harm(change)
    told = {(problem.code, problem.detail) for problem in verdict(site_copy).problems}
    assert ("storage.index_differs", f"{table}.{index}") in told
    folder = open_site(site_copy)
    store = open_store(folder, KeyFile(folder.keys).unlock("admin", DEMO_SECRET).data_key)
    rebuild(store)
    store.close()
    assert verdict(site_copy).intact


def test_a_table_that_is_gone_is_named_and_called_no_fault_of_the_disk(
    site_copy: Path, harm: Callable[[Harm], None]
) -> None:
    harm(lambda database: database.execute("DROP TABLE inbox"))
    told = {(problem.code, problem.detail) for problem in verdict(site_copy).problems}
    assert told == {
        ("storage.part_altered", "inbox"),
        ("storage.part_altered", "inbox.inbox_of_patient"),
    }


def test_a_line_taken_out_of_the_heads_file_is_named_and_one_written_twice_is_not(
    site_copy: Path,
) -> None:
    heads = site_copy / "heads"
    lines = heads.read_bytes().splitlines(keepends=True)
    # a write that could not be flushed is written once more
    heads.write_bytes(b"".join([*lines, *lines[-2:]]))
    assert verdict(site_copy).intact
    heads.write_bytes(b"".join([*lines[:9], *lines[10:]]))
    assert first(verdict(site_copy)) == ("ledger.heads_gap", 10)


def test_a_line_of_the_heads_file_that_cannot_be_read_hides_no_other_fault(
    site_copy: Path, harm: Callable[[Harm], None]
) -> None:
    heads = site_copy / "heads"
    lines = heads.read_bytes().splitlines(keepends=True)
    heads.write_bytes(b"".join([*lines[:9], lines[9].replace(b" ", b"~"), *lines[10:]]))
    assert [p.code for p in verdict(site_copy).problems] == ["storage.heads_damaged"]
    harm(lambda database: database.execute("UPDATE items SET outcome = 'omitted'"))
    told = {problem.code for problem in verdict(site_copy).problems}
    assert told == {"storage.heads_damaged", "storage.row_differs"}


def test_a_replaced_paper_is_found_and_named_by_its_entry(
    site_copy: Path, harm: Callable[[Harm], None]
) -> None:
    where: list[int] = []

    def change(database: Any) -> None:
        row = database.execute("SELECT sha256, pdf, seq FROM papers ORDER BY seq").fetchone()
        where.append(row[2])
        altered = row[1].replace(b"%%EOF", b"%%EOX", 1)
        database.execute("UPDATE papers SET pdf = ? WHERE sha256 = ?", (altered, row[0]))

    harm(change)
    assert first(verdict(site_copy)) == ("reports.paper_replaced", where[0])


def test_a_paper_replaced_together_with_its_digest_is_found(
    site_copy: Path, harm: Callable[[Harm], None]
) -> None:
    def change(database: Any) -> None:
        row = database.execute("SELECT sha256, pdf FROM papers ORDER BY seq").fetchone()
        altered = row[1] + b"\n"
        database.execute(
            "UPDATE papers SET pdf = ?, sha256 = ? WHERE sha256 = ?",
            (altered, digest(altered), row[0]),
        )

    harm(change)
    codes = {problem.code for problem in verdict(site_copy).problems}
    assert codes == {"reports.paper_missing", "reports.paper_replaced"}


def test_a_cut_tail_is_found_against_a_witnessed_head(
    site_copy: Path, harm: Callable[[Harm], None]
) -> None:
    whole = verdict(site_copy).head
    cut: list[int] = []

    def change(database: Any) -> None:
        (last,) = database.execute("SELECT max(seq) FROM entries").fetchone()
        cut.append(last)
        database.execute("DELETE FROM papers WHERE seq = ?", (last,))
        database.execute("DELETE FROM entries WHERE seq = ?", (last,))

    harm(change)
    assert ("ledger.tail_cut", cut[0]) in {(p.code, p.seq) for p in verdict(site_copy).problems}
    cut_witness(site_copy)
    desk = House().open_site(site_copy, "admin", DEMO_SECRET)
    rebuild(desk.store)
    desk.close()
    # without any witness a shorter chain is whole; a head on paper still knows better, also after
    # the sign-in that has taken the place of what was cut off
    assert verdict(site_copy).intact
    assert first(verdict(site_copy, anchor=whole)) == ("ledger.anchor_differs", cut[0])


def test_a_witnessed_head_that_names_another_log_is_found(site_copy: Path) -> None:
    lines = (site_copy / "heads").read_bytes().splitlines(keepends=True)
    flipped = bytes([lines[3][0] ^ 0x40]) + lines[3][1:]
    (site_copy / "heads").write_bytes(b"".join([*lines[:3], flipped, *lines[4:]]))
    assert first(verdict(site_copy)) == ("ledger.rollback", 4)
