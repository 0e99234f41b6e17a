"""R11: several programs at one site: one works, the others wait or bring its window to the front.

Writers of two programs take turns with the site's lock and write at once inside it; programs are
killed while they hold the lock; a window is started again while it is open.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.ledger import chain
from ltm_desktop.ledger.entries import genesis
from ltm_desktop.storage.event_store import SqlStore
from ltm_desktop.storage.folder import SiteFolder, create_site
from ltm_desktop.storage.key_file import KeyFile
from ltm_desktop.storage.opening import create_store, open_store
from tests.ledger.people import LOG, public_key_of, sealed_after
from tests.storage.sites import CHEAP, DATA_KEY, FACTS

PROJECT = Path(__file__).resolve().parents[2]
_WRITERS = 2
"""In each of two programs."""
_AT_A_TIME = 25
"""Commits of a writer before its program lets the other one in."""
_PATIENCE = 120.0
Say = Callable[[str], None]


@dataclass
class Figures:
    """What a campaign saw."""

    commits: int = 0
    waited: int = 0
    """How often a program found the other one at work and asked again."""
    stale: int = 0
    slowest: float = 0.0
    """Seconds until a site could be opened after its program was killed."""
    rings: int = 0
    slowest_ring: float = 0.0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.commits} commits by {2 * _WRITERS} writers of two programs in one chain, "
            f"{self.waited} waits for the other program; {self.stale} locks of killed programs, "
            f"opened after at most {self.slowest:.2f} s; {self.rings} second starts brought the "
            f"first window forward in at most {self.slowest_ring:.2f} s; "
            f"{len(self.faults)} faults"
        )


def run(place: Path, *, commits: int, stale: int, rings: int, say: Say) -> Figures:
    """Let each writer commit so often, kill so many holders, and start a window so often."""
    figures = Figures()
    folder = create_site(place / "desks", FACTS)
    KeyFile(folder.keys).create(CHEAP)
    create_store(folder, DATA_KEY, LOG).close()
    for check in (_writers, _stale, _rings):
        check(
            folder, figures, {"_writers": commits, "_stale": stale, "_rings": rings}[check.__name__]
        )
    for fault in figures.faults:
        say(fault)
    return figures


def _writers(folder: SiteFolder, figures: Figures, commits: int) -> None:
    programs = [_start("write", folder, str(commits)) for _ in range(2)]
    for program in programs:
        said, wrong = program.communicate()
        if program.returncode:
            figures.faults.append(f"a writer ended with {program.returncode}: {wrong[-300:]}")
        else:
            figures.waited += int(said)
    store = open_store(folder, DATA_KEY)
    heads = list(chain.verify(store.entries(), public_key_of, genesis(LOG)))
    figures.commits = len(heads)
    if len(heads) != 2 * _WRITERS * commits or list(store.witnessed()) != heads:
        figures.faults.append(f"{len(heads)} entries of {2 * _WRITERS * commits}")
    store.close()


def _stale(folder: SiteFolder, figures: Figures, count: int) -> None:
    for _ in range(count):
        holder = _start("hold", folder)
        assert holder.stdout is not None
        holder.stdout.readline()
        holder.kill()
        holder.communicate()
        begun = time.monotonic()
        try:
            open_store(folder, DATA_KEY).close()
        except Unavailable as error:
            figures.faults.append(f"a killed program's lock stayed: {error}")
        figures.stale += 1
        figures.slowest = max(figures.slowest, time.monotonic() - begun)


def _rings(folder: SiteFolder, figures: Figures, count: int) -> None:
    if not count:
        return
    window = _start("window", folder)
    assert window.stdout is not None
    window.stdout.readline()
    try:
        for number in range(count):
            begun = time.monotonic()
            second = _start("window", folder)
            second.communicate(timeout=_PATIENCE)
            told = window.stdout.readline()
            figures.slowest_ring = max(figures.slowest_ring, time.monotonic() - begun)
            figures.rings += 1
            if second.returncode or told != "forward\n":
                figures.faults.append(f"second start {number} ended with {second.returncode}")
    finally:
        os.kill(window.pid, signal.SIGKILL)
        window.communicate()


def _start(verb: str, folder: SiteFolder, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.torture.desks", verb, str(folder.path), *more],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )


def _write(folder: SiteFolder, commits: int) -> int:
    """Write with two writers at once, turn by turn with the other program; return the waits."""
    waits = left = 0
    for left in range(commits, 0, -_AT_A_TIME):
        store, asked = _taken(folder)
        waits += asked
        wrong: list[Exception] = []
        writers = [
            threading.Thread(target=_commits, args=(store, min(left, _AT_A_TIME), wrong))
            for _ in range(_WRITERS)
        ]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        store.close()
        if wrong:
            raise wrong[0]
        time.sleep(0.02)
    return waits


def _commits(store: SqlStore, count: int, wrong: list[Exception]) -> None:
    try:
        for _ in range(count):
            with store.write() as transaction:
                transaction.append(sealed_after(transaction.head()), "pat-1")
    except Unavailable as error:
        wrong.append(error)


def _taken(folder: SiteFolder) -> tuple[SqlStore, int]:
    """Open the store as soon as the other program lets go of it; return how often it was asked."""
    deadline, asked = time.monotonic() + _PATIENCE, 0
    while True:
        try:
            return open_store(folder, DATA_KEY), asked
        except Unavailable as error:
            if error.alert.code != "storage.in_use" or time.monotonic() > deadline:
                raise
        asked += 1
        time.sleep(0.01)


def _window(folder: SiteFolder) -> int:
    """Open the program's own window and say each time it comes forward."""
    from ltm_desktop.bootstrap import House
    from ltm_desktop.ui import application

    class Told(application.Program):
        def _hang_bell(self) -> None:
            super()._hang_bell()
            sys.stdout.write("hung\n")
            sys.stdout.flush()

        def come_forward(self) -> None:
            super().come_forward()
            sys.stdout.write("forward\n")
            sys.stdout.flush()

    application.Program = Told  # type: ignore[misc]  # so that it says what it does
    return application.run(House(), folder.path, "en")


def _lines(verb: str, folder: SiteFolder, more: list[str]) -> Iterator[str]:
    if verb == "write":
        yield str(_write(folder, int(more[0])))
    elif verb == "hold":
        open_store(folder, DATA_KEY)
        yield "held"
        time.sleep(_PATIENCE)


if __name__ == "__main__":
    own = SiteFolder(Path(sys.argv[2]), FACTS)
    if sys.argv[1] == "window":
        sys.exit(_window(own))
    for line in _lines(sys.argv[1], own, sys.argv[3:]):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
