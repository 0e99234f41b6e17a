"""The inbox on screen: a list with nothing selected, and in its place the record being read."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.signoff.inbox import InboxLine
from ltm_desktop.ui.panels.signoff.queries import QueryLine
from ltm_desktop.ui.panels.signoff.reading import Reading, noted
from ltm_desktop.ui.panels.signoff.shown import Opened, ToSign
from ltm_desktop.ui.panels.signoff.to_sign import ToSignPage
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.badge import Look
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.listing import Listing, Row
from ltm_desktop.ui.widgets.listing_cells import Cell
from ltm_desktop.ui.widgets.saved_line import Notice, SavedLine
from ltm_desktop.ui.widgets.text import Text

_QUERIES_HIGH = 190


class SignoffView(QStackedWidget):
    """Show what waits, or one record; a list and one patient's record never stand together."""

    opened = Signal(str)
    given = Signal(str, str)
    read_to_end = Signal()
    paper_wanted = Signal()
    back_wanted = Signal()
    added = Signal()
    to_sign_wanted = Signal()
    taken_out = Signal(str)
    given_for_all = Signal(str, str)
    query_wanted = Signal()
    query_opened = Signal(str)
    told = Signal(object)
    """Something was written: an app.recorder.Recorded."""
    signed = Signal(object, str)
    asked_again = Signal()
    """Something was recorded: the list may no longer be true."""

    def __init__(self, say: Words, person: str) -> None:
        super().__init__()
        # Kept here: a signal holds on to what it calls only weakly.
        self.presenter: object = None
        self._say = say
        self._person = person
        self.reading: Reading | None = None
        self.to_sign: ToSignPage | None = None
        self._review: QWidget | None = None
        self.table = self._make_table()
        self.queries = self._make_queries()
        self._notices = QVBoxLayout()
        self._summary = Text("", "small")
        self._summary.setObjectName("signoff.summary")
        self._nothing = EmptyState(
            say("No record waits for a signature."),
            say("A dose given, not given or a partial fraction comes here when it is recorded."),
            alone=True,
        )
        self._saved = SavedLine(say)
        self._open = PrimaryButton(say("Read the chosen record"), "Alt+R")
        self._open.setObjectName("signoff.open_button")
        self._open.setEnabled(False)
        self._open.clicked.connect(lambda: self.opened.emit(self.table.selected()))
        self.table.chosen.connect(lambda key: self._open.setEnabled(bool(key)))
        self._sign = QuietButton("", "Alt+N")
        self._sign.setObjectName("signoff.sign_added_button")
        self._sign.clicked.connect(self.to_sign_wanted)
        self._ask = QuietButton(say("Open the chosen query"), "Alt+U")
        self._ask.setObjectName("signoff.open_query_button")
        self._ask.setEnabled(False)
        self._ask.clicked.connect(lambda: self.query_opened.emit(self.queries.selected()))
        self.queries.chosen.connect(lambda key: self._ask.setEnabled(bool(key)))
        self.addWidget(self._make_list())
        self.setFocusProxy(self.table)

    def show_list(
        self, lines: Sequence[InboxLine], queries: Sequence[QueryLine], summary: str, added: int
    ) -> None:
        """Show what waits, with nothing selected, and how many were read to be signed."""
        say = self._say
        self.table.show_rows([self._row(line) for line in lines])
        self.table.setVisible(bool(lines))
        self._nothing.setVisible(not lines)
        self._summary.setText(summary)
        self.queries.show_rows([self._query_row(line) for line in queries])
        self._queries_card.setVisible(bool(queries))
        self._ask.setVisible(bool(queries))
        self._ask.setEnabled(bool(self.queries.selected()))
        words = say.many("Sign the {count} read record", "Sign the {count} read records", added)
        self._sign.setText(words)
        # New words take the key of a button away.
        self._sign.setShortcut(QKeySequence("Alt+N"))
        self._sign.setVisible(bool(added))

    def show_record(self, opened: Opened) -> None:
        """Show one record in place of the list."""
        self._drop_page()
        reading = Reading(self._say, self._person, opened)
        reading.given.connect(self.given)
        reading.added.connect(self.added)
        reading.query_wanted.connect(self.query_wanted)
        reading.read_to_end.connect(self.read_to_end)
        reading.paper_wanted.connect(self.paper_wanted)
        reading.back_wanted.connect(self.leave)
        self.reading = reading
        self._put(reading)

    def show_to_sign(self, to_sign: ToSign) -> None:
        """Show the records that one secret will sign."""
        self._drop_page()
        page = ToSignPage(self._say, self._person, to_sign)
        page.given.connect(self.given_for_all)
        page.taken_out.connect(self.taken_out)
        page.back_wanted.connect(self.leave)
        self.to_sign = page
        self._put(page)

    def show_review(self, review: QWidget) -> None:
        """Show the review of a record in place of the list."""
        self._drop_page()
        self._review = review
        self._put(review)

    def leave(self) -> None:
        """Go back to the list."""
        self._to_list()
        self.table.clear_choice()
        self.queries.clear_choice()
        self.table.setFocus()
        self.back_wanted.emit()

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that was refused, together."""
        if self.reading is not None:
            self.reading.show_alerts(alerts)

    def allow_signing(self) -> None:
        """Let the signature be given."""
        if self.reading is not None:
            self.reading.allow_signing()

    def show_problem(self, sentence: str) -> None:
        """Say beneath the secret why it was not signed."""
        page = self.reading or self.to_sign
        if page is not None:
            page.show_problem(sentence)

    def show_note(self, sentence: str) -> None:
        """Say something that does not touch the signature."""
        if self.reading is not None:
            self.reading.show_note(sentence)

    def show_busy(self, busy: bool) -> None:
        """Hold still while it is signed and stored."""
        page = self.reading or self.to_sign
        if page is not None:
            page.show_busy(busy)

    def show_progress(self, done: int, total: int) -> None:
        """Say how many of several records are signed by now."""
        if self.to_sign is not None:
            self.to_sign.show_progress(done, total)

    def tell_recorded(self, recorded: Recorded) -> None:
        """Let everybody who shows this patient ask again."""
        self.told.emit(recorded)

    def show_signed(self, recorded: Recorded | None, words: str, left_out: Sequence[str]) -> None:
        """Go back to the list: what was signed, how many are left, what was left out and why."""
        self._to_list()
        while (item := self._notices.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for sentence in left_out:
            self._notices.addWidget(Notice(self._say, sentence, tone="caution"))
        if recorded is not None:
            self._saved.show_saved(recorded.recorded_at)
            self.signed.emit(recorded, words)

    def _put(self, page: QWidget) -> None:
        self.addWidget(page)
        self.setCurrentWidget(page)
        self.setFocusProxy(page)
        page.setFocus()

    def _to_list(self) -> None:
        self._drop_page()
        self.setCurrentIndex(0)
        self.setFocusProxy(self.table)

    def _drop_page(self) -> None:
        page = self.reading or self.to_sign or self._review
        self.reading = self.to_sign = self._review = None
        if page is not None:
            self.removeWidget(page)
            page.hide()
            page.deleteLater()

    def _make_queries(self) -> Listing:
        say = self._say
        headings = (say("Patient"), say("About"), say("Question"), say("Waits for"), say("Waiting"))
        table = Listing(headings, say("Queries that are not closed"))
        table.setObjectName("signoff.queries")
        # as high as its rows, and no higher than leaves the records their room
        table.fitted.connect(
            lambda: table.setFixedHeight(min(table.whole_height(), THEME.scaled(_QUERIES_HIGH)))
        )
        table.opened.connect(self.query_opened)
        return table

    def _query_row(self, line: QueryLine) -> Row:
        return Row(
            line.query,
            (
                Cell(line.name, strong=True, below=(line.subject,)),
                Cell(line.what),
                Cell(line.question, below=(line.asked,)),
                Cell(line.waits_for, strong=line.mine),
                Cell(line.age),
            ),
        )

    def _make_table(self) -> Listing:
        say = self._say
        headings = (
            say("Patient"),
            say("Record"),
            say("When"),
            say("Waiting"),
            say("Waits for"),
            say("To note"),
        )
        table = Listing(headings, say("Records that wait for a signature"))
        table.setObjectName("signoff.table")
        table.opened.connect(self.opened)
        return table

    def _make_list(self) -> QWidget:
        say, space = self._say, THEME.space
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(space.wide, space.near, space.wide, space.near)
        rows.setSpacing(space.close)
        rows.addWidget(Text(say("Sign-off"), "title", wrap=False))
        rows.addWidget(self._summary)
        rows.addLayout(self._notices)
        card = Card()
        card.body.setContentsMargins(space.close, space.tight, space.close, space.tight)
        card.body.addWidget(self.table)
        card.body.addWidget(self._nothing)
        rows.addWidget(card, 1)
        self._queries_card = Card(say("Queries"))
        self._queries_card.body.addWidget(self.queries)
        self._queries_card.setVisible(False)
        rows.addWidget(self._queries_card)
        foot = QHBoxLayout()
        foot.setSpacing(space.close)
        foot.addWidget(self._saved, 1)
        foot.addWidget(self._ask)
        foot.addWidget(self._sign)
        foot.addWidget(self._open)
        rows.addLayout(foot)
        return page

    def _row(self, line: InboxLine) -> Row:
        say = self._say
        age = Look("clock", line.tone or "neutral")
        return Row(
            line.record,
            (
                Cell(
                    line.name, strong=True, aside=line.other_name, below=(line.born, line.subject)
                ),
                Cell(line.what, below=(line.amount,) if line.amount else ()),
                Cell(line.when),
                Cell(badges=((line.age, age),), below=(line.due,) if line.due else ()),
                Cell(line.waits_for, strong=line.mine),
                Cell(badges=noted(say, line)),
            ),
        )
