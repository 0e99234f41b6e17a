"""What an outside program may ask of the real write path, and that each answer can be "no"."""

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3

from ltm_desktop.app.rows import Rows
from ltm_desktop.storage.folder import open_site
from ltm_desktop.storage.opening import open_store
from tests.torture import subject
from tests.torture.locating import LISTS
from tests.torture.telling import data_key

Asked = tuple[int, dict[str, Any]]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clinic with doses told in both ways and its newest head kept outside."""
    site = tmp_path_factory.mktemp("torture") / "site"
    for arguments in (("init", site), ("write", site, "2"), ("write", site, "1", "--slow")):
        assert subject.main([str(one) for one in arguments]) == 0
    assert subject.main(["anchor", str(site)]) == 0
    return site


@pytest.fixture
def site(written: Path, tmp_path: Path) -> Path:
    """This test's own copy."""
    return Path(shutil.copytree(written, tmp_path / "site"))


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Callable[..., Asked]:
    """Ask one verb in this process."""

    def asked(*arguments: object) -> Asked:
        capsys.readouterr()
        code = subject.main([str(one) for one in arguments])
        lines = capsys.readouterr().out.splitlines()
        return code, json.loads(lines[-1])

    return asked


def doses_in(site: Path) -> list[str]:
    folder = open_site(site)
    store = open_store(folder, data_key(folder))
    try:
        return list(subject.doses_told(store))
    finally:
        store.close()


@contextmanager
def key_in_hand(site: Path) -> Iterator[Any]:
    """Open the database as somebody does who holds the raw key; guards come back afterwards."""
    database = sqlcipher3.connect(str(site / "ledger.db"), isolation_level=None)
    database.execute(f"PRAGMA key = \"x'{data_key(open_site(site)).hex()}'\"")
    guards = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    kept = guards.fetchall()
    for name, _ in kept:
        database.execute(f"DROP TRIGGER {name}")
    yield database
    for _, guard in kept:
        database.execute(guard)
    database.close()


def tables_of(found: dict[str, Any]) -> set[str]:
    return {one["table"] for one in found["where"]}


def start_writing(site: Path, project: Path, *more: str) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-m", "tests.torture.subject", "write", str(site), *more]
    return subprocess.Popen(arguments, cwd=project, stdout=subprocess.PIPE, text=True)


def killed_after(writer: subprocess.Popen[str], lines: int) -> list[str]:
    """Read so many acknowledgements, kill the program, and return all of them."""
    assert writer.stdout is not None
    said = [writer.stdout.readline() for _ in range(lines)]
    writer.kill()
    said += writer.stdout.readlines()
    writer.wait()
    writer.stdout.close()
    assert all(line.startswith("ACK ") for line in said)
    return [line.split()[1] for line in said if line.endswith("\n")]


def test_a_writer_nobody_listens_to_ends_without_a_word(site: Path) -> None:
    project = Path(__file__).resolve().parents[2]
    arguments = [sys.executable, "-m", "tests.torture.subject", "write", str(site)]
    with subprocess.Popen(
        arguments, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        assert writer.stderr is not None
        told = writer.stdout.readline().split()[1]
        writer.stdout.close()
        assert (writer.wait(), writer.stderr.read()) == (subject.STOPPED, "")
    assert told in doses_in(site)


def test_an_untouched_site_is_whole(site: Path, ask: Callable[..., Asked]) -> None:
    assert ask("verify", site) == (0, {"ok": True, "where": []})
    code, found = ask("check", site)
    assert (code, found["ok"], found["errors"]) == (0, True, [])
    assert len(set(found["uids"])) == len(found["uids"]) == 3


def test_nothing_acknowledged_is_lost_and_a_retry_is_the_same_dose(
    site: Path, project: Path, ask: Callable[..., Asked]
) -> None:
    acknowledged = killed_after(start_writing(site, project), 2)
    acknowledged += killed_after(start_writing(site, project, "--slow"), 1)
    code, found = ask("check", site)
    assert (code, found["errors"]) == (0, [])
    stood = found["uids"]
    assert set(acknowledged) <= set(stood)
    subject.main(["write", str(site), "1"])
    code, found = ask("check", site)
    assert (code, len(found["uids"])) == (0, len(stood) + 1)
    assert len(set(found["uids"])) == len(found["uids"])


def test_a_lost_dose_is_missed_by_check(site: Path, ask: Callable[..., Asked]) -> None:
    with key_in_hand(site) as database:
        database.execute("DELETE FROM entries WHERE seq = (SELECT max(seq) - 4 FROM entries)")
    code, found = ask("check", site)
    assert (code, found["ok"]) == (1, False)
    assert found["errors"]


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("entries", "UPDATE entries SET raw = raw || x'00' WHERE seq = 30"),
        ("entries", "UPDATE entries SET signature = NULL WHERE seq = 30"),
        ("entries", "UPDATE entries SET hash = CAST(hash AS BLOB) WHERE seq = 30"),
        ("entries", "DELETE FROM entries WHERE seq = 30"),
        ("papers", "UPDATE papers SET pdf = pdf || x'0a'"),
        ("papers", "UPDATE papers SET seq = CAST(seq AS BLOB)"),
        ("papers", "DELETE FROM papers"),
        ("alert_log", "UPDATE alert_log SET code = 'labs.other' WHERE number = 2"),
        ("discarded_drafts", "DELETE FROM discarded_drafts WHERE number = 1"),
        ("patients", "UPDATE patients SET family = 'OTHER' WHERE id = 3"),
        ("items", "UPDATE items SET outcome = 'x' WHERE number = 2"),
        ("follow_ups", "DELETE FROM follow_ups"),
        ("search", "DELETE FROM search WHERE rowid = 2"),
        ("meta", "UPDATE meta SET value = x'39' WHERE key = 'schema'"),
        ("meta", "INSERT INTO meta VALUES ('more', x'00')"),
    ],
)
def test_an_altered_row_is_found_in_its_table(
    site: Path, ask: Callable[..., Asked], table: str, change: str
) -> None:
    with key_in_hand(site) as database:
        try:
            database.execute(change)
        except sqlcipher3.IntegrityError:
            database.execute(change.replace("NULL", "x''"))
    code, found = ask("verify", site)
    assert code in {1, 2}
    assert table in tables_of(found), found


def test_every_list_is_known_by_its_table() -> None:
    assert [one.name for one in fields(Rows)] == list(LISTS)


def test_two_rows_that_changed_places_are_both_named(site: Path, ask: Callable[..., Asked]) -> None:
    with key_in_hand(site) as database:
        for old, new in ((30, -30), (31, 30), (-30, 31)):
            database.execute("UPDATE entries SET seq = ? WHERE seq = ?", (new, old))
    code, found = ask("verify", site)
    assert code == 1
    assert {30, 31} <= {one["id"] for one in found["where"]}


def test_a_dropped_guard_is_named(site: Path, ask: Callable[..., Asked]) -> None:
    with key_in_hand(site):
        pass
    database = sqlcipher3.connect(str(site / "ledger.db"), isolation_level=None)
    database.execute(f"PRAGMA key = \"x'{data_key(open_site(site)).hex()}'\"")
    database.execute("DROP TRIGGER entries_no_delete")
    database.close()
    told = {"table": "entries", "id": "entries_no_delete", "what": "storage.guards_missing"}
    assert ask("verify", site) == (1, {"ok": False, "where": [told]})


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("DROP TABLE meta", ("meta", "meta")),
        ("DROP TABLE entries", ("entries", "entries")),
        ("CREATE TRIGGER more AFTER INSERT ON papers BEGIN SELECT 1; END", ("papers", "more")),
    ],
)
def test_a_part_that_is_not_as_it_was_made_is_named(
    site: Path, ask: Callable[..., Asked], statement: str, place: tuple[str, str]
) -> None:
    database = sqlcipher3.connect(str(site / "ledger.db"), isolation_level=None)
    database.execute(f"PRAGMA key = \"x'{data_key(open_site(site)).hex()}'\"")
    database.execute(statement)
    database.close()
    code, found = ask("verify", site)
    assert code in {1, 2}
    assert place in {(one["table"], one["id"]) for one in found["where"]}


def test_a_flipped_bit_in_any_page_is_found(site: Path, ask: Callable[..., Asked]) -> None:
    chance = random.Random(8)  # noqa: S311 - chance, not a key
    whole = (site / "ledger.db").read_bytes()
    for page in chance.sample(range(len(whole) // 4096), 12):
        flipped = bytearray(whole)
        flipped[page * 4096 + chance.randrange(4096)] ^= 1 << chance.randrange(8)
        (site / "ledger.db").write_bytes(flipped)
        code, found = ask("verify", site)
        assert code in {1, 2}, page
        assert "ledger.db" in tables_of(found)


def test_a_tail_that_is_cut_everywhere_on_this_disk_is_found_against_the_anchor(
    site: Path, written: Path, tmp_path: Path, ask: Callable[..., Asked]
) -> None:
    older = Path(shutil.copytree(written, tmp_path / "older"))
    subject.main(["write", str(site), "1"])
    subject.main(["anchor", str(site)])
    newer = (site / "anchor.json").read_bytes()
    # the whole folder of an earlier evening, put back: it agrees with itself
    shutil.rmtree(site)
    shutil.copytree(older, site)
    (site / "anchor.json").write_bytes(newer)
    assert ask("verify", site, "--no-anchor")[0] == 0
    code, found = ask("verify", site)
    assert code == 1
    assert found["where"][0]["what"] == "ledger.anchor_missing"


@pytest.mark.parametrize(
    "half",
    [b"", b'{"log": "EX1", "se', b"[]", b'{"log": "EX1", "seq": "9", "hash": "aa"}', b"\xff"],
)
def test_a_half_written_anchor_is_unusable_until_it_is_written_anew(
    site: Path, ask: Callable[..., Asked], half: bytes
) -> None:
    (site / "anchor.json").write_bytes(half)
    told = {"table": "anchor.json", "id": "", "what": "anchor.unreadable"}
    assert ask("verify", site) == (2, {"ok": False, "where": [told]})
    assert ask("verify", site, "--no-anchor")[0] == 0
    assert subject.main(["anchor", str(site)]) == 0
    assert ask("verify", site)[0] == 0


def test_a_witness_that_leads_nowhere_is_no_missing_one(
    site: Path, ask: Callable[..., Asked]
) -> None:
    (site / "anchor.json").unlink()
    (site / "anchor.json").symlink_to(site / "elsewhere.json")
    assert ask("verify", site)[0] == 2


@pytest.mark.parametrize(
    ("file", "content", "code"), [("keys.json", b"", 2), ("heads", b"no head\n" * 70, 1)]
)
def test_a_damaged_file_beside_the_store_is_named(
    site: Path, ask: Callable[..., Asked], file: str, content: bytes, code: int
) -> None:
    (site / file).write_bytes(content)
    said, found = ask("verify", site)
    assert (said, tables_of(found)) == (code, {file})


def test_a_store_put_back_without_its_heads_file_is_found_without_any_anchor(
    site: Path, written: Path, ask: Callable[..., Asked]
) -> None:
    subject.main(["write", str(site), "1"])
    shutil.copy(written / "ledger.db", site / "ledger.db")
    code, found = ask("verify", site, "--no-anchor")
    assert (code, tables_of(found)) == (1, {"entries"})
    assert ask("check", site)[1]["ok"] is False


@pytest.mark.parametrize("gone", ["heads", "keys.json", "ledger.db", "site.toml"])
def test_a_site_without_one_of_its_files_is_unusable_and_the_file_named(
    site: Path, ask: Callable[..., Asked], gone: str
) -> None:
    (site / gone).unlink()
    code, found = ask("verify", site)
    assert (code, found["ok"], tables_of(found)) == (2, False, {gone})
    assert ask("check", site)[1]["ok"] is False


def test_the_key_opens_the_database_and_another_does_not(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    subject.main(["key", str(site)])
    key = capsys.readouterr().out.strip()
    for told, opens in ((key, True), ("0" * 64, False)):
        database = sqlcipher3.connect(str(site / "ledger.db"))
        database.execute(f"PRAGMA key = \"x'{told}'\"")
        try:
            database.execute("SELECT count(*) FROM entries").fetchone()
            opened = True
        except sqlcipher3.DatabaseError:
            opened = False
        database.close()
        assert opened is opens


def test_a_folder_that_holds_something_is_not_founded_upon(site: Path) -> None:
    assert subject.main(["init", str(site)]) == 2
