"""The form that leaves the site: its narrative, the very text that is signed, and the secret."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.serious.fields import Lines
from ltm_desktop.ui.panels.serious.shown import REPORT, Offered
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.flow import FlowLayout
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.saved_line import SavedLine
from ltm_desktop.ui.widgets.secret_box import SecretEdit
from ltm_desktop.ui.widgets.text import Text


class ReportForm(QStackedWidget):
    """Write the narrative, then read everything and sign."""

    typed_in = Signal(dict)
    draft_wanted = Signal()
    copy_wanted = Signal(str)
    paper_wanted = Signal(str)
    statement_wanted = Signal(str)
    signed = Signal(str)
    back = Signal()

    def __init__(self, say: Words) -> None:
        super().__init__()
        self._say = say
        self._paper = ""
        self._write = self._make_writing()
        self.sign_page = SignPage(say)
        self.sign_page.signed.connect(self.signed)
        self.sign_page.back.connect(self._go_back)
        self.addWidget(self._write)
        self.addWidget(self.sign_page)
        self.setFocusProxy(self.narrative.edit)

    def _make_writing(self) -> QWidget:
        say = self._say
        card = Card(say("Report to the sponsor and others"))
        self.alerts = AlertList(say)
        self.narrative = Lines(
            say,
            say("Narrative"),
            # the least; it takes what room there is
            lines=3,
            required=True,
            help_text=say(
                "Everything else is taken from the record. No name: the form leaves the site."
            ),
        )
        self.narrative.edit.setObjectName("serious.report.narrative")
        self.narrative.changed.connect(self._typed)
        card.body.addWidget(self.alerts)
        card.body.addWidget(self.narrative, 1)
        card.body.addLayout(self._make_helps())
        self.saved = SavedLine(say)
        self.saved.hide()
        card.body.addWidget(self.saved)
        go = PrimaryButton(say("Read and sign"), "Alt+R")
        go.setObjectName("serious.report.read")
        go.clicked.connect(self._ask)
        card.body.addWidget(go, 0, Qt.AlignmentFlag.AlignRight)
        return card

    def _make_helps(self) -> FlowLayout:
        say = self._say
        row = FlowLayout(gap=THEME.space.close, line_gap=THEME.space.close)
        self.draft_button = QuietButton(say("Draft from the record"), "Alt+D")
        self.draft_button.setObjectName("serious.report.draft")
        self.draft_button.clicked.connect(self.draft_wanted)
        copy = QuietButton(say("Open an unsigned copy"), "Alt+U")
        copy.setObjectName("serious.report.copy")
        copy.clicked.connect(lambda: self.copy_wanted.emit(self.narrative.text()))
        self.paper_button = QuietButton(say("Open the signed form"), "Alt+O")
        self.paper_button.setObjectName("serious.report.paper")
        self.paper_button.clicked.connect(lambda: self.paper_wanted.emit(self._paper))
        for button in (self.draft_button, copy, self.paper_button):
            row.addWidget(button)
        return row

    def show_offered(self, offered: Offered) -> None:
        """Offer the newest signed form where there is one."""
        self._paper = offered.paper
        self.paper_button.setVisible(bool(offered.paper))

    def show_typed(self, fields: Mapping[str, str]) -> None:
        """Put the narrative back."""
        self.narrative.blockSignals(True)
        self.narrative.set_text(fields.get(f"{REPORT}.narrative", ""))
        self.narrative.blockSignals(False)
        self._offer_draft()

    def take_draft(self, text: str) -> None:
        """Put a drafted narrative into the empty field."""
        if text:
            self.narrative.set_text(text)
            self.narrative.edit.setFocus()

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show what stands against it; the text stays."""
        self.alerts.show_alerts(alerts)
        if alerts:
            self.setCurrentWidget(self._write)

    def show_statement(self, text: str) -> None:
        """Show the very text that is signed."""
        self.sign_page.ask(text)
        self.setCurrentWidget(self.sign_page)

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands; the narrative goes on from there."""
        self.setCurrentWidget(self._write)
        self.saved.show_saved(recorded.recorded_at)
        self.saved.show()

    def _ask(self) -> None:
        if self.narrative.check_filled():
            self.statement_wanted.emit(self.narrative.text())
        else:
            self.narrative.edit.setFocus()

    def _go_back(self) -> None:
        self.setCurrentWidget(self._write)
        self.narrative.edit.setFocus()
        self.back.emit()

    def _typed(self) -> None:
        self.saved.hide()
        self._offer_draft()
        self.typed_in.emit({f"{REPORT}.narrative": self.narrative.text()})

    def _offer_draft(self) -> None:
        # what a person wrote is never written over
        self.draft_button.setEnabled(not self.narrative.text().strip())


class SignPage(QWidget):
    """The text that is signed, whole, and the physician's own secret."""

    signed = Signal(str)
    back = Signal()

    def __init__(self, say: Words) -> None:
        super().__init__()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.close)
        rows.addWidget(Text(say("Read, then sign"), "strong"))
        self.text = QPlainTextEdit()
        self.text.setObjectName("serious.report.statement")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(say("The text that is signed"))
        rows.addWidget(self.text, 1)
        self.secret = SecretEdit()
        self.secret.setObjectName("serious.report.secret")
        self._field = LabelledField(say, say("Your secret"), self.secret, required=True)
        self.secret.textEdited.connect(self._field.clear_message)
        rows.addWidget(self._field)
        foot = QHBoxLayout()
        leave = QuietButton(say("Back"), "Esc", bedside=True)
        leave.setObjectName("serious.report.back")
        leave.clicked.connect(self._leave)
        self.button = PrimaryButton(say("Sign and record"), "Alt+R")
        self.button.setObjectName("serious.report.sign")
        self.button.clicked.connect(self.submit)
        foot.addWidget(leave)
        foot.addStretch(1)
        foot.addWidget(self.button)
        rows.addLayout(foot)

    def ask(self, text: str) -> None:
        """Show a text from its beginning and wait for the secret."""
        self.text.setPlainText(text)
        self.secret.take()
        self._field.clear_message()
        self.secret.setFocus()

    def show_wrong(self, alerts: Sequence[Alert]) -> None:
        """Say why the secret was refused; everything else stays."""
        self._field.show_alerts(alerts)
        self.secret.setFocus()

    def submit(self) -> None:
        """Hand the secret over once."""
        if not self.secret.text():
            self._field.show_required()
            self.secret.setFocus()
            return
        self.signed.emit(self.secret.take())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Return in the secret sign this text and nothing around it."""
        if event.key() in {Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value}:
            event.accept()
            self.submit()
            return
        super().keyPressEvent(event)

    def _leave(self) -> None:
        self.secret.take()
        self.back.emit()
