"""The form of one act of a review: whom to ask, what to write, which parts, and the signature."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.review import SourcePart
from ltm_desktop.ui.panels.review.presenter import Asking, ReviewAct, Typed
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import ActionButton, PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.flow import FlowLayout
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.secret_box import SecretBox
from ltm_desktop.ui.widgets.text import Text

_LINES = 84
_WRITTEN = frozenset({ReviewAct.ASK, ReviewAct.ANSWER, ReviewAct.CLOSE, ReviewAct.UNLOCK})


class ReviewForm(QWidget):
    """Ask for one act; `sent` carries what was typed."""

    sent = Signal(object)
    left = Signal()

    def __init__(self, say: Words, asking: Asking, person: str) -> None:
        super().__init__()
        self._say = say
        self._asking = asking
        self.text = self._make_text()
        self.to = self._make_to()
        self.parts: dict[SourcePart, ActionButton] = {}
        self.box: SecretBox | None = None
        self._lay_out(person)
        first = self.to or (self.text if self._writes else self.box)
        if asking.act is ReviewAct.VERIFY:
            first = None
            self.setFocusProxy(self.parts[SourcePart.WHOLE])
        if first is not None:
            self.setFocusProxy(first)

    @property
    def _writes(self) -> bool:
        return self._asking.act in _WRITTEN

    def send(self, secret: str = "") -> None:
        """Hand over what was typed; say what is missing instead when something is."""
        if self.to is not None and not self.to.check_filled():
            self.to.setFocus()
            return
        self.sent.emit(
            Typed(
                text=self.text.toPlainText(),
                to=(self.to.value() or "") if self.to is not None else "",
                parts=tuple(part for part, one in self.parts.items() if one.isChecked()),
                secret=secret,
            )
        )

    def show_problem(self) -> None:
        """Put the focus back where one goes on; the secret is gone already."""
        if self.box is not None:
            self.box.secret.setFocus()

    def _make_text(self) -> QPlainTextEdit:
        text = QPlainTextEdit()
        text.setObjectName("review.form_text")
        text.setTabChangesFocus(True)
        text.setFixedHeight(THEME.scaled(_LINES))
        return text

    def _make_to(self) -> ChoiceRow | None:
        if self._asking.act is not ReviewAct.ASK:
            return None
        choices = [Choice(code, words) for code, words in self._asking.to]
        row = ChoiceRow(self._say, self._say("Put the query to"), choices, required=True)
        for choice in choices:
            row.button(choice.value).setObjectName(f"review.to.{choice.value}")
        return row

    def _lay_out(self, person: str) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.close)
        rows.addWidget(Text(self._title(), "strong"))
        if self._asking.about:
            rows.addWidget(Text(self._asking.about))
        if self.to is not None:
            rows.addWidget(self.to)
        if self._asking.act is ReviewAct.VERIFY:
            rows.addWidget(self._make_parts())
        if self._asking.act is ReviewAct.LOCK:
            rows.addWidget(Text(self._lock_help(), "small"))
        if self._writes:
            rows.addWidget(self._make_field())
        rows.addLayout(self._make_foot(person))

    def _make_field(self) -> LabelledField:
        say, act = self._say, self._asking.act
        labels = {
            ReviewAct.ASK: say("Question"),
            ReviewAct.ANSWER: say("Answer"),
            ReviewAct.CLOSE: say("Note"),
            ReviewAct.UNLOCK: say("Reason"),
        }
        label = labels[act]
        self.text.setAccessibleName(label)
        return LabelledField(say, label, self.text, required=act is not ReviewAct.CLOSE)

    def _make_parts(self) -> QWidget:
        say, holder = self._say, QWidget()
        layout = FlowLayout(holder, gap=6, line_gap=6)
        for part in SourcePart:
            button = ActionButton(say.begin(say.term(part)), "quiet")
            button.setProperty("choice", True)
            button.setCheckable(True)
            button.setObjectName(f"review.part.{part.value}")
            self.parts[part] = button
            layout.addWidget(button)
        whole = self.parts[SourcePart.WHOLE]
        whole.toggled.connect(self._only_whole)
        for part, button in self.parts.items():
            if part is not SourcePart.WHOLE:
                button.toggled.connect(lambda on: whole.setChecked(False) if on else None)
        return LabelledField(say, say("What agrees with the source"), holder, required=True)

    def _only_whole(self, on: bool) -> None:
        for part, button in self.parts.items():
            if on and part is not SourcePart.WHOLE:
                button.setChecked(False)

    def _make_foot(self, person: str) -> QVBoxLayout:
        say, rows = self._say, QVBoxLayout()
        rows.setSpacing(THEME.space.close)
        foot = QHBoxLayout()
        if self._asking.act is ReviewAct.VERIFY:
            self.box = self._make_box(person)
            rows.addWidget(self.box)
        else:
            send = PrimaryButton(self._action(), "Alt+S")
            send.setObjectName("review.send_button")
            send.clicked.connect(lambda _: self.send(""))
            foot.addWidget(send)
        cancel = QuietButton(say("Cancel"))
        cancel.setObjectName("review.cancel_button")
        cancel.clicked.connect(self.left)
        foot.addWidget(cancel)
        foot.addStretch(1)
        rows.addLayout(foot)
        return rows

    def _make_box(self, person: str) -> SecretBox:
        say = self._say
        title = say("Signature: reviewed")
        box = SecretBox(say, title, say("Sign the comparison"), person_id=person, key="Alt+S")
        box.person.line.setReadOnly(True)
        box.secret.setObjectName("review.secret")
        box.button.setObjectName("review.sign_button")
        box.given.connect(lambda _person, secret: self.send(secret))
        return box

    def _title(self) -> str:
        say = self._say
        return {
            ReviewAct.ASK: say("New query"),
            ReviewAct.ANSWER: say("Answer this query"),
            ReviewAct.CLOSE: say("Close this query"),
            ReviewAct.VERIFY: say("Compare with the source"),
            ReviewAct.LOCK: say("Lock this record"),
            ReviewAct.UNLOCK: say("Unlock this record"),
        }[self._asking.act]

    def _action(self) -> str:
        say = self._say
        return {
            ReviewAct.ASK: say("Send the query"),
            ReviewAct.ANSWER: say("Send the answer"),
            ReviewAct.CLOSE: say("Close the query"),
            ReviewAct.LOCK: say("Lock the record"),
            ReviewAct.UNLOCK: say("Unlock the record"),
        }[self._asking.act]

    def _lock_help(self) -> str:
        return self._say(
            "Nobody corrects or takes back a locked record until the monitor or the "
            "investigator unlocks it with a reason."
        )
