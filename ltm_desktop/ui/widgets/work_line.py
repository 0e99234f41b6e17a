"""One line for work that takes longer than a second.

Says what is done, for how many seconds, and what is safe meanwhile. Where nobody knows an end the
bar runs to and fro; where it is known it says how far. Only work that leaves nothing half done
when it is stopped offers to be stopped.
"""

from PySide6.QtCore import QElapsedTimer, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.announcing import announce
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.text import Text

_TICK_MS = 250
_TOLD_AFTER_S = 2
"""Seconds after which a reader of the screen is told: shorter work is heard by its end alone."""


class WorkBar(QProgressBar):
    """How far some work is, as a line: the words stand beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextVisible(False)

    def minimumSizeHint(self) -> QSize:
        """Need no room for words."""
        return QSize(THEME.space.wide, THEME.space.tight)


class WorkLine(QWidget):
    """Show work under way."""

    stop_wanted = Signal()
    ticked = Signal()
    """Time to ask how far the work is."""

    def __init__(self, say: Words, name: str, *, safe: str = "", stop_key: str = "") -> None:
        """Take what is safe while it lasts, and the key that stops what may be stopped."""
        super().__init__()
        self._say = say
        self._words = Text("", "strong")
        self._seconds = Text("", "small", wrap=False)
        self.bar = WorkBar()
        self.bar.setAccessibleName(say("How far the work is"))
        self.stop = QuietButton(say("Stop"), stop_key)
        self.stop.clicked.connect(self.stop_wanted)
        self.stop.hide()
        self.setObjectName(name)
        self.stop.setObjectName(f"{name}.stop")
        self._safe = Text(safe, "small")
        self._lay_out()
        # only now: shown without a place it would be a window of its own, and take the keys
        self._safe.setVisible(bool(safe))
        self._since = QElapsedTimer()
        self._told = False
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._tick)
        self.hide()

    def show_work(
        self, sentence: str, *, done: int = 0, total: int = 0, may_stop: bool = False
    ) -> None:
        """Say what is being done, and how far it is where that is known; empty ends it."""
        if not sentence:
            self._clock.stop()
            self.stop.hide()
            self.hide()
            return
        if not self._clock.isActive():
            self._told = False
            self._since.start()
            self._clock.start(_TICK_MS)
            self._count()
        # no end known: a range of nothing lets the bar run to and fro
        self.bar.setRange(0, total)
        self.bar.setValue(min(done, total))
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self.stop.setVisible(may_stop)
        self.show()

    def is_at_work(self) -> bool:
        """Tell whether work is said to be under way."""
        return self._clock.isActive()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._words, 1)
        head.addWidget(self._seconds)
        head.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignTop)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.hair)
        rows.addLayout(head)
        rows.addWidget(self.bar)
        rows.addWidget(self._safe)

    def _tick(self) -> None:
        self._count()
        self.ticked.emit()

    def _count(self) -> None:
        seconds = self._since.elapsed() // 1000
        self._seconds.setText(self._say("{count} s", count=str(seconds)))
        if seconds >= _TOLD_AFTER_S and not self._told and self.isVisible():
            self._told = True
            announce(self, self._words.text())
