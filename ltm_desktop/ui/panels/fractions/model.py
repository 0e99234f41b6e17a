"""The table of fractions: the next one on top, then the recorded sessions, newest first."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QPixmap

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.quantities import Unit
from ltm_desktop.domain.terms import ItemState
from ltm_desktop.ui.marks import mark
from ltm_desktop.ui.panels.fractions.shown import Line
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.badge import STATE_LOOKS
from ltm_desktop.ui.widgets.text import plain_tip

Index = QModelIndex | QPersistentModelIndex
STATE_COLUMN, IMAGING, OPERATORS, TARGET = 2, 5, 6, 7
_NUMERIC = (0, 3, 4)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SIDE = int(Qt.ItemDataRole.TextAlignmentRole)
_FONT = int(Qt.ItemDataRole.FontRole)
_SHAPE = int(Qt.ItemDataRole.DecorationRole)
_COLOUR = int(Qt.ItemDataRole.ForegroundRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_READER = int(Qt.ItemDataRole.AccessibleTextRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

_READ: tuple[Callable[[Line], str], ...] = (
    lambda line: line.fraction,
    lambda line: line.when,
    lambda line: line.state_words,
    lambda line: line.dose,
    lambda line: line.cumulative,
    lambda line: line.imaging,
    lambda line: line.operators,
    lambda line: line.target,
)


class SessionTable(QAbstractTableModel):
    """Sessions as lines; digits are padded to align, never given zeros (T8)."""

    def __init__(self, say: Words) -> None:
        super().__init__()
        self._say = say
        self._headings = self._headings_in(Unit.GY)
        self._lines: Sequence[Line] = ()
        self._low = False
        self._shapes: dict[ItemState, QPixmap] = {}

    def show_lines(self, lines: Sequence[Line], unit: Unit = Unit.GY) -> None:
        """Replace all lines; their doses are in this unit."""
        self.beginResetModel()
        self._headings = self._headings_in(unit)
        self._lines = tuple(lines)
        self.endResetModel()

    def keep_low(self, *, low: bool) -> None:
        """Write both operators in one line, so that more sessions are in sight at once."""
        if low != self._low:
            self.beginResetModel()
            self._low = low
            self.endResetModel()

    def line(self, row: int) -> Line:
        """Return one line."""
        return self._lines[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = _DISPLAY,
    ) -> Any:
        """Return the headings; the unit stands in them."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _DISPLAY:
            return self._headings[section]
        if role == _SIDE:
            return _RIGHT if section in _NUMERIC else _LEFT
        return None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Return text, shape and colour of one cell."""
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], index.column()
        if role in (_DISPLAY, _TIP, _READER):
            words = self._words(line, column, role)
            return plain_tip(words) if role == _TIP else words
        if role == _SIDE:
            return _RIGHT if column in _NUMERIC else _LEFT
        if column == STATE_COLUMN:
            return self._state(line, role)
        if role == _FONT and column in _NUMERIC[1:]:
            bold = QFont()
            bold.setBold(column == _NUMERIC[2])
            return bold
        return None

    def _words(self, line: Line, column: int, role: int) -> str:
        words = _READ[column](line)
        if role == _READER:
            return f"{self._headings[column]} {words}".strip()
        if role == _DISPLAY and column in _NUMERIC[1:]:
            return self._padded(words, column)
        if role == _DISPLAY and column == OPERATORS and self._low:
            return " · ".join(words.split("\n"))
        return words

    def _headings_in(self, unit: Unit) -> tuple[str, ...]:
        say = self._say
        return (
            say("Fraction"),
            say("When"),
            say("State"),
            say.unit(unit),
            say("Sum"),
            say("Imaging"),
            say("Operators"),
            say("Target"),
        )

    def _padded(self, words: str, column: int) -> str:
        """Pad to the longest decimals of the column with figure spaces."""
        longest = max((len(_decimals(_READ[column](line))) for line in self._lines), default=0)
        missing = longest - len(_decimals(words)) if words else 0
        point = "\u2008" if missing and not _decimals(words) else ""
        return words + point + "\u2007" * missing

    def _state(self, line: Line, role: int) -> Any:
        look = STATE_LOOKS[line.state]
        tone = THEME.palette.tone(look.tone)
        if role == _SHAPE:
            if line.state not in self._shapes:
                colour = tone.solid if line.state is ItemState.OVERDUE else tone.ink
                self._shapes[line.state] = mark(look.shape, colour, 14, 2)
            return self._shapes[line.state]
        return QColor(tone.ink) if role == _COLOUR else None


def _decimals(words: str) -> str:
    return words.partition(".")[2]
