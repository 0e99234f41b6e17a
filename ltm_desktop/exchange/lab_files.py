"""The door to files of laboratories: a table or a FHIR bundle, told apart by their first sign.

Refuses a file larger than any report; reads it once, whole, and changes nothing.
"""

import stat
from datetime import tzinfo
from pathlib import Path

from ltm_desktop.app.imported_labs import LabFile
from ltm_desktop.domain.errors import Unavailable, refuse
from ltm_desktop.exchange.fhir.labs import read_bundle
from ltm_desktop.exchange.tabular.lab_rows import read_table

MOST_BYTES = 16 * 2**20


class LaboratoryFiles:
    """The app's `LabFiles`."""

    def read(self, path: Path, zone: tzinfo) -> LabFile:
        """Return what a file says. Raises Refused for its content, Unavailable for the file."""
        data = _bytes(path)
        if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
            return LabFile(path.name, read_bundle(data))
        return LabFile(path.name, read_table(data, zone))


def _bytes(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise refuse("labs.file_not_readable")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError:
        raise Unavailable("labs.file_not_there") from None
    if len(data) > MOST_BYTES:
        raise refuse("labs.file_too_large", megabytes=MOST_BYTES // 2**20)
    return data
