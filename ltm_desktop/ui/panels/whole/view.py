"""The page on screen: the check at the left, papers below it, the register at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.whole import Answer, KeptHead
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.whole.form import LONGEST_HEAD, RegisterForm, show_answer
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.columns import Columns
from ltm_desktop.ui.widgets.labelled_field import NameEdit
from ltm_desktop.ui.widgets.text import Line, Text
from ltm_desktop.ui.widgets.work_line import WorkLine

_LISTED = 6
"""Heads of the register that are shown; the form stays in sight below them."""


class WholeView(QWidget):
    """Show the page; signals carry what a person wants of it."""

    check_wanted = Signal()
    stop_wanted = Signal()
    ticked = Signal()
    head_typed = Signal(str)
    file_wanted = Signal()
    """A PDF is to be chosen."""
    file_given = Signal(str)
    """The path of a PDF that was dropped here."""
    preview_wanted = Signal(str, str, str)
    newest_wanted = Signal()
    secret_given = Signal(str)
    recorded = Signal(object)
    asked_again = Signal()
    """The page came into sight, or something was recorded."""

    def __init__(self, say: Words) -> None:
        super().__init__()
        # Kept here: a signal holds on to what it calls only weakly.
        self.presenter: object = None
        self._say = say
        self._watched: QObject | None = None
        self.setAcceptDrops(True)
        self.form = RegisterForm(say)
        self.form.preview_wanted.connect(self.preview_wanted)
        self.form.newest_wanted.connect(self.newest_wanted)
        self.form.secret_given.connect(self.secret_given)
        columns = Columns(self)
        space = THEME.space
        columns.setContentsMargins(space.wide, space.close, space.wide, space.near)
        self._checks = _scrolled(self._make_check(), self._make_paper())
        self._kept_outside = _scrolled(self._make_register(), self.form)
        for area in (self._checks, self._kept_outside):
            area.setAccessibleName(self._say("This page; arrow keys scroll it"))
        columns.add(self._checks, 5, high=380)
        columns.add(self._kept_outside, 4, high=420)
        self.form.grown.connect(lambda: self._bring(self._kept_outside, self.form))
        self.show_checking("", 0, 0)
        self.show_register((), "")
        self.setFocusProxy(self._start)

    def show_checking(self, words: str, done: int, total: int) -> None:
        """Say how far the check is; no words when none is under way."""
        self._work.show_work(words, done=done, total=total, may_stop=True)
        self._start.setEnabled(not words)

    def show_record(self, answer: Answer | None) -> None:
        """Show what the check found; nothing takes an older answer away."""
        show_answer(self._of_record, self._say, answer)

    def show_asking(self, asking: bool) -> None:
        """Hold the fields of a paper still while it is looked at."""
        self._paper_fields.setEnabled(not asking)

    def show_paper(self, answer: Answer | None) -> None:
        """Show what became of a head or a PDF."""
        show_answer(self._of_paper, self._say, answer)
        if answer is not None:
            self._bring(self._checks, self._paper)

    def show_scanned(self, text: str) -> None:
        """Show what a scanner read."""
        self._head.set_value(text)

    def show_register(self, kept: Sequence[KeptHead], fresh: str) -> None:
        """List the heads kept outside, and how fresh they are."""
        say = self._say
        self._fresh.setText(fresh)
        while (item := self._kept.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for one in kept[:_LISTED]:
            self._kept.addWidget(_kept(one, say))
        if more := len(kept[_LISTED:]):
            words = say.many(
                "{count} older one stands in the audit trail.",
                "{count} older ones stand in the audit trail.",
                more,
            )
            self._kept.addWidget(Text(words, "small"))
        if not kept:
            step = say("Give a printed paper to the monitor, or file it, and enter it here.")
            self._kept.addWidget(EmptyState(say("No head is entered yet."), step))

    def show_head(self, text: str) -> None:
        """Fill the form's head in."""
        self.form.show_head(text)

    def show_unfound(self, answer: Answer | None) -> None:
        """Show why a head cannot be entered."""
        self.form.show_answer(answer)

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that was refused, together."""
        self.form.show_alerts(alerts)

    def show_preview(self, text: str) -> None:
        """Show the exact text that will be signed and ask for the secret."""
        self.form.show_preview(text)

    def show_busy(self, busy: bool) -> None:
        """Hold the form still while it is signed and stored."""
        self.form.setEnabled(not busy)

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands."""
        self.form.show_recorded(recorded)
        self.recorded.emit(recorded)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the register anew, and hear when the window wants to close."""
        super().showEvent(event)
        if self._watched is None:
            self._watched = self.window()
            self._watched.installEventFilter(self)
        self.asked_again.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """End the check when the window closes: it waits for nothing that only reads."""
        if event.type() == QEvent.Type.Close and watched is self._watched:
            self.stop_wanted.emit()
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file."""
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at the file that was dropped."""
        self.file_given.emit(event.mimeData().urls()[0].toLocalFile())
        event.acceptProposedAction()

    def ask_again(self) -> None:
        """Ask for the register anew, where anybody sees it."""
        if self.isVisible():
            self.asked_again.emit()

    def _make_check(self) -> QWidget:
        say = self._say
        card = Card(say("Is this record whole?"))
        why = say(
            "Every entry is signed and fastened to the one before it, so that nobody can change, "
            "remove or slip in an entry unseen. Where entries were cut off, an older copy was put "
            "back, or somebody with the site's authority told everything anew, your own key "
            "remembers what you saw last. Only where the whole folder was put back could nothing "
            "be seen here: a head kept outside, on paper or with somebody else, shows that too."
        )
        card.body.addWidget(Text(why, "small"))
        row = QHBoxLayout()
        self._start = PrimaryButton(say("Check the whole record now"), "Alt+K")
        self._start.setObjectName("whole.check_button")
        self._start.clicked.connect(self.check_wanted)
        row.addWidget(self._start)
        row.addStretch(1)
        card.body.addLayout(row)
        safe = say("Nothing is changed by it; recording goes on meanwhile.")
        self._work = WorkLine(say, "whole.working", safe=safe, stop_key="Alt+S")
        self._work.stop_wanted.connect(self.stop_wanted)
        self._work.ticked.connect(self.ticked)
        card.body.addWidget(self._work)
        self._of_record = QVBoxLayout()
        card.body.addLayout(self._of_record)
        return card

    def _make_paper(self) -> QWidget:
        say = self._say
        card = self._paper = Card(say("A paper in your hand"))
        self._paper_fields = QWidget()
        rows = QVBoxLayout(self._paper_fields)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.close)
        self._head = NameEdit(
            say,
            say("Entry and digits at the foot of the paper"),
            longest=LONGEST_HEAD,
            help_text=say(
                "Type the number of the entry and at least the first 16 digits, or scan the code. "
                "Blanks do not matter."
            ),
        )
        self._head.line.setObjectName("whole.head")
        self._head.line.returnPressed.connect(self._want_head)
        compare = QuietButton(say("Compare with this record"), "Alt+C", bedside=True)
        compare.setObjectName("whole.compare_button")
        compare.clicked.connect(self._want_head)
        choose = QuietButton(say("Choose a PDF…"), "Alt+P", bedside=True)
        choose.setObjectName("whole.file_button")
        choose.clicked.connect(self.file_wanted)
        row = QHBoxLayout()
        row.setSpacing(THEME.space.close)
        row.addWidget(compare)
        row.addWidget(choose)
        row.addWidget(Text(say("or drop it on this page"), "small"), 1)
        rows.addWidget(self._head)
        rows.addLayout(row)
        card.body.addWidget(self._paper_fields)
        self._of_paper = QVBoxLayout()
        card.body.addLayout(self._of_paper)
        return card

    def _make_register(self) -> QWidget:
        card = Card(self._say("Heads kept outside"))
        what = self._say(
            "A head is the number of an entry with 64 digits that stand for everything up to it. "
            "It is printed at the foot of every paper."
        )
        card.body.addWidget(Text(what, "small"))
        self._fresh = Text("", "bold")
        self._fresh.setObjectName("whole.fresh")
        card.body.addWidget(self._fresh)
        self._kept = QVBoxLayout()
        self._kept.setSpacing(THEME.space.tight)
        card.body.addLayout(self._kept)
        return card

    def _bring(self, area: QScrollArea, card: QWidget) -> None:
        """Bring the foot of a card into sight, once it has its new height."""

        def bring() -> None:
            inner = area.widget()
            if inner is not None:
                foot = card.mapTo(inner, card.rect().bottomLeft())
                area.ensureVisible(foot.x(), foot.y(), 0, THEME.space.near)

        QTimer.singleShot(0, self, bring)

    def _want_head(self) -> None:
        if not self._head.value():
            self._head.show_required()
            return
        self.head_typed.emit(self._head.value())


def _kept(one: KeptHead, say: Words) -> QWidget:
    holder = QWidget()
    rows = QVBoxLayout(holder)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(THEME.space.hair)
    rows.addWidget(Line())
    head = say("Entry {seq}: {digits} …", seq=one.seq, digits=one.digits)
    rows.addWidget(Text(head, "bold"))
    where = say("{place}: {note}", place=one.place, note=one.note) if one.note else one.place
    rows.addWidget(Text(where))
    rows.addWidget(Text(say("{name}, {when}", name=one.by, when=one.when), "small"))
    return holder


def _scrolled(*cards: QWidget) -> QScrollArea:
    inner = QWidget()
    inner.setObjectName("scrolled")
    rows = QVBoxLayout(inner)
    rows.setContentsMargins(0, 0, THEME.space.close, 0)
    rows.setSpacing(THEME.space.near)
    for card in cards:
        rows.addWidget(card)
    rows.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    return area
