"""Starts of the program and of the bare window, each in a process of its own, in turn."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.figures import Bench, median
from benchmarks.kept import place

_ROOT = Path(__file__).resolve().parent.parent
_TIMEOUT = 120


@dataclass(frozen=True, slots=True)
class Start:
    """One start, phase by phase."""

    phases: dict[str, dict[str, float]]
    modules: frozenset[str]

    def of(self, phase: str, what: str) -> float:
        """Return what a phase had cost when it ended."""
        return self.phases[phase][what]


def site_of(bench: Bench, patients: int = 3) -> Path:
    """Return a demo site of a few patients; kept where a folder is kept."""
    site = place(bench, f"demo-{patients}")
    if not site.exists():
        from ltm_desktop.app.demo.build import build_demo
        from ltm_desktop.app.wording.words import Words
        from ltm_desktop.bootstrap import House

        fresh = site.with_name(f"{site.name}-making")
        now = datetime.now(UTC)
        build_demo(
            House(), fresh, patients=patients, now=now, say=Words("en"), progress=lambda _: None
        ).close()
        fresh.rename(site)
    return site


def one_start(bench: Bench, side: str, until: str, site: Path | str = "-") -> Start:
    """Start one of the two windows and return what it tells of itself."""
    command = [sys.executable, "-m", "benchmarks.start_child", side, until, str(site)]
    began = time.perf_counter()
    ran = subprocess.run(
        [*command, repr(began)],
        env=_alone(bench),
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=_TIMEOUT,
    )
    if not ran.stdout.startswith("{"):
        raise RuntimeError(f"the {side} window did not start: {ran.stderr[-2000:]}")
    told: dict[str, Any] = json.loads(ran.stdout)
    return Start({one["phase"]: one for one in told["phases"]}, frozenset(told["modules"]))


def starts(bench: Bench, times: int, until: str, site: Path) -> tuple[list[Start], list[Start]]:
    """Start floor and product in turn, one round not counted."""
    floors: list[Start] = []
    ours: list[Start] = []
    for turn in range(times + 1):
        pair = one_start(bench, "floor", until), one_start(bench, "product", until, site)
        if turn:
            floors.append(pair[0])
            ours.append(pair[1])
    return floors, ours


def middle(seen: Sequence[Start], phase: str, what: str) -> float:
    """Return the median of what a phase had cost."""
    return median([one.of(phase, what) for one in seen])


def profile(floors: Sequence[Start], ours: Sequence[Start]) -> str:
    """Return every phase of both as a table of text."""
    lines = [f"{'':34}{'wall ms':>10}{'cpu ms':>10}{'MiB':>8}{'modules':>9}"]
    for title, seen in (("floor", floors), ("program", ours)):
        for phase in seen[0].phases:
            wall, cpu = (middle(seen, phase, what) for what in ("wall_ms", "cpu_ms"))
            memory, modules = (middle(seen, phase, what) for what in ("rss_mib", "modules"))
            name = f"{title}: {phase}"
            lines.append(f"{name:34}{wall:10.0f}{cpu:10.0f}{memory:8.1f}{modules:9.0f}")
    return "\n".join(lines)


def _alone(bench: Bench) -> dict[str, str]:
    """Return an environment with a home of its own and no screen of anybody's."""
    home = bench.scratch / "home"
    home.mkdir(exist_ok=True)
    named = {"HOME": home, "XDG_CONFIG_HOME": home / "config", "XDG_CACHE_HOME": home / "cache"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DISPLAY")}
    return {**kept, **{key: str(one) for key, one in named.items()}, "QT_QPA_PLATFORM": "offscreen"}
