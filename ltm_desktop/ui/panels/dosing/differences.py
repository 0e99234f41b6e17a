"""What the second person read otherwise than it was ordered or prepared: both values."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from ltm_desktop.app.wording.telling.medicine import route_words
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui.panels.dosing.layout import Block, empty
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.text import Mark, Text


class Differences(Block):
    """Say "No difference", or set what was ordered beside what was read."""

    def __init__(self, say: Words) -> None:
        super().__init__(say("Compared with order and preparation"))
        self.setObjectName("dosing.differences")
        self._say = say
        self._rows = QVBoxLayout()
        self.body.addLayout(self._rows)
        self._found: tuple[Alert, ...] | None = None
        self.hide()

    def show_found(self, found: Sequence[Alert]) -> None:
        """Show the differences, in the order of the label."""
        if tuple(found) == self._found:
            return
        self._found = tuple(found)
        empty(self._rows)
        self._rows.addLayout(self._table(found) if found else self._none())

    def _none(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(THEME.space.tight)
        row.addWidget(Mark("disc", THEME.palette.ok.ink, drop=3), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Text(self._say("No difference"), "bold", tone="ok"), 1)
        return row

    def _table(self, found: Sequence[Alert]) -> QGridLayout:
        say, grid = self._say, QGridLayout()
        grid.setHorizontalSpacing(THEME.space.wide)
        grid.setVerticalSpacing(THEME.space.tight)
        for column, words in enumerate((say("Ordered or prepared"), say("Read by second person"))):
            grid.addWidget(Text(words, "label"), 0, column + 1)
        for row, alert in enumerate(found, start=1):
            grid.addWidget(Text(self._label(alert.code), "bold", tone="stop"), row, 0)
            for column, key in enumerate(("ordered", "found")):
                grid.addWidget(Text(self._value(alert, key), "bold"), row, column + 1)
        grid.setColumnStretch(2, 1)
        return grid

    def _label(self, code: str) -> str:
        say = self._say
        return {
            "dosing.differs_patient": say("Subject number"),
            "dosing.differs_drug": say("Drug"),
            "dosing.differs_dose": say("Dose"),
            "dosing.differs_volume": say("Volume"),
            "dosing.differs_access": say("Route"),
            "dosing.differs_use_by": say("Use by"),
        }[code]

    def _value(self, alert: Alert, key: str) -> str:
        value = alert.values.get(key, "")
        if isinstance(value, Access):
            return route_words(value, self._say)
        return self._say.shown(value)
