"""What the top bar may claim of the ledger: whole only after every entry was checked here.

Checked beside the window once after sign-in; a long ledger is left to `verify`, and says so.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from ltm_desktop.app.own_word import UNSEEN, OwnWord
from ltm_desktop.app.ports import Store
from ltm_desktop.app.verification import Verdict, verify_site
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.speak import to_alerts

MOST_ENTRIES = 5_000
"""A full check of more would be felt at the bedside."""
_TRIES = 3


class _Enough(LtmError):
    """The window closes; the check is given up."""


class LedgerWatch(QObject):
    """Check the ledger once, then count what is added; `changed` says to show it anew."""

    changed = Signal()

    def __init__(
        self,
        store: Store,
        parent: QObject,
        *,
        own: Callable[[], OwnWord] | None = None,
        halted: Callable[[], bool] = lambda: False,
    ) -> None:
        """Take what the person at the desk brings along, and whether that was found wanting."""
        super().__init__(parent)
        self._store = store
        self._own = own
        self._halted = halted
        self._verdict: Verdict | None = None
        self._checking = False
        self._stopped = False
        self._background = Background(self)

    @property
    def verdict(self) -> Verdict | None:
        """Return what the check found, None while nothing is known."""
        return self._verdict

    def start(self) -> None:
        """Begin to check, unless the ledger is too long to be checked beside the work."""
        if not self._stopped and self._store.head().seq <= MOST_ENTRIES:
            self._checking = True
            self._background.run(self._check, self._found, self._failed)
        self.changed.emit()

    def stop(self) -> None:
        """Give the check up."""
        self._stopped = True

    def told(self, say: Words) -> tuple[str, str]:
        """Return what is known in words, and the tone they are shown in."""
        count = self._store.head().seq
        if self._halted():
            return say("Not the record you saw last: nothing is written, call help"), "stop"
        if self._verdict is not None and not self._verdict.intact:
            first = self._verdict.problems[0]
            if first.code == UNSEEN:
                return say("Your own witness is missing: tell the administrator"), "caution"
            seq = first.seq
            return say("Ledger damaged at entry {seq}: write nothing, call help", seq=seq), "stop"
        if self._verdict is not None:
            entries = say.many("{count} entry", "{count} entries", count)
            return say("Ledger whole - {entries}", entries=entries), "ok"
        if self._checking:
            return say("Checking the ledger…"), "neutral"
        entries = say.many("{count} entry", "{count} entries", count)
        return say("Ledger of {entries}, last check by verify", entries=entries), "neutral"

    def _check(self) -> Verdict:
        verdict = self._once()
        for _ in range(_TRIES):
            # Somebody may have written while we read: then the answer is about neither state.
            if verdict.intact or self._store.head() == verdict.head:
                break
            verdict = self._once()
        return verdict

    def _once(self) -> Verdict:
        own = self._own() if self._own is not None else None
        return verify_site(self._store, progress=self._go_on, own=own)

    def _go_on(self, _done: int, _total: int) -> None:
        if self._stopped:
            raise _Enough

    def _found(self, verdict: Verdict) -> None:
        self._checking = False
        self._verdict = verdict
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self._checking = False
        if not isinstance(error, _Enough):
            to_alerts(error)
        self.changed.emit()
