"""The lines of a listing's cells: how wide and high each is, worked out once, and how it is drawn.

Nothing is cut: a line that does not surely fit beside its margins is laid out and wraps.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget

from ltm_desktop.ui.marks import paint_mark
from ltm_desktop.ui.tokens import THEME, Theme
from ltm_desktop.ui.widgets.badge import Look
from ltm_desktop.ui.widgets.text import LONG_RUN, breakable

Key = TypeVar("Key")
Value = TypeVar("Value")
_GAP = 6
_MARK = 13
_JOINER = "\u2060"
"""A word joiner: no line breaks there, and nothing shows."""
_HARD_BLANK = "\u00a0"
_UNSEEN = {ord(one): None for one in (_JOINER, _HARD_BLANK)}
_LONGEST_HAN = 8
"""Characters of a name in Chinese that stays in one piece; a longer one may wrap."""
_NARROWEST, _WIDEST = 20.0, 10_000.0
SURELY = 1.0
"""Pixels to spare for a line to be taken as fitting without being laid out."""
_KEPT, _KEPT_LAID = 2_000, 600
"""Texts and cells remembered, and lines laid out; a page of fifty has 250, and 150 in view."""


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

    def __hash__(self) -> int:
        """Tell cells apart by what differs most; many are looked up for every page."""
        return hash((self.text, self.aside, self.caution, self.badges))

    @property
    def spoken(self) -> str:
        """Return all words of the cell."""
        badges = (word for word, _ in self.badges)
        words = (self.text, self.aside, *self.below, self.caution, *badges)
        return " ".join(word for word in words if word)


class Line(NamedTuple):
    """One line of a cell, as it is drawn; a tuple, because hundreds are made for every page."""

    text: str
    bold: bool = False
    small: bool = False
    colour: str = ""
    mark: str = ""
    asks: bool = True
    """Whether the line asks for its whole width."""
    plain_from: int = -1
    """Where plain letters begin in a bold line, such as a Chinese name; -1 for nowhere."""


class Writing:
    """Measure and draw lines in the letters of a widget; what was measured is remembered."""

    def __init__(self, owner: QWidget) -> None:
        self._owner = owner
        self._worn: tuple[Theme, str] | None = None
        self._fonts: dict[tuple[bool, bool], _Letters] = {}
        self._advances: dict[tuple[bool, bool, str], float] = {}
        self._laid: dict[tuple[Line, float], tuple[QTextLayout, float]] = {}

    def renew(self) -> bool:
        """Forget what was measured in other letters; tell whether there was any."""
        worn = (THEME.theme, self._owner.font().key())
        if worn == self._worn:
            return False
        self._worn = worn
        self._fonts.clear()
        self._advances.clear()
        self._laid.clear()
        return True

    def advance(self, line: Line, text: str) -> float:
        """Return how wide a text of a line is on one line, its sign included."""
        key = (line.small, line.bold, text)
        found = self._advances.get(key)
        if found is None:
            bound(self._advances)
            metrics = self._letters(line).metrics
            found = self._advances[key] = metrics.horizontalAdvance(text)
        return found + _indent(line)

    def room(self, line: Line) -> tuple[float, float]:
        """Return how wide and how high a line is on one line."""
        wide = self.advance(line, line.text)
        if line.text.isascii():
            return wide, self._letters(line).high
        if line.text.translate(_UNSEEN).isascii():
            return wide, self._letters(line).joined
        # other characters may come from a font with taller letters
        return wide, self._lay(line, math.inf)[1]

    def height(self, line: Line, width: float) -> float:
        """Return how high a line is within a width, wrapped where it must be."""
        wide, high = self.room(line)
        return high if wide + SURELY <= width else self._lay(line, width)[1]

    def draw(self, painter: QPainter, line: Line, at: QPointF, width: float) -> float:
        """Draw a line and return its height."""
        layout, height = self._lay(line, width)
        indent = _indent(line)
        if line.mark:
            side = mark_side()
            top = at.y() + (self._letters(line).metrics.height() - side) / 2
            box = QRectF(at.x(), top, side, side)
            paint_mark(painter, line.mark, THEME.palette.caution.ink, box)
        painter.setPen(colour(line.colour or THEME.palette.ink))
        layout.draw(painter, QPointF(at.x() + indent, at.y()))
        return height

    def _lay(self, line: Line, width: float) -> tuple[QTextLayout, float]:
        # on one line it is the same in every width
        fits = self.advance(line, line.text) + SURELY <= width
        within = _WIDEST if fits else width - _indent(line)
        found = self._laid.get((line, within))
        if found is None:
            bound(self._laid, _KEPT_LAID)
            parts = [plain_part(line)] if line.plain_from >= 0 else []
            layout = _laid_out(line.text, self._letters(line).font, parts, within)
            found = self._laid[line, within] = layout, layout.boundingRect().height()
        return found

    def _letters(self, line: Line) -> "_Letters":
        kind = line.small, line.bold
        if kind not in self._fonts:
            font = QFont(self._owner.font())
            font.setPixelSize(THEME.type.small if line.small else THEME.type.body)
            font.setBold(line.bold)
            self._fonts[kind] = _Letters(
                font,
                QFontMetricsF(font),
                _laid_out("x", font).boundingRect().height(),
                _laid_out(f"x-{_JOINER}x{_HARD_BLANK}x", font).boundingRect().height(),
            )
        return self._fonts[kind]


@dataclass(frozen=True, slots=True)
class _Letters:
    font: QFont
    metrics: QFontMetricsF
    high: float
    """Of one line, laid out; with what is not seen among its letters it may be another."""
    joined: float


def lines(cell: Cell) -> Iterator[Line]:
    """Yield the lines of a cell, top down."""
    colours = THEME.palette
    ink = colours.tone(cell.tone).ink if cell.tone else ""
    text, aside = _kept(cell.text, name=cell.strong), _kept(cell.aside, name=True)
    first = "  ".join(part for part in (text, aside) if part)
    if first:
        mark, plain = "warning" if cell.caution else "", len(text) if aside else -1
        yield Line(first, cell.strong, colour=ink, mark=mark, plain_from=plain)
    for below in cell.below:
        yield Line(_kept(below, name=True), small=True, colour=colours.muted)
    if cell.caution:
        yield Line(cell.caution, small=True, colour=colours.caution.ink, asks=False)


def _laid_out(
    text: str,
    font: QFont,
    parts: Sequence[QTextLayout.FormatRange] = (),
    width: float = _WIDEST,
) -> QTextLayout:
    layout = QTextLayout(text, font)
    layout.setCacheEnabled(True)
    if parts:
        layout.setFormats(parts)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    y = 0.0
    while (piece := layout.createLine()).isValid():
        piece.setLineWidth(max(_NARROWEST, width))
        piece.setPosition(QPointF(0, y))
        y += piece.height()
    layout.endLayout()
    return layout


def plain_part(line: Line) -> QTextLayout.FormatRange:
    """Return the part of a bold line that is in plain letters."""
    part = QTextLayout.FormatRange()
    # Qt counts in UTF-16: a rare character of a name is two of its units and must not be halved.
    part.start = _units(line.text[: line.plain_from])
    part.length = _units(line.text[line.plain_from :])
    part.format.setFontWeight(QFont.Weight.Normal)
    return part


@lru_cache(maxsize=64)
def colour(name: str) -> QColor:
    """Return a colour by its name, read once."""
    return QColor(name)


def mark_side() -> int:
    """Return the side of a sign before a line in pixels."""
    return THEME.scaled(_MARK)


def _indent(line: Line) -> int:
    return mark_side() + _GAP if line.mark else 0


def bound(kept: dict[Key, Value], most: int = _KEPT) -> None:
    """Let go of everything rather than grow for ever; it is worked out again when asked for."""
    if len(kept) >= most:
        kept.clear()


def _kept(text: str, *, name: bool = False) -> str:
    """Keep a date or a number with hyphens on one line, and a Chinese name in one piece."""
    if name and not text.isascii():
        parts = text.split(" ")
        text = " ".join(_JOINER.join(part) if _is_han(part) else part for part in parts)
    if len(text) > LONG_RUN:
        text = breakable(text)
    return text.replace("-", f"-{_JOINER}")


def _is_han(part: str) -> bool:
    return 1 < len(part) <= _LONGEST_HAN and not part.isascii()


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
