"""The parts a page is made of: each knows its height before it is drawn.

A block is never parted between pages; a heading stays with what follows it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Protocol

from ltm_desktop.app.paper import AmountLine, Field, Section
from ltm_desktop.reports import faces, setting
from ltm_desktop.reports.pen import MARGIN, ROOM, Pen
from ltm_desktop.reports.setting import Style

LABEL = Style(size=7.4, ink=setting.QUIET)
VALUE = Style(size=9.6)
STRONG = Style(faces.BOLD, 9.6)
HEADING = Style(faces.BOLD, 9.8, setting.ACCENT)
NOTE = Style(size=8.4)
_COLUMNS = 4
_GUTTER = 12.0
_TALLEST = 16
"""Lines that are never parted between pages; a longer text goes on in another block."""


class Block(Protocol):
    """Something with a height that can be drawn at a place."""

    @property
    def height(self) -> float:
        """Points."""

    @property
    def keeps_next(self) -> bool:
        """Whether the next block must stand on the same page."""

    def draw(self, pen: Pen, top: float) -> None:
        """Draw at the left margin."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A label over its value, set in a number of columns."""

    label: tuple[str, ...]
    value: tuple[str, ...]
    span: int
    style: Style

    @property
    def height(self) -> float:
        """Points."""
        return len(self.label) * LABEL.leading + len(self.value) * self.style.leading


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side."""

    cells: tuple[Cell, ...]
    keeps_next: bool = False

    @property
    def height(self) -> float:
        """Points, with the space after the row."""
        return max(cell.height for cell in self.cells) + 5.5

    def draw(self, pen: Pen, top: float) -> None:
        """Draw the cells from left to right."""
        column = 0
        labels = max(len(cell.label) for cell in self.cells) * LABEL.leading
        for cell in self.cells:
            x = MARGIN + column * _pitch()
            drop = labels - len(cell.label) * LABEL.leading
            pen.lines(x, top + drop, cell.label, LABEL)
            pen.lines(x, top + labels, cell.value, cell.style)
            column += cell.span


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's title over a hairline."""

    title: str
    keeps_next: bool = True

    @property
    def height(self) -> float:
        """Points."""
        return 8.0 + HEADING.leading + 6.0

    def draw(self, pen: Pen, top: float) -> None:
        """Draw title and line."""
        pen.text(MARGIN, top + 8.0 + HEADING.size, self.title, HEADING)
        pen.rule(MARGIN, top + 8.0 + HEADING.leading + 1.5, ROOM)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, line by line."""

    lines: tuple[str, ...]
    style: Style = NOTE
    after: float = 4.0
    keeps_next: bool = False

    @property
    def height(self) -> float:
        """Points, with the space after it."""
        return len(self.lines) * self.style.leading + self.after

    def draw(self, pen: Pen, top: float) -> None:
        """Draw the lines."""
        pen.lines(MARGIN, top, self.lines, self.style)


def paragraphs(text: str, style: Style = NOTE) -> Iterator[Paragraph]:
    """Break text to the width of the page, and a long one into parts that pages can take."""
    yield from _in_parts(tuple(setting.broken(text, style, ROOM)), style)


def _in_parts(lines: tuple[str, ...], style: Style) -> Iterator[Paragraph]:
    for start in range(0, len(lines), _TALLEST):
        last = start + _TALLEST >= len(lines)
        yield Paragraph(lines[start : start + _TALLEST], style, 4.0 if last else 0.0)


def section(part: Section) -> Iterator[Block]:
    """Yield a section's heading and its rows."""
    yield Heading(part.title)
    yield from rows(part.fields)


def rows(parts: Sequence[Field]) -> Iterator[Row | Paragraph]:
    """Fill rows with fields in reading order; a long value takes more columns, never less text."""
    waiting: list[Cell] = []
    for part in parts:
        made = _cell(part)
        if sum(each.span for each in waiting) + made.span > _COLUMNS:
            yield from _row(waiting)
            waiting = []
        waiting.append(made)
    if waiting:
        yield from _row(waiting)


def _row(cells: list[Cell]) -> Iterator[Row | Paragraph]:
    yield Row(tuple(replace(cell, value=cell.value[:_TALLEST]) for cell in cells))
    for cell in cells:
        yield from _in_parts(cell.value[_TALLEST:], cell.style)


def _pitch() -> float:
    return (ROOM + _GUTTER) / _COLUMNS


def _cell(part: Field) -> Cell:
    style = STRONG if part.emphasis else VALUE
    span = next((n for n in (1, 2, 3) if _fits(part, style, n)), _COLUMNS)
    room = span * _pitch() - _GUTTER
    label = tuple(setting.broken(part.label, LABEL, room))
    return Cell(label, tuple(setting.broken(part.value, style, room)), span, style)


def _fits(part: Field, style: Style, span: int) -> bool:
    room = span * _pitch() - _GUTTER
    one_line = len(setting.broken(part.value, style, room)) <= 1 + part.value.count("\n")
    return one_line and len(setting.broken(part.label, LABEL, room)) <= 2


@dataclass(frozen=True, slots=True)
class Medicine:
    """The dose line: breaks between attributes only, and the dash goes at a break."""

    parts: tuple[tuple[tuple[str, Style], ...], ...]
    keeps_next: bool = False
    _GAP: ClassVar[float] = 9.0
    _PAD: ClassVar[float] = 9.0

    @property
    def height(self) -> float:
        """Points, with the space after it."""
        return 2 * self._PAD + len(self._rows()) * self._leading() + 4.0

    def draw(self, pen: Pen, top: float) -> None:
        """Draw the tinted panel and the line in it."""
        high = self.height - 4.0
        pen.box((MARGIN, top), (ROOM, high), fill=setting.TINT)
        pen.box((MARGIN, top), (3.0, high), fill=setting.ACCENT)
        baseline = top + self._PAD + self._leading() * 0.76
        for row in self._rows():
            x = MARGIN + 14.0
            for number, part in enumerate(row):
                if number:
                    pen.text(x - self._GAP * 1.5 - 4, baseline, "—", LABEL.scaled(1.3))
                for text, style in part:
                    pen.text(x, baseline, text, style)
                    x += setting.width(text, style) + self._GAP * 0.75
                x += self._GAP * 2.2
            baseline += self._leading()

    def _leading(self) -> float:
        return max(style.size for part in self.parts for _, style in part) * 1.32

    def _rows(self) -> list[list[tuple[tuple[str, Style], ...]]]:
        rows: list[list[tuple[tuple[str, Style], ...]]] = [[]]
        used = 0.0
        for part in self.parts:
            wide = sum(setting.width(t, s) + self._GAP * 0.75 for t, s in part) + self._GAP * 2.2
            if rows[-1] and used + wide - self._GAP * 2.9 > ROOM - 24.0:
                rows.append([])
                used = 0.0
            rows[-1].append(part)
            used += wide
        return rows


def medicine(line: AmountLine) -> Medicine | None:
    """Set generic name and amount bold, DOSE as a label, the route in words; None when empty."""
    strong, plain = Style(faces.BOLD, 15), Style(size=13)
    label = Style(size=9, ink=setting.QUIET)
    dose = ((line.dose_label, label), (line.amount, strong)) if line.amount else ()
    parts = tuple(filter(None, (_part(line.drug, strong), dose, _part(line.route, plain))))
    if not parts:
        return None
    widest = max(sum(setting.width(t, s) + 7 for t, s in part) for part in parts)
    factor = min(1.0, (ROOM - 30.0) / widest)
    return Medicine(tuple(tuple((t, s.scaled(factor)) for t, s in part) for part in parts))


def _part(text: str, style: Style) -> tuple[tuple[str, Style], ...]:
    return ((text, style),) if text else ()


@dataclass(frozen=True, slots=True)
class KeptWithNext:
    """A block that stays on the page of the one after it."""

    block: Block
    keeps_next: bool = True

    @property
    def height(self) -> float:
        """Points."""
        return self.block.height

    def draw(self, pen: Pen, top: float) -> None:
        """Draw the block."""
        self.block.draw(pen, top)
