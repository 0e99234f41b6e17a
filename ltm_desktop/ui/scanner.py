"""One event filter for scanners that type: every key of a scan is taken before any field sees it.

A scan goes to the one listener of the page in sight, wherever the focus is. It records nothing
and presses nothing; where no page listens, the frame says where a scan can be used.
"""

import time
from collections.abc import Callable, Iterable
from datetime import datetime

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from ltm_desktop.domain.alerts import note
from ltm_desktop.domain.errors import Refused
from ltm_desktop.ui.scan_keys import Key, as_repeated, char_of, hand_on, is_modifier, key_of
from ltm_desktop.ui.scan_listener import Listener, Received
from ltm_desktop.ui.wedge import Answer, Burst, Rhythm, Wedge

At = Callable[[QKeyEvent], int]
Now = Callable[[], datetime]

_KINDS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})
_GRACE_MS = 5


class Scanner(QObject):
    """Filter the keys of the whole application; installs itself."""

    unheard = Signal(object)
    """Alerts to say where no page listens: what was read, and where a scan can be used."""

    form_read = Signal(object)
    """The code of a paper form, an app.site_codes.PaperForm, on whatever page."""

    def __init__(
        self,
        app: QApplication,
        rhythm: Rhythm | None = None,
        *,
        at: At | None = None,
        now: Now | None = None,
    ) -> None:
        super().__init__(app)
        self._wedge: Wedge[Key] = Wedge(rhythm or Rhythm())
        self._at = at or _timestamp
        self._now = now or _local_now
        self._replaying = False
        self._looked = False
        self._kept: set[int] = set()
        self._let_go = (0, 0)
        self._passed: tuple[object, ...] = ()
        self._passed_at = 0
        self._separators_arrive = False
        self._silence = QTimer(self, singleShot=True)
        self._silence.timeout.connect(self._look)
        app.installEventFilter(self)
        app.focusChanged.connect(self._come_first)

    @property
    def rhythm(self) -> Rhythm:
        """Return how the scanner of this workstation is told from hands."""
        return self._wedge.rhythm

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep keys until it is certain whether a person or a scanner typed them."""
        # the class first: asking for the kind of every event of a page takes its time
        if type(event) is not QKeyEvent or self._replaying:
            return False
        kind = event.type()
        if kind not in _KINDS:
            return False
        if is_modifier(event):
            return False
        if kind == QEvent.Type.KeyRelease:
            return self._release(event)
        if kind == QEvent.Type.ShortcutOverride:
            return self._override(event)
        return self._press(watched, event)

    def _come_first(self) -> None:
        """Stand before the filter Qt puts in once a reader of the screen listens.

        That one hands keys on later and without their time: a busy window would then take typed
        keys for a scan.
        """
        app = QApplication.instance()
        if app is not None and self.parent() is app:
            app.installEventFilter(self)

    def fall_silent(self) -> None:
        """End what is kept: typed keys go on their way, half a scan is thrown away."""
        self._silence.stop()
        self._carry_out(self._wedge.fall_silent())

    def _press(self, watched: QObject, event: QKeyEvent) -> bool:
        if self._is_on_its_way(watched, event):
            return False
        if self._is_held_down(event):
            QApplication.sendEvent(watched, as_repeated(event))
            return True
        (char, command), at = char_of(event), self._at(event)
        if event.isAutoRepeat() and not self._wedge.would_keep(char, at, command=command):
            # A finger rests on a key. Inside a scan it is only that X calls 00 a repetition.
            self.fall_silent()
            return False
        answer = self._wedge.press(char, at, key_of(watched, event), command=command)
        self._carry_out(answer)
        if answer.keep:
            self._kept.add(event.key())
            self._passed = ()
            self._wait()
        else:
            self._passed, self._passed_at = _print(event), _place(watched)
        return answer.keep

    def _release(self, event: QKeyEvent) -> bool:
        self._let_go = event.key(), event.timestamp()
        kept = event.key() in self._kept
        if kept and not event.isAutoRepeat():
            self._kept.discard(event.key())
        return kept

    def _is_held_down(self, event: QKeyEvent) -> bool:
        """Tell whether a press only repeats a key that was never let go.

        X lets a held key go and presses it again at the same instant, and Qt takes some of these
        for a second press: a held key would press what comes to the focus next.
        """
        at = event.timestamp()
        return bool(at) and not event.isAutoRepeat() and self._let_go == (event.key(), at)

    def _override(self, event: QKeyEvent) -> bool:
        char, command = char_of(event)
        if self._wedge.would_keep(char, self._at(event), command=command):
            event.accept()
            return True
        if command or not char:
            # What was typed before a shortcut is typed before it acts.
            self.fall_silent()
        return False

    def _is_on_its_way(self, watched: QObject, event: QKeyEvent) -> bool:
        """Tell whether this press was let through further out and is being handed inwards."""
        return self._passed == _print(event) and self._passed_at != _place(watched)

    def _wait(self) -> None:
        self._looked = False
        if self._wedge.waiting:
            self._silence.start(self._wedge.rhythm.gap_ms + _GRACE_MS)

    def _look(self) -> None:
        if self._looked:
            self.fall_silent()
            return
        # The window was busy, perhaps: keys that wait in the queue are looked at first.
        self._looked = True
        self._silence.start(0)

    def _carry_out(self, answer: Answer[Key]) -> None:
        self._hand_on(answer.replay)
        if answer.half is not None:
            alerts = (note("scanning.half"),)
            self._tell(Received(answer.half, None, alerts, self._separators_arrive))
        if answer.scan is not None:
            self._tell(self._read(answer.scan))

    def _read(self, burst: Burst) -> Received:
        # Loaded after the first paint, not before it.
        from ltm_desktop.app.scans import read_scan, sends_separator

        self._separators_arrive |= sends_separator(burst.text)
        proven = self._separators_arrive
        try:
            scan = read_scan(burst.text, self._now().date(), separators_arrive=proven)
        except Refused as refusal:
            return Received(burst, None, refusal.alerts, proven)
        return Received(burst, scan, (), proven)

    def _tell(self, received: Received) -> None:
        if self._is_form(received):
            return
        listener = Listener.current()
        if listener is not None:
            listener.take(received)
        else:
            self.unheard.emit(received.alerts or (note("scanning.nowhere"),))

    def _is_form(self, received: Received) -> bool:
        """Tell of a paper form whatever page is shown, except behind a dialog or in a test."""
        if received.scan is None or QApplication.activeModalWidget() is not None:
            return False
        from ltm_desktop.app.site_codes import PaperForm

        listener = Listener.current()
        if not isinstance(received.scan, PaperForm) or (listener and listener.takes_forms):
            return False
        self.form_read.emit(received.scan)
        return True

    def _hand_on(self, keys: Iterable[Key]) -> None:
        self._replaying = True
        try:
            for key in keys:
                hand_on(key)
        finally:
            self._replaying = False


def find_scanner() -> Scanner | None:
    """Return the application's filter, None where none is installed."""
    app = QApplication.instance()
    found = app.findChild(Scanner) if app is not None else None
    return found if isinstance(found, Scanner) else None


def _print(event: QKeyEvent) -> tuple[object, ...]:
    return event.timestamp(), event.key(), event.text(), event.modifiers()


def _place(watched: QObject) -> int:
    return int(shiboken6.getCppPointer(watched)[0])


def _timestamp(event: QKeyEvent) -> int:
    # The time the window system gave the key: a busy window makes nobody's hands faster.
    return event.timestamp() or int(time.monotonic() * 1000)


def _local_now() -> datetime:
    return datetime.now().astimezone()
