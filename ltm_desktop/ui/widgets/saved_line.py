"""Say what is stored and what is not; a tick appears only for what is on disk.

Notices stay until they are closed: nothing here vanishes by itself or blocks a form.
"""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.icons import put_icon
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.announcing import announce
from ltm_desktop.ui.widgets.text import Mark, Text, wear

_SHAPES = {"ok": "tick", "stop": "prohibition", "caution": "warning", "advice": "advice"}


class SavedLine(QWidget):
    """One quiet line beside the buttons of a form."""

    def __init__(self, say: Words) -> None:
        super().__init__()
        self._say = say
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(THEME.space.tight)
        self._mark = Mark("tick", THEME.palette.ok.ink, 12)
        # the frame of a draft stands round its words, however wide the form is
        self._text = Text("", "small", one_line=True)
        row.addWidget(self._mark)
        row.addWidget(self._text, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self._mark.hide()

    def text(self) -> str:
        """Return what the line says."""
        return self._text.text()

    def show_saved(self, at: datetime) -> None:
        """Say that the record is on disk; call only after the commit."""
        self._show(self._say("Saved on this computer {time}", time=self._say.time(at)), "ok")

    def show_draft(self, at: datetime) -> None:
        """Say that the draft is kept; a draft is no record and has no tick."""
        time = self._say.time(at)
        self._show(self._say("Draft, not a record · kept on this computer {time}", time=time), "")
        wear(self._text, "draft", True)

    def show_not_saved(self, sentence: str) -> None:
        """Say that something is not stored, and why."""
        self._show(sentence, "stop")

    def clear(self) -> None:
        """Say nothing."""
        self._show("", "")

    def _show(self, sentence: str, tone: str) -> None:
        wear(self._text, "draft", False)
        self._text.setText(sentence)
        self._text.setAccessibleName(sentence)
        self._text.in_tone(tone)
        self._mark.setVisible(bool(tone))
        if tone:
            self._mark.draw(_SHAPES[tone], THEME.palette.tone(tone).ink)
            announce(self, sentence, urgent=tone == "stop")


class Notice(QFrame):
    """A line across a panel: what happened and what to do next; closed by the person."""

    closed = Signal()

    def __init__(self, say: Words, sentence: str, next_step: str = "", *, tone: str = "ok") -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setProperty("tone", tone)
        whole = say.together(sentence, next_step)
        self._untold, self._urgent = whole, tone == "stop"
        self.setAccessibleName(whole)
        row = QHBoxLayout(self)
        space = THEME.space
        row.setContentsMargins(space.near, space.tight, space.tight, space.tight)
        row.setSpacing(space.close)
        colours = THEME.palette.tone(tone)
        ink = colours.solid if tone == "stop" else colours.ink
        row.addWidget(Mark(_SHAPES[tone], ink, 18))
        row.addWidget(Text(whole, tone=tone), 1)
        close = QToolButton()
        put_icon(close, "close", colours.ink)
        close.setAccessibleName(say("Close this notice"))
        close.setToolTip(say("Close this notice"))
        close.clicked.connect(self._close)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)

    def showEvent(self, event: QShowEvent) -> None:
        """Say it once, when it comes into sight."""
        super().showEvent(event)
        untold, self._untold = self._untold, ""
        announce(self, untold, urgent=self._urgent)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
