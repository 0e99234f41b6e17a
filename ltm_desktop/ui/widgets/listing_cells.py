"""Paint the cells of a listing, and tell how much room each needs so that nothing is cut."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPixmap, QRegion
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.badge import Badge, Look
from ltm_desktop.ui.widgets.listing_lines import Cell, Line, Writing, bound, lines

__all__ = ["Cell", "CellPainter"]

_TOP, _GAP = 4, 6
_BREAKS = "[ \u200b]"
# looked up once: an enum of Qt asked by name for every cell is slow
_SELECTED = QStyle.StateFlag.State_Selected
_SMOOTH = QPainter.RenderHint.Antialiasing
_READABLE, _LEAST = 160, 60
"""Pixels: what half a wrapped line needs at most, and the least a squeezed column keeps."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """The lines of a cell and the room that it asks for."""

    lines: tuple[Line, ...]
    width: float
    """With every line on one line, warnings apart: they must not push other columns together."""
    whole: float
    """With warnings too."""


class CellPainter(QStyledItemDelegate):
    """Draw cells line by line; every line wraps inside its column."""

    def __init__(self, parent: QWidget, role: int) -> None:
        super().__init__(parent)
        self._role = role
        self._writing = Writing(parent)
        self._badges: dict[tuple[str, Look], _PaintedBadge] = {}
        self._asked: dict[Cell, _Asked] = {}

    def share(
        self,
        room: int,
        headings: Sequence[str],
        cells: Sequence[Sequence[Cell]],
        header: QWidget,
    ) -> list[int]:
        """Return column widths that fill the room; what is widest gives way first, by wrapping."""
        self._renew()
        metrics = QFontMetricsF(header.font())
        least = [metrics.horizontalAdvance(heading) + 2 * _side() + 6 for heading in headings]
        asked = [[self._ask(cell) for cell in those] for those in cells]
        whole, wanted = (
            [max([own, *map(room_of, those)]) for own, those in zip(least, asked, strict=True)]
            for room_of in (attrgetter("whole"), attrgetter("width"))
        )
        for widths in (whole, wanted):
            spare = room - sum(widths)
            if spare >= 0:
                return [int(width + spare / max(1, len(widths))) for width in widths]
        needed, words = (
            [max([own, *map(ask, set(those))]) for own, those in zip(least, cells, strict=True)]
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

    def lowest(self) -> int:
        """Return a height that no row with a word in it is below."""
        return THEME.type.small + 2 * _TOP

    def heights(self, cells: Sequence[Sequence[Cell]], widths: Sequence[int]) -> list[int]:
        """Return the height of each row, of its highest cell; cells are told by column."""
        columns: list[list[int]] = []
        for those, width in zip(cells, widths, strict=True):
            high = {cell: self.height(cell, width) for cell in set(those)}
            columns.append([high[cell] for cell in those])
        return [max(row) for row in zip(*columns, strict=True)]

    def height(self, cell: Cell, width: int) -> int:
        """Return the height of a cell at a column width."""
        inner = width - 2 * _side()
        high = sum(self._writing.height(line, inner) for line in self._ask(cell).lines)
        if cell.badges:
            high += max(y + size.height() for _, y, size, _ in self._place_badges(cell, inner))
        return int(high + 2 * _TOP + 1)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the room of a cell."""
        cell = index.data(self._role)
        return QSize(option.rect.width(), self.height(cell, option.rect.width()))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint ground, lines and labels of a cell."""
        self._renew()
        cell: Cell = index.data(self._role)
        colours, place = THEME.palette, option.rect
        selected = bool(option.state & _SELECTED)
        left, right, inner = place.x(), place.width(), place.width() - 2 * _side()
        painter.save()
        painter.setRenderHint(_SMOOTH)
        painter.fillRect(place, QColor(colours.selection if selected else colours.card))
        painter.fillRect(left, place.bottom(), right, 1, QColor(colours.line))
        top = float(place.y()) + (_TOP if cell.text else _TOP - 1)
        for line in self._ask(cell).lines:
            top += self._writing.draw(painter, line, QPointF(left + _side(), top), inner)
        for x, y, _, badge in self._place_badges(cell, inner):
            painter.drawPixmap(QPointF(left + _side() + x, top + y), badge.picture())
        painter.restore()

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
        badges = sum(self._badge(one).room().width() + _GAP for one in cell.badges)
        advances = [(line.asks, self._writing.advance(line, line.text)) for line in told]
        width = max((one for asks, one in advances if asks), default=0.0)
        whole = max((one for _, one in advances), default=0.0)
        beside = 2 * _side() + 2
        return _Asked(told, max(width, badges) + beside, max(whole, badges) + beside)

    def _needed(self, cell: Cell) -> float:
        # Half a line keeps a wrapped cell readable.
        half = 0.0 if cell.badges else min(self._ask(cell).width / 2, THEME.scaled(_READABLE))
        return max(self._longest(cell), half + 2 * _side() + 2)

    def _longest(self, cell: Cell) -> float:
        """Return the room of the longest word or label, which cannot wrap."""
        words = [
            self._writing.advance(line, word)
            for line in self._ask(cell).lines
            for word in re.split(_BREAKS, line.text)
        ]
        badges = [self._badge(one).room().width() for one in cell.badges]
        return max([*words, *badges, 20]) + 2 * _side() + 2

    def _place_badges(
        self, cell: Cell, width: int
    ) -> list[tuple[int, int, QSize, "_PaintedBadge"]]:
        placed: list[tuple[int, int, QSize, _PaintedBadge]] = []
        x = y = 0
        for one in cell.badges:
            badge = self._badge(one)
            size = badge.room()
            if x and x + size.width() > width:
                x, y = 0, y + size.height() + 3
            placed.append((x, y, size, badge))
            x += size.width() + _GAP
        return placed

    def _badge(self, one: tuple[str, Look]) -> "_PaintedBadge":
        if one not in self._badges:
            self._badges[one] = _PaintedBadge(*one)
        return self._badges[one]


class _PaintedBadge(Badge):
    """A badge that is drawn into a list instead of standing in a form; measured and drawn once."""

    def __init__(self, text: str, look: Look) -> None:
        super().__init__(text, look)
        self._room: QSize | None = None
        self._picture: QPixmap | None = None

    def room(self) -> QSize:
        """Return the room that it takes."""
        if self._room is None:
            self._room = self.sizeHint()
        return self._room

    def picture(self) -> QPixmap:
        """Return the badge as a picture on a see-through ground."""
        scale = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != scale:
            self._picture = self._drawn(scale)
        return self._picture

    def _drawn(self, scale: float) -> QPixmap:
        self.resize(self.room())
        pixmap = QPixmap(self.room() * scale)
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        self.render(pixmap, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
        return pixmap


def _squeezed(widths: list[int], room: int) -> list[int]:
    """Take what is too much from the widest columns: their cells break anywhere, uncut."""
    while (over := sum(widths) - room) > 0 and max(widths) > THEME.scaled(_LEAST):
        widest = max(range(len(widths)), key=widths.__getitem__)
        widths[widest] = max(THEME.scaled(_LEAST), widths[widest] - over)
    return widths


def _side() -> int:
    return THEME.space.close
