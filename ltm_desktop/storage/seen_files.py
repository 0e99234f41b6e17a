"""The folder of personal witnesses: a line a person, outside the database and the key file.

The key file is never rewritten for it, so that no power cut comes near the keys. A folder or file
that is not there is nobody's word; what a line is worth is judged by its person's key alone.
"""

from pathlib import Path

from ltm_desktop.domain.identifiers import person_id
from ltm_desktop.storage.durable import PRIVATE_FOLDER, disk, sync_folder, write_file

WHOLE = "whole"
"""Begins the names of what people vouch for; those of what they saw begin with another word."""
_LONGEST = 4096
"""Bytes; no line of ours is longer."""


class SeenFiles:
    """The personal witnesses of one site."""

    def __init__(self, path: Path, kind: str = "of") -> None:
        """Take the folder and what begins the names: a book of each kind may lie in one folder."""
        self._path = path
        self._kind = kind

    def read(self, person: str) -> str:
        """Return a person's line; empty where there is none. Raises Unavailable."""
        with disk():
            try:
                with self._file(person).open("rb") as file:
                    return file.read(_LONGEST).decode("ascii", "replace").rstrip("\n")
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
                return ""

    def write(self, person: str, line: str) -> None:
        """Keep a person's line durably, in place of the older one. Raises Unavailable."""
        with disk():
            if not self._path.is_dir():
                self._path.mkdir(mode=PRIVATE_FOLDER)
                sync_folder(self._path.parent)
        write_file(self._file(person), f"{line}\n".encode())

    def _file(self, person: str) -> Path:
        # some bare ids, and names that end in a dot, are no file names on Windows
        return self._path / f"{self._kind}-{person_id(person)}.head"

    def __repr__(self) -> str:
        """Show nothing."""
        return "SeenFiles()"
