"""The head of the form, always in sight: medicine line, plan, prescriber, a dose on hold."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.dosing.layout import empty
from ltm_desktop.ui.panels.dosing.shown import Standing
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.medicine_line import MedicineLine
from ltm_desktop.ui.widgets.text import Line, Text


class Top(QWidget):
    """Show one dose's medicine line; before the order it says that there is none."""

    def __init__(self, say: Words) -> None:
        super().__init__()
        self._say = say
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(THEME.space.tight)
        self._shown: object = None

    def show_standing(self, standing: Standing, *, blind: bool = False) -> None:
        """Show the head of a dose; blind, only its drug, until the second person has read."""
        key = (standing.header, standing.prescriber, standing.held, blind)
        if key == self._shown:
            return
        self._shown = key
        empty(self._rows)
        head = standing.header
        if blind:
            self._rows.addWidget(Text(head.drug, "heading"))
            hidden = Text(
                self._say("Amount, volume and route are hidden until the second person has read."),
                "bold",
            )
            hidden.setObjectName("dosing.hidden")
            self._rows.addWidget(hidden)
        elif head.dose is not None:
            line = MedicineLine(self._say, head.drug, head.dose, head.route)
            line.setObjectName("dosing.medicine_line")
            self._rows.addWidget(line)
        else:
            words = f"{head.drug} — {head.route}"
            self._rows.addWidget(Text(words, "heading"))
        # a prescriber's note may well tell the amount
        prescriber = "" if blind else standing.prescriber
        plan = " · ".join(part for part in (head.plan, prescriber) if part)
        self._rows.addWidget(Text(plan, "small"))
        if standing.held:
            self._rows.addWidget(Text(standing.held, "bold", tone="caution"))
        self._rows.addWidget(Line())
