"""The volumes of one dose level in the order form: name, site, borders; rows come and go."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.quantities import parse_quantity
from ltm_desktop.ui.panels.fractions.ordering import LevelShown, TypedVolume
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import LinkButton
from ltm_desktop.ui.widgets.labelled_field import NameEdit
from ltm_desktop.ui.widgets.one_of import OneOf
from ltm_desktop.ui.widgets.quantity_field import QuantityField
from ltm_desktop.ui.widgets.text import Text


class VolumeRow(QWidget):
    """One volume; `changed` fires on every change, `unwanted` when it is taken out."""

    changed = Signal()
    unwanted = Signal()

    def __init__(self, say: Words, level: LevelShown, number: int, *, changing: bool) -> None:
        super().__init__()
        self._level = level
        self.name = NameEdit(say, say("Target volume"), required=True, longest=40)
        self.site = OneOf(say, say("Body site"), required=True)
        self.site.offer_options(level.sites)
        self.detail = NameEdit(say, say("Borders or side"), longest=120)
        self.dose = QuantityField(
            say, say("Dose per fraction"), level.per_fraction.unit, parse_quantity, required=True
        )
        self.dose.setVisible(changing)
        self.remove = LinkButton(say("Take this volume out"))
        self.remove.clicked.connect(self.unwanted)
        place = f"fractions.volume.{number}"
        self.name.line.setObjectName(f"{place}.name")
        self.site.box.setObjectName(f"{place}.site")
        self.detail.line.setObjectName(f"{place}.detail")
        self.dose.line.setObjectName(f"{place}.dose")
        self.remove.setObjectName(f"{place}.remove")
        self.name.set_value(f"PTV{number}")
        self._changing = changing
        self._lay_out()
        for field in self.fields():
            field.changed.connect(self.changed)

    def typed(self) -> TypedVolume:
        """Return the volume as chosen."""
        return TypedVolume(
            self._level.code,
            self.name.value(),
            self.site.value(),
            self.detail.value(),
            self.dose.text() if self._changing else "",
        )

    def fill(self, volume: TypedVolume) -> None:
        """Show a volume of the order in force."""
        self.name.set_value(volume.name)
        self.site.set_value(volume.site)
        self.detail.set_value(volume.detail)
        self.dose.set_text(volume.per_fraction)

    def fields(self) -> tuple[NameEdit | OneOf | QuantityField, ...]:
        """Return the fields in the order they are read."""
        return (self.name, self.site, self.detail, self.dose)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(THEME.space.close)
        grid.setVerticalSpacing(THEME.space.tight)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.name, 0, 0, top)
        grid.addWidget(self.site, 0, 1, top)
        grid.addWidget(self.dose, 1, 0, top)
        grid.addWidget(
            self.detail, 1, 1 if self._changing else 0, 1, 1 if self._changing else 2, top
        )
        grid.addWidget(self.remove, 2, 0, 1, 2, Qt.AlignmentFlag.AlignRight)


class LevelBlock(QWidget):
    """One dose level with its volumes; at least one row stays.

    `number` counts the rows of all levels, so that no two are proposed one name.
    """

    changed = Signal()

    def __init__(
        self, say: Words, level: LevelShown, number: Callable[[], int], *, changing: bool
    ) -> None:
        super().__init__()
        self.code = level.code
        self._say = say
        self._level = level
        self._number = number
        self._changing = changing
        self._rows: list[VolumeRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(THEME.space.close)
        column.addWidget(Text(level.words, "bold"))
        self._places = QVBoxLayout()
        self._places.setSpacing(THEME.space.close)
        column.addLayout(self._places)
        self.another = LinkButton(say("Add a volume to this level"))
        self.another.setObjectName(f"fractions.level.{level.code}.add")
        self.another.clicked.connect(self.add)
        column.addWidget(self.another, 0, Qt.AlignmentFlag.AlignLeft)
        self.add()

    def add(self) -> VolumeRow:
        """Add an empty row and stand in it."""
        row = VolumeRow(self._say, self._level, self._number(), changing=self._changing)
        if self._changing:
            row.dose.set_text(str(self._level.per_fraction.value))
        row.changed.connect(self.changed)
        row.unwanted.connect(self._taken_out)
        self._rows.append(row)
        self._places.addWidget(row)
        self._tell()
        return row

    def fill(self, volumes: Sequence[TypedVolume]) -> None:
        """Show the volumes of the order in force."""
        while len(self._rows) < len(volumes):
            self.add()
        for row, volume in zip(self._rows, volumes, strict=False):
            row.fill(volume)

    def typed(self) -> tuple[TypedVolume, ...]:
        """Return the volumes as chosen."""
        return tuple(row.typed() for row in self._rows)

    def fields(self) -> tuple[NameEdit | OneOf | QuantityField, ...]:
        """Return the fields of every row."""
        return tuple(field for row in self._rows for field in row.fields())

    def _taken_out(self) -> None:
        row = self.sender()
        if isinstance(row, VolumeRow) and len(self._rows) > 1:
            self._rows.remove(row)
            self._places.removeWidget(row)
            row.hide()
            row.deleteLater()
            self._tell()

    def _tell(self) -> None:
        for row in self._rows:
            row.remove.setVisible(len(self._rows) > 1)
        self.changed.emit()
