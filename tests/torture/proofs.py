"""Each torture shown able to fail: something the program relies on is taken away, and it is seen.

A torture that finds nothing in a weakened program proves nothing of the whole one.
"""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import pytest

from ltm_desktop.app import saved_files, verification
from ltm_desktop.storage import event_store, key_file
from ltm_desktop.storage.key_file import KeyFile
from tests.tampering import independent_verifier, mutants
from tests.tampering.victim import make as make_victim
from tests.torture import acts, faults, flips, kills, power

Say = Callable[[str], None]
Patch = pytest.MonkeyPatch
Proof = Callable[[Path, int, Patch], list[str]]


def run(seed: int, say: Say) -> int:
    """Run every proof; 1 where a torture saw nothing."""
    blind = 0
    for name, (what, proof) in PROOFS.items():
        with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
            found = proof(Path(folder), seed, patch)
        blind += not found
        say(f"{name}: {what}: {len(found)} found{', such as ' + found[0] if found else ''}")
    return 1 if blind else 0


def _quiet(_line: str) -> None:
    """Say nothing while it runs; what is found is returned."""


def _in_halves(path: Path, content: bytes, pause: float) -> None:
    """Write over what stands there, with some seconds between its halves."""
    with path.open("wb") as file:
        file.write(content[: len(content) // 2])
        file.flush()
        time.sleep(pause)
        file.write(content[len(content) // 2 :])


def in_place(place: Path, seed: int, patch: Patch) -> list[str]:
    """Write the key file over itself, as a program does that never heard of renames."""
    patch.setattr(key_file, "write_file", partial(_in_halves, pause=0.05))
    return kills.run(place, count=10, seed=seed, say=_quiet, kinds=("secret",)).faults


def told_early(place: Path, seed: int, patch: Patch) -> list[str]:
    """Say that what was typed is kept before it is."""
    keep = acts.Acts.draft

    def early(living: acts.Acts) -> object:
        for number in range(3):
            yield {"typed": f"{number} never kept"}
            time.sleep(0.05)
        yield from keep(living)

    patch.setattr(acts.Acts, "draft", early)
    return kills.run(place, count=10, seed=seed, say=_quiet, kinds=("draft",)).faults


def straight(place: Path, seed: int, patch: Patch) -> list[str]:
    """Write what a person saves straight to its place, as slowly as a stick takes a long table."""

    def slowly(path: Path, lines: Iterable[bytes]) -> None:
        _in_halves(path, b"".join(lines), pause=0.2)

    patch.setattr(saved_files, "_part", lambda path: path)
    patch.setattr(saved_files, "_write", slowly)
    return kills.run(place, count=40, seed=seed, say=_quiet, kinds=("save",)).faults


def _power(weakness: str) -> Proof:
    def cut(place: Path, seed: int, _patch: Patch) -> list[str]:
        strace = shutil.which("strace") or "strace"
        more = ("--weak", weakness)
        return power.run(place, strace, count=40, seed=seed, say=_quiet, more=more).faults

    return cut


def blind_to_signatures(place: Path, seed: int, patch: Patch) -> list[str]:
    """Let the other verifier take every signature for good."""
    patch.setattr(independent_verifier, "holds", lambda *_: True)
    return mutants.run(make_victim(place), place, count=40, seed=seed, say=_quiet).faults


def no_heads(place: Path, seed: int, patch: Patch) -> list[str]:
    """Leave the heads file out where a flipped bit in the log drops what was committed."""
    patch.setattr(event_store, "compare", lambda *_: iter(()))
    patch.setattr(event_store.SqlStore, "witnessed", lambda _: iter(()))
    patch.setattr(verification, "MAY_LAG", 10**9)
    site = flips.abandoned(place)
    return flips.flip_in(site, place, ["ledger.db-wal"], count=12, seed=seed, say=_quiet).faults


def no_page_seals(place: Path, seed: int, patch: Patch) -> list[str]:
    """Do not ask the database's own seals of its pages, nor read every index."""
    patch.setattr(event_store, "damaged_pages", lambda _: ())
    patch.setattr(event_store, "misleading", lambda _: iter(()))
    site = flips.abandoned(place)
    return flips.flip_in(site, place, ["ledger.db"], count=60, seed=seed, say=_quiet).faults


def no_key_digest(place: Path, seed: int, patch: Patch) -> list[str]:
    """Do not ask whether the key file is the one that was written."""
    patch.setattr(KeyFile, "is_whole", lambda _: True)
    site = flips.abandoned(place)
    return flips.flip_in(site, place, ["keys.json"], count=60, seed=seed, say=_quiet).faults


def never_written(place: Path, _seed: int, _patch: Patch) -> list[str]:
    """Acknowledge a dose that nobody wrote, and take the heads file away."""
    site = place / "site"
    faults.ran_subject("init", site)
    found = [faults.judged(site, {"adm-never"}, faults.Figures(), before=set())]
    (site / "heads").unlink()
    return [*found, faults.judged(site, set(), faults.Figures(), before=set())]


PROOFS: dict[str, tuple[str, Proof]] = {
    "R1a": ("a key file written in place", in_place),
    "R1b": ("kept is said before it is", told_early),
    "R1c": ("a file a person saves written straight to its place", straight),
    "R2a": ("synchronous=NORMAL", _power("normal")),
    "R2b": ("names of files never flushed", _power("folders")),
    "R5, R10": ("the heads file left out", no_heads),
    "R6": ("a verifier blind to signatures", blind_to_signatures),
    "R7, R8": ("a dose acknowledged and never written", never_written),
    "R10a": ("the seals of pages not asked", no_page_seals),
    "R10b": ("the digest of the key file not asked", no_key_digest),
}
