"""The folder of downtime kits of one site: PDFs with names of patients, for this user alone.

Not encrypted: a kit is read when the program cannot run. Refuses to keep more than a few.
"""

from datetime import UTC, datetime
from pathlib import Path

from ltm_desktop.storage.durable import (
    PRIVATE_FOLDER,
    disk,
    make_folder,
    sync_folder,
    write_file,
)

_NAME = "downtime-%Y%m%dT%H%M%SZ.pdf"


class KitFiles:
    """The shelf of one site: files named by the instant they were made."""

    def __init__(self, folder: Path, kept: int) -> None:
        """Take the site's folder and how many kits are kept."""
        self._folder = folder / "downtime"
        self._kept = kept

    def put(self, pdf: bytes, at: datetime) -> str:
        """Keep a kit durably and take old ones away; return its path. Raises Unavailable."""
        with disk():
            make_folder(self._folder)
            self._folder.chmod(PRIVATE_FOLDER)
        path = self._folder / at.astimezone(UTC).strftime(_NAME)
        write_file(path, pdf)
        with disk():
            for old in self._files()[: -self._kept]:
                old.unlink(missing_ok=True)
            sync_folder(self._folder)
        return str(path)

    def newest(self) -> datetime | None:
        """Return when the newest kit was made, None without one; never raises."""
        try:
            files = self._files()
        except OSError:
            return None
        return _made(files[-1]) if files else None

    def _files(self) -> list[Path]:
        return sorted(one for one in self._folder.glob("downtime-*.pdf") if _made(one))


def _made(path: Path) -> datetime | None:
    try:
        return datetime.strptime(path.name, _NAME).replace(tzinfo=UTC)
    except ValueError:
        return None
