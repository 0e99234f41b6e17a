"""Paint the cells of a listing, and tell how much room each needs so that nothing is cut."""

import re
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.badge import Look, badge_room, paint_badge
from ltm_desktop.ui.widgets.listing_lines import SURELY, Cell, Line, Writing, bound, colour, lines

__all__ = ["Cell", "CellPainter"]

_TOP, _GAP = 4, 6
_BREAKS = "[ \u200b]"
_READABLE, _LEAST = 160, 60
"""Pixels: what half a wrapped line needs at most, and the least a squeezed column keeps."""


class _Asked(NamedTuple):
    """The lines of a cell and the room that it asks for."""

    lines: tuple[Line, ...]
    width: float
    """With every line on one line, warnings apart: they must not push other columns together."""
    whole: float
    """With warnings too."""
    fits: float
    """Beside its margins, the width in which no line wraps."""
    high: float
    """Of the lines where none wraps."""
    badges: tuple[tuple[str, Look], ...]


class CellPainter:
    """Draw cells line by line; every line wraps inside its column."""

    def __init__(self, owner: QWidget) -> None:
        self._owner = owner
        self._writing = Writing(owner)
        self._badges: dict[tuple[str, Look], _PaintedBadge] = {}
        self._asked: dict[Cell, _Asked] = {}

    def measure(self, cells: Iterable[Cell]) -> None:
        """Work out what cells ask for before they are shown."""
        self._renew()
        for cell in cells:
            self._ask(cell)

    def fit(
        self,
        room: int,
        headings: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        header: QWidget,
    ) -> tuple[list[int], list[int]]:
        """Return column widths that fill the room, and the height of each row in them."""
        self._renew()
        columns = [[self._ask(row[number]) for row in rows] for number in range(len(headings))]
        widths = self._share(room, headings, columns, header)
        heights = [
            [self._height(one, width) for one in those]
            for those, width in zip(columns, widths, strict=True)
        ]
        return widths, [max(row) for row in zip(*heights, strict=True)]

    def _share(
        self,
        room: int,
        headings: Sequence[str],
        columns: Sequence[Sequence[_Asked]],
        header: QWidget,
    ) -> list[int]:
        """Share the room out; what is widest gives way first, by wrapping."""
        metrics = QFontMetricsF(header.font())
        least = [metrics.horizontalAdvance(heading) + 2 * _side() + 6 for heading in headings]
        whole, wanted = (
            [max([own, *map(room_of, those)]) for own, those in zip(least, columns, strict=True)]
            for room_of in (attrgetter("whole"), attrgetter("width"))
        )
        for widths in (whole, wanted):
            spare = room - sum(widths)
            if spare >= 0:
                return [int(width + spare / max(1, len(widths))) for width in widths]
        needed, words = (
            [max([own, *map(ask, set(those))]) for own, those in zip(least, columns, strict=True)]
            for ask in (self._needed, self._longest)
        )
        if sum(needed) > room:
            # every word stays whole as long as it can
            needed = words
        give = [one - other for one, other in zip(wanted, needed, strict=True)]
        part = min(1.0, -spare / sum(give)) if sum(give) else 0.0
        return _squeezed(
            [int(one - part * more) for one, more in zip(wanted, give, strict=True)], room
        )

    @staticmethod
    def lowest() -> int:
        """Return a height that no row with a word in it is below."""
        return THEME.type.small + 2 * _TOP

    def _height(self, asked: _Asked, width: int) -> int:
        inner = width - 2 * _side()
        high = asked.high
        if asked.fits > inner:
            high = sum(self._writing.height(line, inner) for line in asked.lines)
        if asked.badges:
            high += max(y + size.height() for _, y, size, _ in self._place_badges(asked, inner))
        return int(high + 2 * _TOP + 1)

    def paint_row(
        self,
        painter: QPainter,
        cells: Sequence[Cell],
        boxes: Sequence[QRect],
        *,
        selected: bool,
    ) -> None:
        """Paint ground, lines and labels of a row, each cell in its box."""
        self._renew()
        colours, whole = THEME.palette, boxes[0].united(boxes[-1])
        painter.fillRect(whole, colour(colours.selection if selected else colours.card))
        painter.fillRect(whole.x(), whole.bottom(), whole.width(), 1, colour(colours.line))
        side = _side()
        for cell, box in zip(cells, boxes, strict=True):
            asked, left, inner = self._ask(cell), box.x() + side, box.width() - 2 * side
            top = float(box.y()) + (_TOP if cell.text else _TOP - 1)
            for line in asked.lines:
                top += self._writing.draw(painter, line, QPointF(left, top), inner)
            for x, y, _, badge in self._place_badges(asked, inner):
                painter.drawPixmap(QPointF(left + x, top + y), badge.picture())

    def _renew(self) -> None:
        """Forget what was measured when letters or look are others now."""
        if self._writing.renew():
            self._asked.clear()
            self._badges.clear()

    def _ask(self, cell: Cell) -> _Asked:
        """Return what a cell asks for, worked out once."""
        found = self._asked.get(cell)
        if found is None:
            bound(self._asked)
            found = self._asked[cell] = self._room(cell)
        return found

    def _room(self, cell: Cell) -> _Asked:
        told = tuple(lines(cell))
        width = whole = high = 0.0
        for line in told:
            wide, tall = self._writing.room(line)
            high += tall
            whole = max(whole, wide)
            if line.asks:
                width = max(width, wide)
        beside = 2 * _side() + 2
        badges = sum(self._badge(one).room.width() + _GAP for one in cell.badges)
        room, all_room = max(width, badges) + beside, max(whole, badges) + beside
        return _Asked(told, room, all_room, whole + SURELY, high, cell.badges)

    def _needed(self, asked: _Asked) -> float:
        # Half a line keeps a wrapped cell readable.
        half = 0.0 if asked.badges else min(asked.width / 2, THEME.scaled(_READABLE))
        return max(self._longest(asked), half + 2 * _side() + 2)

    def _longest(self, asked: _Asked) -> float:
        """Return the room of the longest word or label, which cannot wrap."""
        words = [
            self._writing.advance(line, word)
            for line in asked.lines
            for word in re.split(_BREAKS, line.text)
        ]
        badges = [self._badge(one).room.width() for one in asked.badges]
        return max([*words, *badges, 20]) + 2 * _side() + 2

    def _place_badges(
        self, asked: _Asked, width: int
    ) -> list[tuple[int, int, QSize, "_PaintedBadge"]]:
        placed: list[tuple[int, int, QSize, _PaintedBadge]] = []
        x = y = 0
        for one in asked.badges:
            badge = self._badge(one)
            size = badge.room
            if x and x + size.width() > width:
                x, y = 0, y + size.height() + 3
            placed.append((x, y, size, badge))
            x += size.width() + _GAP
        return placed

    def _badge(self, one: tuple[str, Look]) -> "_PaintedBadge":
        if one not in self._badges:
            self._badges[one] = _PaintedBadge(*one, self._owner)
        return self._badges[one]


class _PaintedBadge:
    """A label drawn into a list instead of standing in a form; measured and drawn once.

    No widget: one that goes while the look changes would bring Qt down.
    """

    def __init__(self, text: str, look: Look, owner: QWidget) -> None:
        self._text, self._look, self._owner = text, look, owner
        self.room = badge_room(text, look, owner.font())
        self._picture: QPixmap | None = None

    def picture(self) -> QPixmap:
        """Return the label as a picture on a see-through ground."""
        scale = self._owner.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != scale:
            self._picture = self._drawn(scale)
        return self._picture

    def _drawn(self, scale: float) -> QPixmap:
        pixmap = QPixmap(self.room * scale)
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        place = QRect(QPoint(), self.room)
        paint_badge(painter, place, self._text, self._look, self._owner.font())
        painter.end()
        return pixmap


def _squeezed(widths: list[int], room: int) -> list[int]:
    """Take what is too much from the widest columns: their cells break anywhere, uncut."""
    while (over := sum(widths) - room) > 0 and max(widths) > THEME.scaled(_LEAST):
        widest = max(range(len(widths)), key=widths.__getitem__)
        widths[widest] = max(THEME.scaled(_LEAST), widths[widest] - over)
    return widths


def _side() -> int:
    return THEME.space.close
