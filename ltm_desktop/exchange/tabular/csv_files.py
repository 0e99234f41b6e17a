"""CSV files that open rightly in a spreadsheet and in a program: UTF-8 with BOM, RFC 4180.

A cell that a spreadsheet would take for a formula is led by an apostrophe; nothing else of any
text is changed. Lines before the heads are comments and begin with a number sign.
"""

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_BOM = "\ufeff"
COMMENT = "# "


class CsvFiles:
    """The app's `Tables`."""

    def lines(
        self, comments: Iterable[str], heads: Sequence[str], rows: Iterable[Sequence[str]]
    ) -> Iterable[bytes]:
        """Yield the file piece by piece: comments, the heads, then every row as it comes."""
        yield _BOM.encode()
        for comment in comments:
            # one cell, so that a spreadsheet shows the whole sentence in its first column
            yield _written([COMMENT + " ".join(comment.split())])
        yield _written(heads)
        for row in rows:
            yield _written(row)


def guarded(cell: str) -> str:
    """Return a cell no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def _written(row: Sequence[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([guarded(cell) for cell in row])
    return out.getvalue().encode()
