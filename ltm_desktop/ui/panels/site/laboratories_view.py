"""The laboratories tab: the register at the left, what is entered into it at the right."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHeaderView,
    QScrollArea,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.site.laboratories import OfferedAnalyte, TypedForm
from ltm_desktop.ui.panels.site.laboratories_card import LABORATORY, RANGE, RegisterCard
from ltm_desktop.ui.panels.site.laboratories_told import ListedLaboratory, ListedRange
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.columns import Columns
from ltm_desktop.ui.widgets.facts_table import FactsTable

_FORM = 470
_REGISTER = 170
_DRAFT_MS = 1000


class LaboratoriesView(QWidget):
    """List the register; emits what the person at the desk wants of it."""

    entry_wanted = Signal(object)
    range_wanted = Signal(object)
    withdrawal_wanted = Signal(object, object)
    record_wanted = Signal()
    edited = Signal()
    draft_due = Signal(object)
    recorded = Signal(object)

    def __init__(self, say: Words, now: Callable[[], datetime], *, may: bool) -> None:
        super().__init__()
        self.presenter: object | None = None
        """Kept alive by its view: a connection does not hold a plain object."""
        self._say = say
        self._now = now
        self._may = may
        self._known: tuple[ListedLaboratory, ...] = ()
        self._ranges: Mapping[str, Sequence[ListedRange]] = {}
        self._listed: tuple[ListedRange, ...] = ()
        self._card: RegisterCard | None = None
        columns = Columns(self)
        lists = QWidget()
        lists.setLayout(self._make_lists())
        columns.add(lists, 1, high=380)
        self._area = QScrollArea()
        self._area.setAccessibleName(say("This page; arrow keys scroll it"))
        self._area.setWidgetResizable(True)
        columns.add(self._area, width=_FORM, high=420)
        self._draft = QTimer(self)
        self._draft.setSingleShot(True)
        self._draft.setInterval(_DRAFT_MS)
        self._draft.timeout.connect(self._keep_draft)

    def show_form(self, analytes: Sequence[OfferedAnalyte], draft: Mapping[str, str]) -> None:
        """Offer the analytes of the protocol, and put back what was typed."""
        self._card = RegisterCard(self._say, self._now, analytes, may=self._may)
        self._card.edited.connect(self._edited)
        self._card.wanted.connect(self._want)
        self._card.record_wanted.connect(self.record_wanted)
        self._card.fill(draft)
        self._area.setWidget(self._card)
        self.setFocusProxy(self._card)

    def show_register(
        self, laboratories: Sequence[ListedLaboratory], ranges: Mapping[str, Sequence[ListedRange]]
    ) -> None:
        """List the laboratories, and the ranges of each."""
        chosen = self.laboratory()
        self._known, self._ranges = tuple(laboratories), ranges
        self._laboratories.show_rows(
            [(one.name, one.code, one.ranges, one.note) for one in laboratories]
        )
        self._none.setVisible(not laboratories)
        self._of_one.setVisible(bool(laboratories))
        codes = [one.code for one in laboratories]
        if codes:
            self._laboratories.selectRow(codes.index(chosen) if chosen in codes else 0)
        elif self._card is not None and self._may:
            # a range needs a laboratory: the first one is asked for
            self._card.turn_to(LABORATORY)
        self._show_ranges()

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that was refused or is asked, together."""
        if self._card is not None:
            self._card.alerts.show_alerts(alerts)
            if alerts:
                self._area.ensureWidgetVisible(self._card.alerts)

    def show_preview(self, text: str) -> None:
        """Show the exact text that would be written; nothing takes it away."""
        if self._card is not None:
            self._card.show_preview(text)
            if text:
                QTimer.singleShot(0, self._card, self._card.lead_to_record)

    def show_busy(self, busy: bool) -> None:
        """Hold still while it is stored."""
        self._area.setEnabled(not busy)

    def show_recorded(self, recorded: Recorded, emptied: Sequence[str]) -> None:
        """Say that it stands and empty these fields."""
        if self._card is not None:
            self._card.show_recorded(recorded, emptied)
        self._draft.stop()
        self._keep_draft()
        self.recorded.emit(recorded)

    def laboratory(self) -> str:
        """Return the code of the laboratory chosen in the list."""
        row = self._laboratories.currentRow()
        return self._known[row].code if 0 <= row < len(self._known) else ""

    def chosen_range(self) -> ListedRange | None:
        """Return the range chosen in the list."""
        rows = {one.row() for one in self._table.selectedIndexes()}
        return self._listed[min(rows)] if rows and min(rows) < len(self._listed) else None

    def _want(self, what: str) -> None:
        if self._card is None:
            return
        typed = TypedForm(self.laboratory(), self._card.fields(), self._card.since())
        if what == LABORATORY:
            self.entry_wanted.emit(typed)
        elif what == RANGE:
            self.range_wanted.emit(typed)
        else:
            self.withdrawal_wanted.emit(typed, self.chosen_range())

    def _edited(self) -> None:
        self._draft.start()
        self.edited.emit()

    def _keep_draft(self) -> None:
        if self._card is not None and self._may:
            self.draft_due.emit(self._card.fields())

    def _show_ranges(self) -> None:
        code = self.laboratory()
        self._listed = tuple(self._ranges.get(code, ()))
        self._table.show_rows([(one.name, one.limits, one.whom, one.days) for one in self._listed])
        for row, one in enumerate(self._listed):
            self._mark(row, in_force=one.in_force)
        self._no_ranges.setVisible(bool(self._known) and not self._listed)
        if self._card is not None:
            name = next((one.name for one in self._known if one.code == code), "")
            self._card.show_laboratory(name)
            self._card.show_chosen("")
        self.edited.emit()

    def _mark(self, row: int, *, in_force: bool) -> None:
        """Show in strong letters what is in force; what is not stays readable."""
        for column in range(self._table.columnCount()):
            cell = self._table.item(row, column)
            if cell is not None:
                font = cell.font()
                font.setBold(in_force and column == 1)
                cell.setFont(font)

    def _choose_range(self) -> None:
        one = self.chosen_range()
        if self._card is not None:
            words = (
                f"{self._say.labelled(one.name, one.limits)}\n{one.whom} · {one.days}"
                if one
                else ""
            )
            self._card.show_chosen(words)
        self.edited.emit()

    def _make_lists(self) -> QVBoxLayout:
        say = self._say
        rows = QVBoxLayout()
        rows.setSpacing(THEME.space.close)
        card = Card(say("Laboratories"))
        heads = (say("Laboratory"), say("Short code"), say("Reference ranges"), say("Notes"))
        self._laboratories = _table("site.laboratories", say("Laboratories"), heads)
        self._laboratories.setMaximumHeight(THEME.scaled(_REGISTER))
        header = self._laboratories.horizontalHeader()
        for column in (1, 2):
            # the name has the room that short words leave
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self._laboratories.itemSelectionChanged.connect(self._show_ranges)
        self._none = EmptyState(
            say("No laboratory is entered."),
            say("Enter the one that gets the samples; its ranges then stand beside results."),
        )
        card.body.addWidget(self._none)
        card.body.addWidget(self._laboratories)
        rows.addWidget(card)
        self._of_one = below = Card(say("Reference ranges, every one since its day"))
        heads = (say("Analyte"), say("Limits"), say("For whom"), say("In force"))
        self._table = _table("site.laboratory.ranges", say("Reference ranges"), heads)
        self._table.itemSelectionChanged.connect(self._choose_range)
        self._no_ranges = EmptyState(
            say("This laboratory has no range yet."),
            say("Results then stand beside what the report prints, or beside none."),
        )
        below.body.addWidget(self._no_ranges)
        below.body.addWidget(self._table, 1)
        below.body.addStretch(0)
        rows.addWidget(below, 1)
        rows.addStretch(0)
        return rows


def _table(name: str, label: str, heads: Sequence[str]) -> FactsTable:
    made = FactsTable(name, label, heads)
    made.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
    made.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made
