"""P13: what one guess at a secret costs on this computer, calibrated as at set-up."""

from collections.abc import Iterator

from benchmarks.figures import Bench, Figure, in_turn, median
from ltm_desktop.storage.guess_cost import FLOOR, calibrated
from ltm_desktop.storage.wrapping import Cost, derive, new_kdf

_TIMES = 9
_LEAST_MS, _MOST_MS = 100.0, 500.0


def measure(_bench: Bench) -> Iterator[Figure]:
    """Calibrate, then derive as often as it takes for a median."""
    cost = calibrated()
    floor, ours = in_turn(_TIMES, lambda: _guess(FLOOR), lambda: _guess(cost))
    took = median(ours)
    strong = cost.memory_kib >= FLOOR.memory_kib and cost.passes >= FLOOR.passes
    yield Figure(
        *("P13", "one try at a secret, Argon2id", "64 MiB, 3 passes", f"{median(floor):.0f} ms"),
        f"{took:.0f} ms ({cost.memory_kib // 1024} MiB, {cost.passes} passes)",
        took / median(floor),
        "100 to 500 ms, at least 64 MiB and t=3",
        strong and _LEAST_MS <= took <= _MOST_MS,
        "calibrated at set-up, kept in the key file, a weaker slot raised at its owner's sign-in",
    )


def _guess(cost: Cost) -> None:
    derive(b"nobody's secret", new_kdf(cost))
