"""P1: from the start of the process to the painted sign-in, against a bare Qt window."""

from collections.abc import Iterator

from benchmarks.figures import Bench, Figure, against
from benchmarks.import_profile import imports
from benchmarks.starting import middle, one_start, site_of, starts

_TIMES = 9
PAINTED = "window painted"


def measure(bench: Bench) -> Iterator[Figure]:
    """Start both windows in turn."""
    site = site_of(bench, 0)
    floors, ours = starts(bench, _TIMES, "painted", site)
    bench.profiles["Start-up by import"] = imports()
    yield against(
        "P1",
        "sign-in window painted",
        floor=("bare Qt window", middle(floors, PAINTED, "wall_ms")),
        measured=middle(ours, PAINTED, "wall_ms"),
        goal=2,
        note=f"processes of their own, in turn, {_TIMES} of each, Qt's offscreen platform",
        missed="The profile by import says where it goes.",
    )


def modules_at_first_paint(bench: Bench) -> frozenset[str]:
    """Return everything that is loaded when the sign-in is painted."""
    return one_start(bench, "product", "painted", site_of(bench, 0)).modules
