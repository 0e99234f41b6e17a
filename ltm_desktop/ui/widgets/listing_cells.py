"""Paint the cells of a listing, and tell how much room each needs so that nothing is cut."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPixmap,
    QRegion,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ltm_desktop.ui.marks import paint_mark
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.badge import Badge, Look
from ltm_desktop.ui.widgets.text import breakable

_SIDE, _TOP, _GAP = THEME.space.close, 4, 6
_MARK = 13
_JOINER = "\u2060"
"""A word joiner: no line breaks there, and nothing shows."""
_BREAKS = "[ \u200b]"
_READABLE, _LEAST = 160, 60
"""Pixels: what half a wrapped line needs at most, and the least a squeezed column keeps."""
_LONGEST_HAN = 8
"""Characters of a name in Chinese that stays in one piece; a longer one may wrap."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: a first line, words after it, lines beneath, and status labels."""

    text: str = ""
    strong: bool = False
    aside: str = ""
    """Follows the first line in plain letters, such as a name in Chinese characters."""
    below: tuple[str, ...] = ()
    caution: str = ""
    """A warning beneath, led by its sign; the first line bears the sign too."""
    tone: str = ""
    badges: tuple[tuple[str, Look], ...] = ()

    @property
    def spoken(self) -> str:
        """Return all words of the cell."""
        badges = (word for word, _ in self.badges)
        words = (self.text, self.aside, *self.below, self.caution, *badges)
        return " ".join(word for word in words if word)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    bold: bool = False
    small: bool = False
    colour: str = ""
    mark: str = ""
    asks: bool = True
    """Whether the line asks for its whole width."""
    plain_from: int = -1
    """Where plain letters begin in a bold line, such as a Chinese name; -1 for nowhere."""


class CellPainter(QStyledItemDelegate):
    """Draw cells line by line; every line wraps inside its column."""

    def __init__(self, parent: QWidget, role: int) -> None:
        super().__init__(parent)
        self._owner = parent
        self._role = role
        self._badges: dict[tuple[str, Look], Badge] = {}
        # of one sharing out only: looks and letters may be others at the next
        self._read: dict[Cell, tuple[_Line, ...]] = {}
        self._metrics: dict[tuple[bool, bool], QFontMetricsF] = {}

    def share(
        self,
        room: int,
        headings: Sequence[str],
        cells: Sequence[Sequence[Cell]],
        header: QWidget,
    ) -> list[int]:
        """Return column widths that fill the room; what is widest gives way first, by wrapping."""
        self._read.clear()
        self._metrics.clear()
        metrics = QFontMetricsF(header.font())
        least = [metrics.horizontalAdvance(heading) + 2 * _SIDE + 6 for heading in headings]
        wanted, needed, whole = list(least), list(least), list(least)
        for column, those in enumerate(cells):
            for cell in dict.fromkeys(those):
                wanted[column] = max(wanted[column], self._wanted(cell))
                whole[column] = max(whole[column], self._wanted(cell, warnings=True))
                needed[column] = max(needed[column], self._needed(cell))
        for widths in (whole, wanted):
            spare = room - sum(widths)
            if spare >= 0:
                return [int(width + spare / max(1, len(widths))) for width in widths]
        give = [one - other for one, other in zip(wanted, needed, strict=True)]
        part = min(1.0, -spare / sum(give)) if sum(give) else 0.0
        return _squeezed(
            [int(one - part * more) for one, more in zip(wanted, give, strict=True)], room
        )

    def height(self, cell: Cell, width: int) -> int:
        """Return the height of a cell at a column width."""
        inner = width - 2 * _SIDE
        lines = sum(self._height(line, inner) for line in self._lines_of(cell))
        badges = self._place_badges(cell, inner)
        below = max((y + size.height() for _, y, size, _ in badges), default=0)
        return int(lines + below + 2 * _TOP + 1)

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
        cell: Cell = index.data(self._role)
        colours = THEME.palette
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(option.rect, QColor(colours.selection if selected else colours.card))
        painter.fillRect(
            option.rect.x(), option.rect.bottom(), option.rect.width(), 1, QColor(colours.line)
        )
        inner = option.rect.width() - 2 * _SIDE
        left, top = (
            option.rect.x() + _SIDE,
            float(option.rect.y()) + (_TOP if cell.text else _TOP - 1),
        )
        for line in _lines(cell):
            top += self._paint_line(painter, line, QPointF(left, top), inner)
        for x, y, _, badge in self._place_badges(cell, inner):
            painter.drawPixmap(QPointF(left + x, top + y), badge.picture())
        painter.restore()

    def _paint_line(self, painter: QPainter, line: _Line, at: QPointF, width: int) -> float:
        indent = _mark() + _GAP if line.mark else 0
        font = self._font(line)
        if line.mark:
            height = QFontMetricsF(font).height()
            side = _mark()
            box = QRectF(at.x(), at.y() + (height - side) / 2, side, side)
            paint_mark(painter, line.mark, THEME.palette.caution.ink, box)
        painter.setPen(QColor(line.colour or THEME.palette.ink))
        layout = self._laid(line, width - indent)
        layout.draw(painter, QPointF(at.x() + indent, at.y()))
        return self._height(line, width)

    def _height(self, line: _Line, width: float) -> float:
        indent = _mark() + _GAP if line.mark else 0
        return self._laid(line, width - indent).boundingRect().height()

    def _laid(self, line: _Line, width: float) -> QTextLayout:
        layout = QTextLayout(line.text, self._font(line))
        if line.plain_from >= 0:
            layout.setFormats([_plain(line)])
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        y = 0.0
        while (piece := layout.createLine()).isValid():
            piece.setLineWidth(max(20.0, width))
            piece.setPosition(QPointF(0, y))
            y += piece.height()
        layout.endLayout()
        return layout

    def _wanted(self, cell: Cell, *, warnings: bool = False) -> float:
        # A warning beneath may wrap; it must not push the other columns together.
        asking = [line for line in self._lines_of(cell) if line.asks or warnings]
        lines = [self._advance(line, line.text) for line in asking]
        badges = sum(self._badge(one).sizeHint().width() + _GAP for one in cell.badges)
        return max([*lines, badges, 0]) + 2 * _SIDE + 2

    def _needed(self, cell: Cell) -> float:
        words = [
            self._advance(line, word)
            for line in self._lines_of(cell)
            for word in re.split(_BREAKS, line.text)
        ]
        badges = [self._badge(one).sizeHint().width() for one in cell.badges]
        # Half a line keeps a wrapped cell readable.
        half = min(self._wanted(cell) / 2, THEME.scaled(_READABLE)) if not cell.badges else 0
        return max([*words, *badges, half, 20]) + 2 * _SIDE + 2

    def _advance(self, line: _Line, text: str) -> float:
        indent = _mark() + _GAP if line.mark else 0
        kind = line.small, line.bold
        if kind not in self._metrics:
            self._metrics[kind] = QFontMetricsF(self._font(line))
        return self._metrics[kind].horizontalAdvance(text) + indent

    def _lines_of(self, cell: Cell) -> tuple[_Line, ...]:
        """Return the lines of a cell, worked out once while the room is shared out."""
        if cell not in self._read:
            self._read[cell] = tuple(_lines(cell))
        return self._read[cell]

    def _font(self, line: _Line) -> QFont:
        font = QFont(self._owner.font())
        font.setPixelSize(THEME.type.small if line.small else THEME.type.body)
        font.setBold(line.bold)
        return font

    def _place_badges(
        self, cell: Cell, width: int
    ) -> list[tuple[int, int, QSize, "_PaintedBadge"]]:
        placed: list[tuple[int, int, QSize, _PaintedBadge]] = []
        x = y = 0
        for one in cell.badges:
            badge = self._badge(one)
            size = badge.sizeHint()
            if x and x + size.width() > width:
                x, y = 0, y + size.height() + 3
            placed.append((x, y, size, badge))
            x += size.width() + _GAP
        return placed

    def _badge(self, one: tuple[str, Look]) -> "_PaintedBadge":
        found = self._badges.get(one)
        if not isinstance(found, _PaintedBadge):
            found = _PaintedBadge(*one)
            self._badges[one] = found
        return found


class _PaintedBadge(Badge):
    """A badge that is drawn into a list instead of standing in a form."""

    def picture(self) -> QPixmap:
        """Return the badge as a picture on a see-through ground."""
        scale = self.devicePixelRatioF()
        size = self.sizeHint()
        self.resize(size)
        pixmap = QPixmap(size * scale)
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        self.render(pixmap, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
        return pixmap


def _kept(text: str, *, name: bool = False) -> str:
    """Keep a date or a number with hyphens on one line, and a Chinese name in one piece."""
    parts = text.split(" ")
    if name:
        parts = [_JOINER.join(part) if _is_han(part) else part for part in parts]
    return breakable(" ".join(parts)).replace("-", f"-{_JOINER}")


def _squeezed(widths: list[int], room: int) -> list[int]:
    """Take what is too much from the widest columns: their cells break anywhere, uncut."""
    while (over := sum(widths) - room) > 0 and max(widths) > THEME.scaled(_LEAST):
        widest = max(range(len(widths)), key=widths.__getitem__)
        widths[widest] = max(THEME.scaled(_LEAST), widths[widest] - over)
    return widths


def _is_han(part: str) -> bool:
    return 1 < len(part) <= _LONGEST_HAN and not part.isascii()


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _plain(line: _Line) -> QTextLayout.FormatRange:
    part = QTextLayout.FormatRange()
    # Qt counts in UTF-16: a rare character of a name is two of its units and must not be halved.
    part.start = _units(line.text[: line.plain_from])
    part.length = _units(line.text[line.plain_from :])
    part.format.setFontWeight(QFont.Weight.Normal)
    return part


def _lines(cell: Cell) -> Iterator[_Line]:
    colours = THEME.palette
    ink = colours.tone(cell.tone).ink if cell.tone else ""
    text, aside = _kept(cell.text, name=cell.strong), _kept(cell.aside, name=True)
    first = "  ".join(part for part in (text, aside) if part)
    if first:
        mark, plain = "warning" if cell.caution else "", len(text) if aside else -1
        yield _Line(first, cell.strong, colour=ink, mark=mark, plain_from=plain)
    for below in cell.below:
        yield _Line(_kept(below, name=True), small=True, colour=colours.muted)
    if cell.caution:
        yield _Line(cell.caution, small=True, colour=colours.caution.ink, asks=False)


def _mark() -> int:
    return THEME.scaled(_MARK)
