"""Backups while people work: one an hour when something was written, one when the window closes.

Made and proven beside the window. A demonstration holds nothing to lose and makes none by itself.
"""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from ltm_desktop.app.backups import Backup, age_told, is_due
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.speak import to_sentence

_LOOK_MS = 60_000


class BackupWatch(QObject):
    """Keep the backups of one desk fresh; `changed` says to show their age anew."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._backups = desk.backups
        self.automatic = desk.facts is not None and desk.facts.kind != "demo"
        """Whether backups are made without being asked for."""
        self._known: Sequence[Backup] = ()
        self._looked = False
        self._failure: Exception | None = None
        self._tried: datetime | None = None
        self._background = Background(self)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Ask which backups there are, and from now on make one whenever it is due."""
        if self._backups is not None and self.automatic:
            self._background.run(self._backups.known, self._learned, self._failed)
            self._timer.start(_LOOK_MS)

    def learn_again(self) -> None:
        """Ask anew which there are: one was made by hand."""
        if self._backups is not None and self.automatic:
            self._background.run(self._backups.known, self._learned, self._failed)

    def look(self) -> None:
        """Make a backup if one is due and none is being made."""
        now = self._desk.clock.now()
        if self._looked and not self._background.busy:
            if is_due(self._known, self._desk.store.head(), self._tried, now):
                self._make(now)
            self.changed.emit()

    def close_with_one(self) -> bool:
        """Begin a last backup if something is in no backup yet; tell whether one was begun."""
        self._timer.stop()
        newest = self._known[0].head if self._known else None
        if not (self.automatic and self._looked) or newest == self._desk.store.head():
            return False
        self._make(self._desk.clock.now())
        return True

    @property
    def failure(self) -> Exception | None:
        """Return why the last backup could not be made, None where it could."""
        return self._failure

    def told(self, say: Words) -> tuple[str, str]:
        """Return what is known in words with their tone; no words where there is nothing to say."""
        if not self._looked:
            return "", "neutral"
        if self._failure is not None:
            return say("Backup failed: {why}", why=to_sentence(self._failure, say)), "caution"
        if self._background.busy:
            return say("Backing up…"), "neutral"
        return age_told(self._known, self._desk.clock.now(), say)

    def _make(self, now: datetime) -> None:
        backups = self._backups
        if backups is None:
            return
        self._tried = now

        def make() -> Sequence[Backup]:
            backups.make(now)
            return backups.known()

        self._background.run(make, self._learned, self._failed)
        self.changed.emit()

    def _learned(self, known: Sequence[Backup]) -> None:
        self._known, self._looked, self._failure = known, True, None
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self._failure = error
        self.changed.emit()
