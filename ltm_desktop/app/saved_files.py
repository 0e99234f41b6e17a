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


def write_whole(
    files: Mapping[Path, Iterable[bytes]], stopped: Callable[[], bool] = lambda: False
) -> bool:
    """Write files that belong together; False when a person stopped it. Raises Unavailable."""
    parts = {path: _part(path) for path in files}
    try:
        for path, lines in files.items():
            with _said(path):
                _write(parts[path], lines)
        if stopped():
            return False
        for path, part in parts.items():
            with _said(path):
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


@contextmanager
def _said(path: Path) -> Iterator[None]:
    """Turn what the operating system says into words for the person who chose the place."""
    try:
        yield
    except OSError as error:
        code = "files.no_room" if error.errno in _FULL else "files.not_written"
        raise Unavailable(code, name=path.name, place=str(path.parent)) from None
