"""Today on screen: rows at the left over the next seven days, what waits to be signed at the right.

What lies out of view is told in words, overdue above all.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.today.lines import Group, TodayRow
from ltm_desktop.ui.panels.today.presenter import DayCount, Nothing, OnlyMine
from ltm_desktop.ui.panels.today.row import RowCard
from ltm_desktop.ui.panels.today.waiting import Waiting
from ltm_desktop.ui.tokens import THEME, WHOLE
from ltm_desktop.ui.widgets.badge import Look
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.columns import Columns
from ltm_desktop.ui.widgets.listing import Listing, Row
from ltm_desktop.ui.widgets.listing_cells import Cell
from ltm_desktop.ui.widgets.text import Text

_SIGN_OFF_KEY = "F8"
_FLAG = Look("triangle", "caution")


class TodayView(QWidget):
    """Show today; `opened` carries patient, chart tab and item."""

    opened = Signal(str, str, str)
    sort_wanted = Signal()
    only_mine_wanted = Signal()
    review_wanted = Signal()
    asked_again = Signal()
    """Something was recorded: the page may no longer be true."""

    def __init__(self, say: Words) -> None:
        super().__init__()
        # Kept here: a signal holds on to what it calls only weakly.
        self.presenter: object = None
        self._say = say
        self._was_shown = False
        self._shown: tuple[tuple[TodayRow, ...], Nothing] | None = None
        self.cards: list[RowCard] = []
        self._title = Text("", "title")
        self._counts = Text("", "small")
        self._counts.setObjectName("today.counts")
        self.sort = QuietButton(say("Sort again"), "Alt+S")
        self.sort.setObjectName("today.sort_button")
        self.sort.clicked.connect(self.sort_wanted)
        self.only_mine = QuietButton(say("Only for me"), "Alt+M")
        self.only_mine.setObjectName("today.only_mine")
        self.only_mine.clicked.connect(self.only_mine_wanted)
        self._narrowed = Text("", "strong", tone="caution")
        self._narrowed.setObjectName("today.narrowed")
        self._narrowed.hide()
        self._area = QScrollArea()
        self._area.setAccessibleName(say("This page; arrow keys scroll it"))
        self._rows = QVBoxLayout()
        # never squeezed to nothing: it is all there is of rows out of sight
        self._below = Text("", "small", wrap=False)
        self._below.setObjectName("today.below")
        self._days = QHBoxLayout()
        self._waiting = self._make_waiting()
        self._summary = Text("", "small")
        self._own = Text("", "strong", tone="caution")
        self._own.setObjectName("today.own")
        self._more = Text("", "small")
        self._more.setObjectName("today.more")
        self._nothing = EmptyState(say("Nothing waits for a signature."))
        self._lay_out()

    def ask_in_sight(self) -> None:
        """Ask again, unless the page was turned away: it asks when it is shown again."""
        if self.isVisible() or not self._was_shown:
            self.asked_again.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the rows as the page is first shown: before, each frame would style them anew."""
        super().showEvent(event)
        first, self._was_shown = not self._was_shown, True
        if first:
            # painted with its rows in their places, and never without them
            self.setUpdatesEnabled(False)
            QTimer.singleShot(0, self, lambda: self.setUpdatesEnabled(True))
            self.sort_wanted.emit()
        if self.hasFocus():
            self._lead_first()

    def show_heading(self, title: str, counts: str) -> None:
        """Show the day and what there is to do."""
        self._title.setText(title)
        self._counts.setText(counts)

    def show_rows(self, rows: Sequence[TodayRow], nothing: Nothing, *, stale: bool) -> None:
        """Show the rows in this order, and whether sorting them again would change it."""
        self.sort.setEnabled(stale)
        if (tuple(rows), nothing) == self._shown:
            return
        self._shown = (tuple(rows), nothing)
        place, held = self._area.verticalScrollBar().value(), self._held()
        _clear(self._rows)
        self.cards = []
        for row in rows:
            card = RowCard(self._say, row)
            card.opened.connect(self.opened)
            card.moved.connect(self._move)
            self.cards.append(card)
            self._rows.addWidget(card)
        if not rows:
            self._rows.addWidget(EmptyState(nothing.words, nothing.next_step))
        self._rows.addStretch(1)
        self._lead(held)
        self._area.verticalScrollBar().setValue(place)
        self._tell_soon()

    def show_only_mine(self, only: OnlyMine) -> None:
        """Show whether the list is narrowed, and the one action that changes it."""
        self.only_mine.setText(only.button)
        self.only_mine.setAccessibleName(only.button)
        # A new text takes the key away.
        self.only_mine.setShortcut(QKeySequence("Alt+M"))
        self._narrowed.setText(only.words)
        self._narrowed.setVisible(only.on)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Lead to the first row, where Enter opens it."""
        super().focusInEvent(event)
        self._lead_first()

    def _lead_first(self) -> None:
        if self.cards:
            self.cards[0].button.setFocus()

    def _held(self) -> tuple[object, str] | None:
        """Return the row that has the focus, so that it keeps it when rows are shown anew."""
        return next((card.row.place for card in self.cards if card.button.hasFocus()), None)

    def _lead(self, held: tuple[object, str] | None) -> None:
        """Stay in the row; where it is gone, never in another one that the next key would open."""
        if held is not None:
            kept = (card.button for card in self.cards if card.row.place == held)
            next(kept, self.only_mine).setFocus()

    def _move(self, by: int) -> None:
        card = self.sender()
        place = self.cards.index(card) + by if isinstance(card, RowCard) else -1
        if 0 <= place < len(self.cards):
            self.cards[place].button.setFocus()
            self._area.ensureWidgetVisible(self.cards[place])

    def show_days(self, days: Sequence[DayCount]) -> None:
        """Show the next seven days."""
        _clear(self._days)
        for day in days:
            self._days.addWidget(_day(self._say, day), 1)

    def show_waiting(self, waiting: Waiting) -> None:
        """Show what waits for a signature, first of all for this person's."""
        say, lines = self._say, waiting.lines
        self._summary.setText(waiting.summary)
        self._summary.setVisible(bool(waiting.summary))
        self._own.setText(waiting.own)
        self._own.setVisible(bool(waiting.own))
        self._more.setText(waiting.more)
        self._more.setVisible(bool(waiting.more))
        self._waiting.show_rows(
            [
                Row(
                    f"{line.subject} {line.record} {line.when}",
                    (
                        Cell(line.name, strong=True, below=(line.subject,)),
                        Cell(line.record, below=(line.waits, line.when)),
                        Cell(badges=tuple((say.term(flag), _FLAG) for flag in line.flags)),
                    ),
                )
                for line in lines
            ]
        )
        self._waiting.setVisible(bool(lines))
        self._nothing.setVisible(not lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell again what lies out of view."""
        super().resizeEvent(event)
        self._tell_soon()

    def _tell_soon(self) -> None:
        # Rows have their places only after Qt has laid them out.
        QTimer.singleShot(0, self, self._tell_below)

    def _tell_below(self) -> None:
        self._rows.activate()
        end = self._area.viewport().height()
        hidden = [
            card.row
            for card in self.cards
            if card.mapTo(self._area.viewport(), QPoint(0, card.height() // 2)).y() > end
        ]
        late = sum(row.group is Group.OVERDUE for row in hidden)
        say = self._say
        words = say.many("{count} more row below", "{count} more rows below", len(hidden))
        overdue = say.many("{count} of them overdue", "{count} of them overdue", late)
        parts = [words] * bool(hidden) + [overdue] * bool(late)
        self._below.setText(say(", ").join(parts))
        self._below.in_tone("stop" if late else "")

    def _lay_out(self) -> None:
        space = THEME.space
        columns = Columns(self)
        columns.setContentsMargins(space.wide, space.near, space.wide, space.near)
        columns.setSpacing(space.wide)
        for made, stretch, high in ((self._make_left(), 18, 560), (self._make_right(), 10, 420)):
            column = QWidget()
            made.setContentsMargins(0, 0, 0, 0)
            column.setLayout(made)
            columns.add(column, stretch, high=high)

    def _make_left(self) -> QLayout:
        say, space = self._say, THEME.space
        rows = QVBoxLayout()
        rows.setSpacing(space.close)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self.only_mine)
        top.addWidget(self.sort)
        rows.addLayout(top)
        rows.addWidget(self._counts)
        rows.addWidget(self._narrowed)
        inner = QWidget()
        inner.setObjectName("scrolled")
        # As high as its rows at this width: left alone, Qt asks for the room of the narrowest.
        inner.setMinimumHeight(1)
        self._rows.setContentsMargins(0, 0, space.close, 0)
        self._rows.setSpacing(space.tight + space.hair)
        inner.setLayout(self._rows)
        self._area.setWidget(inner)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setObjectName("today.rows")
        self._area.verticalScrollBar().valueChanged.connect(self._tell_below)
        self._area.verticalScrollBar().rangeChanged.connect(self._tell_soon)
        rows.addWidget(self._area, 1)
        rows.addWidget(self._below)
        rows.addWidget(Text(say("Next seven days"), "strong"))
        self._days.setSpacing(space.close)
        rows.addLayout(self._days)
        return rows

    def _make_right(self) -> QLayout:
        say, space = self._say, THEME.space
        rows = QVBoxLayout()
        rows.setSpacing(space.close)
        rows.addWidget(Text(say("Waiting for a signature"), "heading"))
        rows.addWidget(self._own)
        rows.addWidget(self._summary)
        card = Card()
        card.body.setContentsMargins(space.close, space.tight, space.close, space.tight)
        card.body.addWidget(self._waiting, 1)
        card.body.addWidget(self._nothing)
        # on a large screen the rest of the room stays beneath the rows
        card.body.addStretch(0)
        # what waits has the room; only on a large screen some is left beneath
        rows.addWidget(card, 6)
        rows.addWidget(self._more)
        review = PrimaryButton(say("Review one by one"), _SIGN_OFF_KEY)
        # The frame owns this key; here it is only shown.
        review.setShortcut(QKeySequence())
        review.setObjectName("today.review_button")
        review.clicked.connect(self.review_wanted)
        rows.addWidget(review, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(
            Text(say("Nothing is ticked beforehand. Each record is read whole first."), "small")
        )
        rows.addStretch(1)
        return rows

    def _make_waiting(self) -> Listing:
        say = self._say
        headings = (say("Patient"), say("Record"), say("To note"))
        table = Listing(headings, say("Waiting for a signature"))
        table.setObjectName("today.waiting")
        table.opened.connect(lambda _: self.review_wanted.emit())
        # as high as its rows where there is room, else it scrolls: no row is cut in silence
        table.fitted.connect(lambda: table.setMaximumHeight(table.whole_height()))
        return table


def _day(say: Words, day: DayCount) -> QFrame:
    card = Card()
    card.body.setContentsMargins(THEME.space.close, THEME.space.tight, THEME.space.tight, 2)
    card.body.setSpacing(0)
    number = str(day.count) if day.count else say("none")
    # seven days stand side by side in large letters too
    ways = QBoxLayout.Direction
    head = QBoxLayout(ways.LeftToRight if THEME.theme.percent == WHOLE else ways.TopToBottom)
    head.addWidget(Text(day.day, "bold" if day.today else "small", wrap=False))
    head.addStretch(1)
    head.addWidget(Text(number, "strong" if day.count else "small", wrap=False))
    card.body.addLayout(head)
    card.body.addWidget(Text(day.words, "small"))
    card.body.addStretch(1)
    card.setAccessibleName(f"{day.day} {day.words or number}")
    return card


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
