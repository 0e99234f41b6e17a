"""Every record read in this sitting, and the one secret that signs them, each for itself."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.terms import Meaning
from ltm_desktop.ui.panels.signoff.inbox import InboxLine
from ltm_desktop.ui.panels.signoff.reading import noted
from ltm_desktop.ui.panels.signoff.shown import ToSign
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.columns import Columns
from ltm_desktop.ui.widgets.listing import Listing, Row
from ltm_desktop.ui.widgets.listing_cells import Cell
from ltm_desktop.ui.widgets.secret_box import SecretBox
from ltm_desktop.ui.widgets.text import Text

_SIDE = 400


class ToSignPage(QWidget):
    """List what will be signed; `given` carries person and secret, `taken_out` a record."""

    given = Signal(str, str)
    taken_out = Signal(str)
    back_wanted = Signal()

    def __init__(self, say: Words, person: str, to_sign: ToSign) -> None:
        super().__init__()
        self._say = say
        self._count = len(to_sign.lines)
        self.table = self._make_table(to_sign)
        self._progress = Text("", "strong")
        self._progress.setObjectName("signoff.progress")
        self._out = QuietButton(say("Leave out the chosen one"), "Alt+X")
        self._out.setObjectName("signoff.out_button")
        self._out.setEnabled(False)
        self._out.clicked.connect(lambda: self.taken_out.emit(self.table.selected()))
        self.table.chosen.connect(lambda key: self._out.setEnabled(bool(key)))
        self.box = self._make_box(person)
        self._lay_out()
        self.setFocusProxy(self.box)

    def show_problem(self, sentence: str) -> None:
        """Say beneath the secret why nothing was signed."""
        self._progress.setText("")
        self.box.show_error(sentence)

    def show_busy(self, busy: bool) -> None:
        """Hold still while it is signed and stored."""
        self.box.setEnabled(not busy)
        self._back.setEnabled(not busy)
        self._out.setEnabled(not busy and bool(self.table.selected()))

    def show_progress(self, done: int, total: int) -> None:
        """Say how many are signed by now."""
        say = self._say
        self._progress.setText(say("Signed {done} of {total}", done=str(done), total=str(total)))

    def _make_box(self, person: str) -> SecretBox:
        say, count = self._say, self._count
        action = say.many("Sign {count} record", "Sign {count} records", count)
        box = SecretBox(
            say, say("One secret for all of them"), action, person_id=person, key="Alt+A"
        )
        box.person.line.setReadOnly(True)
        box.secret.setObjectName("signoff.batch_secret")
        box.button.setObjectName("signoff.batch_button")
        box.given.connect(self.given)
        return box

    def _make_table(self, to_sign: ToSign) -> Listing:
        say = self._say
        headings = (say("Patient"), say("Record"), say("When"), say("To note"), say("Signature"))
        table = Listing(headings, say("Records read in this sitting"))
        table.setObjectName("signoff.to_sign")
        pairs = zip(to_sign.lines, to_sign.meanings, strict=True)
        table.show_rows([self._row(line, meaning) for line, meaning in pairs])
        return table

    def _row(self, line: InboxLine, meaning: Meaning) -> Row:
        say = self._say
        return Row(
            line.record,
            (
                Cell(line.name, strong=True, aside=line.other_name, below=(line.subject,)),
                Cell(line.what, below=(line.amount,) if line.amount else ()),
                Cell(line.when, below=(line.due,) if line.late else ()),
                Cell(badges=noted(say, line)),
                Cell(say.term(meaning)),
            ),
        )

    def _lay_out(self) -> None:
        say, space = self._say, THEME.space
        rows = QVBoxLayout(self)
        rows.setContentsMargins(space.wide, space.near, space.wide, space.near)
        rows.setSpacing(space.close)
        top = QHBoxLayout()
        title = say.many("{count} record to sign", "{count} records to sign", self._count)
        top.addWidget(Text(title, "title", wrap=False), 1)
        self._back = QuietButton(say("Back to the list"), "Esc", bedside=True)
        self._back.setObjectName("signoff.batch_back_button")
        self._back.clicked.connect(self.back_wanted)
        top.addWidget(self._back)
        rows.addLayout(top)
        columns = Columns()
        card = Card()
        card.body.setContentsMargins(space.close, space.tight, space.close, space.tight)
        card.body.addWidget(self.table)
        columns.add(card, 1, high=320)
        columns.add(self._make_side(), width=_SIDE, high=320)
        rows.addLayout(columns, 1)

    def _make_side(self) -> QWidget:
        say, side = self._say, QWidget()
        rows = QVBoxLayout(side)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.near)
        rows.addWidget(
            Text(
                say(
                    "You have read each of these to its end. Each gets your signature, an entry "
                    "and a page of its own. What changed meanwhile is left out, and said."
                )
            )
        )
        rows.addWidget(self._out, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addStretch(1)
        rows.addWidget(self._progress)
        rows.addWidget(self.box)
        return side
