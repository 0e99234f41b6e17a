"""What strace wrote of a life: every call on the site's own files, in order, and what was said.

A call that the disk of these tests does not know is refused, so that none is passed over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CALLS = (
    "openat,creat,close,write,pwrite64,writev,pwritev,pwritev2,fsync,fdatasync,sync,syncfs,"
    "ftruncate,truncate,fallocate,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,"
    "mkdirat,rmdir,lseek,sendfile,copy_file_range"
)
_LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+|\?)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FD = re.compile(r"^(\d+|AT_FDCWD)<((?:\\x[0-9a-f]{2})*)>")
_UNMODELLED = frozenset(
    {"creat", "writev", "pwritev", "pwritev2", "truncate", "fallocate", "link", "linkat"}
    | {"renameat", "renameat2", "mkdirat", "copy_file_range", "sendfile", "sync", "syncfs"}
)
"""Calls this disk does not know: if the program ever makes one of its files, say so."""
_OF_OPENED = frozenset({"write", "lseek", "close", "fsync", "fdatasync", "ftruncate", "pwrite64"})
_ASIDE = ("-shm", "/.proof-")
"""Memory two programs share, and copies a backup is proven in: nothing is promised of them."""


@dataclass(frozen=True)
class Call:
    """One call on a file of the site, or a line the program said."""

    name: str
    path: str = ""
    other: str = ""
    fd: int = -1
    at: int = 0
    flags: str = ""
    data: bytes = b""


def read(log: Path, site: str) -> Iterator[Call]:
    """Yield the calls that succeeded on files of the site, and what was said meanwhile."""
    opened: set[int] = set()
    with log.open(encoding="ascii") as lines:
        for line in lines:
            assert "unfinished" not in line, "two threads at once: the order is not known"
            found = _LINE.match(line)
            if found is None or found[3].startswith(("-", "?")):
                continue
            call = _call(found[1], found[2], int(found[3]), site)
            if call is None or (call.name in _OF_OPENED and call.fd not in opened):
                continue
            if call.name == "openat":
                opened.add(call.fd)
            elif call.name == "close":
                opened.discard(call.fd)
            yield call


def _call(name: str, told: str, result: int, site: str) -> Call | None:
    texts = [_bytes(one) for one in _TEXT.findall(told)]
    handle = _FD.match(told)
    fd = int(handle[1]) if handle and handle[1].isdigit() else -1
    if name == "write" and fd == 1:
        return Call("said", data=texts[0])
    path = _path(name, texts, fd, _bytes(handle[2]).decode() if handle else "")
    if not f"{path}/".startswith(f"{site}/") or any(one in path for one in _ASIDE):
        return None
    if name in _UNMODELLED:
        raise AssertionError(f"{name}: a call this disk does not know")
    own, last = path[len(site) + 1 :], told.rpartition(",")[2]
    other = texts[1].decode()[len(site) + 1 :] if name == "rename" else ""
    data = texts[0][:result] if name in {"write", "pwrite64"} else b""
    at = {"lseek": str(result), "pwrite64": last, "ftruncate": last}.get(name, "0")
    opening = name == "openat"
    flags = told.rpartition('"')[2] if opening else ""
    return Call(name, own, other, result if opening else fd, int(at), flags, data)


def _path(name: str, texts: list[bytes], fd: int, held: str) -> str:
    """Return the file a call is about: by its handle, by its name, or by both."""
    if name == "unlinkat" and fd >= 0:
        return f"{held}/{texts[0].decode()}"
    if fd >= 0:
        return held
    return texts[0].decode() if texts else ""


def _bytes(hexed: str) -> bytes:
    return bytes.fromhex(hexed.replace("\\x", ""))
