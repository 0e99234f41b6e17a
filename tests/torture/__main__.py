"""Torture the real write path: python -m tests.torture --faults 100 [--flips 100] [--seed N]."""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from tests.torture import faults, flips, kills, power


def main(arguments: list[str]) -> int:
    """Run the campaigns in a folder that is thrown away, and print what was seen."""
    reading = argparse.ArgumentParser(prog="tests.torture", description=__doc__)
    reading.add_argument("--faults", type=int, default=0, help="calls that fail (R7, R8)")
    reading.add_argument("--flips", type=int, default=0, help="bits that flip (R10)")
    reading.add_argument("--kills", type=int, default=0, help="kill -9 (R1)")
    reading.add_argument("--power", type=int, default=0, help="power cuts (R2)")
    reading.add_argument("--seed", type=int, default=1)
    told = reading.parse_args(arguments)

    def say(line: str) -> None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        place, strace = Path(folder), shutil.which("strace")
        if told.faults and strace:
            seen = faults.run(place, strace, count=told.faults, seed=told.seed, say=say)
            say(f"R7, R8: {seen}; {dict(seen.by_kind)}")
            wrong += seen.faults
        elif told.faults:
            say("strace is needed to let calls fail")
            return 2
        if told.flips:
            flipped = flips.run(place, count=told.flips, seed=told.seed, say=say)
            say(f"R10: {flipped}")
            wrong += flipped.faults
        if told.kills:
            killed = kills.run(place, count=told.kills, seed=told.seed, say=say)
            say(f"R1: {killed}")
            wrong += killed.faults
        if told.power and strace:
            cut = power.run(place, strace, count=told.power, seed=told.seed, say=say)
            say(f"R2: {cut}")
            wrong += cut.faults
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
