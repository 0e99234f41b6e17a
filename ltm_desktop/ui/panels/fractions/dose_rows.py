"""The dose of each volume of one session, one line a volume; outside the plan it is named here."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.quantities import Unit, parse_quantity
from ltm_desktop.ui.panels.fractions.offering import VolumeShown
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import LinkButton
from ltm_desktop.ui.widgets.labelled_field import NameEdit
from ltm_desktop.ui.widgets.quantity_field import QuantityField

_ACROSS = 2


class DoseRows(QWidget):
    """Take a dose for each volume; every amount starts empty (T6)."""

    changed = Signal()

    def __init__(self, say: Words) -> None:
        super().__init__()
        self._say = say
        self._shown: tuple[tuple[VolumeShown, ...], Unit] = ((), Unit.GY)
        self._fields: dict[str, QuantityField] = {}
        self._rows = QGridLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(THEME.space.close)
        self._rows.setVerticalSpacing(THEME.space.close)
        for column in range(_ACROSS):
            self._rows.setColumnStretch(column, 1)
        self._other = _OtherVolume(say)
        self._other.changed.connect(self.changed)
        self.another = LinkButton(say("Another volume"))
        self.another.setObjectName("fractions.another_volume")
        self.another.clicked.connect(self._ask_other)
        self._lay_out()

    def offer(self, volumes: Sequence[VolumeShown], unit: Unit) -> None:
        """Show the volumes of one fraction; what was typed for a volume stays with it."""
        if (tuple(volumes), unit) == self._shown:
            return
        kept = self.value()
        self._shown = (tuple(volumes), unit)
        for field in self._fields.values():
            self._rows.removeWidget(field)
            field.hide()
            field.deleteLater()
        self._fields = {
            one.volume: self._make(one, unit, place) for place, one in enumerate(volumes)
        }
        self._other.show_unit(unit)
        self._lay_out()
        self.set_value(kept)

    def value(self) -> Mapping[str, str]:
        """Return what was typed, by volume; only what holds something."""
        typed = {volume: field.text() for volume, field in self._fields.items()}
        name, dose = self._other.value()
        return {volume: text for volume, text in (typed | {name: dose}).items() if text.strip()}

    def set_value(self, doses: Mapping[str, str]) -> None:
        """Fill the lines."""
        for volume, field in self._fields.items():
            field.set_text(doses.get(volume, ""))
        others = [(volume, text) for volume, text in doses.items() if volume not in self._fields]
        self._other.set_value(*(others[0] if others else ("", "")))
        if others:
            self._other.show()

    def fields(self) -> tuple[QuantityField | NameEdit, ...]:
        """Return the fields in the order they are read."""
        shown = self._other.fields() if self._other.isVisibleTo(self) else ()
        return (*self._fields.values(), *shown)

    def _make(self, one: VolumeShown, unit: Unit, place: int) -> QuantityField:
        # of several volumes one may have got nothing
        alone = len(self._shown[0]) == 1
        field = QuantityField(
            self._say, one.label, unit, parse_quantity, required=alone, help_text=one.help
        )
        field.line.setObjectName(f"fractions.dose.{place}")
        field.changed.connect(self.changed)
        return field

    def _lay_out(self) -> None:
        for place, field in enumerate(self._fields.values()):
            self._rows.addWidget(field, place // _ACROSS, place % _ACROSS)
        row = (len(self._fields) + 1) // _ACROSS
        self._rows.addWidget(self._other, row, 0, 1, _ACROSS)
        self._rows.addWidget(self.another, row + 1, 0, Qt.AlignmentFlag.AlignLeft)
        self._other.setVisible(not self._fields)
        self.another.setVisible(bool(self._fields))

    def _ask_other(self) -> None:
        self._other.show()
        self._other.name.setFocus()


class _OtherVolume(QWidget):
    """A volume that the order does not have, by name."""

    changed = Signal()

    def __init__(self, say: Words) -> None:
        super().__init__()
        self.name = NameEdit(say, say("Target volume"), required=True, longest=40)
        self.name.line.setObjectName("fractions.other_volume")
        self.dose = QuantityField(
            say, say("Delivered dose"), Unit.GY, parse_quantity, required=True
        )
        self.dose.line.setObjectName("fractions.other_dose")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(THEME.space.close)
        for field in self.fields():
            row.addWidget(field, 1)
            field.changed.connect(self.changed)
        self._say = say

    def show_unit(self, unit: Unit) -> None:
        self.dose.line.show_unit(self._say.unit(unit))

    def value(self) -> tuple[str, str]:
        return self.name.value(), self.dose.text()

    def set_value(self, name: str, dose: str) -> None:
        self.name.set_value(name)
        self.dose.set_text(dose)

    def fields(self) -> tuple[NameEdit, QuantityField]:
        return (self.name, self.dose)
