"""The form that ends study treatment or records a death; a preview stands before the last button.

The button repeats the words of the question; going back is the first choice.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.enrolment.ending import EndForm, EndKind
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import DangerButton, PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.date_fields import DateField
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.reading_text import ReadingText
from ltm_desktop.ui.widgets.saved_line import SavedLine
from ltm_desktop.ui.widgets.text import Text

_WIDTH = 720


class EndingView(QWidget):
    """Ask for a day and words, show all that will be recorded, then record."""

    preview_wanted = Signal(object)
    confirmed = Signal()
    back_wanted = Signal()
    left = Signal()
    recorded = Signal(object)

    def __init__(self, say: Words, kind: EndKind, now: Callable[[], datetime]) -> None:
        super().__init__()
        # Kept here: a signal holds on to what it calls only weakly.
        self.presenter: object = None
        self._say = say
        death = kind is EndKind.DEATH
        self._title = say("Record the death") if death else say("End study treatment")
        label = say("Died on") if death else say("Study treatment ends on")
        self.on = DateField(say, label, now, required=True)
        self.on.line.setObjectName("ending.on")
        self.words = QPlainTextEdit()
        self.words.setObjectName("ending.words")
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(THEME.scaled(90))
        self._reason = LabelledField(
            say, say("Notes") if death else say("Reason"), self.words, required=not death
        )
        self._alerts = AlertList(say)
        self._saved = SavedLine(say)
        self._text = ReadingText("ending.preview", say("What will be recorded"))
        self._confirm = DangerButton(self._title, "Alt+R", bedside=True)
        self._confirm.setObjectName("ending.confirm_button")
        self._places = QStackedWidget()
        self._lay_out()
        self.setFocusProxy(self.on)

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that was refused, together."""
        self._alerts.show_alerts(alerts)

    def show_preview(self, text: str) -> None:
        """Show the exact text that will be recorded and ask once more."""
        self._text.setPlainText(text)
        self._places.setCurrentIndex(1)
        self._text.setFocus()

    def show_form(self) -> None:
        """Go back to the form, as it was typed."""
        self._places.setCurrentIndex(0)
        self.on.setFocus()

    def show_busy(self, busy: bool) -> None:
        """Hold still while it is stored."""
        self._confirm.setEnabled(not busy)

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands."""
        self._saved.show_saved(recorded.recorded_at)
        self.recorded.emit(recorded)

    def _lay_out(self) -> None:
        space = THEME.space
        rows = QVBoxLayout(self)
        rows.setContentsMargins(space.wide, space.near, space.wide, space.near)
        rows.addWidget(Text(self._title, "title", wrap=False))
        rows.addWidget(self._alerts)
        self._places.addWidget(self._make_form())
        self._places.addWidget(self._make_preview())
        self._places.setMaximumWidth(THEME.scaled(_WIDTH))
        rows.addWidget(self._places, 1)
        self._saved.setMinimumHeight(THEME.shape.target)
        rows.addWidget(self._saved)

    def _make_form(self) -> QWidget:
        say = self._say
        card = Card()
        card.body.addWidget(self.on)
        card.body.addWidget(self._reason)
        card.body.addStretch(1)
        follow = PrimaryButton(say("Show what will be recorded"), "Alt+S")
        follow.setObjectName("ending.preview_button")
        follow.clicked.connect(self._ask)
        leave = QuietButton(say("Cancel"), "Esc", bedside=True)
        leave.setObjectName("ending.cancel_button")
        leave.clicked.connect(self.left)
        card.body.addLayout(_buttons(leave, follow))
        return card

    def _make_preview(self) -> QWidget:
        say = self._say
        card = Card(say("This will be recorded"))
        card.body.addWidget(self._text, 1)
        back = QuietButton(say("Back to the form"), "Alt+B", bedside=True)
        back.setObjectName("ending.back_button")
        back.clicked.connect(self.back_wanted)
        self._confirm.clicked.connect(self.confirmed)
        card.body.addLayout(_buttons(back, self._confirm))
        return card

    def _ask(self) -> None:
        # Both fields are looked at, so that all that is missing shows at once.
        filled = self.on.check_filled()
        words = self.words.toPlainText().strip()
        if self._reason.required and not words:
            self._reason.show_required()
            return
        self._reason.clear_message()
        if filled:
            self.preview_wanted.emit(EndForm(self.on.value(), words))


def _buttons(*buttons: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(THEME.space.near)
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    return row
