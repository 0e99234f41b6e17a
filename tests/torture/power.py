"""R2: power cuts. strace records every call of a real life on its files; a disk that may lose all
that was not flushed is built from them, cut at any call, and the site it leaves is opened.

Nothing acknowledged before the cut may be missing. With synchronous=NORMAL it must be.
"""

import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.torture import judging
from tests.torture.acts import KINDS
from tests.torture.disk import Disk, File, Folder
from tests.torture.telling import make
from tests.torture.traces import CALLS, Call, read

PROJECT = Path(__file__).resolve().parents[2]
Say = Callable[[str], None]


@dataclass
class Figures:
    """What a campaign saw."""

    states: Counter[str] = field(default_factory=Counter)
    """Cuts by the kind of write they fell into."""
    lives: int = 0
    calls: int = 0
    flushes: int = 0
    acknowledged: int = 0
    """Promises that were looked for again, summed over all states."""
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        kinds = ", ".join(f"{name} {number}" for name, number in sorted(self.states.items()))
        return (
            f"{sum(self.states.values())} states of {self.lives} lives ({self.calls} calls, "
            f"{self.flushes} flushes; {kinds}), {self.acknowledged} promises looked for, "
            f"{len(self.faults)} faults"
        )


def run(
    place: Path,
    strace: str,
    *,
    count: int,
    seed: int,
    say: Say,
    more: tuple[str, ...] = (),
    until: float = float("inf"),
    states_a_life: int = 150,
    extra: int = 4,
) -> Figures:
    """Cut the power so many times, or until a moment; `more` weakens the program that lives."""
    chance = random.Random(seed)  # noqa: S311 - a story, no secret
    founded = place / "founded"
    if not founded.exists():
        make(founded)
    figures = Figures()
    while sum(figures.states.values()) < count and time.monotonic() < until:
        left = min(states_a_life, count - sum(figures.states.values()))
        kinds = (*KINDS, *chance.choices(KINDS, k=extra))
        life = _recorded(place, strace, founded, chance.sample(kinds, len(kinds)), chance, more)
        figures.lives += 1
        _cut(founded, place / "cut", life, left, chance, figures, say, until)
        say(str(figures))
    return figures


def _recorded(
    place: Path,
    strace: str,
    founded: Path,
    kinds: list[str],
    chance: random.Random,
    more: tuple[str, ...],
) -> list[Call]:
    """Let one life happen under strace and return every call on the site's files."""
    site, log = Path(shutil.copytree(founded, place / "living")), place / "calls"
    life = [sys.executable, "-m", "tests.torture.acts", str(site), "--seed"]
    life += [str(chance.randrange(10**9)), "--kinds", *kinds, *more]
    tracing = [strace, "-f", "-qq", "-y", "-xx", "-s", "67108864", "-o", str(log)]
    ended = subprocess.run(
        [*tracing, "-e", f"trace={CALLS}", *life],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if ended.returncode:
        raise AssertionError(f"a life in which nothing failed ended badly: {ended.stderr[-600:]}")
    calls = list(read(log, str(site)))
    log.unlink()
    shutil.rmtree(site)
    return calls


def _cut(
    founded: Path,
    to: Path,
    life: list[Call],
    count: int,
    chance: random.Random,
    figures: Figures,
    say: Say,
    until: float,
) -> None:
    """Play a life again and cut it at many moments; half of them just after a promise."""
    said = [place for place, one in enumerate(life, start=1) if one.data.startswith(b"ACK")]
    moments = [
        chance.choice(said) if chance.random() < 0.4 else chance.randrange(1, len(life) + 1)
        for _ in range(count)
    ]
    figures.calls += len(life)
    figures.flushes += sum(one.name in {"fsync", "fdatasync"} for one in life)
    player, done, lines = Player(founded), 0, list[str]()
    for moment in sorted(moments):
        if time.monotonic() > until:
            return
        for call in life[done:moment]:
            if call.name == "said":
                lines += call.data.decode().splitlines()
            else:
                player.play(call)
        done = moment
        promised = judging.Promised()
        promised.hear(lines)
        shutil.rmtree(to, ignore_errors=True)
        mode = player.disk.after_cut(to, chance)
        figures.states[promised.begun or "at rest"] += 1
        figures.acknowledged += sum(promised.acts.values())
        if found := judging.fault(to, promised):
            during = promised.begun or "at rest"
            figures.faults.append(f"cut at call {moment} in {during}, disk keeps {mode}: {found}")
            say(figures.faults[-1])


class Player:
    """Plays the calls of a life on a disk that remembers what was flushed."""

    def __init__(self, founded: Path) -> None:
        self.disk = Disk(founded)
        self._open: dict[int, tuple[File | Folder, int]] = {}

    def play(self, call: Call) -> None:
        """Let the disk do what one call asked."""
        getattr(self, f"_{call.name}")(call)

    def _openat(self, call: Call) -> None:
        found = self.disk.find(call.path)
        if found is None:
            found = File()
            self.disk.make(call.path, found)
        elif "O_TRUNC" in call.flags and isinstance(found, File):
            found.pending.append((0, None))
        self._open[call.fd] = (found, 0)

    def _close(self, call: Call) -> None:
        self._open.pop(call.fd, None)

    def _lseek(self, call: Call) -> None:
        self._open[call.fd] = (self._open[call.fd][0], call.at)

    def _write(self, call: Call) -> None:
        file, at = self._open[call.fd]
        assert isinstance(file, File)
        file.pending.append((at, call.data))
        self._open[call.fd] = (file, at + len(call.data))

    def _pwrite64(self, call: Call) -> None:
        file = self._open[call.fd][0]
        assert isinstance(file, File)
        file.pending.append((call.at, call.data))

    def _ftruncate(self, call: Call) -> None:
        file = self._open[call.fd][0]
        assert isinstance(file, File)
        file.pending.append((call.at, None))

    def _fsync(self, call: Call) -> None:
        self._open[call.fd][0].flush()

    _fdatasync = _fsync

    def _rename(self, call: Call) -> None:
        self.disk.rename(call.path, call.other)

    def _unlink(self, call: Call) -> None:
        self.disk.remove(call.path)

    _unlinkat = _rmdir = _unlink

    def _mkdir(self, call: Call) -> None:
        self.disk.make(call.path, Folder())
