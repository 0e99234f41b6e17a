"""The form of one session: as planned by one key, or what happened, field by field.

The person's keystrokes go to the presenter; nothing here decides. Amounts start empty.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.fractions import SessionOutcome
from ltm_desktop.ui.panels.fractions.fold import Fold
from ltm_desktop.ui.panels.fractions.offering import Choices, FormShown, SameDay
from ltm_desktop.ui.panels.fractions.session_fields import SessionFields
from ltm_desktop.ui.panels.fractions.typed import Told, TypedSession
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.acts_row import ActsRow
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.saved_line import SavedLine
from ltm_desktop.ui.widgets.scrolling import scrolling
from ltm_desktop.ui.widgets.text import Text, wear

_DELIVERED, _PARTIAL = SessionOutcome.DELIVERED.value, SessionOutcome.PARTIAL.value
_TREATED = (_DELIVERED, _PARTIAL)


class SessionForm(QWidget):
    """Take one session as it happened; `review_wanted` asks to read and sign it."""

    changed = Signal()
    day_changed = Signal()
    review_wanted = Signal()
    planned_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self, say: Words, now: Callable[[], datetime], choices: Choices) -> None:
        super().__init__()
        self._say = say
        self._now = now
        self._filling = False
        self._to_alerts = False
        self._record = ""
        self._corrects = ""
        self._outside = False
        self._plannable = False
        self.fields = SessionFields(say, now, choices)
        self._make_parts()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.close)
        rows.addLayout(self._make_heading())
        self._area = scrolling(self._make_body())
        self._area.setProperty("gloved", True)
        self._area.verticalScrollBar().rangeChanged.connect(self._show_end)
        rows.addWidget(self._area, 1)
        # a line of its own: between two buttons its words would stand one above the other
        rows.addWidget(self.saved)
        rows.addWidget(self._make_foot())
        for field in self.fields.all():
            field.changed.connect(self._changed)
        self.fields.doses.changed.connect(self._changed)
        self._placed()

    def fill(self, form: FormShown, typed: TypedSession) -> None:
        """Show the form of one fraction with what was typed."""
        self._filling = True
        if typed.record != self._record:
            # another session begins at its first line, wherever the one before was left
            self._area.verticalScrollBar().setValue(0)
        self._record, self._corrects = typed.record, typed.corrects
        self.offer(form)
        self.fields.fill(typed)
        self._outside = self._outside or not form.volumes
        self.fields.incident.setVisible(bool(typed.incident))
        self.alerts.show_alerts(())
        self._filling = False
        self._placed()

    def offer(self, form: FormShown) -> None:
        """Show which fraction this is and what it offers; what is typed stays."""
        filling, self._filling = self._filling, True
        self._title.setText(form.title)
        self.fields.offer(form)
        self._planned_words.setText(form.as_planned)
        self._plannable = bool(form.as_planned)
        self.planned_button.setAccessibleDescription(form.as_planned)
        self._taken.setText(form.taken)
        self._taken.setVisible(bool(form.taken))
        self.show_same_day(form.same_day)
        self._placed()
        self._filling = filling

    def typed(self) -> TypedSession:
        """Return the form as it stands."""
        return self.fields.typed(self._record, self._corrects)

    def told(self) -> Told:
        """Return the days and times of the form as they were read."""
        fields = self.fields
        return Told(fields.at.value(), fields.ended_at.value(), fields.resume_on.value())

    def lead(self) -> QWidget:
        """Return where a person who opens the form stands first."""
        planned = self.planned_button.isVisibleTo(self)
        return self.planned_button if planned else self.fields.outcome

    def show_alerts(self, alerts: Sequence[Alert], *, tellable: bool) -> None:
        """Show all alerts together above the buttons; ask for the incident where it may be told."""
        self.alerts.show_alerts(alerts)
        if tellable:
            self.fields.incident.show()
            self.fields.incident.edit.setFocus()
        self._placed()
        # What stands against recording must be seen: it may lie below the fold.
        self._to_alerts = True
        self._show_end()

    def show_missing(self) -> None:
        """Say at every shown field what is missing, and go to the first one."""
        self.alerts.show_alerts(())
        shown = [field for field in self.fields.all() if field.isVisibleTo(self)]
        missing = [field for field in shown if not field.check_filled()]
        if missing:
            missing[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_same_day(self, told: SameDay) -> None:
        """Show the intrathecal doses of the session's day."""
        self._same_day.setText(told.words)
        self._same_day.in_tone("caution" if told.against else "advice")
        self._same_day.setVisible(bool(told.words))

    def show_number(self) -> None:
        """Ask which fraction it is."""
        self._outside = True
        self._placed()
        self.fields.fraction.line.setFocus()
        self.fields.fraction.line.selectAll()

    def plain(self) -> None:
        """Forget that another fraction was asked for."""
        self._outside = False

    def _make_parts(self) -> None:
        say = self._say
        self._title = Text("", "strong")
        self.saved = SavedLine(say)
        self.alerts = AlertList(say)
        self.alerts.setObjectName("fractions.alerts")
        self._same_day = Text("", "small", tone="advice")
        self._taken = Text("", "small", tone="advice")
        self._taken.setObjectName("fractions.taken")
        self.planned_button = PrimaryButton(say("Delivered as planned"), "Alt+D")
        self.planned_button.setObjectName("fractions.planned_button")
        self.planned_button.setAutoDefault(True)
        self.planned_button.clicked.connect(self.planned_wanted)
        self._planned_words = Text("", "small")
        self.more = Fold(say, say("More"), "Alt+X", "fractions.more")
        fields = self.fields
        self.more.hold(fields.more(), (fields.termination, fields.override))
        self.more.button.toggled.connect(self._tell_more)

    def _make_heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self._title, 1)
        self.other = LinkButton(self._say("Another fraction"), bedside=True)
        self.other.setObjectName("fractions.other_fraction")
        self.other.clicked.connect(self.show_number)
        row.addWidget(self.other)
        return row

    def _make_body(self) -> QWidget:
        fields, body = self.fields, QWidget()
        rows = QVBoxLayout(body)
        rows.setContentsMargins(0, 0, THEME.space.close, THEME.space.tight)
        rows.setSpacing(THEME.space.close)
        rows.addWidget(self._same_day)
        rows.addWidget(self._taken)
        rows.addWidget(self.planned_button)
        rows.addWidget(self._planned_words)
        for field in (fields.fraction, fields.outcome, fields.reason, fields.resume_on):
            rows.addWidget(field)
        rows.addLayout(self._make_grid())
        for part in (fields.imaging, self.more, fields.why, fields.note):
            rows.addWidget(part)
        rows.addWidget(self.alerts)
        rows.addWidget(fields.incident)
        rows.addStretch(1)
        fields.incident.hide()
        return body

    def _make_grid(self) -> QGridLayout:
        self.now_button = QuietButton(self._say("Now"), "Alt+N", bedside=True)
        self.now_button.setObjectName("fractions.now_button")
        self.now_button.clicked.connect(lambda: self.fields.at.set_value(self._now()))
        beside = QVBoxLayout()
        # Level with the line beside it, which stands under its label.
        beside.setContentsMargins(0, THEME.space.wide - THEME.space.tight, 0, 0)
        beside.addWidget(self.now_button)
        beside.addStretch(1)
        grid, fields = QGridLayout(), self.fields
        grid.setHorizontalSpacing(THEME.space.close)
        grid.setVerticalSpacing(THEME.space.close)
        for column, stretch in enumerate((3, 1, 2, 2)):
            grid.setColumnStretch(column, stretch)
        grid.addWidget(fields.at, 0, 0, 1, 3)
        grid.addLayout(beside, 0, 3)
        grid.addWidget(fields.doses, 1, 0, 1, 4)
        grid.addWidget(fields.machine, 2, 0, 1, 4)
        grid.addWidget(fields.operator, 3, 0, 1, 2)
        grid.addWidget(fields.second, 3, 2, 1, 2)
        return grid

    def _make_foot(self) -> QWidget:
        say = self._say
        self.clear_button = QuietButton(say("Clear the form"), bedside=True)
        self.clear_button.setObjectName("fractions.clear_button")
        self.clear_button.clicked.connect(self.clear_wanted)
        self.record_button = PrimaryButton(say("Record what happened"), "Alt+R")
        self.record_button.setObjectName("fractions.record_button")
        self.record_button.clicked.connect(self.review_wanted)
        return ActsRow((self.clear_button,), (self.record_button,))

    def _show_end(self) -> None:
        """Bring the alerts into view, again when the form has found its height."""
        if self._to_alerts:
            bar = self._area.verticalScrollBar()
            bar.setValue(min(self.alerts.y(), bar.maximum()))

    def _changed(self) -> None:
        if self._filling:
            return
        self._to_alerts = False
        self._placed()
        self.changed.emit()
        if self.sender() is self.fields.at:
            self.day_changed.emit()

    def _tell_more(self) -> None:
        filled = [field.label for field in self.fields.more() if _holds(field)]
        self.more.tell(filled)

    def _placed(self) -> None:
        """Show the fields that the chosen outcome asks for."""
        fields = self.fields
        outcome = fields.outcome.value()
        treated = outcome is None or outcome in _TREATED
        parts = (
            fields.doses,
            fields.machine,
            fields.operator,
            fields.second,
            fields.imaging,
            self.more,
        )
        for part in parts:
            part.setVisible(treated)
        interrupted = outcome is not None and outcome != _DELIVERED
        fields.reason.setVisible(interrupted)
        fields.resume_on.setVisible(interrupted)
        fields.fraction.setVisible(self._outside)
        fields.why.setVisible(bool(self._corrects))
        # what was not delivered as planned cannot be told by that key
        planned = self._plannable and not interrupted
        self.planned_button.setVisible(planned)
        self._planned_words.setVisible(planned)
        # One main action: as planned until something else is told.
        kind = "quiet" if self._plannable and outcome is None else "primary"
        wear(self.record_button, "kind", kind)
        self._tell_more()


def _holds(field: object) -> bool:
    value = getattr(field, "text", None) or getattr(field, "value", None)
    return bool(value()) if callable(value) else False
