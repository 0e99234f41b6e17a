"""The help on screen: beside the page, scrolled by the arrow keys, closed by Esc."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.help.presenter import Answer, Shown
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import KeyHint, LinkButton, QuietButton
from ltm_desktop.ui.widgets.text import Line, Text

_STEP = 60


class HelpView(QFrame):
    """Show what the presenter words; `left` asks to be taken away."""

    turned = Signal(str)
    left = Signal()

    def __init__(self, say: Words) -> None:
        super().__init__()
        self.presenter: object = None
        """Kept alive by its view: a connection does not hold a plain object."""
        self._say = say
        self.setObjectName("help")
        self.setProperty("card", True)
        self.setProperty("raised", True)
        self.setAccessibleName(say("Help"))
        self._title = Text("", "heading")
        self.close_button = QuietButton(say("Close"), "Esc")
        self.close_button.setObjectName("help.close")
        # Esc is taken below: as a key of its own it would stand against that of a form.
        self.close_button.setShortcut(QKeySequence())
        self.close_button.setAccessibleName(say("Close the help"))
        self.close_button.clicked.connect(self.left)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        rows = QVBoxLayout(self)
        space = THEME.space
        rows.setContentsMargins(space.normal, space.near, space.tight, space.near)
        rows.setSpacing(space.close)
        rows.addLayout(head)
        rows.addWidget(self._area, 1)
        self.setFocusProxy(self.close_button)

    def show_help(self, shown: Shown) -> None:
        """Show all of it, from its beginning."""
        self._title.setText(shown.title)
        inner = QWidget()
        inner.setObjectName("scrolled")
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, THEME.space.near, 0)
        rows.setSpacing(THEME.space.close)
        for part in self._parts(shown):
            rows.addWidget(part)
        rows.addStretch(1)
        self._area.setWidget(inner)
        self._area.verticalScrollBar().setValue(0)

    def event(self, event: QEvent) -> bool:
        """Take Esc before a button of the page that has the same key."""
        overriding = event.type() == QEvent.Type.ShortcutOverride
        if overriding and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by the arrows; Esc goes back to the page."""
        bar, key = self._area.verticalScrollBar(), Qt.Key(event.key())
        steps = {
            Qt.Key.Key_Down: _STEP,
            Qt.Key.Key_Up: -_STEP,
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
        }
        if key in steps:
            bar.setValue(bar.value() + steps[key])
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _parts(self, shown: Shown) -> Iterator[QWidget]:
        say = self._say
        yield from self._answers(shown.answers)
        for section in shown.sections:
            yield _told(section.heading, section.words)
        if shown.keys:
            yield _keys(say, shown.keys)
        if shown.others:
            yield Text(say("Also here"), "label")
        for topic, title in shown.others:
            yield self._other(topic, title)
        if shown.foot:
            yield Text(shown.foot, "small")

    def _answers(self, answers: Sequence[Answer]) -> Iterator[QWidget]:
        if not answers:
            return
        yield Text(self._say("Why am I seeing this?"), "strong")
        for answer in answers:
            yield self._answer(answer)
        yield Line()

    def _answer(self, answer: Answer) -> QWidget:
        say, found = self._say, answer.why
        part = QWidget()
        rows = QVBoxLayout(part)
        rows.setContentsMargins(0, 0, 0, THEME.space.close)
        rows.setSpacing(THEME.space.hair)
        rows.addWidget(Text(answer.alert, "bold"))
        rows.addWidget(_told(say("The rule"), found.rule))
        if found.numbers:
            rows.addWidget(_numbers(say, found.numbers))
        rows.addWidget(_told(say("Where it is from"), found.source))
        for words in filter(None, (found.signed, found.passing)):
            rows.addWidget(Text(words))
        if answer.next_step:
            rows.addWidget(_told(say("What to do"), answer.next_step))
        return part

    def _other(self, topic: str, title: str) -> QWidget:
        link = LinkButton(title)
        link.setObjectName(f"help.also.{topic}")
        link.clicked.connect(lambda: self.turned.emit(topic))
        return link


def _told(heading: str, words: str) -> QWidget:
    part = QWidget()
    rows = QVBoxLayout(part)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(0)
    if heading:
        rows.addWidget(Text(heading, "label"))
    rows.addWidget(Text(words))
    return part


def _numbers(say: Words, numbers: Sequence[tuple[str, str]]) -> QWidget:
    part, grid = _grid(say("Numbers"))
    for row, (name, number) in enumerate(numbers, start=1):
        grid.addWidget(Text(name), row, 0)
        grid.addWidget(Text(number, "bold"), row, 1)
    return part


def _keys(say: Words, keys: Sequence[tuple[str, str]]) -> QWidget:
    part, grid = _grid(say("Keys on this page"))
    for row, (key, words) in enumerate(keys, start=1):
        hint = KeyHint(key)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        grid.addWidget(hint, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Text(words), row, 1)
    return part


def _grid(heading: str) -> tuple[QWidget, QGridLayout]:
    part = QWidget()
    grid = QGridLayout(part)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(THEME.space.near)
    grid.setVerticalSpacing(THEME.space.hair)
    grid.setColumnStretch(1, 1)
    grid.addWidget(Text(heading, "label"), 0, 0, 1, 2)
    return part, grid
