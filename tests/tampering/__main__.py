"""Alter a site many times: python -m tests.tampering --alterations 1000 --clean 1000 [--seed N]."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.tampering.campaign import Figures, alter, run_clean
from tests.tampering.victim import make


def main(arguments: list[str]) -> int:
    """Run both campaigns in a folder that is thrown away, and print what was seen."""
    reading = argparse.ArgumentParser(prog="tests.tampering", description=__doc__)
    reading.add_argument("--alterations", type=int, default=1000)
    reading.add_argument("--clean", type=int, default=1000)
    reading.add_argument("--seed", type=int, default=1)
    told = reading.parse_args(arguments)

    def say(line: str) -> None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        victim = make(place)
        altered = alter(victim, place, count=told.alterations, seed=told.seed, say=say)
        clean = run_clean(victim, place, count=told.clean, seed=told.seed, say=say)
    for what, count in sorted(altered.altered.items()):
        say(f"{count:5} {what}")
    figures = Figures(altered.altered, [*altered.faults, *clean.faults], clean.clean)
    say(figures.told())
    return 1 if figures.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
