"""Where a store must not lie: folders that another program synchronises, and folders of a network.

Judged by the names and marks such programs leave and by the kind of the file system. A store there
can be torn in two by a copy made in the middle of a write.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

_SYNCED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "icloud": "iCloud",
    "icloud drive": "iCloud",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "seafile": "Seafile",
    "nutstore": "Nutstore",
    "我的坚果云": "Nutstore",
    "syncthing": "Syncthing",
}
"""How such folders are called, in small letters; OneDrive adds the name of the firm."""
_MARKS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud",
    ".stfolder": "Syncthing",
}
"""Files and folders that such programs leave in what they synchronise."""
_NETWORK = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "ncpfs",
        "afs",
        "ceph",
        "glusterfs",
        "lustre",
        "davfs",
        "davfs2",
        "webdav",
        "fuse.sshfs",
        "fuse.rclone",
        "fuse.davfs2",
        "fuse.gvfsd-fuse",
        "fuse.smbnetfs",
        "fuse.s3fs",
        "afpfs",
    ]
)
_REMOTE_DRIVE = 4
"""What Windows calls a drive of a network."""
_MOUNTS = Path("/proc/self/mounts")


def synced_by(path: Path) -> str:
    """Return the name of the program that synchronises a folder, empty for none known."""
    whole = _real(path)
    for folder in (whole, *whole.parents):
        name = folder.name.lower()
        if name.startswith(("onedrive -", "onedrive-")):
            return "OneDrive"
        if name in _SYNCED:
            return _SYNCED[name]
        for mark, program in _MARKS.items():
            if folder.parent != folder and _stands(folder / mark):
                return program
    return ""


def _stands(mark: Path) -> bool:
    try:
        return mark.exists()
    except OSError:
        return False  # a folder above that is closed to us


def network_kind(path: Path) -> str:
    """Return what kind of network a folder lies in, empty for a disk of this computer."""
    whole = _real(path)
    if str(path).startswith(("\\\\", "//")):
        return "UNC"
    return _drive_kind(whole)


def file_system(path: Path, mounts: Iterable[str]) -> str:
    """Return the kind of the file system a path lies in, by the lines of a table of mounts."""
    best, kind = -1, ""
    for place, found in _read(mounts):
        within = path == place or place in path.parents
        # a later line covers an earlier one at the same place
        if within and len(place.parts) >= best:
            best, kind = len(place.parts), found
    return kind


def _read(mounts: Iterable[str]) -> Iterator[tuple[Path, str]]:
    for line in mounts:
        parts = line.split()
        if len(parts) > 2:
            yield Path(re.sub(r"\\(\d{3})", _letter, parts[1])), parts[2]


def _letter(octal: re.Match[str]) -> str:
    return chr(int(octal[1], 8))


def _mounts() -> list[str]:
    try:
        return _MOUNTS.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return []  # not every system has the table


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


if sys.platform == "win32":
    import ctypes

    def _drive_kind(path: Path) -> str:
        kind = ctypes.windll.kernel32.GetDriveTypeW(path.anchor)
        return "network drive" if kind == _REMOTE_DRIVE else ""

else:

    def _drive_kind(path: Path) -> str:
        kind = file_system(path, _mounts())
        return kind if kind in _NETWORK else ""
