"""The response panel: the list over time, the form, the text that is signed, a void."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.opened_papers import OpenedPapers
from ltm_desktop.ui.panels.response.fields import TOPIC
from ltm_desktop.ui.panels.response.form import ResponseForm
from ltm_desktop.ui.panels.response.listing import heads
from ltm_desktop.ui.panels.response.shown import CheckShown, FormShown, Line, ListShown, Option
from ltm_desktop.ui.panels.response.typed import Fields
from ltm_desktop.ui.panels.response.void import VoidPage
from ltm_desktop.ui.sign_page import SignPage
from ltm_desktop.ui.signing_steps import Asked
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.facts_table import FactsTable
from ltm_desktop.ui.widgets.saved_line import SavedLine
from ltm_desktop.ui.widgets.text import Text

_WIDEST_SECRET = 420
_MRI = 4
"""The column with the longest words: they wrap there."""


class ListPage(Card):
    """Every assessment, newest first, and what follows from them."""

    begin_wanted = Signal()
    correct_wanted = Signal(str)
    void_wanted = Signal(str)
    open_wanted = Signal(str)
    paper_wanted = Signal(str)

    def __init__(self, say: Words) -> None:
        super().__init__(say("Response over time"))
        self._say = say
        self._lines: Sequence[Line] = ()
        self.alerts = AlertList(say)
        self.saved = SavedLine(say)
        self._summary = Text("", "bold")
        self._summary.setObjectName(f"{TOPIC}.summary")
        self._table = FactsTable(
            f"{TOPIC}.assessments", say("Assessments"), heads(say), wide=(_MRI,)
        )
        self._table.itemSelectionChanged.connect(self._chosen)
        self._empty = QVBoxLayout()
        self.body.addWidget(self.alerts)
        self.body.addWidget(self._summary)
        self.body.addWidget(self._table, 1)
        self.body.addLayout(self._empty)
        self.body.addStretch(0)
        self._explained = Text(
            say(
                "A change with a sign is calculated, against the baseline and the best before; "
                "improved, stable and worse are the assessor's words."
            ),
            "small",
        )
        self.body.addWidget(self._explained)
        self._notice = Text("", "bold")
        self._notice.setObjectName(f"{TOPIC}.notice")
        self._notice.hide()
        self.body.addWidget(self._notice)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(THEME.space.close)
        self.begin_button = self._button("begin", say("New assessment"), "Alt+N", primary=True)
        self._correct = self._button("correct", say("Correct…"), "Alt+K")
        self._void = self._button("void", say("Void…"), "Alt+V")
        self._open = self._button("open", say("Open in Record"), "Alt+O")
        self.begin_button.clicked.connect(self.begin_wanted)
        self._correct.clicked.connect(lambda: self.correct_wanted.emit(self._record()))
        self._void.clicked.connect(lambda: self.void_wanted.emit(self._record()))
        self._open.clicked.connect(lambda: self.open_wanted.emit(self._record()))
        self._paper = self._button("paper", say("Print"), "Alt+P")
        self._paper.setAccessibleName(say("Open the signed paper to print it"))
        self._paper.clicked.connect(lambda: self.paper_wanted.emit(self._record()))
        for button in (self._open, self._paper, self._correct, self._void):
            self._foot.addWidget(button)
        self._foot.addWidget(self.saved, 1)
        self._foot.addWidget(self.begin_button)
        self.body.addLayout(self._foot)
        self.setFocusProxy(self.begin_button)

    def show_list(self, shown: ListShown) -> None:
        """Show the assessments; the row that was chosen stays chosen."""
        kept = self._record()
        self._lines = shown.lines
        self._summary.setText("\n".join(shown.summary))
        self._summary.setVisible(bool(shown.summary))
        self._explained.setVisible(bool(shown.lines))
        self._table.show_rows([one.cells for one in shown.lines])
        for row, one in enumerate(shown.lines):
            if one.record == kept:
                self._table.selectRow(row)
        self._show_empty(shown)
        self.begin_button.setVisible(shown.may_assess and shown.ready)
        for button in (self._open, self._paper, self._correct, self._void):
            button.setVisible(bool(shown.lines))
        self._chosen()

    def show_opened(self, *, opened: bool) -> None:
        """Say where no program could open a paper."""
        self._notice.setText(self._say("No program on this computer opens PDF files."))
        self._notice.setVisible(not opened)

    def _show_empty(self, shown: ListShown) -> None:
        while (item := self._empty.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if shown.lines:
            return
        say = self._say
        if not shown.ready:
            text = say("No signed configuration says how response is assessed here.")
            step = say("Ask the principal investigator to sign it under Site, Configuration.")
        else:
            text = say("No response has been assessed yet.")
            step = (
                say("Begin with the baseline: press New assessment.")
                if shown.may_assess
                else say("A physician enters the baseline here.")
            )
        self._empty.addWidget(EmptyState(text, step))

    def _record(self) -> str:
        rows = self._table.selectionModel().selectedRows()
        row = rows[0].row() if rows else -1
        return self._lines[row].record if 0 <= row < len(self._lines) else ""

    def _chosen(self) -> None:
        record = self._record()
        line = next((one for one in self._lines if one.record == record), None)
        self._open.setEnabled(line is not None)
        self._paper.setEnabled(line is not None and line.has_paper)
        self._correct.setEnabled(line is not None and line.may_correct)
        self._void.setEnabled(line is not None and line.may_void)

    def _button(
        self, name: str, words: str, key: str, *, primary: bool = False
    ) -> PrimaryButton | QuietButton:
        button = PrimaryButton(words, key) if primary else QuietButton(words, key, bedside=True)
        button.setObjectName(f"{TOPIC}.{name}")
        return button


class ResponseView(QStackedWidget):
    """One page at a time: list, form, signature or void."""

    changed = Signal(dict)
    draft_due = Signal()
    review_wanted = Signal()
    clear_wanted = Signal()
    signed = Signal(dict)
    back_wanted = Signal()
    void_wanted = Signal(str, str, str)

    def __init__(self, say: Words, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._say = say
        self._now = now
        self.form: ResponseForm | None = None
        self.void_page: VoidPage | None = None
        self._papers = OpenedPapers(self)
        self.list = ListPage(say)
        self.sign_page = SignPage(
            say, TOPIC, action=say("Sign"), key="Alt+R", widest=_WIDEST_SECRET
        )
        self._signing = Card()
        self._signing.body.addWidget(self.sign_page)
        self._signing.setFocusProxy(self.sign_page)
        self._before_signing: QWidget = self.list
        self.addWidget(self.list)
        self.addWidget(self._signing)
        self.sign_page.signed.connect(self.signed)
        self.sign_page.back.connect(self._back)
        self.setFocusProxy(self.list)

    def show_list(self, shown: ListShown) -> None:
        """Show the assessments over time and what follows from them."""
        self.list.show_list(shown)

    def show_form(self, shown: FormShown, fields: Fields) -> None:
        """Open the form with what was typed before."""
        self._drop(self.form)
        form = ResponseForm(self._say, self._now, shown)
        self.form = form
        form.changed.connect(self.changed)
        form.draft_due.connect(self.draft_due)
        form.review_wanted.connect(self.review_wanted)
        form.clear_wanted.connect(self._clear)
        form.left.connect(self._leave)
        self.addWidget(form)
        form.fill(fields)
        self._turn_to(form)

    def show_check(self, shown: CheckShown) -> None:
        """Show how far the form has come."""
        if self.form is not None:
            self.form.show_check(shown)

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show everything that stands against the act, beside its form."""
        page = self.currentWidget()
        if page is self._signing:
            page = self._before_signing
            self._turn_to(page)
        holder = page if isinstance(page, ResponseForm | VoidPage) else self.list
        holder.alerts.show_alerts(alerts)

    def show_draft(self, at: datetime) -> None:
        """Say that the form is kept as a draft."""
        if self.form is not None:
            self.form.saved.show_draft(at)

    def show_saved(self, at: datetime) -> None:
        """Say that the record is on disk, and leave the form."""
        if self._before_signing is self.form:
            self._end_form()
        self._drop(self.void_page)
        self.void_page = None
        self.list.saved.show_saved(at)
        self._turn_to(self.list)

    def show_void(self, what: str, reasons: Sequence[Option], people: Sequence[Option]) -> None:
        """Ask why an assessment is taken back and who looked as well."""
        self._drop(self.void_page)
        page = VoidPage(self._say, what, reasons, people)
        self.void_page = page
        page.void_wanted.connect(self.void_wanted)
        page.left.connect(self._leave)
        self.addWidget(page)
        self._turn_to(page)

    def show_paper(self, pdf: bytes, name: str) -> None:
        """Open a paper in the system's viewer, or say that nothing opens it."""
        self.list.show_opened(opened=self._papers.show(pdf, name))

    def show_statement(self, text: str, asked: tuple[Asked, ...]) -> None:
        """Show the very text that is signed and ask each person's secret."""
        self._before_signing = self.currentWidget() or self.list
        self._turn_to(self._signing)
        self.sign_page.ask(text, asked)

    def show_wrong_secret(self, person: str, sentence: str) -> None:
        """Say beside one person's secret why it was refused."""
        self.sign_page.show_wrong_secret(person, sentence)

    def show_busy(self, *, busy: bool) -> None:
        """Hold still while it is signed and stored."""
        self.sign_page.hold_still(busy=busy)

    def _turn_to(self, page: QWidget) -> None:
        self.setCurrentWidget(page)
        self.setFocusProxy(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        self.list.saved.clear()
        self._turn_to(self.list)

    def _clear(self) -> None:
        self._end_form()
        self._turn_to(self.list)
        self.clear_wanted.emit()

    def _end_form(self) -> None:
        if self.form is not None:
            self.form.stop()
        self._drop(self.form)
        self.form = None

    def _back(self) -> None:
        self._turn_to(self._before_signing)
        self.back_wanted.emit()

    def _drop(self, page: QWidget | None) -> None:
        if page is not None:
            self.removeWidget(page)
            page.hide()
            page.deleteLater()
