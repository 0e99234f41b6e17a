"""The form that orders a course or changes it: volumes level by level, technique, first day."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from itertools import count

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.fractions.order_volumes import LevelBlock
from ltm_desktop.ui.panels.fractions.ordering import OrderShown, TypedOrder
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.date_fields import DateField
from ltm_desktop.ui.widgets.labelled_field import NameEdit
from ltm_desktop.ui.widgets.lines import Lines
from ltm_desktop.ui.widgets.scrolling import scrolling
from ltm_desktop.ui.widgets.text import Text


class OrderForm(QWidget):
    """Take the order of a course; `review_wanted` asks to read and sign it."""

    review_wanted = Signal()
    left = Signal()

    def __init__(
        self,
        say: Words,
        order: OrderShown,
        now: Callable[[], datetime],
        check_start: Callable[[date], Sequence[Alert]],
        totals: Callable[[TypedOrder], Sequence[str]],
    ) -> None:
        super().__init__()
        self._say = say
        self._order = order
        self._totals = totals
        # the protocol's numbers are fixed; a change, or a plan, brings numbers of its own
        self._open_numbers = bool(order.change) or order.from_plan
        number = count(1).__next__
        self._levels = [
            LevelBlock(say, level, number, changing=self._open_numbers) for level in order.levels
        ]
        self._make_fields(now, check_start)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.close)
        changing = bool(order.change)
        title = say("Change the course") if changing else say("Prescribe radiotherapy")
        rows.addWidget(Text(title, "strong"))
        rows.addWidget(scrolling(self._make_body()), 1)
        rows.addWidget(self._make_foot())
        if order.before is not None:
            self._fill(order.before)
        self._sum()

    def typed(self) -> TypedOrder:
        """Return the order as chosen."""
        return TypedOrder(
            volumes=tuple(one for level in self._levels for one in level.typed()),
            technique=self.technique.value() or "",
            start_on=self.start.value(),
            energy=self.energy.value(),
            intent=self.intent.value() or "",
            fractions=self.fractions.value() if self._open_numbers else "",
            reason=self.reason.value(),
        )

    def show_missing(self) -> None:
        """Say at every field what is missing, and go to the first one."""
        self.alerts.show_alerts(())
        fields = [*self._fields(), *(field for level in self._levels for field in level.fields())]
        missing = [
            field for field in fields if field.isVisibleTo(self) and not field.check_filled()
        ]
        if missing:
            missing[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_fields(
        self,
        now: Callable[[], datetime],
        check_start: Callable[[date], Sequence[Alert]],
    ) -> None:
        say, order = self._say, self._order
        self.technique = ChoiceRow(
            say,
            say("Technique"),
            [Choice(one.code, one.words) for one in order.techniques],
            required=True,
        )
        self.technique.setObjectName("fractions.technique")
        self.energy = NameEdit(say, say("Energy"), longest=60)
        self.energy.line.setObjectName("fractions.energy")
        self.intent = ChoiceRow(
            say, say("Intent"), [Choice(one.code, one.words) for one in order.intents]
        )
        self.intent.setObjectName("fractions.intent")
        self.fractions = NameEdit(say, say("Fractions in all"), required=True, longest=3)
        self.fractions.line.setObjectName("fractions.order_fractions")
        self.reason = Lines(say, say("Why the course changes"), required=True)
        self.reason.edit.setObjectName("fractions.order_reason")
        proposed = order.proposed_start
        help_text = say("The start rule gives {date}.", date=proposed) if proposed else ""
        if proposed and order.start_passed:
            help_text = say("The start rule gave {date}; that day has passed.", date=proposed)
        label = say("Next fraction on") if order.change else say("First fraction on")
        self.start = DateField(
            say, label, now, required=True, help_text=help_text, check=check_start
        )
        self.start.line.setObjectName("fractions.start")
        self.alerts = AlertList(say)
        self.alerts.setObjectName("fractions.order_alerts")
        for signal in (self.fractions.changed, *(level.changed for level in self._levels)):
            signal.connect(self._sum)
        self.fractions.setVisible(self._open_numbers)
        self.reason.setVisible(bool(order.change))

    def _make_body(self) -> QWidget:
        say, order = self._say, self._order
        body = QWidget()
        fields = QVBoxLayout(body)
        fields.setContentsMargins(0, 0, THEME.space.close, THEME.space.tight)
        fields.setSpacing(THEME.space.close)
        fields.addWidget(Text(order.course))
        fields.addWidget(Text(order.change or order.numbers, "calculated"))
        if order.from_plan:
            filled = say(
                "Filled from a plan: check every field; nothing is ordered until you sign."
            )
            fields.addWidget(Text(filled, "bold", tone="advice"))
        fixed = say("No dose above the protocol can be ordered.")
        fields.addWidget(Text(fixed, "small"))
        for level in self._levels:
            fields.addWidget(level)
        self.sums = Text("", "calculated")
        self.sums.setObjectName("fractions.order_totals")
        fields.addWidget(self.sums)
        for field in self._fields():
            fields.addWidget(field)
        fields.addWidget(self.alerts)
        fields.addStretch(1)
        return body

    def _make_foot(self) -> QWidget:
        say, foot = self._say, QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        word = say("Change the order") if self._order.change else say("Prescribe")
        self.review_button = PrimaryButton(word, "Alt+P")
        self.review_button.setObjectName("fractions.prescribe_button")
        self.review_button.clicked.connect(self.review_wanted)
        self.leave_button = QuietButton(say("Back"), "Esc", bedside=True)
        self.leave_button.setObjectName("fractions.order_leave")
        self.leave_button.clicked.connect(self.left)
        self.leave_button.setVisible(self._open_numbers)
        row.addWidget(self.leave_button)
        row.addStretch(1)
        row.addWidget(self.review_button)
        return foot

    def _fields(self) -> tuple[ChoiceRow | NameEdit | DateField | Lines, ...]:
        return (
            self.fractions,
            self.technique,
            self.energy,
            self.intent,
            self.start,
            self.reason,
        )

    def _fill(self, before: TypedOrder) -> None:
        for level in self._levels:
            level.fill([one for one in before.volumes if one.level == level.code])
        self.technique.set_value(before.technique)
        self.energy.set_value(before.energy)
        self.intent.set_value(before.intent or None)
        self.fractions.set_value(before.fractions)

    def _sum(self) -> None:
        """Show what the order adds up to, computed and never typed."""
        self.sums.setText("\n".join(filter(None, self._totals(self.typed()))))
