"""Torture the real program, line by line of what it must survive.

python -m tests.torture --long [--hours H] [--only R1,R2] [--seed N]   all of it, in turn
python -m tests.torture --short [--seed N]                             a little of each, in minutes
python -m tests.torture --prove [--seed N]                             each shown able to fail
python -m tests.torture --kills N --power N --flips N --faults N       one of them, so often
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.torture import campaigns, proofs
from tests.torture.campaigns import Campaign, Order, Say

_SINGLE = {"kills": "R1", "power": "R2", "faults": "R8", "flips": "R10"}
_SHORT = 100
"""The part of what is asked that a short run does."""


def main(arguments: list[str]) -> int:
    """Run campaigns in folders that are thrown away; print a line each, 1 where one failed."""
    told = _reading().parse_args(arguments)

    def say(line: str) -> None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    if told.prove:
        return proofs.run(told.seed, say)
    asked = list(_asked(told))
    wrong = False
    ends = time.monotonic() + told.hours * 3600
    for place, (campaign, count) in enumerate(asked):
        left = max(0.0, ends - time.monotonic())
        # an equal part of what is left for each; what ends early leaves more for the others
        until = time.monotonic() + left / (len(asked) - place)
        wrong |= not _run(campaign, count, told.seed, until, say)
    if told.long and not told.only:
        for name, why in campaigns.NOT_YET.items():
            say(f"{name}: not yet: {why}")
    return int(wrong)


def _reading() -> argparse.ArgumentParser:
    form = argparse.RawDescriptionHelpFormatter
    reading = argparse.ArgumentParser("tests.torture", description=__doc__, formatter_class=form)
    reading.add_argument("--long", action="store_true", help="every line, as often as is asked")
    reading.add_argument("--short", action="store_true", help="every line, a hundredth of it")
    reading.add_argument("--prove", action="store_true", help="show that each can fail")
    reading.add_argument("--hours", type=float, default=1e6, help="all of it ends by then")
    reading.add_argument("--only", default="", help="names, with commas between")
    reading.add_argument("--seed", type=int, default=1)
    for word, name in _SINGLE.items():
        reading.add_argument(f"--{word}", type=int, default=0, help=f"only {name}, so often")
    return reading


def _asked(told: argparse.Namespace) -> Iterator[tuple[Campaign, int]]:
    if told.long or told.short:
        only = {one.strip() for one in told.only.split(",") if one.strip()}
        for one in campaigns.ALL:
            if not only or only & {name.strip() for name in one.name.split(",")}:
                yield one, one.asked if told.long else max(1, one.asked // _SHORT)
        return
    for word, name in _SINGLE.items():
        if getattr(told, word):
            yield next(one for one in campaigns.ALL if one.name == name), getattr(told, word)


def _run(campaign: Campaign, count: int, seed: int, until: float, say: Say) -> bool:
    """Run one campaign in a folder of its own and tell whether it found nothing."""
    if campaign.needs and not shutil.which(campaign.needs):
        say(f"{campaign.name}: not tried, {campaign.needs} is not installed")
        return False
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        seen = campaign.run(Order(Path(folder), count, seed, until, say))
    asked = f"{campaign.asked} asked; " if campaign.asked > 1 else ""
    say(f"{campaign.name}: {asked}{seen} ({time.monotonic() - begun:.0f} s, seed {seed})")
    return not _any(seen.faults)


def _any(faults: Iterable[str]) -> bool:
    return any(True for _ in faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
