"""Windows tells a window that its session was locked, once the window has asked to be told."""

import ctypes
from typing import Protocol

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication

_SESSION_CHANGE = 0x02B1
_LOCKED, _UNLOCKED = 0x7, 0x8
_THIS_SESSION = 0


class _Tell(Protocol):
    def __call__(self, *, locked: bool) -> None: ...


class Message(ctypes.Structure):
    """A message of Windows, as far as it is read here."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint),
        ("word", ctypes.c_size_t),
        ("long", ctypes.c_ssize_t),
    )


class SessionNotices(QAbstractNativeEventFilter):
    """Pass on locks and unlocks of the session a window is in."""

    def __init__(self, window: int, tell: _Tell) -> None:
        super().__init__()
        self._tell = tell
        self.registered = register(window)
        app = QCoreApplication.instance()
        if app is not None:
            app.installNativeEventFilter(self)

    def stop(self) -> None:
        """Look at no message any more."""
        app = QCoreApplication.instance()
        if app is not None:
            app.removeNativeEventFilter(self)

    def nativeEventFilter(
        self, _kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> object:
        """Look at every message, and let all of them through."""
        locked = locked_by(Message.from_address(int(message)))
        if locked is not None:
            self._tell(locked=locked)
        return False, 0


def locked_by(message: Message) -> bool | None:
    """Return whether a message says locked or unlocked, None where it says something else."""
    if message.message != _SESSION_CHANGE:
        return None
    return {_LOCKED: True, _UNLOCKED: False}.get(message.word)


def register(window: int) -> bool:
    """Ask to be told; False where this is not Windows or it says no."""
    library = getattr(ctypes, "windll", None)
    if library is None:
        return False
    return bool(library.wtsapi32.WTSRegisterSessionNotification(window, _THIS_SESSION))
