"""The panel of a serious event: how it stands at the left, what may be told of it at the right."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.opened_papers import OpenedPapers
from ltm_desktop.ui.panels.serious.fact_form import make_forms
from ltm_desktop.ui.panels.serious.report_form import ReportForm
from ltm_desktop.ui.panels.serious.shown import (
    AWARE,
    END,
    NEWS,
    NOTICE,
    REPORT,
    VOID,
    SeriousShown,
)
from ltm_desktop.ui.panels.serious.state_card import StateCard
from ltm_desktop.ui.signing_steps import Asked
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.columns import Columns

_SOON_MS = 500
_LEFT = 520


class SeriousView(QWidget):
    """Tell and list what belongs to one serious event."""

    told = Signal(object)
    typed_in = Signal(dict)
    keep_due = Signal()
    draft_wanted = Signal()
    copy_wanted = Signal(str)
    paper_wanted = Signal(str)
    statement_wanted = Signal(str)
    signed = Signal(dict)
    sign_left = Signal()
    recorded = Signal(object)
    left = Signal()

    def __init__(self, say: Words, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.presenter: object | None = None
        """Kept alive by its view: a connection does not hold a plain object."""
        self._say = say
        self._papers = OpenedPapers(self)
        self._state = StateCard(say)
        self._forms = make_forms(say, now)
        self.report = ReportForm(say)
        self._stack = QStackedWidget()
        self._nobody = Card()
        self._nobody.body.addWidget(
            EmptyState(
                say("Nurses and physicians tell what belongs to a serious event."),
                say("Lock the screen and let one of them sign in."),
            )
        )
        self._offered: tuple[str, ...] | None = None
        self._choice = QVBoxLayout()
        self.chosen: ChoiceRow | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.keep_due)
        self._lay_out()
        self._connect()

    def show_case(self, shown: SeriousShown) -> None:
        """Show the event; what is typed stays, and so does the form it stands in."""
        self._state.show_state(shown)
        self._offer(shown.offered.forms)
        for form in self._forms.values():
            form.show_offered(shown.offered)
        self.report.show_offered(shown.offered)

    def show_typed(self, fields: Mapping[str, str]) -> None:
        """Put typed texts back into every form, and open one that holds some."""
        for form in self._forms.values():
            form.show_typed(fields)
        self.report.show_typed(fields)

    def show_alerts(self, form: str, alerts: Sequence[Alert]) -> None:
        """Show what stands against a form beside it; without one, beside that which is open."""
        shown = form or self.form
        if shown == REPORT:
            self.report.show_alerts(alerts)
        elif shown in self._forms:
            self._forms[shown].show_alerts(alerts)

    def show_statement(self, text: str, asked: tuple[Asked, ...]) -> None:
        """Show the very text that is signed and ask for the secret."""
        self.report.show_statement(text, asked)

    def show_wrong_secret(self, person: str, sentence: str) -> None:
        """Say beside the secret why it was refused."""
        self.report.sign_page.show_wrong_secret(person, sentence)

    def show_busy(self, *, busy: bool) -> None:
        """Hold still while it is stored."""
        self._stack.setEnabled(not busy)

    def show_recorded(self, form: str, recorded: Recorded) -> None:
        """Say that it stands and empty the form."""
        if form == REPORT:
            self.report.show_recorded(recorded)
        else:
            self._forms[form].show_recorded(recorded)
        if self.isVisible() and self.chosen is not None:
            # the button that was pressed lay still meanwhile and gave the keyboard away
            self.chosen.setFocus()
        self.recorded.emit(recorded)

    def show_paper(self, pdf: bytes) -> None:
        """Open a paper in the system's viewer."""
        self._papers.show(pdf, "serious-event.pdf")

    @property
    def form(self) -> str:
        """Return the form that is open, empty for none."""
        return (self.chosen.value() or "") if self.chosen else ""

    def open_form(self, form: str) -> None:
        """Open a form, when it is offered."""
        if self.chosen is not None and form in (self._offered or ()):
            self.chosen.set_value(form)

    def _offer(self, forms: tuple[str, ...]) -> None:
        if forms == self._offered:
            return
        before = self.form
        self._offered = forms
        if self.chosen is not None:
            self._choice.removeWidget(self.chosen)
            self.chosen.hide()
            self.chosen.deleteLater()
            self.chosen = None
        if not forms:
            self._stack.setCurrentWidget(self._nobody)
            return
        say = self._say
        words = {
            AWARE: Choice(AWARE, say("Awareness"), "Alt+A"),
            NOTICE: Choice(NOTICE, say("Notice sent"), "Alt+N"),
            NEWS: Choice(NEWS, say("News"), "Alt+W"),
            REPORT: Choice(REPORT, say("Report form"), "Alt+F"),
            VOID: Choice(VOID, say("Take back"), "Alt+B"),
            END: Choice(END, say("Close"), "Alt+E"),
        }
        row = ChoiceRow(say, say("What do you want to tell?"), [words[one] for one in forms])
        for one in forms:
            row.button(one).setObjectName(f"serious.form.{one}")
        row.changed.connect(self._turn)
        self._choice.addWidget(row)
        self.chosen = row
        self.setFocusProxy(row)
        row.set_value(before if before in forms else forms[0])

    def _turn(self) -> None:
        form = self.form
        if form == REPORT:
            self._stack.setCurrentWidget(self.report)
        elif form in self._forms:
            self._stack.setCurrentWidget(self._forms[form])

    def _lay_out(self) -> None:
        say, space = self._say, THEME.space
        columns = Columns(self)
        area = QScrollArea()
        area.setObjectName("serious.state")
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._state)
        read, told = QWidget(), QWidget()
        left, right = QVBoxLayout(read), QVBoxLayout(told)
        for column in (left, right):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(space.close)
        left.addWidget(area, 1)
        columns.add(read, 1, least=_LEFT, high=360)
        back = QuietButton(say("Back to the list"), "Alt+Left")
        back.setObjectName("serious.leave")
        back.clicked.connect(self.left)
        # at the foot of what is read: the choice at the right needs its whole width
        left.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        right.addLayout(self._choice)
        for form in self._forms.values():
            self._stack.addWidget(form)
        self._stack.addWidget(self.report)
        self._stack.addWidget(self._nobody)
        right.addWidget(self._stack, 1)
        columns.add(told, 1, high=440)

    def _connect(self) -> None:
        for form in self._forms.values():
            form.told.connect(self.told)
            form.typed_in.connect(self._typed)
        report = self.report
        report.typed_in.connect(self._typed)
        report.draft_wanted.connect(self.draft_wanted)
        report.copy_wanted.connect(self.copy_wanted)
        report.paper_wanted.connect(self.paper_wanted)
        report.statement_wanted.connect(self.statement_wanted)
        report.signed.connect(self.signed)
        report.back.connect(self.sign_left)

    def _typed(self, texts: dict[str, str]) -> None:
        self.typed_in.emit(texts)
        self._soon.start()
