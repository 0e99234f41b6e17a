"""The disk of the power cuts loses what was not flushed, and nothing else."""

import random
from pathlib import Path

from tests.torture.disk import SECTOR, Disk, File


def _left(disk: Disk, to: Path, seed: int) -> dict[str, bytes]:
    disk.after_cut(to, random.Random(seed))  # noqa: S311 - chance, not a key
    return {
        one.relative_to(to).as_posix(): one.read_bytes() for one in to.rglob("*") if one.is_file()
    }


def _cuts(disk: Disk, place: Path) -> list[dict[str, bytes]]:
    return [_left(disk, place / f"cut-{seed}", seed) for seed in range(40)]


def test_what_was_flushed_stays_whatever_the_disk_does(tmp_path: Path) -> None:
    (tmp_path / "start").mkdir()
    disk, file = Disk(tmp_path / "start"), File()
    disk.make("kept", file)
    file.pending.append((0, b"whole"))
    file.flush()
    disk.root.flush()
    assert all(left == {"kept": b"whole"} for left in _cuts(disk, tmp_path))


def test_what_was_not_flushed_is_lost_kept_or_torn_at_a_sector(tmp_path: Path) -> None:
    (tmp_path / "start").mkdir()
    (tmp_path / "start" / "log").write_bytes(b"")
    disk = Disk(tmp_path / "start")
    file = disk.find("log")
    assert isinstance(file, File)
    file.pending.append((0, b"a" * SECTOR + b"b" * SECTOR))
    kept = {left["log"] for left in _cuts(disk, tmp_path)}
    assert {b"", b"a" * SECTOR + b"b" * SECTOR} < kept
    assert {one.replace(b"\0" * SECTOR, b"") for one in kept} <= {
        b"", b"a" * SECTOR, b"b" * SECTOR, b"a" * SECTOR + b"b" * SECTOR
    }  # fmt: skip


def test_a_name_is_durable_only_once_its_folder_was_flushed(tmp_path: Path) -> None:
    (tmp_path / "start").mkdir()
    (tmp_path / "start" / "old").write_bytes(b"1")
    disk = Disk(tmp_path / "start")
    disk.rename("old", "new")
    seen = {tuple(left) for left in _cuts(disk, tmp_path)}
    assert seen == {("old",), ("new",)}, "a rename is whole or did not happen"
    disk.root.flush()
    assert _left(disk, tmp_path / "after", 1) == {"new": b"1"}
