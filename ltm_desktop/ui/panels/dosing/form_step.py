"""A page before the bedside check: what is still asked, or what was recorded on it."""

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.dosing.forms import Form
from ltm_desktop.ui.panels.dosing.shown import Standing
from ltm_desktop.ui.panels.dosing.standing import Step
from ltm_desktop.ui.panels.dosing.told_facts import ToldFacts
from ltm_desktop.ui.panels.dosing.typed import YES
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.card import EmptyState


class StepForm(Form):
    """Ask where this person may answer; say who is waited for; show what stands."""

    step: ClassVar[Step]
    AGAIN: ClassVar[str] = ""
    """The field that says a step is taken once more; none where it is taken once."""

    def __init__(self, say: Words, waiting: tuple[str, str], again: str = "") -> None:
        super().__init__(say)
        self.signs = False
        self._standing: Standing | None = None
        self._anew = False
        self._waits = EmptyState(*waiting)
        self._told = ToldFacts()
        self._again = QuietButton(again or say("Again"), bedside=True)
        self._again.setObjectName(f"dosing.{self.AGAIN or self.step}_again")
        self._again.clicked.connect(self._ask_again)
        self.asks = QWidget()
        """Everything that is typed or chosen here."""
        self.body = QVBoxLayout(self.asks)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(THEME.space.near)
        self.above = QVBoxLayout()
        """What is read before one answers, whoever looks."""
        for widget in (self._waits, self._told):
            self.rows.addWidget(widget)
        self.rows.addWidget(self._again, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows.addLayout(self.above)
        self.rows.addWidget(self.asks)

    def show_standing(self, standing: Standing) -> None:
        """Show what was recorded on this page, or what it asks."""
        self._standing = standing
        self._told.show_sections(standing.readied.stands.get(self.step, ()))
        self._arrange()

    def fill(self, fields: Mapping[str, str], *, whole: bool = True) -> None:
        """Put texts back; the step may be being taken once more."""
        super().fill(fields, whole=whole)
        if self.AGAIN and (whole or self.AGAIN in fields):
            self._anew = fields.get(self.AGAIN) == YES
        self._arrange()

    @property
    def stands(self) -> bool:
        """Tell whether the step was recorded and is not being taken once more."""
        standing = self._standing
        recorded = standing is not None and self.step in standing.readied.stands
        return recorded and not self._anew

    def _ask_again(self) -> None:
        self._anew = True
        self.changed.emit(self.AGAIN, YES)
        self._arrange()

    def _arrange(self) -> None:
        standing = self._standing
        if standing is None:
            return
        may = self.step in standing.may
        self.signs = may and not self.stands
        self._told.setVisible(self.stands)
        self._again.setVisible(self.stands and may and bool(self.AGAIN))
        self._waits.setVisible(not self.stands and not may)
        self.asks.setVisible(self.signs)
