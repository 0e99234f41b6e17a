"""Notice that nobody has touched keyboard, mouse or screen for a while."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent, QTouchEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

_OF_A_PERSON = frozenset({QKeyEvent, QMouseEvent, QWheelEvent, QTouchEvent, QInputMethodEvent})
"""Looked at first: thousands of other events come with every page, and asking for the kind of each
took longer than drawing the page."""
_SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)
_LOOK_EVERY_MS = 5_000


class Idle(QObject):
    """Emit `passed` once when nobody was there for the given minutes.

    While `held` says so it waits, and looks again every few seconds.
    """

    passed = Signal()

    def __init__(
        self,
        minutes: int,
        parent: QObject,
        now: Callable[[], float] = time.monotonic,
        held: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(parent)
        self._held = held
        self._seconds = minutes * 60
        self._now = now
        self._last = now()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_LOOK_EVERY_MS)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take note of every sign of a person; let all of it through."""
        if type(event) in _OF_A_PERSON and event.type() in _SIGNS:
            self._last = self._now()
        return False

    def look(self) -> None:
        """Say so when the time has passed and nothing holds the window open."""
        if self._now() - self._last >= self._seconds and not self._held():
            self._last = self._now()
            self.passed.emit()
