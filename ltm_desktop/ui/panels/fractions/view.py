"""The fractions panel: the course on the left, the form of the moment beside it on the right."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.options import Option
from ltm_desktop.ui.panels.fractions.course_page import CoursePage, empty
from ltm_desktop.ui.panels.fractions.empty import EmptyShown
from ltm_desktop.ui.panels.fractions.form_session import SessionForm
from ltm_desktop.ui.panels.fractions.form_sign import SignForm
from ltm_desktop.ui.panels.fractions.offering import Choices, FormShown, SameDay
from ltm_desktop.ui.panels.fractions.shown import CourseShown
from ltm_desktop.ui.panels.fractions.typed import TypedSession
from ltm_desktop.ui.signing_steps import Asked
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.columns import Columns
from ltm_desktop.ui.widgets.reading_order import move_focus
from ltm_desktop.ui.widgets.text import Text

FORM_WIDTH = 480
_DRAFT_AFTER = 700
"""Milliseconds; a draft is kept within a second of the last key."""


class FractionsView(QWidget):
    """Place what the presenter shows and hand on what the person wants."""

    draft_due = Signal()
    changed = Signal(object)
    day_changed = Signal()
    review_wanted = Signal()
    planned_wanted = Signal()
    second_chosen = Signal(str)
    clear_wanted = Signal()
    another_wanted = Signal()
    signed = Signal(dict)
    back_wanted = Signal()
    line_chosen = Signal(object)

    def __init__(self, say: Words, now: Callable[[], datetime], choices: Choices) -> None:
        super().__init__()
        self.setObjectName("fractions.panel")
        self.setAccessibleName(say("Fractions"))
        self._say = say
        self._draft_timer = QTimer(self)
        self._draft_timer.setSingleShot(True)
        self._draft_timer.setInterval(_DRAFT_AFTER)
        self._draft_timer.timeout.connect(self.draft_due)
        self.form = SessionForm(say, now, choices)
        self.sign_form = SignForm(say, say("Sign and record"), "Alt+R", topic="fractions")
        self.course = CoursePage(say)
        columns = Columns(self)
        columns.setSpacing(THEME.space.close)
        columns.add(self._make_left(), 1, high=440)
        columns.add(self._make_side(), width=FORM_WIDTH, high=480)
        self.setFocusProxy(self.form.lead())
        self._connect()

    def show_course(self, course: CourseShown) -> None:
        """Show heading, figures, plot and tables."""
        self.course.show_course(course)
        self._left.setCurrentWidget(self.course)

    def show_empty(self, empty_shown: EmptyShown) -> None:
        """Say calmly that there is no course."""
        empty(self._nothing)
        state = EmptyState(empty_shown.text, empty_shown.next_step)
        state.setObjectName("fractions.empty")
        self._nothing.addWidget(state)
        for line in empty_shown.told:
            self._nothing.addWidget(Text(line))
        self._left.setCurrentWidget(self._empty_page)

    def show_form(self, form: FormShown, typed: TypedSession) -> None:
        """Show the form of one session with what was typed before."""
        self.form.fill(form, typed)
        self.setFocusProxy(self.form.lead())
        self.show_beside(self.form)

    def show_offer(self, form: FormShown) -> None:
        """Show which fraction the form tells and what it offers; what is typed stays."""
        self.form.offer(form)

    def hide_form(self, *, may_tell: bool) -> None:
        """Put the form away; what really happened can still be told by those who may."""
        self.another_button.setVisible(may_tell)
        self._side.setCurrentWidget(self._rest)
        self._side_card.setVisible(may_tell)

    def show_beside(self, page: QWidget) -> None:
        """Show a form beside the course, in the place of the session form."""
        if self._side.indexOf(page) < 0:
            self._side.addWidget(page)
        self._side.setCurrentWidget(page)
        self._side_card.show()

    def show_alerts(self, alerts: tuple[Alert, ...], *, tellable: bool) -> None:
        """Show all alerts beside the form; ask for the incident where it may be told."""
        self.sign_form.forget_second()
        self._side.setCurrentWidget(self.form)
        self.form.show_alerts(alerts, tellable=tellable)

    def show_missing(self) -> None:
        """Say at each field what is still missing."""
        self.form.show_missing()

    def show_same_day(self, told: SameDay) -> None:
        """Show the intrathecal doses of the session's day."""
        self.form.show_same_day(told)

    def ask_second(self, text: str, people: Sequence[Option]) -> None:
        """Show what would be signed and ask who the second operator was."""
        self._side.setCurrentWidget(self.sign_form)
        self.sign_form.ask_second(text, people)

    def show_second(self, person: str) -> None:
        """Show in the form, too, who the second operator was."""
        self.form.fields.second.set_value(person)

    def show_statement(self, text: str, asked: tuple[Asked, ...]) -> None:
        """Show the very text that is signed and ask each person's secret."""
        self._side.setCurrentWidget(self.sign_form)
        self.sign_form.ask(text, asked)

    def show_wrong_secret(self, person: str, sentence: str) -> None:
        """Say beside one person's secret why it was refused."""
        self.sign_form.show_wrong_secret(person, sentence)

    def show_busy(self, *, busy: bool) -> None:
        """Hold still while it is signed and stored."""
        self.sign_form.hold_still(busy=busy)

    def show_draft(self, at: datetime) -> None:
        """Say that the form is kept as a draft."""
        self.form.saved.show_draft(at)

    def show_saved(self, at: datetime) -> None:
        """Say that the record is on disk, and leave the signing step."""
        self._draft_timer.stop()
        self.form.plain()
        self.sign_form.forget_second()
        self.form.saved.show_saved(at)
        self._side.setCurrentWidget(self.form)

    def forget_saved(self) -> None:
        """Say nothing about a record or draft any more: the form begins anew."""
        self._draft_timer.stop()
        self.form.plain()
        self.form.saved.clear()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab follow the order in which the panel is read, through fields made anew too."""
        return move_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def _make_left(self) -> QWidget:
        self._left = QStackedWidget()
        self._left.addWidget(self.course)
        self._empty_page = Card(self._say("Radiotherapy"))
        self._nothing = QVBoxLayout()
        self._empty_page.body.addLayout(self._nothing)
        self._empty_page.body.addStretch(1)
        self._left.addWidget(self._empty_page)
        return self._left

    def _make_side(self) -> QWidget:
        self._side_card = Card()
        self._side = QStackedWidget()
        self._rest = QWidget()
        rows = QVBoxLayout(self._rest)
        rows.setContentsMargins(0, 0, 0, 0)
        say = self._say
        rows.addWidget(Text(say("No fraction is waiting to be told."), "muted"))
        self.another_button = QuietButton(say("Tell a session outside the plan"), bedside=True)
        self.another_button.setObjectName("fractions.another_button")
        self.another_button.clicked.connect(self.another_wanted)
        rows.addWidget(self.another_button, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(
            Text(say("Only for what really happened; it is recorded as an incident."), "small")
        )
        rows.addStretch(1)
        for page in (self._rest, self.form, self.sign_form):
            self._side.addWidget(page)
        self._side_card.body.addWidget(self._side)
        return self._side_card

    def _connect(self) -> None:
        form, sign = self.form, self.sign_form
        form.changed.connect(self._typed)
        form.day_changed.connect(self.day_changed)
        form.review_wanted.connect(self.review_wanted)
        form.planned_wanted.connect(self.planned_wanted)
        form.clear_wanted.connect(self.clear_wanted)
        sign.signed.connect(self._sign)
        sign.back.connect(self._back)
        sign.second_chosen.connect(self.second_chosen)
        self.course.line_chosen.connect(self.line_chosen)

    def _typed(self) -> None:
        self.changed.emit(self.form.typed())
        self._draft_timer.start()

    def _sign(self, secrets: Mapping[str, str]) -> None:
        self.signed.emit(dict(secrets))

    def _back(self) -> None:
        self._side.setCurrentWidget(self.form)
        self.form.lead().setFocus()
        self.back_wanted.emit()
