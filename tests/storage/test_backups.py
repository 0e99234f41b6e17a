"""Backups: only what was put back, opened and verified counts; whatever happens in between."""

import os
import random
import shutil
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from ltm_desktop.app.backups import Keeping
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.errors import LtmError, Refused, Unavailable
from ltm_desktop.storage.backup import Source, backups_in, proven, read_backup, unpack
from ltm_desktop.storage.folder import SiteFolder, open_site
from ltm_desktop.storage.opening import open_store
from ltm_desktop.storage.places import file_system, network_kind, synced_by
from ltm_desktop.storage.site_backups import SiteBackups, offered
from tests.app.clinic import SECRET, Clinic, opened
from tests.app.clinic import found as found_clinic
from tests.builders import ADMINISTRATOR, at
from tests.torture.telling import data_key

NOON = at("2026-03-02 12:00")


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed clinic."""
    site = tmp_path_factory.mktemp("clinic") / "site"
    found_clinic(site)
    return site


@pytest.fixture
def site(founded: Path, tmp_path: Path) -> Path:
    """This test's own copy."""
    return Path(shutil.copytree(founded, tmp_path / "site"))


def backups_of(clinic: Clinic) -> SiteBackups:
    assert isinstance(clinic.desk.backups, SiteBackups)
    return clinic.desk.backups


def test_a_backup_is_a_proven_copy_with_its_head(site: Path) -> None:
    with opened(site, "2026-03-02 12:00") as clinic:
        made = backups_of(clinic).make(NOON)
        assert made.head == clinic.desk.store.head()
        assert backups_of(clinic).known() == [made]
    assert read_backup(made.path) == made
    key = data_key(open_site(site))
    assert proven(made.path, key, site.parent).head == made.head
    assert {one.name for one in made.path.iterdir()} >= {
        "backup.json", "heads", "keys.json", "ledger.db", "seen", "site.toml"
    }  # fmt: skip


def test_what_is_written_meanwhile_goes_on_and_comes_with_the_next_one(site: Path) -> None:
    with opened(site, "2026-03-02 12:00") as clinic:
        first = backups_of(clinic).make(NOON)
        clinic.at("2026-03-02 13:00").desk.access.signed_in()
        second = backups_of(clinic).make(NOON + timedelta(hours=1))
    assert second.head.seq == first.head.seq + 1
    assert [one.path for one in offered(site)] == [second.path, first.path]


def test_a_copy_that_does_not_hold_is_thrown_away(site: Path) -> None:
    folder = open_site(site)
    key = data_key(folder)
    with opened(site, "2026-03-02 12:00") as clinic:
        good = backups_of(clinic).make(NOON)
    store = open_store(folder, key)
    (site / "heads").write_bytes((site / "heads").read_bytes().replace(b"a", b"b", 1))
    with pytest.raises(LtmError):
        SiteBackups(Source(folder, store, key)).make(NOON + timedelta(hours=1))
    store.close()
    assert [one.path for one in offered(site)] == [good.path]
    assert [one.name for one in good.path.parent.iterdir()] == [good.path.name]


@pytest.mark.parametrize("harm", ["manifest", "short", "gone"])
def test_a_backup_with_a_file_cut_short_or_missing_does_not_count(site: Path, harm: str) -> None:
    with opened(site, "2026-03-02 12:00") as clinic:
        made = backups_of(clinic).make(NOON)
    if harm == "manifest":
        (made.path / "backup.json").unlink()
    elif harm == "short":
        with (made.path / "ledger.db").open("r+b") as file:
            file.truncate(4096)
    else:
        (made.path / "keys.json").unlink()
    assert offered(site) == []


def test_a_flipped_bit_in_a_backup_is_found_before_it_is_put_back(
    site: Path, tmp_path: Path
) -> None:
    with opened(site, "2026-03-02 12:00") as clinic:
        made = backups_of(clinic).make(NOON)
    for name in ("ledger.db", "keys.json", "heads"):
        whole = (made.path / name).read_bytes()
        (made.path / name).write_bytes(whole[:50] + bytes([whole[50] ^ 1]) + whole[51:])
        with pytest.raises(Unavailable, match=r"backup\.damaged"):
            unpack(made, tmp_path / f"put-{name}")
        (made.path / name).write_bytes(whole)


def test_old_ones_go_and_the_newest_always_stays(site: Path) -> None:
    with opened(site, "2026-03-02 12:00") as clinic:
        backups = backups_of(clinic)
        backups.keep(Keeping(newest=2, days=0, months=0))
        made = [backups.make(NOON + timedelta(hours=hour)) for hour in range(4)]
        assert [one.path for one in backups.known()] == [made[3].path, made[2].path]
        for wrong in (Keeping(newest=0), Keeping(days=-1), Keeping(place="not/whole")):
            with pytest.raises(Refused):
                backups.keep(wrong)


def test_backups_may_lie_elsewhere_and_those_from_before_are_still_offered(
    site: Path, tmp_path: Path
) -> None:
    with opened(site, "2026-03-02 12:00") as clinic:
        backups = backups_of(clinic)
        before = backups.make(NOON)
        backups.keep(Keeping(place=str(tmp_path / "other disk 备份")))
        after = backups.make(NOON + timedelta(hours=1))
        assert after.path.parent.parent == tmp_path / "other disk 备份"
        assert "backup.same_disk" in backups.concerns()
    assert [one.path for one in offered(site)] == [after.path, before.path]


@pytest.mark.slow
def test_a_program_killed_while_it_backs_up_leaves_the_last_good_ones(
    site: Path, project: Path
) -> None:
    writer = Path(__file__).with_name("endless_backups.py")
    key, chance = data_key(open_site(site)), random.Random(5)  # noqa: S311 - a story, no secret
    place = open_site(site).backups / open_site(site).facts.id
    said: list[str] = []
    for attempt in range(6):
        program = subprocess.Popen(
            [sys.executable, str(writer), str(site)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(project)},
        )
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.write(f"{key.hex()}\n")
        program.stdin.flush()
        if attempt % 2:
            said.append(program.stdout.readline().strip())
        time.sleep(chance.uniform(0, 1.2))
        program.kill()
        said += program.stdout.read().split()
        program.wait()
        program.stdin.close()
        program.stdout.close()
        found = {one.path.name: one for one in backups_in(place)}
        assert set(said) <= set(found)
        for one in found.values():
            assert proven(one.path, key, site.parent).head == one.head
    assert said
    open_store(open_site(site), key).close()


def test_a_full_disk_leaves_the_last_good_one(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(site, "2026-03-02 12:00") as clinic:
        backups = backups_of(clinic)
        good = backups.make(NOON)

        def full(_descriptor: int) -> None:
            raise OSError(28, "no room")

        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            with pytest.raises(Unavailable, match=r"backup\.disk_full") as refused:
                backups.make(NOON + timedelta(hours=1))
        assert "at least 2" in Words().next_step(refused.value.alert)
        assert backups.known() == [good]
        assert [one.name for one in good.path.parent.iterdir()] == [good.path.name]


def test_a_changed_database_is_never_called_proven(site: Path) -> None:
    folder = open_site(site)
    key = data_key(folder)
    store = open_store(folder, key)
    source = Source(folder, store, key)
    _harm(folder, key)
    with pytest.raises(LtmError):
        SiteBackups(source).make(NOON)
    store.close()
    assert offered(site) == []


def _harm(folder: SiteFolder, key: bytes) -> None:
    from sqlcipher3 import dbapi2

    database = dbapi2.connect(str(folder.store), isolation_level=None)
    database.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    guard = database.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'entries_no_update'"
    ).fetchone()[0]
    database.execute("DROP TRIGGER entries_no_update")
    database.execute("UPDATE entries SET stream = 'pat-1' WHERE seq = 3")
    database.execute(guard)
    database.close()


def test_folders_of_other_programs_are_known_by_name_and_mark(tmp_path: Path) -> None:
    for name, program in {
        "OneDrive - Clinic": "OneDrive",
        "Dropbox": "Dropbox",
        "iCloud Drive": "iCloud",
        "Nextcloud": "Nextcloud",
        "我的坚果云": "Nutstore",
    }.items():
        assert synced_by(tmp_path / name / "site") == program
    (tmp_path / "quiet").mkdir()
    (tmp_path / "quiet" / ".dropbox").touch()
    assert synced_by(tmp_path / "quiet" / "deeper" / "site") == "Dropbox"
    assert synced_by(tmp_path / "records") == ""


def test_folders_of_a_network_are_known_by_their_file_system() -> None:
    mounts = [
        "/dev/sda1 / ext4 rw 0 0",
        "server:/x /mnt/ward nfs4 rw 0 0",
        r"//s/y /mnt/two\040words cifs rw 0 0",
    ]
    assert file_system(Path("/mnt/ward/site"), mounts) == "nfs4"
    assert file_system(Path("/mnt/two words/site"), mounts) == "cifs"
    assert file_system(Path("/mnt/wards"), mounts) == "ext4"
    assert network_kind(Path("//server/share/site")) == "UNC"


def test_no_site_is_founded_in_a_folder_that_is_synchronised(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"storage\.folder_synced"):
        found_clinic(tmp_path / "OneDrive" / "site")
    assert not (tmp_path / "OneDrive").exists()


def test_a_site_that_lies_in_one_is_opened_and_says_so(site: Path, tmp_path: Path) -> None:
    moved = tmp_path / "Dropbox" / "site"
    shutil.copytree(site, moved)
    with opened(moved, "2026-03-02 12:00", ADMINISTRATOR) as clinic:
        assert "storage.folder_synced" in {one.code for one in clinic.desk.notes}
    assert SECRET not in repr(clinic.desk.backups)
