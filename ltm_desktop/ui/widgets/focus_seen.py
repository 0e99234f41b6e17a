"""Tell a page which of its parts has the focus, so that it can bring it to sight.

Nothing moves under a hand: what a page scrolls away between press and release is not clicked,
and the second click of a double click would meet whatever came in its place.
"""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget


class FocusSeen(QObject):
    """Tell at once of a focus that keys moved, of a field that was clicked when the hand is off."""

    def __init__(self, page: QWidget, show: Callable[[QWidget | None], None]) -> None:
        """Follow the focus of the whole program for as long as the page lives."""
        super().__init__(page)
        self._page, self._show = page, show
        self._lifted = QTimer(self, singleShot=True, interval=QApplication.doubleClickInterval())
        self._lifted.timeout.connect(self._lift)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        if not shiboken6.isValid(self._page):
            # The page itself is going, and what had the focus in it with it.
            return
        self._lifted.stop()
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._show(now)
        elif not isinstance(now, QAbstractButton):
            self._lifted.start()

    def _lift(self) -> None:
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._show(QApplication.focusWidget())
        else:
            self._lifted.start()
