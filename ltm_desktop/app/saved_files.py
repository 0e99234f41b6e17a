"""Files that leave the record: each is written whole or not at all, and said with place and time.

What stood under a name stays until the new file is whole on the disk; a part file never remains.
"""

import errno
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.errors import Unavailable

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_NO_FOLDER = frozenset({errno.ENOENT, errno.ENOTDIR})
_MB = 1_000_000


def write_whole(
    files: Mapping[Path, Iterable[bytes]], stopped: Callable[[], bool] = lambda: False
) -> bool:
    """Write files that belong together; False when a person stopped it. Raises Unavailable."""
    parts = {path: _part(path) for path in files}
    counted = {path: _Counted(lines) for path, lines in files.items()}
    try:
        for path, lines in counted.items():
            with _said(path, counted.values()):
                _write(parts[path], lines)
        if stopped():
            return False
        for path, part in parts.items():
            with _said(path, counted.values()):
                if part != path:
                    part.replace(path)
        for folder in {path.parent for path, part in parts.items() if part != path}:
            _keep_names(folder)
    finally:
        for path, part in parts.items():
            if part != path:
                with suppress(OSError):
                    part.unlink(missing_ok=True)
    return True


def check_free(files: Iterable[Path]) -> None:
    """Raise Unavailable where a file stands that nobody was asked about."""
    for path in files:
        if path.exists():
            raise Unavailable("files.exists", name=path.name)


def saved_words(paths: Sequence[Path], at: datetime, say: Words) -> str:
    """Return when files were saved, their names and their folder."""
    return say(
        "Saved {time}: {files} in {folder}.",
        time=say.time(at),
        files=say.listing(one.name for one in paths),
        folder=str(paths[0].parent),
    )


def _part(path: Path) -> Path:
    """Return where a file grows; a pipe or a terminal takes it as it comes."""
    ordinary = path.is_file() or path.is_dir() or not path.exists()
    return path.with_name(path.name + ".part") if ordinary else path


def _write(part: Path, lines: Iterable[bytes]) -> None:
    with part.open("wb") as file:
        file.writelines(lines)
        file.flush()
        if part.is_file():
            # what is said to be saved is there when the stick is pulled out
            os.fsync(file.fileno())


def _keep_names(folder: Path) -> None:
    """Make the new names durable; a folder that has no way to ask has the whole files anyway."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


class _Counted:
    """The lines of a file, and how many bytes they come to."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = iter(lines)
        self._bytes = 0

    def __iter__(self) -> Iterator[bytes]:
        for line in self._lines:
            self._bytes += len(line)
            yield line

    def whole(self) -> int:
        """Return the bytes of all lines, also of those that are not written any more."""
        for _ in self:
            pass
        return self._bytes


@contextmanager
def _said(path: Path, files: Iterable[_Counted]) -> Iterator[None]:
    """Turn what the operating system says into words for the person who chose the place."""
    try:
        yield
    except OSError as error:
        told = {"name": path.name, "place": str(path.parent)}
        if error.errno not in _FULL:
            code = "files.no_folder" if error.errno in _NO_FOLDER else "files.not_written"
            raise Unavailable(code, **told) from None
        room = 1 + sum(one.whole() for one in files) // _MB
        raise Unavailable("files.no_room", **told, room=room) from None
