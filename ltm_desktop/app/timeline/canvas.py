"""The few strokes a picture of a time line is made of; window and paper each keep their own canvas.

Lengths are in the canvas's own unit, y grows downwards. No colour stands for anything alone.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

Point = tuple[float, float]


class Ink(StrEnum):
    """What a colour is for."""

    INK = "ink"
    MUTED = "muted"
    LINE = "line"
    STRONG_LINE = "strong_line"
    ACCENT = "accent"
    ACCENT_SOFT = "accent_soft"
    CAUTION = "caution"
    CAUTION_SOFT = "caution_soft"
    STOP = "stop"
    STOP_SOFT = "stop_soft"
    NEUTRAL = "neutral"
    BAND = "band"
    """Ground of a reference range."""
    GROUND = "ground"
    TODAY = "today"


class Canvas(Protocol):
    """What a picture is drawn on."""

    def wide(self, text: str, *, bold: bool = False) -> float:
        """Return how wide a text will be."""

    def text(self, at: Point, text: str, ink: Ink, *, bold: bool = False) -> None:
        """Set a text from its left end at its baseline."""

    def line(
        self, points: Sequence[Point], ink: Ink, *, thick: float = 1.0, dashed: bool = False
    ) -> None:
        """Draw a line through points."""

    def shape(self, points: Sequence[Point], *, fill: Ink | None, edge: Ink | None) -> None:
        """Draw a closed shape."""

    def circle(self, at: Point, radius: float, *, fill: Ink | None, edge: Ink | None) -> None:
        """Draw a circle."""
