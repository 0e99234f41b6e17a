"""The rows of the list: one adverse event each, pressed to open it beside."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.toxicity.grade_bar import AxisHead, GradeBar, GradeBox
from ltm_desktop.ui.panels.toxicity.row_button import RowButton
from ltm_desktop.ui.panels.toxicity.shown import Axis, EventLine
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.badge import Badge, Look
from ltm_desktop.ui.widgets.flow import FlowLayout
from ltm_desktop.ui.widgets.text import Text

_BAR_SHARE, _WORDS_SHARE = 4, 6
_GRADE = 66
SHAPES = {"stop": "triangle", "caution": "clock", "advice": "advice", "neutral": "ring"}


class EventRow(RowButton):
    """One event: grade as number and word, what it is, since when, and its bar."""

    def __init__(self, say: Words, line: EventLine, axis: Axis) -> None:
        super().__init__(line.spoken(say))
        self.key = line.key
        self.setObjectName(f"toxicity.event.{line.key}")
        self.columns.addWidget(_graded(line), 0, Qt.AlignmentFlag.AlignTop)
        self.columns.addLayout(_words(line), _WORDS_SHARE)
        bar = GradeBar(axis, line.spans, line.grade_word)
        self.columns.addWidget(bar, _BAR_SHARE, Qt.AlignmentFlag.AlignVCenter)


class ListHead(QWidget):
    """The headings over the rows, at the rows' own places."""

    def __init__(self, say: Words, axis: Axis) -> None:
        super().__init__()
        columns = QHBoxLayout(self)
        space = THEME.space
        columns.setContentsMargins(space.close, 0, space.close, 0)
        columns.setSpacing(space.near)
        grade = Text(say("Grade"), "small")
        grade.setFixedWidth(THEME.scaled(_GRADE))
        columns.addWidget(grade, 0, Qt.AlignmentFlag.AlignBottom)
        words = QHBoxLayout()
        words.addWidget(Text(say("Toxicity"), "small"), 1, Qt.AlignmentFlag.AlignBottom)
        if axis.doses:
            doses = Text(say("Doses given"), "small", one_line=True)
            words.addWidget(doses, 0, Qt.AlignmentFlag.AlignBottom)
        columns.addLayout(words, _WORDS_SHARE)
        days = say("{first} to {last}", first=axis.first_words, last=axis.last_words)
        columns.addWidget(AxisHead(axis, days), _BAR_SHARE)


def marked(words: str, tone: str) -> Badge:
    """Return a mark of shape and word."""
    return Badge(words, Look(SHAPES[tone], tone, solid=tone == "stop"))


def _graded(line: EventLine) -> QWidget:
    holder = QWidget()
    holder.setFixedWidth(THEME.scaled(_GRADE))
    rows = QVBoxLayout(holder)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(0)
    rows.addWidget(GradeBox(line.grade, line.grade_word))
    rows.addWidget(Text(line.grade_word, "small"))
    holder.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return holder


def _words(line: EventLine) -> QVBoxLayout:
    rows = QVBoxLayout()
    rows.setSpacing(1)
    flow = FlowLayout(gap=THEME.space.close, line_gap=THEME.space.hair)
    flow.addWidget(Text(line.term, "bold", one_line=True))
    for words, tone in line.marks:
        flow.addWidget(marked(words, tone))
    rows.addLayout(flow)
    rows.addWidget(Text(line.since))
    details = " · ".join(filter(None, line.details))
    if details:
        rows.addWidget(Text(details, "small"))
    return rows
