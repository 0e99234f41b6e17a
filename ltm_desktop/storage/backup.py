"""Making a backup: a whole site in a folder of its own, counted only once it was proven.

The database is copied by its own backup call; everything is on disk before the copy is put back
in a temporary place, opened and verified there; only then it gets its manifest and its name.
"""

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ltm_desktop.app.backups import Backup
from ltm_desktop.app.chosen_files import read_chosen
from ltm_desktop.app.verification import Alive, Verdict, verify_site
from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.ledger.canonical import NotCanonical
from ltm_desktop.ledger.entries import Head
from ltm_desktop.storage.durable import (
    PRIVATE_FILE,
    PRIVATE_FOLDER,
    disk,
    make_folder,
    sync_folder,
    write_file,
)
from ltm_desktop.storage.emergency_copy import EmergencyFile
from ltm_desktop.storage.event_store import SqlStore
from ltm_desktop.storage.folder import SiteFolder, open_site
from ltm_desktop.storage.key_file import KeyFile
from ltm_desktop.storage.opening import open_store

FORMAT = "ltm-backup/1"
MANIFEST = "backup.json"
PART, GONE, PROOF = ".part", ".gone", ".proof-"
"""What is being made, being let go, and being proven; none of them counts."""
_UNREADABLE = (OSError, ValueError, KeyError, TypeError, RecursionError)
_LARGEST_MANIFEST = 4 << 20
"""Bytes: the names of some twenty thousand people."""
_BELONGS = re.compile(
    r"site\.toml|keys\.json|journal|emergency\.toml|ledger\.db|heads|seen/[^/\\\\:\0]+\.head"
)
"""The files a backup may have."""
_MORE_ROOM = 20
"""Megabytes; what is written while the backup is made stands in the log beside the database."""
_BEFORE = ("site.toml", "keys.json", "journal", "emergency.toml")
"""Files that are taken before the database, so that they know nothing it does not."""


@dataclass(frozen=True, slots=True)
class Source:
    """An open site to be copied."""

    folder: SiteFolder
    store: SqlStore
    data_key: bytes

    def __repr__(self) -> str:
        """Show where it is and nothing else."""
        return f"Source({self.folder.path})"


def make_backup(source: Source, place: Path, now: datetime, alive: Alive | None = None) -> Backup:
    """Copy a site, prove the copy and give it its name. Raises Unavailable; nothing counts then."""
    name = f"{now.astimezone(UTC):%Y%m%dT%H%M%S%fZ}"
    part = place / f"{name}{PART}"
    with disk():
        make_folder(place)
        sweep(place)
        part.mkdir(mode=PRIVATE_FOLDER)
    try:
        head = _copy(source, part)
        _prove(part, head, source.data_key, alive)
        _write_manifest(part, source.folder.facts.id, head, now)
        return _named(part, place / name)
    except BaseException as error:
        shutil.rmtree(part, ignore_errors=True)
        if isinstance(error, Unavailable) and error.alert.code == "storage.disk_full":
            raise Unavailable("backup.disk_full", room=_room(source.folder)) from None
        raise


def read_backup(path: Path) -> Backup | None:
    """Return a backup as its manifest tells it; None for a folder that is none, or not whole."""
    try:
        told = _manifest(path)
        files = told["files"]
        sizes = {name: (path / name).stat().st_size for name in files}
        if told["format"] != FORMAT or any(sizes[name] != files[name]["size"] for name in files):
            return None
        return Backup(
            path,
            str(told["site"]),
            Head.from_line(str(told["head"])),
            datetime.fromisoformat(told["made_at"]),
            datetime.fromisoformat(told["proven_at"]),
            sum(sizes.values()),
        )
    except (*_UNREADABLE, AttributeError, NotCanonical):
        return None


def _manifest(path: Path) -> dict[str, Any]:
    """Return what a backup says of itself. Raises one of _UNREADABLE for anything else.

    Anybody can write one: it may name the files of a site and nothing else, neither above its
    folder nor behind a link.
    """
    raw = read_chosen(path / MANIFEST, _LARGEST_MANIFEST)
    if len(raw) > _LARGEST_MANIFEST:
        raise ValueError("too large")
    told: dict[str, Any] = json.loads(raw)
    for name in told["files"]:
        if not _BELONGS.fullmatch(name) or _is_link(path, name):
            raise ValueError("not a file of a site")
    return told


def _is_link(path: Path, name: str) -> bool:
    return any((path / part).is_symlink() for part in (name.partition("/")[0], name))


def backups_in(place: Path) -> tuple[Backup, ...]:
    """Return every backup in a folder, newest first; what is half made is none."""
    try:
        folders = [one for one in place.iterdir() if not one.suffix and one.name[:1] != "."]
    except OSError:
        return ()
    found = [backup for one in folders if (backup := read_backup(one)) is not None]
    return tuple(sorted(found, key=lambda one: one.made_at, reverse=True))


def unpack(backup: Backup, to: Path) -> SiteFolder:
    """Copy a backup into a new folder, every file compared. Raises Unavailable."""
    try:
        told = _manifest(backup.path)["files"]
    except _UNREADABLE:
        raise Unavailable("backup.damaged", file=MANIFEST) from None
    with disk():
        to.mkdir(mode=PRIVATE_FOLDER, parents=True)
        for name, known in told.items():
            target = to / name
            target.parent.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            if not (backup.path / name).is_file():
                # a pipe would be waited for
                raise Unavailable("backup.damaged", file=name)
            if _copied(backup.path / name, target) != known["sha256"]:
                raise Unavailable("backup.damaged", file=name)
        (to / "backups").mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        for folder in {to, *(one.parent for one in to.rglob("*"))}:
            sync_folder(folder)
    return open_site(to)


def proven(copy: Path, data_key: bytes, scratch: Path, alive: Alive | None = None) -> Verdict:
    """Put a copy back in a temporary place, open and verify it there. Raises Unavailable."""
    with disk():
        place = Path(tempfile.mkdtemp(prefix=PROOF, dir=scratch))
    try:
        with disk():
            _copy_folder(copy, place / "site")
        return verified(open_site(place / "site"), data_key, alive)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def verified(site: SiteFolder, data_key: bytes, alive: Alive | None = None) -> Verdict:
    """Open a closed site as the next start does and verify it. Raises Unavailable, ChainBroken."""
    store = open_store(site, data_key)
    try:
        posted = EmergencyFile(site.path).read()
        keys = KeyFile(site.keys).is_whole()
        verdict = verify_site(store, facts=site.facts, posted=posted, alive=alive, keys_whole=keys)
    finally:
        store.close()
    # the emergency page is made anew from the ledger at the next sign-in
    worst = [one for one in verdict.problems if not one.code.startswith("emergency.")]
    if worst:
        raise Unavailable("backup.not_proven", detail=worst[0].code)
    return verdict


def let_go(backup: Backup) -> None:
    """Remove a backup so that no half of it ever counts. Raises Unavailable."""
    gone = backup.path.with_name(backup.path.name + GONE)
    with disk():
        backup.path.rename(gone)
        sync_folder(gone.parent)
        shutil.rmtree(gone, ignore_errors=True)


def sweep(place: Path) -> None:
    """Remove what a kill left half made, half let go or half proven."""
    for one in place.iterdir():
        if one.suffix in {PART, GONE} or one.name.startswith(PROOF):
            shutil.rmtree(one, ignore_errors=True)


def _room(folder: SiteFolder) -> int:
    """Return the megabytes a backup needs: the copy, the copy it is proven in, and some more."""
    files = [one for one in folder.path.iterdir() if one.is_file()]
    return 2 * sum(one.stat().st_size for one in files) // 1_000_000 + _MORE_ROOM


def _prove(part: Path, head: Head, data_key: bytes, alive: Alive | None) -> None:
    found = proven(part, data_key, part.parent, alive).head
    if found != head:
        raise Unavailable("backup.not_proven", detail=found.to_line())


def _copy(source: Source, part: Path) -> Head:
    folder = source.folder
    with disk():
        for name in _BEFORE:
            with suppress(FileNotFoundError):
                _copied(folder.path / name, part / name)
        if folder.seen.is_dir():
            (part / "seen").mkdir(mode=PRIVATE_FOLDER)
            for line in sorted(folder.seen.iterdir()):
                if line.suffix == ".head":
                    _copied(line, part / "seen" / line.name)
    source.store.copy_to(part / folder.store.name, source.data_key)
    copied = SiteFolder(part, folder.facts)
    with disk(), _opened_to_sync(copied.store) as descriptor:
        os.fsync(descriptor)
    head = _head_of(copied, source.data_key)
    _copy_heads(source, copied, head)
    with disk():
        for one in (part, part / "seen"):
            if one.is_dir():
                sync_folder(one)
    return head


def _head_of(copy: SiteFolder, data_key: bytes) -> Head:
    from ltm_desktop.storage.engine import open_engine, reading
    from ltm_desktop.storage.tables import get_meta
    from ltm_desktop.storage.transaction import newest

    engine = open_engine(copy.store, data_key, read_only=True)
    try:
        with reading(engine) as connection:
            return newest(connection, get_meta(connection, "log").decode())
    finally:
        engine.dispose()


def _copy_heads(source: Source, copy: SiteFolder, head: Head) -> None:
    """Keep the heads up to the copy's own: those written meanwhile are not in it."""
    lines = [one for one in source.store.witnessed() if one.seq <= head.seq]
    write_file(copy.heads, "".join(f"{one.to_line()}\n" for one in lines).encode())


def _write_manifest(part: Path, site: str, head: Head, now: datetime) -> None:
    files = {
        one.relative_to(part).as_posix(): {
            "size": one.stat().st_size,
            "sha256": hashlib.sha256(one.read_bytes()).hexdigest(),
        }
        for one in sorted(part.rglob("*"))
        if one.is_file()
    }
    told: dict[str, Any] = {
        "format": FORMAT,
        "site": site,
        "head": head.to_line(),
        "made_at": now.isoformat(),
        "proven_at": now.isoformat(),
        "files": files,
    }
    write_file(part / MANIFEST, json.dumps(told, indent=1).encode())


def _named(part: Path, final: Path) -> Backup:
    with disk():
        part.rename(final)
        sync_folder(final.parent)
    made = read_backup(final)
    if made is None:
        raise Unavailable("backup.damaged", file=final.name)
    return made


def _copied(source: Path, target: Path) -> str:
    """Copy a file durably and return the digest of what was read."""
    digest = hashlib.sha256()
    with source.open("rb") as read:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        with os.fdopen(descriptor, "wb") as written:
            while block := read.read(1 << 20):
                digest.update(block)
                written.write(block)
            written.flush()
            os.fsync(written.fileno())
    return digest.hexdigest()


def _copy_folder(source: Path, target: Path) -> None:
    """Copy a folder; unlike the library's own way it says which error ended it. Raises OSError."""
    target.mkdir(mode=PRIVATE_FOLDER)
    for one in sorted(source.iterdir()):
        if one.is_dir():
            _copy_folder(one, target / one.name)
        else:
            shutil.copyfile(one, target / one.name)


@contextmanager
def _opened_to_sync(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDWR)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
