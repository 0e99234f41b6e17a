"""One event whole: its grades newest first, what was judged, and what may be done about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.toxicity.grade_bar import GradeBox
from ltm_desktop.ui.panels.toxicity.rows import marked
from ltm_desktop.ui.panels.toxicity.shown import ActShown, EventTold
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import ActionButton, DangerButton, PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.flow import FlowLayout
from ltm_desktop.ui.widgets.scrolling import scrolling
from ltm_desktop.ui.widgets.text import Text


class ToldPage(QWidget):
    """Show one event; `act_wanted` carries the code of what the person wants to do."""

    act_wanted = Signal(str)
    left = Signal()

    def __init__(self, say: Words, told: EventTold) -> None:
        super().__init__()
        self.setObjectName("toxicity.told")
        self.setAccessibleName(told.title)
        self._say = say
        self.first_act: ActionButton | None = None
        """Where the keyboard stands when what was done here has become a record."""
        space = THEME.space
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, space.close, 0)
        rows.setSpacing(space.close)
        rows.addLayout(self._head(told))
        if told.marks:
            flow = FlowLayout(gap=space.tight, line_gap=space.tight)
            for words, tone in told.marks:
                flow.addWidget(marked(words, tone))
            rows.addLayout(flow)
        rows.addLayout(self._history(told))
        rows.addLayout(self._facts(told))
        rows.addStretch(1)
        area = scrolling(inner, focus=Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(say("This page; arrow keys scroll it"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(space.close)
        whole.addWidget(area, 1)
        whole.addLayout(self._acts(told))

    def _head(self, told: EventTold) -> QHBoxLayout:
        columns = QHBoxLayout()
        columns.setSpacing(THEME.space.near)
        columns.addWidget(GradeBox(told.grade, told.grade_word), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        title = Text(told.title, "strong")
        title.setObjectName("toxicity.told_title")
        words.addWidget(title)
        words.addWidget(Text(told.grade_word, "small"))
        columns.addLayout(words, 1)
        back = QuietButton(self._say("Close"), "Esc")
        back.setObjectName("toxicity.told_close")
        back.clicked.connect(self.left)
        columns.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        return columns

    def _history(self, told: EventTold) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(THEME.space.near)
        grid.setVerticalSpacing(THEME.space.hair)
        grid.setColumnStretch(2, 1)
        for row, (day, grade, source) in enumerate(told.history):
            grid.addWidget(Text(day, wrap=False), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Text(grade, "bold", wrap=False), row, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Text(source, "small"), row, 2)
        return grid

    def _facts(self, told: EventTold) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(THEME.space.near)
        grid.setVerticalSpacing(THEME.space.tight)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 5)
        for row, fact in enumerate(told.facts):
            grid.addWidget(Text(fact.label, "small"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Text(fact.value), row, 1)
        return grid

    def _acts(self, told: EventTold) -> FlowLayout:
        flow = FlowLayout(gap=THEME.space.close, line_gap=THEME.space.close)
        for act in told.acts:
            button = _button(act)
            button.setObjectName(f"toxicity.act.{act.code}")
            button.clicked.connect(lambda _=False, code=act.code: self.act_wanted.emit(code))
            flow.addWidget(button)
            self.first_act = self.first_act or button
        return flow


def _button(act: ActShown) -> ActionButton:
    if act.takes_away:
        return DangerButton(act.words, act.key)
    return (PrimaryButton if act.leads else QuietButton)(act.words, act.key)
