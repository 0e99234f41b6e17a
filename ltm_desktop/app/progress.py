"""How far some long work is, and whether a person stopped it."""

from dataclasses import dataclass


@dataclass
class Progress:
    """Written by the work in its thread, read by the window in its own."""

    done: int = 0
    total: int = 0
    """0 while nobody knows it."""
    stopped: bool = False
    """Set by the window; the work looks at it where stopping leaves nothing half done."""
