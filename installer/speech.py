"""How the installer speaks: calm lines, and one error that carries its next step."""

from __future__ import annotations

import sys


class Stopped(Exception):
    """Say why set-up cannot go on, and what to do next."""

    def __init__(self, what_happened: str, next_step: str) -> None:
        """Keep both sentences for the last lines on the screen."""
        super().__init__(what_happened)
        self.next_step = next_step


def say(line: str = "") -> None:
    """Print one line at once, so that it stands before what a started program prints."""
    print(line, flush=True)


def complain(stopped: Stopped) -> None:
    """Print why we stopped and the next step."""
    sys.stdout.flush()
    print(f"\n{stopped}\n  Next: {stopped.next_step}", file=sys.stderr, flush=True)
