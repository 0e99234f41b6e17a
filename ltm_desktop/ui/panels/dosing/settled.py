"""A settled dose, read-only: every fact, the signatures, the paper, and a draft left behind."""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.statements import StatementSection
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.terms import ItemState
from ltm_desktop.ui.panels.dosing.layout import Block, empty
from ltm_desktop.ui.panels.dosing.told import SignatureLine, Told
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.badge import Badge, Look, StatusPill
from ltm_desktop.ui.widgets.buttons import ActionButton, DangerButton, PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.text import Mark, Text

_MARK = Look("triangle", "caution")


class SettledPage(QWidget):
    """Show what people signed; nothing here can be changed."""

    paper_wanted = Signal(str, str)
    discard_wanted = Signal()
    asked = Signal(str)
    """A wish about the record shown."""
    more_wanted = Signal()

    def __init__(self, say: Words) -> None:
        super().__init__()
        self._say = say
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(THEME.space.near)

    def show_told(
        self,
        told: Told,
        leftover: Mapping[str, str],
        labels: Mapping[str, str],
        *,
        may: bool = False,
    ) -> None:
        """Show one record; whoever may, can put it right."""
        empty(self._rows)
        self._rows.addLayout(self._heading(told))
        self._rows.addWidget(self._signatures(told))
        self._rows.addLayout(self._facts(told))
        if leftover:
            self._rows.addWidget(self._leftover(leftover, labels))
        actions = QHBoxLayout()
        actions.setSpacing(THEME.space.close)
        for button in self._put_right(told) if may else ():
            actions.addWidget(button)
        more = QuietButton(self._say("Record what happened"), "Alt+W", bedside=True)
        more.setObjectName("dosing.more_button")
        more.setToolTip(self._say("Tell an injection that was given although this record stands."))
        more.clicked.connect(self.more_wanted)
        actions.addWidget(more)
        actions.addStretch(1)
        self._rows.addLayout(actions)
        self._rows.addStretch(1)

    def _put_right(self, told: Told) -> Iterator[ActionButton]:
        """Yield what puts the record right: a new one in its place, or taking it back."""
        if told.given:
            correct = QuietButton(self._say("Correct…"), "Alt+C", bedside=True)
            correct.setObjectName("dosing.correct_button")
            correct.clicked.connect(lambda: self.asked.emit(f"correct:{told.record}"))
            yield correct
        void = DangerButton(self._say("Void…"), "Alt+V", bedside=True)
        void.setObjectName("dosing.void_wish_button")
        void.clicked.connect(lambda: self.asked.emit(f"void:{told.record}"))
        yield void

    def _heading(self, told: Told) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(THEME.space.near)
        line = told.facts.amount.text if told.facts.amount else ""
        if told.state is not None:
            pill = StatusPill(self._say, ItemState(told.state))
            row.addWidget(pill, 0, Qt.AlignmentFlag.AlignTop)
        for mark in told.marks:
            row.addWidget(Badge(self._say.term(mark), _MARK), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Text(line, "strong"), 1)
        if told.paper:
            button = PrimaryButton(self._say("Open the signed PDF"), "Alt+D")
            button.setObjectName("dosing.paper_button")
            button.clicked.connect(lambda: self.paper_wanted.emit(told.record, told.paper))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _signatures(self, told: Told) -> Block:
        block = Block(self._say("Signatures"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(THEME.space.near)
        for place, line in enumerate(told.signatures):
            self._signature(grid, place, line)
        grid.setColumnStretch(2, 1)
        grid.setColumnStretch(3, 2)
        block.body.addLayout(grid)
        return block

    def _signature(self, grid: QGridLayout, place: int, line: SignatureLine) -> None:
        shape, tone = ("tick", "ok") if line.signed else ("clock", "caution")
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(Mark(shape, THEME.palette.tone(tone).ink, drop=3), place, 0, top)
        grid.addWidget(Text(line.meaning, "bold", wrap=False), place, 1, top)
        grid.addWidget(Text(line.person), place, 2, top)
        words = line.when
        if line.signed:
            words = self._say("signed {when}", when=line.when) if line.when else self._say("signed")
        grid.addWidget(Text(words, tone="" if line.signed else "caution"), place, 3, top)

    def _facts(self, told: Told) -> QHBoxLayout:
        columns = QHBoxLayout()
        columns.setSpacing(THEME.space.wide)
        sections = told.facts.sections
        total = sum(len(one.lines) + 2 for one in sections)
        sides = (QVBoxLayout(), QVBoxLayout())
        height = 0
        for section in sections:
            side = sides[0] if height * 2 < total else sides[1]
            side.addLayout(_section(section))
            height += len(section.lines) + 2
        for side in sides:
            side.setSpacing(THEME.space.near)
            side.addStretch(1)
            columns.addLayout(side, 1)
        return columns

    def _leftover(self, leftover: Mapping[str, str], labels: Mapping[str, str]) -> Block:
        say = self._say
        block = Block(
            say("What you had typed"),
            say("A draft kept on this computer. It is not a record and nobody signed it."),
        )
        block.body.addWidget(
            Text(
                "\n".join(
                    say("{label}: {value}", label=labels[key], value=text.replace("\n", " "))
                    for key, text in leftover.items()
                    if key in labels
                )
            )
        )
        button = DangerButton(say("Discard this draft"), bedside=True)
        button.setObjectName("dosing.discard_button")
        button.clicked.connect(self.discard_wanted)
        block.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return block


def _section(section: StatementSection) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(THEME.space.near)
    grid.setVerticalSpacing(THEME.space.hair)
    grid.addWidget(Text(section.title, "bold"), 0, 0, 1, 2)
    for row, line in enumerate(section.lines, start=1):
        grid.addWidget(Text(line.label, "label"), row, 0, Qt.AlignmentFlag.AlignTop)
        value = Text(line.value, "bold" if line.emphasis else "")
        grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignTop)
    grid.setColumnStretch(0, 2)
    grid.setColumnStretch(1, 3)
    return grid
