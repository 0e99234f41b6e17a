"""Measure: python -m benchmarks [--only P1,P8] [--sizes 100,10000,100000] [--keep DIR] [--write].

Every figure runs in a process of its own, so that none pays for another's imports or memory.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import machine
from benchmarks.figures import Bench, Figure, not_measured
from benchmarks.page import PAGE, printed, rewrite
from benchmarks.registry import MODULES, measure_of


def main(arguments: list[str]) -> int:
    """Measure what is wished for, print it and, with --write, put it into the page."""
    wishes = _reading().parse_args(arguments)
    if wishes.one:
        return _measure_here(wishes)
    figures: list[Figure] = []
    profiles: dict[str, str] = {}
    about = [*machine.described(), f"load average before the run: {machine.load()}"]
    _say("\n".join(about))
    with tempfile.TemporaryDirectory() as made_now:
        # sites that are not kept are made once for all figures of this run
        wishes.keep = wishes.keep or Path(made_now)
        for name in wishes.only:
            seen, kept = _measured_apart(name, wishes)
            figures += seen
            profiles |= kept
            for figure in seen:
                _say(printed(figure))
    if wishes.write:
        day = datetime.now(UTC).date()
        rewrite(PAGE, figures, day=day, machine=about, profiles=profiles)
    return 0


def _reading() -> argparse.ArgumentParser:
    reading = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    reading.add_argument("--only", type=_names, default=tuple(MODULES), metavar="P1,P8")
    reading.add_argument("--sizes", type=_numbers, default=(100, 10_000), metavar="100,10000")
    reading.add_argument("--keep", type=Path, help="where sites are made once and found again")
    reading.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    reading.add_argument("--one", metavar="FILE", type=Path, help=argparse.SUPPRESS)
    return reading


def _names(text: str) -> tuple[str, ...]:
    names = tuple(one.strip().upper() for one in text.split(","))
    if unknown := [one for one in names if one not in MODULES]:
        raise argparse.ArgumentTypeError(f"no figure is called {', '.join(unknown)}")
    return names


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(one.replace("_", "")) for one in text.split(","))


def _measured_apart(name: str, wishes: argparse.Namespace) -> tuple[list[Figure], dict[str, str]]:
    sizes = ",".join(map(str, wishes.sizes))
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "figures.json"
        command = [sys.executable, "-m", "benchmarks", "--one", str(answer), "--only", name]
        command += ["--sizes", sizes, "--keep", str(wishes.keep.resolve())]
        # a window of every figure, also where there is no screen
        surroundings = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
        done = subprocess.run(command, check=False, env=surroundings)
        if not answer.exists():
            return [not_measured(name, MODULES[name][1], f"it ended with {done.returncode}")], {}
        told = json.loads(answer.read_text("utf-8"))
    return [Figure(**one) for one in told["figures"]], told["profiles"]


def _measure_here(wishes: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(wishes.sizes, wishes.keep, Path(folder))
        figures: list[Figure] = []
        for name in wishes.only:
            measure = measure_of(name)
            if measure is None:
                figures.append(not_measured(name, MODULES[name][1], "nothing measures it yet"))
            else:
                figures += measure(bench)
        told = {"figures": [asdict(one) for one in figures], "profiles": bench.profiles}
        wishes.one.write_text(json.dumps(told), "utf-8")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
