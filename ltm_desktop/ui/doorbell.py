"""One window a site: a second start rings, and the window that is open comes to the front.

Nothing but the ring crosses: no path, name or secret. Where nobody answers within a moment the
second start goes on by itself; who may write is decided by the site's lock and by nothing here.
"""

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalSocket

_RING, _HEARD = b"ring\n", b"heard\n"
_PATIENCE = 1_000
"""Milliseconds a ring waits for an answer; a window that hangs is not waited for."""


def address(site: Path) -> str:
    """Return where the window on a site listens: the same for every spelling of its folder."""
    whole = os.path.normcase(os.path.realpath(site))
    short = hashlib.sha256(os.fsencode(whole)).hexdigest()[:16]
    if sys.platform == "win32":
        return f"ltm-desktop-{short}"
    folder = os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()
    return str(Path(folder) / f"ltm-desktop-{os.getuid()}-{short}")


def ring(site: Path) -> bool:
    """Ask the window that is open on a site to come to the front; tell whether it heard."""
    bell = address(site)
    if not _hangs(bell):
        return False
    # met only now: importing it costs every start time that is not needed
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    if not _connects(socket, bell):
        return False
    socket.write(_RING)
    heard = socket.waitForReadyRead(_PATIENCE) and bytes(socket.readAll().data()) == _HEARD
    socket.disconnectFromServer()
    return heard


def _connects(socket: "QLocalSocket", bell: str) -> bool:
    socket.connectToServer(bell)
    return socket.waitForConnected(_PATIENCE)


if sys.platform == "win32":

    def _hangs(bell: str) -> bool:
        return any(one.name == bell for one in Path(r"\\.\pipe").iterdir())

else:

    def _hangs(bell: str) -> bool:
        """Tell whether a bell of our own is there; somebody else's in a shared folder is none."""
        try:
            return Path(bell).stat().st_uid == os.getuid()
        except OSError:
            return False


class Doorbell(QObject):
    """The bell of one window."""

    def __init__(self, parent: QObject, rung: Callable[[], None]) -> None:
        """Take what is to be done when somebody rings."""
        from PySide6.QtNetwork import QLocalServer

        super().__init__(parent)
        self._rung = rung
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def hang(self, site: Path) -> bool:
        """Listen for a site in place of an older one; tell whether somebody could ring now."""
        self._server.close()
        bell = address(site)
        if _hangs(bell) and self._is_answered(bell):
            return False
        if sys.platform != "win32":
            # left by a program that was killed
            self._server.removeServer(bell)
        return self._server.listen(bell)

    def _is_answered(self, bell: str) -> bool:
        from PySide6.QtNetwork import QLocalSocket

        return _connects(QLocalSocket(), bell)

    def _answer(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.disconnected.connect(socket.deleteLater)

        def hear() -> None:
            if bytes(socket.readAll().data()).startswith(_RING):
                self._rung()
                socket.write(_HEARD)
                socket.flush()

        socket.readyRead.connect(hear)
        if socket.bytesAvailable():
            hear()
