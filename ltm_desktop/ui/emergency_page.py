"""The emergency page of a site over the whole window: numbers large, the site's own words beside.

Needs no sign-in and knows no patient. Nothing of it is written here: where the site has signed
no text, it says so and leaves the rest empty.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ltm_desktop.app import emergency_told
from ltm_desktop.app.emergency import Posted
from ltm_desktop.app.paper import Press
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.opened_papers import OpenedPapers
from ltm_desktop.ui.speak import to_sentence
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.text import Mark, Text, breakable

PRINT, BACK = "Ctrl+P", "Esc"
_OTHER = {"en": ("zh_CN", "中文"), "zh_CN": ("en", "English")}
_CALLS = 5
_TEXT = 7
"""How the two columns share the width."""


class EmergencyPage(QWidget):
    """Show one page; `left` says that the person goes back, `printed` hands over the paper."""

    left = Signal()
    printed = Signal(object)

    def __init__(
        self, say: Words, posted: Posted, press: Callable[[], Press], papers: OpenedPapers
    ) -> None:
        super().__init__()
        self.setObjectName("emergencyPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._posted = posted
        self._press = press
        self._papers = papers
        self._background = Background(self)
        self._rows = QVBoxLayout(self)
        space = THEME.space
        self._rows.setContentsMargins(space.wide, space.wide, space.wide, space.normal)
        self._rows.setSpacing(space.normal)
        self._content: QWidget | None = None
        self._show_in(say)

    def print(self) -> None:
        """Draw the paper and open it in the computer's reader."""
        self._print.setEnabled(False)
        self._background.run(self._draw, self._drawn, self._failed)

    def turn_language(self) -> None:
        """Show the page in the other language; the window keeps its own."""
        self._show_in(Words(_OTHER[self._say.language][0]))
        self.setFocus()

    def _draw(self) -> bytes:
        return self._press().draw_emergency(emergency_told.sheet(self._posted))

    def _drawn(self, pdf: bytes) -> None:
        self._print.setEnabled(True)
        say = self._say
        if self._papers.show(pdf, "emergency.pdf"):
            self.printed.emit(pdf)
            self._tell(say("The page is open in this computer's PDF reader: print it there."))
        else:
            self._tell(say("No program on this computer opens PDF files. Read it from this page."))

    def _failed(self, error: Exception) -> None:
        self._print.setEnabled(True)
        self._tell(to_sentence(error, self._say))

    def _tell(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.setAccessibleName(sentence)

    def _show_in(self, say: Words) -> None:
        self._say = say
        old, self._content = self._content, QWidget()
        told = emergency_told.told_page(self._posted, say)
        self.setAccessibleName(told.title)
        rows = QVBoxLayout(self._content)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.normal)
        rows.addLayout(self._make_head(told))
        if told.warning:
            rows.addWidget(_warning(told.warning))
        rows.addLayout(self._make_columns(told), 1)
        self._said = Text("", "strong", tone="advice")
        self._said.setObjectName("emergency.said")
        rows.addWidget(self._said)
        if told.signed:
            rows.addWidget(Text(told.signed, "small"))
        if old is not None:
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows.addWidget(self._content)
        self.setFocusProxy(self._area)

    def _make_head(self, told: emergency_told.ToldPage) -> QHBoxLayout:
        say = self._say
        head = QHBoxLayout()
        head.setSpacing(THEME.space.near)
        head.addWidget(Text(told.title, "emergencyTitle"), 1)
        if told.mark:
            mark = Text(told.mark, wrap=False)
            mark.setObjectName("syntheticMark")
            head.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        language = QuietButton(_OTHER[say.language][1], bedside=True)
        language.setObjectName("emergency.language")
        language.clicked.connect(self.turn_language)
        self._print = PrimaryButton(say("Print"), PRINT)
        self._print.setObjectName("emergency.print")
        self._print.clicked.connect(self.print)
        back = QuietButton(say("Go back"), BACK, bedside=True)
        back.setObjectName("emergency.back")
        back.clicked.connect(self.left)
        for button in (language, self._print, back):
            head.addWidget(button)
        return head

    def _make_columns(self, told: emergency_told.ToldPage) -> QHBoxLayout:
        columns = QHBoxLayout()
        columns.setSpacing(THEME.space.wide)
        calls, holder = _column(emergency_told.phones_heading(self._say))
        for label, number in told.phones:
            calls.addWidget(_call(label, number, self._say))
        calls.addStretch(1)
        columns.addWidget(_scrolled(holder), _CALLS)
        words, holder = _column(emergency_told.text_heading(self._say))
        if told.text:
            text = Text(breakable(told.text), "emergencyText")
            text.setObjectName("emergency.text")
            words.addWidget(text)
        words.addStretch(1)
        self._area = _scrolled(holder)
        self._area.setObjectName("emergency.area")
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName(emergency_told.text_heading(self._say))
        columns.addWidget(self._area, _TEXT)
        return columns


def _column(heading: str) -> tuple[QVBoxLayout, QWidget]:
    holder = QWidget()
    holder.setObjectName("scrolled")
    rows = QVBoxLayout(holder)
    rows.setContentsMargins(0, 0, THEME.space.close, 0)
    rows.setSpacing(THEME.space.near)
    rows.addWidget(Text(heading, "heading"))
    return rows, holder


def _scrolled(holder: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(holder)
    return area


def _warning(sentence: str) -> QFrame:
    """Return what is wrong in the size of the page; nobody can close it."""
    frame = QFrame()
    frame.setObjectName("emergencyWarning")
    frame.setAccessibleName(sentence)
    row = QHBoxLayout(frame)
    row.setSpacing(THEME.space.near)
    row.addWidget(Mark("prohibition", THEME.palette.stop.solid, 26))
    row.addWidget(Text(sentence, "emergencyLabel", tone="stop"), 1)
    return frame


def _call(label: str, number: str, say: Words) -> Card:
    card = Card()
    card.setProperty("call", True)
    card.setAccessibleName(say.labelled(label, number))
    card.body.setSpacing(0)
    card.body.addWidget(Text(breakable(label), "emergencyLabel"))
    card.body.addWidget(Text(number, "emergencyNumber"))
    return card
