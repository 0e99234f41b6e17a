"""The card of unfinished drafts: rows, the question before one is thrown away, no tick anywhere."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.recovery.presenter import DraftRow, Key
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import DangerButton, QuietButton
from ltm_desktop.ui.widgets.listing import Listing, Row, select_first
from ltm_desktop.ui.widgets.listing_cells import Cell
from ltm_desktop.ui.widgets.text import Text

_HIGHEST = 190
"""Pixels the rows may take from the page below; more of them scroll."""


class RecoveryView(QFrame):
    """Show unfinished drafts; hidden while there are none and nobody asked."""

    opened = Signal(str, str)
    """Patient and topic of the draft to go on with."""
    discard_wanted = Signal(str, str)
    discard_confirmed = Signal(str, str)
    form_wanted = Signal(str, str, str)
    page_wanted = Signal(str)
    asked_again = Signal()

    def __init__(self, say: Words) -> None:
        super().__init__()
        # Kept here: a signal holds on to what it calls only weakly.
        self.presenter: object = None
        self._say = say
        self._asked: Key | None = None
        self._insists = False
        self.setObjectName("recovery")
        self.setProperty("draft", True)
        self.setAccessibleName(say("Unfinished drafts: not records"))
        self._title = Text(say("Unfinished drafts: not records"), "strong")
        self._others = Text("", "small")
        self._others.setObjectName("recovery.others")
        self._none = Text(say("You have no unfinished draft on this workstation."), "muted")
        self._none.setObjectName("recovery.none")
        self._list = self._make_list()
        self._open = QuietButton(say("Go on with it"), "Alt+G")
        self._open.setObjectName("recovery.open_button")
        self._discard = QuietButton(say("Discard…"))
        self._discard.setObjectName("recovery.discard_button")
        self._problem = Text("", tone="stop")
        self._question, self._words = QWidget(), Text("", "bold", tone="caution")
        self._words.setObjectName("recovery.question")
        self._yes = DangerButton(say("Discard this draft"))
        self._yes.setObjectName("recovery.yes_button")
        self._no = QuietButton(say("Keep it"))
        self._no.setObjectName("recovery.no_button")
        self._lay_out()
        self._listen()

    @property
    def rows(self) -> Listing:
        """Return the list."""
        return self._list

    def show_drafts(self, rows: Sequence[DraftRow], others: str) -> None:
        """Show the drafts, and in words how many others there are."""
        self._drop_question()
        self._problem.hide()
        self._list.show_rows([self._worded(row) for row in rows])
        if rows and not self._list.selected():
            # The newest draft is one Enter away; opening it records nothing.
            self._list.selectRow(0)
        self._others.setText(others)
        self._others.setVisible(bool(others))
        for part in (self._list, self._open, self._discard):
            part.setVisible(bool(rows))
        self._none.setVisible(not rows and self._insists)
        self._title.setVisible(bool(rows) or self._insists)
        self.setVisible(bool(rows) or bool(others) or self._insists)
        self._show_chosen()

    def insist(self) -> None:
        """Come forward because a person asked: also to say that there is no draft."""
        self._insists = True
        self.asked_again.emit()
        if self.has_drafts:
            select_first(self._list)

    @property
    def has_drafts(self) -> bool:
        """Tell whether a draft is listed."""
        return bool(self._list.rows.rows)

    def ask_discard(self, key: Key, question: str) -> None:
        """Ask in place; nothing is thrown away by the key that asked."""
        self._asked = key
        self._words.setText(question)
        self._question.show()
        self._no.setFocus()

    def show_problem(self, sentence: str) -> None:
        """Say what could not be done, and why."""
        self._drop_question()
        self._problem.setText(sentence)
        self._problem.show()

    def open_form(self, patient: str, tab: str, item: str) -> None:
        """Open a patient's chart where the draft belongs."""
        self.form_wanted.emit(patient, tab, item)

    def open_page(self, page: str) -> None:
        """Open a page of the rail where the draft belongs."""
        self.page_wanted.emit(page)

    def calm_down(self) -> None:
        """Stop saying that there is nothing: the person has gone elsewhere."""
        self._insists = False

    def showEvent(self, event: QShowEvent) -> None:
        """Share the room anew."""
        super().showEvent(event)
        self._fit()

    def _worded(self, row: DraftRow) -> Row:
        say = self._say
        return Row(
            "\n".join(row.key),
            (
                Cell(row.name, strong=True, below=(row.subject,) if row.subject else ()),
                Cell(row.what, below=(row.step,) if row.step else ()),
                Cell(say("Draft, not a record"), below=(row.kept,)),
                Cell(row.age),
            ),
        )

    def _chosen(self) -> Key | None:
        patient, _, topic = self._list.selected().partition("\n")
        return (patient, topic) if topic else None

    def _ask(self) -> None:
        key = self._chosen()
        if key is not None:
            self.discard_wanted.emit(*key)

    def _confirm(self) -> None:
        key = self._asked
        self._drop_question()
        if key is not None:
            self.discard_confirmed.emit(*key)
        self._list.setFocus()

    def _go_on(self) -> None:
        key = self._chosen()
        if key is not None:
            self.opened.emit(*key)

    def _keep(self) -> None:
        self._drop_question()
        self._list.setFocus()

    def _drop_question(self) -> None:
        self._asked = None
        self._question.hide()

    def _show_chosen(self) -> None:
        chosen = self._chosen() is not None
        self._open.setEnabled(chosen)
        self._discard.setEnabled(chosen)

    def _fit(self) -> None:
        self._list.setFixedHeight(min(self._list.whole_height(), THEME.scaled(_HIGHEST)))

    def _listen(self) -> None:
        self._list.opened.connect(lambda key: self.opened.emit(*key.split("\n", 1)))
        self._list.chosen.connect(lambda _: self._show_chosen())
        self._list.fitted.connect(self._fit)
        self._open.clicked.connect(self._go_on)
        self._discard.clicked.connect(self._ask)
        self._yes.clicked.connect(self._confirm)
        self._no.clicked.connect(self._keep)
        context = Qt.ShortcutContext.WidgetShortcut
        QShortcut(QKeySequence(Qt.Key.Key_Delete), self._list, self._ask, context=context)

    def _make_list(self) -> Listing:
        say = self._say
        headings = (say("Patient"), say("What"), say("State"), say("Age"))
        table = Listing(headings, say("Unfinished drafts: not records"))
        table.setObjectName("recovery.rows")
        table.horizontalHeader().hide()
        return table

    def _lay_out(self) -> None:
        space = THEME.space
        rows = QVBoxLayout(self)
        rows.setContentsMargins(space.near, space.tight, space.near, space.tight)
        rows.setSpacing(space.tight)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._open)
        top.addWidget(self._discard)
        rows.addLayout(top)
        rows.addWidget(self._list)
        rows.addWidget(self._none)
        rows.addWidget(self._problem)
        asked = QHBoxLayout(self._question)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.addWidget(self._words, 1)
        asked.addWidget(self._no)
        asked.addWidget(self._yes)
        rows.addWidget(self._question)
        rows.addWidget(self._others)
        for part in (self._problem, self._question, self._none):
            part.hide()
