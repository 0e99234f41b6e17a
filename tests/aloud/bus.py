"""What a reader of the screen gets over the accessibility bus: the tree of a program, and events.

Nothing of the program is imported here: all that is known of it came over the bus.
"""

import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusVariant

_ATSPI = "org.a11y.atspi"
_ROOT = "/org/a11y/atspi/accessible/root"
_CHILD = re.compile(r"struct\s*{\s*string \"([^\"]*)\"\s*object path \"([^\"]*)\"\s*}")
_FLAGS = re.compile(r"uint32 (\d+)")
_DEEPEST = 40
_PASSWORD = 40
"""The role that a reader asks for by its number; its name tells every line of text alike."""
_CHECKED = 4
"""The place of this state among the bits that a thing is asked for."""
_WRITTEN = {"text", "label"}
"""Roles whose value is a text; a list that folds is called by what is chosen, on this system."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing on the bus: what it is called, what it is, and where it can be asked."""

    name: str
    role: str
    description: str
    service: str
    path: str


class Ears(QObject):
    """Keep what a program announced, and what the focus came to."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []
        self.focused: list[tuple[str, str]] = []
        """Service and path of each thing that got the focus."""

    @Slot(QDBusMessage)
    def hear(self, message: QDBusMessage) -> None:
        """Take one announcement."""
        words = message.arguments()[3]
        self.heard.append(_plain([words]))

    @Slot(QDBusMessage)
    def follow(self, message: QDBusMessage) -> None:
        """Take one change of what has the focus."""
        detail, on = message.arguments()[:2]
        if detail == "focused" and on:
            self.focused.append((message.service(), message.path()))


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
        self._listen("Announcement", "object:announcement", "hear")
        self._listen("StateChanged", "object:state-changed:focused", "follow")

    def everything(self) -> list[Seen]:
        """Return all that can be read of every program."""
        return list(self._below(f"{_ATSPI}.Registry", _ROOT, 0))

    def close(self) -> None:
        """Leave the bus."""
        for name in ("session", "accessibility"):
            QDBusConnection.disconnectFromBus(name)

    def look(self, service: str, path: str) -> Seen:
        """Ask one thing what it is called, what it is, and what else is told of it."""
        name, description = (
            self._property(service, path, what) for what in ("Name", "Description")
        )
        return Seen(name, self._role(service, path), description, service, path)

    def value(self, seen: Seen) -> str:
        """Return what stands in a field, or whether a box is ticked."""
        if seen.role in _WRITTEN:
            text = f"{_ATSPI}.Text"
            return _plain(self._ask(seen.service, seen.path, text, "GetText", 0, -1))
        return "checked" if _CHECKED in self._states(seen) else ""

    def _listen(self, member: str, event: str, slot: str) -> None:
        place = SLOT(f"{slot}(QDBusMessage)")
        # PySide takes only the words that SLOT returns, its stub only bytes.
        joined = self._bus.connect(
            "",
            "",
            f"{_ATSPI}.Event.Object",
            member,
            self.ears,
            place,  # type: ignore[call-overload]  # see above
        )
        assert joined
        registry = f"{_ATSPI}.Registry"
        self._ask(registry, "/org/a11y/atspi/registry", registry, "RegisterEvent", event)

    def _below(self, service: str, path: str, deep: int) -> Iterator[Seen]:
        if deep > _DEEPEST:
            return
        for child, place in self._children(service, path):
            yield self.look(child, place)
            yield from self._below(child, place, deep + 1)

    def _role(self, service: str, path: str) -> str:
        accessible = f"{_ATSPI}.Accessible"
        number = _plain(self._ask(service, path, accessible, "GetRole"))
        if number == str(_PASSWORD):
            return "password text"
        return _plain(self._ask(service, path, accessible, "GetRoleName"))

    def _states(self, seen: Seen) -> set[int]:
        answer = self._send(seen.service, seen.path, "GetState")
        return set(_bits(int(one) for one in _FLAGS.findall(answer)))

    def _property(self, service: str, path: str, what: str) -> str:
        properties = "org.freedesktop.DBus.Properties"
        return _plain(self._ask(service, path, properties, "Get", f"{_ATSPI}.Accessible", what))

    def _children(self, service: str, path: str) -> list[tuple[str, str]]:
        if self._property(service, path, "ChildCount") == "0":
            return []
        return _CHILD.findall(self._send(service, path, "GetChildren"))

    def _send(self, service: str, path: str, method: str) -> str:
        """Ask by the tool of the bus: Qt hands lists of numbers and of pairs to Python unread."""
        asked = subprocess.run(
            [
                *("dbus-send", f"--bus={self.address}", "--print-reply"),
                *(f"--dest={service}", path, f"{_ATSPI}.Accessible.{method}"),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        return asked.stdout

    def _ask(
        self, service: str, path: str, interface: str, method: str, *arguments: object
    ) -> list[object]:
        message = QDBusMessage.createMethodCall(service, path, interface, method)
        message.setArguments(list(arguments))
        return list(self._bus.call(message).arguments())


def _bits(words: Iterable[int]) -> Iterator[int]:
    """Yield the places of the bits that are set, over words of 32."""
    for at, word in enumerate(words):
        yield from (at * 32 + bit for bit in range(32) if word >> bit & 1)


def _connect(address: str, name: str) -> QDBusConnection:
    made = QDBusConnection.connectToBus(address, name)
    assert made.isConnected(), made.lastError().message()
    return made


def _plain(answer: list[object]) -> str:
    one = answer[0] if answer else ""
    return str(one.variant() if isinstance(one, QDBusVariant) else one)
