"""Columns side by side, or one beneath the other where large letters leave too little room.

A page that stacks grows downwards and never sideways; which column comes first does not change.
"""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from ltm_desktop.ui.tokens import THEME

BESIDE = 1040
"""Logical pixels at 100 % text in which two columns of a page stand side by side."""
_UNBOUNDED = 16_777_215
_BESIDE, _BENEATH = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


@dataclass(frozen=True, slots=True)
class _Part:
    widget: QWidget
    least: int
    most: int
    high: int


def row_of(*widgets: QWidget) -> QWidget:
    """Return widgets side by side as one column, such as the fields that stay together."""
    held = QWidget()
    row = QHBoxLayout(held)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(THEME.space.close)
    for widget in widgets:
        row.addWidget(widget)
    return held


class Columns(QBoxLayout):
    """Lay out the columns of a page; all lengths are logical pixels at 100 % text."""

    def __init__(self, page: QWidget | None = None, *, beside: int = BESIDE) -> None:
        """Stand the columns side by side from the width `beside` on; 0 where they just fit."""
        super().__init__(_BESIDE)
        if page is not None:
            page.setLayout(self)
        self._beside = beside
        self._parts: list[_Part] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(THEME.space.normal)

    def add(
        self,
        part: QWidget,
        stretch: int = 0,
        *,
        width: int = 0,
        least: int = 0,
        most: int = 0,
        high: int = 0,
    ) -> None:
        """Add a column: `width`, or `least` to `most`, side by side; `high` at least in a stack."""
        self.addWidget(part, stretch)
        self._parts.append(_Part(part, width or least, width or most, high))
        self._size(self._parts[-1])

    def setGeometry(self, rect: QRect) -> None:
        """Turn to the direction the room allows, then lay out."""
        self._turn(rect.width())
        if self.direction() is _BENEATH:
            self._stretch(rect.width())
        super().setGeometry(rect)

    def minimumSize(self) -> QSize:
        """Return the room of the widest column: whatever is wider is turned, not cut."""
        size = super().minimumSize()
        if self.direction() is _BENEATH:
            return size
        # asked of the widgets: an item of a layout may go while Python still holds it
        widest = max((_least(one.widget) for one in self._parts), default=0)
        sides = self.contentsMargins()
        return QSize(widest + sides.left() + sides.right(), size.height())

    def _turn(self, width: int) -> None:
        needed = THEME.scaled(self._beside) or self._side_by_side()
        way = _BESIDE if width >= needed else _BENEATH
        if way is self.direction():
            return
        self.setDirection(way)
        for part in self._parts:
            self._size(part)

    def _side_by_side(self) -> int:
        """Return the room in which no column cuts a word of its own, in pixels."""
        asked = [_least(one.widget) for one in self._parts]
        sides = self.contentsMargins()
        return sum(asked) + self.spacing() * (len(asked) - 1) + sides.left() + sides.right()

    def _size(self, part: _Part) -> None:
        beside = self.direction() is _BESIDE
        if part.least:
            part.widget.setMinimumWidth(THEME.scaled(part.least) if beside else 0)
        if part.most:
            part.widget.setMaximumWidth(THEME.scaled(part.most) if beside else _UNBOUNDED)
        if beside:
            part.widget.setMinimumHeight(0)

    def _stretch(self, width: int) -> None:
        """Give each of a stack the height its own words need, and no less than it was given."""
        sides = self.contentsMargins()
        inner = width - sides.left() - sides.right()
        for part in self._parts:
            one = part.widget
            asked = one.minimumSizeHint().height()
            if one.hasHeightForWidth():
                asked = max(asked, one.heightForWidth(inner))
            high = max(THEME.scaled(part.high), asked)
            if one.minimumHeight() != high:
                one.setMinimumHeight(high)


def _least(widget: QWidget) -> int:
    asked = max(widget.minimumSizeHint().width(), widget.minimumWidth())
    return min(asked, widget.maximumWidth())
