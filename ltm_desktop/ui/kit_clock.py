"""The downtime kit of the day, made while the program is open, whoever sits there or nobody.

Says once when it could not be written, and tries again at the next hour.
"""

from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.downtime_kit import Made, is_due, make_kit
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.speak import to_alerts

_MINUTE_MS = 60_000
_AGAIN = timedelta(hours=1)


class KitClock(QObject):
    """Look each minute whether the kit of the day is due, where it is made by itself."""

    failed = Signal(object)
    """Alerts: why none could be written."""

    def __init__(self, desk: Desk, owner: QObject, *, by_itself: bool) -> None:
        super().__init__(owner)
        self._desk = desk
        self._background = Background(self)
        self._tried: datetime | None = None
        if by_itself:
            clock = QTimer(self)
            clock.timeout.connect(self.look)
            clock.start(_MINUTE_MS)

    def look(self) -> None:
        """Make the kit where it is due, beside the window."""
        now = self._desk.clock.now()
        waits = self._tried is not None and now - self._tried < _AGAIN
        if waits or self._background.busy or not is_due(self._desk):
            return
        self._tried = now
        self._background.run(lambda: make_kit(self._desk), self._made, self._failed)

    def _made(self, _made: Made) -> None:
        self._tried = None

    def _failed(self, error: Exception) -> None:
        self.failed.emit(to_alerts(error))
