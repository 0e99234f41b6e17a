"""The strip in its card, the small form that plans treatment, and the one that moves a dose."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.glance.cells import StripShown
from ltm_desktop.ui.panels.glance.move_form import MOVE_KEY, MoveForm
from ltm_desktop.ui.panels.glance.moving import MovePreview, MovesShown
from ltm_desktop.ui.panels.glance.presenter import NoPlan
from ltm_desktop.ui.panels.glance.strip import Strip
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.date_fields import DateField
from ltm_desktop.ui.widgets.reading_text import ReadingText
from ltm_desktop.ui.widgets.text import Text, wear


class GlanceView(Card):
    """Show the weeks, or that there are none yet."""

    anchor_changed = Signal(object)
    plan_wanted = Signal()
    moves_wanted = Signal()
    """The form that moves a dose was opened: its doses and moves are to be shown."""
    move_wished = Signal(object)
    move_wanted = Signal()
    moving = Signal(bool)
    """The form that moves a dose took the room of the panels, or gave it back."""

    def __init__(self, say: Words, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("glance.panel")
        self.setAccessibleName(say("Six weeks at a glance"))
        self._say = say
        self._summed = ""
        self._thin = False
        self.may_move = True
        """Whether moving a dose is offered; to somebody who only reads it is not."""
        self._ended = False
        self.body.addLayout(self._make_heading())
        self.strip = Strip(say)
        self._empty = self._make_empty()
        self.form = PlanForm(say, now)
        self.move_form = MoveForm(say, now)
        for part in (self.strip, self._empty, self.form):
            self.body.addWidget(part)
        self.body.addWidget(self.move_form, 1)
        self.move_form.hide()
        self.move_form.wished.connect(self.move_wished)
        self.move_form.record_wanted.connect(self.move_wanted)
        self.move_form.left.connect(self.close_move)
        self.strip.move_wanted.connect(self._open_for)
        self.strip.reached.connect(self._show_words)
        self.form.anchor.changed.connect(lambda: self.anchor_changed.emit(self.form.anchor.value()))
        self.form.plan_button.clicked.connect(self.plan_wanted)
        self.form.cancel_button.clicked.connect(self._close_form)
        self._only(self._empty)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_thin(self, *, thin: bool) -> None:
        """Leave a low window's room to the form: the days stay in thin rows."""
        self._thin = thin
        self._fit()

    def show_strip(self, strip: StripShown) -> None:
        """Show the days."""
        was_planning = self.form.isVisibleTo(self)
        self._ended = strip.ended
        self._only(self.strip)
        if was_planning:
            self.strip.setFocus()
        self._summed = strip.summary
        self._show_words("")
        self.strip.show_strip(strip)

    def show_no_plan(self, none: NoPlan) -> None:
        """Say that there is no plan yet."""
        if self.form.isVisibleTo(self):
            return
        self._only(self._empty)
        self._summed = ""
        self._show_words("")
        self._no_plan.setText(none.text)
        self._next_step.setText(none.next_step)
        self.plan_button.setVisible(none.may_plan)

    def show_plan(self, text: str, alerts: tuple[Alert, ...]) -> None:
        """Show what would be planned, with notes."""
        self.form.show_plan(text, alerts)

    def show_busy(self, *, busy: bool) -> None:
        """Hold still while the plan is stored."""
        self.form.setEnabled(not busy)

    def _open_for(self, item: str) -> None:
        if self._is_movable():
            self.open_move(item)

    def _is_movable(self) -> bool:
        return self.may_move and not self._ended

    def open_move(self, code: str = "") -> None:
        """Open the form that moves a dose, on one where it was pointed at."""
        self.moves_wanted.emit()
        self._show_moving(moving=True)
        self.move_form.start(code)

    def show_moves(self, moves: MovesShown) -> None:
        """Show doses, reasons and every move so far."""
        self.move_form.show_moves(moves)

    def show_move(self, preview: MovePreview) -> None:
        """Show what the wish comes to."""
        self.move_form.show_move(preview)

    def show_move_busy(self, *, busy: bool) -> None:
        """Hold still while the move is stored."""
        self.move_form.setEnabled(not busy)

    def close_move(self) -> None:
        """Leave the form; the days have the focus again."""
        self._show_moving(moving=False)
        self.strip.setFocus()

    def _show_moving(self, *, moving: bool) -> None:
        self.move_form.setVisible(moving)
        self._fit()
        grow = QSizePolicy.Policy.Expanding if moving else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Preferred, grow)
        self.moving.emit(moving)

    def _make_heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._title = Text(self._say("Six weeks at a glance"), "strong", wrap=False)
        row.addWidget(self._title)
        self._summary = Text("", "small")
        self._summary.setObjectName("glance.summary")
        self._summary.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._summary, 1)
        # A page may give it another place, where it costs the form no room.
        self.move_button = QuietButton(self._say("Move a dose…"), MOVE_KEY)
        self.move_button.setObjectName("glance.open_move")
        self.move_button.clicked.connect(self._open_move)
        row.addWidget(self.move_button)
        return row

    def _make_empty(self) -> QWidget:
        empty = QWidget()
        row = QHBoxLayout(empty)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(THEME.space.near)
        texts = QVBoxLayout()
        texts.setSpacing(THEME.space.hair)
        self._no_plan = Text("", "muted")
        self._no_plan.setObjectName("glance.no_plan")
        self._next_step = Text("", "small")
        texts.addWidget(self._no_plan)
        texts.addWidget(self._next_step)
        row.addLayout(texts, 1)
        self.plan_button = QuietButton(self._say("Plan treatment"), "Alt+G", bedside=True)
        self.plan_button.setObjectName("glance.open_form")
        self.plan_button.clicked.connect(self._open_form)
        row.addWidget(self.plan_button, 0, Qt.AlignmentFlag.AlignTop)
        return empty

    def _show_words(self, words: str) -> None:
        """Show the words of the day the keyboard stands on, else the summary."""
        shown = words.replace("\n", " | ") or self._summed
        self._summary.setText(shown)
        self._summary.setAccessibleName(shown)
        self._summary.in_tone("advice" if words else "")

    def _open_move(self) -> None:
        # Only a dose somebody stands on is meant: today's is no default.
        self.open_move(self.strip.movable() if self.strip.hasFocus() else "")

    def _open_form(self) -> None:
        self._only(self.form)
        self.form.anchor.line.setFocus()

    def _close_form(self) -> None:
        """Leave without planning; the day typed stays in the form."""
        self._only(self._empty)
        self.plan_button.setFocus()

    def _only(self, shown: QWidget) -> None:
        for part in (self.strip, self._empty, self.form):
            part.setVisible(part is shown)
        self._fit()

    def _fit(self) -> None:
        # What is typed while planning keeps its room in any window.
        thin, space = self._thin and self.strip.isVisibleTo(self), THEME.space
        above = space.hair if thin else space.close
        self.body.setContentsMargins(space.normal, above, space.normal, above)
        self.body.setSpacing(0 if thin else space.tight)
        self.strip.set_thin(thin=thin)
        free = self.strip.isVisibleTo(self) and not self.move_form.isVisibleTo(self)
        offered = free and self._is_movable()
        # In thin rows only where a page has given the button a place of its own.
        self.move_button.setVisible(offered and not (thin and self.isAncestorOf(self.move_button)))
        wear(self._title, "role", "small" if thin else "strong")
        self.updateGeometry()


class PlanForm(QWidget):
    """Take the first day and show every dose that follows from it before it is written."""

    def __init__(self, say: Words, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._say = say
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(THEME.space.near)
        self.anchor = DateField(say, say("First dose on"), now, required=True)
        self.anchor.line.setObjectName("glance.anchor")
        self.alerts = AlertList(say)
        self.alerts.setObjectName("glance.alerts")
        self.text = ReadingText("glance.preview", say("What will be planned"))
        self.text.setPlaceholderText(say("Type the day of the first dose to see the whole plan."))
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * 8)
        left = QVBoxLayout()
        left.setSpacing(THEME.space.close)
        left.addWidget(self.anchor)
        left.addWidget(self.alerts)
        left.addStretch(1)
        left.addLayout(self._make_buttons())
        row.addLayout(left, 2)
        row.addWidget(self.text, 3, Qt.AlignmentFlag.AlignTop)

    def show_plan(self, text: str, alerts: tuple[Alert, ...]) -> None:
        """Show the plan as it would be written; without one there is nothing to record."""
        self.text.setPlainText(text)
        self.alerts.show_alerts(alerts)
        self.plan_button.setEnabled(bool(text))

    def _make_buttons(self) -> QHBoxLayout:
        say = self._say
        row = QHBoxLayout()
        row.setSpacing(THEME.space.close)
        self.cancel_button = QuietButton(say("Cancel"), "Esc", bedside=True)
        self.cancel_button.setObjectName("glance.cancel_button")
        self.plan_button = PrimaryButton(say("Plan treatment"), "Alt+G")
        self.plan_button.setObjectName("glance.plan_button")
        self.plan_button.setEnabled(False)
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        row.addWidget(self.plan_button)
        return row
