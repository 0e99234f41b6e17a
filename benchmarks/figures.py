"""One figure: what was measured, against which floor, and whether the goal is met.

A figure that was not measured says why; it is never left out and never guessed.
"""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

MEASURED = "measured"
"""Floor of a figure whose goal is a plain number."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; texts as they are printed."""

    name: str
    what: str
    floor_name: str
    floor: str
    measured: str
    ratio: float | None
    goal: str
    met: bool | None
    """None where it was not measured here."""
    note: str = ""
    """Why a goal is not met and what comes next; how it was measured where that is not plain."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What a module of figures is given: sizes to try, a folder kept between runs, and one not."""

    sizes: tuple[int, ...]
    keep: Path | None
    """Where large sites are made once and found again; None: none are at hand."""
    scratch: Path
    """Thrown away afterwards."""
    profiles: dict[str, str] = field(default_factory=dict)
    """Profiles as text by title; they are kept with the page."""


Measure = Callable[[Bench], Iterable[Figure]]
"""Every module of figures has one, called `measure`."""


def against(
    name: str,
    what: str,
    *,
    floor: tuple[str, float],
    measured: float,
    goal: float,
    unit: str = "ms",
    note: str = "",
    missed: str = "",
) -> Figure:
    """Return a figure whose goal is a multiple of its floor; `missed` is told only when missed."""
    ratio = measured / floor[1]
    met = ratio <= goal
    return Figure(
        name,
        what,
        floor[0],
        amount(floor[1], unit),
        amount(measured, unit),
        ratio,
        f"<= {goal:g} x",
        met,
        note if met else _joined(note, missed),
    )


def within(
    name: str,
    what: str,
    *,
    measured: float,
    goal: float,
    unit: str = "ms",
    note: str = "",
    missed: str = "",
) -> Figure:
    """Return a figure whose goal is a plain number; `missed` is told only when missed."""
    met = measured <= goal
    told = note if met else _joined(note, missed)
    limit = f"<= {amount(goal, unit)}"
    return Figure(name, what, "", "", amount(measured, unit), measured / goal, limit, met, told)


def holds(name: str, what: str, *, met: bool, measured: str, goal: str, note: str = "") -> Figure:
    """Return a figure that is a plain yes or no."""
    return Figure(name, what, "", "", measured, None, goal, met, note)


def not_measured(name: str, what: str, why: str) -> Figure:
    """Return a figure that could not be measured here, with its reason."""
    return Figure(name, what, "", "", "", None, "", None, why)


def amount(value: float, unit: str) -> str:
    """Return a number with its unit, three digits or so."""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 3
    return f"{value:,.{digits}f} {unit}".strip()


def in_turn(times: int, *sides: Callable[[], object], warm: int = 1) -> tuple[list[float], ...]:
    """Run every side once a round, so that a slow minute strikes all alike; milliseconds each."""
    taken: tuple[list[float], ...] = tuple([] for _ in sides)
    for turn in range(warm + times):
        for place, side in enumerate(sides):
            began = time.perf_counter()
            side()
            took = (time.perf_counter() - began) * 1000
            if turn >= warm:
                taken[place].append(took)
    return taken


def median(values: Sequence[float]) -> float:
    """Return the middle of what was measured."""
    return statistics.median(values)


def percentile(values: Sequence[float], part: float) -> float:
    """Return the value below which a part of the sorted values lies, 0.95 for p95."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def _joined(*texts: str) -> str:
    return " ".join(text for text in texts if text)
