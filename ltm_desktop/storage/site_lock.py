"""One program at a time writes to a site: a lock the operating system lets go when we die.

Nothing guesses by process id, so a crash, a kill or a power cut leaves no stale lock.
"""

import os
import sys
from pathlib import Path

from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.storage.durable import PRIVATE_FILE, disk


class SiteLock:
    """The held lock of one site folder."""

    def __init__(self, path: Path) -> None:
        with disk():
            self._descriptor: int | None = os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
        if not _take(self._descriptor):
            self.release()
            raise Unavailable("storage.in_use")

    def release(self) -> None:
        """Let the next program in."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
