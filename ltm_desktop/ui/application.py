"""The program's window from start to end: sign-in or set-up first, then the open site.

Nothing heavy is imported before the first paint; what a site needs is loaded beside it.
"""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from ltm_desktop.app.wording.words import LANGUAGES, Words
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.ui import shortcuts
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.chosen_look import Look, chosen, keep, worn
from ltm_desktop.ui.clipboard_watch import ClipboardWatch
from ltm_desktop.ui.collecting import spare_what_is_loaded
from ltm_desktop.ui.cover import Cover
from ltm_desktop.ui.doorbell import Doorbell, ring
from ltm_desktop.ui.fault_box import FaultBox
from ltm_desktop.ui.panels.signin.panel import DemoPeople, Door
from ltm_desktop.ui.panels.signin.panel import build as build_sign_in
from ltm_desktop.ui.scan_keys import rhythm_of
from ltm_desktop.ui.scanner import Scanner
from ltm_desktop.ui.speak import to_sentence
from ltm_desktop.ui.style import dress, wear_sheet
from ltm_desktop.ui.widgets.alt_guard import AltGuard
from ltm_desktop.ui.widgets.reading_order import move_focus
from ltm_desktop.ui.widgets.wheel_guard import WheelGuard

if TYPE_CHECKING:
    from ltm_desktop.app.desk import Desk
    from ltm_desktop.app.doors import Doors
    from ltm_desktop.app.emergency import Posted
    from ltm_desktop.ui.opened_papers import OpenedPapers
    from ltm_desktop.ui.shell import Shell
    from ltm_desktop.ui.system_lock import SystemLock

SMALLEST = (1180, 680)
"""Nothing is cut from this size on, in logical pixels."""
FIRST = (1366, 768)
_SETTINGS = ("LTM Desktop", "ltm-desktop")
_TURN = 0.001
"""Seconds after which a thread at work lets the window have its turn: it asks for many in a row."""
_BELL_AFTER = 300
"""Milliseconds after the first paint until a second start can ring; what it needs is loaded."""
_FRAME = (16, 48)
"""What the system draws round a window: it stands on the screen as well."""


def run(doors: "Doors", site: Path | None, language: str) -> int:
    """Open the window and return the exit code when it is closed."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("LTM Desktop")
    if site is not None and ring(site):
        return 0  # the window that is open on it came to the front
    settings = QSettings(*_SETTINGS)
    dress(app, chosen(settings, app.styleHints()).to_theme())
    WheelGuard(app)
    AltGuard(app)
    ClipboardWatch(app)
    program = Program(doors, site, language, settings)
    Scanner(app, rhythm_of(program.settings))
    sys.excepthook = program.fault
    program.show()
    return app.exec()


class Program(QMainWindow):
    """One window whose content changes: set-up, sign-in, the open site."""

    closing = Signal()

    def __init__(
        self, doors: "Doors", site: Path | None, language: str, settings: QSettings | None = None
    ) -> None:
        super().__init__()
        self._doors = doors
        self._site = site
        self._settings = settings or QSettings(*_SETTINGS)
        self._say = Words(self._first_language(language))
        self._desk: Desk | None = None
        self._shell: Shell | None = None
        self._system_lock: SystemLock | None = None
        self._cover = Cover(self)
        self._papers: OpenedPapers | None = None
        self._box: FaultBox | None = None
        self._bell: Doorbell | None = None
        self._painted = False
        self._at_door = False
        self._last_backup_begun = False
        self._told_of_backup = False
        self._bedside_loaded = False
        wear_sheet(self)
        self.setMinimumSize(*SMALLEST)
        self.resize(first_size(self.screen().availableGeometry().size()))
        self.setWindowTitle(self._say("LTM Desktop"))
        sys.setswitchinterval(_TURN)
        self._listen()
        self._begin()

    @property
    def say(self) -> Words:
        """Return the language of the window."""
        return self._say

    @property
    def settings(self) -> QSettings:
        """Return what this workstation keeps: language, look and idle minutes, nothing personal."""
        return self._settings

    def wear(self, look: Look) -> None:
        """Keep a look for this workstation and dress the whole window in it at once."""
        if look == worn():
            return
        keep(self._settings, look)
        # Later: what asked for it, a menu or a button, goes with the old look.
        QTimer.singleShot(0, self, partial(self._wear, look))

    def _wear(self, look: Look) -> None:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        if self._shell is not None:
            self._shell.wear(partial(dress, app, look.to_theme()))
            return
        dress(app, look.to_theme())
        if self._at_door:
            self._begin()

    def fault(
        self, _kind: type[BaseException], error: BaseException, _tb: TracebackType | None
    ) -> None:
        """Say a fault of our own in one calm sentence; it was logged without values."""
        if isinstance(error, KeyboardInterrupt):
            self.close()
            return
        self._tell(to_sentence(error, self._say))

    def paintEvent(self, event: QPaintEvent) -> None:
        """After the first paint, load what opening needs before anybody has typed a secret."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._preload)

    def come_forward(self) -> None:
        """Show the window before everything else: somebody started the program again."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def _hang_bell(self) -> None:
        if self._site is not None:
            self._bell = self._bell or Doorbell(self, self.come_forward)
            self._bell.hang(self._site)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what covers the window as large as the window."""
        super().resizeEvent(event)
        self._cover.fit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab follow the page as one reads it, whatever page it is."""
        focus = QApplication.focusWidget() or self
        return move_focus(focus, forward=forward) or super().focusNextPrevChild(forward)

    def show_emergency(self) -> None:
        """Lay the emergency page over everything; nothing beneath is lost or unlocked."""
        if self._cover.page is not None:
            return
        from ltm_desktop.ui.emergency_page import EmergencyPage
        from ltm_desktop.ui.opened_papers import OpenedPapers

        # of the window, not of the page: a paper being printed outlives the way back
        self._papers = self._papers or OpenedPapers(self)
        page = EmergencyPage(self._say, self._posted(), self._doors.press, self._papers)
        page.left.connect(self._cover.lift)
        page.printed.connect(self._emergency_printed)
        self._help_with(page)
        if self._shell is not None:
            self._shell.cover(covered=True)
        self._cover.lay(page, self._uncovered)

    def _emergency_printed(self, pdf: bytes) -> None:
        """Keep that the page was put on paper, by whom where somebody is signed in."""
        if self._desk is not None:
            from ltm_desktop.domain.access import CopyOf, CopyWay

            self._desk.access.copied(CopyWay.OPENED, CopyOf.EMERGENCY, pdf)
        elif self._site is not None:
            self._doors.emergency_copied(self._site)

    def _uncovered(self) -> None:
        if self._shell is not None:
            self._shell.cover(covered=False)

    def _posted(self) -> "Posted":
        from ltm_desktop.app.emergency import Posted, current

        if self._desk is not None:
            return current(self._desk)
        return self._doors.emergency(self._site) if self._site is not None else Posted()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the site with the window; a write that has begun is waited for."""
        page = self.centralWidget()
        unfinished = page.property("unfinished") if page is not None else None
        if unfinished:
            event.ignore()
            self._tell(str(unfinished))
            return
        if self._shell is not None and not self._last_backup_begun:
            self._last_backup_begun = True
            self._shell.backups.close_with_one()
        if not Background.any_at_work() and self._last_backup_failed():
            event.ignore()
            return
        self.closing.emit()
        if Background.any_at_work():
            event.ignore()
            QTimer.singleShot(50, self.close)
            return
        self._close_desk()
        super().closeEvent(event)

    def _listen(self) -> None:
        wishes: dict[str, Callable[[], Look]] = {
            shortcuts.NEXT_THEME: lambda: worn().next_theme(),
            shortcuts.LARGER: lambda: worn().stepped(1),
            shortcuts.SMALLER: lambda: worn().stepped(-1),
        }
        for key, wish in wishes.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(lambda wish=wish: self.wear(wish()))

    def _last_backup_failed(self) -> bool:
        """Say once that the backup at closing failed; whoever closes again leaves without it."""
        failure = self._shell.backups.failure if self._shell is not None else None
        if failure is None or self._told_of_backup:
            return False
        self._told_of_backup = True
        sentence = to_sentence(failure, self._say)
        self._tell(
            self._say(
                "No backup could be made at closing: {why} Close again to leave without it.",
                why=sentence,
            )
        )
        return True

    def _begin(self) -> None:
        site = self._site
        if site is None or not self._doors.is_site(site):
            self._show_setup()
            return
        try:
            facts = self._doors.site_facts(site)
        except LtmError as error:
            self._show_unusable(error)
            return
        door = Door(
            facts.id,
            facts.kind,
            lambda person, secret: self._doors.open_site(site, person, secret),
            demo_people(facts.id, facts.kind),
        )
        self._show_page(
            build_sign_in(
                door,
                self._say,
                opened=self._enter,
                language_wanted=self._speak,
                look_wanted=self.wear,
                emergency_wanted=self.show_emergency,
                key_wanted=lambda: self._show_first_key(site),
                restore_wanted=self._show_restore,
            )
        )
        self._at_door = True

    def _show_first_key(self, site: Path) -> None:
        from ltm_desktop.ui.panels.signin.first_key_view import build

        say = self._say
        self._show_page(
            build(
                lambda issuer, form: self._doors.give_key(site, issuer, form, say),
                say,
                left=lambda: QTimer.singleShot(0, self._begin),
            )
        )

    def _show_restore(self) -> None:
        """Offer to put a backup back here; a site that is open is closed first."""
        from ltm_desktop.ui.panels.restore.view import build

        if self._shell is not None:
            self._shell.stop()
        if Background.any_at_work():
            # a write or a backup that has begun is waited for
            QTimer.singleShot(50, self._show_restore)
            return
        self._shell = None
        self._close_desk()
        self._show_page(
            build(
                self._doors,
                self._say,
                site=self._site,
                left=self._left_restore,
                emergency_wanted=self.show_emergency,
            )
        )

    def _left_restore(self, restored: str) -> None:
        """Go to the sign-in of what was put back, or to where one came from."""
        if restored:
            self._site = Path(restored)
            self._hang_bell()
        QTimer.singleShot(0, self._begin)

    def _enter(self, desk: "Desk") -> None:
        from ltm_desktop.ui.shell import Shell

        self._desk = desk
        shell = Shell(
            desk,
            self._say,
            idle_minutes=self._idle_minutes(),
            examples=self._doors.example_values,
        )
        shell.language_changed.connect(self._remember_language)
        shell.look_wanted.connect(self.wear)
        shell.emergency_wanted.connect(self.show_emergency)
        shell.restore_wanted.connect(lambda: QTimer.singleShot(0, self._show_restore))
        shell.work.context.notices.open_patient.connect(self._load_bedside)
        self._shell = shell
        self._follow_system(shell)
        self.closing.connect(shell.stop)
        self._show_page(shell)

    def _enter_new(self, desk: "Desk") -> None:
        """Enter a site that was just set up, where it says what it still lacks."""
        self._enter(desk)
        if self._shell is not None:
            self._shell.work.go("site:readiness")

    def _follow_system(self, shell: "Shell") -> None:
        from ltm_desktop.ui.system_lock import SystemLock

        if self._system_lock is None:
            self._system_lock = SystemLock(self, int(self.winId()))
        self._system_lock.locked.connect(shell.system_locked)
        self._system_lock.unlocked.connect(shell.system_unlocked)

    def _show_setup(self) -> None:
        from ltm_desktop.ui.panels.setup.panel import build

        self._show_page(
            build(
                self._doors,
                self._say,
                folder=self._site,
                made=self._keep,
                founded=self._enter_new,
                language_wanted=self._speak,
                emergency_wanted=self.show_emergency,
                restore_wanted=self._show_restore,
            )
        )

    def _keep(self, desk: "Desk") -> None:
        self._desk = desk

    def _show_unusable(self, error: LtmError) -> None:
        from ltm_desktop.ui.panels.signin.unusable import build

        sentence = to_sentence(error, self._say)
        self._show_page(
            build(
                self._say,
                sentence,
                emergency_wanted=self.show_emergency,
                restore_wanted=self._show_restore,
            ),
            "signin.unusable",
        )

    def _speak(self, language: str) -> None:
        self._say = Words(language)
        self._remember_language(language)
        # Begun later: the button that asked for it still has to come back.
        QTimer.singleShot(0, self._begin)

    def _remember_language(self, language: str) -> None:
        self._say = Words(language)
        self._settings.setValue("language", language)
        self.setWindowTitle(self._say("LTM Desktop"))

    def _first_language(self, wished: str) -> str:
        kept = str(self._settings.value("language", ""))
        computer = "zh_CN" if QLocale.system().name().startswith("zh") else "en"
        return next(one for one in (wished, kept, computer) if one in LANGUAGES)

    def _idle_minutes(self) -> int:
        from ltm_desktop.ui.shell import IDLE_MINUTES

        kept = str(self._settings.value("idle_minutes", ""))
        # One hour at most: an open desk is somebody else's signature.
        return min(int(kept), 60) if kept.isdecimal() and int(kept) else IDLE_MINUTES

    def _show_page(self, page: QWidget, topic: str = "") -> None:
        self._at_door = False
        if page is not self._shell:
            self._help_with(page, topic)
        old = self.takeCentralWidget()
        self.setCentralWidget(page)
        if old is not None:
            old.hide()
            old.deleteLater()
        if self._cover.page is not None:
            self._cover.hide_beneath()
            return
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _help_with(self, page: QWidget, topic: str = "") -> None:
        """Let F1 tell of a page that stands before the sign-in; an open site has its own help."""

        def turn() -> None:
            from ltm_desktop.ui.help_host import HelpHost

            # built when it is first asked for: nothing of it is needed to sign in
            key.deleteLater()
            HelpHost(page, self._say, topic=topic).turn()

        key = QShortcut(QKeySequence(shortcuts.HELP), page)
        key.activated.connect(turn)

    def _preload(self) -> None:
        # What fails to load here fails again, and is said, when it is needed.
        Background().run(self._load, lambda _: None, lambda _: None)
        QTimer.singleShot(_BELL_AFTER, self, self._hang_bell)

    def _load_bedside(self) -> None:
        """Have ready what the first signature and the first scan need; nobody waits for it then."""
        if not self._bedside_loaded:
            self._bedside_loaded = True
            Background().run(self._load_chart, lambda _: None, lambda _: None)

    def _load_chart(self) -> None:
        from ltm_desktop.ui.chart_tabs import preload

        preload()
        self._doors.preload_bedside()

    def _load(self) -> None:
        # importing is the purpose
        from ltm_desktop.ui import shell, system_lock, today_page  # noqa: F401 - loaded, not used

        self._doors.preload()
        spare_what_is_loaded()

    def _close_desk(self) -> None:
        desk, self._desk = self._desk, None
        if desk is not None:
            desk.close()

    def _tell(self, sentence: str) -> None:
        if self._box is None:
            self._box = FaultBox(self)
        self._box.tell(self._say, sentence)


def first_size(room: QSize) -> QSize:
    """Return the size a window opens with: no edge of it lies beyond the screen's free room."""
    free = room - QSize(*_FRAME)
    return QSize(*FIRST).boundedTo(free).expandedTo(QSize(*SMALLEST))


def demo_people(code: str, kind: str) -> DemoPeople | None:
    """Return the synthetic people of the demonstration this program makes, for nobody else's."""
    if kind != "demo":
        return None
    from ltm_desktop.app.demo import door

    return DemoPeople(door.NAMES, door.SECRET) if code == door.CODE else None
