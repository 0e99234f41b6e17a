"""A dose not given: the outcome in a column, its reasons, when it was decided, until when."""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.dosing import NotGiven
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.ui.panels.dosing import not_given
from ltm_desktop.ui.panels.dosing.forms import Form
from ltm_desktop.ui.panels.dosing.labels import labelled
from ltm_desktop.ui.panels.dosing.layout import FieldGrid
from ltm_desktop.ui.panels.dosing.shown import Standing
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.choice_row import Choice
from ltm_desktop.ui.widgets.reason_chooser import ReasonChooser
from ltm_desktop.ui.widgets.text import Text


class NotGivenForm(Form):
    """Every outcome can be told; only a person settles a dose as unknown."""

    def __init__(self, say: Words, now: Callable[[], datetime]) -> None:
        super().__init__(say)
        self._active: ActiveProtocol | None = None
        self._reason: ReasonChooser | None = None
        self.rows.addWidget(Text(say("This dose was not given"), "strong"))
        outcomes = [Choice(one.value, say.term(one)) for one in NotGiven]
        columns = QHBoxLayout()
        columns.setSpacing(THEME.space.wide)
        left, self._right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self.reasons("not_outcome", say("What happened"), outcomes))
        left.addStretch(1)
        self._right.addStretch(1)
        columns.addLayout(left, 1)
        columns.addLayout(self._right, 1)
        self.rows.addLayout(columns)
        self._decided = self.moment_now("decided_at", say("Decided at"), now)
        self._until = self.day("until", say("Held until"), now)
        self._grid = FieldGrid(wide=3)
        self._grid.show_fields([self._decided])
        self.rows.addWidget(self._grid)
        self._until.setParent(self)
        self._until.hide()
        self.rows.addWidget(self.note("not_note", say("Notes")))
        self.changed.connect(self._follow)

    def show_standing(self, standing: Standing) -> None:
        """Take the protocol whose vocabularies name the reasons."""
        self._active = standing.active

    def fill(self, fields: Mapping[str, str], *, whole: bool = True) -> None:
        """Put texts back and show the reasons that belong to the outcome."""
        if whole or "not_outcome" in fields:
            self._show_outcome(not_given.outcome(fields))
        super().fill(fields, whole=whole)

    def _follow(self, key: str, text: str) -> None:
        if key == "not_outcome":
            self._show_outcome(not_given.outcome({key: text}))

    def _show_outcome(self, outcome: NotGiven | None) -> None:
        held: list[QWidget] = [self._until] if outcome is NotGiven.HELD else []
        self._grid.show_fields([self._decided, *held])
        if self._reason is not None:
            self._right.removeWidget(self._reason)
            self._reason.hide()
            self._reason.deleteLater()
            self._reason = None
            self.forget("not_reason")
        if outcome is None or self._active is None:
            return
        choices = labelled(self._active, not_given.REASONS[outcome], self._say)
        self._reason = self.reasons("not_reason", self._say("Reason"), choices)
        self._right.insertWidget(0, self._reason)
