"""The handover of a shift: the lines at the right, who takes over and their signature at the left.

Every line opens its patient. Nothing is cut: a long list scrolls, and its count stands above it.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.opened_papers import OpenedPapers, Viewer, system_viewer
from ltm_desktop.ui.panels.handover.presenter import NOTE, TAKER, HandoverShown
from ltm_desktop.ui.sign_page import SignPage
from ltm_desktop.ui.signing_steps import Asked
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.acts_row import ActsRow
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.columns import Columns
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.listing import Listing, Row
from ltm_desktop.ui.widgets.listing_cells import Cell
from ltm_desktop.ui.widgets.one_of import OneOf
from ltm_desktop.ui.widgets.saved_line import SavedLine
from ltm_desktop.ui.widgets.text import Text

_LEFT = 440
_SOON_MS = 500
_NOTE_HEIGHT = 96


class HandoverView(QWidget):
    """Show what is handed over and take the signature of who takes over."""

    typed_in = Signal(dict)
    opened = Signal(str)
    statement_wanted = Signal(str, str)
    copy_wanted = Signal(str, str)
    signed = Signal(dict)
    sign_left = Signal()
    left = Signal()
    asked_again = Signal()
    recorded = Signal(object)

    def __init__(self, say: Words, *, viewer: Viewer = system_viewer) -> None:
        super().__init__()
        self.presenter: object | None = None
        """Kept alive by its view: a connection does not hold a plain object."""
        self._say = say
        self._papers = OpenedPapers(self, viewer)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.keep)
        self.sign_page = SignPage(say, "handover", action=say("Sign and take over"), key="Alt+R")
        self.sign_page.signed.connect(self.signed)
        self.sign_page.back.connect(self._leave_signing)
        self._stack = QStackedWidget()
        self._form = self._make_form()
        self._stack.addWidget(self._form)
        card = Card()
        card.body.addWidget(self.sign_page, 1)
        self._stack.addWidget(card)
        self._nobody = self._make_nobody()
        self._stack.addWidget(self._nobody)
        columns = Columns(self)
        space = THEME.space
        columns.setContentsMargins(space.wide, space.close, space.wide, space.close)
        columns.add(self._stack, width=_LEFT, high=440)
        columns.add(self._make_list(), 1, high=420)
        self.setFocusProxy(self._taker)

    def show_handover(self, shown: HandoverShown) -> None:
        """Show the lines and who may take over; what is typed stays."""
        if not shown.allowed:
            self._stack.setCurrentWidget(self._nobody)
        elif self._stack.currentWidget() is self._nobody:
            self._stack.setCurrentWidget(self._form)
        self._taker.offer_options(shown.takers)
        self._taker.show_help(self._taker_help(nobody=not shown.takers))
        self._summary.setText(shown.summary)
        self._listing.show_rows(
            [
                Row(
                    one.key,
                    (
                        Cell(one.group, strong=True),
                        Cell(one.who),
                        Cell(one.what, strong=True, below=(one.more,) if one.more else ()),
                    ),
                )
                for one in shown.rows
            ]
        )
        self._listing.setVisible(bool(shown.rows))
        self._none.setVisible(not shown.rows and shown.allowed)

    def _taker_help(self, *, nobody: bool) -> str:
        say = self._say
        if nobody:
            return say(
                "Nobody else here may take over yet: the administrator invites a nurse or a "
                "physician (Site, F12, People)."
            )
        return say("They read the text and sign with their own secret, here.")

    def show_typed(self, fields: Mapping[str, str]) -> None:
        """Put typed texts back."""
        self._taker.set_value(fields.get(TAKER, ""))
        self._note.setPlainText(fields.get(NOTE, ""))

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show what stands against the handover above its form."""
        if alerts:
            self._stack.setCurrentWidget(self._form)
        self._alerts.show_alerts(alerts)

    def show_statement(self, text: str, asked: tuple[Asked, ...]) -> None:
        """Show the very text that is signed and ask for the secret."""
        self._stack.setCurrentIndex(1)
        self.sign_page.ask(text, asked)

    def show_wrong_secret(self, person: str, sentence: str) -> None:
        """Say beside the secret why it was refused."""
        self.sign_page.show_wrong_secret(person, sentence)

    def show_busy(self, *, busy: bool) -> None:
        """Hold still while it is signed and stored."""
        self.sign_page.hold_still(busy=busy)

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands and empty the form."""
        self.show_typed({})
        self._soon.stop()
        self._stack.setCurrentWidget(self._form)
        self._saved.show_saved(recorded.recorded_at)
        self._saved.show()
        self.recorded.emit(recorded)

    def show_paper(self, pdf: bytes) -> None:
        """Open a paper in the system's viewer."""
        self._papers.show(pdf, "handover.pdf")

    def keep(self) -> None:
        """Tell at once what is typed."""
        self._soon.stop()
        self.typed_in.emit({TAKER: self._taker.value(), NOTE: self._note.toPlainText()})

    def submit(self) -> None:
        """Ask for the text that is signed, or say who is missing."""
        if not self._taker.check_filled():
            self._taker.setFocus()
            return
        self._saved.hide()
        self.statement_wanted.emit(self._taker.value(), self._words())

    def _words(self) -> str:
        return " ".join(self._note.toPlainText().split())

    def _leave_signing(self) -> None:
        self._stack.setCurrentWidget(self._form)
        self._taker.setFocus()
        self.sign_left.emit()

    def _make_form(self) -> QWidget:
        say = self._say
        card = Card(say("Handover of the shift"))
        self._alerts = AlertList(say)
        self._taker = OneOf(say, say("Who takes over"), required=True)
        self._taker.box.setObjectName(f"handover.{TAKER}")
        self._taker.changed.connect(self._soon.start)
        self._note = QPlainTextEdit()
        self._note.setObjectName(f"handover.{NOTE}")
        self._note.setTabChangesFocus(True)
        self._note.setFixedHeight(THEME.scaled(_NOTE_HEIGHT))
        self._note.textChanged.connect(self._soon.start)
        note = LabelledField(
            say,
            say("Handed over in words"),
            self._note,
            help_text=say("What no list holds. At most 500 characters."),
        )
        for part in (self._alerts, self._taker, note):
            card.body.addWidget(part)
        self._saved = SavedLine(say)
        self._saved.hide()
        card.body.addWidget(self._saved)
        card.body.addLayout(self._make_buttons())
        card.body.addStretch(1)
        return card

    def _make_buttons(self) -> QVBoxLayout:
        say, rows = self._say, QVBoxLayout()
        rows.setSpacing(THEME.space.close)
        record = PrimaryButton(say("Read, then sign"), "Alt+R")
        record.setObjectName("handover.read_button")
        record.clicked.connect(self.submit)
        copy = QuietButton(say("Print unsigned"), "Alt+P")
        copy.setObjectName("handover.copy_button")
        copy.clicked.connect(lambda: self.copy_wanted.emit(self._taker.value(), self._words()))
        back = QuietButton(say("Back to Today"), "Esc")
        back.setObjectName("handover.back")
        back.clicked.connect(self._back)
        rows.addWidget(record, 0, Qt.AlignmentFlag.AlignRight)
        rows.addWidget(ActsRow((back,), (copy,)))
        return rows

    def _back(self) -> None:
        self.keep()
        self.left.emit()

    def _make_nobody(self) -> QWidget:
        say, card = self._say, Card(self._say("Handover of the shift"))
        words = say("Nurses and physicians hand over a shift.")
        step = say("Lock the screen and let one of them sign in.")
        card.body.addWidget(EmptyState(words, step, alone=True))
        return card

    def _make_list(self) -> QWidget:
        say = self._say
        card = Card()
        head = QHBoxLayout()
        head.addWidget(Text(say("What is handed over now"), "strong"), 1)
        self._summary = Text("", "small", wrap=False)
        self._summary.setObjectName("handover.count")
        head.addWidget(self._summary)
        card.body.addLayout(head)
        heads = (say("Why"), say("Patient"), say("What"))
        self._listing = Listing(heads, say("What is handed over now"))
        self._listing.setObjectName("handover.lines")
        self._listing.opened.connect(self.opened)
        self._none = EmptyState(
            say("No list holds anything to hand over."),
            say("Whoever takes over signs that as well."),
        )
        card.body.addWidget(self._none)
        card.body.addWidget(self._listing, 1)
        card.body.addStretch(0)
        return card
