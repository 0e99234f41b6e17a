"""What the top bar may claim of the ledger, and from which day: nothing that was not checked here.

At once what came since it was last verified whole; a while later, and slowly, whether all that is
older stands as it did; everything anew once a day. A long ledger is left to `verify`, and says so.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from ltm_desktop.app.newer import NotAsVouched, check_newer, check_older
from ltm_desktop.app.own_word import UNSEEN, OwnWord
from ltm_desktop.app.ports import Store
from ltm_desktop.app.verification import Alive, Verdict, verify_site
from ltm_desktop.app.vouching import Vouching
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.ledger.vouched import Vouched
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.speak import to_alerts

MOST_ENTRIES = 5_000
"""A full check of more would be felt at the bedside."""
MOST_QUIETLY = 20_000
"""A full check of more, with pauses, would take longer than many a stay at the desk."""
QUIET_AFTER_MS = 60_000
"""Whoever signs in wants a patient first."""
_TRIES = 3
_WORKS, _RESTS = 0.006, 0.018
"""Seconds of processor time at a time, and of rest after it, where nobody waits."""


class _Enough(LtmError):
    """The window closes; the check is given up."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was checked here, and what the check went on from; None: from the first entry."""

    verdict: Verdict
    vouched: Vouched | None = None
    compared: bool = False
    """Whether everything older is byte for byte what it was then."""


class LedgerWatch(QObject):
    """Check the ledger, then count what is added; `changed` says to show it anew."""

    changed = Signal()

    def __init__(
        self,
        store: Store,
        parent: QObject,
        *,
        own: Callable[[], OwnWord] | None = None,
        vouching: Vouching | None = None,
        halted: Callable[[], bool] = lambda: False,
        quiet_after: int = QUIET_AFTER_MS,
    ) -> None:
        """Take what the person at the desk brings along, and whether that was found wanting."""
        super().__init__(parent)
        self._store = store
        self._own = own
        self._vouching = vouching
        self._halted = halted
        self._quiet_after = quiet_after
        self._checked: Found | None = None
        self._checking = False
        self._stopped = threading.Event()
        self._background = Background(self)

    @property
    def verdict(self) -> Verdict | None:
        """Return what the check found, None while nothing is known."""
        return self._checked.verdict if self._checked else None

    def start(self) -> None:
        """Begin to check: what is new, or everything where nobody vouches and it is not long."""
        if not self._stopped.is_set():
            self._checking = True
            self._background.run(self._first, self._found, self._failed)
        self.changed.emit()

    def stop(self) -> None:
        """Give the check up."""
        self._stopped.set()

    def told(self, say: Words) -> tuple[str, str]:
        """Return what is known in words, and the tone they are shown in."""
        count = self._store.head().seq
        if self._halted():
            return say("Not the record you saw last: nothing is written, call help"), "stop"
        if self._checked is not None:
            return _told_of(self._checked, count, say)
        if self._checking:
            return say("Checking the ledger…"), "neutral"
        entries = say.many("{count} entry", "{count} entries", count)
        return say("Ledger of {entries}, last check by verify", entries=entries), "neutral"

    def _first(self) -> Found | None:
        vouched = self._vouching.word() if self._vouching else None
        if vouched is not None:
            try:
                newer = check_newer(self._store, vouched.extent, self._pace(rests=0))
            except NotAsVouched:
                # whatever it takes: the entry that differs is to be named
                return self._everything(rests=0)
            return Found(newer, vouched)
        if self._store.head().seq <= MOST_ENTRIES:
            return self._everything(rests=0)
        return None

    def _further(self, known: Found | None) -> Found | None:
        """Look at everything where that is due and not too much, else at the bytes it has."""
        vouched = known.vouched if known else None
        due = vouched is None or (self._vouching is not None and self._vouching.is_due(vouched))
        if due and self._store.head().seq <= MOST_QUIETLY:
            return self._everything(rests=_RESTS)
        if known is None or vouched is None:
            return None
        try:
            check_older(self._store, vouched.extent, self._pace(rests=_RESTS))
        except NotAsVouched:
            return self._everything(rests=0)
        return replace(known, compared=True)

    def _everything(self, rests: float) -> Found:
        pace = self._pace(rests)
        verdict, person = self._once(pace)
        for _ in range(_TRIES):
            # Somebody may have written while we read: then the answer is about neither state.
            if verdict.intact or self._store.head() == verdict.head:
                break
            verdict, person = self._once(pace)
        if self._vouching is not None and person is not None:
            self._vouching.keep(person, verdict)
        return Found(verdict)

    def _once(self, alive: Alive) -> tuple[Verdict, PersonId | None]:
        own = self._own() if self._own is not None else None
        verdict = verify_site(self._store, alive=alive, own=own)
        return verdict, PersonId(own.person) if own else None

    def _pace(self, rests: float) -> Alive:
        """Return what ends the work where the window closes, and rests from time to time."""
        begun = time.thread_time()

        def go_on() -> None:
            nonlocal begun
            if rests and time.thread_time() - begun > _WORKS:
                self._stopped.wait(rests)
                begun = time.thread_time()
            if self._stopped.is_set():
                raise _Enough

        return go_on

    def _found(self, found: Found | None) -> None:
        self._checking = False
        self._checked = found
        # everything was verified, or somebody is to be called: nothing is left to look at
        if found is None or (found.vouched is not None and found.verdict.intact):
            QTimer.singleShot(self._quiet_after, self, self._look_further)
        self.changed.emit()

    def _look_further(self) -> None:
        known = self._checked
        if not self._stopped.is_set():
            self._background.run(lambda: self._further(known), self._found_more, self._failed)

    def _found_more(self, found: Found | None) -> None:
        self._checked = found
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self._checking = False
        if not isinstance(error, _Enough):
            to_alerts(error)
        self.changed.emit()


def _told_of(found: Found, count: int, say: Words) -> tuple[str, str]:
    if not found.verdict.intact:
        first = found.verdict.problems[0]
        if first.code == UNSEEN:
            return say("Your own witness is missing: tell the administrator"), "caution"
        seq = first.seq
        return say("Ledger damaged at entry {seq}: write nothing, call help", seq=seq), "stop"
    if found.vouched is None:
        entries = say.many("{count} entry", "{count} entries", count)
        return say("Ledger whole - {entries}", entries=entries), "ok"
    new = found.verdict.head.seq - found.vouched.extent.head.seq
    if not found.compared:
        return say.many("{count} new entry checked", "{count} new entries checked", new), "neutral"
    return say.many(
        "Ledger whole on {date}, {count} new entry checked",
        "Ledger whole on {date}, {count} new entries checked",
        new,
        date=say.date(found.vouched.at),
    ), "ok"
