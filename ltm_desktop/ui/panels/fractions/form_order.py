"""The form that orders a course: the protocol's numbers, target, technique, first day."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.fractions.ordering import OrderShown, TypedOrder
from ltm_desktop.ui.panels.fractions.parts import scrolling
from ltm_desktop.ui.panels.fractions.presenter import Option
from ltm_desktop.ui.tokens import LIGHT
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import PrimaryButton
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.date_fields import DateField
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.text import Text


class TargetChooser(LabelledField):
    """Take one or more targets; every box starts clear."""

    changed = Signal()

    def __init__(self, say: Words, targets: Sequence[Option]) -> None:
        column = QWidget()
        rows = QVBoxLayout(column)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self._boxes: dict[str, QCheckBox] = {}
        for one in targets:
            box = QCheckBox(one.words.replace("&", "&&"))
            box.setObjectName(f"fractions.target.{one.code}")
            box.setAccessibleName(one.words)
            rows.addWidget(box)
            self._boxes[one.code] = box
        super().__init__(say, say("Targets"), column, required=True)
        for box in self._boxes.values():
            box.toggled.connect(self._toggled)
        first = next(iter(self._boxes.values()), None)
        if first is not None:
            column.setFocusProxy(first)

    def value(self) -> tuple[str, ...]:
        """Return the chosen targets in the order of the protocol."""
        return tuple(code for code, box in self._boxes.items() if box.isChecked())

    def check_filled(self) -> bool:
        """Say so where no target is chosen; return whether the field may stand."""
        if not self.value():
            self.show_message(self._say("{label}: choose one.", label=self.label))
        return bool(self.value())

    def _toggled(self) -> None:
        self.clear_message()
        self.changed.emit()


class OrderForm(QWidget):
    """Take the order of a course; `review_wanted` asks to read and sign it."""

    review_wanted = Signal()

    def __init__(
        self,
        say: Words,
        order: OrderShown,
        now: Callable[[], datetime],
        check_start: Callable[[date], Sequence[Alert]],
    ) -> None:
        super().__init__()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(LIGHT.space.close)
        rows.addWidget(Text(say("Prescribe radiotherapy"), "strong"))
        body = QWidget()
        fields = QVBoxLayout(body)
        fields.setContentsMargins(0, 0, LIGHT.space.close, LIGHT.space.tight)
        fields.setSpacing(LIGHT.space.close)
        fields.addWidget(Text(order.course))
        fields.addWidget(Text(order.numbers, "calculated"))
        fields.addWidget(
            Text(say("The numbers are those of the protocol and cannot be changed."), "small")
        )
        self.targets = TargetChooser(say, order.targets)
        techniques = [Choice(one.code, one.words) for one in order.techniques]
        self.technique = ChoiceRow(say, say("Technique"), techniques, required=True)
        self.technique.setObjectName("fractions.technique")
        help_text = (
            say("The start rule gives {date}.", date=order.proposed_start)
            if order.proposed_start
            else ""
        )
        self.start = DateField(
            say,
            say("First fraction on"),
            now,
            required=True,
            help_text=help_text,
            check=check_start,
        )
        self.start.line.setObjectName("fractions.start")
        self.alerts = AlertList(say)
        self.alerts.setObjectName("fractions.order_alerts")
        for field in (self.targets, self.technique, self.start, self.alerts):
            fields.addWidget(field)
        fields.addStretch(1)
        rows.addWidget(scrolling(body), 1)
        self.review_button = PrimaryButton(say("Prescribe"), "Alt+P")
        self.review_button.setObjectName("fractions.prescribe_button")
        self.review_button.clicked.connect(self.review_wanted)
        rows.addWidget(self.review_button, 0, Qt.AlignmentFlag.AlignRight)

    def typed(self) -> TypedOrder:
        """Return the order as chosen."""
        return TypedOrder(self.targets.value(), self.technique.value() or "", self.start.value())

    def show_missing(self) -> None:
        """Say at every field what is missing, and go to the first one."""
        self.alerts.show_alerts(())
        fields = (self.targets, self.technique, self.start)
        missing = [field for field in fields if not field.check_filled()]
        if missing:
            missing[0].setFocus(Qt.FocusReason.OtherFocusReason)
