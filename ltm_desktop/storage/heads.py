"""The heads file: a witness of the chain outside the database, one line an entry, fsynced.

A chain cannot see its own newest entries cut off. At start the store must still reach the last
line here; what a power cut tore of the last write is no line yet and is written again.
"""

import errno
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ltm_desktop.domain.errors import ChainBroken, Unavailable
from ltm_desktop.ledger.canonical import NotCanonical
from ltm_desktop.ledger.chain import MAY_LAG
from ltm_desktop.ledger.entries import Head
from ltm_desktop.storage.durable import PRIVATE_FILE, disk, sync_folder

_LINE_BYTES = 200
"""No line is longer: a log of 80 characters, a number and a hash."""
_TAIL_BYTES = 3 * _LINE_BYTES
"""How far back a write that was never flushed is looked for."""
_ZERO = b"\0"


class HeadsFile:
    """The heads file of one site."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def create(self) -> None:
        """Make the empty file of a new site."""
        with disk():
            os.close(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE))
            sync_folder(self._path.parent)

    def last(self) -> Head | None:
        """Return the newest witnessed head. Raises Unavailable when the file is damaged."""
        with disk(), self._path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL_BYTES))
            tail = file.read()
        lines = tail[: _whole(tail)].splitlines()
        if not lines:
            if size > _LINE_BYTES:
                raise Unavailable("storage.heads_damaged")
            return None
        return _head(lines[-1])

    def all(self) -> Iterator[Head]:
        """Yield every witnessed head, oldest first. Raises Unavailable when damaged."""
        with disk(), self._path.open("rb") as file:
            left = os.fstat(file.fileno()).st_size
            for line in file:
                if line.startswith(_ZERO) and left < _TAIL_BYTES:
                    return
                left -= len(line)
                if line.endswith(b"\n"):
                    yield _head(line[:-1])

    def after(self, seq: int) -> Iterator[Head]:
        """Yield the witnessed heads after an entry, without reading a long file to its beginning.

        Raises Unavailable when damaged.
        """
        last = self.last()
        newer = 0 if last is None else max(0, last.seq - seq)
        with disk(), self._path.open("rb") as file:
            # an entry has one line: further back none of them can stand
            begun = max(0, file.seek(0, os.SEEK_END) - (newer + 2) * _LINE_BYTES)
            file.seek(begun)
            tail = file.read()
        for line in tail[: _whole(tail)].splitlines()[1 if begun else 0 :]:
            if (head := _head(line)).seq > seq:
                yield head

    def append(self, heads: Iterable[Head]) -> None:
        """Witness new heads durably, over a torn last line if there is one."""
        lines = "".join(head.to_line() + "\n" for head in heads).encode()
        if not lines:
            return
        with disk(), self._path.open("r+b", buffering=0) as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL_BYTES))
            tail = file.read()
            file.seek(size - len(tail) + _whole(tail))
            file.truncate()
            if file.write(lines) != len(lines):
                raise OSError(errno.ENOSPC, "short write")
            os.fsync(file.fileno())


def compare(
    witness: HeadsFile, newest: Head, head_at: Callable[[int], Head | None]
) -> Iterator[Head]:
    """Check that the store reaches the witness and yield the heads the witness still lacks.

    Raises ChainBroken: ledger.tail_cut where the store ends too early, ledger.rollback where it
    says something else, ledger.heads_behind where the witness itself is far too old.
    """
    last = witness.last()
    known = 0 if last is None else last.seq
    if last is not None and head_at(last.seq) != last:
        raise _located(witness, newest, head_at)
    if newest.seq - known > MAY_LAG:
        raise ChainBroken("ledger.heads_behind", known + 1)
    for seq in range(known + 1, newest.seq + 1):
        head = head_at(seq)
        if head is not None:
            yield head


def _located(
    witness: HeadsFile, newest: Head, head_at: Callable[[int], Head | None]
) -> ChainBroken:
    for head in witness.all():
        if head.seq > newest.seq:
            return ChainBroken("ledger.tail_cut", head.seq)
        if head_at(head.seq) != head:
            return ChainBroken("ledger.rollback", head.seq)
    return ChainBroken("ledger.rollback", newest.seq)


def _whole(tail: bytes) -> int:
    """Return how many bytes at the end of the file were written whole.

    A disk writes sectors: where a power cut kept the later one of a write that was never flushed,
    zeros stand for the first. Whoever would put zeros there could cut the lines off as well.
    """
    ends = tail.rfind(b"\n") + 1
    if len(tail) <= _TAIL_BYTES and tail.startswith(_ZERO):
        return 0
    zeros = tail.find(b"\n" + _ZERO, max(0, len(tail) - _TAIL_BYTES))
    return ends if zeros < 0 else zeros + 1


def _head(line: bytes) -> Head:
    try:
        return Head.from_line(line.decode())
    except (NotCanonical, UnicodeDecodeError):
        raise Unavailable("storage.heads_damaged") from None
