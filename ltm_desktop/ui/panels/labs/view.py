"""The laboratory panel: a form with the last value beside each field, and the earlier results."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.labs.presenter import (
    AnalyteLine,
    EarlierResult,
    TypedLabs,
    TypedValue,
)
from ltm_desktop.ui.tokens import LIGHT
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import PrimaryButton
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.date_fields import MomentField
from ltm_desktop.ui.widgets.facts_table import FactsTable
from ltm_desktop.ui.widgets.form_and_list import FormAndList
from ltm_desktop.ui.widgets.labelled_field import LabelledField, NameEdit
from ltm_desktop.ui.widgets.saved_line import SavedLine
from ltm_desktop.ui.widgets.text import Text

_FORM = 560


class LabsView(FormAndList):
    """Enter and list results; `record_wanted` carries the form."""

    def __init__(self, say: Words, now: Callable[[], datetime]) -> None:
        super().__init__(_FORM)
        self._say = say
        self._now = now
        self._form: LabsForm | None = None
        self.hang_list(self._make_list())

    def show_results(
        self, analytes: Sequence[AnalyteLine], earlier: Sequence[EarlierResult], *, may: bool
    ) -> None:
        """Show what can be entered with its last value, and what was entered before."""
        if self._form is None:
            self._form = LabsForm(self._say, self._now, analytes, may=may)
            self._form.record_wanted.connect(self.record_wanted)
            self.hang_form(self._form, self._form)
        self._form.show_last(analytes)
        self._table.show_rows(
            [
                (
                    one.analyte,
                    "\n".join(filter(None, (one.value, one.reference))),
                    f"{one.sampled}\n{one.age}",
                    one.note,
                )
                for one in earlier
            ]
        )
        self._empty.setVisible(not earlier)

    def show_alerts(self, alerts: Mapping[str, Sequence[Alert]]) -> None:
        """Show what stands against each value by its code, the rest under an empty one."""
        if self._form is not None:
            self._form.show_alerts(alerts)

    def _make_list(self) -> QWidget:
        say = self._say
        card = Card(say("Results in the chart"))
        heads = (
            say("Analyte"),
            say("Result and reference"),
            say("Sample drawn, age"),
            say("Where it was read"),
        )
        # what was written by hand is the longest and takes the room
        self._table = FactsTable("labs.results", say("Results in the chart"), heads)
        self._empty = EmptyState(
            say("No result is in the chart yet."), say("Enter the first ones at the left.")
        )
        card.body.addWidget(self._empty)
        card.body.addWidget(self._table, 1)
        # an empty list says so at the top, with no headings over nothing
        card.body.addStretch(0)
        return card


class LabsForm(Card):
    """One line an analyte: what was last known, the value, its unit."""

    record_wanted = Signal(object)

    def __init__(
        self,
        say: Words,
        now: Callable[[], datetime],
        analytes: Sequence[AnalyteLine],
        *,
        may: bool,
    ) -> None:
        super().__init__(say("Enter results"))
        self._say = say
        self._values: dict[str, tuple[QLineEdit, QComboBox, LabelledField, Text]] = {}
        if not may or not analytes:
            self._refuse(may=may)
            return
        self.alerts = AlertList(say)
        self.body.addWidget(self.alerts)
        self.sampled = MomentField(say, say("Sample drawn"), now, required=True)
        self.sampled.line.setObjectName("labs.sampled")
        self.note = NameEdit(say, say("Where it was read"), longest=120)
        self.note.line.setObjectName("labs.note")
        top = QHBoxLayout()
        top.addWidget(self.sampled, 1)
        top.addWidget(self.note, 1)
        self.body.addLayout(top)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(LIGHT.space.near)
        for row, one in enumerate(analytes):
            self._add(row, one)
        self.body.addLayout(self._grid)
        self.body.addStretch(1)
        self.saved = SavedLine(say)
        self.saved.hide()
        self.body.addWidget(self.saved)
        self.button = PrimaryButton(say("Record the results"), "Alt+R")
        self.button.setObjectName("labs.record")
        self.button.clicked.connect(self.submit)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)
        self.setFocusProxy(self.sampled.line)

    def show_last(self, analytes: Sequence[AnalyteLine]) -> None:
        """Show the last value beside each field; what is typed stays."""
        for one in analytes:
            if one.code in self._values:
                self._values[one.code][3].setText(one.last or self._say("no result yet"))

    def submit(self) -> None:
        """Hand the form over, or say what is missing."""
        if not self.sampled.check_filled():
            self.sampled.line.setFocus()
            return
        values = {
            code: TypedValue(line.text(), unit.currentText())
            for code, (line, unit, _, _) in self._values.items()
        }
        self.record_wanted.emit(TypedLabs(values, self.sampled.value(), self.note.value()))

    def show_alerts(self, alerts: Mapping[str, Sequence[Alert]]) -> None:
        """Show what stands against each value beside it, the rest above."""
        if not self._values:
            return
        self.alerts.show_alerts(alerts.get("", ()))
        for code, (_, _, field, _) in self._values.items():
            field.clear_message()
            if code in alerts:
                field.show_alerts(alerts[code])

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands and empty the values."""
        self.saved.show_saved(recorded.recorded_at)
        self.saved.show()
        for line, _, field, _ in self._values.values():
            line.clear()
            field.clear_message()

    def _add(self, row: int, one: AnalyteLine) -> None:
        line, unit = QLineEdit(), QComboBox()
        line.setObjectName(f"labs.value.{one.code}")
        line.setMaxLength(20)
        unit.setObjectName(f"labs.unit.{one.code}")
        unit.setAccessibleName(self._say("Unit of {label}", label=one.name))
        unit.addItems(list(one.units))
        if not any(one.units):
            unit.hide()
        unit.setEnabled(len(one.units) > 1)
        field = LabelledField(self._say, one.name, line)
        last = Text(one.last, "small")
        line.textEdited.connect(field.clear_message)
        unit.currentIndexChanged.connect(field.clear_message)
        # two analytes side by side, so that the whole form stands in a low window
        line_at, column = 2 * (row // 2), 2 * (row % 2)
        self._grid.addWidget(field, line_at, column)
        self._grid.addWidget(unit, line_at, column + 1, Qt.AlignmentFlag.AlignBottom)
        self._grid.addWidget(last, line_at + 1, column, 1, 2, Qt.AlignmentFlag.AlignTop)
        self._values[one.code] = (line, unit, field, last)

    def _refuse(self, *, may: bool) -> None:
        say = self._say
        if may:
            self.body.addWidget(
                EmptyState(
                    say("No site configuration is signed."),
                    say("The investigator signs which values are looked at."),
                )
            )
            return
        self.body.addWidget(
            EmptyState(
                say("Nurses and physicians enter results."),
                say("Lock the screen and let one of them sign in."),
            )
        )
