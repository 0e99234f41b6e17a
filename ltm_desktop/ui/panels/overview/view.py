"""The page of the site's numbers: a tab for each sheet, and beside it who is behind a number.

Every number is a place to go to by key; nothing here can be changed.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ltm_desktop.app.overview_sheets import Sheet
from ltm_desktop.app.survival_plot import SurvivalPlot
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.overview.part import SheetPart
from ltm_desktop.ui.panels.overview.people import WIDE, PeopleBehind
from ltm_desktop.ui.panels.overview.presenter import BehindNumber
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.columns import Columns
from ltm_desktop.ui.widgets.keyed_tabs import KeyedTabs
from ltm_desktop.ui.widgets.saved_line import Notice
from ltm_desktop.ui.widgets.scrolling import scrolling
from ltm_desktop.ui.widgets.text import Text
from ltm_desktop.ui.widgets.work_line import WorkLine

_KEYED = 9
"""Tabs that have a key."""


class OverviewView(QWidget):
    """Show the sheets; signals carry what a person wants."""

    number_wanted = Signal(str, str, str)
    """Sheet, line and column."""
    day_wanted = Signal(str, int)
    day_read = Signal(str, int)
    turned = Signal()
    """Another sheet came forward."""
    patient_wanted = Signal(object)
    """A presenter.Person."""
    again_wanted = Signal()
    stop_wanted = Signal()
    ticked = Signal()
    save_wanted = Signal()
    paper_wanted = Signal()

    def __init__(self, say: Words) -> None:
        super().__init__()
        # Kept here: a signal holds on to what it calls only weakly.
        self.presenter: object = None
        self._say = say
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._parts: dict[str, SheetPart] = {}
        self._keys: list[QShortcut] = []
        self._from: QWidget | None = None
        self.tabs = self._make_tabs()
        self._stack = QStackedWidget()
        self.behind = PeopleBehind(say)
        self.behind.opened.connect(self.patient_wanted)
        self.behind.left.connect(self._back)
        self._heading = Text("", "small")
        self._heading.setObjectName("overview.heading")
        self._work = WorkLine(say, "overview.working", stop_key="Alt+S")
        self._work.stop_wanted.connect(self.stop_wanted)
        self._work.ticked.connect(self.ticked)
        self._alerts = AlertList(say)
        self._alerts.hide()
        self._notices = QVBoxLayout()
        self._pages = QStackedWidget()
        self._nothing = Card()
        self._nothing.setObjectName("overview.nothing")
        self._make_buttons()
        self._lay_out()
        self.show_working("", may_stop=False)
        self._show_page(counted=False)
        self.setFocusProxy(self.tabs)

    def show_heading(self, words: str) -> None:
        """Say as of when, and of how many patients."""
        self._heading.setText(words)

    def show_sheets(self, sheets: Sequence[Sheet], plots: Sequence[SurvivalPlot]) -> None:
        """Show every sheet; those of survival with their curves."""
        drawn = {f"survival.{one.code}": one for one in plots}
        if [one.key for one in sheets] != list(self._parts):
            self._make_parts(sheets)
        for sheet in sheets:
            self._parts[sheet.key].show_sheet(sheet, drawn.get(sheet.key))
        self._show_page(counted=True)

    def show_nothing(self, words: str, next_step: str) -> None:
        """Say that there is nothing to count, and what would put something here."""
        while (item := self._nothing.body.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._nothing.body.addWidget(EmptyState(words, next_step))
        self._nothing.body.addStretch(1)
        self._show_page(counted=False)

    def show_working(self, words: str, *, may_stop: bool, done: int = 0, total: int = 0) -> None:
        """Say what is under way and how far it is; nothing when it is done."""
        self._work.show_work(words, done=done, total=total, may_stop=may_stop)
        self.again.setEnabled(not words)
        self._may_save(idle=not words)

    def show_behind(self, behind: BehindNumber | None) -> None:
        """List who stands behind a number."""
        self.behind.show_behind(behind)

    def show_reading(self, code: str, sentences: Sequence[str]) -> None:
        """Say what the curves of an endpoint read on a day."""
        part = self._parts.get(f"survival.{code}")
        if part is not None:
            part.show_reading(sentences)

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that went wrong, together."""
        self._alerts.show_alerts(alerts)
        self._alerts.setVisible(bool(alerts))

    def show_notice(self, sentence: str, next_step: str, tone: str) -> None:
        """Say what was done, or what could not be."""
        while (item := self._notices.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        told = self._say.together(sentence, next_step)
        notice = Notice(self._say, told, tone=tone)
        notice.setObjectName("overview.notice")
        self._notices.addWidget(notice)

    def part(self, key: str) -> SheetPart:
        """Return the tab of a sheet."""
        return self._parts[key]

    def _make_tabs(self) -> KeyedTabs:
        tabs = KeyedTabs()
        tabs.setObjectName("overview.tabs")
        tabs.setAccessibleName(self._say("Parts of the site overview"))
        tabs.currentChanged.connect(self._turn)
        return tabs

    def _make_parts(self, sheets: Sequence[Sheet]) -> None:
        """Make a tab for each sheet; they change only with the signed endpoints."""
        for key in self._keys:
            key.setEnabled(False)
            key.deleteLater()
        self._keys = []
        while self.tabs.count():
            self.tabs.removeTab(0)
        while (old := self._stack.widget(0)) is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        self._parts = {}
        for place, sheet in enumerate(sheets):
            part = SheetPart(self._say, sheet.key)
            part.number_wanted.connect(self._open_number)
            part.day_wanted.connect(self._open_day)
            part.day_read.connect(self.day_read)
            # known before its tab, whose coming forward shows it
            self._parts[sheet.key] = part
            self._stack.addWidget(_scrolled(part))
            self._add_tab(place, sheet.title)

    def _add_tab(self, place: int, title: str) -> None:
        key = f"Alt+{place + 1}" if place < _KEYED else ""
        self.tabs.add(title, key)
        if not key:
            return
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.activated.connect(lambda: self._go(place))
        self._keys.append(shortcut)

    def _go(self, place: int) -> None:
        self.tabs.setCurrentIndex(place)
        self._turned_to().table.setFocus()

    def _turn(self, place: int) -> None:
        if 0 <= place < self._stack.count() and place != self._stack.currentIndex():
            self._stack.setCurrentIndex(place)
            self.turned.emit()

    def _turned_to(self) -> SheetPart:
        return list(self._parts.values())[self.tabs.currentIndex()]

    def _open_number(self, sheet: str, line: str, column: str) -> None:
        self._from = self._parts[sheet].table
        self.number_wanted.emit(sheet, line, column)
        self.behind.enter()

    def _open_day(self, code: str, day: int) -> None:
        self._from = self._parts[f"survival.{code}"].curve
        self.day_wanted.emit(code, day)
        self.behind.enter()

    def _back(self) -> None:
        (self._from or self.tabs).setFocus()

    def _make_buttons(self) -> None:
        say = self._say
        self.again = self._button(say("Count again"), "Alt+N", "again", self.again_wanted)
        self.save = self._button(say("Save as tables (CSV)…"), "Alt+C", "save", self.save_wanted)
        self.paper = self._button(say("Save as PDF…"), "Alt+P", "paper", self.paper_wanted)

    def _button(self, words: str, key: str, name: str, wanted: object) -> QuietButton:
        button = QuietButton(words, key)
        button.setObjectName(f"overview.{name}")
        button.clicked.connect(wanted)
        return button

    def _may_save(self, *, idle: bool) -> None:
        counted = self._pages.currentIndex() == 0
        for button in (self.save, self.paper):
            button.setEnabled(idle and counted)

    def _show_page(self, *, counted: bool) -> None:
        self._pages.setCurrentIndex(0 if counted else 1)
        self._may_save(idle=not self._work.is_at_work())

    def _lay_out(self) -> None:
        say, space = self._say, THEME.space
        rows = QVBoxLayout(self)
        rows.setContentsMargins(space.wide, space.close, space.wide, space.close)
        rows.setSpacing(space.close)
        top, told, acts = Columns(), QWidget(), QWidget()
        head, pressed = QHBoxLayout(told), QHBoxLayout(acts)
        for row in (head, pressed):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(space.close)
        head.addWidget(Text(say("Site overview"), "title", wrap=False))
        head.addWidget(self._heading, 1, Qt.AlignmentFlag.AlignBottom)
        for part in (self.again, self.save, self.paper):
            pressed.addWidget(part)
        top.setSpacing(space.close)
        top.add(told, 1)
        top.add(acts)
        rows.addLayout(top)
        rows.addWidget(self._work)
        rows.addWidget(self._alerts)
        rows.addLayout(self._notices)
        board = QWidget()
        columns = Columns(board)
        columns.setSpacing(space.near)
        columns.add(self._stack, 1, high=340)
        columns.add(self.behind, width=WIDE, high=220)
        # the tabs have the whole width: each stands there with all its words
        shown = QWidget()
        beneath = QVBoxLayout(shown)
        beneath.setContentsMargins(0, 0, 0, 0)
        beneath.setSpacing(0)
        beneath.addWidget(self.tabs)
        beneath.addWidget(board, 1)
        self._pages.addWidget(shown)
        self._pages.addWidget(self._nothing)
        rows.addWidget(self._pages, 1)


def _scrolled(part: QWidget) -> QScrollArea:
    inside = QWidget()
    held = QVBoxLayout(inside)
    held.setContentsMargins(0, 0, 0, 0)
    held.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
    return scrolling(inside)
