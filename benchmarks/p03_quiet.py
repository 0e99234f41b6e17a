"""P3: processor time from the start to a quiet Today, the sign-in by a person among it."""

from collections.abc import Iterator

from benchmarks.figures import Bench, Figure, against
from benchmarks.starting import middle, profile, site_of, starts

_TIMES = 5


def measure(bench: Bench) -> Iterator[Figure]:
    """Start both windows, sign in at ours, and wait until nothing uses the processor."""
    floors, ours = starts(bench, _TIMES, "today", site_of(bench))
    bench.profiles["Start-up and memory by phase"] = profile(floors, ours)
    yield against(
        "P3",
        "processor time from start to Today quiet, the derivation of the key among it",
        floor=("bare Qt window until quiet", middle(floors, "quiet", "cpu_ms")),
        measured=middle(ours, "quiet", "cpu_ms"),
        goal=5,
        note="quiet: under 20 ms of processor time in a second",
        missed=(
            "Deriving the key is about the floor again; SQLAlchemy, with asyncio and ssl that it "
            "brings, as much. Next: decisions with the first act, the store's questions kept as "
            "SQL."
        ),
    )
