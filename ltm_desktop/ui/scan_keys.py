"""Keys as a scanner and a person press them: what each writes, and how one is handed on later."""

import unicodedata
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QEvent, QObject, QSettings, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication

from ltm_desktop.ui.wedge import GS, Rhythm, alt_digit

_LINE_ENDS = {
    Qt.Key.Key_Return.value: "\r",
    Qt.Key.Key_Enter.value: "\r",
    Qt.Key.Key_Tab.value: "\t",
}
_MODIFIERS = frozenset(
    key.value
    for key in (
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
    )
)
_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_COMMANDS = _CTRL | _ALT | Qt.KeyboardModifier.MetaModifier
_LONGEST_GAP_MS = 50
"""Above it fast hands would be taken for a scanner."""


@dataclass(frozen=True, slots=True)
class Key:
    """Enough of a key press to hand it on later."""

    watched: QObject
    key: int
    modifiers: Qt.KeyboardModifier
    text: str


def is_modifier(event: QKeyEvent) -> bool:
    """Tell whether a key only changes others."""
    return event.key() in _MODIFIERS


def key_of(watched: QObject, event: QKeyEvent) -> Key:
    """Remember a key press and where it was going."""
    return Key(watched, event.key(), event.modifiers(), event.text())


def char_of(event: QKeyEvent) -> tuple[str, bool]:
    """Return what a key writes, and whether it is a command rather than text."""
    text, held = event.text(), event.modifiers() & _COMMANDS
    if not held and event.key() in _LINE_ENDS:
        return _LINE_ENDS[event.key()], False
    if held == _CTRL and Qt.Key.Key_At <= event.key() <= Qt.Key.Key_Underscore:
        # Not every window system writes the control character that scanners mean.
        text = chr(event.key() - Qt.Key.Key_At)
    if text == GS:
        # Most scanners send the separator as Ctrl and ].
        return text, False
    if held == _ALT and Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9:
        return alt_digit(chr(event.key())), True
    if len(text) != 1:
        return "", True
    # Ctrl and Alt together are AltGr, which writes text. What has no shape of its own, such as a
    # joiner, is written as well: only control characters are commands.
    plain = unicodedata.category(text) != "Cc" and (not held or held == _CTRL | _ALT)
    return text, not plain


def as_repeated(press: QKeyEvent) -> QKeyEvent:
    """Return a press as the repetition it is."""
    kind, key, held = press.type(), press.key(), press.modifiers()
    repeated = QKeyEvent(kind, key, held, press.text(), autorep=True)
    repeated.setTimestamp(press.timestamp())
    return repeated


def hand_on(key: Key) -> None:
    """Let a kept key be pressed and let go where it belongs now."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        receiver = _receiver(key)
        if receiver is not None:
            QApplication.sendEvent(receiver, QKeyEvent(kind, key.key, key.modifiers, key.text))


def _receiver(key: Key) -> QObject | None:
    """Return where a key goes now; an earlier one may have moved the focus."""
    valid = shiboken6.isValid(key.watched)
    if valid and isinstance(key.watched, QWindow):
        # None where the whole program has lost the focus meanwhile.
        window: QWindow | None = QGuiApplication.focusWindow()
        return window if window is not None else key.watched
    focus: QObject | None = QApplication.focusWidget()
    return focus if focus is not None else key.watched if valid else None


def rhythm_of(settings: QSettings) -> Rhythm:
    """Return how this workstation's scanner types, the usual way where nothing is kept."""
    usual = Rhythm()

    def number(name: str, usually: int) -> int:
        kept = str(settings.value(f"scanner/{name}", ""))
        return int(kept) if kept.isdecimal() and int(kept) else usually

    def chars(name: str, usually: str) -> str:
        kept = settings.value(f"scanner/{name}")
        return usually if kept is None else str(kept)

    return Rhythm(
        gap_ms=min(number("gap_ms", usual.gap_ms), _LONGEST_GAP_MS),
        shortest=max(number("shortest", usual.shortest), usual.shortest),
        prefix=chars("prefix", usual.prefix),
        suffixes=chars("suffixes", usual.suffixes),
    )
