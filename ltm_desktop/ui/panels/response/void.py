"""Take an assessment back: why, and which physician looked as well; it stays readable."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.response.fields import TOPIC, Pick, labelled
from ltm_desktop.ui.panels.response.shown import Option
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.text import Text, height_of

_WIDE = 520


class VoidPage(Card):
    """Ask for the reason and the second person."""

    void_wanted = Signal(str, str, str)
    left = Signal()

    def __init__(
        self, say: Words, what: str, reasons: Sequence[Option], people: Sequence[Option]
    ) -> None:
        super().__init__(say("Void this assessment?"))
        self._say = say
        self.alerts = AlertList(say)
        self.body.addWidget(Text(what, "bold"))
        kept = say(
            "It no longer counts afterwards. The record and its paper stay readable and are "
            "marked void."
        )
        self.body.addWidget(Text(kept))
        self._reason, self._second = Pick(reasons), Pick(people)
        self._note = QPlainTextEdit()
        self._note.setTabChangesFocus(True)
        self._note.setFixedHeight(height_of(self._note, 3))
        self._note.setObjectName(f"{TOPIC}.void.note")
        fields = (
            ("reason", say("Reason"), self._reason),
            ("second", say("Second person, signs here"), self._second),
        )
        for name, label, pick in fields:
            pick.setObjectName(f"{TOPIC}.void.{name}")
            field = labelled(say, label, pick, required=True)
            field.setMaximumWidth(THEME.scaled(_WIDE))
            pick.currentIndexChanged.connect(field.clear_message)
            self.body.addWidget(field)
        note = labelled(say, say("Notes"), self._note)
        note.setMaximumWidth(THEME.scaled(_WIDE))
        self.body.addWidget(note)
        self.body.addWidget(self.alerts)
        self.body.addStretch(1)
        foot = QHBoxLayout()
        back = QuietButton(say("Back"), "Esc", bedside=True)
        back.setObjectName(f"{TOPIC}.void.leave")
        back.clicked.connect(self.left)
        go = PrimaryButton(say("Void this assessment"), "Alt+V")
        go.setObjectName(f"{TOPIC}.void.button")
        go.clicked.connect(self._submit)
        foot.addWidget(back)
        foot.addStretch(1)
        foot.addWidget(go)
        self.body.addLayout(foot)
        self.setFocusProxy(self._reason)

    def _submit(self) -> None:
        for pick in (self._reason, self._second):
            if not pick.code():
                field = pick.parentWidget()
                show = getattr(field, "show_required", None)
                if show is not None:
                    show()
                pick.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        note = self._note.toPlainText().strip()
        self.void_wanted.emit(self._reason.code(), self._second.code(), note)
