"""The tab of the emergency page: the form at the left, signing and what is signed at the right.

Before a signature the exact text stands where the form stood, with the secret beneath it.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ltm_desktop.app.emergency_title import title
from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.site.configuration_view import SIDE, empty
from ltm_desktop.ui.panels.site.emergency import SignedPage, TypedPage
from ltm_desktop.ui.panels.site.emergency_form import EmergencyForm
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.columns import Columns
from ltm_desktop.ui.widgets.reading_text import ReadingText
from ltm_desktop.ui.widgets.saved_line import SavedLine
from ltm_desktop.ui.widgets.secret_box import SecretBox
from ltm_desktop.ui.widgets.text import Text

_DRAFT_MS = 600


class EmergencyView(QWidget):
    """Ask for the page; `typed` carries it as it stands, `secret_given` the approver's secret."""

    typed = Signal(object)
    draft_due = Signal()
    preview_wanted = Signal(str)
    secret_given = Signal(str)
    recorded = Signal(object)

    def __init__(self, say: Words, *, may_write: bool) -> None:
        super().__init__()
        self.presenter: object | None = None
        """Kept alive by its view: a connection does not hold a plain object."""
        self._say = say
        self._may_write = may_write
        self._investigator: ChoiceRow | None = None
        self._draft = QTimer(self)
        self._draft.setSingleShot(True)
        self._draft.timeout.connect(self.draft_due)
        self.form = EmergencyForm(say, may_write=may_write)
        self.form.typed.connect(self._take)
        columns = Columns(self)
        self._places = QStackedWidget()
        area = _scrolled(self.form)
        area.setAccessibleName(say("Emergency page"))
        self._places.addWidget(area)
        self._places.addWidget(self._make_preview())
        columns.add(self._places, 1, high=440)
        columns.add(self._make_side(), width=SIDE, high=360)
        self.setFocusProxy(self.form)

    def show_page(self, page: TypedPage) -> None:
        """Fill the form."""
        self.form.show_page(page)

    def show_signed(self, pages: Sequence[SignedPage]) -> None:
        """List the signed pages, the one in force first."""
        say = self._say
        empty(self._signed)
        for place, one in enumerate(pages):
            head = say("Emergency page {number}", number=one.number)
            in_force = say("{name}, in force", name=head)
            self._signed.addWidget(Text(in_force if not place else head, "bold"))
            signed = say("Signed by {name}, {when}", name=one.investigator, when=one.when)
            self._signed.addWidget(Text(signed, "small"))
        if not pages:
            self._signed.addWidget(
                EmptyState(
                    say("None is signed yet."),
                    say(
                        "The principal investigator signs it; until then "
                        "the emergency button shows that there is none."
                    ),
                )
            )

    def show_investigators(self, people: Sequence[tuple[str, str]]) -> None:
        """Offer everybody who can approve the page; the only one is chosen."""
        empty(self._choosing)
        self._investigator = None
        if not people:
            return
        choices = [Choice(user_id, name) for user_id, name in people]
        self._investigator = ChoiceRow(self._say, self._say("Approved by"), choices)
        for user_id, _ in people:
            button = self._investigator.button(user_id)
            button.setObjectName(f"emergency.investigator.{user_id}")
        if len(people) == 1:
            self._investigator.set_value(people[0][0])
        self._choosing.addWidget(self._investigator)

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that was refused, beside the form or in the preview."""
        if self._places.currentIndex() == 1 and alerts:
            say = self._say
            sentences = [say.together(say.alert(one), say.next_step(one)) for one in alerts]
            self._box.show_error("\n".join(sentences))
        else:
            self._alerts.show_alerts(alerts)

    def show_preview(self, text: str, investigator: str) -> None:
        """Show the exact text that will be signed and ask for the investigator's secret."""
        self._text.setPlainText(text)
        self._box.person.set_value(investigator)
        self._places.setCurrentIndex(1)
        self._box.secret.setFocus()

    def show_busy(self, busy: bool) -> None:
        """Hold still while it is signed and stored."""
        self._places.setEnabled(not busy)

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands."""
        self._draft.stop()
        self._places.setCurrentIndex(0)
        self._saved.show()
        self._saved.show_saved(recorded.recorded_at)
        self.recorded.emit(recorded)

    def _make_preview(self) -> QWidget:
        say = self._say
        card = Card(say("Read this, then sign it"))
        self._text = ReadingText("emergency.preview", say("What will be signed, word for word"))
        card.body.addWidget(self._text, 1)
        back = QuietButton(say("Back to the text"), "Alt+B")
        back.setObjectName("emergency.back_to_text")
        back.clicked.connect(lambda: self._places.setCurrentIndex(0))
        self._box = SecretBox(
            say, say("Approved by the principal investigator"), say("Sign the emergency page")
        )
        self._box.person.line.setReadOnly(True)
        self._box.secret.setObjectName("emergency.secret")
        self._box.button.setObjectName("emergency.sign")
        self._box.given.connect(lambda _, secret: self.secret_given.emit(secret))
        card.body.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self._box)
        return card

    def _make_side(self) -> QWidget:
        side = QWidget()
        side.setObjectName("scrolled")
        rows = QVBoxLayout(side)
        rows.setContentsMargins(0, 0, THEME.space.close, 0)
        rows.setSpacing(THEME.space.near)
        rows.addWidget(self._make_actions())
        self._alerts = AlertList(self._say)
        rows.addWidget(self._alerts)
        signed = Card(self._say("Signed emergency pages"))
        self._signed = QVBoxLayout()
        signed.body.addLayout(self._signed)
        rows.addWidget(signed)
        rows.addStretch(1)
        area = _scrolled(side)
        area.setAccessibleName(self._say("This page; arrow keys scroll it"))
        return area

    def _make_actions(self) -> QWidget:
        say = self._say
        card = Card(title(say))
        open_to_all = say(
            "Anybody can read this page without signing in. Write no patient into it. "
            "The text is the site's: this program suggests none."
        )
        card.body.addWidget(Text(open_to_all, "small"))
        holder = QWidget()
        self._choosing = QVBoxLayout(holder)
        self._choosing.setContentsMargins(0, 0, 0, 0)
        card.body.addWidget(holder)
        sign = PrimaryButton(say("Read and sign"), "Alt+S")
        sign.setObjectName("emergency.preview_button")
        sign.setEnabled(self._may_write)
        sign.clicked.connect(self._want_preview)
        card.body.addWidget(sign, 0, Qt.AlignmentFlag.AlignLeft)
        if not self._may_write:
            writers = say(
                "A physician, the principal investigator or the administrator writes it; "
                "the investigator signs it."
            )
            card.body.addWidget(Text(writers, "small"))
        self._saved = SavedLine(say)
        self._saved.hide()
        card.body.addWidget(self._saved)
        return card

    def _want_preview(self) -> None:
        self.typed.emit(self.form.page())
        chosen = self._investigator.value() if self._investigator else None
        self.preview_wanted.emit(chosen or "")

    def _take(self) -> None:
        self.typed.emit(self.form.page())
        self._draft.start(_DRAFT_MS)


def _scrolled(inner: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(inner)
    return area
