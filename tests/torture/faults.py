"""Disks that fail: one write, flush, rename or cut of the real program is told that it failed.

strace answers a chosen call on the site's own files with a full disk or a broken one, once or from
then on. What was acknowledged before must stand, nothing half may, and no traceback is shown.
"""

import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
CALLS = ("pwrite64", "write", "fsync", "fdatasync", "rename", "ftruncate", "openat", "unlink")
ERRORS = ("ENOSPC", "EIO")
_FILES = ("ledger.db", "ledger.db-wal", "ledger.db-shm", "heads", "journal", "journal.new")
_SUBJECT = (sys.executable, "-m", "tests.torture.subject")
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\(")
Say = Callable[[str], None]


@dataclass
class Figures:
    """What a campaign saw."""

    by_kind: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    refused: int = 0
    """Trials in which the program said that it could not go on."""
    unsaid: int = 0
    """Doses that stood although the program could not say so any more."""
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{sum(self.by_kind.values())} failing calls, {self.refused} refused, "
            f"{self.acknowledged} acknowledged, {self.unsaid} unsaid, {len(self.faults)} faults"
        )


def run(
    place: Path,
    strace: str,
    *,
    count: int,
    seed: int,
    say: Say,
    until: float = float("inf"),
) -> Figures:
    """Let so many calls fail, each on a fresh copy of one site, or until a moment."""
    chance = random.Random(seed)  # noqa: S311 - a story, no secret
    site = place / "site"
    ran_subject("init", site)
    before = _acknowledged(ran_subject("write", site, "1").stdout)
    calls = _count(strace, place, site)
    figures = Figures()
    for number in range(count):
        if number and time.monotonic() > until:
            break
        call = chance.choice([one for one in CALLS if calls[one]])
        error = chance.choice(ERRORS)
        when = chance.randint(1, calls[call])
        lasting = "+" if chance.random() < 0.3 else ""
        kind = f"{call} {error}{' for good' if lasting else ''}"
        copy = Path(shutil.copytree(site, place / "failing"))
        fault = _trial(strace, copy, f"{call}:error={error}:when={when}{lasting}", before, figures)
        figures.by_kind[kind] += 1
        if fault:
            figures.faults.append(f"{kind} at {when}: {fault}")
            say(figures.faults[-1])
        shutil.rmtree(copy)
        if number % 10 == 9:
            say(f"{number + 1}/{count}: {figures}")
    return figures


def _trial(strace: str, site: Path, inject: str, before: set[str], figures: Figures) -> str:
    """Return what went wrong in one trial, empty for nothing."""
    traced = ("-e", f"inject={inject}")
    ended = _traced(strace, site, traced, os.devnull)
    told = _acknowledged(ended.stdout)
    figures.acknowledged += len(told)
    figures.refused += ended.returncode != 0
    if ended.returncode not in {0, 2} or "Traceback" in ended.stderr:
        return f"exit {ended.returncode}: {ended.stderr[-400:]}"
    return judged(site, told, figures, before=before)


def judged(site: Path, told: set[str], figures: Figures, *, before: set[str]) -> str:
    """Return what is wrong with a site after a life that acknowledged doses, empty for nothing."""
    checked = json.loads(ran_subject("check", site).stdout)
    stood: list[str] = checked["uids"]
    figures.unsaid += len(set(stood) - told - before)
    if not checked["ok"]:
        return f"not whole: {checked['errors']}"
    if not (told | before) <= set(stood):
        return f"lost: {sorted((told | before) - set(stood))}"
    if len(stood) != len(set(stood)):
        return "a dose stands twice"
    again = ran_subject("write", site, "1")
    return "" if again.returncode == 0 else f"nothing more can be written: {again.stderr[-300:]}"


def _count(strace: str, place: Path, site: Path) -> Counter[str]:
    """Return how often each call is made on the site's files by a run in which nothing fails."""
    copy, log = Path(shutil.copytree(site, place / "counted")), place / "calls"
    _traced(strace, copy, (), str(log))
    lines = log.read_text("utf-8", "replace").splitlines()
    shutil.rmtree(copy)
    return Counter(found[1] for line in lines if (found := _CALL.match(line)))


def _traced(
    strace: str, site: Path, more: tuple[str, ...], log: str
) -> subprocess.CompletedProcess[str]:
    paths = [word for name in _paths(site) for word in ("-P", name)]
    tracing = [strace, "-f", "-qq", "-o", log, "-e", f"trace={','.join(CALLS)}", *paths, *more]
    return _ran([*tracing, *_SUBJECT, "write", str(site), "2"])


def _paths(site: Path) -> Iterator[str]:
    yield str(site)
    for name in _FILES:
        yield str(site / name)
    for line in sorted((site / "seen").iterdir()):
        yield str(line)
        yield f"{line}.new"


def ran_subject(verb: str, site: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return _ran([*_SUBJECT, verb, str(site), *more])


def _ran(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=PROJECT, capture_output=True, text=True, timeout=300, check=False
    )


def _acknowledged(said: str) -> set[str]:
    return {line.split()[1] for line in said.splitlines() if line.startswith("ACK ")}
