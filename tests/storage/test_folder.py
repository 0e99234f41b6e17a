"""A site's folder is whole or refused by name; a file is the old one or the new one."""

import errno
from dataclasses import replace
from pathlib import Path

import pytest

from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.storage.durable import disk, write_file
from ltm_desktop.storage.folder import SiteFolder, create_site, is_site, open_site
from ltm_desktop.storage.opening import create_store
from tests.ledger.people import LOG
from tests.storage.sites import DATA_KEY, FACTS


@pytest.fixture
def site(folder: SiteFolder) -> SiteFolder:
    create_store(folder, DATA_KEY, LOG).close()
    return folder


def test_a_site_is_found_again_with_its_facts(site: SiteFolder) -> None:
    assert is_site(site.path)
    assert open_site(site.path) == site
    assert site.backups.is_dir()
    assert site.path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["keys.json", "ledger.db", "heads"])
def test_a_missing_file_is_named_and_never_made_anew(site: SiteFolder, name: str) -> None:
    (site.path / name).unlink()
    with pytest.raises(Unavailable, match="missing_file") as caught:
        open_site(site.path)
    assert caught.value.alert.values == {"file": name}
    assert not (site.path / name).exists()


@pytest.mark.parametrize(
    ("old", "new"),
    [("SYN-01", ""), ("demo", "other"), ("Asia/", "Nowhere/"), ("CN", "C"), ("+08:00", ""),
     ("id = ", "name = "), ("=", ""), ("demo", "\\u0000")],
)  # fmt: skip
def test_damaged_facts_are_refused(site: SiteFolder, old: str, new: str) -> None:
    path = site.path / "site.toml"
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(Unavailable, match="site_damaged"):
        open_site(site.path)


def test_a_folder_with_anything_in_it_becomes_no_site(site: SiteFolder, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="site_exists"):
        create_site(site.path, replace(FACTS, kind="live"))
    assert open_site(site.path).facts.kind == "demo"
    (tmp_path / "file").write_text("mine")
    with pytest.raises(Unavailable, match="site_exists"):
        create_site(tmp_path / "file", FACTS)
    assert (tmp_path / "file").read_text() == "mine"


def test_no_site_is_said(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(Unavailable, match="no_site"):
            open_site(path)


def test_facts_that_are_not_facts_are_refused() -> None:
    with pytest.raises(ValueError, match="facts"):
        replace(FACTS, kind="real")
    with pytest.raises(ValueError, match="zone"):
        replace(FACTS, zone="Mars/Base")


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_file(path, b"old")
    path.with_name("file.new").mkdir()
    with pytest.raises(Unavailable, match=r"storage\.disk"):
        write_file(path, b"new")
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "storage.disk_full"),
        (errno.EACCES, "storage.no_permission"),
        (errno.EROFS, "storage.read_only_folder"),
        (errno.EIO, "storage.disk"),
    ],
)
def test_what_the_disk_says_becomes_a_code_without_a_path(number: int, code: str) -> None:
    with pytest.raises(Unavailable) as caught, disk():
        raise OSError(number, "said", "/secret/path")
    assert caught.value.alert.code == code
    assert caught.value.alert.values == {}
    assert caught.value.__cause__ is None


def test_a_folder_that_is_closed_to_us_is_no_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(_path: Path) -> bool:
        raise PermissionError(errno.EACCES, "closed")

    monkeypatch.setattr(Path, "is_file", closed)
    assert is_site(tmp_path)


def test_a_name_that_no_disk_takes_is_said(tmp_path: Path) -> None:
    assert not is_site(tmp_path / ("x" * 256))
    with pytest.raises(Unavailable, match=r"storage\.disk"):
        create_site(tmp_path / ("x" * 256), FACTS)
