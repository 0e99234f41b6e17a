"""The follow-up panel: a form, how things stand, and every fact newest first.

What must be signed is shown word for word before the secret is asked for.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.follow_up.form import FollowUpForm
from ltm_desktop.ui.panels.follow_up.shown import FactLine, FollowUpShown, Line, Typed
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.acts_row import ActsRow
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.columns import Columns
from ltm_desktop.ui.widgets.facts_table import FactsTable
from ltm_desktop.ui.widgets.reading_text import ReadingText
from ltm_desktop.ui.widgets.secret_box import SecretBox
from ltm_desktop.ui.widgets.text import Text, unbroken

_FORM = 540


class FollowUpView(QWidget):
    """Tell, list, put right and take back."""

    record_wanted = Signal(object)
    draft_due = Signal(object)
    correct_wanted = Signal(str)
    take_back_wanted = Signal(str)
    sign_wanted = Signal(str)
    back_wanted = Signal()
    recorded = Signal(object)

    def __init__(self, say: Words, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.presenter: object | None = None
        """Kept alive by its view: a connection does not hold a plain object."""
        self._say = say
        self._now = now
        self._form: FollowUpForm | None = None
        self._facts: Sequence[FactLine] = ()
        self._box: SecretBox | None = None
        self._places = QStackedWidget()
        self._area = QScrollArea()
        self._area.setAccessibleName(say("This page; arrow keys scroll it"))
        self._area.setWidgetResizable(True)
        self._places.addWidget(self._area)
        self._sign_alerts = AlertList(say)
        self._places.addWidget(self._make_preview())
        columns = Columns(self)
        columns.add(self._places, width=_FORM, high=420)
        columns.add(self._make_list(), 1, high=360)

    @property
    def form(self) -> FollowUpForm | None:
        """Return the form, None for one who only reads."""
        return self._form

    def show_follow_up(self, shown: FollowUpShown) -> None:
        """Show what is on file and what may be told; what is typed stays."""
        if self._area.widget() is None:
            self._hang(shown)
        self._facts = shown.facts
        self._show_summary(shown.summary)
        rows = [(one.day, one.what, unbroken(one.details), one.entered) for one in shown.facts]
        chosen = self._chosen_key()
        self._table.show_rows(rows)
        self._strike()
        self._none.setVisible(not rows)
        self._choose(chosen)
        self._show_verbs()

    def show_form(self, typed: Typed) -> None:
        """Fill the form, such as with a contact that is put right."""
        if self._form is not None:
            self._form.show_alerts(())
            self._form.show_typed(typed)
            self._form.setFocus()

    def show_missing(self, names: Sequence[str]) -> None:
        """Say at each of these fields that it is missing."""
        if self._form is not None:
            self._form.show_missing(names)

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show what stands against the fact, beside whatever is being done."""
        if self._form is not None:
            self._form.show_alerts(alerts)
        self._sign_alerts.show_alerts(alerts)
        if self._box is not None:
            self._box.secret.setFocus()

    def show_preview(self, text: str, signer: str, person: str) -> None:
        """Show what will be signed and ask for the secret of one person."""
        say = self._say
        self._text.setPlainText(text)
        title = say("{person} signs", person=signer)
        box = SecretBox(say, title, say("Sign and record"), person_id=person, key="Alt+S")
        box.person.line.setReadOnly(True)
        box.secret.setObjectName("follow_up.secret")
        box.button.setObjectName("follow_up.sign")
        box.given.connect(lambda _person, secret: self.sign_wanted.emit(secret))
        self._box_place.addWidget(box)
        self._box = box
        self._places.setCurrentIndex(1)
        box.secret.setFocus()

    def show_draft(self, at: datetime) -> None:
        """Say that a draft is kept, which is no record."""
        if self._form is not None:
            self._form.show_draft(at)

    def show_busy(self, busy: bool) -> None:
        """Hold still while it is stored."""
        self._places.setEnabled(not busy)

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands and empty the form."""
        self._leave_preview()
        if self._form is not None:
            self._form.show_recorded(recorded)
        self.recorded.emit(recorded)

    def leave_preview(self) -> None:
        """Go back to the form, as it was typed; nothing was signed."""
        self._leave_preview()
        self.back_wanted.emit()
        if self._form is not None:
            self._form.button.setFocus()

    def _leave_preview(self) -> None:
        self._places.setCurrentIndex(0)
        self._sign_alerts.show_alerts(())
        box, self._box = self._box, None
        if box is not None:
            self._box_place.removeWidget(box)
            box.deleteLater()

    def _hang(self, shown: FollowUpShown) -> None:
        say = self._say
        if not shown.offered.tellings:
            card = Card(say("Record a fact"))
            card.body.addWidget(
                EmptyState(
                    say("Nurses and physicians record what they hear of a patient."),
                    say("Lock the screen and let one of them sign in."),
                )
            )
            card.body.addStretch(1)
            self._area.setWidget(card)
            return
        self._form = FollowUpForm(say, self._now, shown.offered)
        self._form.record_wanted.connect(self.record_wanted)
        self._form.draft_due.connect(self.draft_due)
        self._area.setWidget(self._form)
        self.setFocusProxy(self._form)

    def _make_preview(self) -> QWidget:
        say = self._say
        card = Card(say("This will be recorded"))
        card.body.addWidget(self._sign_alerts)
        self._text = ReadingText("follow_up.preview", say("What will be recorded"))
        card.body.addWidget(self._text, 1)
        self._box_place = QVBoxLayout()
        card.body.addLayout(self._box_place)
        back = QuietButton(say("Back to the form"), "Alt+B", bedside=True)
        back.setObjectName("follow_up.back_to_form")
        back.clicked.connect(self.leave_preview)
        card.body.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _make_list(self) -> QWidget:
        say = self._say
        card = Card(say("Follow-up"))
        self._summary = QVBoxLayout()
        self._summary.setSpacing(THEME.space.hair)
        card.body.addLayout(self._summary)
        heads = (say("On the day"), say("What happened"), say("Details"), say("Entered"))
        self._table = FactsTable(
            "follow_up.facts", say("Facts of the follow-up"), heads, wide=(1, 2)
        )
        self._table.itemSelectionChanged.connect(self._show_verbs)
        self._none = EmptyState(
            say("Nobody has told of this patient yet."),
            say("A nurse or a physician records the first contact at the left."),
        )
        card.body.addWidget(self._none)
        card.body.addWidget(self._table, 1)
        card.body.addWidget(self._make_verbs())
        card.body.addStretch(0)
        return card

    def _make_verbs(self) -> QWidget:
        say = self._say
        self._correct = QuietButton(say("Put the chosen contact right"), "Alt+C", bedside=True)
        self._correct.setObjectName("follow_up.correct")
        self._correct.clicked.connect(lambda: self.correct_wanted.emit(self._chosen_key()))
        self._take_back = QuietButton(say("Take the chosen fact back"), "Alt+V", bedside=True)
        self._take_back.setObjectName("follow_up.take_back")
        self._take_back.clicked.connect(lambda: self.take_back_wanted.emit(self._chosen_key()))
        return ActsRow((self._correct,), (self._take_back,))

    def _show_summary(self, lines: Sequence[Line]) -> None:
        while (item := self._summary.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for number, line in enumerate(lines):
            text = Text(line.text, "body", tone=line.tone)
            text.setObjectName(f"follow_up.summary.{number}")
            self._summary.addWidget(text)

    def _strike(self) -> None:
        """Strike through what counts no more: it stays readable."""
        for number, one in enumerate(self._facts):
            for column in range(self._table.columnCount()):
                item = self._table.item(number, column)
                if item is not None and not one.stands:
                    font = item.font()
                    font.setStrikeOut(column < self._table.columnCount() - 2)
                    item.setFont(font)

    def _chosen(self) -> FactLine | None:
        row = self._table.currentRow()
        picked = bool(self._table.selectedItems())
        return self._facts[row] if picked and 0 <= row < len(self._facts) else None

    def _chosen_key(self) -> str:
        chosen = self._chosen()
        return chosen.key if chosen else ""

    def _choose(self, key: str) -> None:
        place = next((n for n, one in enumerate(self._facts) if key and one.key == key), None)
        if place is None:
            self._table.clearSelection()
        else:
            self._table.selectRow(place)

    def _show_verbs(self) -> None:
        chosen = self._chosen()
        self._correct.setVisible(any(one.may_correct for one in self._facts))
        self._take_back.setVisible(any(one.may_take_back for one in self._facts))
        self._correct.setEnabled(chosen is not None and chosen.may_correct)
        self._take_back.setEnabled(chosen is not None and chosen.may_take_back)
