"""What the app asks of table files; one door keeps it."""

from collections.abc import Iterable, Sequence
from typing import Protocol


class Tables(Protocol):
    """Table files that spreadsheets and statistics programs read."""

    def lines(
        self, comments: Iterable[str], heads: Sequence[str], rows: Iterable[Sequence[str]]
    ) -> Iterable[bytes]:
        """Yield a file piece by piece: comments, the names of the columns, then every row."""
