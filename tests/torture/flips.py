"""One flipped bit anywhere in a site's files: found at the next start or by verification.

Harmless bits are said apart: those the program itself puts right at the next start, and those of a
file that nothing is believed of.
"""

import io
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

from ltm_desktop.app.own_word import own_word
from ltm_desktop.app.verification import verify_site
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.ledger.canonical import NotCanonical
from ltm_desktop.storage.emergency_copy import EmergencyFile
from ltm_desktop.storage.folder import open_site
from ltm_desktop.storage.key_file import KeyFile
from ltm_desktop.storage.opening import open_store
from ltm_desktop.storage.seen_files import SeenFiles
from tests.app.clinic import SECRET
from tests.torture import subject
from tests.torture.telling import data_key

FILES = ("ledger.db", "ledger.db-wal", "keys.json", "heads")
_PAGE = 4096
_ABANDONED = 3
"""Doses told in the life whose log is left beside the database."""
Say = Callable[[str], None]


@dataclass
class Figures:
    """What a campaign saw, by file."""

    flipped: Counter[str] = field(default_factory=Counter)
    superseded: int = 0
    """Bits of pages that the log beside the database holds anew; the next start writes them."""
    at_start: int = 0
    """Found by opening, before anything else was read."""
    by_verify: int = 0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{sum(self.flipped.values())} bits flipped ({dict(self.flipped)}), {self.at_start} "
            f"found at the start, {self.by_verify} by verification, {self.superseded} in pages "
            f"already written anew, {len(self.faults)} not found"
        )


def run(place: Path, *, count: int, seed: int, say: Say, until: float = float("inf")) -> Figures:
    """Flip so many bits, each in a fresh copy of one site with a log beside its database."""
    site = abandoned(place)
    return flip_in(site, place, FILES, count=count, seed=seed, say=say, until=until)


def flip_in(
    site: Path,
    place: Path,
    names: Sequence[str],
    *,
    count: int,
    seed: int,
    say: Say,
    until: float = float("inf"),
) -> Figures:
    """Flip so many bits in some files of copies of a site."""
    chance = random.Random(seed)  # noqa: S311 - a story, no secret
    keys = KeyFile(open_site(site).keys)
    persons, anew = keys.people(), _superseded(site)
    figures = Figures()
    for number in range(count):
        if number and time.monotonic() > until:
            break
        copy = Path(shutil.copytree(site, place / "flipped"))
        name = chance.choice(names)
        at, bit = _flip(chance, copy / name)
        figures.flipped[name] += 1
        found = _found(copy, persons)
        if not found and name == "ledger.db" and 1 + at // _PAGE in anew:
            figures.superseded += 1
        elif found == "start":
            figures.at_start += 1
        elif found:
            figures.by_verify += 1
        else:
            figures.faults.append(f"bit {bit} of byte {at} of {name}")
            say(figures.faults[-1])
        shutil.rmtree(copy)
        if number % 50 == 49:
            say(f"{number + 1}/{count}: {figures}")
    return figures


def abandoned(place: Path) -> Path:
    """Return a site as a power cut leaves it: its newest entries stand in the log only."""
    working, site = place / "working", place / "abandoned"
    with redirect_stdout(io.StringIO()):
        subject.main(["init", str(working)])
    folder = open_site(working)
    key = data_key(folder)
    held = open_store(folder, key, read_only=True)
    held.head()  # as long as somebody reads, closing does not empty the log
    with redirect_stdout(io.StringIO()):
        subject.main(["write", str(working), str(_ABANDONED)])
    shutil.copytree(working, site)
    held.close()
    return site


def _flip(chance: random.Random, file: Path) -> tuple[int, int]:
    raw = bytearray(file.read_bytes())
    at, bit = chance.randrange(len(raw)), chance.randrange(8)
    raw[at] ^= 1 << bit
    file.write_bytes(raw)
    return at, bit


def _found(site: Path, persons: tuple[str, ...]) -> str:
    """Return where a fault is found, empty where it is not; every slot is tried."""
    try:
        folder = open_site(site)
        keys = KeyFile(folder.keys)
        opened = [keys.unlock(person, SECRET) for person in persons]
        store = open_store(folder, opened[0].data_key)
    except (LtmError, NotCanonical):
        return "start"
    try:
        with redirect_stderr(io.StringIO()):
            own = own_word(
                opened[0].person,
                opened[0].key.public,
                SeenFiles(folder.seen).read(opened[0].person),
            )
            posted = EmergencyFile(folder.path).read()
            verdict = verify_site(
                store, facts=folder.facts, posted=posted, own=own, keys_whole=keys.is_whole()
            )
    except LtmError:
        return "verify"
    else:
        return "" if verdict.intact else "verify"
    finally:
        store.close()


def _superseded(site: Path) -> frozenset[int]:
    """Return the pages of the database that its log holds anew: nothing reads the old ones."""
    log = (site / "ledger.db-wal").read_bytes()
    size = int.from_bytes(log[8:12], "big")
    frames = range(32, len(log), 24 + size)
    return frozenset(int.from_bytes(log[at : at + 4], "big") for at in frames)
