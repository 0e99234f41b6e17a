"""The grades that exist for a term, each with its criteria; a digit key chooses one.

A grade that does not exist is not there; one that another must give says so and cannot be chosen.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.toxicity.grade_bar import GradeBox
from ltm_desktop.ui.panels.toxicity.row_button import RowButton
from ltm_desktop.ui.panels.toxicity.shown import GradeShown
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.text import Text

_BACK = (Qt.Key.Key_Left.value, Qt.Key.Key_Up.value)
_FORWARD = (Qt.Key.Key_Right.value, Qt.Key.Key_Down.value)
_DIGITS = range(1, 6)


class GradeChooser(LabelledField):
    """One grade; `changed` fires when another is chosen."""

    changed = Signal()

    def __init__(self, say: Words, label: str, name: str) -> None:
        self._rows: dict[int, RowButton] = {}
        self._name = name
        self._group = QButtonGroup()
        self._column = QWidget()
        self._lines = QVBoxLayout(self._column)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(2)
        self._group.idClicked.connect(self._clicked)
        help_text = say("Keys 1 to 5 choose. Shortened in our own words: grade by the full text.")
        super().__init__(say, label, self._column, required=True, help_text=help_text)

    def keys_in(self, form: QWidget) -> None:
        """Let the digits choose from anywhere in a form but a text field."""
        for number in _DIGITS:
            key = QShortcut(QKeySequence(str(number)), form)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(lambda number=number: self._press(number))

    def show_grades(self, grades: Sequence[GradeShown]) -> None:
        """Offer the grades of a term; nothing is chosen."""
        for row in self._rows.values():
            self._group.removeButton(row)
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = {}
        for grade in grades:
            self._add(grade)
        first = next(iter(self._rows.values()), None)
        if first is not None:
            self._column.setFocusProxy(first)
        self.clear_message()

    def value(self) -> str:
        """Return the number chosen, empty while none is."""
        return next((str(n) for n, row in self._rows.items() if row.isChecked()), "")

    def set_value(self, value: str) -> None:
        """Choose a grade where it exists, or none."""
        self._group.setExclusive(False)
        for number, row in self._rows.items():
            row.setChecked(str(number) == value)
        self._group.setExclusive(True)
        self.clear_message()

    def check_filled(self) -> bool:
        """Say so where no grade is chosen; return whether the field may stand."""
        if self.value():
            return True
        self.show_required()
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk between the grades by arrow keys without choosing; Space chooses."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._move(watched, event.key())
        return super().eventFilter(watched, event)

    def _move(self, watched: QObject, key: int) -> bool:
        rows = list(self._rows.values())
        place = next((n for n, row in enumerate(rows) if row is watched), -1)
        if place < 0 or key not in _BACK + _FORWARD:
            return False
        step = 1 if key in _FORWARD else -1
        rows[(place + step) % len(rows)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _add(self, grade: GradeShown) -> None:
        words = self._say("Grade {number}, {word}", number=grade.number, word=grade.word)
        row = RowButton(self._say.apart(words, self._say.together(grade.criteria, grade.barred)))
        row.setObjectName(f"{self._name}.{grade.number}")
        row.setEnabled(not grade.barred)
        row.columns.addWidget(GradeBox(grade.number), 0, Qt.AlignmentFlag.AlignVCenter)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(Text(words, "bold"))
        lines.addWidget(Text(grade.barred or grade.criteria, "small"))
        row.columns.addLayout(lines, 1)
        row.installEventFilter(self)
        self._group.addButton(row, grade.number)
        self._lines.addWidget(row)
        self._rows[grade.number] = row

    def _press(self, number: int) -> None:
        row = self._rows.get(number)
        if row is not None and row.isEnabled():
            row.setFocus(Qt.FocusReason.OtherFocusReason)
            row.click()

    def _clicked(self, _number: int) -> None:
        self.clear_message()
        self.changed.emit()
