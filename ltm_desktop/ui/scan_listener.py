"""Who takes a scan: the page in sight, whatever has the focus; never a page behind a dialog."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from weakref import WeakSet

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.wedge import Burst

if TYPE_CHECKING:
    from ltm_desktop.app.scans import Scan


@dataclass(frozen=True, slots=True)
class Received:
    """What arrived: the characters with their rhythm, and what was understood."""

    burst: Burst
    scan: "Scan | None"
    alerts: tuple[Alert, ...] = ()
    """Why it is no scan to use: refused, or only half of one."""
    separators_arrive: bool = False
    """Whether this workstation's scanner has been seen to send the GS1 separator."""


class Listener(QObject):
    """Take the scans of one page while it is in sight; the newest such page is the current one."""

    scanned = Signal(object)
    """An app.scans.Scan that was read whole."""
    received = Signal(object)
    """A Received: every scan, also a refused one or half of one."""
    takes_forms = False
    """Whether this page looks at the codes of paper forms itself."""
    _all: ClassVar[WeakSet["Listener"]] = WeakSet()
    _count: ClassVar[int] = 0

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        Listener._count += 1
        self.order = Listener._count
        Listener._all.add(self)

    @classmethod
    def current(cls) -> "Listener | None":
        """Return the listener of the page in sight; none behind a modal dialog."""
        seen = [one for one in cls._all if shiboken6.isValid(one) and one.is_in_sight()]
        return max(seen, key=lambda one: one.order, default=None)

    def is_in_sight(self) -> bool:
        """Tell whether a person looks at this page now."""
        modal = QApplication.activeModalWidget()
        return self._page.isVisible() and modal in {None, self._page.window()}

    def take(self, received: Received) -> None:
        """Tell the page."""
        self.received.emit(received)
        if received.scan is not None:
            self.scanned.emit(received.scan)
