"""The form that moves a dose: which one, to which day and why, what follows, and every move so far.

Nothing is chosen beforehand; target and window are shown, never typed.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.glance.moving import (
    DoseToMove,
    MoveLine,
    MovePreview,
    MoveRow,
    MovesShown,
    Wish,
)
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.date_fields import DateField
from ltm_desktop.ui.widgets.labelled_field import NameEdit
from ltm_desktop.ui.widgets.listing import Listing, Row
from ltm_desktop.ui.widgets.listing_cells import Cell
from ltm_desktop.ui.widgets.reason_chooser import ReasonChooser
from ltm_desktop.ui.widgets.scrolling import scrolling
from ltm_desktop.ui.widgets.text import Text

MOVE_KEY = "Alt+M"
_WIDE = 1080
"""Logical pixels from which fields and preview stand side by side."""


class MoveForm(QWidget):
    """Take dose, day, reason and note; `wished` carries what stands there."""

    wished = Signal(object)
    record_wanted = Signal()
    left = Signal()

    def __init__(self, say: Words, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._say = say
        self._now = now
        self._doses: dict[str, DoseToMove] = {}
        self._may_move = False
        self._filling = False
        self.dose: ChoiceRow | None = None
        self.reason: ReasonChooser | None = None
        self.setObjectName("glance.move_form")
        self.setAccessibleName(say("Move a dose"))
        self._make_parts()
        self._lay_out()

    def show_moves(self, moves: MovesShown) -> None:
        """Show doses, reasons and every move so far; who may not move one reads only."""
        self._doses = {one.code: one for one in moves.doses}
        self._may_move = moves.may_move
        self._make_choices(moves)
        self._policy.setText(self._say("Later doses: {policy}", policy=moves.policy))
        self.history.show_rows([_past(one) for one in moves.history])
        self._past.setVisible(bool(moves.history))
        self._nothing_past.setVisible(not moves.history)
        self._ask.setVisible(moves.may_move and bool(moves.doses))
        for part in (self.move_button, self._right):
            part.setVisible(moves.may_move and bool(moves.doses))
        self._who_may.setText("" if moves.may_move else moves.who_may)
        self._who_may.setVisible(not moves.may_move)

    def start(self, code: str) -> None:
        """Begin empty, with a dose chosen where one was pointed at."""
        self._filling = True
        self.day.set_value(None)
        self.note.set_value("")
        self.outside.set_value("")
        if self.dose is not None:
            self.dose.set_value(code if code in self._doses else None)
        if self.reason is not None:
            self.reason.set_value(None)
        self._filling = False
        self._changed()
        first = self.day.line if code in self._doses else self.dose
        (first if self._may_move and first is not None else self.cancel_button).setFocus()

    def show_move(self, preview: MovePreview) -> None:
        """Show what the wish comes to."""
        self.preview.show_rows([_planned(one, self._say) for one in preview.rows])
        self.preview.setVisible(bool(preview.rows))
        self._no_preview.setVisible(not preview.rows and not preview.alerts)
        self.alerts.show_alerts(preview.alerts)
        self.outside.setVisible(preview.outside)
        self.move_button.setEnabled(preview.ready)

    def wish(self) -> Wish:
        """Return what stands in the form."""
        chosen = self.reason.value() if self.reason is not None else None
        code, words = chosen or ("", "")
        note = " ".join(part for part in (words, self.note.value()) if part)
        dose = self.dose.value() if self.dose is not None else None
        return Wish(dose or "", self.day.value(), code, note, self.outside.value())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what a move comes to beneath the fields where it would be squeezed beside them."""
        super().resizeEvent(event)
        beneath = event.size().width() < _WIDE
        place = (1, 0, 1, 2) if beneath else (0, 2, 1, 1)
        self._grid.addWidget(self._right, *place)
        self._grid.setColumnStretch(2, 0 if beneath else 5)

    def _changed(self) -> None:
        if self._filling:
            return
        wish = self.wish()
        self._show_facts(self._doses.get(wish.item))
        self.wished.emit(wish)

    def _show_facts(self, dose: DoseToMove | None) -> None:
        facts = dose.facts if dose else ()
        for number, line in enumerate(self._facts):
            label, value = facts[number] if number < len(facts) else ("", "")
            line.setText(self._say("{label}: {value}", label=label, value=value) if label else "")
            line.setVisible(bool(label))

    def _make_parts(self) -> None:
        say = self._say
        self.day = DateField(say, say("New day"), self._now, required=True)
        self.day.line.setObjectName("glance.move_to")
        self.note = NameEdit(say, say("Notes"))
        self.note.line.setObjectName("glance.move_note")
        self.outside = NameEdit(say, say("Why a day outside the window is right"), required=True)
        self.outside.line.setObjectName("glance.move_outside")
        self.outside.hide()
        for field in (self.day, self.note, self.outside):
            field.changed.connect(self._changed)
        self._facts = [Text("", "") for _ in range(3)]
        for number, line in enumerate(self._facts):
            line.setObjectName(f"glance.move_fact{number}")
        self._policy = Text("", "small")
        self.alerts = AlertList(say)
        self.alerts.setObjectName("glance.move_alerts")
        days = (say("Now planned for"), say("Moved to"), say("Target day and window"))
        headings = (say("Planned dose"), *days)
        self.preview = _whole(Listing(headings, say("What this move comes to")))
        self.preview.setObjectName("glance.move_preview")
        self._no_preview = Text(say("Choose a dose and a day to see what would move."), "muted")
        told = (say("Moved from"), say("Moved to"), say("Why"), say("Who and when"))
        self.history = _whole(Listing((say("Planned dose"), *told), say("Moves so far")))
        self.history.setObjectName("glance.moves")
        self._nothing_past = Text(say("No dose of this patient was moved by hand."), "muted")
        self._who_may = Text("", "small")
        self.cancel_button = QuietButton(say("Cancel"), "Esc", bedside=True)
        self.cancel_button.setObjectName("glance.move_cancel")
        self.cancel_button.clicked.connect(self.left)
        self.move_button = PrimaryButton(say("Move this dose"), MOVE_KEY)
        self.move_button.setObjectName("glance.move_button")
        self.move_button.clicked.connect(self.record_wanted)

    def _lay_out(self) -> None:
        say, space = self._say, THEME.space
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, space.tight, space.close, 0)
        rows.setSpacing(space.close)
        self._ask = QWidget()
        grid = self._grid = QGridLayout(self._ask)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(space.close)
        grid.setHorizontalSpacing(space.wide)
        self._left, self._middle = QVBoxLayout(), QVBoxLayout()
        self._left.setSpacing(space.tight)
        for line in (*self._facts, self._policy):
            self._left.addWidget(line)
        self._left.addWidget(self.day)
        self._left.addWidget(self.outside)
        self._left.addStretch(1)
        self._middle.addWidget(self.note)
        self._middle.addStretch(1)
        self._right = QWidget()
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(space.close)
        for part in (self.alerts, self._no_preview, self.preview):
            right.addWidget(part)
        right.addStretch(1)
        grid.addLayout(self._left, 0, 0)
        grid.addLayout(self._middle, 0, 1)
        grid.addWidget(self._right, 0, 2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 5)
        rows.addWidget(self._ask)
        rows.addWidget(self._who_may)
        self._past = QWidget()
        past = QVBoxLayout(self._past)
        past.setContentsMargins(0, 0, 0, 0)
        past.setSpacing(space.tight)
        past.addWidget(Text(say("Moves so far"), "strong"))
        past.addWidget(self.history)
        rows.addWidget(self._past)
        rows.addWidget(self._nothing_past)
        rows.addStretch(1)
        area = scrolling(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(space.close)
        whole.addWidget(area, 1)
        whole.addLayout(self._make_buttons())

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(THEME.space.close)
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        row.addWidget(self.move_button)
        return row

    def _make_choices(self, moves: MovesShown) -> None:
        say = self._say
        for old in (self.dose, self.reason):
            if old is not None:
                old.hide()
                old.deleteLater()
        self.dose = ChoiceRow(
            say,
            say("Dose to move"),
            [Choice(one.code, one.name) for one in moves.doses],
            required=True,
        )
        for one in moves.doses:
            button = self.dose.button(one.code)
            button.setObjectName(f"glance.move.{one.code}")
            button.setAccessibleName(one.name)
        reasons = [Choice(*one) for one in moves.reasons]
        self.reason = ReasonChooser(say, say("Reason"), reasons)
        self.reason.own_words.setObjectName("glance.move_reason.own_words")
        self.dose.changed.connect(self._changed)
        self.reason.changed.connect(self._changed)
        self._left.insertWidget(0, self.dose)
        self._middle.insertWidget(0, self.reason)


def _whole(table: Listing) -> Listing:
    """Keep a table as high as its rows: the form scrolls, nothing in it does."""
    table.fitted.connect(lambda: table.setFixedHeight(table.whole_height()))
    return table


def _planned(one: MoveRow, say: Words) -> Row:
    caution = say("outside its window") if one.outside else ""
    return Row(
        one.code,
        (
            Cell(one.code, strong=True, below=(one.dose,)),
            Cell(one.before),
            Cell(one.after, strong=True, caution=caution),
            Cell(one.target, below=(one.window,)),
        ),
    )


def _past(one: MoveLine) -> Row:
    return Row(
        one.key,
        (
            Cell(one.code, strong=True, below=(one.dose,)),
            Cell(one.before),
            Cell(one.after),
            Cell(one.why, caution=one.deviation),
            Cell(one.who, below=(one.when,)),
        ),
    )
