"""Who stands behind a number: one line for each patient, with why; Enter opens the chart."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.overview.presenter import BehindNumber, Person, shown_whys
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.badge import Look
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.listing import Listing, Row, select_first
from ltm_desktop.ui.widgets.listing_cells import Cell
from ltm_desktop.ui.widgets.text import Text

WIDE = 380
"""Logical pixels beside the table."""
_OUTSIDE = Look("ring")


class PeopleBehind(Card):
    """List them; `opened` carries a line of the list, `left` that the number is wanted again."""

    opened = Signal(object)
    left = Signal()

    def __init__(self, say: Words) -> None:
        super().__init__()
        self._say = say
        self._people: dict[str, Person] = {}
        self._title = Text("", "small")
        self._title.setObjectName("overview.behind.title")
        self._number = Text("", "heading")
        self._number.setObjectName("overview.behind.number")
        self._foot = Text("", "small")
        self._foot.setObjectName("overview.behind.foot")
        label = say("Patients behind the number")
        self.table = Listing((say("Subject"), say("Why")), label)
        self.table.setObjectName("overview.behind")
        self.table.opened.connect(self._open)
        self._hint = Text("", "small")
        for part in (self._title, self._number, self._foot):
            self.body.addWidget(part)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._hint)
        self.body.setSpacing(THEME.space.tight)
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.table)
        back.setContext(Qt.ShortcutContext.WidgetShortcut)
        back.activated.connect(self.left)
        self.show_behind(None)

    def show_behind(self, behind: BehindNumber | None) -> None:
        """List who stands behind a number, or say how to choose one."""
        say = self._say
        people = behind.people if behind else ()
        self._people = {one.key: one for one in people}
        self._title.setText(behind.title if behind else say("Patients behind the number"))
        self._number.setText(behind.number if behind else "")
        self._number.setVisible(behind is not None)
        self._foot.setText(behind.foot if behind else say("Choose a number: arrows, then Enter."))
        self.table.show_rows([self._row(one) for one in people])
        self.table.setVisible(bool(people))
        self._hint.setText(say("Enter opens the chart, Esc goes back to the number."))
        self._hint.setVisible(bool(people))
        if not people:
            self.body.addStretch(0)
        self.body.setAlignment(Qt.AlignmentFlag(0) if people else Qt.AlignmentFlag.AlignTop)

    def enter(self) -> None:
        """Stand on the first patient."""
        if self._people:
            select_first(self.table)

    def _row(self, one: Person) -> Row:
        badges = () if one.counted else ((self._say("Not counted"), _OUTSIDE),)
        first, *more = shown_whys(one, self._say)
        why = Cell(first, below=tuple(more), badges=badges)
        return Row(one.key, (Cell(one.subject, strong=True), why))

    def _open(self, key: str) -> None:
        if key in self._people:
            self.opened.emit(self._people[key])
