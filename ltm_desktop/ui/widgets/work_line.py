"""One line for work that takes longer than a second and must not be cut short.

Says what is done, for how many seconds, and what is safe meanwhile; its bar knows no end and runs
to and fro, so that nobody looks at a picture that stands still.
"""

from PySide6.QtCore import QElapsedTimer, QSize, QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.text import Text

_TICK_MS = 1000


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

    def __init__(self, say: Words, *, safe: str) -> None:
        """Take what is safe while it lasts, such as that nothing is overwritten."""
        super().__init__()
        self._say = say
        self._words = Text("", "strong")
        self._seconds = Text("", "small", wrap=False)
        self.bar = WorkBar()
        # no end known: a range of nothing lets the bar run to and fro
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(say("How far the work is"))
        head = QHBoxLayout()
        head.addWidget(self._words, 1)
        head.addWidget(self._seconds)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.hair)
        rows.addLayout(head)
        rows.addWidget(self.bar)
        rows.addWidget(Text(safe, "small"))
        self._since = QElapsedTimer()
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._count)
        self.hide()

    def show_work(self, sentence: str) -> None:
        """Say what is being done; an empty sentence ends it."""
        if not sentence:
            self._clock.stop()
            self.hide()
            return
        if not self._clock.isActive():
            self._since.start()
            self._clock.start(_TICK_MS)
            self._count()
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()

    def _count(self) -> None:
        self._seconds.setText(self._say("{count} s", count=str(self._since.elapsed() // 1000)))
