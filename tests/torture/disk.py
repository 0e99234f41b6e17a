"""A disk that may lose whatever was not flushed: built from the calls a real program made.

Contents are durable once their file was flushed, names once their folder was; until then a power
cut keeps any part of the contents, in sectors, and any beginning of a folder's changes.
"""

import random
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
"""What a disk writes whole or not at all."""


@dataclass
class File:
    """One file: what is surely on the disk, and what was written since its last flush."""

    durable: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Writes in order, at an offset; None cuts the file there."""

    def flush(self) -> None:
        """Make everything durable."""
        for change in self.pending:
            _apply(self.durable, change)
        self.pending.clear()

    def after_cut(self, chance: random.Random, mode: str) -> bytes:
        """Return what a power cut leaves."""
        left = bytearray(self.durable)
        for place, change in enumerate(self.pending):
            last = place == len(self.pending) - 1
            if mode == "all" or (mode == "some" and chance.random() < 0.5):
                _apply(left, change)
            elif mode == "torn":
                _apply_torn(left, change, chance, keep=0.5 if last else 0.9)
        return bytes(left)


@dataclass
class Folder:
    """One folder: the names that are surely there, and what changed since its last flush."""

    durable: dict[str, "File | Folder"] = field(default_factory=dict)
    pending: list[tuple[str, "File | Folder | None"]] = field(default_factory=list)
    """Names that came, in order; None: a name that went."""
    moves: list[tuple[int, int]] = field(default_factory=list)
    """Changes that are one rename: from this place in `pending` to that one, both or none."""

    def now(self) -> dict[str, "File | Folder"]:
        """Return the names as the running program sees them."""
        return _named(self.durable, self.pending)

    def flush(self) -> None:
        """Make the names durable."""
        self.durable = self.now()
        self.pending.clear()
        self.moves.clear()

    def after_cut(self, chance: random.Random, mode: str) -> dict[str, "File | Folder"]:
        """Return the names a power cut leaves: a beginning of what changed."""
        if mode == "all":
            return self.now()
        length = 0 if mode == "none" else chance.randint(0, len(self.pending))
        for first, last in self.moves:
            if first < length <= last:
                length = first
        return _named(self.durable, self.pending[:length])


class Disk:
    """One folder of a disk and everything in it, named by paths relative to it."""

    def __init__(self, start: Path) -> None:
        self.root = _read(start)

    def folder(self, path: str) -> Folder:
        """Return a folder by its path."""
        at: File | Folder = self.root
        for part in [one for one in path.split("/") if one]:
            assert isinstance(at, Folder)
            at = at.now()[part]
        assert isinstance(at, Folder)
        return at

    def find(self, path: str) -> "File | Folder | None":
        """Return a file or folder, None where there is none."""
        above, name = _parted(path)
        return self.folder(above).now().get(name) if name else self.root

    def make(self, path: str, what: "File | Folder") -> None:
        """Let a new name stand; it is not durable yet."""
        above, name = _parted(path)
        self.folder(above).pending.append((name, what))

    def remove(self, path: str) -> None:
        """Let a name go; not durably yet."""
        above, name = _parted(path)
        self.folder(above).pending.append((name, None))

    def rename(self, old: str, new: str) -> None:
        """Let a file have another name, in one piece where both are in one folder."""
        what = self.find(old)
        assert what is not None
        above, name = _parted(new)
        folder = self.folder(above)
        first = len(folder.pending)
        folder.pending.append((name, what))
        self.remove(old)
        if self.folder(_parted(old)[0]) is folder:
            folder.moves.append((first, first + 1))

    def after_cut(self, to: Path, chance: random.Random) -> str:
        """Write what a power cut leaves into a new folder; return how the disk behaved."""
        mode = chance.choice(("none", "none", "all", "some", "some", "torn"))
        _write(self.root, to, chance, mode)
        return mode


def _apply(content: bytearray, change: tuple[int, bytes | None]) -> None:
    at, data = change
    if data is None:
        del content[at:]
        content.extend(bytes(max(0, at - len(content))))
        return
    content.extend(bytes(max(0, at - len(content))))
    content[at : at + len(data)] = data


def _apply_torn(
    content: bytearray, change: tuple[int, bytes | None], chance: random.Random, *, keep: float
) -> None:
    at, data = change
    if data is None:
        _apply(content, change)
        return
    for start, piece in _sectors(at, data):
        if chance.random() < keep:
            _apply(content, (start, piece))


def _sectors(at: int, data: bytes) -> Iterator[tuple[int, bytes]]:
    end = at + len(data)
    while at < end:
        stop = min(end, (at // SECTOR + 1) * SECTOR)
        yield at, data[: stop - at]
        data, at = data[stop - at :], stop


def _named(
    names: dict[str, "File | Folder"], changes: list[tuple[str, "File | Folder | None"]]
) -> dict[str, "File | Folder"]:
    found = copy(names)
    for name, what in changes:
        if what is None:
            found.pop(name, None)
        else:
            found[name] = what
    return found


def _parted(path: str) -> tuple[str, str]:
    above, _, name = path.rpartition("/")
    return above, name


def _read(path: Path) -> Folder:
    return Folder(
        {
            one.name: _read(one) if one.is_dir() else File(bytearray(one.read_bytes()))
            for one in path.iterdir()
            if not one.name.endswith("-shm")
        }
    )


def _write(folder: Folder, to: Path, chance: random.Random, mode: str) -> None:
    to.mkdir(mode=0o700)
    for name, what in folder.after_cut(chance, mode).items():
        if isinstance(what, Folder):
            _write(what, to / name, chance, mode)
        else:
            (to / name).write_bytes(what.after_cut(chance, mode))
            (to / name).chmod(0o600)
