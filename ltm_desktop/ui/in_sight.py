"""Ask again what a page shows: at once where somebody sees it, else when it is next shown."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget


class InSight(QObject):
    """Stands between a notice of change and a page that may be out of sight."""

    def __init__(self, page: QWidget, ask: Callable[[], object]) -> None:
        super().__init__(page)
        self._page = page
        self._ask = ask
        self._was_shown = page.isVisible()
        self._stale = False
        page.installEventFilter(self)

    def ask(self) -> None:
        """Ask now, unless the page was turned away: then before it is seen again."""
        if self._page.isVisible() or not self._was_shown:
            self._ask()
        else:
            self._stale = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Catch up as the page comes to sight, before anything of it is painted."""
        if type(event) is QShowEvent:
            self._was_shown = True
            if self._stale:
                self._stale = False
                self._ask()
        return super().eventFilter(watched, event)
