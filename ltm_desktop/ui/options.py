"""One thing to choose from a list, for every panel. No Qt."""

from typing import NamedTuple


class Option(NamedTuple):
    """One thing to choose: its code and its words."""

    code: str
    words: str
