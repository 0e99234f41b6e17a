"""The path of a dose as a table: step, who, when, what; a long row goes on, nothing is cut."""

from collections.abc import Iterator

from ltm_desktop.app.paper import PathRow, PathTable
from ltm_desktop.app.paper_tables import PaperTable
from ltm_desktop.reports import tables
from ltm_desktop.reports.blocks import Block, paragraphs

_SHARES = (0.17, 0.24, 0.17, 0.42)
"""How the width of the page is shared by step, who, when and what."""


def table(path: PathTable) -> Iterator[Block]:
    """Yield the heading, the names of the columns, and every row."""
    rows = tuple(_texts(one) for one in path.rows)
    yield from tables.table(PaperTable(path.title, _texts(path.heads), _SHARES, rows))
    if path.after:
        yield from paragraphs(path.after)


def _texts(row: PathRow) -> tuple[str, ...]:
    return (row.step, row.who, row.when, row.what)
