"""Text on screen: always plain, wrapped rather than cut, with a role that the style knows."""

import re
from html import escape
from math import ceil

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from ltm_desktop.ui import marks
from ltm_desktop.ui.tokens import THEME

LONG_RUN = 28
_BORDER = 2
"""Pixels of a field's edge, as wide as it is with the focus."""
_JOIN = "\u2060"
_HAN_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")


def plain_tip(text: str) -> str:
    """Return a tooltip that shows a text as it stands: Qt takes what looks like markup for it."""
    if "<" not in text:
        return text
    return f'<span style="white-space: pre-wrap">{escape(text)}</span>'


class Text(QLabel):
    """Show plain text in a role: title, heading, strong, bold, muted, small, label."""

    def __init__(
        self,
        text: str = "",
        role: str = "",
        *,
        tone: str = "",
        wrap: bool = True,
        one_line: bool = False,
    ) -> None:
        """Wrap where the room ends; `one_line` asks for the whole width before wrapping."""
        super().__init__()
        self._one_line = one_line
        # A name with angle brackets is a name, never markup.
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.setText(text)

    def sizeHint(self) -> QSize:
        """Ask for the text on one line where that was wanted."""
        if not self._one_line:
            return super().sizeHint()
        self.ensurePolished()
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text().replace("\u200b", "")) + 2
        if frame := self.frameWidth():
            # within a frame a label indents its words by half of an x
            width += 2 * frame + metrics.horizontalAdvance("x")
        return QSize(width, max(metrics.height(), self.heightForWidth(width)))

    def in_tone(self, tone: str) -> None:
        """Change the tone: stop, caution, ok, advice or none; the same again costs nothing."""
        wear(self, "tone", tone)


class Mark(QLabel):
    """Show a status shape; decoration only, the word stands beside it."""

    def __init__(self, shape: str, colour: str, size: int = 14, *, drop: int = 0) -> None:
        """Draw `size` pixels square, `drop` pixels lower to stand level with a first line."""
        super().__init__()
        size, drop = THEME.scaled(size), THEME.scaled(drop)
        self.setFixedSize(QSize(size, size + drop))
        self.setAlignment(Qt.AlignmentFlag.AlignBottom)
        self.draw(shape, colour)

    def draw(self, shape: str, colour: str) -> None:
        """Change shape and colour."""
        self.setPixmap(marks.mark(shape, colour, self.width(), self.devicePixelRatioF()))


class Line(QFrame):
    """Part two blocks by a hairline."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("hairline", True)
        self.setFixedHeight(1)


def height_of(edit: QPlainTextEdit, lines: int) -> int:
    """Return the height in pixels in which so many lines of a field stand whole."""
    edit.ensurePolished()
    around = THEME.space.tight + edit.document().documentMargin() + _BORDER
    line = ceil(QFontMetricsF(edit.font()).lineSpacing())
    return line * lines + ceil(2 * around)


def prompt_room(line: QLineEdit) -> int:
    """Return the width in pixels at which the prompt of an empty field stands whole."""
    line.ensurePolished()
    words = line.fontMetrics().horizontalAdvance(line.placeholderText())
    return words + 3 * THEME.space.normal


def breakable(text: str) -> str:
    """Let a run of letters longer than any usual name wrap, so that it is never cut."""
    return re.sub(rf"(\S{{{LONG_RUN}}})(?=\S)", "\\1\u200b", text)


def unbroken(text: str) -> str:
    """Keep a date of either language, and a number with hyphens, on one line."""
    joined = _HAN_DATE.sub(lambda found: _JOIN.join(found.group()), text)
    return breakable(joined).replace("-", f"-{_JOIN}")


def wear(widget: QWidget, name: str, value: str | bool) -> None:
    """Change a property that the style sheet knows; the same again costs nothing."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        restyle(widget)


def restyle(widget: QWidget) -> None:
    """Let the style sheet see a changed property, and the layout the room it now needs."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    # a label measures its new frame when it hears of a style, its words when they moved
    for heard in (QEvent.Type.StyleChange, QEvent.Type.ContentsRectChange):
        QCoreApplication.sendEvent(widget, QEvent(heard))
    widget.updateGeometry()
    widget.update()
