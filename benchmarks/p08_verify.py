"""P8: verification of a large ledger against reading it, against its signatures, and in memory."""

import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from benchmarks.figures import Bench, Figure, against, holds, median, not_measured, within
from benchmarks.sites import site
from ltm_desktop.app.demo.cast import ADMINISTRATOR, DEMO_SECRET
from ltm_desktop.app.newer import check_newer
from ltm_desktop.app.roster import Roster
from ltm_desktop.domain.identifiers import SITE_STREAM
from ltm_desktop.ledger.chain import check_link, head_of, verify
from ltm_desktop.ledger.entries import SealedEntry, genesis
from ltm_desktop.ledger.vouched import Measure
from ltm_desktop.storage.engine import open_engine, reading
from ltm_desktop.storage.event_store import SqlStore
from ltm_desktop.storage.folder import open_site
from ltm_desktop.storage.key_file import KeyFile
from ltm_desktop.storage.opening import open_store

_PART = 20_000
"""Entries of the parts that are measured several times; the whole is measured once."""
_ROUNDS = 3
_NEW = 1_000
"""Entries of a start; more than are written in a day."""
_ECDSA = ec.ECDSA(hashes.SHA256())
_WHAT = "full verification"


def measure(bench: Bench) -> Iterable[Figure]:
    """Return the parts of a verification against their floors, the whole, and its memory."""
    if bench.keep is None:
        yield not_measured("P8", _WHAT, "it needs a folder for its sites")
        return
    small, large = (site(bench.keep, size) for size in (min(bench.sizes), max(bench.sizes)))
    store = _store(large)
    try:
        yield from _parts(store, large)
        yield _at_start(store)
    finally:
        store.close()
    yield from _whole(small, large)


def _at_start(store: SqlStore) -> Figure:
    """Return what a start spends on the newest entries, as if all before them were vouched for."""
    newest = store.head().seq
    since = max(1, newest - _NEW)
    measure, head = Measure(SITE_STREAM), genesis(store.log)
    newer = []
    for kept in store.kept():
        if kept.sealed.seq > since:
            newer.append(kept.sealed)
            continue
        measure.add(kept.sealed, kept.stream)
        head = head_of(kept.sealed)
    extent = measure.extent(head)
    roster = _roster(list(store.entries(SITE_STREAM)))
    bare = median([_timed(_bare(newer, roster)) for _ in range(_ROUNDS)])
    ours = median(
        [_timed(lambda: check_newer(store, extent, lambda: None)) for _ in range(_ROUNDS)]
    )
    goal = 50 * len(newer) / _NEW
    size = sum(len(one.raw) for one in newer) / len(newer)
    return holds(
        "P8",
        f"at start only the {len(newer):,} entries since the last verified head, without their"
        " signatures alone",
        met=ours - bare <= goal,
        measured=f"{ours - bare:,.0f} ms beside {bare:,.0f} ms of signatures",
        goal=f"<= {goal:,.0f} ms",
        note=f"entries of {size:,.0f} bytes; {since:,} older ones are not read. Half of it is"
        " reading canonical bytes and writing them again to see that they are.",
    )


def _parts(store: SqlStore, path: Path) -> Iterator[Figure]:
    read = [kept.sealed for kept, _ in zip(store.kept(), range(_PART), strict=False)]
    floors, ours, bare, signed = [], [], [], []
    for _ in range(_ROUNDS):
        floors.append(_timed(lambda: _columns_floor(path)))
        ours.append(_timed(lambda: _columns(store)))
        bare.append(_timed(_bare(read, _roster(read))))
        signed.append(_timed(_signatures(read)))
    yield against(
        "P8",
        f"hashes, chain and columns of {len(read):,} entries",
        floor=(
            "read through SQLCipher, bytes made anew from what they say, hashed",
            median(floors),
        ),
        measured=median(ours),
        goal=2,
        missed="Next: read an entry's fields without looking at each of them twice.",
    )
    yield against(
        "P8",
        f"signatures of {len(read):,} entries, on one core",
        floor=("the same P-256 checks alone", median(bare)),
        measured=median(signed),
        goal=1.2,
        missed="Beside each check stand the statement it is over, made anew, and what it claims.",
    )


def _whole(small: Path, large: Path) -> Iterator[Figure]:
    few, many = _verified(small), _verified(large)
    per = many["seconds"] / many["entries"]
    yield holds(
        "P8",
        f"the whole of {many['entries']:,.0f} entries, charts told again and lists compared",
        met=per * 1_000_000 <= 600,
        measured=f"{many['seconds']:,.1f} s, {per * 1e6:,.0f} µs an entry",
        goal="a million in 10 min (our own)",
        note="Each entry is also judged by what was so far and every list row is made anew.",
    )
    yield within(
        "P8",
        f"memory of {many['entries']:,.0f} entries over that of {few['entries']:,.0f}",
        measured=many["memory"] / few["memory"],
        goal=1.5,
        unit="x",
        note=f"{few['memory']:.0f} and {many['memory']:.0f} MiB at most; 64 bytes an entry and 300"
        " a patient are kept.",
    )


def _verified(path: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.verifying", str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    told: dict[str, float] = json.loads(done.stdout)
    return told


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _data_key(path: Path) -> bytes:
    return KeyFile(open_site(path).keys).unlock(ADMINISTRATOR, DEMO_SECRET).data_key


def _store(path: Path) -> SqlStore:
    return open_store(open_site(path), _data_key(path), read_only=True)


def _columns_floor(path: Path) -> None:
    engine = open_engine(
        open_site(path).store, _KEYS.setdefault(path, _data_key(path)), read_only=True
    )
    with reading(engine) as connection:
        asked = f"SELECT raw, signature FROM entries ORDER BY seq LIMIT {_PART}"  # noqa: S608 - a number of ours
        for raw, signature in connection.exec_driver_sql(asked):
            made = json.dumps(
                json.loads(raw), ensure_ascii=False, sort_keys=True, separators=(",", ":")
            )
            hashlib.sha256(made.encode() + signature).hexdigest()
    engine.dispose()


_KEYS: dict[Path, bytes] = {}
"""Deriving a key is measured elsewhere."""


def _columns(store: SqlStore) -> None:
    head = genesis(store.log)
    for kept, _ in zip(store.kept(), range(_PART), strict=False):
        head = check_link(head, kept.sealed)
        if (kept.stream, kept.hash) != (kept.sealed.entry.stream, head.hash):
            raise ValueError(kept.sealed.seq)


def _roster(read: list[SealedEntry]) -> Roster:
    roster = Roster()
    for sealed in read:
        if sealed.entry.stream == SITE_STREAM:
            roster.learn(sealed)
    return roster


def _signatures(read: list[SealedEntry]) -> Callable[[], None]:
    roster = _roster(read)

    def check() -> None:
        for _ in verify(read, roster.key, genesis(read[0].entry.log)):
            pass

    return check


def _bare(read: list[SealedEntry], roster: Roster) -> Callable[[], None]:
    checks = []
    for sealed in read:
        entry = sealed.entry
        signed = [(entry.author, entry.certificate, sealed.signature, sealed.raw)]
        for one in entry.cosignatures:
            statement = one.statement(entry.log, entry.stream)
            signed.append((one.person, one.certificate, one.signature, statement))
        for person, certificate, signature, data in signed:
            key = roster.key(person, certificate, entry.seq)
            if key is None:
                raise LookupError(person)
            halves = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
            checks.append((key.crypto, encode_dss_signature(*halves), data))

    def check() -> None:
        for key, signature, data in checks:
            key.verify(signature, data, _ECDSA)

    return check
