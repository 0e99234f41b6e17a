"""The form of the register, what it would write, and the button that writes it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.site.laboratories import OfferedAnalyte
from ltm_desktop.ui.panels.site.laboratories_form import BackPart, LaboratoryPart, RangePart
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import PrimaryButton
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.saved_line import SavedLine
from ltm_desktop.ui.widgets.text import Text

LABORATORY, RANGE, BACK = "laboratory", "range", "back"
"""What is entered."""


class RegisterCard(Card):
    """One of three forms, what it would write, and the button that writes it."""

    edited = Signal()
    wanted = Signal(str)
    record_wanted = Signal()

    def __init__(
        self,
        say: Words,
        now: Callable[[], datetime],
        analytes: Sequence[OfferedAnalyte],
        *,
        may: bool,
    ) -> None:
        super().__init__(say("Keep the register"))
        self._say = say
        self.alerts = AlertList(say)
        self._parts: dict[str, LaboratoryPart | RangePart | BackPart] = {}
        self.body.addWidget(self.alerts)
        if not may:
            words = say("Administrators, investigators and research nurses keep this register.")
            self.body.addWidget(EmptyState(words, say("You can read all of it.")))
            self.body.addStretch(1)
            return
        self._range, self._back = RangePart(say, now, analytes), BackPart(say)
        self._parts = {LABORATORY: LaboratoryPart(say), RANGE: self._range, BACK: self._back}
        self._add_parts(bool(analytes))
        self._add_preview()
        self.turn_to(RANGE)

    def fields(self) -> dict[str, str]:
        """Return what is typed in all three."""
        return {name: text for part in self._parts.values() for name, text in part.fields().items()}

    def fill(self, fields: Mapping[str, str]) -> None:
        """Fill all three."""
        for part in self._parts.values():
            part.fill(fields)

    def since(self) -> date | None:
        """Return the day of a new range as its field reads it."""
        return self._range.since() if self._parts else None

    def show_laboratory(self, name: str) -> None:
        """Show whose range would be entered."""
        if self._parts:
            self._range.show_laboratory(name)

    def show_chosen(self, words: str) -> None:
        """Show which range would be taken back."""
        if self._parts:
            self._back.show_chosen(words)

    def show_preview(self, text: str) -> None:
        """Show what would be written, and the button beneath it."""
        if self._parts:
            self._text.setText(text)
            self._preview.setVisible(bool(text))
            if text:
                self.saved.hide()

    def lead_to_record(self) -> None:
        """Lead to the button beneath what was read."""
        self.record.setFocus()

    def show_recorded(self, recorded: Recorded, emptied: Sequence[str]) -> None:
        """Say that it stands and empty these fields."""
        self.show_preview("")
        for part in self._parts.values():
            part.fill({}, emptied)
        self.saved.show_saved(recorded.recorded_at)
        self.saved.show()
        self._shown().setFocus()

    def turn_to(self, what: str) -> None:
        """Show one of the three forms."""
        for name, part in self._parts.items():
            part.setVisible(name == what)
        if self._doing.value() != what:
            self._doing.set_value(what)

    def _add_parts(self, configured: bool) -> None:
        say = self._say
        choices = [
            Choice(RANGE, say("New range")),
            Choice(LABORATORY, say("New laboratory")),
            Choice(BACK, say("Take a range back")),
        ]
        self._doing = ChoiceRow(say, say("What is entered"), choices)
        for one in choices:
            self._doing.button(one.value).setObjectName(f"site.laboratory.do.{one.value}")
        self._doing.changed.connect(self._turn)
        self.body.addWidget(self._doing)
        if not configured:
            words = say("Ranges need a signed configuration: it names the analytes.")
            self.body.addWidget(Text(words, "small"))
        for name, part in self._parts.items():
            self.body.addWidget(part)
            part.edited.connect(self.edited)
            part.wanted.connect(lambda name=name: self.wanted.emit(name))
        self.setFocusProxy(self._doing)

    def _add_preview(self) -> None:
        say = self._say
        self._preview = QWidget()
        rows = QVBoxLayout(self._preview)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(Text(say("Read what is written"), "label"))
        self._text = Text("", "small")
        self._text.setObjectName("site.laboratory.preview")
        rows.addWidget(self._text)
        self.record = PrimaryButton(say("Write into the register"), "Alt+R")
        self.record.setObjectName("site.laboratory.record")
        self.record.clicked.connect(self.record_wanted)
        rows.addWidget(self.record, 0, Qt.AlignmentFlag.AlignRight)
        self._preview.hide()
        self.saved = SavedLine(say)
        self.saved.hide()
        self.body.addWidget(self._preview)
        self.body.addWidget(self.saved)
        self.body.addStretch(1)

    def _shown(self) -> QWidget:
        return self._parts[self._doing.value() or RANGE]

    def _turn(self) -> None:
        self.turn_to(self._doing.value() or RANGE)
        self.edited.emit()
