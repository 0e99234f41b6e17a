"""The content of a file that somebody chose or brought: an ordinary file, and no more of it.

A pipe would be waited for and a link to a device read for ever; both are refused before reading.
"""

import errno
import os
import stat
from pathlib import Path


def read_chosen(path: Path, most: int) -> bytes:
    """Return the bytes of an ordinary file, of a larger one `most` and one more.

    Raises OSError where there is none.
    """
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        number = errno.EISDIR if stat.S_ISDIR(found.st_mode) else errno.ENODEV
        raise OSError(number, os.strerror(number), str(path))
    with path.open("rb") as file:
        return file.read(most + 1)
