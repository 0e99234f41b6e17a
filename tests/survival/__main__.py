"""Kill the program many times: python -m tests.survival --kills 200 [--seed N]."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.survival.campaign import run


def main(arguments: list[str]) -> None:
    """Run a campaign in a folder that is thrown away, and print what was seen."""
    reading = argparse.ArgumentParser(prog="tests.survival", description=__doc__)
    reading.add_argument("--kills", type=int, default=200)
    reading.add_argument("--seed", type=int, default=1)
    reading.add_argument("--patients", type=int, default=8)
    told = reading.parse_args(arguments)

    def say(line: str) -> None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    with tempfile.TemporaryDirectory() as folder:
        figures = run(
            Path(folder), kills=told.kills, seed=told.seed, patients=told.patients, say=say
        )
    say(f"nothing acknowledged was lost: {figures}")


if __name__ == "__main__":
    main(sys.argv[1:])
