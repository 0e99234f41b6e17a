"""An answer on screen: good or bad by shape, colour and word, what it rests on, what to do next."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ltm_desktop.app.whole import Answer
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.text import Mark, Text, unbroken

_SHAPES = {"ok": "tick", "stop": "prohibition", "caution": "warning"}


class AnswerBox(QFrame):
    """Show one answer in full; it stays until another question is asked."""

    def __init__(self, say: Words, answer: Answer) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setProperty("tone", answer.tone)
        self.setAccessibleName(say.together(answer.headline, *answer.lines, *answer.next_steps))
        row = QHBoxLayout(self)
        space = THEME.space
        row.setContentsMargins(space.near, space.close, space.near, space.close)
        row.setSpacing(space.near)
        colours = THEME.palette.tone(answer.tone)
        ink = colours.solid if answer.tone == "stop" else colours.ink
        row.addWidget(Mark(_SHAPES[answer.tone], ink, 24), 0, Qt.AlignmentFlag.AlignTop)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(space.hair)
        self._rows.addWidget(Text(answer.headline, "strong", tone=answer.tone))
        for line in answer.lines:
            self._rows.addWidget(Text(unbroken(line)))
        if answer.next_steps:
            self._rows.addSpacing(space.tight)
            self._rows.addWidget(Text(say("What to do now"), "bold"))
        steps = answer.next_steps
        for number, step in enumerate(steps, 1):
            self._rows.addWidget(Text(f"{number}. {step}" if len(steps) > 1 else step))
        row.addLayout(self._rows, 1)
