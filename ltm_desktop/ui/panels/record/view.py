"""One patient's entries on screen; the chosen one's signed text stands beside them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.trail.rows import Change
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.record.presenter import EntryLine, Gaps
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.badge import REVIEW_LOOKS, Look
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.changes_table import ChangesTable
from ltm_desktop.ui.widgets.columns import Columns
from ltm_desktop.ui.widgets.flow import FlowLayout
from ltm_desktop.ui.widgets.listing import Listing, Row
from ltm_desktop.ui.widgets.listing_cells import Cell
from ltm_desktop.ui.widgets.reading_text import ReadingText
from ltm_desktop.ui.widgets.saved_line import Notice
from ltm_desktop.ui.widgets.text import Text

_PAPER = Look("disc", "advice")
_OLD = Look("prohibition", "caution")


class RecordView(QWidget):
    """Show entries; `read` and `paper_wanted` carry a sequence number."""

    read = Signal(int)
    paper_wanted = Signal(int)
    complete_wanted = Signal()
    withdraw_wanted = Signal()
    death_wanted = Signal()
    trail_wanted = Signal()
    review_wanted = Signal(int)
    """The chosen entry, 0 for none: what is asked about the patient."""

    def __init__(self, say: Words, *, forms: bool) -> None:
        """Offer the forms that add to a record only where there are any."""
        super().__init__()
        self._has_forms = forms
        # Kept here: a signal holds on to what it calls only weakly.
        self.presenter: object = None
        self._say = say
        self.table = self._make_table()
        self._alerts = AlertList(say)
        self._notices = QVBoxLayout()
        self._summary = Text("", "small")
        self._missing = Text("", "bold", tone="caution", one_line=True)
        self._missing.setObjectName("record.missing")
        self.complete = self._button(say("Complete enrolment"), "Alt+E", "complete_button")
        self.complete.clicked.connect(self.complete_wanted)
        self.withdraw = self._button(say("End study treatment"), "", "withdraw_button")
        self.withdraw.clicked.connect(self.withdraw_wanted)
        self.death = self._button(say("Record the death"), "", "death_button")
        self.death.clicked.connect(self.death_wanted)
        self.trail = self._button(say("Audit trail of this patient"), "Alt+T", "trail_button")
        self.trail.clicked.connect(self.trail_wanted)
        self.review = self._button(say("Queries and source check"), "Alt+Q", "review_button")
        self.review.clicked.connect(self._review_chosen)
        self._told = Text("", "small")
        self._told.setObjectName("record.told")
        self.changes = ChangesTable(say, "record.changes")
        self._heading = Text("", "strong")
        self._text = ReadingText("record.text", say("The text that was signed"))
        self._paper = self._button(say("Open the paper"), "Alt+O", "paper_button")
        self._paper.clicked.connect(self._open_chosen)
        self._choose = EmptyState(say("Choose an entry to read what was signed."))
        self._papers: frozenset[str] = frozenset()
        self._lay_out()
        self.show_text("", "")
        self.show_changes("", ())
        self.setFocusProxy(self.table)

    def show_entries(self, lines: Sequence[EntryLine], summary: str) -> None:
        """Show the entries."""
        self._papers = frozenset(str(line.seq) for line in lines if line.has_paper)
        self.table.show_rows([self._row(line) for line in lines])
        self._summary.setText(summary)

    def show_text(self, text: str, heading: str) -> None:
        """Show the very text that was signed."""
        self._heading.setText(heading)
        self._text.setPlainText(text)
        for widget in (self._heading, self._text):
            widget.setVisible(bool(text))
        self._choose.setVisible(not text)
        self._paper.setVisible(bool(text) and self.table.selected() in self._papers)

    def show_changes(self, told: str, changes: Sequence[Change]) -> None:
        """Show who changed what, when and why, above the text that was signed."""
        self._told.setText(told)
        self._told.setVisible(bool(told))
        self.changes.show_changes(changes)

    def show_gaps(self, gaps: Gaps) -> None:
        """Show what the enrolment left open and how the course may be ended."""
        say = self._say
        missing = say("Not recorded yet: {what}.", what=list(gaps.missing)) if gaps.missing else ""
        self._missing.setText(missing)
        self._missing.setVisible(bool(missing))
        self.complete.setVisible(self._has_forms and gaps.may_die)
        self.withdraw.setVisible(self._has_forms and gaps.may_withdraw)
        self.death.setVisible(self._has_forms and gaps.may_die)

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that went wrong, together."""
        self._alerts.show_alerts(alerts)

    def show_notice(self, sentence: str, next_step: str) -> None:
        """Say what could not be done, and what to do instead."""
        self._notices.addWidget(Notice(self._say, sentence, next_step, tone="caution"))

    def _open_chosen(self) -> None:
        key = self.table.selected()
        if key:
            self.paper_wanted.emit(int(key))

    def _review_chosen(self) -> None:
        key = self.table.selected()
        self.review_wanted.emit(int(key) if key else 0)

    def _button(self, words: str, key: str, name: str) -> QuietButton:
        button = QuietButton(words, key)
        button.setObjectName(f"record.{name}")
        return button

    def _make_table(self) -> Listing:
        say = self._say
        headings = (say("Entry"), say("Recorded"), say("By"), say("What"), say("Paper"))
        table = Listing(headings, say("Entries of this patient"))
        table.setObjectName("record.table")
        table.chosen.connect(lambda key: self.read.emit(int(key) if key else 0))
        table.opened.connect(lambda key: self.paper_wanted.emit(int(key)))
        return table

    def _lay_out(self) -> None:
        space = THEME.space
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, space.close, 0, 0)
        rows.setSpacing(space.close)
        top = QHBoxLayout()
        top.setSpacing(space.close)
        top.addWidget(self._summary)
        top.addWidget(self._missing)
        top.addStretch(1)
        acts = QWidget()
        pressed = FlowLayout(acts, gap=space.close)
        for button in (self.trail, self.review, self.complete, self.withdraw, self.death):
            pressed.addWidget(button)
        top.addWidget(acts)
        rows.addLayout(top)
        rows.addWidget(self._alerts)
        rows.addLayout(self._notices)
        columns = Columns()
        card = Card()
        card.body.setContentsMargins(space.close, space.tight, space.close, space.tight)
        card.body.addWidget(self.table)
        columns.add(card, 3, high=360)
        text = Card()
        text.body.addWidget(self._choose)
        text.body.addWidget(self._told)
        text.body.addWidget(self.changes)
        text.body.addWidget(self._heading)
        text.body.addWidget(self._text, 1)
        text.body.addWidget(self._paper)
        text.body.addStretch(0)
        columns.add(text, 2, high=360)
        rows.addLayout(columns, 1)

    def _row(self, line: EntryLine) -> Row:
        say = self._say
        paper = ((self._say("PDF"), _PAPER),) if line.has_paper else ()
        old = ((line.mark, _OLD),) if line.mark else ()
        review = tuple((say.term(f"review.{one}"), REVIEW_LOOKS[one]) for one in line.review)
        detail = (line.detail,) if line.detail else ()
        return Row(
            str(line.seq),
            (
                Cell(str(line.seq)),
                Cell(line.recorded),
                Cell(line.who, below=line.signed),
                Cell(line.what, strong=True, below=detail, badges=(*old, *review)),
                Cell(badges=paper),
            ),
        )
