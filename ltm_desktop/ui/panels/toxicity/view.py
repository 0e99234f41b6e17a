"""The toxicity panel: the list at the left; beside it one event, one form, or what to do next."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.toxicity.form_grade import EndForm, GradeForm
from ltm_desktop.ui.panels.toxicity.form_judge import JudgeForm
from ltm_desktop.ui.panels.toxicity.form_page import FormPage
from ltm_desktop.ui.panels.toxicity.form_reason import ReasonForm
from ltm_desktop.ui.panels.toxicity.form_report import ReportForm
from ltm_desktop.ui.panels.toxicity.list_page import ListPage
from ltm_desktop.ui.panels.toxicity.shown import (
    EventTold,
    GradeAsked,
    JudgeAsked,
    ListShown,
    ReasonAsked,
    ReportAsked,
    TermShown,
)
from ltm_desktop.ui.panels.toxicity.told_page import ToldPage
from ltm_desktop.ui.panels.toxicity.typed import TypedJudgement, TypedReport
from ltm_desktop.ui.sign_page import SignPage
from ltm_desktop.ui.signing_steps import Asked
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.columns import Columns
from ltm_desktop.ui.widgets.reading_order import move_focus
from ltm_desktop.ui.widgets.saved_line import SavedLine

_SIDE_LEAST, _SIDE_MOST = 520, 720
_WHERE: Mapping[type[QWidget], Qt.AlignmentFlag] = {EmptyState: Qt.AlignmentFlag.AlignTop}
_DRAFT_AFTER = 700
"""Milliseconds; a draft is kept within a second of the last key."""


class ToxicityView(QWidget):
    """Place what the presenter shows and hand on what the person wants."""

    event_chosen = Signal(str)
    filter_chosen = Signal(str)
    report_wanted = Signal()
    confirm_wanted = Signal(str)
    dismiss_wanted = Signal(str)
    act_wanted = Signal(str)
    searched = Signal(str)
    term_wanted = Signal(str)
    typed_in = Signal(object)
    draft_due = Signal()
    sent = Signal(object, object)
    form_left = Signal()
    signed = Signal(str)
    sign_left = Signal()

    def __init__(self, say: Words, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("toxicity.panel")
        self.setAccessibleName(say("Toxicity"))
        # Kept here: a signal holds on to what it calls only weakly.
        self.presenter: object = None
        self._say = say
        self._now = now
        self._page: QWidget | None = None
        self._form: FormPage | None = None
        self._hint = ""
        self._signer = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DRAFT_AFTER)
        self._timer.timeout.connect(self.draft_due)
        self.list = ListPage(say)
        self.saved = SavedLine(say)
        self._side = Card()
        self._place = QVBoxLayout()
        self._side.body.addLayout(self._place, 1)
        self._side.body.addWidget(self.saved)
        columns = Columns(self)
        columns.setSpacing(THEME.space.close)
        columns.add(self.list, 5, high=360)
        columns.add(self._side, 4, least=_SIDE_LEAST, most=_SIDE_MOST, high=420)
        self._connect()
        self.setFocusProxy(self.list.report_button)

    def show_list(self, shown: ListShown, chosen: str) -> None:
        """Show everything of the patient; an open form is not touched."""
        self.list.show_list(shown, chosen)
        if self._page is None:
            self.show_hint()

    def show_hint(self) -> None:
        """Say what stands here once something is chosen."""
        say = self._say
        hint = EmptyState(
            say("Nothing is chosen."),
            say("Choose a toxicity at the left to see it whole, or report a new one."),
            alone=True,
        )
        hint.setObjectName("toxicity.hint")
        self._put(hint, None)
        self._page = None

    def show_told(self, told: EventTold) -> None:
        """Show one event whole."""
        page = ToldPage(self._say, told)
        page.act_wanted.connect(self.act_wanted)
        page.left.connect(self.form_left)
        self._put(page, None)
        self.list.mark(told.key)

    def show_report(self, asked: ReportAsked, typed: TypedReport, term: TermShown | None) -> None:
        """Show the form of a report or of its correction."""
        form = ReportForm(self._say, asked, self._now)
        form.term.searched.connect(self.searched)
        form.term.chosen.connect(self.term_wanted)
        form.fill(typed, term)
        self._put_form(form)

    def show_hits(self, hits: Sequence[TermShown]) -> None:
        """Offer the terms that what was typed may mean."""
        if isinstance(self._form, ReportForm):
            self._form.term.show_hits(hits)

    def show_term(self, term: TermShown | None) -> None:
        """Show the chosen term with its grades."""
        if isinstance(self._form, ReportForm):
            self._form.choose_term(term)

    def show_grade(self, asked: GradeAsked) -> None:
        """Ask for a new grade."""
        self._put_form(GradeForm(self._say, asked, self._now))

    def show_end(self, asked: GradeAsked) -> None:
        """Ask for the outcome."""
        self._put_form(EndForm(self._say, asked, self._now))

    def show_judge(self, asked: JudgeAsked, typed: TypedJudgement) -> None:
        """Ask for a judgement."""
        form = JudgeForm(self._say, asked)
        form.fill(typed)
        self._put_form(form)

    def show_reason(self, asked: ReasonAsked) -> None:
        """Ask why."""
        self._put_form(ReasonForm(self._say, asked, self._now))

    def show_statement(self, text: str, asked: Asked) -> None:
        """Show the very text that is signed, and ask for the secret."""
        say = self._say
        page = SignPage(say, "toxicity", action=say("Sign and record"), key="Alt+S")
        page.signed.connect(self._sign)
        page.back.connect(self.sign_left)
        page.ask(text, (asked,))
        self._signer = asked.person
        self._put(page, self._form, keep=True)

    def _sign(self, secrets: Mapping[str, str]) -> None:
        self.signed.emit(secrets[self._signer])

    def show_form_again(self) -> None:
        """Go back from the text to the form with everything chosen in it."""
        if self._form is not None:
            self._put(self._form, self._form)

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that was refused beside the form; everything typed stays."""
        if self._form is not None:
            if self._page is not self._form:
                self.show_form_again()
            self._form.show_alerts(alerts)

    def show_wrong_secret(self, sentence: str) -> None:
        """Say why a secret was refused."""
        if isinstance(self._page, SignPage):
            self._page.show_wrong_secret(self._signer, sentence)

    def show_busy(self, *, busy: bool) -> None:
        """Hold still while it is signed and stored."""
        if isinstance(self._page, FormPage | SignPage):
            self._page.hold_still(busy=busy)

    def show_draft(self, at: datetime) -> None:
        """Say that the form is kept as a draft."""
        self.saved.show_draft(at)

    def show_saved(self, at: datetime) -> None:
        """Say that it stands on this computer."""
        self._timer.stop()
        self.saved.show_saved(at)

    def forget_saved(self) -> None:
        """Say nothing about a record or a draft any more."""
        self._timer.stop()
        self.saved.clear()

    def focusNextPrevChild(self, following: bool) -> bool:
        """Follow the order in which one reads, also through fields that appear."""
        return move_focus(self, forward=following) or super().focusNextPrevChild(following)

    def event(self, event: QEvent) -> bool:
        """Keep what was typed before the panel goes out of sight."""
        if event.type() == QEvent.Type.Hide and self._timer.isActive():
            self._timer.stop()
            self.draft_due.emit()
        return super().event(event)

    def _connect(self) -> None:
        self.list.chosen.connect(self.event_chosen)
        self.list.filtered.connect(self.filter_chosen)
        self.list.report_wanted.connect(self.report_wanted)
        self.list.confirm_wanted.connect(self.confirm_wanted)
        self.list.dismiss_wanted.connect(self.dismiss_wanted)

    def _put_form(self, form: FormPage) -> None:
        form.sent.connect(self.sent)
        form.left.connect(self.form_left)
        form.typed_in.connect(self._typed)
        self.saved.clear()
        self._put(form, form)
        form.setFocus()

    def _typed(self, typed: object) -> None:
        self.typed_in.emit(typed)
        self._timer.start()

    def _put(self, page: QWidget, form: FormPage | None, *, keep: bool = False) -> None:
        """Show a page in the place of the other; a form behind a text to sign is kept."""
        stood = self._stands_here()
        while (item := self._place.takeAt(0)) is not None:
            old = item.widget()
            if old is not None and old is not page:
                old.hide()
                if old is not self._form or not keep:
                    old.deleteLater()
        if self._form is not None and self._form is not form:
            self._form.hide()
            self._form.deleteLater()
        self._form = form
        self._page = page
        self._place.addWidget(page, 0, _WHERE.get(type(page), Qt.AlignmentFlag(0)))
        page.show()
        if page.focusProxy() is not None:
            page.setFocus()
        elif stood and isinstance(page, ToldPage) and page.first_act is not None:
            page.first_act.setFocus()

    def _stands_here(self) -> bool:
        """Tell whether the keyboard stands in what is about to go, or nowhere at all."""
        focused: QWidget | None = self.window().focusWidget()
        if not self.isVisible():
            return False
        return focused is None or self._side.isAncestorOf(focused)
