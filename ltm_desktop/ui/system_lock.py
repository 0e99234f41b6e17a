"""Notice that the computer's own screen is locked, or that it goes to sleep.

Linux: the session bus (screen savers) and logind. Windows: session notifications of the window.
Elsewhere nothing is noticed, and the program's own idle lock does the work.
"""

import sys

from PySide6.QtCore import QObject, Signal, Slot


class SystemLock(QObject):
    """Emit `locked` and `unlocked` as the system says; `heard` tells whether anything can."""

    locked = Signal()
    unlocked = Signal()

    def __init__(self, parent: QObject, window: int = 0) -> None:
        super().__init__(parent)
        self.heard = False
        self._source: object | None = None
        if sys.platform == "win32":
            from ltm_desktop.ui.system_lock_windows import SessionNotices

            self._source = notices = SessionNotices(window, self.tell)
            self.heard = notices.registered
        elif sys.platform.startswith("linux"):
            from ltm_desktop.ui.system_lock_linux import connect

            self.heard = connect(self)

    def tell(self, *, locked: bool) -> None:
        """Pass on what the system said."""
        (self.locked if locked else self.unlocked).emit()

    @Slot(bool)
    def active_changed(self, active: bool) -> None:
        """Hear a screen saver, or a computer that goes to sleep (true) or wakes (false)."""
        self.tell(locked=active)

    @Slot()
    def lock_asked(self) -> None:
        """Hear logind ask the session to lock."""
        self.tell(locked=True)

    @Slot()
    def unlock_asked(self) -> None:
        """Hear logind say that the session is open again."""
        self.tell(locked=False)
