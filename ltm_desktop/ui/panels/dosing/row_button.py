"""A row to choose in the column of steps and doses: shape, title, detail, focus ring."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ltm_desktop.ui.marks import paint_mark
from ltm_desktop.ui.panels.dosing.layout import LEFT
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.text import unbroken

_MARK, _TOP = 13, 3


class RowButton(QAbstractButton):
    """A row to choose, as high as gloves need: shape, title, a detail beneath; nothing is cut."""

    def __init__(self, title: str, detail: str, shape: str, tone: str) -> None:
        super().__init__()
        self.setText(title)
        self._detail = unbroken(detail)
        self._shape = shape
        self._tone = tone
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room of both texts at the column's width."""
        height = max(THEME.shape.bedside, self._words_height() + 2 * _top())
        return QSize(_room() + _indent() + THEME.space.close, height)

    def minimumSizeHint(self) -> QSize:
        """Never be smaller."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, shape and texts."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        title = self._box(self.text(), bold=True)
        top = (self.height() - self._words_height()) // 2
        side = THEME.scaled(_MARK)
        line = min(title.height(), QFontMetrics(self._letters(bold=True)).height())
        place = QRect(THEME.space.close, top + (line - side) // 2, side, side)
        ink = THEME.palette.tone(self._tone)
        colour = ink.solid if self._tone == "stop" else ink.ink
        paint_mark(painter, self._shape, colour, place.toRectF())
        title.moveTo(_indent(), top)
        self._write(painter, self.text(), title, bold=True)
        detail = self._box(self._detail)
        detail.moveTo(_indent(), top + title.height())
        self._write(painter, self._detail, detail)
        painter.end()

    def _words_height(self) -> int:
        height = self._box(self.text(), bold=True).height()
        if self._detail:
            height += self._box(self._detail).height()
        return height

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

    def _write(self, painter: QPainter, text: str, box: QRect, *, bold: bool = False) -> None:
        colours = THEME.palette
        accent = bold and self.isChecked()
        painter.setPen(QColor(colours.accent if accent else colours.ink if bold else colours.muted))
        painter.setFont(self._letters(bold=bold))
        at = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.drawText(box, int(at | Qt.TextFlag.TextWordWrap), text)

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
    return THEME.scaled(LEFT) - 2 - _indent() - THEME.space.close


def _indent() -> int:
    return 2 * THEME.space.close + THEME.scaled(_MARK)


def _top() -> int:
    return THEME.scaled(_TOP)
