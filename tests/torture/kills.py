"""R1: kill -9 in the middle of every kind of write, again and again, on one site that lives on.

Each life is a process of its own that opens the site, does acts of one kind and is killed at a
moment that a seed chooses; the kinds are taken in turn. Then everything promised is looked for.
"""

import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from tests.app.clinic import cheap_secrets
from tests.torture import acts, judging
from tests.torture.telling import make

EVERY = 25
"""Kills after which a fresh copy of the site is taken, so that verifying stays short."""
_EARLY = 0.05
"""Share of kills while the site is being opened."""
_LATE = 1.15
"""How far beyond the usual length of an act a kill may come."""
Say = Callable[[str], None]


@dataclass
class Figures:
    """What a campaign saw."""

    during: Counter[str] = field(default_factory=Counter)
    """Kills by the kind of write they fell into."""
    acknowledged: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{sum(self.during.values())} kills ({_counted(self.during)}), "
            f"{sum(self.acknowledged.values())} acts acknowledged "
            f"({_counted(self.acknowledged)}), {len(self.faults)} faults"
        )


def run(
    place: Path,
    *,
    count: int,
    seed: int,
    say: Say,
    until: float = float("inf"),
    kinds: Sequence[str] = acts.KINDS,
) -> Figures:
    """Kill so many times, or until a moment of the steady clock."""
    chance = random.Random(seed)  # noqa: S311 - a story, no secret
    founded, site = place / "founded", place / "killed"
    if not founded.exists():
        make(founded)
    _warm(founded, site, kinds[:count])
    figures, promised = Figures(), judging.Promised()
    lengths = dict.fromkeys(acts.KINDS, 0.3)
    for number in range(count):
        if number and time.monotonic() > until:
            break
        if number % EVERY == 0:
            shutil.rmtree(site, ignore_errors=True)
            shutil.copytree(founded, site)
            promised = judging.Promised()
        kind = kinds[number % len(kinds)]
        before = promised.acts.copy()
        lines, fell = killed(site, kind, chance, lengths)
        promised.hear(lines)
        figures.during[promised.begun or "between acts"] += 1
        figures.acknowledged += promised.acts - before
        found = fell or judging.fault(site, promised)
        if found:
            figures.faults.append(f"kill {number} in {kind} (seed {seed}): {found}")
            say(figures.faults[-1])
            promised = judging.Promised()
            shutil.rmtree(site)
            shutil.copytree(founded, site)
        if number % 100 == 99:
            say(f"{number + 1}/{count}: {figures}")
    shutil.rmtree(site, ignore_errors=True)
    return figures


def killed(
    site: Path, kind: str, chance: random.Random, lengths: dict[str, float]
) -> tuple[list[str], str]:
    """Let one life begin, kill it, and return what it said, and why it fell by itself if it did."""
    read, write = os.pipe()
    program = os.fork()
    if program == 0:
        os.close(read)
        os.dup2(write, 1)
        _live(site, kind, chance.randrange(10**9))
    os.close(write)
    with os.fdopen(read) as said:
        lines: list[str] = []
        if chance.random() < _EARLY:
            time.sleep(chance.uniform(0, 0.15))
        else:
            lines = _until(said, kind)
            time.sleep(chance.uniform(0, lengths[kind] * _LATE))
        os.kill(program, signal.SIGKILL)
        ended = os.waitstatus_to_exitcode(os.waitpid(program, 0)[1])
        rest = said.read().split("\n")
    lines += [line for line in rest[:-1] if line]
    lengths.update(_measured(lines, kind, lengths[kind]))
    spoken = [line for line in lines if not line.startswith("TOOK")]
    return spoken, "" if ended in (-signal.SIGKILL, 0) else f"fell by itself with {ended}"


def _warm(founded: Path, site: Path, kinds: Sequence[str]) -> None:
    """Live once unharmed, so that no later life spends its time importing."""
    shutil.copytree(founded, site)
    with cheap_secrets():
        once = acts.Acts(site, 1, lambda _: None)
        once.live(kinds)
        once.clinic.desk.close()
    shutil.rmtree(site)


def _until(said: IO[str], kind: str) -> list[str]:
    lines: list[str] = []
    for line in said:
        lines.append(line.rstrip("\n"))
        if line.startswith(f"BEGIN {kind}"):
            break
    return lines


def _measured(lines: list[str], kind: str, known: float) -> dict[str, float]:
    """Return how long an act of this kind took that came to its end: halfway to what was known."""
    took = [float(line.split()[2]) for line in lines if line.startswith(f"TOOK {kind} ")]
    return {kind: (known + took[-1]) / 2} if took else {kind: known * 1.03}


def _live(site: Path, kind: str, seed: int) -> None:
    """Live in the child until killed; never comes back."""
    code = 1
    try:
        with cheap_secrets():
            living = acts.Acts(site, seed, acts.to_stdout)
            while True:
                begun = time.monotonic()
                living.live([kind])
                acts.to_stdout(f"TOOK {kind} {time.monotonic() - begun}")
    except BaseException as error:
        sys.stderr.write(f"{kind}: {error!r}\n")
        raise
    finally:
        sys.stderr.flush()
        os._exit(code)


def _counted(count: Counter[str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in sorted(count.items()))
