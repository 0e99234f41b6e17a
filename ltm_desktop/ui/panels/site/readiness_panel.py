"""Getting ready: what is still missing before the first patient and the first dose.

Each line leads to its form. It is asked anew whenever it is shown; it records nothing.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ltm_desktop.app.readiness import Before, ReadyLine, readiness
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.in_sight import InSight
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.text import Mark, Text


class ReadinessView(QWidget):
    """Show the lines in groups; `wanted` carries the part a line leads to."""

    wanted = Signal(str)
    counted = Signal(str)
    """In words, how much a first dose still lacks; empty for nothing."""

    def __init__(self, say: Words, ask: Callable[[], Sequence[ReadyLine]]) -> None:
        super().__init__()
        self._say = say
        self._ask = ask
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._area)
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask again each time it is shown."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Ask how the site stands, and show it."""
        lines = self._ask()
        inner = QWidget()
        inner.setObjectName("scrolled")
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, THEME.space.near, 0)
        rows.setSpacing(THEME.space.near)
        rows.addWidget(Text(summary(lines, self._say), "strong"))
        for before, heading in self._headings():
            if found := [one for one in lines if one.before is before]:
                rows.addWidget(self._group(heading, found))
        rows.addStretch(1)
        self._area.setWidget(inner)
        self.counted.emit(summary(lines, self._say) if lacks(lines) else "")

    def _headings(self) -> tuple[tuple[Before, str], ...]:
        say = self._say
        return (
            (Before.PATIENT, say("Before the first patient")),
            (Before.DOSE, say("Before the first dose")),
            (Before.WISE, say("Wise to have")),
        )

    def _group(self, heading: str, lines: Sequence[ReadyLine]) -> QWidget:
        card = Card(heading)
        for line in lines:
            card.body.addWidget(self._line(line))
        return card

    def _line(self, line: ReadyLine) -> QWidget:
        say, row = self._say, QWidget()
        columns = QHBoxLayout(row)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(THEME.space.near)
        tone = "ok" if line.done else "caution"
        shape = "tick" if line.done else "ring"
        columns.addWidget(Mark(shape, THEME.palette.tone(tone).ink, 18))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(Text(line.title, "bold"))
        texts.addWidget(Text(line.told, "small"))
        columns.addLayout(texts, 1)
        columns.addWidget(Text(say("done") if line.done else say("missing"), tone=tone, wrap=False))
        go = QuietButton(say("Look at it") if line.done else say("Do it now"))
        go.setObjectName(f"site.ready.{line.key}")
        go.setAccessibleName(say.labelled(go.text(), line.title))
        go.clicked.connect(lambda: self.wanted.emit(line.part))
        columns.addWidget(go)
        row.setAccessibleName(say.labelled(line.title, line.told))
        return row


class MissingLine(QWidget):
    """One line over the parts of the site while a first dose lacks something."""

    wanted = Signal()

    def __init__(self, say: Words) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(THEME.space.near)
        self._words = Text("", "strong", tone="caution", one_line=True)
        row.addWidget(self._words)
        show = QuietButton(say("Show what is missing"), "Alt+G")
        show.setObjectName("site.show_missing")
        show.clicked.connect(self.wanted)
        row.addWidget(show)
        row.addStretch(1)

    def show_missing(self, words: str) -> None:
        """Say it, or be gone where nothing is missing."""
        self._words.setText(words)
        self.setVisible(bool(words))


def lacks(lines: Sequence[ReadyLine]) -> int:
    """Return how many lines a first dose still lacks; nothing that is merely wise."""
    return sum(not one.done and one.before is not Before.WISE for one in lines)


def summary(lines: Sequence[ReadyLine], say: Words) -> str:
    """Return in words how much is missing before the first dose."""
    missing = lacks(lines)
    if not missing:
        return say("Everything a first dose needs is there.")
    return say.many(
        "{count} thing is still missing before the first dose.",
        "{count} things are still missing before the first dose.",
        missing,
    )


def build(context: Context) -> ReadinessView:
    """Return the part; it concerns no patient."""
    view = ReadinessView(context.say, lambda: readiness(context.desk, context.say))
    context.notices.recorded.connect(InSight(view, view.refresh).ask)
    return view
