"""Who on the buses of a Linux desktop tells that the screen is locked; listens only."""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import SLOT
from PySide6.QtDBus import QDBusConnection

if TYPE_CHECKING:
    from ltm_desktop.ui.system_lock import SystemLock

_SAVERS = (
    ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
    ("/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver"),
    ("/org/mate/ScreenSaver", "org.mate.ScreenSaver"),
)
_LOGIND = "org.freedesktop.login1"
_MANAGER = "/org/freedesktop/login1"


def connect(listener: "SystemLock") -> bool:
    """Listen on the buses that are there; return whether there is one."""
    heard = False
    if _has_session_bus():
        heard |= follow_savers(QDBusConnection.sessionBus(), listener)
    if Path("/run/dbus/system_bus_socket").exists():
        heard |= follow_logind(QDBusConnection.systemBus(), listener)
    return heard


def follow_savers(bus: QDBusConnection, listener: "SystemLock") -> bool:
    """Listen to the screen savers of one bus, whoever sends for them."""
    slot = _slot("active_changed(bool)")
    heard = False
    for path, saver in _SAVERS:
        heard |= bus.connect("", path, saver, "ActiveChanged", listener, slot)
    return heard


def _has_session_bus() -> bool:
    # asked first: without an address the library would try to start a bus of its own
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return True
    return Path(os.environ.get("XDG_RUNTIME_DIR", "/nowhere"), "bus").exists()


def follow_logind(bus: QDBusConnection, listener: "SystemLock") -> bool:
    """Listen to the locks of this session, and to the computer as it goes to sleep."""
    manager, session = f"{_LOGIND}.Manager", f"{_LOGIND}.Session"
    sleep = _slot("active_changed(bool)")
    heard = bus.connect(_LOGIND, _MANAGER, manager, "PrepareForSleep", listener, sleep)
    number = os.environ.get("XDG_SESSION_ID", "")
    if number:
        path = f"{_MANAGER}/session/{_label(number)}"
        heard |= bus.connect(_LOGIND, path, session, "Lock", listener, _slot("lock_asked()"))
        heard |= bus.connect(_LOGIND, path, session, "Unlock", listener, _slot("unlock_asked()"))
    return heard


def _label(text: str) -> str:
    """Return a session's number as the last part of its path: 3 is _33, c2 stays c2."""
    return re.sub(r"^[0-9]|[^A-Za-z0-9]", lambda one: f"_{ord(one.group()):02x}", text)


def _slot(signature: str) -> Any:
    # it is a text and is taken only as one, whatever the stubs say
    return SLOT(signature)
