"""The window of an open site: the workplace, or the lock screen that hides all of it.

Locking drops the personal key, closes every dialog and takes the work out of the window, so that
nothing of it can be read there. The same person finds it again as it was, to the field; another
one finds their own place, and nothing of it is carried over.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import shiboken6
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QFocusEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QVBoxLayout, QWidget

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.guesses import guesses_told
from ltm_desktop.app.injecting import is_injecting
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.access import LockCause
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.identifiers import PatientId, PersonId
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.backup_watch import BackupWatch
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.help_host import HelpHost
from ltm_desktop.ui.idle import Idle
from ltm_desktop.ui.ledger_watch import LedgerWatch
from ltm_desktop.ui.panels.signin.lock_panel import build as build_lock
from ltm_desktop.ui.speak import log_fault
from ltm_desktop.ui.widgets.secret_box import empty_secrets
from ltm_desktop.ui.workplace import Whereabouts, Workplace

IDLE_MINUTES = 10
_CHECK_AFTER_MS = 500
_LOOK_AGAIN_MS = 5_000


class Shell(QWidget):
    """Show one open desk; `language_changed` tells which language was chosen."""

    language_changed = Signal(str)
    emergency_wanted = Signal()
    look_wanted = Signal(object)
    """A chosen_look.Look; who dresses the program answers with `wear`."""
    restore_wanted = Signal()

    def __init__(
        self,
        desk: Desk,
        say: Words,
        *,
        idle_minutes: int = IDLE_MINUTES,
        examples: Callable[[str, str], Mapping[str, str]] | None = None,
    ) -> None:
        super().__init__()
        self._examples = examples
        self._desk = desk
        self._say = say
        self._focus: QWidget | None = None
        self._lock: QWidget | None = None
        self._covered: QWidget | None = None
        self._worn_out = False
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._ledger = LedgerWatch(
            desk.store,
            self,
            own=desk.own_word,
            vouching=desk.vouching,
            halted=desk.is_halted,
        )
        self._ledger.changed.connect(self._show_ledger)
        self.backups = BackupWatch(desk, self)
        self.backups.changed.connect(self._show_backup)
        self._work = self._make_work(Whereabouts())
        self._rows.addWidget(self._work)
        self._tell(())
        self._places: dict[PersonId, Whereabouts] = {}
        self._background = Background(self)
        self._system_locked = False
        self._idle = Idle(idle_minutes, self, held=self._is_injecting)
        self._idle.passed.connect(partial(self.lock, LockCause.IDLE))
        QTimer.singleShot(_CHECK_AFTER_MS, self, self._ledger.start)
        QTimer.singleShot(_CHECK_AFTER_MS, self, self.backups.start)
        # a second person's secret may bring to light that this is not the record they know
        standing = QTimer(self)
        standing.timeout.connect(self._show_ledger)
        standing.start(_LOOK_AGAIN_MS)

    @property
    def work(self) -> Workplace:
        """Return the workplace, also while it is hidden."""
        return self._work

    @property
    def locked(self) -> bool:
        """Tell whether the lock screen is shown."""
        return self._lock is not None

    def lock(self, cause: LockCause = LockCause.KEY) -> None:
        """Drop the personal key, hide everything, and only then keep that it was so."""
        if self._lock is not None:
            return
        # typed and not yet handed over: no secret waits behind the lock for whoever comes next
        empty_secrets(self._work)
        keep = self._desk.access.leave(cause)
        self._places[self._desk.session.person] = self._work.whereabouts()
        self._focus = self._covered or QApplication.focusWidget()
        close_all_over(self.window())
        self._rows.removeWidget(self._work)
        # Without a parent it is in no window and in no accessibility tree.
        self._work.setParent(None)
        self._lock = build_lock(
            self._desk.access,
            self._say,
            name=self._work.person,
            mark=self._work.mark,
            unlocked=self._unlocked,
            switched=self._switched,
            emergency_wanted=self.emergency_wanted.emit,
        )
        HelpHost(self._lock, self._say, topic="signin.lock")
        self._rows.addWidget(self._lock)
        self.setFocusProxy(self._lock)
        if self.isVisible():
            self._lock.setFocus()
        self._background.run(keep, lambda _: self._show_ledger(), log_fault)

    def system_locked(self) -> None:
        """Lock with the computer's screen; while an injection runs, as soon as it does not."""
        self._system_locked = True
        self._follow_system()

    def system_unlocked(self) -> None:
        """Take note that the computer's screen is open again; this lock stays."""
        self._system_locked = False

    def _follow_system(self) -> None:
        if not self._system_locked or self._lock is not None:
            return
        if self._is_injecting():
            QTimer.singleShot(_LOOK_AGAIN_MS, self, self._follow_system)
        else:
            self.lock(LockCause.SYSTEM)

    def _is_injecting(self) -> bool:
        chart = self._work.chart
        return chart is not None and is_injecting(self._desk, PatientId(chart.patient))

    def cover(self, *, covered: bool) -> None:
        """Remember the field while another page lies over this one, should it lock meanwhile."""
        self._covered = QApplication.focusWidget() if covered else None

    def change_language(self, language: str) -> None:
        """Make the window anew in another language, at the same place."""
        self._say = Words(language)
        self._replace_work(self._work.whereabouts())
        self.language_changed.emit(language)

    def wear(self, dress: Callable[[], None]) -> None:
        """Make the window anew in another look, at the same place; a locked one when it opens.

        Not to be called by a part of the work itself: the work is gone before it returns.
        """
        if self._lock is not None:
            dress()
            self._worn_out = True
            return
        at = self._work.whereabouts()
        self._rows.removeWidget(self._work)
        # Gone first: dressing many parts anew would take longer than making them.
        shiboken6.delete(self._work)
        dress()
        self._show_work(at)

    def stop(self) -> None:
        """Give up what may be given up, because the window closes."""
        self._ledger.stop()
        if self._lock is not None:
            # Taken back, so that it goes with this window and not at the whim of a collector.
            self._work.hide()
            self._work.setParent(self)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close with nothing left outside the window."""
        self.stop()
        super().closeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to what is shown, so that the first key after the sign-in has a place."""
        super().focusInEvent(event)
        (self._lock or self._work).setFocus()

    def _show_ledger(self) -> None:
        self._work.show_ledger(*self._ledger.told(self._say))

    def _show_backup(self) -> None:
        self._work.show_backup(*self.backups.told(self._say))

    def _unlocked(self) -> None:
        self._drop_lock()
        self._rows.addWidget(self._work)
        self._work.show()
        if self._worn_out:
            self._replace_work(self._work.whereabouts())
        focus, self._focus = self._focus, None
        if focus is not None and shiboken6.isValid(focus):
            focus.setFocus()
        else:
            self._work.setFocus()
        self._work.look_at_time()
        self._show_ledger()
        self._tell(guesses_told(self._desk))

    def _switched(self) -> None:
        self._drop_lock()
        self._focus = None
        # Another person has other drafts and another inbox: nothing is carried over. Who comes
        # back finds the place they left.
        place = self._places.get(self._desk.session.person, Whereabouts())
        self._replace_work(place)
        self._tell(guesses_told(self._desk))

    def _tell(self, alerts: Sequence[Alert]) -> None:
        """Tell what came up at the door, gravest first, and what else there is to know."""
        notes = self._desk.notes
        self._work.tell((*notes, *alerts))
        notes.clear()

    def _drop_lock(self) -> None:
        lock, self._lock = self._lock, None
        self.setFocusProxy(self._work)
        if lock is not None:
            self._rows.removeWidget(lock)
            lock.hide()
            lock.deleteLater()

    def _replace_work(self, at: Whereabouts) -> None:
        old = self._work
        self._rows.removeWidget(old)
        old.hide()
        old.deleteLater()
        self._show_work(at)

    def _show_work(self, at: Whereabouts) -> None:
        self._worn_out = False
        self._work = self._make_work(at)
        self._rows.addWidget(self._work)
        if self.isVisible() and self._lock is None:
            # The focus went with the old work, and a key must have a place.
            self._work.show()
            self._work.setFocus()

    def _make_work(self, at: Whereabouts) -> Workplace:
        notices = Notices(self)
        work = Workplace(Context(self._desk, self._say, notices, self._examples), at)
        notices.recorded.connect(self._show_ledger)
        notices.backed_up.connect(self.backups.learn_again)
        notices.restore_wanted.connect(self.restore_wanted)
        work.show_ledger(*self._ledger.told(self._say))
        work.show_backup(*self.backups.told(self._say))
        work.lock_wanted.connect(partial(self.lock, LockCause.KEY))
        work.language_wanted.connect(self.change_language)
        work.look_wanted.connect(self.look_wanted)
        work.emergency_wanted.connect(self.emergency_wanted)
        return work


_LEAVES = (Qt.WindowType.Popup, Qt.WindowType.ToolTip)


def close_all_over(window: QWidget) -> None:
    """Close what lies over a window: dialogs give up, and lists, menus and tips go at once."""
    for one in QApplication.topLevelWidgets():
        if one is window or not one.isVisible():
            continue
        if isinstance(one, QDialog):
            one.reject()
        elif one.windowType() in _LEAVES:
            # a tip that is only told to go stays for a while, with what it says of a patient
            one.close()
            if isinstance(one, QLabel) and one.inherits("QTipLabel"):
                one.clear()
                one.deleteLater()
