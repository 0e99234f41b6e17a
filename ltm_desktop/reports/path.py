"""The path of a dose as a table: step, who, when, what; a long row goes on, nothing is cut."""

from collections.abc import Iterator
from dataclasses import dataclass

from ltm_desktop.app.paper import PathRow, PathTable
from ltm_desktop.reports import faces, setting
from ltm_desktop.reports.blocks import Block, Heading, paragraphs
from ltm_desktop.reports.pen import MARGIN, ROOM, Pen
from ltm_desktop.reports.setting import Style

HEAD = Style(size=7.2, ink=setting.QUIET)
STEP = Style(faces.BOLD, 7.6)
CELL = Style(size=7.6)
_GUTTER = 8.0
_SHARES = (0.17, 0.24, 0.17, 0.42)
"""How the width of the page is shared by step, who, when and what."""
_TALLEST = 12
"""Lines of a row that are never parted between pages."""
Cells = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Four cells side by side, over a hairline where the row ends."""

    cells: Cells
    styles: tuple[Style, ...]
    ends: bool = True
    keeps_next: bool = False

    @property
    def height(self) -> float:
        """Points, with the space after a row."""
        tall = max(
            len(cell) * style.leading for cell, style in zip(self.cells, self.styles, strict=True)
        )
        return tall + (5.0 if self.ends else 0.0)

    def draw(self, pen: Pen, top: float) -> None:
        """Draw the cells from left to right."""
        x = MARGIN
        for cell, style, share in zip(self.cells, self.styles, _SHARES, strict=True):
            pen.lines(x, top, cell, style)
            x += share * ROOM
        if self.ends:
            pen.rule(MARGIN, top + self.height - 3.0, ROOM)


def table(path: PathTable) -> Iterator[Block]:
    """Yield the heading, the names of the columns, and every row."""
    yield Heading(path.title)
    heads = (HEAD,) * len(_SHARES)
    yield Line(_broken(path.heads, heads), heads, keeps_next=True)
    for one in path.rows:
        yield from _parted(one)
    if path.after:
        yield from paragraphs(path.after)


def _broken(row: PathRow, styles: tuple[Style, ...]) -> Cells:
    texts = (row.step, row.who, row.when, row.what)
    return tuple(
        tuple(setting.broken(text, style, share * ROOM - _GUTTER))
        for text, style, share in zip(texts, styles, _SHARES, strict=True)
    )


def _parted(row: PathRow) -> Iterator[Line]:
    styles = (STEP, CELL, CELL, CELL)
    cells = _broken(row, styles)
    longest = max(len(cell) for cell in cells)
    for start in range(0, longest, _TALLEST):
        part = tuple(cell[start : start + _TALLEST] for cell in cells)
        yield Line(part, styles, ends=start + _TALLEST >= longest)
