"""The issued papers on screen: a filter, the table, and what can be done with a chosen one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.records.presenter import PaperLine
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.badge import REVIEW_LOOKS, Look
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.listing import Listing, Row
from ltm_desktop.ui.widgets.listing_cells import Cell
from ltm_desktop.ui.widgets.reading_order import move_focus
from ltm_desktop.ui.widgets.saved_line import Notice
from ltm_desktop.ui.widgets.search_line import SearchLine
from ltm_desktop.ui.widgets.text import Text


class RecordsView(QWidget):
    """Show issued papers; `opened` and `copy_wanted` carry the chosen one."""

    searched = Signal(str)
    opened = Signal(str)
    copy_wanted = Signal(str)
    asked_again = Signal()
    """Something was recorded: the list may no longer be true."""

    def __init__(self, say: Words) -> None:
        super().__init__()
        # Kept here: a signal holds on to what it calls only weakly.
        self.presenter: object = None
        self._say = say
        self.search = self._make_search()
        self._all = QuietButton(say("Show all"), "Alt+L")
        self._all.setObjectName("records.all_button")
        self._all.clicked.connect(self.search.clear)
        self._filter = Text(say("Filtered by patient"), "bold", tone="caution", wrap=False)
        self.table = self._make_table()
        self._alerts = AlertList(say)
        self._notices = QVBoxLayout()
        self._nothing = EmptyState("", alone=True)
        self._nothing.setObjectName("records.nothing")
        self._foot = Text("", "small")
        self._foot.setObjectName("records.foot")
        self._open = PrimaryButton(say("Open the paper"), "Alt+O")
        self._open.setObjectName("records.open_button")
        self._open.clicked.connect(lambda: self.opened.emit(self.table.selected()))
        self._copy = QuietButton(say("Save a copy…"), "Alt+C", bedside=True)
        self._copy.setObjectName("records.copy_button")
        self._copy.clicked.connect(lambda: self.copy_wanted.emit(self.table.selected()))
        self._allow("")
        self.table.chosen.connect(self._allow)
        self._lay_out()
        self.setFocusProxy(self.search)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab follow the order in which the page is read, through a notice that appears too."""
        return move_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def show_papers(self, lines: Sequence[PaperLine], foot: str, *, filtered: bool) -> None:
        """Show the papers; where they are filtered, say so strongly."""
        self.table.show_rows([_row(line, self._say) for line in lines])
        self._show_state(foot, nothing=False, filtered=filtered)

    def show_nothing(self, sentence: str, next_step: str, *, filtered: bool) -> None:
        """Say that there is nothing to show."""
        self.table.show_rows([])
        self._nothing.say_anew(sentence, next_step)
        self._show_state("", nothing=True, filtered=filtered)

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that went wrong, together."""
        self._alerts.show_alerts(alerts)

    def show_notice(self, sentence: str, next_step: str, tone: str) -> None:
        """Say what was done, or what could not be."""
        while (item := self._notices.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._notices.addWidget(Notice(self._say, sentence, next_step, tone=tone))

    def _show_state(self, foot: str, *, nothing: bool, filtered: bool) -> None:
        self._foot.setText(foot)
        self._nothing.setVisible(nothing)
        self.table.setVisible(not nothing)
        self._filter.setVisible(filtered)
        self._all.setVisible(filtered)

    def _allow(self, key: str) -> None:
        self._open.setEnabled(bool(key))
        self._copy.setEnabled(bool(key))

    def _make_search(self) -> SearchLine:
        say = self._say
        line = SearchLine(
            "records.search",
            say("Papers of one patient"),
            say("Name, pinyin, birth date or number"),
        )
        line.textChanged.connect(self.searched)
        return line

    def _make_table(self) -> Listing:
        say = self._say
        headings = (say("Patient"), say("Record"), say("Version"), say("Issued"))
        table = Listing(headings, say("Issued papers"))
        table.setObjectName("records.table")
        table.opened.connect(self.opened)
        return table

    def _lay_out(self) -> None:
        say, space = self._say, THEME.space
        rows = QVBoxLayout(self)
        rows.setContentsMargins(space.wide, space.near, space.wide, space.near)
        rows.setSpacing(space.close)
        top = QHBoxLayout()
        top.setSpacing(space.near)
        top.addWidget(Text(say("Records"), "title", wrap=False))
        top.addWidget(self.search, 2)
        top.addWidget(self._filter)
        top.addWidget(self._all)
        top.addStretch(1)
        rows.addLayout(top)
        rows.addWidget(Text(say("Papers issued at this site, signed and unchangeable."), "small"))
        rows.addWidget(self._alerts)
        rows.addLayout(self._notices)
        card = Card()
        card.body.setContentsMargins(space.close, space.tight, space.close, space.tight)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self._nothing)
        rows.addWidget(card, 1)
        foot = QHBoxLayout()
        foot.setSpacing(space.near)
        foot.addWidget(self._foot, 1)
        foot.addWidget(self._copy)
        foot.addWidget(self._open)
        rows.addLayout(foot)


_OLD = Look("prohibition", "caution")


def _row(line: PaperLine, say: Words) -> Row:
    review = tuple((say.term(f"review.{one}"), REVIEW_LOOKS[one]) for one in line.review)
    old = ((line.mark, _OLD),) if line.mark else ()
    return Row(
        line.sha256,
        (
            Cell(line.name, strong=True, aside=line.other_name, below=(line.born, line.subject)),
            Cell(line.what, below=(line.kind,), badges=(*old, *review)),
            Cell(line.version, strong=line.newest),
            Cell(line.issued),
        ),
    )
