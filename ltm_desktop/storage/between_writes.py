"""Answers that hold until something is written, in the one program that holds the lock."""

import threading
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class BetweenWrites(Generic[Answer]):
    """Keep answers by a name between two writes; a write makes all of them be asked again."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._kept: dict[str, Answer] = {}
        self._era = 0

    def of(self, name: str) -> tuple[Answer | None, int]:
        """Return what is known, and the era in which an answer may be kept."""
        with self._guard:
            return self._kept.get(name), self._era

    def keep(self, name: str, answer: Answer, era: int) -> None:
        """Keep an answer, unless something was written while it was looked for."""
        with self._guard:
            if era == self._era:
                self._kept[name] = answer

    def forget(self) -> None:
        """Begin a new era: something was, or may have been, written."""
        with self._guard:
            self._era += 1
            self._kept.clear()
