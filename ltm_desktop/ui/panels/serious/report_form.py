"""The form that leaves the site: its narrative, the very text that is signed, and the secret."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.serious.shown import REPORT, Offered
from ltm_desktop.ui.sign_page import SignPage
from ltm_desktop.ui.signing_steps import Asked
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.flow import FlowLayout
from ltm_desktop.ui.widgets.lines import Lines
from ltm_desktop.ui.widgets.saved_line import SavedLine
from ltm_desktop.ui.widgets.scrolling import scrolling


class ReportForm(QStackedWidget):
    """Write the narrative, then read everything and sign."""

    typed_in = Signal(dict)
    draft_wanted = Signal()
    copy_wanted = Signal(str)
    paper_wanted = Signal(str)
    statement_wanted = Signal(str)
    signed = Signal(dict)
    back = Signal()

    def __init__(self, say: Words) -> None:
        super().__init__()
        self._say = say
        self._paper = ""
        self._write = self._make_writing()
        self.sign_page = SignPage(say, "serious.report", action=say("Sign and record"), key="Alt+R")
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
            grows=True,
            required=True,
            help_text=say(
                "Everything else is taken from the record. No name: the form leaves the site."
            ),
        )
        self.narrative.edit.setObjectName("serious.report.narrative")
        self.narrative.changed.connect(self._typed)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, THEME.space.close, 0)
        rows.setSpacing(THEME.space.close)
        rows.addWidget(self.alerts)
        rows.addWidget(self.narrative, 1)
        rows.addLayout(self._make_helps())
        self.saved = SavedLine(say)
        self.saved.hide()
        rows.addWidget(self.saved)
        # in a low window the text is read on, and nothing lies over it
        card.body.addWidget(scrolling(inside), 1)
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
        self.narrative.set_value(fields.get(f"{REPORT}.narrative", ""))
        self.narrative.blockSignals(False)
        self._offer_draft()

    def take_draft(self, text: str) -> None:
        """Put a drafted narrative into the empty field."""
        if text:
            self.narrative.set_value(text)
            self.narrative.edit.setFocus()

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show what stands against it; the text stays."""
        self.alerts.show_alerts(alerts)
        if alerts:
            self.setCurrentWidget(self._write)

    def show_statement(self, text: str, asked: Sequence[Asked]) -> None:
        """Show the very text that is signed."""
        self.setCurrentWidget(self.sign_page)
        self.sign_page.ask(text, asked)

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
