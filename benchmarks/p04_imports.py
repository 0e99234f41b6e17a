"""P4: what must not be loaded at the first paint; tests/ui/test_first_paint.py holds it."""

from collections.abc import Iterator

from benchmarks.figures import Bench, Figure, holds
from benchmarks.p01_window import modules_at_first_paint

HEAVY = frozenset(
    {
        *("sqlalchemy", "pydantic", "reportlab", "pyhanko", "aiohttp", "psycopg", "numpy"),
        *("pyqtgraph", "keyring", "lxml", "PIL"),
    }
)


def measure(bench: Bench) -> Iterator[Figure]:
    """Look at one start."""
    loaded = modules_at_first_paint(bench)
    found = sorted(HEAVY & loaded)
    yield holds(
        "P4",
        "nothing heavy imported at first paint",
        met=not found,
        measured=f"{', '.join(found) or 'none of them'}, {len(loaded)} modules in all",
        goal="none",
        note="a test of the check, too",
    )
