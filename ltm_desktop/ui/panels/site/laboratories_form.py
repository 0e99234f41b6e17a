"""The form of the register: a laboratory, a range from a day on, or a range taken back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.analytes import CSF
from ltm_desktop.domain.terms import Sex
from ltm_desktop.ui.panels.site import laboratories as fields_of
from ltm_desktop.ui.panels.site.laboratories import OfferedAnalyte
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import PrimaryButton
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.date_fields import DateField
from ltm_desktop.ui.widgets.labelled_field import LabelledField, NameEdit
from ltm_desktop.ui.widgets.text import Text

_SHORT = 20
_AGE = 76


class FieldsPart(QWidget):
    """One of the forms: its fields by name, and the button that reads it back."""

    edited = Signal()
    wanted = Signal()

    def __init__(self, say: Words) -> None:
        super().__init__()
        self._say = say
        self._reads: dict[str, Callable[[], str]] = {}
        self._fills: dict[str, Callable[[str], None]] = {}
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(THEME.space.close)

    def fields(self) -> dict[str, str]:
        """Return what is typed, by field."""
        return {name: read() for name, read in self._reads.items()}

    def fill(self, fields: Mapping[str, str], names: Sequence[str] | None = None) -> None:
        """Fill these fields, all where none are named; what is not told is emptied."""
        for name, put in self._fills.items():
            if names is None or name in names:
                put(fields.get(name, ""))

    def line(
        self, label: str, name: str, *, required: bool = False, longest: int = 120
    ) -> NameEdit:
        """Return a line of text that belongs to the form."""
        made = NameEdit(self._say, label, required=required, longest=longest)
        made.line.setObjectName(f"site.laboratory.{name}")
        made.line.textEdited.connect(self.edited)
        self._reads[name], self._fills[name] = made.value, made.set_value
        return made

    def choice(self, made: ChoiceRow, name: str, options: Sequence[str]) -> ChoiceRow:
        """Let a row of choices belong to the form."""
        for code in options:
            made.button(code).setObjectName(f"site.laboratory.{name}.{code}")
        made.changed.connect(self.edited)
        self._reads[name] = lambda: made.value() or ""
        self._fills[name] = lambda code: made.set_value(code or None)
        return made

    def combo(self, name: str, label: str, filled: Callable[[QComboBox, str], None]) -> QComboBox:
        """Return a list to choose from that belongs to the form."""
        made = QComboBox()
        made.setObjectName(f"site.laboratory.{name}")
        made.setAccessibleName(label)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.activated.connect(self.edited)
        self._reads[name] = lambda: str(made.currentData() or "")
        self._fills[name] = lambda code: filled(made, code)
        return made

    def day(self, made: DateField, name: str) -> DateField:
        """Let a day belong to the form, as it is typed."""
        made.line.setObjectName(f"site.laboratory.{name}")
        made.line.textEdited.connect(self.edited)
        made.changed.connect(self.edited)
        self._reads[name], self._fills[name] = made.text, made.set_text
        return made

    def finish(self, words: str, key: str, name: str) -> None:
        """End the form with the button that reads it back."""
        button = PrimaryButton(words, key)
        button.setObjectName(f"site.laboratory.{name}")
        button.clicked.connect(self.wanted)
        self.rows.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
        self.rows.addStretch(1)


class LaboratoryPart(FieldsPart):
    """A laboratory that is not in the register yet."""

    def __init__(self, say: Words) -> None:
        super().__init__(say)
        code = self.line(say("Short code"), fields_of.CODE, required=True, longest=_SHORT)
        self.rows.addWidget(code)
        self.rows.addWidget(self.line(say("Name of the laboratory"), fields_of.NAME, required=True))
        self.rows.addWidget(self.line(say("Notes"), fields_of.NOTE))
        self.finish(say("Read the entry"), "Alt+A", "read_entry")
        self.setFocusProxy(code)


class RangePart(FieldsPart):
    """A reference range of the laboratory chosen in the list."""

    def __init__(
        self, say: Words, now: Callable[[], datetime], analytes: Sequence[OfferedAnalyte]
    ) -> None:
        super().__init__(say)
        self._offered = {one.code: one for one in analytes}
        self._whose = Text("", "strong")
        self.rows.addWidget(self._whose)
        self._add_analyte()
        self._add_limits()
        self._add_whom()
        self._since = self.day(DateField(say, say("In force from"), now, required=True), "since")
        document = self.line(say("Where it was read"), fields_of.DOCUMENT)
        self.rows.addLayout(_row(self._since, document))
        self.finish(say("Read the range"), "Alt+A", "read_range")
        self.setFocusProxy(self._analyte)

    def show_laboratory(self, name: str) -> None:
        """Show whose range it will be."""
        say = self._say
        self._whose.setText(name or say("Choose the laboratory in the list first."))

    def since(self) -> date | None:
        """Return the day as the field reads it."""
        return self._since.value()

    def check_filled(self) -> bool:
        """Say what is missing of the day; return whether it may stand."""
        return self._since.check_filled()

    def _add_analyte(self) -> None:
        say = self._say
        self._analyte = self.combo(fields_of.ANALYTE, say("Analyte"), self._take_analyte)
        self._analyte.addItem("", "")
        for one in self._offered.values():
            self._analyte.addItem(one.name, one.code)
        self._analyte.currentIndexChanged.connect(self._show_analyte)
        self.rows.addWidget(LabelledField(say, say("Analyte"), self._analyte, required=True))
        places = [Choice(one.value, say.begin(say.term(one))) for one in CSF]
        self._place = ChoiceRow(say, say("Where the CSF came from"), places, required=True)
        self.choice(self._place, fields_of.SPECIMEN, CSF)
        self._place.hide()
        self.rows.addWidget(self._place)

    def _add_limits(self) -> None:
        say = self._say
        low = self.line(say("Lower limit"), fields_of.LOW, longest=_SHORT)
        high = self.line(say("Upper limit"), fields_of.HIGH, longest=_SHORT)
        self._unit = self.combo(fields_of.UNIT, say("Unit"), _take_text)
        self._reads[fields_of.UNIT] = self._unit.currentText
        unit = LabelledField(say, say("Unit, as printed"), self._unit)
        self.rows.addLayout(_row(low, high, unit))

    def _add_whom(self) -> None:
        say = self._say
        sexes = (Sex.FEMALE, Sex.MALE)
        choices = [Choice("", say("everybody")), *(Choice(one, say.term(one)) for one in sexes)]
        sex = ChoiceRow(say, say("For whom"), choices)
        self.choice(sex, fields_of.SEX, ("", *sexes))
        # nothing told counts for everybody, as the register keeps it
        self._fills[fields_of.SEX] = sex.set_value
        sex.set_value("")
        first = self.line(say("From age"), fields_of.FROM_YEARS, longest=3)
        last = self.line(say("To age"), fields_of.TO_YEARS, longest=3)
        for one in (first, last):
            one.line.setFixedWidth(THEME.scaled(_AGE))
        row = _row(sex, first, last)
        row.setStretch(1, 0)
        row.setStretch(2, 0)
        self.rows.addLayout(row)

    def _take_analyte(self, combo: QComboBox, code: str) -> None:
        combo.setCurrentIndex(max(0, combo.findData(code)))

    def _show_analyte(self) -> None:
        one = self._offered.get(str(self._analyte.currentData() or ""))
        self._unit.clear()
        self._unit.addItems(one.units if one else ())
        self._unit.setEnabled(one is not None and len(one.units) > 1)
        csf = one is not None and one.csf
        self._place.setVisible(csf)
        if not csf:
            self._place.set_value(None)


class BackPart(FieldsPart):
    """Why the range chosen in the list is taken back."""

    def __init__(self, say: Words) -> None:
        super().__init__(say)
        self._which = Text("", "strong")
        self.rows.addWidget(self._which)
        words = say("What this analyte has from that day is taken back, for everybody it names.")
        self.rows.addWidget(Text(words, "small"))
        reason = self.line(say("Reason"), fields_of.REASON, required=True, longest=300)
        self.rows.addWidget(reason)
        self.finish(say("Read the taking back"), "Alt+A", "read_back")
        self.setFocusProxy(reason)
        self.show_chosen("")

    def show_chosen(self, words: str) -> None:
        """Show which range it is."""
        self._which.setText(words or self._say("Choose the range in the list first."))


def _take_text(combo: QComboBox, text: str) -> None:
    combo.setCurrentIndex(max(0, combo.findText(text)))


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(THEME.space.near)
    for part in parts:
        row.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
    return row
