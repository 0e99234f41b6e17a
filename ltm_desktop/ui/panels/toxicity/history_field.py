"""Every grade told so far with its day, to be put right in a correction."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.date_fields import DateField
from ltm_desktop.ui.widgets.labelled_field import LabelledField


class HistoryField(LabelledField):
    """One line for each grade: from which day, which grade; `changed` fires on every change."""

    changed = Signal()

    def __init__(self, say: Words, now: Callable[[], datetime], days: Sequence[str]) -> None:
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(THEME.space.normal)
        self._grid.setVerticalSpacing(THEME.space.tight)
        self._days: list[DateField] = []
        self._grades: list[ChoiceRow] = []
        self._words = say
        for number, day in enumerate(days):
            field = DateField(say, say("From the day"), now, required=True)
            field.line.setObjectName(f"toxicity.history_day.{number}")
            field.set_text(day)
            field.changed.connect(self.changed)
            self._days.append(field)
            self._grades.append(self._row(number, ()))
            self._grid.addWidget(field, number, 0)
            self._grid.addWidget(self._grades[-1], number, 1)
        self._grid.setColumnStretch(1, 1)
        super().__init__(say, say("Every grade so far"), holder, required=True)

    def offer_grades(self, numbers: Sequence[str]) -> None:
        """Offer the grades that exist; what was chosen and exists stays chosen."""
        for number, old in enumerate(self._grades):
            row, kept = self._row(number, numbers), old.value()
            row.set_value(kept if kept in numbers else None)
            self._grid.replaceWidget(old, row)
            old.hide()
            old.deleteLater()
            self._grades[number] = row

    def value(self) -> str:
        """Return the chosen grades, with commas between them."""
        return ",".join(row.value() or "" for row in self._grades)

    def set_value(self, text: str) -> None:
        """Choose grades."""
        for row, grade in zip(self._grades, text.split(","), strict=False):
            row.set_value(grade or None)

    def days(self) -> tuple[date | None, ...]:
        """Return the day of every grade."""
        return tuple(field.value() for field in self._days)

    def check_filled(self) -> bool:
        """Say what is missing; return whether all of it may stand."""
        # each says what it misses, not only the first
        unfilled = [
            *(field for field in self._days if not field.check_filled()),
            *(row for row in self._grades if not row.check_filled()),
        ]
        return not unfilled

    def _row(self, number: int, numbers: Sequence[str]) -> ChoiceRow:
        say = self._words
        row = ChoiceRow(say, say("Grade"), [Choice(one, one) for one in numbers], required=True)
        for one in numbers:
            row.button(one).setObjectName(f"toxicity.history_grade.{number}.{one}")
        row.changed.connect(self.changed)
        return row
