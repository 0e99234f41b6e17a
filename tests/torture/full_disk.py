"""R7: a disk that is really full, at many points of saving, printing and backing up.

A small disk in memory is filled up to a few kilobytes while a clinic works on it. What was
acknowledged stands, the message says what is not saved and how much room it needs, and with that
room it is saved. Asks for a name space of its own: `unshare -rm`.
"""

import json
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.errors import LtmError, Unavailable
from tests.app.clinic import cheap_secrets
from tests.torture import acts, judging, saved

PROJECT = Path(__file__).resolve().parents[2]
ROOM = 20_000_000
"""What the message asks for; the program must save with it."""
_SIZE = 96_000_000
_MOST = 200_000
_MOST_FOR = {"backup": 2_500_000, "save": 40_000}
"""Bytes left free when an act begins, at most."""
_SAID = {
    "storage.disk_full": ("not saved", "20 MB"),
    "backup.disk_full": ("No backup was made", "MB of room"),
    "files.no_room": ("nothing was written", " MB of room"),
    "storage.not_witnessed": ("is saved", "Make room"),
}
Say = Callable[[str], None]


@dataclass
class Figures:
    """What a campaign saw."""

    points: Counter[str] = field(default_factory=Counter)
    """Points by the kind of act the disk was full in."""
    said: Counter[str] = field(default_factory=Counter)
    """By what was said; `saved` where there was room after all."""
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{sum(self.points.values())} points ({_counted(self.points)}); "
            f"said: {_counted(self.said)}; {len(self.faults)} faults"
        )


def run(
    place: Path,
    unshare: str,
    *,
    count: int,
    seed: int,
    say: Say,
    until: float = float("inf"),
    kinds: Sequence[str] = acts.KINDS,
) -> Figures:
    """Fill the disk at so many points, in a name space in which a disk may be mounted."""
    asked = ["-m", "tests.torture.full_disk", str(place), str(count), str(seed), str(until)]
    asked += kinds
    ended = subprocess.run(
        [unshare, "-rm", sys.executable, *asked],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        raise AssertionError(ended.stderr[-900:])
    told = json.loads(ended.stdout.splitlines()[-1])
    figures = Figures(Counter(told["points"]), Counter(told["said"]), told["faults"])
    for fault in figures.faults:
        say(fault)
    return figures


def fill(place: Path, count: int, seed: int, until: float, kinds: Sequence[str]) -> Figures:
    """Do it, inside the name space."""
    chance = random.Random(seed)  # noqa: S311 - a story, no secret
    founded, disk = place / "founded", place / "disk"
    if not founded.exists():
        from tests.torture.telling import make

        make(founded)
    disk.mkdir(exist_ok=True)
    figures = Figures()
    for number in range(count):
        if number and time.monotonic() > until:
            break
        kind = kinds[number % len(kinds)]
        size = f"size={_SIZE}"
        subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(disk)], check=True)
        try:
            found = _point(founded, disk, kind, chance, figures)
        finally:
            subprocess.run(["umount", str(disk)], check=True)
        figures.points[kind] += 1
        if found:
            figures.faults.append(f"point {number} in {kind} (seed {seed}): {found}")
    return figures


def _point(founded: Path, disk: Path, kind: str, chance: random.Random, figures: Figures) -> str:
    """Let one act meet a full disk and return what is wrong afterwards, empty for nothing."""
    site = Path(shutil.copytree(founded, disk / "site"))
    promised, lines = judging.Promised(), list[str]()
    with cheap_secrets():
        living = acts.Acts(site, chance.randrange(10**9), lines.append)
        living.live(["create"])
        ballast = _leave(disk, chance.randint(0, _MOST_FOR.get(kind, _MOST)))
        told = _said(living, kind)
        figures.said[told.split(":")[0]] += 1
        with suppress(LtmError):
            living.clinic.desk.close()
        promised.hear(lines)
        ballast.unlink()
        _leave(disk, ROOM)
        wrong = told.partition(":")[2] or saved.parts_left(site) or judging.fault(site, promised)
        return wrong or _again(site, kind, chance)


def _said(living: acts.Acts, kind: str) -> str:
    """Return the code of what was said, and after a colon what is wrong with it."""
    try:
        living.live([kind])
    except Unavailable as full:
        code = full.alert.code
        if code not in _SAID:
            return f"{code}:another thing was said of a full disk"
        say = Words()
        text = f"{say.alert(full.alert)} {say.next_step(full.alert)}"
        missing = [part for part in _SAID[code] if part not in text]
        return f"{code}:{missing}" if missing else code
    return "saved"


def _again(site: Path, kind: str, chance: random.Random) -> str:
    """Do the same act with the room that was asked for."""
    try:
        living = acts.Acts(site, chance.randrange(10**9), lambda _: None)
        living.live([kind])
        living.clinic.desk.close()
    except LtmError as error:
        return f"not saved with the room it asked for: {error}"
    return ""


def _leave(disk: Path, free: int) -> Path:
    """Fill the disk up to so many bytes."""
    ballast = disk / f"ballast-{free}"
    with ballast.open("wb") as file:
        left = shutil.disk_usage(disk).free - free
        while left > 0:
            left -= file.write(bytes(min(left, 1 << 20)))
    return ballast


def _counted(count: Counter[str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in sorted(count.items()))


if __name__ == "__main__":
    found = fill(
        Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]), sys.argv[5:]
    )
    sys.stdout.write(json.dumps(vars(found)) + "\n")
