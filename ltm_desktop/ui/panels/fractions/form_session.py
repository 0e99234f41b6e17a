"""The form of one session: outcome first, then what that outcome asks for. Amounts start empty.

The person's keystrokes go to the presenter; nothing here decides.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.fractions import SessionOutcome
from ltm_desktop.domain.quantities import Unit, parse_quantity
from ltm_desktop.ui.panels.fractions.parts import Lines, PersonChooser, scrolling
from ltm_desktop.ui.panels.fractions.presenter import Choices, FormShown, Option
from ltm_desktop.ui.panels.fractions.typed import TypedSession
from ltm_desktop.ui.tokens import LIGHT
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.date_fields import MomentField
from ltm_desktop.ui.widgets.labelled_field import NameEdit
from ltm_desktop.ui.widgets.quantity_field import QuantityField
from ltm_desktop.ui.widgets.reason_chooser import ReasonChooser
from ltm_desktop.ui.widgets.saved_line import SavedLine
from ltm_desktop.ui.widgets.text import Text

Field = NameEdit | ChoiceRow | ReasonChooser | MomentField | QuantityField | PersonChooser | Lines
_DELIVERED, _PARTIAL = SessionOutcome.DELIVERED.value, SessionOutcome.PARTIAL.value
_TREATED = (_DELIVERED, _PARTIAL)


class SessionForm(QWidget):
    """Take one session as it happened; `review_wanted` asks to read and sign it."""

    changed = Signal()
    day_changed = Signal()
    review_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self, say: Words, now: Callable[[], datetime], choices: Choices) -> None:
        super().__init__()
        self._say = say
        self._now = now
        self._choices = choices
        self._filling = False
        self._to_alerts = False
        self._record = ""
        self._make_fields()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(LIGHT.space.close)
        rows.addLayout(self._make_heading())
        self._area = scrolling(self._make_body())
        self._area.verticalScrollBar().rangeChanged.connect(self._show_end)
        rows.addWidget(self._area, 1)
        rows.addLayout(self._make_foot())
        for field in self._fields():
            field.changed.connect(self._changed)
        self._placed()

    def fill(self, form: FormShown, typed: TypedSession) -> None:
        """Show the form of one fraction with what was typed."""
        self._filling = True
        self.show_title(form.title)
        self._offer(form)
        self._record = typed.record
        self.fraction.set_value(typed.fraction)
        self.fraction.setVisible(self.fraction.isVisibleTo(self) or not form.prescribed)
        self.outcome.set_value(typed.outcome or None)
        self.delivered.set_text(typed.delivered)
        self.at.set_text(typed.at)
        self.machine.set_value(typed.machine)
        self.imaging.set_value(typed.imaging or None)
        self.monitor_units.set_text(typed.monitor_units)
        self.operator.set_value(typed.operator)
        self.second.set_value(typed.second)
        self.reason.set_value((typed.reason, typed.own_words) if typed.reason else None)
        self.note.set_value(typed.note)
        self.incident.set_value(typed.incident)
        self.incident.setVisible(bool(typed.incident))
        self.alerts.show_alerts(())
        self._filling = False
        self._placed()

    def typed(self) -> TypedSession:
        """Return the form as it stands."""
        code, words = self._reason()
        return TypedSession(
            record=self._record,
            fraction=self.fraction.value(),
            outcome=self.outcome.value() or "",
            delivered=self.delivered.text(),
            at=self.at.text(),
            machine=self.machine.value(),
            operator=self.operator.value(),
            second=self.second.value(),
            imaging=self.imaging.value() or "",
            monitor_units=self.monitor_units.text(),
            reason=code,
            own_words=words,
            note=self.note.value(),
            incident=self.incident.value(),
        )

    def show_alerts(self, alerts: Sequence[Alert], *, tellable: bool) -> None:
        """Show all alerts together above the buttons; ask for the incident where it may be told."""
        self.alerts.show_alerts(alerts)
        if tellable:
            self.incident.show()
            self.incident.edit.setFocus()
        self._placed()
        # What stands against recording must be seen: it may lie below the fold.
        self._to_alerts = True
        self._show_end()

    def show_missing(self) -> None:
        """Say at every shown field what is missing, and go to the first one."""
        self.alerts.show_alerts(())
        shown = [field for field in self._fields() if field.isVisibleTo(self)]
        missing = [field for field in shown if not field.check_filled()]
        if missing:
            missing[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_title(self, title: str) -> None:
        """Show which fraction this is."""
        self._title.setText(title)

    def show_same_day(self, words: str) -> None:
        """Show the intrathecal doses of the session's day."""
        self._same_day.setText(words)
        self._same_day.setVisible(bool(words))

    def _make_fields(self) -> None:
        say = self._say
        outcomes = [
            Choice(SessionOutcome.DELIVERED.value, say.term(SessionOutcome.DELIVERED), "Alt+D"),
            Choice(SessionOutcome.PARTIAL.value, say("Partly"), "Alt+L"),
            Choice(SessionOutcome.NOT_TREATED.value, say.term(SessionOutcome.NOT_TREATED), "Alt+T"),
        ]
        self._title = Text("", "strong")
        self.saved = SavedLine(say)
        self.alerts = AlertList(say)
        self._same_day = Text("", "small", tone="advice")
        self.fraction = NameEdit(say, say("Fraction"), required=True, longest=3)
        self.outcome = ChoiceRow(say, say("Outcome"), outcomes, required=True)
        self.delivered = QuantityField(
            say, say("Delivered dose"), Unit.GY, parse_quantity, required=True
        )
        self.at = MomentField(say, say("Time of the session"), self._now, required=True)
        self.machine = NameEdit(say, say("Machine"), required=True, longest=60)
        self.monitor_units = QuantityField(say, say("Monitor units"), Unit.MU, parse_quantity)
        self.imaging = ChoiceRow(say, say("Imaging"), _to_choices(self._choices.imaging))
        self.operator = PersonChooser(say, say("First operator"), required=True)
        self.second = PersonChooser(say, say("Second operator"), required=True)
        self.reason = ReasonChooser(say, say("Reason"), _to_choices(self._choices.reasons))
        self.note = Lines(say, say("Notes"))
        self.incident = Lines(
            say,
            say("Incident: what happened"),
            required=True,
            help_text=say("It is recorded with the rules that were not kept."),
        )
        self.incident.hide()
        self._name_fields()

    def _name_fields(self) -> None:
        names = {
            "fraction": self.fraction.line,
            "delivered": self.delivered.line,
            "at": self.at.line,
            "machine": self.machine.line,
            "monitor_units": self.monitor_units.line,
            "operator": self.operator.box,
            "second": self.second.box,
            "note": self.note.edit,
            "incident": self.incident.edit,
            "own_words": self.reason.own_words,
        }
        for name, widget in names.items():
            widget.setObjectName(f"fractions.{name}")
        self.outcome.setObjectName("fractions.outcome")
        self.alerts.setObjectName("fractions.alerts")
        for one in SessionOutcome:
            self.outcome.button(one.value).setObjectName(f"fractions.outcome.{one.value}")

    def _make_heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self._title, 1)
        self.other = LinkButton(self._say("Another fraction"))
        self.other.setObjectName("fractions.other_fraction")
        self.other.clicked.connect(self._ask_number)
        row.addWidget(self.other)
        return row

    def _make_body(self) -> QWidget:
        say = self._say
        self._body = QWidget()
        self._rows = QVBoxLayout(self._body)
        self._rows.setContentsMargins(0, 0, LIGHT.space.close, LIGHT.space.tight)
        self._rows.setSpacing(LIGHT.space.close)
        self.now_button = QuietButton(say("Now"), "Alt+N")
        self.now_button.setObjectName("fractions.now_button")
        self.now_button.clicked.connect(lambda: self.at.set_value(self._now()))
        self._rows.addWidget(self._same_day)
        self._rows.addWidget(self.fraction)
        self._rows.addWidget(self.outcome)
        self._rows.addWidget(self.reason)
        self._rows.addLayout(self._make_grid())
        self._rows.addWidget(self.imaging)
        self._rows.addWidget(self.note)
        self._rows.addWidget(self.alerts)
        self._rows.addWidget(self.incident)
        self._rows.addStretch(1)
        self.fraction.hide()
        return self._body

    def _make_grid(self) -> QGridLayout:
        beside = QVBoxLayout()
        # Level with the line beside it, which stands under its label.
        beside.setContentsMargins(0, LIGHT.space.wide - LIGHT.space.tight, 0, 0)
        beside.addWidget(self.now_button)
        beside.addStretch(1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(LIGHT.space.close)
        grid.setVerticalSpacing(LIGHT.space.close)
        for column, stretch in enumerate((3, 1, 2, 3)):
            grid.setColumnStretch(column, stretch)
        grid.addWidget(self.at, 0, 0, 1, 2)
        grid.addLayout(beside, 0, 2)
        grid.addWidget(self.delivered, 0, 3)
        grid.addWidget(self.machine, 1, 0, 1, 2)
        grid.addWidget(self.monitor_units, 1, 2, 1, 2)
        grid.addWidget(self.operator, 2, 0, 1, 2)
        grid.addWidget(self.second, 2, 2, 1, 2)
        return grid

    def _make_foot(self) -> QHBoxLayout:
        say = self._say
        row = QHBoxLayout()
        row.setSpacing(LIGHT.space.close)
        self.clear_button = QuietButton(say("Clear the form"), bedside=True)
        self.clear_button.setObjectName("fractions.clear_button")
        self.clear_button.clicked.connect(self.clear_wanted)
        self.record_button = PrimaryButton(say("Record as planned"), "Alt+R")
        self.record_button.setObjectName("fractions.record_button")
        self.record_button.clicked.connect(self.review_wanted)
        row.addWidget(self.clear_button)
        row.addWidget(self.saved, 1)
        row.addWidget(self.record_button)
        return row

    def _offer(self, form: FormShown) -> None:
        say = self._say
        self.operator.offer_people(form.therapists)
        self.second.offer_people(form.therapists)
        prescribed = say("Prescribed {dose}", dose=form.prescribed) if form.prescribed else ""
        self.delivered.show_help(prescribed)
        last = say("Last time: {machine}", machine=form.last_machine) if form.last_machine else ""
        self.machine.show_help(last)
        self.show_same_day(form.same_day)

    def _fields(self) -> list[Field]:
        """Return the fields in the order they are read."""
        return [
            self.fraction,
            self.outcome,
            self.reason,
            self.at,
            self.delivered,
            self.monitor_units,
            self.machine,
            self.operator,
            self.second,
            self.imaging,
            self.note,
            self.incident,
        ]

    def _show_end(self) -> None:
        """Bring the alerts into view, again when the form has found its height."""
        if self._to_alerts:
            bar = self._area.verticalScrollBar()
            bar.setValue(min(self.alerts.y(), bar.maximum()))

    def _ask_number(self) -> None:
        self.fraction.show()
        self.fraction.line.setFocus()
        self.fraction.line.selectAll()

    def _changed(self) -> None:
        if self._filling:
            return
        self._to_alerts = False
        self._placed()
        self.changed.emit()
        if self.sender() is self.at:
            self.day_changed.emit()

    def _placed(self) -> None:
        """Show the fields that the chosen outcome asks for."""
        outcome = self.outcome.value()
        treated = outcome is None or outcome in _TREATED
        for field in (
            self.delivered,
            self.monitor_units,
            self.machine,
            self.operator,
            self.second,
            self.imaging,
        ):
            field.setVisible(treated)
        self.reason.setVisible(outcome is not None and outcome != _DELIVERED)
        say = self._say
        as_planned = outcome in (None, _DELIVERED) and self.incident.isHidden()
        words = say("Record as planned") if as_planned else say("Record what happened")
        if self.record_button.text() != words:
            self.record_button.setText(words)
            self.record_button.setAccessibleName(words)
            # A changed text takes the key away.
            self.record_button.setShortcut("Alt+R")

    def _reason(self) -> tuple[str, str]:
        value = self.reason.value()
        if value is not None:
            return value
        # "other" without words yet: chosen, and kept so in a draft
        return ("other", "") if self.reason.own_words.isVisibleTo(self.reason) else ("", "")


def _to_choices(options: Sequence[Option]) -> list[Choice]:
    return [Choice(one.code, one.words) for one in options]
