"""P2: secret to Today painted, on a large site and a small one, against a bare window."""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.figures import Bench, Figure, against, median, not_measured, within
from benchmarks.sites import ACTIVE, site

_ROUNDS = 3
_WHAT = "secret accepted to Today painted, key derivation apart"


def measure(bench: Bench) -> Iterable[Figure]:
    """Return Today of the largest site against a bare window and against a site without a past."""
    if bench.keep is None:
        yield not_measured("P2", _WHAT, "it needs a folder for its sites")
        return
    largest = max(bench.sizes)
    few, many = site(bench.keep, 0), site(bench.keep, largest)
    bare, small, large = [], [], []
    for _ in range(_ROUNDS):
        bare.append(float(_run("benchmarks.bare_window").splitlines()[-1]))
        small.append(_today(few))
        large.append(_today(many))
    profiled = _told(many, "--profile")
    bench.profiles[f"Sign-in to Today on {largest:,} patients, by function"] = _relative(
        str(profiled["profile"])
    )
    yield against(
        "P2",
        f"{_WHAT}, {largest:,} patients",
        floor=("a bare window from its process's start to painted", median(bare)),
        measured=median(large),
        goal=3,
        note=f"{ACTIVE} patients under treatment at every site.",
        missed="Half of it is opening the store and folding the charts of what waits for a"
        " signature, half the window. Next: keep whose signature is waited for in the lists.",
    )
    yield within(
        "P2",
        f"the same against a site without a past ({median(small):,.0f} ms there)",
        measured=median(large) / median(small),
        goal=1.2,
        unit="x",
        missed="Some list still grows with the past of the site: the profile names it.",
    )


def _today(path: Path) -> float:
    told = _told(path)
    return float(told["whole"]) - float(told["derivation"])


def _told(path: Path, *more: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(
        _run("benchmarks.signing_in", str(path), *more).splitlines()[-1]
    )
    return told


def _run(module: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout


def _relative(profile: str) -> str:
    """Return a profile without the folders of this machine."""
    root, base = str(Path(__file__).resolve().parent.parent), sys.prefix
    for folder in (f"{root}/", f"{base}/", f"{Path(json.__file__).parent.parent}/"):
        profile = profile.replace(folder, "")
    return "\n".join(line.rstrip()[:110] for line in profile.splitlines() if line.strip())
