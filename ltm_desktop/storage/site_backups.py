"""The backups of one open site: where they go, how many stay, and which there are.

The place and the numbers stand in backups.toml in the site's folder, in clear; they are settings
of this computer and no records.
"""

import json
import threading
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from ltm_desktop.app.backups import MOST_KEPT, Backup, Keeping, kept
from ltm_desktop.app.chosen_files import read_chosen
from ltm_desktop.domain.errors import Unavailable, refuse
from ltm_desktop.storage.backup import Source, backups_in, let_go, make_backup
from ltm_desktop.storage.durable import disk, make_folder, write_file
from ltm_desktop.storage.folder import SiteFolder
from ltm_desktop.storage.places import network_kind, synced_by
from ltm_desktop.storage.restore_note import forget_note, read_note

SETTINGS = "backups.toml"
_LARGEST = 65_536


class SiteBackups:
    """The backups of one open site."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._one_at_a_time = threading.Lock()

    def make(self, now: datetime) -> Backup:
        """Make one, prove it, and let go of those no longer kept. Raises Unavailable."""
        if not self._one_at_a_time.acquire(blocking=False):
            raise Unavailable("backup.under_way")
        try:
            made = make_backup(self._source, self.place(), now)
            self._rotate()
        finally:
            self._one_at_a_time.release()
        return made

    def known(self) -> Sequence[Backup]:
        """Return every proven one that can be reached, newest first; never raises."""
        return of_site(self._source.folder)

    def keeping(self) -> Keeping:
        """Return where they go and how many stay; the example where nothing is set."""
        return read_keeping(self._source.folder.path)

    def keep(self, keeping: Keeping) -> None:
        """Change where they go and how many stay. Raises Refused, Unavailable."""
        for name in ("newest", "days", "months"):
            if not 0 <= getattr(keeping, name) <= MOST_KEPT:
                raise refuse("backup.keeping_unusable", most=MOST_KEPT)
        if keeping.newest < 1:
            raise refuse("backup.keeping_unusable", most=MOST_KEPT)
        if keeping.place:
            place = Path(keeping.place)
            if not place.is_absolute():
                raise refuse("backup.place_unusable", place=keeping.place)
            with disk():
                make_folder(place)
        # JSON strings and numbers are TOML's
        lines = [f"{key} = {json.dumps(value)}\n" for key, value in asdict(keeping).items()]
        write_file(self._source.folder.path / SETTINGS, "".join(lines).encode())

    def restore_note(self) -> Mapping[str, object]:
        """Return what is still to be written of a restore; empty for nothing."""
        return read_note(self._source.folder.path)

    def forget_note(self) -> None:
        """Let go of a note that the ledger holds now. Raises Unavailable."""
        forget_note(self._source.folder.path)

    def concerns_of_site(self) -> Sequence[str]:
        """Return the codes of what speaks against the site's own folder."""
        return folder_concerns(self._source.folder.path)

    def concerns(self) -> Sequence[str]:
        """Return the codes of what speaks against the site's folder or the place."""
        folder, place = self._source.folder.path, self.place()
        codes = list(folder_concerns(folder))
        if _same_disk(folder, place):
            codes.append("backup.same_disk")
        if synced_by(place):
            codes.append("backup.place_synced")
        return codes

    def place(self) -> Path:
        """Return the folder they lie in."""
        return place_of(self._source.folder)

    def _rotate(self) -> None:
        found = backups_in(self.place())
        stay = kept(found, self.keeping())
        for one in found:
            if one.path not in stay:
                let_go(one)


def of_site(folder: SiteFolder) -> Sequence[Backup]:
    """Return the backups of a site, also of one that cannot be opened, newest first."""
    places = dict.fromkeys((place_of(folder), folder.backups / folder.facts.id))
    found = [one for place in places for one in backups_in(place) if one.site == folder.facts.id]
    return sorted(found, key=lambda one: one.made_at, reverse=True)


def offered(path: Path) -> Sequence[Backup]:
    """Return the backups a folder knows of, also where nothing else in it can be read."""
    keeping = read_keeping(path)
    places = [path / "backups", *([Path(keeping.place)] if keeping.place else [])]
    found = {
        one.path: one
        for place in places
        for folder in _folders(place)
        for one in backups_in(folder)
    }
    return sorted(found.values(), key=lambda one: one.made_at, reverse=True)


def _folders(place: Path) -> tuple[Path, ...]:
    try:
        return tuple(one for one in place.iterdir() if one.is_dir())
    except OSError:
        return ()


def place_of(folder: SiteFolder) -> Path:
    """Return the folder a site's backups lie in."""
    keeping = read_keeping(folder.path)
    return (Path(keeping.place) if keeping.place else folder.backups) / folder.facts.id


def read_keeping(folder: Path) -> Keeping:
    """Return where backups go and how many stay; the example where nothing usable is set."""
    try:
        told = tomllib.loads(read_chosen(folder / SETTINGS, _LARGEST).decode())
        return Keeping(
            str(told["place"]), int(told["newest"]), int(told["days"]), int(told["months"])
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Keeping()


def folder_concerns(folder: Path) -> Sequence[str]:
    """Return what speaks against a folder for a site: synchronised, or on a network."""
    found = {"storage.folder_synced": synced_by(folder), "storage.on_network": network_kind(folder)}
    return [code for code, what in found.items() if what]


def _same_disk(folder: Path, place: Path) -> bool:
    there = next((one for one in (place, *place.parents) if one.exists()), folder)
    try:
        return folder.stat().st_dev == there.stat().st_dev
    except OSError:
        return False
