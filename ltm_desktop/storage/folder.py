"""One site, one folder: where its files are and the few facts that are readable without a key.

site.toml is written once and holds no patient data. A folder with a file missing or damaged is
refused by name; nothing is ever created to fill a gap.
"""

import errno
import json
import os
import re
import tomllib
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ltm_desktop.app.chosen_files import read_chosen
from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.storage.durable import disk, make_folder, write_file

KINDS = ("live", "demo", "practice")

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9.\-]{0,31}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_LARGEST = 65_536
"""Bytes; the facts of a site are five lines."""


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What may be known of a site before anyone has signed in."""

    id: str
    kind: str
    """live, demo or practice; a demo or practice site never becomes live."""
    zone: str
    """IANA zone."""
    country: str
    """ISO 3166-1 alpha-2, for holidays."""
    created: str
    """ISO instant with offset."""

    def __post_init__(self) -> None:
        """Refuse facts that are not what they say. Raises ValueError."""
        good = (
            _ID.fullmatch(self.id)
            and self.kind in KINDS
            and _COUNTRY.fullmatch(self.country)
            and datetime.fromisoformat(self.created).tzinfo
        )
        if not good:
            raise ValueError("not the facts of a site")
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, OSError):
            raise ValueError("not a time zone") from None


@dataclass(frozen=True, slots=True)
class SiteFolder:
    """The paths of one site."""

    path: Path
    facts: SiteFacts

    @property
    def keys(self) -> Path:
        """The key file: everything in it is wrapped."""
        return self.path / "keys.json"

    @property
    def store(self) -> Path:
        """The encrypted database."""
        return self.path / "ledger.db"

    @property
    def heads(self) -> Path:
        """The heads witnessed outside the database."""
        return self.path / "heads"

    @property
    def journal(self) -> Path:
        """What happened before anyone had signed in: ids and times only."""
        return self.path / "journal"

    @property
    def seen(self) -> Path:
        """The newest head each person saw, signed with their own key."""
        return self.path / "seen"

    @property
    def lock(self) -> Path:
        """The file that one running program holds."""
        return self.path / "lock"

    @property
    def backups(self) -> Path:
        """Where backups are kept unless the site says otherwise."""
        return self.path / "backups"


def is_site(path: Path) -> bool:
    """Return whether a folder says it is a site; of one that is closed to us opening says so."""
    try:
        return (path / "site.toml").is_file()
    except OSError as error:
        return error.errno == errno.EACCES


def interrupted(path: Path) -> bool:
    """Return whether a restore was cut short just before a site took this place."""
    try:
        return not path.exists() and (path.with_name(f"{path.name}.restoring") / "ready").is_file()
    except OSError:
        return False


def create_site(path: Path, facts: SiteFacts) -> SiteFolder:
    """Make the folder of a new site. Raises Unavailable storage.site_exists, storage.disk."""
    with disk():
        taken = path.exists() and (not path.is_dir() or any(path.iterdir()))
    if taken:
        raise Unavailable("storage.site_exists")
    site = SiteFolder(path, facts)
    with disk():
        make_folder(site.backups)
    # JSON strings are TOML basic strings.
    lines = [f"{key} = {json.dumps(value)}\n" for key, value in asdict(facts).items()]
    write_file(path / "site.toml", "".join(lines).encode())
    return site


def open_site(path: Path) -> SiteFolder:
    """Open a site's folder. Raises Unavailable naming what is missing or damaged."""
    if not is_site(path):
        raise Unavailable("storage.no_site")
    site = SiteFolder(path, read_facts(path))
    for file in (site.keys, site.store, site.heads):
        if not file.is_file():
            raise Unavailable("storage.missing_file", file=file.name)
        if not os.access(file, os.R_OK):
            raise Unavailable("storage.no_permission")
    return site


def read_facts(folder: Path) -> SiteFacts:
    """Return what site.toml says, whatever else is missing. Raises Unavailable."""
    path = folder / "site.toml"
    with disk():
        raw = read_chosen(path, _LARGEST)
    if len(raw) > _LARGEST:
        raise Unavailable("storage.site_damaged", file=path.name)
    try:
        plain = tomllib.loads(raw.decode())
        return SiteFacts(**{one.name: str(plain.pop(one.name)) for one in fields(SiteFacts)})
    except (ValueError, KeyError, RecursionError):
        raise Unavailable("storage.site_damaged", file=path.name) from None
