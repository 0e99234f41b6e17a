"""The pages of set-up: one question at a time, Back and Next, alerts above the buttons."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.setup.pages import (
    AdministratorPage,
    KindPage,
    LanguagePage,
    PlacePage,
    RecoveryPage,
    SitePage,
)
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.emergency_button import EmergencyButton
from ltm_desktop.ui.widgets.text import Text
from ltm_desktop.ui.widgets.work_line import WorkLine

WIDTH = 640
MAKING, RECOVERY = 4, 5
"""Places of the page that makes the site and of the last one."""


class SetupView(QWidget):
    """Lead through the pages; each answer is emitted once."""

    folder_given = Signal(str)
    site_given = Signal(object)
    kind_given = Signal(object)
    administrator_given = Signal(object, str)
    sheet_wanted = Signal(object)
    emergency_wanted = Signal()
    finished = Signal()

    def __init__(self, say: Words, *, folder: str, zone: str, countries: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.presenter: object | None = None
        """Kept alive by its view: a connection does not hold a plain object."""
        self._say = say
        self.language = LanguagePage(say)
        self.place = PlacePage(say, folder)
        self.site = SitePage(say, zone, countries)
        self.kind = KindPage(say)
        self.administrator = AdministratorPage(say)
        self.recovery = RecoveryPage(say)
        self._pages = (
            self.language,
            self.place,
            self.site,
            self.kind,
            self.administrator,
            self.recovery,
        )
        self._stack = QStackedWidget()
        for page in self._pages:
            self._stack.addWidget(page)
        self._alerts = AlertList(say)
        self._where = Text("", "small")
        self._lay_out()
        self.recovery.sheet_wanted.connect(self.sheet_wanted)
        self.recovery.changed.connect(self._show_place)
        self._show_place()

    @property
    def step(self) -> int:
        """Return the number of the page shown, from 0."""
        return self._stack.currentIndex()

    def go_on(self) -> None:
        """Hand over the answers of the page that is shown."""
        acts: dict[int, Callable[[], None]] = {
            0: self.show_next,
            1: lambda: self.folder_given.emit(self.place.value()),
            2: lambda: self.site_given.emit(self.site.value()),
            3: lambda: self.kind_given.emit(self.kind.value()),
            MAKING: self._give_administrator,
            RECOVERY: self.finished.emit,
        }
        acts[self.step]()

    def go_back(self) -> None:
        """Return to the page before; what was typed stays."""
        self._alerts.show_alerts(())
        self._stack.setCurrentIndex(self.step - 1)
        self._show_place()

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show what stands against going on."""
        self._alerts.show_alerts(alerts)

    def show_next(self) -> None:
        """Go on to the next page."""
        self._alerts.show_alerts(())
        self._stack.setCurrentIndex(self.step + 1)
        self._show_place()

    def show_busy(self, busy: bool) -> None:
        """Hold still while keys and store are made."""
        self._stack.setEnabled(not busy)
        self._next.setEnabled(not busy)
        self._back.setEnabled(not busy)
        say = self._say
        words = say("Making keys and the encrypted record…")
        if self.step == RECOVERY:
            words = say("Writing the recovery sheet…")
        self._work.show_work(words if busy else "")
        if not busy:
            self._show_place()

    def show_founded(self, fingerprint: str) -> None:
        """Show the new authority's fingerprint."""
        self._emergency.show()
        self.recovery.show_fingerprint(fingerprint)
        self.setProperty(
            "unfinished", self._say("Save the recovery sheet first: it is shown this once.")
        )

    def show_sheet_saved(self, path: Path) -> None:
        """Say where the recovery sheet lies."""
        self.recovery.show_saved(path)
        self.setProperty("unfinished", "")
        self._show_place()

    def _give_administrator(self) -> None:
        page = self.administrator
        if page.check_filled():
            self.administrator_given.emit(page.value(), page.secret.take())

    def _show_place(self) -> None:
        say, step = self._say, self.step
        total = len(self._pages)
        self._where.setText(say("Step {n} of {total}", n=step + 1, total=total))
        # A site that was made is not unmade by going back.
        self._back.setVisible(0 < step < RECOVERY)
        words = {MAKING: say("Make the site"), RECOVERY: say("Open the site")}
        self._next.setText(words.get(step, say("Next")))
        self._next.setAccessibleName(self._next.text())
        self._next.setEnabled(step != RECOVERY or self.recovery.is_done())
        self._pages[step].setFocus()

    def _lay_out(self) -> None:
        say, space = self._say, THEME.space
        card = Card()
        card.setFixedWidth(THEME.scaled(WIDTH))
        card.body.setContentsMargins(space.wide, space.wide, space.wide, space.normal)
        card.body.setSpacing(space.near)
        card.body.addWidget(self._where)
        card.body.addWidget(self._stack, 1)
        self._work = WorkLine(say, "setup.working")
        card.body.addWidget(self._work)
        card.body.addWidget(self._alerts)
        buttons = QHBoxLayout()
        self._back = QuietButton(say("Back"), "Alt+B", bedside=True)
        self._back.setObjectName("setup.back")
        self._back.clicked.connect(self.go_back)
        self._next = PrimaryButton(say("Next"), "Alt+N")
        self._next.setObjectName("setup.next")
        self._next.clicked.connect(self.go_on)
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        buttons.addWidget(self._next)
        card.body.addLayout(buttons)
        inner = QWidget()
        inner.setObjectName("scrolled")
        rows = QVBoxLayout(inner)
        rows.addStretch(1)
        heading = Text(say("LTM Desktop"), "title", wrap=False)
        heading.setFixedWidth(THEME.scaled(WIDTH))
        rows.addWidget(heading, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        # there is no page before there is a site
        self._emergency = EmergencyButton(say, self.emergency_wanted.emit, topic="setup")
        self._emergency.hide()
        rows.addWidget(self._emergency, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch(2)
        area = QScrollArea()
        area.setAccessibleName(say("This page; arrow keys scroll it"))
        area.setWidgetResizable(True)
        area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
