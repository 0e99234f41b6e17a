"""The compact signed record as a QR code, drawn as vectors, readable at 100 dots per inch."""

from dataclasses import dataclass

import segno

from ltm_desktop.domain.errors import refuse
from ltm_desktop.reports.pen import Pen

LONGEST = 350
SYMBOL = 160.0
"""Side of the symbol in points, 56 mm; the quiet zone comes on top of it."""
_QUIET = 4


@dataclass(frozen=True, slots=True)
class QrCode:
    """One symbol, ready to be drawn."""

    rows: tuple[bytes, ...]

    @property
    def module(self) -> float:
        """The side of one square in points."""
        return SYMBOL / len(self.rows)

    @property
    def side(self) -> float:
        """The side with its quiet zone, in points."""
        return SYMBOL + 2 * _QUIET * self.module

    def draw(self, pen: Pen, corner: tuple[float, float]) -> None:
        """Draw the symbol on white, quiet zone included."""
        pen.box(corner, (self.side, self.side), fill=(1, 1, 1))
        runs = [
            (start + _QUIET, number + _QUIET, length)
            for number, row in enumerate(self.rows)
            for start, length in dark_runs(row)
        ]
        pen.squares(corner, runs, self.module)


def encoded(text: str) -> QrCode:
    """Encode ASCII text of at most 350 bytes. Raises Refused reports.qr_too_long."""
    octets = text.encode("ascii", "replace")
    if len(octets) > LONGEST:
        raise refuse("reports.qr_too_long", bytes=len(octets), most=LONGEST)
    symbol = segno.make_qr(octets, error="m", mode="byte", boost_error=False)
    return QrCode(tuple(bytes(row) for row in symbol.matrix))


def drawn_small(pen: Pen, corner: tuple[float, float], text: str, side: float) -> None:
    """Draw a short text as a code of this side, quiet zone included."""
    symbol = segno.make_qr(text.encode("ascii"), error="m", mode="byte", boost_error=False)
    rows = [bytes(row) for row in symbol.matrix]
    runs = [
        (start + _QUIET, number + _QUIET, length)
        for number, row in enumerate(rows)
        for start, length in dark_runs(row)
    ]
    pen.box(corner, (side, side), fill=(1, 1, 1))
    pen.squares(corner, runs, side / (len(rows) + 2 * _QUIET))


def dark_runs(row: bytes) -> list[tuple[int, int]]:
    """Return where each row of dark squares begins and how long it is."""
    runs: list[tuple[int, int]] = []
    for place, dark in enumerate(row):
        if not dark:
            continue
        if runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((place, 1))
    return runs
