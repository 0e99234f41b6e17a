"""A line over every page while the time is in doubt: what was found, and a button to confirm it.

It blocks nothing and cannot be closed: it goes when a person says that the time is right.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.time_doubt import TOLERANCE, ClockDoubted, DoubtCause
from ltm_desktop.ui.speak import to_sentence
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.text import Mark, Text


class Watch(Protocol):
    """What compares the clock: an app.time_watch.TimeWatch."""

    @property
    def doubt(self) -> ClockDoubted | None:
        """What nobody has answered yet."""

    def reach(self) -> datetime | None:
        """Up to when a time counts as past while the clock is in doubt."""

    def look(self) -> bool:
        """Compare the clock; tell whether it is in doubt."""

    def confirm(self, at: datetime, shown: str, language: str) -> None:
        """Keep that a person finds the time right. Raises Refused, Unavailable."""


class TimeStrip(QFrame):
    """Say that the clock is in doubt; `changed` tells when it came into doubt or out of it."""

    changed = Signal()

    def __init__(self, say: Words, watch: Watch, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._say, self._watch, self._now = say, watch, now
        self._shown: datetime | None = None
        self.setObjectName("notice")
        self.setProperty("tone", "caution")
        row = QHBoxLayout(self)
        space = THEME.space
        row.setContentsMargins(space.near, space.tight, space.near, space.tight)
        row.setSpacing(space.close)
        row.addWidget(Mark("warning", THEME.palette.tone("caution").ink, 18))
        self.words = Text("", tone="caution")
        self.words.setObjectName("time.doubt")
        row.addWidget(self.words, 1)
        self.button = QuietButton("")
        self.button.setObjectName("time.confirm")
        self.button.clicked.connect(self.confirm)
        row.addWidget(self.button)
        self.hide()

    @property
    def doubted(self) -> bool:
        """Tell whether the strip says that the time is in doubt."""
        return not self.isHidden()

    def look(self) -> None:
        """Compare the clock once more and show how it stands."""
        self._watch.look()
        doubt, before = self._watch.doubt, self.doubted
        if doubt is not None:
            self._show(doubt)
        self.setVisible(doubt is not None)
        if self.doubted != before:
            self.changed.emit()

    def confirm(self) -> None:
        """Keep that the person finds the time on the button right."""
        if self._shown is None:
            return
        try:
            self._watch.confirm(self._shown, self.button.text(), self._say.language)
        except LtmError as error:
            self.words.setText(to_sentence(error, self._say))
            return
        self.look()

    def _show(self, doubt: ClockDoubted) -> None:
        say, now = self._say, self._now()
        self._shown = now
        sentence = say.together(
            say("The clock is in doubt: compare it with another one."),
            _found(doubt, say),
            self._reach(now),
            say("What is written meanwhile says so."),
        )
        action = say("The time is right: {time}", time=say.zone_moment(now))
        if sentence != self.words.text():
            self.words.setText(sentence)
            self.setAccessibleName(sentence)
        if action != self.button.text():
            self.button.setText(action)
            self.button.setAccessibleName(action)

    def _reach(self, now: datetime) -> str:
        """Return up to when times may be typed, where the clock itself does not reach as far."""
        reach = self._watch.reach()
        if reach is None or elapsed(now, reach) <= TOLERANCE:
            return ""
        until = self._say.zone_moment(reach)
        return self._say("Type true times all the same: they are taken up to {until}.", until=until)


def _found(doubt: ClockDoubted, say: Words) -> str:
    """Return what was found, in one sentence."""
    told, due = say.zone_moment(doubt.at), say.zone_moment(doubt.expected)
    if doubt.cause is DoubtCause.ZONE:
        offset = doubt.computer_offset
        return say("The computer is set to another time zone, {offset}.", offset=offset)
    if doubt.cause is DoubtCause.FORWARD:
        return say("It went ahead to {told} when it was {due}.", told=told, due=due)
    return say("It showed {told} after {due}.", told=told, due=due)
