"""One row of Today: when, who and what on one line over what it waits for, its state, its button.

Enter opens it at its next step; Up and Down ask for the row before and after.
"""

import re

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.today.lines import Group, TodayRow
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.asking_why import Explains
from ltm_desktop.ui.widgets.badge import Badge, Look, StatusPill
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.text import Text, unbroken

_WHEN = 104
_TABS = {"dose": "dosing", "fraction": "fractions"}
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class RowCard(QFrame, Explains):
    """Show one row; `opened` carries its patient, tab and item."""

    opened = Signal(str, str, str)
    moved = Signal(int)

    def __init__(self, say: Words, row: TodayRow) -> None:
        super().__init__()
        self.row = row
        self.setProperty("card", True)
        pill = _pill(say, row)
        told = (row.name, row.item, pill.text(), row.waits, row.note)
        self.setAccessibleName(" ".join(filter(None, told)))
        columns = QHBoxLayout(self)
        space = THEME.space
        columns.setContentsMargins(space.near, space.tight + 2, space.near, space.tight + 2)
        columns.setSpacing(space.near)
        when = _stack(_Whole(row.weekday, "small"), _Whole(unbroken(row.planned), "bold"))
        when.setFixedWidth(THEME.scaled(_WHEN))
        columns.addWidget(when)
        columns.addWidget(_told(row), 1)
        columns.addWidget(pill, 0, Qt.AlignmentFlag.AlignVCenter)
        self.button = self._make_button(say)
        columns.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """Return the rule that holds this line; the help of the page tells why."""
        return self.row.alerts

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter and move by the arrows; everything else goes on to the page."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.button.click()
        elif key in _MOVES:
            self.moved.emit(_MOVES[key])
        else:
            super().keyPressEvent(event)

    def _make_button(self, say: Words) -> QPushButton:
        row = self.row
        button = (
            QuietButton(say("Open"), bedside=True) if row.settled else PrimaryButton(say("Open"))
        )
        patient, item = row.key
        about = "" if row.about == "item" else f".{row.about}"
        button.setObjectName(f"today.open.{row.subject}.{item}{about}")
        button.setAccessibleName(say("Open {name}, {item}", name=row.name, item=row.item))
        tab = _TABS.get(row.kind, row.kind)
        button.clicked.connect(lambda: self.opened.emit(patient, tab, item))
        return button


def _pill(say: Words, row: TodayRow) -> Badge:
    """Return shape and word; what the clock or a person says of an item has one look everywhere."""
    if row.group is Group.RUNNING:
        return Badge(say("In progress"), Look("half", "caution", solid=True))
    if row.about == "item":
        return StatusPill(say, row.state)
    if row.settled:
        return Badge(say("Done"), Look("disc", "ok"))
    if row.pill:
        return Badge(row.pill, Look("triangle", row.tone, solid=row.tone == "stop"))
    if row.about == "call":
        return Badge(say("Phone call"), Look("clock", "caution"))
    return Badge(say("Under observation"), Look("clock", "advice"))


def _told(row: TodayRow) -> QWidget:
    """Say who and what first, then what it waits for; what tells two people apart stands below."""
    first = " · ".join(unbroken(words) for words in (row.name, row.item))
    known = " · ".join(unbroken(words) for words in (row.subject, row.born, row.detail) if words)
    lines = [_Whole(first, "bold")]
    lines += [_Whole(unbroken(words)) for words in (row.waits,) if words]
    lines += [_Whole(unbroken(words), "strong", tone="caution") for words in (row.note,) if words]
    return _stack(*lines, _Whole(known, "small"))


def _stack(*lines: Text) -> QWidget:
    block = QWidget()
    rows = QVBoxLayout(block)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(0)
    rows.addStretch(1)
    for line in lines:
        if line.text():
            rows.addWidget(line)
        else:
            line.deleteLater()
    rows.addStretch(1)
    return block


class _Whole(Text):
    """A text with room for its longest word, in the letters the window gives it."""

    def __init__(self, text: str, role: str = "", *, tone: str = "") -> None:
        super().__init__(text, role, tone=tone)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again in other letters: a name is never cut."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._make_room()

    def _make_room(self) -> None:
        words = re.split("[ \u200b]", self.text())
        self.setMinimumWidth(max(map(self.fontMetrics().horizontalAdvance, words)) + 2)
