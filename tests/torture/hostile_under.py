"""The program under hostile files, with little memory: python -m tests.torture.hostile_under JOBS.

Reads jobs a line from a file, offers each at its door through the command line, and prints what
came of it a line. Ends itself where a file keeps it waiting.
"""

import contextlib
import hashlib
import io
import json
import resource
import shutil
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ltm_desktop.bootstrap import House
from ltm_desktop.cli import verbs

_PATIENCE = 60
"""Seconds for one file."""
_ROOM = 512 << 20
"""Bytes beyond what the genuine files needed."""


def main(arguments: Sequence[str]) -> int:
    """Offer every job; the first so many are genuine and warm the program up."""
    told = json.loads(Path(arguments[0]).read_text("utf-8"))
    for number, job in enumerate(told["jobs"]):
        if number == told["genuine"]:
            _keep_in()
        signal.alarm(_PATIENCE)
        began = time.process_time()
        code, said = _offered(job)
        signal.alarm(0)
        answer = {
            "code": code,
            "said": said[-2000:],
            "seconds": round(time.process_time() - began, 3),
            "store": _digest(Path(told["site"])),
            "left": _left(Path(told["targets"])),
        }
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    return 0


def _keep_in() -> None:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    most = pages * resource.getpagesize() + _ROOM
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _offered(job: dict[str, Any]) -> tuple[int, str]:
    out, stdin = io.StringIO(), sys.stdin
    with contextlib.ExitStack() as piped:
        piped.callback(setattr, sys, "stdin", stdin)
        if "read" in job:
            sys.stdin = piped.enter_context(Path(job["read"]).open("r", encoding="utf-8"))
        piped.enter_context(contextlib.redirect_stdout(out))
        piped.enter_context(contextlib.redirect_stderr(out))
        code = verbs.run(job["argv"], House())
    return code, out.getvalue()


def _left(targets: Path) -> list[str]:
    """Return what lies where nothing may, and take it away."""
    left = sorted(targets.iterdir())
    for one in left:
        shutil.rmtree(one) if one.is_dir() else one.unlink()
    return [one.name for one in left]


def _digest(site: Path) -> str:
    """Return one digest of a whole site; the journal in clear notes that somebody looked."""
    files = sorted(one for one in site.rglob("*") if one.is_file())
    kept = [one for one in files if one.name not in {"journal", "lock"}]
    told = hashlib.sha256()
    for one in kept:
        told.update(f"{one.relative_to(site)}\0".encode() + one.read_bytes())
    return told.hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
