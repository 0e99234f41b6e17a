"""A table on paper: named columns, rows over hairlines; on every further page the heads again.

A long row goes on, nothing is cut.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ltm_desktop.app.paper_tables import PaperTable
from ltm_desktop.reports import faces, setting
from ltm_desktop.reports.blocks import Block, Heading, KeptWithNext, paragraphs
from ltm_desktop.reports.pen import MARGIN, ROOM, Pen
from ltm_desktop.reports.setting import Style
from ltm_desktop.reports.survival_picture import SurvivalPicture

HEAD = Style(size=7.2, ink=setting.QUIET)
FIRST = Style(faces.BOLD, 7.6)
CELL = Style(size=7.6)
_GUTTER = 8.0
_TALLEST = 12
"""Lines of a row that are never parted between pages."""
Cells = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Cells side by side, over a hairline where the row ends."""

    cells: Cells
    styles: tuple[Style, ...]
    shares: tuple[float, ...]
    ends: bool = True
    keeps_next: bool = False
    head: "Line | None" = None
    """The names of the columns, which begin a further page."""

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
        for cell, style, share in zip(self.cells, self.styles, self.shares, strict=True):
            pen.lines(x, top, cell, style)
            x += share * ROOM
        if self.ends:
            pen.rule(MARGIN, top + self.height - 3.0, ROOM)


def table(told: PaperTable) -> Iterator[Block]:
    """Yield the heading, the names of the columns, and every row."""
    yield Heading(told.title)
    if told.note:
        # a note stays with the drawing it is about
        kept = KeptWithNext if told.curves else None
        yield from (kept(one) if kept else one for one in paragraphs(told.note))
    if told.curves:
        yield SurvivalPicture(told.curves)
    if not any(told.heads):
        return
    heads = (HEAD,) * len(told.shares)
    head = Line(_broken(told.heads, heads, told.shares), heads, told.shares, keeps_next=True)
    yield head
    for one in told.rows:
        yield from _parted(one, head)


def _broken(row: Sequence[str], styles: Sequence[Style], shares: Sequence[float]) -> Cells:
    return tuple(
        tuple(setting.broken(text, style, share * ROOM - _GUTTER))
        for text, style, share in zip(row, styles, shares, strict=True)
    )


def _parted(row: Sequence[str], head: Line) -> Iterator[Line]:
    styles = (FIRST, *(CELL,) * (len(row) - 1))
    cells = _broken(row, styles, head.shares)
    longest = max(len(cell) for cell in cells)
    for start in range(0, longest, _TALLEST):
        part = tuple(cell[start : start + _TALLEST] for cell in cells)
        yield Line(part, styles, head.shares, ends=start + _TALLEST >= longest, head=head)
