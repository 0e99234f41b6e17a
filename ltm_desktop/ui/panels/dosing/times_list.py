"""Planned moments in a column: a shape, what it is, and how it stands; the time runs on."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ltm_desktop.ui.panels.dosing.layout import empty
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.text import Mark, Text

_SHAPES = {"ok": "tick", "neutral": "ring", "caution": "clock"}
Row = tuple[str, str, str]
"""Label, words, tone."""


class TimesList(QWidget):
    """Show planned moments; a row that did not change is not drawn anew."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(THEME.space.near)
        self._grid.setVerticalSpacing(THEME.space.tight)
        self._grid.setColumnStretch(2, 1)
        self._shown: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these moments."""
        if tuple(rows) == self._shown:
            return
        self._shown = tuple(rows)
        empty(self._grid)
        top = Qt.AlignmentFlag.AlignTop
        for place, (label, words, tone) in enumerate(rows):
            ink = THEME.palette.tone(tone).ink
            self._grid.addWidget(Mark(_SHAPES[tone], ink, drop=3), place, 0, top)
            self._grid.addWidget(Text(label, "bold", wrap=False), place, 1, top)
            shown = Text(words, "bold" if tone == "caution" else "")
            shown.in_tone(tone if tone == "caution" else "")
            self._grid.addWidget(shown, place, 2, top)
