"""The reservoir panel: a form for one fact, what counts now, and the history newest first."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QWidget,
)

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.reservoir.presenter import ReservoirShown, TypedFact
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import PrimaryButton
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.date_fields import DateField
from ltm_desktop.ui.widgets.facts_table import FactsTable
from ltm_desktop.ui.widgets.form_and_list import FormAndList
from ltm_desktop.ui.widgets.labelled_field import NameEdit
from ltm_desktop.ui.widgets.saved_line import SavedLine
from ltm_desktop.ui.widgets.text import Text

_FORM = 520
_LONGEST = 120


class ReservoirView(FormAndList):
    """Tell and list facts; `record_wanted` carries the form."""

    def __init__(self, say: Words, now: Callable[[], datetime]) -> None:
        super().__init__(say, _FORM)
        self._say = say
        self._now = now
        self._form: ReservoirForm | None = None
        self.hang_list(self._make_list())

    def show_reservoir(self, shown: ReservoirShown) -> None:
        """Show what is on file and what may be told; what is typed stays."""
        if self._form is None:
            self._form = ReservoirForm(self._say, self._now, shown.offered)
            self._form.record_wanted.connect(self.record_wanted)
            self.hang_form(self._form, self._form)
        self._summary.setText(shown.summary)
        self._summary.setVisible(bool(shown.summary))
        self._table.show_rows([(one.day, one.what, one.details) for one in shown.facts])
        self._none.setVisible(not shown.facts and not shown.lumbar)
        self._lumbar.setVisible(not shown.facts and shown.lumbar)

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show what stands against the fact."""
        if self._form is not None:
            self._form.show_alerts(alerts)

    def _make_list(self) -> QWidget:
        say = self._say
        card = Card(say("Facts of the reservoir"))
        self._summary = Text("", "body")
        card.body.addWidget(self._summary)
        heads = (say("On the day"), say("What happened"), say("Details"))
        self._table = FactsTable("reservoir.facts", say("Facts of the reservoir"), heads)
        self._none = EmptyState(
            say("Nothing of a reservoir is on file yet."),
            say("A nurse or a physician records the implant and its imaging at the left."),
        )
        self._lumbar = EmptyState(
            say("This patient is treated by lumbar puncture: no reservoir is on file."),
            say("If one is implanted, a nurse or a physician records it at the left."),
        )
        for part in (self._none, self._lumbar):
            card.body.addWidget(part)
        card.body.addWidget(self._table, 1)
        card.body.addStretch(0)
        return card


class ReservoirForm(Card):
    """One fact: what, on which day, and what the report says."""

    record_wanted = Signal(object)

    def __init__(
        self, say: Words, now: Callable[[], datetime], offered: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(say("Record a fact"))
        self._say = say
        self._texts: dict[str, NameEdit] = {}
        if not offered:
            self.body.addWidget(
                EmptyState(
                    say("Nurses and physicians record facts of a reservoir."),
                    say("Lock the screen and let one of them sign in."),
                )
            )
            return
        self.alerts = AlertList(say)
        self.what = ChoiceRow(
            say,
            say("What happened"),
            [Choice(*one) for one in offered],
            required=True,
            help_text=say("A physician says when a suspected infection is cleared."),
        )
        for code, _ in offered:
            self.what.button(code).setObjectName(f"reservoir.what.{code}")
        self.on = DateField(say, say("On the day"), now, required=True)
        self.on.line.setObjectName("reservoir.on")
        for part in (self.alerts, self.what, self.on):
            self.body.addWidget(part)
        self.body.addLayout(self._make_texts())
        self.body.addStretch(1)
        self.saved = SavedLine(say)
        self.saved.hide()
        self.body.addWidget(self.saved)
        button = PrimaryButton(say("Record the fact"), "Alt+R")
        button.setObjectName("reservoir.record")
        button.clicked.connect(self.submit)
        self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
        self.setFocusProxy(self.what)

    def submit(self) -> None:
        """Hand the form over, or say what is missing."""
        what = self.what.value()
        if what is None:
            self.what.show_required()
            self.what.setFocus()
            return
        if not self.on.check_filled():
            self.on.line.setFocus()
            return
        on = self.on.value()
        if on is not None:
            texts = {code: field.value() for code, field in self._texts.items()}
            self.record_wanted.emit(TypedFact(what, on, **texts))

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show what stands against the fact above the form."""
        if self._texts:
            self.alerts.show_alerts(alerts)

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands and empty the form."""
        self.saved.show_saved(recorded.recorded_at)
        self.saved.show()
        self.what.set_value(None)
        self.on.set_text("")
        for field in self._texts.values():
            field.line.clear()

    def _make_texts(self) -> QGridLayout:
        say, grid = self._say, QGridLayout()
        grid.setHorizontalSpacing(THEME.space.near)
        labels = {
            "side": say("Side and place"),
            "make": say("Make and model"),
            "surgeon": say("Surgeon"),
            "note": say("Further remark"),
            "result": say("Result of the report"),
        }
        for place, (code, label) in enumerate(labels.items()):
            field = NameEdit(say, label, longest=_LONGEST)
            field.line.setObjectName(f"reservoir.{code}")
            self._texts[code] = field
            # what the report says is the longest: a line of its own
            wide = 2 if code == "result" else 1
            grid.addWidget(field, place // 2, place % 2, 1, wide)
        return grid
