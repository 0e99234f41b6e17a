"""Kill the program again and again, at moments a seed chooses, and look at the site each time."""

import json
import os
import queue
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.survival.judge import Figures, Judge
from tests.survival.ward import build_ward

PROJECT = Path(__file__).resolve().parents[2]
_LONGEST = 7.0
"""Seconds after the sign-in until the latest kill."""
_START = 2.5
"""Seconds after the program was called, for kills that come before the sign-in."""
_SIGNED = 0.8
"""Seconds in which a signature is made, its paper drawn and the entry written, and some more."""
_EARLY, _SIGNING, _KEPT = 0.08, 0.25, 0.25
"""Shares of kills before the sign-in, once a signature is asked for, and once it was told kept."""
_PATIENCE = 90
Say = Callable[[str], None]


@dataclass
class Life:
    """One run of the program, from its call to its end."""

    lines: list[dict[str, Any]]
    done: bool


def run(folder: Path, *, kills: int, seed: int, patients: int, say: Say) -> Figures:
    """Kill so many times; raises AssertionError at the first thing that is lost."""
    rng = random.Random(seed)  # noqa: S311 - a story, no secret
    ward, figures = folder / "ward", Figures()
    newest = build_ward(ward, patients)
    judge = Judge(_copy(ward, folder / "site-1"), figures, known=newest)
    life_number = 0
    while figures.kills < kills:
        life = _live(judge, folder, rng, life_number)
        life_number += 1
        judge_lines = [line for line in life.lines if "ready" not in line]
        if life.done:
            # Every dose is given: nothing of it counts as a kill, all of it is looked at.
            judge.hear(judge_lines)
            judge.look(set())
            figures.wards += 1
            judge = Judge(_copy(ward, folder / f"site-{figures.wards}"), figures, known=newest)
            life_number = 0
            continue
        figures.kills += 1
        judge.look(judge.hear(judge_lines))
        say(f"{figures.kills}/{kills}: {figures}")
    return figures


def _copy(ward: Path, to: Path) -> Path:
    return Path(shutil.copytree(ward, to))


def _live(judge: Judge, folder: Path, rng: random.Random, number: int) -> Life:
    """Let the program run until its moment comes, kill it, and return what it said until then."""
    site, person = judge.site, rng.choice(judge.busy)
    settings = folder / f"{site.name}.ini"
    arguments = [str(site), str(settings), str(rng.randrange(10**9)), str(number), person]
    with subprocess.Popen(
        [sys.executable, "-m", "tests.survival.driver", *arguments],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    ) as program:
        said: queue.Queue[str] = queue.Queue()
        wrong: queue.Queue[str] = queue.Queue()
        readers = [
            threading.Thread(target=_read, args=(program.stdout, said)),
            threading.Thread(target=_read, args=(program.stderr, wrong)),
        ]
        for reader in readers:
            reader.start()
        first: list[str] = []
        moment = rng.random()
        if moment < _EARLY:
            time.sleep(rng.uniform(0, _START))
        elif moment < _EARLY + _SIGNING:
            first = _until(said, "signing")
            _wait(program, rng.uniform(0, _SIGNED))
        elif moment < _EARLY + _SIGNING + _KEPT:
            first = _until(said, "signed")
            _wait(program, rng.uniform(0, _SIGNED))
        else:
            first = _until(said, "ready")
            _wait(program, rng.uniform(0, _LONGEST))
        ended = program.poll()
        program.kill()
        program.wait()
        for reader in readers:
            reader.join()
    lines = [json.loads(one) for one in (*first, *_all(said)) if one.endswith("\n")]
    done = bool(lines) and "done" in lines[-1]
    fell = "the program fell by itself:\n" + "".join(_all(wrong))
    assert ended in {None, 0}, fell
    # told done and then killed on its way out is an end as good as any
    assert done or ended is None, fell
    return Life([line for line in lines if "done" not in line], done)


def _until(said: "queue.Queue[str]", word: str) -> list[str]:
    """Read on until a line tells of this, or the program has come to its end."""
    lines: list[str] = []
    while not lines or not ({word, "done"} & json.loads(lines[-1]).keys()):
        try:
            lines.append(said.get(timeout=_PATIENCE))
        except queue.Empty:
            return lines
    return lines


def _wait(program: subprocess.Popen[str], seconds: float) -> None:
    try:
        program.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return


def _read(pipe: Any, said: "queue.Queue[str]") -> None:
    for line in pipe:
        said.put(line)


def _all(said: "queue.Queue[str]") -> list[str]:
    lines: list[str] = []
    while not said.empty():
        lines.append(said.get())
    return lines
