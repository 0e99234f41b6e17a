"""A whole row that can be pressed: words inside, one frame, chosen or not.

The words are labels of their own, so that they wrap; the row says all of them to readers.
"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy

from ltm_desktop.ui.tokens import THEME


class RowButton(QAbstractButton):
    """A frame with a layout of its own; `columns` takes what stands in it."""

    def __init__(self, spoken: str) -> None:
        super().__init__()
        self.setAccessibleName(spoken)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.columns = QHBoxLayout(self)
        space = THEME.space
        self.columns.setContentsMargins(space.close, space.tight, space.close, space.tight)
        self.columns.setSpacing(space.near)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Ask for what the words ask for."""
        return self.columns.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Never be lower than the words at this width."""
        return self.columns.totalMinimumSize()

    def hasHeightForWidth(self) -> bool:
        """Say that wrapped words make it higher."""
        return self.columns.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped words."""
        return max(self.columns.totalHeightForWidth(width), THEME.shape.target)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the height that the words need at the new width, and place them in it."""
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))
        # a row that is only being shown hears of no further change of its height
        self.columns.setGeometry(self.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and frame; chosen and focused each look their own way."""
        palette = THEME.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        line = palette.accent if chosen else palette.line
        painter.setPen(QPen(QColor(line), 2 if chosen else 1))
        ground = palette.accent_soft if chosen else palette.card
        painter.setBrush(QColor(ground if self.isEnabled() else palette.disabled))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, THEME.shape.radius, THEME.shape.radius)
        if self.hasFocus():
            painter.setPen(QPen(QColor(palette.focus), THEME.shape.ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(
                box.adjusted(1, 1, -1, -1), THEME.shape.radius, THEME.shape.radius
            )
        painter.end()
