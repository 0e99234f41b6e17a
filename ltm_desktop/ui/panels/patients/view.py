"""The patient list on screen: search, counts, the table, and words where it is empty."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.terms import ItemState
from ltm_desktop.ui.panels.patients.presenter import Counts, PatientLine
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.badge import STATE_LOOKS, Badge, Look
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.flow import FlowLayout
from ltm_desktop.ui.widgets.listing import Listing, Row, select_first
from ltm_desktop.ui.widgets.listing_cells import Cell
from ltm_desktop.ui.widgets.page_stack import PageStack
from ltm_desktop.ui.widgets.reading_order import move_focus
from ltm_desktop.ui.widgets.search_line import SearchLine
from ltm_desktop.ui.widgets.text import Text

_OVERDUE = STATE_LOOKS[ItemState.OVERDUE]
_DUE = STATE_LOOKS[ItemState.DUE_TODAY]
_STANDING = Look("ring")
_REST_MS = 80
"""Below this a person is still typing or turning pages."""


class PatientsView(QWidget):
    """Show who is on the list; `opened` carries a patient, `searched` what is typed."""

    opened = Signal(str)
    searched = Signal(str)
    turned = Signal(int)
    """Pages to go on; one back is -1."""
    enrol_wanted = Signal()
    at_rest = Signal()
    """What was shown last has stood for a moment: there is time for what may come next."""

    def __init__(self, say: Words) -> None:
        super().__init__()
        self._say = say
        self.search = self._make_search()
        self.enrol = PrimaryButton(say("Enrol a patient"), "Alt+E")
        self.enrol.setObjectName("patients.enrol_button")
        self.enrol.clicked.connect(self.enrol_wanted)
        self.table = self._make_table()
        self._whose = Text("", "small")
        self._whose.setObjectName("patients.heading")
        self._counts = QWidget()
        self._count_row = FlowLayout(self._counts, gap=THEME.space.close)
        self._foot = Text("", "small")
        self._foot.setObjectName("patients.foot")
        self.back = self._make_turn(say("Patients before"), "Alt+B", "back", -1)
        self.on = self._make_turn(say("Further patients"), "Alt+N", "on", 1)
        self._places = PageStack()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._come_to_rest)
        self._lay_out()
        self.setFocusProxy(self.search)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab follow the order in which the page is read."""
        return move_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def show_heading(self, whose: str) -> None:
        """Show whose list this is, for which site and as of when."""
        self._whose.setText(whose)

    def show_counts(self, counts: Counts) -> None:
        """Show how many are overdue, due and on study."""
        say = self._say
        while (item := self._count_row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        quiet = Look("ring")
        for words, look in (
            (say("Overdue {count}", count=counts.overdue), _OVERDUE if counts.overdue else quiet),
            (say("Due {count}", count=counts.due), _DUE if counts.due else quiet),
            (say("On study {count}", count=counts.on_study), quiet),
        ):
            badge = Badge(words, look)
            self._count_row.addWidget(badge)
            badge.show()

    def show_patients(self, lines: Sequence[PatientLine], foot: str) -> None:
        """Show who matches, and beneath it what is shown of how many."""
        self.table.show_rows([self._row(line) for line in lines])
        self._foot.setText(say_keys(self._say, foot))
        self._places.setCurrentIndex(0)
        self._rest.start()

    def prepare(self, lines: Sequence[PatientLine]) -> None:
        """Measure who may be shown next."""
        self.table.prepare([self._row(line) for line in lines])

    def show_turns(self, *, back: bool, on: bool) -> None:
        """Offer the page of patients before, and the one after; neither where all are shown."""
        for button, there in ((self.back, back), (self.on, on)):
            had_focus = button.hasFocus()
            button.setEnabled(there)
            button.setVisible(back or on)
            if had_focus and not there:
                self.table.setFocus()

    def show_nobody(self, sentence: str, next_step: str) -> None:
        """Say that there is nobody to show, and what the search covers."""
        self.table.show_rows([])
        self._foot.setText("")
        old = self._places.widget(1)
        card = Card()
        card.body.addWidget(EmptyState(sentence, next_step))
        card.body.addStretch(1)
        card.setObjectName("patients.nobody")
        self._places.addWidget(card)
        self._places.setCurrentWidget(card)
        if old is not None:
            self._places.removeWidget(old)
            old.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the search into the list by Down or Enter; Enter opens nobody by itself."""
        keys = (Qt.Key.Key_Down.value, Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value)
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in keys and self.table.rows.rows:
            # One step by hand between a scanned number and an open chart.
            select_first(self.table)
            return True
        return False

    def _come_to_rest(self) -> None:
        if self.isVisible():
            self.at_rest.emit()

    def _make_search(self) -> SearchLine:
        say = self._say
        line = SearchLine(
            "patients.search", say("Find a patient"), say("Name, pinyin, birth date or number")
        )
        line.textChanged.connect(self.searched)
        line.installEventFilter(self)
        return line

    def _make_turn(self, words: str, key: str, name: str, pages: int) -> QuietButton:
        button = QuietButton(words, key)
        button.setObjectName(f"patients.{name}")
        button.clicked.connect(lambda: self.turned.emit(pages))
        button.clicked.connect(self.table.scrollToTop)
        button.hide()
        return button

    def _make_table(self) -> Listing:
        say = self._say
        headings = (
            say("Name"),
            say("Born"),
            say("Sex"),
            say("Subject"),
            say("Hospital no."),
            say("Arm"),
            say("Next"),
            say("State"),
        )
        table = Listing(headings, say("Patients"))
        table.setObjectName("patients.table")
        table.opened.connect(self.opened)
        return table

    def _lay_out(self) -> None:
        space = THEME.space
        rows = QVBoxLayout(self)
        rows.setContentsMargins(space.wide, space.near, space.wide, space.near)
        rows.setSpacing(space.close)
        top = QHBoxLayout()
        top.setSpacing(space.near)
        top.addWidget(Text(self._say("Patients"), "title", wrap=False))
        top.addWidget(self.search, 2)
        top.addWidget(self._counts, 2, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self.enrol)
        rows.addLayout(top)
        rows.addWidget(self._whose)
        card = Card()
        card.body.setContentsMargins(space.close, space.tight, space.close, space.tight)
        card.body.addWidget(self.table)
        self._places.addWidget(card)
        rows.addWidget(self._places, 1)
        foot = QHBoxLayout()
        foot.setSpacing(space.near)
        foot.addWidget(self._foot, 1)
        foot.addWidget(self.back)
        foot.addWidget(self.on)
        rows.addLayout(foot)

    def _row(self, line: PatientLine) -> Row:
        word = self._say.term(line.state) if line.state else line.standing
        look = STATE_LOOKS[line.state] if line.state else _STANDING
        return Row(
            line.patient,
            (
                Cell(line.name, strong=True, aside=line.other_name, caution=line.namesakes),
                Cell(line.born, strong=bool(line.namesakes)),
                Cell(line.sex),
                Cell(line.subject),
                Cell(line.hospital_number),
                Cell(line.arm),
                Cell(line.following),
                Cell(badges=((word, look),)),
            ),
        )


def say_keys(say: Words, foot: str) -> str:
    """Add to the line beneath the table how a chart is opened."""
    return say.together(foot, say("Enter or a double click opens the chart."))
