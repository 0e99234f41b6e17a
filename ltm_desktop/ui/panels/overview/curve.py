"""Survival curves to look at and to walk through by key: one upright line reads every arm at a day.

Nothing on it can be changed; what is drawn stands in the table beneath it as well.
"""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ltm_desktop.app.survival_picture import Frame, day_at, draw, height
from ltm_desktop.app.survival_plot import SurvivalPlot
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.time_canvas import PainterCanvas

_EDGE = 8


class CurvePicture(QWidget):
    """Draw one endpoint; `read` tells the day the line stands on, `opened` that it was chosen."""

    read = Signal(str, int)
    opened = Signal(str, int)

    def __init__(self, code: str) -> None:
        super().__init__()
        self.setObjectName(f"overview.curve.{code}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._plot: SurvivalPlot | None = None
        self.day: int | None = None

    def show_plot(self, plot: SurvivalPlot) -> None:
        """Draw an endpoint; the day that is read stays where something is still on it."""
        self._plot = plot
        self.setAccessibleName(plot.title)
        if self.day is not None and self.day not in plot.days:
            self.day = None
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the height of plot and numbers at risk."""
        if self._plot is None:
            return QSize(560, 200)
        tall = height(self._plot, self._frame(), PainterCanvas(None, self.font()))
        return QSize(560, int(tall) + 2 * _EDGE)

    def minimumSizeHint(self) -> QSize:
        """Stay readable."""
        return QSize(460, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk by left and right, Home and End; Enter lists whose count ended on the day."""
        key, days = event.key(), self._plot.days if self._plot else ()
        if not days:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Right:
            later = [day for day in days if self.day is None or day > self.day]
            self._go(later[0] if later else days[-1])
        elif key == Qt.Key.Key_Left:
            earlier = [day for day in days if self.day is not None and day < self.day]
            self._go(earlier[-1] if earlier else days[0])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(days[0] if key == Qt.Key.Key_Home else days[-1])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Read the day that was pressed, and list who is on it."""
        if self._plot is not None and not self._plot.empty:
            canvas = PainterCanvas(None, self.font())
            self._go(day_at(self._plot, self._frame(), canvas, event.position().x()))
            self._open()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, picture and the ring of the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(THEME.palette.card))
        if self._plot is not None:
            draw(self._plot, self._frame(), PainterCanvas(painter, self.font()))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(THEME.palette.focus), THEME.shape.ring))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def _go(self, day: int) -> None:
        self.day = day
        self.update()
        if self._plot is not None:
            self.read.emit(self._plot.code, day)

    def _open(self) -> None:
        if self._plot is not None and self.day is not None:
            self.opened.emit(self._plot.code, self.day)

    def _frame(self) -> Frame:
        return Frame(
            width=float(self.width() - 2 * _EDGE),
            left=float(_EDGE),
            top=float(_EDGE),
            size=float(THEME.type.small),
            cursor=self.day,
        )
