"""A pressure with the unit it was read in chosen beside it; a slip of ten must be answered."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.setting_values import FieldRange
from ltm_desktop.ui.panels.dosing import pressures
from ltm_desktop.ui.panels.dosing.fields import MeasuredField
from ltm_desktop.ui.tokens import THEME

_UNITS = 92


class _Measured(MeasuredField):
    """A measured amount whose digits mean what the chosen unit says."""

    meant = Signal(str)
    """The unit a person says was meant."""

    def __init__(self, say: Words, label: str) -> None:
        super().__init__(say, label, Unit.CM_H2O, required=False)
        self.unit = pressures.CM
        self._parse = lambda text, _unit: pressures.parse(text, self.unit)

    def read_in(self, unit: str) -> None:
        """Change what the digits mean."""
        self.unit = unit or pressures.CM
        if self.text().strip():
            self._judge()

    def _ask_unit(self, amount: Quantity, meant: Quantity) -> None:
        say, typed = self._say, self.text().strip()
        if self.unit != pressures.CM:
            self._ask(amount)
            return
        millimetres = pressures.NAMES[pressures.MM]
        self.offer(
            say("Did you mean mmH₂O? {amount} is not plausible.", amount=amount),
            {
                say(
                    "It is {typed} {unit}, {amount}", typed=typed, unit=millimetres, amount=meant
                ): (lambda: self.meant.emit(pressures.MM)),
                say("It is really {amount}", amount=amount): lambda: self._ask(amount),
            },
        )


class PressureField(QWidget):
    """The digits as read and their unit; cmH2O until another one is chosen."""

    changed = Signal()
    unit_changed = Signal()
    kept = Signal(str)

    def __init__(self, say: Words, label: str) -> None:
        super().__init__()
        self.field = _Measured(say, label)
        # The list beside the line names the unit.
        self.field.line.show_unit("")
        self.box = QComboBox()
        self.box.setFixedWidth(THEME.scaled(_UNITS))
        self.box.setAccessibleName(say("Unit of {label}", label=label))
        for unit, name in pressures.NAMES.items():
            self.box.addItem(name, unit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(THEME.space.tight)
        row.addWidget(self.field, 1)
        # Level with the field, beneath its label.
        holder = QHBoxLayout()
        holder.setContentsMargins(0, self.field.fontMetrics().height() + 2, 0, 0)
        holder.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(holder)
        self.setFocusProxy(self.field)
        self.field.changed.connect(self.changed)
        self.field.kept.connect(self.kept)
        self.field.meant.connect(self.set_unit)
        self.box.currentIndexChanged.connect(self._chosen)

    def unit(self) -> str:
        """Return the chosen unit as a code, empty for cmH2O."""
        unit = str(self.box.currentData())
        return "" if unit == pressures.CM else unit

    def set_unit(self, unit: str) -> None:
        """Choose a unit."""
        self.box.setCurrentIndex(max(0, self.box.findData(unit or pressures.CM)))

    def set_limits(self, limits: FieldRange | None) -> None:
        """Change the limits, such as when the way in changes."""
        self.field.set_limits(limits)

    def value(self) -> Quantity | None:
        """Return the amount in cmH2O."""
        return self.field.value()

    def _chosen(self) -> None:
        self.field.read_in(str(self.box.currentData()))
        self.unit_changed.emit()
