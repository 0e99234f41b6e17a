"""One recorded session of the table: what it says, and what may be done about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.fractions.offering import Allowed
from ltm_desktop.ui.panels.fractions.shown import Line
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.scrolling import scrolling
from ltm_desktop.ui.widgets.text import Text


class LinePage(QWidget):
    """Show one session with its acts; nothing is changed here."""

    open_wanted = Signal()
    correct_wanted = Signal()
    void_wanted = Signal()
    resume_wanted = Signal()
    left = Signal()

    def __init__(self, say: Words, line: Line, allowed: Allowed) -> None:
        super().__init__()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.close)
        title = say("Fraction {number}, {when}", number=line.number, when=line.when)
        rows.addWidget(Text(title, "strong"))
        rows.addWidget(scrolling(_facts(say, line)), 1)
        if allowed.typing:
            words = say(
                "Another session is being typed: record it or clear its form before this one is "
                "corrected."
            )
            rows.addWidget(Text(words, "small", tone="advice"))
        acts = (
            (True, "open", say("Open the record"), "Alt+O", self.open_wanted),
            (
                allowed.resume,
                "resume",
                say("Tell another session of this fraction"),
                "Alt+A",
                self.resume_wanted,
            ),
            (allowed.correct, "correct", say("Correct"), "Alt+K", self.correct_wanted),
            (allowed.void, "void", say("Void…"), "Alt+V", self.void_wanted),
            (True, "leave", say("Back"), "Esc", self.left),
        )
        self.buttons: dict[str, QuietButton] = {}
        for may, name, words, key, wanted in acts:
            if may:
                button = QuietButton(words, key, bedside=True)
                button.setObjectName(f"fractions.line.{name}")
                button.clicked.connect(wanted)
                rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
                self.buttons[name] = button
        self.setFocusProxy(self.buttons["open"])


def _facts(say: Words, line: Line) -> QWidget:
    body = QWidget()
    rows = QVBoxLayout(body)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(THEME.space.tight)
    facts = (
        (say("State"), line.state_words),
        (say("Target"), line.target),
        (say("Delivered dose"), line.dose_words),
        (say("Imaging"), line.imaging),
        (say("Operators"), line.operators),
    )
    for label, words in facts:
        if words:
            rows.addWidget(Text(label, "label"))
            rows.addWidget(Text(words.replace("\n", ", ")))
    if not line.stands:
        rows.addWidget(Text(say("This record no longer stands; its dose does not count."), "bold"))
    rows.addStretch(1)
    return body
