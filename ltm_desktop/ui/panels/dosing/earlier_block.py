"""Older records of a dose: one line each, marked; its details open beside it by key or click.

Source: nhs-cui MEDa-0108 to -0113: details before actions, closed by Esc.
"""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.dosing.earlier import EarlierLine
from ltm_desktop.ui.panels.dosing.layout import Block, empty
from ltm_desktop.ui.panels.dosing.shown import Standing
from ltm_desktop.ui.panels.dosing.standing import Step
from ltm_desktop.ui.panels.dosing.told import Told
from ltm_desktop.ui.panels.dosing.told_facts import ToldFacts
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.badge import Badge, Look
from ltm_desktop.ui.widgets.buttons import DangerButton, QuietButton
from ltm_desktop.ui.widgets.text import Text

OLD, STANDS = Look("prohibition", "neutral"), Look("disc", "advice")
_TOP = Qt.AlignmentFlag.AlignTop


class EarlierBlock(Block):
    """List older records; `opened` asks for one, `asked` is a wish about one."""

    opened = Signal(str)
    asked = Signal(str)
    paper_wanted = Signal(str, str)

    def __init__(self, say: Words) -> None:
        super().__init__(say("Other records of this dose"))
        self.setObjectName("secretBox")
        self._say = say
        self._lines: tuple[EarlierLine, ...] = ()
        self._buttons: dict[str, QuietButton] = {}
        self._may = False
        self._open = ""
        self._rows = QVBoxLayout()
        self._rows.setSpacing(THEME.space.tight)
        self.body.addLayout(self._rows)
        self._details = _Details(say)
        self._details.asked.connect(self.asked)
        self._details.paper_wanted.connect(self.paper_wanted)
        self._details.closed.connect(self.close_details)
        self.body.addWidget(self._details)
        self.hide()

    def show_standing(self, standing: Standing) -> None:
        """List the records of the dose shown."""
        self._may = Step.VOID in standing.may
        if standing.earlier == self._lines:
            return
        self._lines = standing.earlier
        self._open = ""
        self._details.hide()
        empty(self._rows)
        self._buttons = {}
        for line in self._lines:
            self._rows.addWidget(self._row(line))

    def show_on(self, step: Step, *, blind: bool) -> None:
        """Stand on a page where there is anything; never where the second person reads blind."""
        apart = step in {Step.VOID, Step.LEFT, Step.SIGN}
        self.setVisible(bool(self._lines) and not blind and not apart)
        if self.isHidden():
            self.close_details()

    def show_told(self, told: Told) -> None:
        """Open one record beneath its line."""
        line = next((one for one in self._lines if one.record == told.record), None)
        if line is None:
            return
        self._open = line.record
        self._press()
        self._details.show_told(told, line, may=self._may)

    def close_details(self) -> None:
        """Close what is open and stand on its line again."""
        button, was = self._buttons.get(self._open), self._details.isVisible()
        self._open = ""
        self._press()
        self._details.hide()
        if was and button is not None:
            button.setFocus()

    def event(self, event: QEvent) -> bool:
        """Keep Esc for the open details; else it leaves the page."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and self._takes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the details by Esc."""
        if self._takes(event):
            self.close_details()
        else:
            super().keyPressEvent(event)

    def _takes(self, event: QKeyEvent) -> bool:
        return bool(self._open) and event.key() == Qt.Key.Key_Escape

    def _press(self) -> None:
        for record, button in self._buttons.items():
            button.setChecked(record == self._open)

    def _row(self, line: EarlierLine) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(THEME.space.close)
        across.addWidget(Badge(line.title, STANDS if line.stands else OLD), 0, _TOP)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(line.detail, "bold"))
        if line.why:
            words.addWidget(Text(line.why, "small"))
        across.addLayout(words, 1)
        button = QuietButton(self._say("Details"), bedside=True)
        button.setObjectName(f"dosing.earlier.{line.record}")
        button.setAccessibleDescription(self._say.apart(line.title, line.detail, line.why))
        button.setCheckable(True)
        button.clicked.connect(lambda on: self._toggle(line.record, on=on))
        self._buttons[line.record] = button
        across.addWidget(button, 0, _TOP)
        return row

    def _toggle(self, record: str, *, on: bool) -> None:
        if on:
            self.opened.emit(record)
        else:
            self.close_details()


class _Details(QWidget):
    asked = Signal(str)
    paper_wanted = Signal(str, str)
    closed = Signal()

    def __init__(self, say: Words) -> None:
        super().__init__()
        self._say = say
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.close)
        self._amount = Text("", "strong")
        self._facts = ToldFacts()
        self._signed = Text("", "small")
        self._words = Text("", "bold", tone="caution")
        self._words.setObjectName("dosing.earlier_words")
        self._actions = QHBoxLayout()
        self._actions.setSpacing(THEME.space.close)
        for part in (self._amount, self._facts, self._signed, self._words):
            rows.addWidget(part)
        rows.addLayout(self._actions)
        self.hide()

    def show_told(self, told: Told, line: EarlierLine, *, may: bool) -> None:
        """Show the facts first, then what can be done."""
        say = self._say
        self._amount.setText(told.facts.amount.text if told.facts.amount else "")
        self._facts.show_sections(told.facts.sections)
        signed = (
            say(
                "{meaning}: {person}, {when}", meaning=one.meaning, person=one.person, when=one.when
            )
            for one in told.signatures
        )
        self._signed.setText("\n".join(signed))
        self._words.setText("" if line.stands else paper_words(say))
        self._words.setVisible(not line.stands)
        empty(self._actions)
        self._offer(told, line, may=may)
        self.show()

    def _offer(self, told: Told, line: EarlierLine, *, may: bool) -> None:
        say = self._say
        if told.paper:
            paper = QuietButton(say("Open the signed PDF"), bedside=True)
            paper.setObjectName("dosing.earlier_paper")
            paper.clicked.connect(lambda: self.paper_wanted.emit(told.record, told.paper))
            self._actions.addWidget(paper)
        if line.corrects and may:
            correct = QuietButton(say("Correct…"), bedside=True)
            correct.setObjectName("dosing.earlier_correct")
            correct.clicked.connect(lambda: self.asked.emit(f"correct:{told.record}"))
            self._actions.addWidget(correct)
        if line.stands and may:
            void = DangerButton(say("Void…"), bedside=True)
            void.setObjectName("dosing.earlier_void")
            void.clicked.connect(lambda: self.asked.emit(f"void:{told.record}"))
            self._actions.addWidget(void)
        close = QuietButton(say("Close"), bedside=True)
        close.setObjectName("dosing.earlier_close")
        close.clicked.connect(self.closed)
        self._actions.addStretch(1)
        self._actions.addWidget(close)


def paper_words(say: Words) -> str:
    """Say what the paper of a record is worth that stands no more."""
    return say(
        "The paper stays as it was signed. It no longer tells what is held to be true: mark a "
        "printed copy by hand."
    )
