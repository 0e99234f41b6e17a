"""Keys given to the X server itself, as hands and scanners on their own plugs give them."""

import ctypes
import ctypes.util

_HAND_MS, _SCANNER_MS = 90, 3
"""Milliseconds from key to key."""
_NAMED = {"\r": 0xFF0D, "\t": 0xFF09, "down": 0xFF54}
_SHIFT = 0xFFE1


class XKeys:
    """Press keys at the display of this program; the server keeps the rhythm."""

    def __init__(self) -> None:
        self._x11 = _library("X11")
        self._tests = _library("Xtst")
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._x11.XKeycodeToKeysym.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x11.XOpenDisplay(None))
        assert self._display.value, "no display"

    def scan(self, text: str) -> None:
        """Type a code and Return as a scanner does."""
        self._type([*text, "\r"], _SCANNER_MS)

    def write(self, text: str) -> None:
        """Type as a hand does."""
        self._type(text, _HAND_MS)

    def press(self, name: str) -> None:
        """Press one key by its name."""
        self._type([name], _HAND_MS)

    def _type(self, keys: str | list[str], gap: int) -> None:
        for one in keys:
            self._strike(_NAMED.get(one) or ord(one), gap)
        self._x11.XFlush(self._display)

    def _strike(self, keysym: int, gap: int) -> None:
        key = self._key(keysym)
        shifted = self._x11.XKeycodeToKeysym(self._display, key, 0) != keysym
        if shifted:
            self._turn(self._key(_SHIFT), down=True)
        self._turn(key, down=True, after=gap)
        self._turn(key, down=False)
        if shifted:
            self._turn(self._key(_SHIFT), down=False)

    def _key(self, keysym: int) -> int:
        key = int(self._x11.XKeysymToKeycode(self._display, ctypes.c_ulong(keysym)))
        assert key, f"no key writes {keysym:x}"
        return key

    def _turn(self, key: int, *, down: bool, after: int = 0) -> None:
        self._tests.XTestFakeKeyEvent(self._display, key, int(down), ctypes.c_ulong(after))


def _library(name: str) -> ctypes.CDLL:
    found = ctypes.util.find_library(name)
    assert found is not None, f"lib{name} is not installed"
    return ctypes.CDLL(found)
