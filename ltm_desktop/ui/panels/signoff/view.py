"""The inbox on screen: a list with nothing selected, and in its place the record being read."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.signoff.inbox import InboxLine
from ltm_desktop.ui.panels.signoff.presenter import Opened
from ltm_desktop.ui.panels.signoff.reading import FLAG, Reading
from ltm_desktop.ui.tokens import LIGHT
from ltm_desktop.ui.widgets.badge import Look
from ltm_desktop.ui.widgets.buttons import PrimaryButton
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.listing import Listing, Row
from ltm_desktop.ui.widgets.listing_cells import Cell
from ltm_desktop.ui.widgets.saved_line import SavedLine
from ltm_desktop.ui.widgets.text import Text


class SignoffView(QStackedWidget):
    """Show what waits, or one record; a list and one patient's record never stand together."""

    opened = Signal(str)
    given = Signal(str, str)
    read_to_end = Signal()
    paper_wanted = Signal()
    back_wanted = Signal()
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
        self.table = self._make_table()
        self._summary = Text("", "small")
        self._summary.setObjectName("signoff.summary")
        self._nothing = EmptyState(
            say("No record waits for a signature."),
            say("A dose given, not given or a partial fraction comes here when it is recorded."),
        )
        self._saved = SavedLine(say)
        self._open = PrimaryButton(say("Read the chosen record"), "Alt+R")
        self._open.setObjectName("signoff.open_button")
        self._open.setEnabled(False)
        self._open.clicked.connect(lambda: self.opened.emit(self.table.selected()))
        self.table.chosen.connect(lambda key: self._open.setEnabled(bool(key)))
        self.addWidget(self._make_list())
        self.setFocusProxy(self.table)

    def show_list(self, lines: Sequence[InboxLine], summary: str) -> None:
        """Show what waits, with nothing selected."""
        self.table.show_rows([self._row(line) for line in lines])
        self.table.setVisible(bool(lines))
        self._nothing.setVisible(not lines)
        self._summary.setText(summary)

    def show_record(self, opened: Opened) -> None:
        """Show one record in place of the list."""
        self._drop_reading()
        reading = Reading(self._say, self._person, opened)
        reading.given.connect(self.given)
        reading.read_to_end.connect(self.read_to_end)
        reading.paper_wanted.connect(self.paper_wanted)
        reading.back_wanted.connect(self.leave)
        self.reading = reading
        self.addWidget(reading)
        self.setCurrentWidget(reading)
        self.setFocusProxy(reading)
        reading.setFocus()

    def leave(self) -> None:
        """Go back to the list."""
        self._drop_reading()
        self.setCurrentIndex(0)
        self.setFocusProxy(self.table)
        self.table.clear_choice()
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
        if self.reading is not None:
            self.reading.show_problem(sentence)

    def show_note(self, sentence: str) -> None:
        """Say something that does not touch the signature."""
        if self.reading is not None:
            self.reading.show_note(sentence)

    def show_busy(self, busy: bool) -> None:
        """Hold still while it is signed and stored."""
        if self.reading is not None:
            self.reading.show_busy(busy)

    def show_signed(self, recorded: Recorded, words: str) -> None:
        """Say that it stands and what is left, and return to the list."""
        self._drop_reading()
        self.setCurrentIndex(0)
        self.setFocusProxy(self.table)
        self._saved.show_saved(recorded.recorded_at)
        self.signed.emit(recorded, words)

    def _drop_reading(self) -> None:
        reading, self.reading = self.reading, None
        if reading is not None:
            self.removeWidget(reading)
            reading.hide()
            reading.deleteLater()

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
        say, space = self._say, LIGHT.space
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(space.wide, space.near, space.wide, space.near)
        rows.setSpacing(space.close)
        rows.addWidget(Text(say("Sign-off"), "title", wrap=False))
        rows.addWidget(self._summary)
        card = Card()
        card.body.setContentsMargins(space.close, space.tight, space.close, space.tight)
        card.body.addWidget(self.table)
        card.body.addWidget(self._nothing)
        rows.addWidget(card, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._saved, 1)
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
                Cell(badges=((line.age, age),)),
                Cell(line.waits_for, strong=line.mine),
                Cell(badges=tuple((say.term(flag), FLAG) for flag in line.flags)),
            ),
        )
