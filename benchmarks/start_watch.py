"""Follow a window from its first paint until nothing uses the processor any more."""

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPushButton

from benchmarks.start_told import Told

PERSON = "nurse.a"
_QUIET_SECONDS, _QUIET_CPU = 1.0, 0.02
_LOOK_MS = 50


class Watch(QObject):
    """Note each phase; sign in at the program's own window, where a Today is waited for."""

    def __init__(self, app: QApplication, told: Told, *, ours: bool, until: str) -> None:
        super().__init__()
        self._app, self._told, self._until = app, told, until
        self._window: QMainWindow | None = None
        self._used = self._since = 0.0
        self._next: Callable[[], None] = self._load if ours else self._rest
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Wait for the first paint of a main window."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow):
            self._window = watched
            self._app.removeEventFilter(self)
            QTimer.singleShot(0, self._painted)
        return False

    def _painted(self) -> None:
        self._told.note("window painted")
        self._told.modules = sorted(sys.modules)
        if self._until == "painted":
            self._told.end()
        self._timer.start(_LOOK_MS)

    def _look(self) -> None:
        self._next()

    def _load(self) -> None:
        from ltm_desktop.ui.background import Background

        if Background.any_at_work() or self._window is None:
            return
        self._told.note("house loaded")
        from ltm_desktop.app.demo.door import SECRET

        fields = {one.objectName(): one for one in self._window.findChildren(QLineEdit)}
        fields["signin.person"].setText(PERSON)
        fields["signin.secret"].setText(SECRET)
        buttons = {one.objectName(): one for one in self._window.findChildren(QPushButton)}
        self._next = self._enter
        buttons["signin.button"].click()

    def _enter(self) -> None:
        from ltm_desktop.ui.shell import Shell

        if self._window is not None and isinstance(self._window.centralWidget(), Shell):
            self._told.note("signed in, Today shown")
            self._next = self._rest

    def _rest(self) -> None:
        used, now = time.process_time(), time.perf_counter()
        if used - self._used > _QUIET_CPU:
            self._used, self._since = used, now
        elif now - self._since >= _QUIET_SECONDS:
            self._told.note("quiet")
            self._told.end()
