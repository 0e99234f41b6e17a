"""How an event is related to each cause, in one table: arrows walk, digits choose and go on.

Nothing is chosen beforehand; what is missing is said in words beneath.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QRadioButton, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.options import Option
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.text import Text

_CAUSE = 148
"""Pixels: the longest cause in two lines, and beside it every level."""
_STEPS = {
    Qt.Key.Key_Left.value: (0, -1),
    Qt.Key.Key_Right.value: (0, 1),
    Qt.Key.Key_Up.value: (-1, 0),
    Qt.Key.Key_Down.value: (1, 0),
}


class RelationTable(LabelledField):
    """One level for each cause; `changed` fires on every choice."""

    changed = Signal()

    def __init__(self, say: Words, causes: Sequence[Option], levels: Sequence[Option]) -> None:
        self._causes, self._levels = causes, levels
        self._named = say.labelled
        self._cells: list[list[QRadioButton]] = []
        self._groups: list[QButtonGroup] = []
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(THEME.space.tight)
        self._grid.setVerticalSpacing(0)
        for number, level in enumerate(levels):
            head = Text(f"{number + 1} {level.words}", "small")
            head.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
            self._grid.addWidget(head, 0, number + 1, Qt.AlignmentFlag.AlignBottom)
            self._grid.setColumnStretch(number + 1, 2)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnMinimumWidth(0, THEME.scaled(_CAUSE))
        for row, cause in enumerate(causes):
            self._add(row, cause)
        help_text = say("Digits choose a level and go on to the next cause; arrows walk.")
        super().__init__(say, say("Related to"), holder, required=True, help_text=help_text)
        for cells in self._cells:
            for cell in cells:
                cell.installEventFilter(self)
        if self._cells:
            holder.setFocusProxy(self._cells[0][0])

    def value(self) -> dict[str, str]:
        """Return the level of every cause that has one."""
        chosen = zip(self._causes, self._cells, strict=True)
        return {
            cause.code: self._levels[at].code
            for cause, cells in chosen
            if (at := next((n for n, cell in enumerate(cells) if cell.isChecked()), None))
            is not None
        }

    def set_value(self, relations: Mapping[str, str]) -> None:
        """Choose levels; a cause that is not named has none."""
        for cause, cells, group in zip(self._causes, self._cells, self._groups, strict=True):
            group.setExclusive(False)
            for level, cell in zip(self._levels, cells, strict=True):
                cell.setChecked(relations.get(cause.code) == level.code)
            group.setExclusive(True)
        self.clear_message()

    def check_filled(self) -> bool:
        """Name the causes without a level; return whether none is missing."""
        known = self.value()
        missing = [one.words for one in self._causes if one.code not in known]
        if missing:
            listed = self._say.listing(missing)
            self.show_message(self._say("No level is chosen for {causes}.", causes=listed))
        return not missing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk by arrows without choosing; choose by a digit."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        place = self._place(watched)
        if place is None:
            return False
        return self._walk(place, event.key()) or self._choose(place[0], event.text())

    def _place(self, watched: QObject) -> tuple[int, int] | None:
        for row, cells in enumerate(self._cells):
            for column, cell in enumerate(cells):
                if cell is watched:
                    return row, column
        return None

    def _walk(self, place: tuple[int, int], key: int) -> bool:
        if key not in _STEPS:
            return False
        down, across = _STEPS[key]
        row = min(max(place[0] + down, 0), len(self._cells) - 1)
        column = min(max(place[1] + across, 0), len(self._levels) - 1)
        self._cells[row][column].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _choose(self, row: int, text: str) -> bool:
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= len(self._levels)):
            return False
        column = int(text) - 1
        self._cells[row][column].click()
        following = min(row + 1, len(self._cells) - 1)
        self._cells[following][column].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _add(self, row: int, cause: Option) -> None:
        label = QLabel(cause.words)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        self._grid.addWidget(label, row + 1, 0)
        group, cells = QButtonGroup(self._grid), []
        for column, level in enumerate(self._levels):
            cell = QRadioButton()
            cell.setObjectName(f"toxicity.relation.{cause.code}.{level.code}")
            cell.setAccessibleName(self._named(cause.words, level.words))
            cell.setMinimumSize(THEME.shape.target, THEME.shape.target)
            group.addButton(cell)
            self._grid.addWidget(cell, row + 1, column + 1, Qt.AlignmentFlag.AlignHCenter)
            cells.append(cell)
        group.buttonClicked.connect(self._clicked)
        self._groups.append(group)
        self._cells.append(cells)

    def _clicked(self) -> None:
        self.clear_message()
        self.changed.emit()
