"""What a reader of the screen gets over the accessibility bus: the tree of a program, and events.

Nothing of the program is imported here: all that is known of it came over the bus.
"""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusVariant

_ATSPI = "org.a11y.atspi"
_ROOT = "/org/a11y/atspi/accessible/root"
_CHILD = re.compile(r"struct\s*{\s*string \"([^\"]*)\"\s*object path \"([^\"]*)\"\s*}")
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing on the bus: what it is called, what it is, and where it can be asked."""

    name: str
    role: str
    description: str
    service: str
    path: str


class Ears(QObject):
    """Keep what a program announced."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    @Slot(str, int, int, QDBusVariant)
    def hear(self, _detail: str, _politeness: int, _unused: int, words: QDBusVariant) -> None:
        """Take one announcement."""
        self.heard.append(str(words.variant()))


class Bus:
    """The accessibility bus of one session, as assistive technology meets it."""

    def __init__(self, session: str) -> None:
        asked = _connect(session, "session").call(
            QDBusMessage.createMethodCall(
                "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress"
            )
        )
        assert not asked.errorMessage(), asked.errorMessage()
        self.address = str(asked.arguments()[0])
        self._bus = _connect(self.address, "accessibility")
        self.ears = Ears()
        event = f"{_ATSPI}.Event.Object"
        heard = SLOT("hear(QString,int,int,QDBusVariant)")
        # PySide takes only the words that SLOT returns, its stub only bytes.
        joined = self._bus.connect(
            "",
            "",
            event,
            "Announcement",
            self.ears,
            heard,  # type: ignore[call-overload]  # see above
        )
        assert joined
        self._ask(
            f"{_ATSPI}.Registry",
            "/org/a11y/atspi/registry",
            f"{_ATSPI}.Registry",
            "RegisterEvent",
            "object:announcement",
        )

    def everything(self) -> list[Seen]:
        """Return all that can be read of every program."""
        return list(self._below(f"{_ATSPI}.Registry", _ROOT, 0))

    def close(self) -> None:
        """Leave the bus."""
        for name in ("session", "accessibility"):
            QDBusConnection.disconnectFromBus(name)

    def _below(self, service: str, path: str, deep: int) -> Iterator[Seen]:
        if deep > _DEEPEST:
            return
        for child, place in self._children(service, path):
            yield self._look(child, place)
            yield from self._below(child, place, deep + 1)

    def _look(self, service: str, path: str) -> Seen:
        role = self._ask(service, path, f"{_ATSPI}.Accessible", "GetRoleName")
        name, description = (
            self._property(service, path, what) for what in ("Name", "Description")
        )
        return Seen(name, _plain(role), description, service, path)

    def _property(self, service: str, path: str, what: str) -> str:
        properties = "org.freedesktop.DBus.Properties"
        return _plain(self._ask(service, path, properties, "Get", f"{_ATSPI}.Accessible", what))

    def _children(self, service: str, path: str) -> list[tuple[str, str]]:
        """Ask by the tool of the bus: Qt hands a list of pairs to Python unread."""
        if self._property(service, path, "ChildCount") == "0":
            return []
        asked = subprocess.run(
            [
                *("dbus-send", f"--bus={self.address}", "--print-reply"),
                *(f"--dest={service}", path, f"{_ATSPI}.Accessible.GetChildren"),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        return _CHILD.findall(asked.stdout)

    def _ask(
        self, service: str, path: str, interface: str, method: str, *arguments: object
    ) -> list[object]:
        message = QDBusMessage.createMethodCall(service, path, interface, method)
        message.setArguments(list(arguments))
        return list(self._bus.call(message).arguments())


def _connect(address: str, name: str) -> QDBusConnection:
    made = QDBusConnection.connectToBus(address, name)
    assert made.isConnected(), made.lastError().message()
    return made


def _plain(answer: list[object]) -> str:
    one = answer[0] if answer else ""
    return str(one.variant() if isinstance(one, QDBusVariant) else one)
