"""A field that narrows a list as one types, led by its glass."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit

from ltm_desktop.ui.icons import picture
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.text import prompt_room

_GLASS = 16
_LEAST, _MOST = 260, 380
_LONGEST = 200


class SearchLine(QLineEdit):
    """Take what somebody looks for; the glass is decoration and grows with the letters."""

    def __init__(self, name: str, told: str, prompt: str) -> None:
        """Take the object name, what a reader hears, and what may be typed."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(told)
        self.setPlaceholderText(prompt)
        self.setMaxLength(_LONGEST)
        side = THEME.scaled(_GLASS)
        self._glass = QLabel(self)
        ratio = self.devicePixelRatioF()
        self._glass.setPixmap(picture("search", THEME.palette.muted, side, ratio))
        self._glass.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._glass.resize(side, side)
        self.setTextMargins(side + THEME.space.tight, 0, 0, 0)
        least = max(THEME.scaled(_LEAST), prompt_room(self) + side)
        self.setMinimumWidth(least)
        self.setMaximumWidth(max(THEME.scaled(_MOST), least))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the glass before the words."""
        super().resizeEvent(event)
        self._glass.move(THEME.space.close, (self.height() - self._glass.height()) // 2)
