"""One line of the time-out: small while it waits, large while it is read, ticked once confirmed."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui.panels.dosing.time_out import Aloud
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.text import Mark, Text, wear

_LABEL = 118
_ROUTES = {Access.OMMAYA: "advice", Access.LUMBAR: "caution"}
"""Each way in has its own colour beside its words, on every time-out."""


class ReadLine(QAbstractButton):
    """Space or Return confirms the line being read; no other line takes a key or a click.

    A key that is held down confirms one line: the next one asks for a press of its own.
    """

    def __init__(self, say: Words, line: Aloud) -> None:
        super().__init__()
        self.setObjectName(f"dosing.time_out.{line.code}")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._say, self._line = say, line
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(THEME.space.close, 2, THEME.space.close, 2)
        row.setSpacing(THEME.space.close)
        self._mark = Mark("ring", THEME.palette.neutral.ink, drop=3)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self._label = Text(line.label, "label")
        self._label.setFixedWidth(THEME.scaled(_LABEL))
        row.addWidget(self._label, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        tone = _ROUTES[line.route] if line.route else ""
        self._value = Text(line.value, tone=tone)
        texts.addWidget(self._value)
        self._heed = [Text(words, "bold", tone="stop") for words in line.heed]
        for words in self._heed:
            texts.addWidget(words)
        row.addLayout(texts, 1)
        for text in (self._mark, self._label, self._value, *self._heed):
            text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.show_state(current=False, confirmed=False)

    def show_state(self, *, current: bool, confirmed: bool, last: bool = False) -> None:
        """Show whether this line is being read now, and whether it was confirmed.

        The last line keeps the focus that confirmed it: it would fall anywhere in the window.
        """
        say, line = self._say, self._line
        self.setChecked(confirmed)
        self.setEnabled(current or (last and self.hasFocus()))
        self._current = current
        shape, tone = ("tick", "ok") if confirmed else ("ring", "neutral")
        self._mark.draw(shape, THEME.palette.tone(tone).ink)
        wear(self._value, "role", "title" if current else "bold" if confirmed else "muted")
        state = say("confirmed") if confirmed else say("read now") if current else say("waits")
        words = " · ".join((line.value, *line.heed))
        self.setAccessibleName(say("{label}: {value}", label=line.label, value=words))
        self.setAccessibleDescription(state)
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Return confirm as Space does, once for each press."""
        if event.isAutoRepeat():
            return
        if event.key() in {Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value}:
            self.click()
            return
        super().keyPressEvent(event)

    def nextCheckState(self) -> None:
        """Stay as told: the page says what is confirmed."""

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all texts at this width."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout is not None else 0

    def sizeHint(self) -> QSize:
        """Return the room of the texts."""
        layout = self.layout()
        return layout.totalSizeHint() if layout is not None else QSize()

    def minimumSizeHint(self) -> QSize:
        """Never be lower than a target."""
        return QSize(_LABEL * 2, THEME.shape.target)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, radius = THEME.palette, THEME.shape.radius
        if self._current:
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.focus), THEME.shape.ring))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)
        painter.end()
