"""One record on screen: its whole text, who signed, and the signature in place.

The signing button wakes only when the end of the text has been on screen, and says so.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.terms import Meaning
from ltm_desktop.ui.panels.signoff.inbox import InboxLine
from ltm_desktop.ui.panels.signoff.shown import Opened
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.badge import Badge, Look
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.columns import Columns
from ltm_desktop.ui.widgets.flow import FlowLayout
from ltm_desktop.ui.widgets.secret_box import SecretBox
from ltm_desktop.ui.widgets.text import Text, breakable

_SIDE = 400
FLAG, LATE = Look("triangle", "caution"), Look("triangle", "stop")


class Reading(QWidget):
    """Show one record; `given` carries person and secret, `read_to_end` fires at its end."""

    given = Signal(str, str)
    read_to_end = Signal()
    paper_wanted = Signal()
    back_wanted = Signal()
    added = Signal()
    """Signed later, together with the others read in this sitting."""
    query_wanted = Signal()

    def __init__(self, say: Words, person: str, opened: Opened) -> None:
        super().__init__()
        self._say = say
        self._opened = opened
        self._was_read = False
        self.text = QPlainTextEdit(opened.text)
        self.text.setReadOnly(True)
        self.text.setObjectName("signoff.text")
        self.text.setAccessibleName(say("The whole record"))
        self.text.verticalScrollBar().valueChanged.connect(self._look)
        self.text.verticalScrollBar().rangeChanged.connect(self._look)
        self._alerts = AlertList(say)
        self._hint = Text("", "small", tone="caution")
        self._hint.setObjectName("signoff.hint")
        self._note = Text("", "bold", tone="caution")
        self._note.hide()
        self.box = self._make_box(person)
        self.add = self._make_add()
        self._lay_out()
        self.setFocusProxy(self.text)

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that was refused, together."""
        self._alerts.show_alerts(alerts)

    def allow_signing(self) -> None:
        """Let the signature be given."""
        if self.box is not None:
            self.box.button.setEnabled(True)
            self.add.setEnabled(True)
        self._hint.setText("")

    def show_problem(self, sentence: str) -> None:
        """Say beneath the secret why it was not signed."""
        if self.box is not None:
            self.box.show_error(sentence)
        else:
            self.show_note(sentence)

    def show_note(self, sentence: str) -> None:
        """Say something that does not touch the signature."""
        self._note.setText(sentence)
        self._note.setVisible(bool(sentence))

    def show_busy(self, busy: bool) -> None:
        """Hold still while it is signed and stored."""
        self._back.setEnabled(not busy)
        self.add.setEnabled(not busy and self._was_read)
        if self.box is not None:
            self.box.setEnabled(not busy)

    def showEvent(self, event: QShowEvent) -> None:
        """See whether the whole text fits."""
        super().showEvent(event)
        self._look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether the whole text fits now."""
        super().resizeEvent(event)
        self._look()

    def _look(self) -> None:
        bar = self.text.verticalScrollBar()
        laid_out = self.isVisible() and self.text.viewport().height() > 1
        if laid_out and not self._was_read and bar.value() >= bar.maximum():
            self._was_read = True
            self.read_to_end.emit()

    def _make_box(self, person: str) -> SecretBox | None:
        say, meaning = self._say, self._opened.meaning
        if meaning is None:
            return None
        approval = meaning is Meaning.APPROVED
        title = say("Approval") if approval else say("Signature of the second person")
        action = say("Approve and sign") if approval else say("Sign the check")
        box = SecretBox(say, title, action, person_id=person, key="Alt+A")
        box.person.line.setReadOnly(True)
        box.person.line.setObjectName("signoff.person")
        box.secret.setObjectName("signoff.secret")
        box.button.setObjectName("signoff.sign_button")
        box.button.setEnabled(False)
        box.given.connect(self.given)
        self._hint.setText(say("Read the record to its end: then it can be signed."))
        return box

    def _make_add(self) -> PrimaryButton:
        say, added = self._say, self._opened.added
        words = say("Add to this signing, read the next")
        button = PrimaryButton(words, "Alt+D")
        button.setObjectName("signoff.add_button")
        button.setEnabled(False)
        button.clicked.connect(self.added)
        several = say.many(
            "{count} record read and added until now.",
            "{count} records read and added until now.",
            added,
        )
        self._added = Text(several if added else "", "small")
        self._added.setVisible(bool(added))
        return button

    def _lay_out(self) -> None:
        space = THEME.space
        rows = QVBoxLayout(self)
        rows.setContentsMargins(space.wide, space.near, space.wide, space.near)
        rows.setSpacing(space.close)
        rows.addLayout(self._make_heading())
        columns = Columns()
        card = Card()
        card.body.setContentsMargins(space.close, space.close, space.close, space.close)
        card.body.addWidget(self.text)
        columns.add(card, 1, high=380)
        columns.add(self._make_side(), width=_SIDE, high=360)
        rows.addLayout(columns, 1)

    def _make_heading(self) -> QHBoxLayout:
        say, line = self._say, self._opened.line
        row = QHBoxLayout()
        row.setSpacing(THEME.space.wide)
        who = QVBoxLayout()
        who.setSpacing(0)
        name = "  ".join(part for part in (line.name, line.other_name) if part)
        who.addWidget(Text(breakable(name), "heading"))
        who.addWidget(Text(f"{line.born} · {line.subject}", "small"))
        row.addLayout(who, 1)
        what = QVBoxLayout()
        what.setSpacing(0)
        what.addWidget(Text(" · ".join(filter(None, (line.what, line.amount))), "strong"))
        what.addWidget(Text(say("{when} · waiting {age}", when=line.when, age=line.age), "small"))
        if line.due:
            tone = "stop" if line.late else ""
            what.addWidget(Text(_due_words(say, line), "bold" if line.late else "small", tone=tone))
        row.addLayout(what, 1)
        self._back = QuietButton(say("Back to the list"), "Esc", bedside=True)
        self._back.setObjectName("signoff.back_button")
        self._back.clicked.connect(self.back_wanted)
        row.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _make_side(self) -> QWidget:
        say, opened = self._say, self._opened
        side = QWidget()
        rows = QVBoxLayout(side)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.close)
        rows.addWidget(self._make_told(), 1)
        rows.addWidget(self._note)
        if opened.why_not:
            rows.addWidget(Text(opened.why_not, "bold"))
        rows.addWidget(self._hint)
        if self.box is not None:
            rows.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
            rows.addWidget(self._added)
            rows.addWidget(self.box)
        side.setAccessibleName(say("Signatures"))
        return side

    def _make_told(self) -> QScrollArea:
        """Return who signed, what came since and what was refused; it scrolls in a low window."""
        inner = QWidget()
        inner.setObjectName("scrolled")
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, THEME.space.tight, 0)
        rows.setSpacing(THEME.space.close)
        rows.addWidget(self._alerts)
        rows.addWidget(self._make_signed())
        if self._opened.since:
            rows.addWidget(self._make_since())
        rows.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(self._say("Signatures"))
        return area

    def _make_query(self) -> QuietButton:
        button = QuietButton(self._say("Query back…"), "Alt+Q")
        button.setObjectName("signoff.query_button")
        button.clicked.connect(self.query_wanted)
        return button

    def _make_since(self) -> Card:
        card = Card(self._say("Since it was signed at the bedside"))
        card.setObjectName("signoff.since")
        for sentence in self._opened.since:
            card.body.addWidget(Text(sentence))
        return card

    def _make_signed(self) -> Card:
        say, opened = self._say, self._opened
        card = Card(say("Signatures until now"))
        for sentence in opened.signed:
            card.body.addWidget(Text(sentence))
        if opened.line.flags:
            flags = FlowLayout(gap=6)
            for flag in opened.line.flags:
                flags.addWidget(Badge(say.term(flag), FLAG))
            card.body.addLayout(flags)
        acts = FlowLayout(gap=6, line_gap=6)
        if opened.has_paper:
            paper = QuietButton(say("Open the paper"), "Alt+O")
            paper.setObjectName("signoff.paper_button")
            paper.clicked.connect(self.paper_wanted)
            acts.addWidget(paper)
        acts.addWidget(self._make_query())
        card.body.addLayout(acts)
        return card


def _due_words(say: Words, line: InboxLine) -> str:
    return say("Deviation: {what}", what=line.due) if line.late else line.due


def noted(say: Words, line: InboxLine) -> tuple[tuple[str, Look], ...]:
    """Return what to note of a record as badges; a deviation comes first."""
    late = ((say("Deviation"), LATE),) if line.late else ()
    return (*late, *((say.term(flag), FLAG) for flag in line.flags))
