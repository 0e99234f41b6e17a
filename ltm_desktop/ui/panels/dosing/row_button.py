"""A row to choose in the column of steps and doses: shape, title, detail, focus ring."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ltm_desktop.ui.marks import paint_mark
from ltm_desktop.ui.panels.dosing.layout import LEFT
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.text import unbroken

_PAD, _TOP, _MARK, _GAP = 8, 3, 13, 7
_INDENT = _PAD + _MARK + _GAP


class RowButton(QAbstractButton):
    """A row to choose: shape, title and a detail; nothing of it is ever cut.

    The detail stands beside the title where both fit, else beneath it.
    """

    def __init__(
        self, title: str, detail: str, shape: str, tone: str, *, beside: bool = False
    ) -> None:
        super().__init__()
        self.setText(title)
        self._detail = unbroken(detail)
        self._shape = shape
        self._tone = tone
        self._wants_beside = beside
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room of both texts at the column's width."""
        height = self._box(self.text(), bold=True).height()
        if self._detail and not self._is_beside():
            height += self._box(self._detail).height()
        return QSize(_room() + _INDENT + _PAD, max(THEME.shape.target, height + 2 * _TOP))

    def minimumSizeHint(self) -> QSize:
        """Never be smaller."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, shape and texts."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        title = self._box(self.text(), bold=True)
        place = QRect(_PAD, _TOP + (min(title.height(), 20) - _MARK) // 2, _MARK, _MARK)
        ink = THEME.palette.tone(self._tone)
        colour = ink.solid if self._tone == "stop" else ink.ink
        paint_mark(painter, self._shape, colour, place.toRectF())
        title.moveTo(_INDENT, _TOP)
        self._write(painter, self.text(), title, bold=True)
        detail = self._box(self._detail)
        detail.moveTo(_INDENT, _TOP + title.height())
        if self._is_beside():
            detail = QRect(_INDENT, _TOP + 1, _room(), title.height())
        self._write(painter, self._detail, detail, right=self._is_beside())
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        colours, radius = THEME.palette, THEME.shape.radius
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft if self.isChecked() else colours.sunken))
            painter.drawRoundedRect(self.rect(), radius, radius)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.focus), THEME.shape.ring))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)

    def _write(
        self, painter: QPainter, text: str, box: QRect, *, bold: bool = False, right: bool = False
    ) -> None:
        colours = THEME.palette
        accent = bold and self.isChecked()
        painter.setPen(QColor(colours.accent if accent else colours.ink if bold else colours.muted))
        painter.setFont(self._letters(bold=bold))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        upright = Qt.AlignmentFlag.AlignVCenter if right else Qt.AlignmentFlag.AlignTop
        painter.drawText(box, int(side | upright | Qt.TextFlag.TextWordWrap), text)

    def _is_beside(self) -> bool:
        if not self._wants_beside:
            return False
        title = QFontMetrics(self._letters(bold=True)).horizontalAdvance(self.text())
        detail = QFontMetrics(self._letters(bold=False)).horizontalAdvance(self._detail)
        return title + detail + _GAP <= _room()

    def _box(self, text: str, *, bold: bool = False) -> QRect:
        metrics = QFontMetrics(self._letters(bold=bold))
        box = metrics.boundingRect(QRect(0, 0, _room(), 999), Qt.TextFlag.TextWordWrap, text)
        return QRect(0, 0, _room(), box.height())

    def _letters(self, *, bold: bool) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(THEME.type.body if bold else THEME.type.small)
        font.setBold(bold)
        return font


def _room() -> int:
    """Return the width of the texts in a column whose width grows with the letters."""
    return THEME.scaled(LEFT) - 2 - _INDENT - _PAD
