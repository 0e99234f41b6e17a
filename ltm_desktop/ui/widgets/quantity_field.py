"""An amount with its unit always in sight; digits stay as typed and nothing is corrected.

The caller passes the parser, so a comma or a foreign unit is refused by the domain's own rule.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.text import Text

Parse = Callable[[str, Unit], Quantity]
Check = Callable[[Quantity], Sequence[Alert]]


class UnitEdit(QLineEdit):
    """A line edit that shows its unit inside, at the right."""

    def __init__(self, unit: str) -> None:
        super().__init__()
        self._unit = Text(unit, "muted", wrap=False)
        self._unit.setParent(self)
        self._unit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._make_room()

    def show_unit(self, unit: str) -> None:
        """Change the unit shown."""
        self._unit.setText(unit)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the unit at the right edge."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        self._unit.adjustSize()
        self.setTextMargins(0, 0, self._unit.width() + 6, 0)
        left = self.width() - self._unit.width() - 10
        self._unit.move(left, (self.height() - self._unit.height()) // 2)


class QuantityField(LabelledField):
    """Take an amount in one unit; `changed` fires on every keystroke."""

    changed = Signal()

    def __init__(
        self,
        say: Words,
        label: str,
        unit: Unit,
        parse: Parse,
        *,
        required: bool = False,
        help_text: str = "",
        check: Check | None = None,
    ) -> None:
        self.line = UnitEdit(say.unit(unit))
        super().__init__(say, label, self.line, required=required, help_text=help_text)
        self.line.setAccessibleName(
            say("{name}, in {unit}", name=self._accessible_name(), unit=unit)
        )
        self._unit = unit
        self._parse = parse
        self._range_check = check
        self.line.textChanged.connect(self._typed)
        self.line.editingFinished.connect(self._left)

    def text(self) -> str:
        """Return what was typed, untouched."""
        return self.line.text()

    def set_text(self, typed: str) -> None:
        """Put typed text back, such as a draft's."""
        self.line.setText(typed)

    def set_check(self, check: Check | None) -> None:
        """Change the range check, such as when the access changes."""
        self._range_check = check
        if self.text().strip():
            self._judge()

    def value(self) -> Quantity | None:
        """Return the amount with the digits as typed, or None when there is none to read."""
        try:
            return self._parse(self.text(), self._unit)
        except Refused:
            return None

    def check_filled(self) -> bool:
        """Say what is missing or unreadable; return whether the field may stand."""
        if self.text().strip():
            self._judge()
            return self.value() is not None
        if self.required:
            self.show_required()
        return not self.required

    def _typed(self) -> None:
        # A comma is said at once; half a number only when the person leaves the field.
        if self.message() or any(comma in self.text() for comma in ",，"):
            self._judge()
        self.changed.emit()

    def _left(self) -> None:
        self._judge()

    def _judge(self) -> None:
        if not self.text().strip():
            self.clear_message()
            return
        try:
            amount = self._parse(self.text(), self._unit)
        except Refused as refusal:
            self.show_alerts(refusal.alerts)
            return
        self.show_alerts(self._range_check(amount) if self._range_check else ())
