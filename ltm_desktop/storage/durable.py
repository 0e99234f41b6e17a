"""Files that are either the old one or the new one, whatever happens in between.

A rename is durable only after fsync of the file and of its folder. A full, closed or failing disk
is said by code, and the old file stands.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ltm_desktop.domain.errors import Unavailable

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700

_CODES = {
    errno.ENOSPC: "storage.disk_full",
    errno.EDQUOT: "storage.disk_full",
    errno.EACCES: "storage.no_permission",
    errno.EPERM: "storage.no_permission",
    errno.EROFS: "storage.read_only_folder",
}


@contextmanager
def disk() -> Iterator[None]:
    """Turn what the operating system says into Unavailable, without paths or contents."""
    try:
        yield
    except OSError as error:
        raise Unavailable(_CODES.get(error.errno or 0, "storage.disk")) from None


def write_file(path: Path, content: bytes) -> None:
    """Replace a file durably. Raises Unavailable; the old file stands then."""
    fresh = path.with_name(path.name + ".new")
    with disk():
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        sync_folder(path.parent)


def make_folder(path: Path) -> None:
    """Make a folder and those above it that are missing, each name durable. Raises OSError."""
    if path.is_dir():
        return
    make_folder(path.parent)
    path.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Make a folder's names durable; Windows does this by itself and has no way to ask."""
    if os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
