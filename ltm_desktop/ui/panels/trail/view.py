"""The trail on screen: filter, list, the chosen entry in full, a moment in the past, files."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.trail.rows import TrailRow
from ltm_desktop.app.wording.telling.parts import StatementSection
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.trail.detail import EntryInFull
from ltm_desktop.ui.panels.trail.filters import Filters
from ltm_desktop.ui.panels.trail.model import headings, list_row
from ltm_desktop.ui.panels.trail.presenter import Detail
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.columns import Columns, row_of
from ltm_desktop.ui.widgets.date_fields import MomentField
from ltm_desktop.ui.widgets.listing import Listing, Row
from ltm_desktop.ui.widgets.listing_cells import Cell
from ltm_desktop.ui.widgets.saved_line import Notice
from ltm_desktop.ui.widgets.text import Text
from ltm_desktop.ui.widgets.work_line import WorkLine


class TrailView(QWidget):
    """Show the trail; signals carry what a person wants of it."""

    filtered = Signal(object)
    read = Signal(int)
    older_wanted = Signal()
    newer_wanted = Signal()
    stop_wanted = Signal()
    save_wanted = Signal(str)
    """`csv` or `pdf`."""
    moment_wanted = Signal(object)
    """A moment to look at, or None for the present."""
    ticked = Signal()
    left = Signal()
    asked_again = Signal()

    def __init__(
        self,
        say: Words,
        people: Sequence[tuple[str, str]],
        now: Callable[[], datetime],
        *,
        one_patient: bool = False,
        may_leave: bool = False,
    ) -> None:
        super().__init__()
        # Kept here: a signal holds on to what it calls only weakly.
        self.presenter: object = None
        self._say = say
        self._one_patient = one_patient
        self._may_leave = may_leave
        self.filters = Filters(say, people, now, one_patient=one_patient)
        self.filters.asked.connect(self.filtered)
        self.table = self._make_table()
        self.detail = EntryInFull(say)
        self._detail_card = Card()
        self._alerts = AlertList(say)
        self._notices = QVBoxLayout()
        self._foot = Text("", "small")
        self._foot.setObjectName("trail.foot")
        self._nothing = Text("", "muted")
        self._nothing.setObjectName("trail.nothing")
        self._work = WorkLine(say, "trail.working", stop_key="Alt+S")
        self._work.stop_wanted.connect(self.stop_wanted)
        self._work.ticked.connect(self.ticked)
        self.newer = self._button(say("Newer"), "Alt+N", "newer", self.newer_wanted)
        self.older = self._button(say("Older"), "Alt+O", "older", self.older_wanted)
        self._table_file = self._button(say("Save as table (CSV)…"), "Alt+C", "csv", None)
        self._table_file.clicked.connect(lambda: self.save_wanted.emit("csv"))
        self._paper_file = self._button(say("Save as PDF…"), "Alt+P", "pdf", None)
        self._paper_file.clicked.connect(lambda: self.save_wanted.emit("pdf"))
        self._back = self._button(say("Back to the record"), "Alt+B", "back", self.left)
        self._make_past(now)
        self._lay_out()
        self.show_working("")
        self.show_past("", ())
        self.show_foot("", "", filtered=False)
        self.setFocusProxy(self.table)

    def show_rows(self, rows: Sequence[TrailRow], *, newer: bool, older: bool) -> None:
        """Show one page and whether there are others."""
        one = self._one_patient
        self.table.show_rows([list_row(row, self._say, one_patient=one) for row in rows])
        self.newer.setEnabled(newer)
        self.older.setEnabled(older)

    def show_foot(self, foot: str, nothing: str, *, filtered: bool) -> None:
        """Say how many are shown, or that there is nothing."""
        self._foot.setText(foot)
        self._nothing.setText(nothing)
        self._nothing.setVisible(bool(nothing))
        self.table.setVisible(not nothing)
        self.filters.show_filtered(filtered=filtered)

    def show_working(self, words: str, done: int = 0, total: int = 0) -> None:
        """Say how far the work is, with a way to stop it; nothing when it is done."""
        self._work.show_work(words, done=done, total=total, may_stop=True)
        for button in (self._table_file, self._paper_file):
            button.setEnabled(not words)

    def show_detail(self, detail: Detail | None) -> None:
        """Show one entry in full."""
        if detail is None:
            self.table.clear_choice()
        self.detail.show_entry(detail)
        self._show_stood(wanted=detail is None)

    def show_past(self, words: str, sections: Sequence[StatementSection]) -> None:
        """Mark that the past is shown, with the chart as it stood; nothing for the present."""
        self._past.setText(words)
        self._past_strip.setVisible(bool(words))
        self._present.setVisible(bool(words))
        self.stood.show_rows([row for one in sections for row in _stood(one)])
        self._show_stood(wanted=True)

    def _show_stood(self, *, wanted: bool) -> None:
        """Let the chart as it stood have the room, until an entry is read."""
        past = bool(self.stood.rows.rows)
        self._stood_card.setVisible(past and wanted)
        self._detail_card.setVisible(not past or not wanted)

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that went wrong, together."""
        self._alerts.show_alerts(alerts)

    def show_notice(self, sentence: str, next_step: str, tone: str) -> None:
        """Say what was done, or what could not be."""
        while (item := self._notices.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._notices.addWidget(Notice(self._say, sentence, next_step, tone=tone or "advice"))

    def _make_table(self) -> Listing:
        heads = headings(self._say, one_patient=self._one_patient)
        table = Listing(heads, self._say("Entries of the audit trail"))
        table.setObjectName("trail.table")
        table.chosen.connect(lambda key: self.read.emit(int(key) if key else 0))
        return table

    def _make_past(self, now: Callable[[], datetime]) -> None:
        say = self._say
        self.moment = MomentField(say, say("View as of"), now)
        self.moment.line.setObjectName("trail.moment")
        self._look = self._button(say("Show that moment"), "Alt+V", "look", None)
        self._look.clicked.connect(self._want_moment)
        self._present = self._button(say("Back to the present"), "Alt+R", "present", None)
        self._present.clicked.connect(self._want_present)
        self._past = Text("", "bold", tone="caution")
        self._past.setObjectName("trail.past")
        self._past_strip = Card()
        self._past_strip.body.addWidget(self._past)
        self.stood = Listing((say("The chart as it stood"), ""), say("The chart as it stood"))
        self.stood.setObjectName("trail.stood")
        self._stood_card = Card()
        self._stood_card.body.addWidget(self.stood, 1)

    def _want_moment(self) -> None:
        self.moment.settle()
        moment = self.moment.value()
        if moment is not None:
            self.moment_wanted.emit(moment)
        elif not self.moment.text().strip():
            self.moment.show_message(self._say("Type a day and a time."))

    def _want_present(self) -> None:
        self.moment.set_value(None)
        self.moment_wanted.emit(None)

    def _button(self, words: str, key: str, name: str, wanted: object) -> QuietButton:
        button = QuietButton(words, key)
        button.setObjectName(f"trail.{name}_button")
        if wanted is not None:
            button.clicked.connect(wanted)
        return button

    def _lay_out(self) -> None:
        space = THEME.space
        rows = QVBoxLayout(self)
        side = 0 if self._may_leave else space.wide
        rows.setContentsMargins(side, space.tight, side, space.near if side else 0)
        rows.setSpacing(space.close)
        rows.addLayout(self._top())
        rows.addWidget(self.filters)
        rows.addWidget(self._past_strip)
        rows.addWidget(self._alerts)
        rows.addLayout(self._notices)
        rows.addLayout(self._columns(), 1)
        rows.addWidget(self._work)
        rows.addLayout(self._bottom())

    def _top(self) -> Columns:
        say, row = self._say, Columns()
        row.setSpacing(THEME.space.close)
        title = say("Audit trail of this patient") if self._one_patient else say("Audit trail")
        words = say("Every entry of the ledger; it only grows and cannot be switched off.")
        # in a chart the room is wanted for the way back
        told = Text("" if self._one_patient else words, "small")
        head = row_of(Text(title, "strong", wrap=False), told)
        policy = told.sizePolicy()
        policy.setHorizontalStretch(1)
        told.setSizePolicy(policy)
        row.add(head, 1)
        self.moment.line.setAccessibleName(say("View as of"))
        self.moment.line.setFixedWidth(THEME.scaled(210))
        as_of = Text(say("View as of"), "small", wrap=False)
        row.add(row_of(as_of, self.moment.line, self._look))
        row.add(row_of(self._present, self._back))
        self._back.setVisible(self._may_leave)
        return row

    def _columns(self) -> Columns:
        space, row = THEME.space, Columns()
        listed = Card()
        listed.body.setContentsMargins(space.close, space.tight, space.close, space.tight)
        listed.body.addWidget(self.table, 1)
        listed.body.addWidget(self._nothing)
        row.add(listed, 5, high=340)
        told = QWidget()
        right = QVBoxLayout(told)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(space.close)
        right.addWidget(self._stood_card, 1)
        self._detail_card.body.addWidget(self.detail, 1)
        right.addWidget(self._detail_card, 1)
        row.add(told, 3, high=340)
        return row

    def _bottom(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(THEME.space.close)
        row.addWidget(self.newer)
        row.addWidget(self.older)
        row.addWidget(self._foot, 1)
        row.addWidget(self._table_file)
        row.addWidget(self._paper_file)
        return row


def _stood(section: StatementSection) -> Iterator[Row]:
    """Yield what a section tells, beneath its title."""
    yield Row(section.title, (Cell(section.title, strong=True), Cell()))
    for place, line in enumerate(section.lines):
        key = f"{section.title} {place}"
        yield Row(key, (Cell(line.label), Cell(line.value, strong=line.emphasis)))
