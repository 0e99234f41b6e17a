"""The laboratory panel: the form at the left, the results of the chart at the right."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.labs.form import LabsForm
from ltm_desktop.ui.panels.labs.results import ResultsCard
from ltm_desktop.ui.panels.labs.shown import (
    AnalyteLine,
    FormChoices,
    LineTold,
    Named,
    PuttingRight,
    ResultDetail,
    ResultTable,
)
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.columns import Columns
from ltm_desktop.ui.widgets.reading_order import move_focus

_FORM = 690


class LabsView(QWidget):
    """Enter, list and put right results; everything a person wants is a signal."""

    recorded = Signal(object)
    form_made = Signal()

    def __init__(self, say: Words, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._say = say
        self._now = now
        self.form: LabsForm | None = None
        columns = Columns(self)
        self._left = QWidget()
        self._holder = QVBoxLayout(self._left)
        self._holder.setContentsMargins(0, 0, 0, 0)
        columns.add(self._left, width=_FORM, high=440)
        self.results = ResultsCard(say)
        columns.add(self.results, 1, high=420)
        self._refused: Card | None = None

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab follow the order in which the page is read, through lines made anew too."""
        return move_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def show_form(self, choices: FormChoices, *, may: bool, configured: bool) -> None:
        """Offer the head of the form, or say why nothing can be entered."""
        if self.form is not None or self._refused is not None:
            return
        if not may or not configured:
            self._refused = self._refuse(may=may)
            self._holder.addWidget(self._refused)
            self._holder.addStretch(1)
            return
        self.form = LabsForm(self._say, self._now, choices)
        self._holder.addWidget(self.form)
        self.setFocusProxy(self.form)
        self.form_made.emit()

    def show_lines(self, lines: Sequence[AnalyteLine], *, csf: bool) -> None:
        """Show the lines of the panel chosen; what is typed in a line stays."""
        if self.form is not None:
            self.form.show_lines(lines, csf=csf)

    def fill(self, fields: Mapping[str, str]) -> None:
        """Fill the form, such as with a draft."""
        if self.form is not None:
            self.form.fill(fields)

    def show_told(self, told: Mapping[str, LineTold]) -> None:
        """Show beside each line how its value stands."""
        if self.form is not None:
            self.form.show_told(told)

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show what stands against the whole."""
        if self.form is not None:
            self.form.show_alerts(alerts)

    def show_table(self, table: ResultTable, panels: Sequence[Named]) -> None:
        """Show the results of the chart."""
        self.results.show_table(table, panels)

    def show_detail(self, detail: ResultDetail | None, *, may: bool) -> None:
        """Show one result whole."""
        self.results.show_detail(detail, may=may)

    def show_putting_right(self, what: PuttingRight | None) -> None:
        """Let the form put a result right, or take it back; None: enter new ones again."""
        if self.form is not None:
            self.form.show_putting_right(what)

    def show_draft(self, at: datetime) -> None:
        """Say that the form is kept as a draft."""
        if self.form is not None:
            self.form.saved.show_draft(at)

    def show_not_kept(self, sentence: str) -> None:
        """Say that the form could not be kept."""
        if self.form is not None:
            self.form.saved.show_not_saved(sentence)

    def show_busy(self, busy: bool) -> None:
        """Hold still while it is stored."""
        self._left.setEnabled(not busy)

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands."""
        if self.form is not None:
            self.form.show_recorded(recorded)
        self.recorded.emit(recorded)

    def _refuse(self, *, may: bool) -> Card:
        say = self._say
        card = Card(say("Enter results"))
        if may:
            card.body.addWidget(
                EmptyState(
                    say("No site configuration is signed."),
                    say("The investigator signs which values are looked at."),
                )
            )
        else:
            card.body.addWidget(
                EmptyState(
                    say("Nurses and physicians enter results."),
                    say("Lock the screen and let one of them sign in."),
                )
            )
        return card
