"""The filter of the trail: patient, person, kind, days, words, marks; every change asks again."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ltm_desktop.app.trail.columns import flag_word, kind_word
from ltm_desktop.app.trail.rows import TrailFlag, TrailKind
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.trail.presenter import Typed
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.columns import Columns, row_of
from ltm_desktop.ui.widgets.date_fields import DateField
from ltm_desktop.ui.widgets.flow import FlowLayout
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.text import Text, prompt_room

_OFFERED = (
    TrailFlag.LATE,
    TrailFlag.OVERRIDE,
    TrailFlag.DEVIATION,
    TrailFlag.INCIDENT,
    TrailFlag.CORRECTION,
    TrailFlag.VOID,
    TrailFlag.CHANGE,
    TrailFlag.CLOCK,
)


class Filters(QWidget):
    """Offer the filter; `asked` carries what is set."""

    asked = Signal(object)

    def __init__(
        self,
        say: Words,
        people: Sequence[tuple[str, str]],
        now: Callable[[], datetime],
        *,
        one_patient: bool,
    ) -> None:
        super().__init__()
        self._say = say
        self._one_patient = one_patient
        self.patient = self._line("trail.patient", say("Name or number"))
        self.words = self._line("trail.words", say("In rows and texts"))
        self.person = self._choice("trail.person", (("", say("Everybody")), *people))
        kinds = ((one.value, kind_word(one, say)) for one in TrailKind if one != TrailKind.OTHER)
        self.kind = self._choice("trail.kind", (("", say("Everything")), *kinds))
        self.since = self._date("trail.since", say("Recorded from"), now)
        self.until = self._date("trail.until", say("Recorded until"), now)
        self.flags = {flag: self._tick(flag) for flag in _OFFERED}
        self.all = QuietButton(say("Show all"), "Alt+L")
        self.all.setObjectName("trail.all_button")
        self.all.clicked.connect(self.clear)
        self._strong = Text(say("Filtered"), "bold", tone="caution", wrap=False)
        self._lay_out()
        self.show_filtered(filtered=False)
        self.setFocusProxy(self.words if one_patient else self.patient)

    def typed(self) -> Typed:
        """Return what is set."""
        return Typed(
            patient=self.patient.text(),
            person=self.person.currentData() or "",
            kind=self.kind.currentData() or "",
            since=self.since.value(),
            until=self.until.value(),
            flags=frozenset(flag for flag, box in self.flags.items() if box.isChecked()),
            words=self.words.text(),
        )

    def clear(self) -> None:
        """Ask for everything again."""
        for line in (self.patient, self.words):
            line.clear()
        for box in (self.person, self.kind):
            box.setCurrentIndex(0)
        for day in (self.since, self.until):
            with QSignalBlocker(day):
                day.set_value(None)
        for tick in self.flags.values():
            with QSignalBlocker(tick):
                tick.setChecked(False)
        self._ask()

    def show_filtered(self, *, filtered: bool) -> None:
        """Say strongly that not everything is shown."""
        self._strong.setVisible(filtered)
        self.all.setVisible(filtered)

    def _ask(self) -> None:
        self.asked.emit(self.typed())

    def _line(self, name: str, hint: str) -> QLineEdit:
        line = QLineEdit()
        line.setObjectName(name)
        line.setPlaceholderText(hint)
        line.editingFinished.connect(self._ask)
        return line

    def _choice(self, name: str, offered: Sequence[tuple[str, str]]) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        for code, words in offered:
            box.addItem(words, code)
        box.activated.connect(lambda _: self._ask())
        return box

    def _date(self, name: str, label: str, now: Callable[[], datetime]) -> DateField:
        field = DateField(self._say, label, now)
        field.line.setObjectName(name)
        field.changed.connect(self._day_changed)
        return field

    def _day_changed(self) -> None:
        # while it is typed a day may be no day yet; an empty or whole one is asked for
        fields = (self.since, self.until)
        if all(not one.text().strip() or one.value() is not None for one in fields):
            self._ask()

    def _tick(self, flag: TrailFlag) -> QCheckBox:
        box = QCheckBox(flag_word(flag, self._say))
        box.setObjectName(f"trail.flag.{flag.value}")
        box.toggled.connect(lambda _: self._ask())
        return box

    def _lay_out(self) -> None:
        say, space = self._say, THEME.space
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(space.tight)
        fields = Columns()
        fields.setSpacing(space.close)
        patient = LabelledField(say, say("Patient"), self.patient)
        patient.setVisible(not self._one_patient)
        for line in (self.patient, self.words):
            line.setMinimumWidth(prompt_room(line))
        person = LabelledField(say, say("Written or signed by"), self.person)
        kind = LabelledField(say, say("What it is about"), self.kind)
        words = LabelledField(say, say("Words"), self.words)
        fields.add(row_of(patient, person, kind), 2 if self._one_patient else 3)
        fields.add(row_of(self.since, self.until, words), 3)
        rows.addLayout(fields)
        below = QHBoxLayout()
        below.setSpacing(space.close)
        marks = QWidget()
        flow = FlowLayout(marks, gap=space.normal, line_gap=space.hair)
        for box in self.flags.values():
            flow.addWidget(box)
        below.addWidget(marks, 1)
        below.addWidget(self._strong)
        below.addWidget(self.all)
        rows.addLayout(below)
