"""Keep Alt and a letter from being typed into a field when the shortcut it means is asleep."""

import sys

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

_FIELDS = (QLineEdit, QPlainTextEdit)
_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_META = Qt.KeyboardModifier.MetaModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class AltGuard(QObject):
    """Filter keys for the whole application; installs itself, and not where Alt writes letters."""

    def __init__(self, app: QApplication, platform: str = sys.platform) -> None:
        super().__init__(app)
        # On a Mac the same key writes text, as AltGr does elsewhere.
        if platform != "darwin":
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a key that no shortcut wanted before it becomes a letter of a lot or an amount."""
        return (
            type(event) is QKeyEvent
            and event.type() == QEvent.Type.KeyPress
            and isinstance(watched, _FIELDS)
            and _is_sleeping_shortcut(event)
        )


def _is_sleeping_shortcut(event: QKeyEvent) -> bool:
    # Ctrl and Alt together are AltGr, which writes text; Alt and the keypad write by number.
    held = event.modifiers() & (_CTRL | _ALT | _META | _KEYPAD)
    return held == _ALT and event.text().isprintable() and bool(event.text())
