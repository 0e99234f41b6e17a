"""The form of a head kept outside: the head as printed, where it is kept, and one's own secret."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.whole import Answer
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.witnessing import HeadPlace
from ltm_desktop.ui.panels.whole.answer_box import AnswerBox
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.announcing import announce
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.labelled_field import LabelledField, NameEdit
from ltm_desktop.ui.widgets.saved_line import SavedLine
from ltm_desktop.ui.widgets.secret_box import SecretEdit
from ltm_desktop.ui.widgets.text import Text

LONGEST_HEAD = 400
"""Characters: a whole printed line with all its digits in groups."""


class RegisterForm(Card):
    """Tell where a head is kept; emits what the person wants."""

    preview_wanted = Signal(str, str, str)
    newest_wanted = Signal()
    secret_given = Signal(str)
    grown = Signal()
    """Something stands below what was seen: it is to be brought into sight."""

    def __init__(self, say: Words) -> None:
        super().__init__(say("Enter where a head is kept"))
        self._say = say
        self._head = NameEdit(
            say, say("Entry and digits, as printed"), required=True, longest=LONGEST_HEAD
        )
        self._head.line.setObjectName("whole.kept_head")
        newest = QuietButton(say("Fill in the newest head"), "Alt+N")
        newest.setObjectName("whole.newest_button")
        newest.clicked.connect(self.newest_wanted)
        choices = [Choice(one.value, say.begin(say.term(one))) for one in HeadPlace]
        self._place = ChoiceRow(say, say("Where it is kept"), choices, required=True)
        for one in HeadPlace:
            self._place.button(one.value).setObjectName(f"whole.place.{one.value}")
        self._note = NameEdit(
            say,
            say("Where exactly"),
            longest=120,
            help_text=say("Which paper, with whom, on which medium"),
        )
        self._note.line.setObjectName("whole.note")
        self._alerts = AlertList(say)
        self._answers = QVBoxLayout()
        read = PrimaryButton(say("Read, then sign"), "Alt+R")
        read.setObjectName("whole.preview_button")
        read.clicked.connect(self._want_preview)
        self.body.addWidget(self._head)
        self.body.addWidget(newest, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._place)
        self.body.addWidget(self._note)
        self.body.addLayout(self._answers)
        self.body.addWidget(self._alerts)
        self.body.addWidget(read, 0, Qt.AlignmentFlag.AlignLeft)
        self._add_signing()
        self._saved = SavedLine(say)
        self._saved.hide()
        self.body.addWidget(self._saved)
        for changed in (self._head.changed, self._note.changed, self._place.changed):
            changed.connect(self._changed)

    def show_head(self, text: str) -> None:
        """Fill the head in, and show all of it, so that it can be written down."""
        self._head.set_value(text)
        self._head.show_help(text)
        self._head.line.setFocus()

    def show_answer(self, answer: Answer | None) -> None:
        """Show why this head cannot be entered."""
        show_answer(self._answers, self._say, answer)

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that was refused, beside the secret while it is asked for."""
        say = self._say
        if alerts and not self._signing.isHidden():
            sentences = [say.together(say.alert(one), say.next_step(one)) for one in alerts]
            self._secret_field.show_message("\n".join(sentences))
            self._secret.setFocus()
        else:
            self._alerts.show_alerts(alerts)

    def show_preview(self, text: str) -> None:
        """Show the exact text and ask for the secret below it."""
        self._text.setText(text)
        self._secret_field.clear_message()
        self._signing.show()
        self._secret.setFocus()
        self.grown.emit()

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands and empty the form."""
        for field in (self._head, self._note):
            field.set_value("")
        self._head.show_help("")
        self._place.set_value(None)
        self._signing.hide()
        self._saved.show()
        self._saved.show_saved(recorded.recorded_at)

    def _add_signing(self) -> None:
        say = self._say
        self._signing = QWidget()
        rows = QVBoxLayout(self._signing)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.close)
        rows.addWidget(Text(say("Read what is signed"), "label"))
        self._text = Text("", "small")
        rows.addWidget(self._text)
        self._secret = SecretEdit()
        self._secret.setObjectName("whole.secret")
        self._secret.returnPressed.connect(self._sign)
        self._secret_field = LabelledField(say, say("Your secret"), self._secret, required=True)
        sign = PrimaryButton(say("Sign"))
        sign.setObjectName("whole.sign_button")
        sign.clicked.connect(self._sign)
        rows.addWidget(self._secret_field)
        rows.addWidget(sign, 0, Qt.AlignmentFlag.AlignLeft)
        self._signing.hide()
        self.body.addWidget(self._signing)

    def _changed(self) -> None:
        # what was read is no longer what stands in the form
        self._signing.hide()
        self._saved.hide()
        self.show_answer(None)

    def _want_preview(self) -> None:
        filled = self._head.check_filled()
        place = self._place.value()
        if place is None:
            self._place.show_required()
        elif filled:
            self._signing.hide()
            self.preview_wanted.emit(self._head.value(), place, self._note.value())

    def _sign(self) -> None:
        if not self._secret.text():
            self._secret_field.show_required()
            return
        self.secret_given.emit(self._secret.take())


def show_answer(rows: QVBoxLayout | QHBoxLayout, say: Words, answer: Answer | None) -> None:
    """Put an answer where an older one was, or take it away."""
    while (item := rows.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
    if answer is not None:
        box = AnswerBox(say, answer)
        rows.addWidget(box)
        box.show()
        announce(box, box.accessibleName())
