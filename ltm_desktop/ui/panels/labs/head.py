"""What counts for every line of the laboratory form: panel, sample, place of CSF, document."""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.labs import typed as fields_of
from ltm_desktop.ui.panels.labs.shown import CsfSent, FormChoices, Named
from ltm_desktop.ui.panels.labs.typed import YES
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import LinkButton
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.date_fields import MomentField
from ltm_desktop.ui.widgets.flow import FlowLayout
from ltm_desktop.ui.widgets.labelled_field import LabelledField, NameEdit

_LINE = 120


class LabsHead(QWidget):
    """What counts for every line of one report."""

    changed = Signal()
    panel_chosen = Signal(str)

    def __init__(self, say: Words, now: Callable[[], datetime], choices: FormChoices) -> None:
        super().__init__()
        self._say = say
        self._csf = {one.code: one.csf for one in choices.panels}
        self._sent = choices.sent
        self.panel = _combo("labs.panel", [(one.code, one.name) for one in choices.panels])
        none = ("", say("not in the register"))
        self.laboratory = _combo("labs.laboratory", [none, *choices.laboratories])
        self.sampled = MomentField(say, say("Sample drawn"), now, required=True)
        self.sampled.line.setObjectName("labs.sampled")
        self.reported = MomentField(say, say("Reported"), now)
        self.reported.line.setObjectName("labs.reported")
        self.number = NameEdit(say, say("Report number"), longest=_LINE)
        self.number.line.setObjectName("labs.number")
        self.note = NameEdit(say, say("Where it was read"), longest=_LINE)
        self.note.line.setObjectName("labs.note")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.tight)
        panel = LabelledField(say, say("Panel"), self.panel)
        laboratory = LabelledField(say, say("Laboratory"), self.laboratory)
        rows.addLayout(_row(panel, self.sampled, laboratory))
        rows.addWidget(self._make_place(choices.places))
        self.document = QWidget()
        """What is typed last and may stay empty: it stands below the values."""
        below = QVBoxLayout(self.document)
        below.setContentsMargins(0, THEME.space.close, 0, 0)
        below.setSpacing(THEME.space.tight)
        below.addWidget(self._make_marks(choices.marks))
        below.addLayout(_row(self.number, self.reported, self.note))
        self._connect()
        self.setFocusProxy(self.panel)

    def fields(self) -> dict[str, str]:
        """Return the head by field."""
        place = self.place.value() if not self._place.isHidden() else None
        return {
            fields_of.PANEL: str(self.panel.currentData() or ""),
            fields_of.SPECIMEN: place or "",
            fields_of.SAMPLED: self.sampled.text(),
            fields_of.REPORTED: self.reported.text(),
            fields_of.LABORATORY: str(self.laboratory.currentData() or ""),
            fields_of.NUMBER: self.number.value(),
            fields_of.NOTE: self.note.value(),
            **{
                f"mark.{code}": YES if tick.isChecked() else ""
                for code, tick in self._ticks.items()
            },
        }

    def fill(self, fields: Mapping[str, str]) -> None:
        """Fill the head; what is not among the fields is emptied."""
        self.blockSignals(True)
        for combo, name in ((self.panel, fields_of.PANEL), (self.laboratory, fields_of.LABORATORY)):
            combo.setCurrentIndex(max(0, combo.findData(fields.get(name, ""))))
        self.sampled.set_text(fields.get(fields_of.SAMPLED, ""))
        self.reported.set_text(fields.get(fields_of.REPORTED, ""))
        self.number.set_value(fields.get(fields_of.NUMBER, ""))
        self.note.set_value(fields.get(fields_of.NOTE, ""))
        self.place.set_value(fields.get(fields_of.SPECIMEN) or None)
        for code, tick in self._ticks.items():
            tick.setChecked(fields.get(f"mark.{code}") == YES)
        self.blockSignals(False)

    def show_csf(self, csf: bool) -> None:
        """Ask for the place of CSF, or for what a blood value was measured under."""
        self._place.setVisible(csf)
        self._marks.setVisible(not csf)
        self._offered.setVisible(csf and bool(self._sent))

    def check_filled(self) -> bool:
        """Say what is missing of the head; return whether it may stand."""
        place = self._place.isHidden() or self.place.check_filled()
        if not self.sampled.check_filled():
            self.sampled.line.setFocus()
            return False
        if not place:
            self.place.setFocus()
        if not self.reported.check_filled():
            self.reported.line.setFocus()
            return False
        return place

    def lock_panel(self, locked: bool) -> None:
        """Keep the panel while one result is put right."""
        self.panel.setEnabled(not locked)

    def _make_place(self, places: tuple[Named, ...]) -> QWidget:
        say = self._say
        self._place = QWidget()
        rows = QVBoxLayout(self._place)
        rows.setContentsMargins(0, 0, 0, 0)
        choices = [Choice(code, words) for code, words in places]
        self.place = ChoiceRow(say, say("Where the CSF came from"), choices, required=True)
        for code, _ in places:
            self.place.button(code).setObjectName(f"labs.place.{code}")
        rows.addWidget(self.place)
        self._offered = QWidget()
        offered = FlowLayout(self._offered, gap=THEME.space.close)
        for number, one in enumerate(self._sent):
            button = LinkButton(one.words)
            button.setObjectName(f"labs.sent.{number}")
            button.clicked.connect(lambda _=False, one=one: self._take(one))
            offered.addWidget(button)
        rows.addWidget(self._offered)
        return self._place

    def _make_marks(self, marks: tuple[Named, ...]) -> QWidget:
        self._marks = QWidget()
        row = FlowLayout(self._marks, gap=THEME.space.near)
        self._ticks: dict[str, QCheckBox] = {}
        for code, words in marks:
            tick = QCheckBox(words.replace("&", "&&"))
            tick.setObjectName(f"labs.mark.{code}")
            tick.setAccessibleName(words)
            tick.clicked.connect(self.changed)
            row.addWidget(tick)
            self._ticks[code] = tick
        return self._marks

    def _take(self, sent: CsfSent) -> None:
        self.sampled.set_text(sent.sampled)
        self.place.set_value(sent.specimen)
        self.changed.emit()

    def _connect(self) -> None:
        self.panel.currentIndexChanged.connect(self._choose)
        self.laboratory.currentIndexChanged.connect(self.changed)
        for moment in (self.sampled, self.reported):
            moment.line.textEdited.connect(self.changed)
            moment.line.editingFinished.connect(self.changed)
        for text in (self.number, self.note):
            text.line.textEdited.connect(self.changed)
        self.place.changed.connect(self.changed)

    def _choose(self) -> None:
        self.panel_chosen.emit(str(self.panel.currentData() or ""))
        self.changed.emit()


def _combo(name: str, choices: list[Named]) -> QComboBox:
    combo = QComboBox()
    combo.setObjectName(name)
    for code, words in choices:
        combo.addItem(words, code)
    # a long name of a laboratory never pushes the form wide
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(12)
    return combo


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(THEME.space.close)
    for part in parts:
        row.addWidget(part, 1)
    return row
