"""What was copied in this program does not stay on the clipboard: it is taken away after a minute.

Nobody can tell whether a line that was copied names a patient, so everything is taken to. What
another program copied meanwhile is left alone.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEEPS_MS = 60_000
"""Milliseconds for which what was copied can be pasted."""
_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


def owned(mode: QClipboard.Mode) -> bool:
    """Tell whether the system says that this program put there what is on a clipboard."""
    board = QGuiApplication.clipboard()
    if mode is QClipboard.Mode.Selection:
        return board.supportsSelection() and board.ownsSelection()
    return board.ownsClipboard()


class ClipboardWatch(QObject):
    """Empty the clipboard, and the selection where there is one, a minute after a copy."""

    def __init__(self, parent: QObject, *, owns: Callable[[QClipboard.Mode], bool] = owned) -> None:
        super().__init__(parent)
        self._owns = owns
        self._board = QGuiApplication.clipboard()
        self.timer = QTimer(self, singleShot=True, interval=KEEPS_MS)
        self.timer.timeout.connect(self.clear)
        self._board.dataChanged.connect(self._changed)
        self._board.selectionChanged.connect(self._changed)
        app = QGuiApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.clear)

    def clear(self) -> None:
        """Take away at once what this program copied."""
        self.timer.stop()
        for mode in self._own():
            self._board.clear(mode)

    def _changed(self) -> None:
        if self._own():
            self.timer.start()

    def _own(self) -> tuple[QClipboard.Mode, ...]:
        return tuple(mode for mode in _MODES if self._owns(mode) and self._board.text(mode))
