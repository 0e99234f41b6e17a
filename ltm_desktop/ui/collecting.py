"""Hold Python's collector of garbage still while a part of the window must not go.

A part that became garbage is taken apart wherever the collector happens to run: in another
thread, or in the middle of Qt's walk over all parts. Either brings the program down.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_holds: list[None] = []
_spared: list[None] = []


def hold() -> None:
    """Collect nothing from now on; every hold asks for its own release."""
    _holds.append(None)
    gc.disable()


def release() -> None:
    """Let go of one hold; the last one lets the collector work again."""
    _holds.pop()
    if not _holds:
        gc.enable()


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Collect nothing inside this block."""
    hold()
    try:
        yield
    finally:
        release()


def spare_what_is_loaded() -> None:
    """Leave what was imported out of every later search for garbage; only the first call counts.

    It stays until the program ends, and looking through it was most of a search, 60 ms at a key
    stroke. What is let go of later is freed as ever, unless it hangs in a ring made before this.
    """
    if not _spared:
        _spared.append(None)
        gc.freeze()
