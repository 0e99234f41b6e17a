"""The computer's own lock: heard over a real bus connection, read from a message of Windows."""

import ctypes
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ltm_desktop.ui.system_lock import SystemLock
from ltm_desktop.ui.system_lock_windows import Message, SessionNotices, locked_by, register

_CHANGE, _LOCK, _UNLOCK = 0x02B1, 7, 8


@pytest.fixture
def heard(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> tuple[SystemLock, list[str]]:
    """A listener that no bus of this computer reaches."""
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    said: list[str] = []
    lock = SystemLock(QObject(qapp))
    lock.locked.connect(lambda: said.append("locked"))
    lock.unlocked.connect(lambda: said.append("unlocked"))
    return lock, said


def test_what_a_system_says_is_passed_on(heard: tuple[SystemLock, list[str]]) -> None:
    lock, said = heard
    lock.active_changed(True)
    lock.active_changed(False)
    lock.lock_asked()
    lock.unlock_asked()
    assert said == ["locked", "unlocked", "locked", "unlocked"]


def test_a_message_of_windows_is_read_and_every_other_let_through() -> None:
    said: list[bool] = []

    def tell(*, locked: bool) -> None:
        said.append(locked)

    notices = SessionNotices(0, tell)
    for number, word in ((_CHANGE, _LOCK), (_CHANGE, _UNLOCK), (_CHANGE, 5), (0x0010, _LOCK)):
        message = Message(None, number, word, 0)
        assert notices.nativeEventFilter(b"", ctypes.addressof(message)) == (False, 0)
    assert said == [True, False]
    assert locked_by(Message(None, _CHANGE, _LOCK, 0)) is True
    if sys.platform != "win32":
        assert not register(0)
    notices.stop()


if sys.platform.startswith("linux"):
    from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusServer

    from ltm_desktop.ui.system_lock_linux import _label, follow_logind, follow_savers

    @pytest.fixture
    def line(qapp: QApplication, qtbot: QtBot) -> Iterator[tuple[QDBusConnection, QDBusConnection]]:
        """Both ends of one connection as a bus has them, with no bus between."""
        ends: list[QDBusConnection] = []
        server = QDBusServer("unix:tmpdir=/tmp")
        server.newConnection.connect(lambda other: ends.append(QDBusConnection(other)))
        near = QDBusConnection.connectToPeer(server.address(), "near")
        qtbot.waitUntil(lambda: bool(ends))
        yield near, ends[0]
        QDBusConnection.disconnectFromPeer("near")
        server.deleteLater()

    def say(far: QDBusConnection, path: str, interface: str, name: str, *values: object) -> None:
        message = QDBusMessage.createSignal(path, interface, name)
        message.setArguments(list(values))
        far.send(message)

    def test_a_screen_saver_is_heard_over_a_real_connection(
        line: tuple[QDBusConnection, QDBusConnection],
        heard: tuple[SystemLock, list[str]],
        qtbot: QtBot,
    ) -> None:
        (near, far), (lock, said) = line, heard
        assert follow_savers(near, lock)
        for path, saver in (
            ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
            ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
        ):
            say(far, path, saver, "ActiveChanged", True)
            say(far, path, saver, "ActiveChanged", False)
        qtbot.waitUntil(lambda: len(said) == 4)
        assert said == ["locked", "unlocked"] * 2

    def test_a_session_is_named_in_its_path_as_logind_does() -> None:
        assert [_label(one) for one in ("3", "c2", "12")] == ["_33", "c2", "_312"]

    def test_sleep_and_lock_of_logind_are_listened_to_without_a_bus(
        line: tuple[QDBusConnection, QDBusConnection],
        heard: tuple[SystemLock, list[str]],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("XDG_SESSION_ID", "3")
        assert isinstance(follow_logind(line[0], heard[0]), bool)
