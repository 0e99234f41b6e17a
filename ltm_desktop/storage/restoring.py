"""Putting a backup back: proven first beside its place, then changed over by two renames.

Whatever stood there is kept aside whole; a kill between the renames is ended at the next start.
"""

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from ltm_desktop.app.backups import Backup, Later, Lost, Preview
from ltm_desktop.app.charts import Charts, ProtocolLibrary
from ltm_desktop.app.ports import Clock, KeyCabinet
from ltm_desktop.domain.errors import ChainBroken, LtmError, Unavailable, refuse, refuse_if
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import check_role
from ltm_desktop.domain.terms import Role
from ltm_desktop.ledger.canonical import NotCanonical
from ltm_desktop.ledger.entries import Head, SealedEntry
from ltm_desktop.storage.backup import unpack, verified
from ltm_desktop.storage.durable import disk, sync_folder, write_file
from ltm_desktop.storage.event_store import SqlStore
from ltm_desktop.storage.folder import SiteFolder, is_site, read_facts
from ltm_desktop.storage.heads import HeadsFile
from ltm_desktop.storage.opening import open_store
from ltm_desktop.storage.restore_note import NOTE
from ltm_desktop.storage.site_backups import SETTINGS
from ltm_desktop.storage.site_lock import SiteLock

_READY = "ready"
"""Stands in what is proven and waits to take its place (see folder.interrupted)."""
_MOST_LISTED = 200


def beside(target: Path) -> Path:
    """Return where a backup is put back and proven before it takes its place."""
    return target.with_name(f"{target.name}.restoring")


def put_beside(backup: Backup, target: Path) -> SiteFolder:
    """Unpack a backup beside its place. Raises Unavailable; the place is untouched."""
    fresh = beside(target)
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        return unpack(backup, fresh)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def change_over(target: Path, now: datetime) -> Path | None:
    """Let what is beside take its place; return where that which stood there is kept.

    Raises Unavailable where another program works in it.
    """
    stands = target.exists() and any(target.iterdir())
    if stands:
        _refuse_in_use(target)
    write_file(beside(target) / _READY, b"")
    aside = None
    if stands:
        aside = target.with_name(f"{target.name}.aside-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
        with disk():
            target.rename(aside)
            sync_folder(target.parent)
    elif target.exists():
        with disk():
            target.rmdir()
    _take_place(target)
    if aside is not None:
        _bring_backups(aside, target)
    return aside


def settle(target: Path) -> None:
    """End a change-over that a kill interrupted between its two renames."""
    if not target.exists() and (beside(target) / _READY).is_file():
        _take_place(target)
        asides = sorted(target.parent.glob(f"{target.name}.aside-*"))
        if asides:
            _bring_backups(asides[-1], target)


def lost_after(backup: Backup, target: Path, data_key: bytes) -> Lost:
    """Return what came after a backup in the site that stands there, as far as it can be read."""
    witnessed = _witnessed(target)
    entries: tuple[SealedEntry, ...] = ()
    with suppress(LtmError, NotCanonical, ValueError):
        store = open_store(
            SiteFolder(target, read_facts(target)), data_key, read_only=True, check=False
        )
        try:
            entries = tuple(_readable(store, backup.head.seq))
        finally:
            store.close()
    heads = [*witnessed, *(Head(one.entry.log, one.seq, one.hash) for one in entries)]
    newest = max(heads, key=lambda one: one.seq, default=None)
    told = tuple(
        Later(
            one.seq,
            datetime.fromisoformat(one.entry.recorded_at),
            one.entry.author,
            one.entry.stream,
        )
        for one in entries[:_MOST_LISTED]
    )
    return Lost(newest, told)


def standing(target: Path) -> Head | None:
    """Return the newest head witnessed in a folder that holds a site, None for none."""
    return max(_witnessed(target), key=lambda one: one.seq, default=None)


def _witnessed(target: Path) -> list[Head]:
    found: list[Head] = []
    with suppress(LtmError, OSError):
        # kept one by one: a damaged line takes only what comes after it
        found.extend(HeadsFile(target / "heads").all())
    return found


def _readable(store: SqlStore, after: int) -> Iterator[SealedEntry]:
    """Yield entries as long as they can be read; a damaged page ends it."""
    with suppress(LtmError, NotCanonical, ValueError):
        for sealed in store.entries(after=after):
            sealed.entry  # noqa: B018 - reading it is the check
            yield sealed


def _refuse_in_use(target: Path) -> None:
    if is_site(target):
        # let go again at once: an open file keeps its folder from being renamed on Windows
        SiteLock(target / "lock").release()


def _take_place(target: Path) -> None:
    with disk():
        beside(target).rename(target)
        sync_folder(target.parent)
        (target / _READY).unlink(missing_ok=True)
        sync_folder(target)


def _bring_backups(aside: Path, target: Path) -> None:
    """Let the backups that lie in the site's own folder come along."""
    with disk():
        if (aside / "backups").is_dir():
            with suppress(FileNotFoundError):
                (target / "backups").rmdir()
            (aside / "backups").rename(target / "backups")
        if (aside / SETTINGS).is_file() and not (target / SETTINGS).exists():
            shutil.copyfile(aside / SETTINGS, target / SETTINGS)
        for folder in (aside, target):
            sync_folder(folder)


class Restorer:
    """One administrator who puts a backup back at one place."""

    def __init__(
        self,
        target: Path,
        person: str,
        secret: str,
        *,
        library: ProtocolLibrary,
        cabinet: Callable[[SiteFolder], KeyCabinet],
    ) -> None:
        """Take who and where; `cabinet` opens slots and counts wrong secrets like any door."""
        self._target = target
        self._person = person
        self._secret = secret
        self._library = library
        self._cabinet = cabinet

    def __repr__(self) -> str:
        """Show where and nothing else."""
        return f"Restorer({self._target})"

    def preview(self, backups: Sequence[Backup]) -> Preview:
        """Return the newest backup that holds, and what came after it. Raises Refused."""
        failed: list[Backup] = []
        for backup in backups:
            try:
                _, data_key = self._proven(backup)
            except (Unavailable, ChainBroken):
                failed.append(backup)
                continue
            finally:
                shutil.rmtree(beside(self._target), ignore_errors=True)
            lost = lost_after(backup, self._target, data_key)
            return Preview(backup, lost, tuple(failed))
        raise Unavailable("backup.none_holds")

    def put_back(
        self, backup: Backup, why: str, clock_of: Callable[[str], Clock], *, aside: bool
    ) -> Path | None:
        """Prove a backup and let it take its place. Raises Refused, Unavailable."""
        check_target(self._target, aside=aside)
        fresh, data_key = self._proven(backup)
        now = clock_of(fresh.facts.zone).now()
        lost = lost_after(backup, self._target, data_key).newest
        told = {
            "seq": backup.head.seq,
            "hash": backup.head.hash,
            "made_at": backup.made_at.isoformat(),
            "restored_at": now.isoformat(),
            "lost_seq": lost.seq if lost else 0,
            "lost_hash": lost.hash if lost else "",
            "why": why.strip(),
            "by": self._person,
        }
        try:
            write_file(fresh.path / NOTE, json.dumps(told).encode())
            return change_over(self._target, now)
        except LtmError:
            self._clear()
            raise

    def _proven(self, backup: Backup) -> tuple[SiteFolder, bytes]:
        """Put a backup beside its place, open it by the secret and verify it."""
        self._check_same_site(backup)
        fresh = put_beside(backup, self._target)
        try:
            data_key = self._cabinet(fresh).unlock(self._person, self._secret).data_key
            head = verified(fresh, data_key).head
            self._check_administrator(fresh, data_key)
        except LtmError:
            self._clear()
            raise
        if head != backup.head:
            self._clear()
            raise Unavailable("backup.not_proven", detail=head.to_line())
        return fresh, data_key

    def _clear(self) -> None:
        """Take away what was put beside; where the place itself is empty by now, it stays."""
        if self._target.exists() or not (beside(self._target) / _READY).is_file():
            shutil.rmtree(beside(self._target), ignore_errors=True)

    def _check_same_site(self, backup: Backup) -> None:
        with suppress(Unavailable):
            found = read_facts(self._target).id
            if found != backup.site:
                raise refuse("backup.other_site", site=backup.site, found=found)

    def _check_administrator(self, fresh: SiteFolder, data_key: bytes) -> None:
        store = open_store(fresh, data_key, read_only=True)
        try:
            people = Charts(store, self._library).site().people
            refuse_if(check_role(people, PersonId(self._person), Role.ADMINISTRATOR))
        finally:
            store.close()


def check_target(target: Path, *, aside: bool) -> None:
    """Refuse to put a backup over anything unless what stands there is to be kept aside."""
    if target.exists() and any(target.iterdir()) and not aside:
        head = standing(target)
        raise Unavailable("backup.target_holds", seq=head.seq if head else 0)
