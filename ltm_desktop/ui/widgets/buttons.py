"""Buttons that show the key which presses them, and the key hint itself.

A button never cuts its words; the focus ring is always drawn. Bedside buttons suit gloves.
"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
)

from ltm_desktop.ui.tokens import THEME

_PAD = 5
_GAP = 10


def key_text(key: str) -> str:
    """Write a shortcut the way it is shown: Alt+R is Alt R, and Ctrl++ is Ctrl +."""
    return key[:-1].replace("+", " ") + key[-1:]


class KeyHint(QLabel):
    """Show which key does something."""

    def __init__(self, key: str) -> None:
        super().__init__(key_text(key))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("keyHint", True)


class ActionButton(QPushButton):
    """A button with an optional key hint; kinds are primary, quiet, danger and link."""

    def __init__(self, text: str, kind: str, key: str = "", *, bedside: bool = False) -> None:
        super().__init__(text.replace("&", "&&"))
        self._key = key
        self.setProperty("kind", kind)
        self.setProperty("bedside", bedside)
        self.setAccessibleName(text)
        # Return in a field must not press a button nobody looked at.
        self.setAutoDefault(False)
        if key:
            self.setShortcut(QKeySequence(key))
            self.setAccessibleDescription(key)

    def sizeHint(self) -> QSize:
        """Leave room for the key hint."""
        return super().sizeHint() + QSize(self._hint_room(), 0)

    def minimumSizeHint(self) -> QSize:
        """Never be narrower than the words."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button and, at its right, the key hint."""
        if not self._key:
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        inside = QStyleOptionButton(option)
        # The words keep to the left of the hint.
        inside.rect = option.rect.adjusted(0, 0, -self._hint_room(), 0)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonLabel, inside)
        self._paint_hint(painter)

    def _hint_room(self) -> int:
        return self._hint_width() + _GAP if self._key else 0

    def _hint_width(self) -> int:
        return self._hint_metrics().horizontalAdvance(key_text(self._key)) + 2 * _PAD

    def _hint_metrics(self) -> QFontMetrics:
        font = self.font()
        font.setPixelSize(THEME.type.small - 1)
        return QFontMetrics(font)

    def _paint_hint(self, painter: QPainter) -> None:
        font = self.font()
        font.setPixelSize(THEME.type.small - 1)
        font.setBold(False)
        colours = THEME.palette
        on_fill = self.property("kind") == "primary" or self.isChecked()
        ink = QColor(colours.on_fill if on_fill else colours.muted)
        ink = ink if self.isEnabled() else QColor(colours.on_disabled)
        height = self._hint_metrics().height() + 2
        width = self._hint_width()
        box = QRectF(self.width() - width - 9, (self.height() - height) / 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = QColor(ink)
        line.setAlphaF(0.55)
        painter.setPen(QPen(line, 1))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(ink)
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key_text(self._key))


class PrimaryButton(ActionButton):
    """The one action a form is for; bedside size."""

    def __init__(self, text: str, key: str = "") -> None:
        super().__init__(text, "primary", key, bedside=True)


class QuietButton(ActionButton):
    """Any other action; bedside size where gloves may press it."""

    def __init__(self, text: str, key: str = "", *, bedside: bool = False) -> None:
        super().__init__(text, "quiet", key, bedside=bedside)


class DangerButton(ActionButton):
    """An action that takes something away; always with a reason after it."""

    def __init__(self, text: str, key: str = "", *, bedside: bool = False) -> None:
        super().__init__(text, "danger", key, bedside=bedside)


class LinkButton(ActionButton):
    """A small action inside text; bedside size where gloves may press it."""

    def __init__(self, text: str, *, bedside: bool = False) -> None:
        super().__init__(text, "link", bedside=bedside)
