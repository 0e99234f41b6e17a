"""Work that must not freeze the window: one thread, one piece of work after another.

Nothing here is ever cut short: a write that has begun is waited for, also at the end. Answers
come back in the window's thread, and only while their owner still lives.
"""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from ltm_desktop.ui.collecting import hold, release

T = TypeVar("T")
Failed = Callable[[Exception], None]


@dataclass(frozen=True, slots=True)
class _Errand:
    work: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Failed


class Background(QObject):
    """Run work beside the window for one owner; `busy_changed` tells a form to hold still."""

    busy_changed = Signal(bool)
    _came_back = Signal(object)
    _at_work: ClassVar[set["Background"]] = set()

    def __init__(self, owner: QObject | None = None) -> None:
        # No Qt parent: an owner may go while its work is still under way.
        super().__init__()
        self._owner = owner
        self._waiting: deque[_Errand] = deque()
        self._busy = False
        self._errand: _Errand | None = None
        self._thread: threading.Thread | None = None
        self._came_back.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Tell whether work is under way."""
        return self._busy

    @classmethod
    def any_at_work(cls) -> bool:
        """Tell whether anybody's work is under way."""
        return bool(cls._at_work)

    def run(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed) -> None:
        """Do `work` in a thread, then call `done` with what it returned, or `failed`."""
        self._waiting.append(_Errand(work, done, failed))
        if not self._busy:
            self._busy = True
            self._at_work.add(self)
            # A widget that has become garbage must not be collected in the other thread.
            hold()
            self._tell(busy=True)
            self._start_next()

    def _start_next(self) -> None:
        # Held here, so that what it refers to is let go in the window's thread.
        self._errand = self._waiting.popleft()
        # Not a daemon: the program ends only after a commit that has begun.
        self._thread = threading.Thread(
            target=self._work, args=(self._errand,), name="ltm-background"
        )
        self._thread.start()

    def _work(self, errand: _Errand) -> None:
        answer: Callable[[], None]
        try:
            found = errand.work()
        except Exception as error:  # noqa: BLE001 - handed on to the window, which says it
            answer = _bound(errand.failed, error)
        else:
            answer = _bound(errand.done, found)
        self._came_back.emit(answer)

    def _deliver(self, answer: Callable[[], None]) -> None:
        if self._thread is not None:
            # It has sent its answer and only has to end.
            self._thread.join()
        self._thread = self._errand = None
        if self._waiting:
            self._start_next()
        else:
            self._busy = False
            self._at_work.discard(self)
            release()
            self._tell(busy=False)
        if self._is_wanted():
            answer()

    def _tell(self, *, busy: bool) -> None:
        if self._is_wanted():
            self.busy_changed.emit(busy)

    def _is_wanted(self) -> bool:
        return self._owner is None or shiboken6.isValid(self._owner)


def _bound(call: Callable[[Any], None], value: object) -> Callable[[], None]:
    return lambda: call(value)
