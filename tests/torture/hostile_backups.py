"""Hostile backups, made from a genuine one: offered to the restore of an empty folder."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.torture.hostile_made import Hostile

_LARGE = 64 << 20
Harm = Callable[[Path], None]


def of_backups(made: Path, stranger: Path, *, genuine: bool = False) -> Iterator[Hostile]:
    """Yield copies of a backup, each harmed in one way; `stranger` is another site's backup.

    With `genuine`, one copy that nobody harmed.
    """
    if genuine:
        yield Hostile("restore", "genuine", _harmed(made, lambda _: None))
        return
    for name, harm in _harms(stranger).items():
        yield Hostile("restore", name, _harmed(made, harm))


def _harmed(genuine: Path, harm: Harm) -> Harm:
    def write(path: Path) -> None:
        shutil.copytree(genuine, path)
        harm(path)

    return write


def _harms(stranger: Path) -> dict[str, Harm]:
    bomb = {"memory_kib": 4 << 20, "passes": 64}
    return {
        "climbs out": _claims("../climbed"),
        "climbs out deep": _claims("seen/../../climbed"),
        "climbs out on Windows": _claims("..\\climbed"),
        "names a place": lambda path: _claims(str(path.parent / "climbed"))(path),
        "names a folder": _claims("seen"),
        "brings more": _claims("start.sh"),
        "brings backups of its own": _claims("backups.toml"),
        "a link in it": _linked("journal", "/etc/hostname"),
        "a link without end": _linked("journal", "/dev/zero"),
        "a folder that is a link": _linked("seen", "/etc"),
        "a pipe in it": _piped,
        "manifest nested without end": _replaced("backup.json", b"[" * 100_000),
        "manifest that is none": _replaced("backup.json", b"7"),
        "manifest of megabytes": lambda path: os.truncate(path / "backup.json", 40 * _LARGE),
        "facts nested without end": _told("site.toml", b"a = " + b"[" * 100_000),
        "facts of megabytes": _told("site.toml", b"# x\n" * _LARGE),
        "facts of another site": _told_of(stranger, "site.toml"),
        "keys nested without end": _told("keys.json", b'{"format":' + b"[" * 100_000),
        "keys of megabytes": _told("keys.json", b" " * _LARGE),
        "keys of another site": _told_of(stranger, "keys.json"),
        "keys that cost too much": _costly(bomb),
        "keys that cost a machine": _costly({"memory_kib": 1 << 60}),
        "database of another site": _told_of(stranger, "ledger.db"),
        "database that is none": _told("ledger.db", b"SQLite format 3\0" + bytes(8192)),
        "database cut": _cut("ledger.db"),
        "database with a changed page": _flipped("ledger.db"),
        "heads of another site": _told_of(stranger, "heads"),
        "heads cut": _cut("heads"),
        "head further than its entries": _headed(1),
        "head before its entries": _headed(-1),
        "a file changed": lambda path: (path / "heads").write_bytes(b"\0"),
        "a file missing": lambda path: (path / "ledger.db").unlink(),
    }


def _manifest(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    told = json.loads((path / "backup.json").read_bytes())
    change(told)
    (path / "backup.json").write_text(json.dumps(told), "utf-8")


def _claims(name: str) -> Harm:
    """Let the manifest name one file more, which is there and has the digest it says."""

    def harm(path: Path) -> None:
        source = path / name
        if not source.exists():
            source.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path / "heads", source)

        def change(told: dict[str, Any]) -> None:
            told["files"][name] = {**told["files"]["heads"]}
            if source.is_dir():
                told["files"][name]["size"] = source.stat().st_size

        _manifest(path, change)

    return harm


def _told(name: str, content: bytes) -> Harm:
    """Replace a file and let the manifest agree."""

    def harm(path: Path) -> None:
        (path / name).write_bytes(content)
        _agree(path, name)

    return harm


def _told_of(other: Path, name: str) -> Harm:
    def harm(path: Path) -> None:
        shutil.copyfile(other / name, path / name)
        _agree(path, name)

    return harm


def _agree(path: Path, name: str) -> None:
    raw = (path / name).read_bytes()
    said = {"size": len(raw), "sha256": hashlib.sha256(raw).hexdigest()}
    _manifest(path, lambda told: told["files"].update({name: said}))


def _replaced(name: str, content: bytes) -> Harm:
    def harm(path: Path) -> None:
        (path / name).write_bytes(content)

    return harm


def _linked(name: str, to: str) -> Harm:
    def harm(path: Path) -> None:
        link = path / name
        if link.is_dir():
            shutil.rmtree(link)
        link.unlink(missing_ok=True)
        link.symlink_to(to)
        size = Path(to).stat().st_size
        _manifest(path, lambda told: told["files"].update({name: {"size": size, "sha256": "0"}}))

    return harm


def _piped(path: Path) -> None:
    (path / "journal").unlink(missing_ok=True)
    os.mkfifo(path / "journal")
    _manifest(path, lambda told: told["files"].update({"journal": {"size": 0, "sha256": "0"}}))


def _costly(cost: dict[str, int]) -> Harm:
    def harm(path: Path) -> None:
        told = json.loads((path / "keys.json").read_bytes())
        for slot in told["slots"].values():
            slot["kdf"].update(cost)
        (path / "keys.json").write_text(json.dumps(told), "utf-8")
        _agree(path, "keys.json")

    return harm


def _cut(name: str) -> Harm:
    def harm(path: Path) -> None:
        os.truncate(path / name, (path / name).stat().st_size // 2)
        _agree(path, name)

    return harm


def _flipped(name: str) -> Harm:
    def harm(path: Path) -> None:
        raw = bytearray((path / name).read_bytes())
        raw[len(raw) // 2] ^= 1
        (path / name).write_bytes(raw)
        _agree(path, name)

    return harm


def _headed(by: int) -> Harm:
    def change(told: dict[str, Any]) -> None:
        words = told["head"].split()
        words[1] = str(int(words[1]) + by)
        told["head"] = " ".join(words)

    return lambda path: _manifest(path, change)
