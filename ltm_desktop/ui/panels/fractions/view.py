"""The fractions panel: figures, plot and table on the left, the form beside them on the right."""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.fractions.form_session import SessionForm
from ltm_desktop.ui.panels.fractions.form_sign import SignForm
from ltm_desktop.ui.panels.fractions.model import OPERATORS, TARGET, SessionTable
from ltm_desktop.ui.panels.fractions.parts import scrolling
from ltm_desktop.ui.panels.fractions.plot import DosePlot
from ltm_desktop.ui.panels.fractions.presenter import Choices, EmptyShown, FormShown
from ltm_desktop.ui.panels.fractions.shown import CourseShown, Figure
from ltm_desktop.ui.panels.fractions.signing import Asked
from ltm_desktop.ui.panels.fractions.typed import TypedSession
from ltm_desktop.ui.tokens import LIGHT
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.flow import FlowLayout
from ltm_desktop.ui.widgets.text import Text

FORM_WIDTH = 480
_DRAFT_AFTER = 700
"""Milliseconds; a draft is kept within a second of the last key."""
_LINE_HEIGHT = 32
_ROOM_FOR_TARGET = 940


class FractionsView(QWidget):
    """Place what the presenter shows and hand on what the person wants."""

    draft_due = Signal()
    changed = Signal(object)
    day_changed = Signal()
    review_wanted = Signal()
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
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(LIGHT.space.close)
        columns.addWidget(self._make_course(), 1)
        columns.addWidget(self._make_side())
        self.setFocusProxy(self.form.outcome)
        self._connect()

    def show_course(self, course: CourseShown) -> None:
        """Show heading, figures, plot and table."""
        self._heading.setText(course.heading)
        _empty(self._figures)
        for figure in course.figures:
            self._figures.addWidget(_make_figure(figure))
        self._notice.setText(course.notice)
        self._notice.in_tone(course.tone)
        self._notice.setVisible(bool(course.notice))
        self.plot.show_plot(course.plot)
        self.sessions.show_lines(course.lines)
        self._left.setCurrentWidget(self._course)

    def show_empty(self, empty: EmptyShown) -> None:
        """Say calmly that there is no course."""
        _empty(self._nothing)
        state = EmptyState(empty.text, empty.next_step)
        state.setObjectName("fractions.empty")
        self._nothing.addWidget(state)
        for line in empty.told:
            self._nothing.addWidget(Text(line))
        self._left.setCurrentWidget(self._empty_page)

    def show_form(self, form: FormShown, typed: TypedSession) -> None:
        """Show the form of one session with what was typed before."""
        self.form.fill(form, typed)
        self._side.setCurrentWidget(self.form)
        self._side_card.show()

    def hide_form(self, *, may_tell: bool) -> None:
        """Put the form away; what really happened can still be told by those who may."""
        self.another_button.setVisible(may_tell)
        self._side.setCurrentWidget(self._rest)
        self._side_card.setVisible(may_tell)

    def show_order_form(self, form: QWidget) -> None:
        """Show the order form in the place of the session form."""
        self._show_beside(form)

    def show_alerts(self, alerts: tuple[Alert, ...], *, tellable: bool) -> None:
        """Show all alerts beside the form; ask for the incident where it may be told."""
        self._side.setCurrentWidget(self.form)
        self.form.show_alerts(alerts, tellable=tellable)

    def show_missing(self) -> None:
        """Say at each field what is still missing."""
        self.form.show_missing()

    def show_title(self, title: str) -> None:
        """Show which fraction the form tells."""
        self.form.show_title(title)

    def show_same_day(self, words: str) -> None:
        """Show the intrathecal doses of the session's day."""
        self.form.show_same_day(words)

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
        self.form.saved.show_saved(at)
        self._side.setCurrentWidget(self.form)

    def forget_saved(self) -> None:
        """Take the saved line away when a form begins anew."""
        self._draft_timer.stop()
        self.form.saved.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the target to the heading where the table is narrow: one order, one target."""
        super().resizeEvent(event)
        wide = self.width() - FORM_WIDTH >= _ROOM_FOR_TARGET
        self.table.setColumnHidden(TARGET, not wide)
        fitted, stretched = (OPERATORS, TARGET) if wide else (TARGET, OPERATORS)
        heading = self.table.horizontalHeader()
        heading.setSectionResizeMode(fitted, QHeaderView.ResizeMode.ResizeToContents)
        heading.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)

    def _make_course(self) -> QWidget:
        self._left = QStackedWidget()
        self._left.addWidget(self._make_course_page())
        self._empty_page = Card(self._say("Radiotherapy"))
        self._nothing = QVBoxLayout()
        self._empty_page.body.addLayout(self._nothing)
        self._empty_page.body.addStretch(1)
        self._left.addWidget(self._empty_page)
        return self._left

    def _make_course_page(self) -> QWidget:
        self._course = Card()
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(LIGHT.space.close)
        self._heading = Text("", "heading")
        self._heading.setObjectName("fractions.heading")
        figures = QWidget()
        self._figures = FlowLayout(figures, gap=LIGHT.space.wide, line_gap=LIGHT.space.close)
        self._notice = Text("", "bold")
        self._notice.setObjectName("fractions.notice")
        self.plot = DosePlot(self._say)
        rows.addWidget(self._heading)
        rows.addWidget(figures)
        rows.addWidget(self._notice)
        rows.addWidget(self.plot, 1)
        rows.addWidget(self._make_table(), 3)
        # Scrolls only where the window is too low for the plot and four lines of the table.
        self._course.body.addWidget(scrolling(inside), 1)
        return self._course

    def _make_table(self) -> QTableView:
        self.sessions = SessionTable(self._say)
        self.table = QTableView()
        self.table.setObjectName("fractions.table")
        self.table.setAccessibleName(self._say("Fractions, the next on top, then the newest"))
        self.table.setModel(self.sessions)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setMinimumSectionSize(_LINE_HEIGHT)
        # A course has some forty lines; both operators stand in two lines of one cell.
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.setMinimumHeight(_LINE_HEIGHT * 4)
        heading = self.table.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        heading.setSectionResizeMode(OPERATORS, QHeaderView.ResizeMode.Stretch)
        self.table.activated.connect(self._activated)
        return self.table

    def _make_side(self) -> QWidget:
        self._side_card = Card()
        self._side_card.setFixedWidth(FORM_WIDTH)
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
        form.clear_wanted.connect(self.clear_wanted)
        sign.signed.connect(self._sign)
        sign.back.connect(self._back)

    def _typed(self) -> None:
        self.changed.emit(self.form.typed())
        self._draft_timer.start()

    def _sign(self, secrets: Mapping[str, str]) -> None:
        self.signed.emit(dict(secrets))

    def _back(self) -> None:
        self._side.setCurrentWidget(self.form)
        self.form.record_button.setFocus()
        self.back_wanted.emit()

    def _show_beside(self, page: QWidget) -> None:
        if self._side.indexOf(page) < 0:
            self._side.addWidget(page)
        self._side.setCurrentWidget(page)
        self._side_card.show()

    def _activated(self, index: QModelIndex) -> None:
        self.line_chosen.emit(self.sessions.line(index.row()))


def _make_figure(figure: Figure) -> QWidget:
    block = QWidget()
    block.setObjectName(f"fractions.figure.{figure.key}")
    parts = (figure.label, figure.value, figure.detail, figure.origin)
    block.setAccessibleName(" ".join(part for part in parts if part))
    rows = QVBoxLayout(block)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(1)
    rows.addWidget(Text(figure.label, "label", wrap=False))
    rows.addWidget(Text(figure.value, "heading", tone=figure.tone, wrap=False))
    detail = " · ".join(part for part in (figure.detail, figure.origin) if part)
    rows.addWidget(Text(detail, "small", wrap=False))
    return block


def _empty(layout: FlowLayout | QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
