"""One row of Today: when, who on three lines, what, its state, and the button that opens it."""

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.today.presenter import TodayRow
from ltm_desktop.ui.tokens import LIGHT
from ltm_desktop.ui.widgets.badge import StatusPill
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.text import Text, breakable

_WHEN, _WHO = 118, 160


class RowCard(QFrame):
    """Show one item; `opened` carries its patient and item."""

    opened = Signal(str, str, str)

    def __init__(self, say: Words, row: TodayRow) -> None:
        super().__init__()
        self.row = row
        self.setProperty("card", True)
        self.setAccessibleName(f"{row.name} {row.item} {say.term(row.state)}")
        columns = QHBoxLayout(self)
        space = LIGHT.space
        columns.setContentsMargins(space.near, space.tight + 2, space.near, space.tight + 2)
        columns.setSpacing(space.near)
        when = _stack((row.weekday, "small"), (row.planned, "bold"))
        when.setFixedWidth(_WHEN)
        columns.addWidget(when)
        who = _stack((row.name, "bold"), (row.born, "small"), (row.subject, "small"))
        who.setMinimumWidth(_WHO)
        columns.addWidget(who, 3)
        columns.addWidget(_stack((row.item, "bold"), (row.waits, ""), (row.detail, "small")), 5)
        columns.addWidget(StatusPill(say, row.state), 0, Qt.AlignmentFlag.AlignVCenter)
        self.button = self._make_button(say)
        columns.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)

    def _make_button(self, say: Words) -> QWidget:
        row = self.row
        button = (
            QuietButton(say("Open"), bedside=True) if row.settled else PrimaryButton(say("Open"))
        )
        patient, item = row.key
        button.setObjectName(f"today.open.{row.subject}.{item}")
        button.setAccessibleName(say("Open {name}, {item}", name=row.name, item=row.item))
        tab = "dosing" if row.kind == "dose" else "fractions"
        button.clicked.connect(lambda: self.opened.emit(patient, tab, item))
        return button


def _stack(*lines: tuple[str, str]) -> QWidget:
    block = QWidget()
    rows = QVBoxLayout(block)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(0)
    rows.addStretch(1)
    for text, role in lines:
        if not text:
            continue
        rows.addWidget(_whole(Text(_unbroken(text), role)))
    rows.addStretch(1)
    return block


def _whole(label: Text) -> Text:
    """Give a label room for its longest word: a name is never cut."""
    label.ensurePolished()
    words = re.split("[ \u200b]", label.text())
    label.setMinimumWidth(max(label.fontMetrics().horizontalAdvance(word) for word in words) + 2)
    return label


def _unbroken(text: str) -> str:
    """Keep a date or a number with hyphens on one line."""
    return breakable(text).replace("-", "-\u2060")
