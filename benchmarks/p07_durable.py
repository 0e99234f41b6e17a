"""P7: between the click and the word "saved" the disk was asked to keep it, seen from outside.

The program runs under strace; two marks on a descriptor of its own stand for click and word.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Bench, Figure, holds, not_measured

CLICK, SAVED = b"ltm-mark click\n", b"ltm-mark saved\n"
_WHAT = 'fdatasync between the click and the word "saved"'
_ROOT = Path(__file__).resolve().parent.parent
_SYNC = re.compile(r"\b(fdatasync|fsync)\(\d+(?:<([^>]*)>)?\)?")
_TIMEOUT = 240


def measure(bench: Bench) -> Iterator[Figure]:
    """Let a dose be signed at the window while its calls to the system are written down."""
    strace = shutil.which("strace")
    if strace is None:
        yield not_measured("P7", _WHAT, "strace is not installed here")
        return
    from benchmarks import ward

    site = ward.ready_site(bench, 1)
    trace = bench.scratch / "calls"
    # seccomp: it stops for these calls alone, not at every call of every thread
    command = [strace, "-f", "--seccomp-bpf", "-y", "-o", str(trace)]
    command += ["-e", "trace=fdatasync,fsync,write"]
    ran = subprocess.run(
        [*command, sys.executable, "-m", "benchmarks.p07_durable", str(site), str(bench.scratch)],
        cwd=_ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=_TIMEOUT,
    )
    if ran.returncode:
        yield not_measured("P7", _WHAT, f"it ended with {ran.returncode}: {ran.stderr[-300:]}")
        return
    found = between(trace.read_text(errors="replace"))
    synced = {Path(name).name for _, name in found}
    names = ", ".join(sorted({Path(name).name for _, name in found}))
    yield holds(
        "P7",
        _WHAT,
        met={"ledger.db-wal", "heads"} <= synced,
        measured=f"{len(found)} calls: {', '.join(sorted({call for call, _ in found}))} of {names}",
        goal="at least one of the database, and one of the heads file",
        note="sqlcipher3 is built to call fsync, which does all that fdatasync does and more",
    )


def between(trace: str) -> list[tuple[str, str]]:
    """Return the calls that make something durable between the two marks, with their files."""
    _, _, after = trace.partition(CLICK.decode().strip())
    told, _, _ = after.partition(SAVED.decode().strip())
    return [(call, name) for call, name in _SYNC.findall(told)]


def _sign_a_dose(site: Path, scratch: Path) -> None:
    """Sign one dose at the window, with the real derivation, and put the marks."""
    from PySide6.QtWidgets import QAbstractButton

    from benchmarks import p06_dose, ward
    from tests.journeys import desk

    with ward.opened(site, f"{ward.DAY} 10:10", scratch) as here:
        p06_dose.fill_dose(here, 1)
        button = desk.shown(here.window, QAbstractButton, "dosing.record_button")
        os.write(sys.stderr.fileno(), CLICK)
        button.click()
        desk.wait_for(lambda: desk.is_shown(here.window, "dosing.saved_line"))
        os.write(sys.stderr.fileno(), SAVED)


if __name__ == "__main__":
    _sign_a_dose(Path(sys.argv[1]), Path(sys.argv[2]))
