"""One line of the laboratory form: value, unit, reference range, and how the value stands.

Enter and the arrow keys go down and up the column of values; nothing is corrected by the line.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Severity
from ltm_desktop.domain.labs import Standing
from ltm_desktop.ui.panels.labs.shown import AnalyteLine, LineTold
from ltm_desktop.ui.panels.labs.table import flag_words
from ltm_desktop.ui.panels.labs.typed import YES
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.text import Text

NAME, VALUE, UNIT, LOW, HIGH, FLAG, LAST = range(7)
_STEPS = {
    Qt.Key.Key_Return.value: 1,
    Qt.Key.Key_Enter.value: 1,
    Qt.Key.Key_Down.value: 1,
    Qt.Key.Key_Up.value: -1,
}
_VALUE, _LIMIT = 92, 62
_LONGEST, _WORDS = 20, 200


class ColumnEdit(QLineEdit):
    """A field in a column; `moved` carries one step down or up."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next or the last line with Enter and the arrow keys."""
        step = _STEPS.get(event.key())
        if step is None:
            super().keyPressEvent(event)
        else:
            self.moved.emit(step)


class LineRow(QObject):
    """The widgets of one analyte in the grid of the form."""

    changed = Signal()
    left = Signal(str)
    moved = Signal(int)

    def __init__(self, say: Words, line: AnalyteLine, grid: QGridLayout, row: int) -> None:
        super().__init__()
        self.code = line.code
        self._say = say
        self._name = line.name
        self._asked: tuple[str, ...] = ()
        self._beside: QHBoxLayout | None = None
        """What is told of a coded result beside its code."""
        self._limits: dict[str, ColumnEdit] = {}
        """The fields of the limits: they show those of the register until others are typed."""
        self._texts: dict[str, Callable[[], str]] = {}
        self._fills: dict[str, Callable[[str], None]] = {}
        grid.addWidget(Text(line.name), row, NAME)
        self._flag = Text("", "bold", wrap=False)
        self._last = Text(line.last, "small")
        if line.units:
            self.value: QWidget = self._add_number(line, grid, row)
        elif line.options:
            self.value = self._add_coded(line, grid, row)
        else:
            edit = self._edit("value", line.name, _WORDS)
            grid.addWidget(edit, row, VALUE, 1, FLAG - VALUE + 1)
            self.value = edit
        grid.addWidget(self._last, row, LAST)
        grid.addWidget(self._make_below(), row + 1, VALUE, 1, LAST - VALUE + 1)

    def fields(self) -> dict[str, str]:
        """Return what is typed in this line by field."""
        return {f"{part}.{self.code}": read() for part, read in self._texts.items()}

    def fill(self, fields: Mapping[str, str]) -> None:
        """Fill the line; what is not among the fields is emptied."""
        for part, put in self._fills.items():
            put(fields.get(f"{part}.{self.code}", ""))

    def show_last(self, words: str) -> None:
        """Show the last result."""
        self._last.setText(words)

    def show_told(self, told: LineTold) -> None:
        """Show how the value stands, and what is asked about it."""
        self._show_standing(told.standing)
        self._show_alerts(told)
        self._asked = told.asked or self._asked
        # an answer stays to be seen and taken back
        self._so.setVisible(bool(told.asked) or self._so.isChecked())
        self._unmeasured.setVisible(told.unreadable or self._unmeasured.isChecked())
        for part, limit in (("low", told.low), ("high", told.high)):
            edit = self._limits.get(part)
            if edit is not None:
                edit.setPlaceholderText(limit)
        shown = (self._alerts, self._so, self._unmeasured)
        self._below.setVisible(self._beside is not None or any(not one.isHidden() for one in shown))

    def _show_alerts(self, told: LineTold) -> None:
        say = self._say
        words = [say.together(say.alert(one), say.next_step(one)) for one in told.alerts]
        self._alerts.setText("\n".join(words))
        self._alerts.setVisible(bool(words))
        # what is asked is no refusal: it waits for an answer
        refused = any(
            one.severity is Severity.STOP and one.code not in told.asked for one in told.alerts
        )
        self._alerts.in_tone("stop" if refused else "caution")

    def _show_standing(self, standing: Standing | None) -> None:
        self._flag.setText(flag_words(standing, self._say))
        words = self._say.term(standing) if standing else ""
        self._flag.setAccessibleName(words)
        self._flag.setToolTip(words)
        self._flag.in_tone("caution")

    def _add_number(self, line: AnalyteLine, grid: QGridLayout, row: int) -> QWidget:
        say = self._say
        edits: dict[str, ColumnEdit] = {}
        value = self._edit("value", line.name, _WORDS)
        value.setFixedWidth(THEME.scaled(_VALUE))
        unit = QComboBox()
        unit.setObjectName(f"labs.unit.{self.code}")
        unit.setAccessibleName(say("Unit of {label}", label=line.name))
        unit.addItems(list(line.units))
        unit.setEnabled(len(line.units) > 1)
        unit.currentIndexChanged.connect(self._edited)
        self._texts["unit"] = unit.currentText
        self._fills["unit"] = lambda text: unit.setCurrentIndex(max(0, unit.findText(text)))
        grid.addWidget(value, row, VALUE)
        grid.addWidget(unit, row, UNIT)
        # in its place: without one it would be a window of its own
        unit.setVisible(any(line.units))
        for part, label, column in (
            ("low", say("Lower reference of {label}", label=line.name), LOW),
            ("high", say("Upper reference of {label}", label=line.name), HIGH),
        ):
            edits[part] = self._edit(part, label, _LONGEST)
            edits[part].setFixedWidth(THEME.scaled(_LIMIT))
            grid.addWidget(edits[part], row, column)
        self._limits = edits
        grid.addWidget(self._flag, row, FLAG)
        return value

    def _add_coded(self, line: AnalyteLine, grid: QGridLayout, row: int) -> QWidget:
        say = self._say
        choice = QComboBox()
        choice.setObjectName(f"labs.value.{self.code}")
        choice.setAccessibleName(line.name)
        choice.addItem("", "")
        for code, words in line.options:
            choice.addItem(words, code)
        choice.currentIndexChanged.connect(self._edited)
        self._texts["value"] = lambda: str(choice.currentData() or "")
        self._fills["value"] = lambda code: choice.setCurrentIndex(max(0, choice.findData(code)))
        grid.addWidget(choice, row, VALUE, 1, FLAG - VALUE + 1)
        beside = QHBoxLayout()
        beside.setSpacing(THEME.space.close)
        for part, label, longest in (
            ("volume", say("Volume, mL"), _LONGEST),
            ("fixed", say("Fixed after, min"), _LONGEST),
            ("text", say("In the laboratory's words"), _WORDS),
        ):
            edit = self._edit(part, say.labelled(line.name, label), longest)
            column = QVBoxLayout()
            column.setSpacing(THEME.space.hair)
            column.addWidget(Text(label, "small", wrap=False))
            column.addWidget(edit)
            beside.addLayout(column, 2 if part == "text" else 1)
        self._beside = beside
        return choice

    def _make_below(self) -> QWidget:
        say = self._say
        self._below = QWidget()
        rows = QVBoxLayout(self._below)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        if self._beside is not None:
            rows.addLayout(self._beside)
        self._alerts = Text("", "")
        self._so = QCheckBox(say("It stands so on the report"))
        self._so.setObjectName(f"labs.so.{self.code}")
        self._so.setAccessibleName(say("{label}: it stands so on the report", label=self._name))
        self._so.clicked.connect(self._edited)
        self._texts["asked"] = lambda: ",".join(self._asked) if self._so.isChecked() else ""
        self._fills["asked"] = self._answer
        self._unmeasured = QCheckBox(say("Not measurable; the laboratory wrote this"))
        self._unmeasured.setObjectName(f"labs.unmeasured.{self.code}")
        self._unmeasured.setAccessibleName(say("{label}: not measurable", label=self._name))
        self._unmeasured.clicked.connect(self._edited)
        self._texts["unmeasured"] = lambda: YES if self._unmeasured.isChecked() else ""
        self._fills["unmeasured"] = lambda text: self._unmeasured.setChecked(text == YES)
        for part in (self._alerts, self._so, self._unmeasured):
            rows.addWidget(part)
        for hidden in (self._alerts, self._so, self._unmeasured):
            hidden.hide()
        self._below.setVisible(self._beside is not None)
        return self._below

    def _answer(self, asked: str) -> None:
        self._asked = tuple(filter(None, asked.split(",")))
        self._so.setChecked(bool(self._asked))

    def _edit(self, part: str, label: str, longest: int) -> ColumnEdit:
        edit = ColumnEdit()
        edit.setObjectName(f"labs.{part}.{self.code}")
        edit.setAccessibleName(label)
        edit.setMaxLength(longest)
        edit.textEdited.connect(self._retyped if part == "value" else self._edited)
        edit.editingFinished.connect(lambda: self.left.emit(self.code))
        edit.moved.connect(self.moved)
        self._texts[part] = edit.text
        self._fills[part] = edit.setText
        return edit

    def _retyped(self) -> None:
        """Take back answers about a value that is no longer there."""
        self._answer("")
        self._unmeasured.setChecked(False)
        self._edited()

    def _edited(self) -> None:
        self.changed.emit()
