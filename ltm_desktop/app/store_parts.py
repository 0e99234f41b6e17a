"""What a store is made of, and which parts of it do not hold; nothing here knows a record."""

from collections.abc import Iterator, Sequence
from typing import Protocol


class StoreParts(Protocol):
    """The pages, tables, indexes and guards of a store."""

    def damaged_pages(self) -> Sequence[int]:
        """Return the pages of the file that do not hold. Raises Unavailable."""

    def missing_guards(self) -> Sequence[str]:
        """Return the names of guards against change that are not there, or not as they were."""

    def altered_parts(self) -> Sequence[str]:
        """Return the parts, guards apart, that are not as the program makes them.

        An index or a trigger is named after its table and a point.
        """

    def misleading(self) -> Iterator[str]:
        """Yield the indexes that do not lead to every row, after their table and a point."""

    def reindex(self) -> None:
        """Make every index anew from the rows. Raises Unavailable."""
