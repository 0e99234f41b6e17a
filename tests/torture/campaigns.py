"""Every line of what the program must survive, by its name: what runs, how often is asked.

A campaign is a function of a place, a count, a seed and a moment to stop; what it saw can be said
in one line and has `faults`. Lines that are tests alone are run as tests.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from tests.tampering import campaign as tampering
from tests.tampering import mutants
from tests.tampering.victim import make as make_victim
from tests.torture import (
    clocks,
    desks,
    faults,
    flips,
    full_disk,
    guessing,
    hostile,
    kills,
    locks,
    papers,
    places,
    power,
    restores,
    shift,
    strings,
)

PROJECT = Path(__file__).resolve().parents[2]
Say = Callable[[str], None]


class Seen(Protocol):
    """What a campaign saw; `str` tells it in one line."""

    faults: list[str]


@dataclass(frozen=True)
class Order:
    """What one campaign is asked to do."""

    place: Path
    count: int
    seed: int
    until: float
    say: Say


@dataclass(frozen=True)
class Campaign:
    """One or two lines of figures.md, section 4."""

    name: str
    asked: int
    """How often, as figures.md asks; 1 for what is not counted."""
    run: Callable[[Order], Seen]
    needs: str = ""
    """A program from outside without which it cannot be tried."""


@dataclass
class Tests:
    """What tests said."""

    told: str
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return self.told


def _tests(*files: str) -> Callable[[Order], Seen]:
    def run(order: Order) -> Seen:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *files]
        ended = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
        last = (ended.stdout.strip().splitlines() or ["nothing was said"])[-1]
        del order
        return Tests(f"{' '.join(files)}: {last}", [last] if ended.returncode else [])

    return run


def _found(program: str) -> str:
    return shutil.which(program) or program


def _tampering(order: Order) -> Seen:
    victim = make_victim(order.place)
    run = {"seed": order.seed, "say": order.say}
    altered = tampering.alter(victim, order.place, count=order.count, **run)  # type: ignore[arg-type]  # its own words
    clean = tampering.run_clean(victim, order.place, count=order.count, **run)  # type: ignore[arg-type]  # its own words
    told = tampering.Figures(altered.altered, [*altered.faults, *clean.faults], clean.clean)
    return Tests(told.told(), told.faults)


def _mutants(order: Order) -> Seen:
    victim = make_victim(order.place)
    return mutants.run(
        victim, order.place, count=order.count, seed=order.seed, say=order.say, until=order.until
    )


def _desks(order: Order) -> Seen:
    few = max(1, order.count // 25)
    return desks.run(order.place, commits=order.count, stale=few, rings=few, say=order.say)


def _plain(run: Callable[..., Seen]) -> Callable[[Order], Seen]:
    return lambda order: run(order.place, count=order.count, seed=order.seed, say=order.say)


def _timed(run: Callable[..., Seen], *program: str) -> Callable[[Order], Seen]:
    def timed(order: Order) -> Seen:
        outside = [_found(one) for one in program]
        return run(
            order.place,
            *outside,
            count=order.count,
            seed=order.seed,
            say=order.say,
            until=order.until,
        )

    return timed


def _places(order: Order) -> Seen:
    return places.run(order.place, _found("unshare"), seed=order.seed, say=order.say)


ALL: tuple[Campaign, ...] = (
    Campaign("R1", 5000, _timed(kills.run)),
    Campaign("R2", 2000, _timed(power.run, "strace"), "strace"),
    Campaign("R3", 1, _tests("tests/test_qt_void_calls.py", "tests/storage/test_event_store.py")),
    Campaign("R4, R5", 1000, _tampering),
    Campaign("R6", 1000, _mutants),
    Campaign("R7", 100, _timed(full_disk.run, "unshare"), "unshare"),
    Campaign("R8", 500, _timed(faults.run, "strace"), "strace"),
    Campaign("R9", 1, _places, "unshare"),
    Campaign("R10", 500, _timed(flips.run)),
    Campaign("R11", 500, _desks),
    Campaign("R12", 100, _plain(clocks.run)),
    Campaign("R13", 1, _tests("tests/survival", "tests/ui/test_lock.py")),
    Campaign("R13", 100, _plain(locks.run)),
    Campaign("R14", 1000, _plain(guessing.run)),
    Campaign("R15", 1, _tests("tests/test_secrets_unshown.py", "tests/app/test_in_clear.py")),
    Campaign("R16", 300, _plain(hostile.run)),
    Campaign("R18", 1000, _plain(strings.run), "pdftotext"),
    Campaign("R19", 1, _tests("tests/ui/test_scanner_fuzz.py", "tests/app/test_scans.py")),
    Campaign("R20", 1000, _plain(papers.run), "pdfsig"),
    Campaign("R21", 100, _timed(restores.run)),
    Campaign("R22", 1, _tests("tests/domain/test_codec.py", "tests/storage/test_event_store.py")),
    Campaign("R24", 1, _tests("tests/app/trail", "tests/test_trail_always.py")),
    Campaign("R25", 2000, _plain(shift.run)),
)
NOT_YET = {
    "R17": "sites do not exchange records yet",
    "R23": "several workstations on one server come later",
}
