"""What one try at a secret costs here: at least 64 MiB and three passes, more on a faster computer.

Measured once, when a site is set up. Refuses to go below the floor, however slow the computer.
"""

import time
from collections.abc import Callable
from dataclasses import replace

from ltm_desktop.storage.wrapping import Cost, derive, new_kdf

FLOOR = Cost()
LEAST_SECONDS = 0.1
"""A try that takes less is made dearer."""
_AIMED_SECONDS = 0.15
_MOST_PASSES = 16
"""Beyond it more memory makes a guess dearer than more passes do."""
_MOST_MEMORY_KIB = 1024 * 1024

Timed = Callable[[Cost], float]
"""Tries a cost and returns the seconds it took."""


def calibrated(timed: Timed | None = None) -> Cost:
    """Return the cost of a try on this computer: the floor, raised until it takes long enough."""
    timed = timed or time_one
    took = timed(FLOOR)
    if took >= LEAST_SECONDS:
        return FLOOR
    memory, passes = FLOOR.memory_kib, _passes(took)
    while passes > _MOST_PASSES and memory < _MOST_MEMORY_KIB:
        memory, took = memory * 2, took * 2
        passes = _passes(took)
    return replace(FLOOR, memory_kib=memory, passes=min(passes, _MOST_PASSES))


def raised(cost: Cost, asked: Cost) -> Cost | None:
    """Return a cost as dear as both; None where it already is as dear as what is asked."""
    dearer = replace(
        cost,
        memory_kib=max(cost.memory_kib, asked.memory_kib),
        passes=max(cost.passes, asked.passes),
    )
    return None if dearer == cost else dearer


def site_cost(kept: Cost | None) -> Cost:
    """Return what a site asks; a file that was altered buys nobody a cheap or endless try."""
    asked = kept if kept and kept.memory_kib <= _MOST_MEMORY_KIB else FLOOR
    return raised(FLOOR, replace(asked, passes=min(asked.passes, _MOST_PASSES))) or FLOOR


def time_one(cost: Cost) -> float:
    """Return the seconds of one try, the better of two: what else runs makes nobody's guess slow.

    The first also loads the library.
    """
    return min(_seconds(cost) for _ in range(2))


def _seconds(cost: Cost) -> float:
    kdf = new_kdf(cost)
    began = time.perf_counter()
    derive(b"nobody's secret", kdf)
    return time.perf_counter() - began


def _passes(took: float) -> int:
    """Return how many passes last long enough where the floor's last this long."""
    return max(FLOOR.passes, round(FLOOR.passes * _AIMED_SECONDS / max(took, 1e-6)))
