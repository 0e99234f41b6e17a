"""Line icons in any colour, sharp at any scale; a label always stands beside or behind one."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

from ltm_desktop import resource_files
from ltm_desktop.ui.tokens import THEME

_DRAWN_IN = "#0f6b78"


def icon(name: str, colour: str, size: int = 20) -> QIcon:
    """Return a line icon of resources/icons in one colour."""
    drawn = QIcon()
    for scale in (1, 2, 3):
        drawn.addPixmap(picture(name, colour, size, scale))
    return drawn


def put_icon(button: QAbstractButton, name: str, colour: str, size: int = 16) -> None:
    """Put an icon on a button, as large as the letters worn now make it."""
    side = THEME.scaled(size)
    button.setIcon(icon(name, colour, side))
    button.setIconSize(QSize(side, side))


def picture(name: str, colour: str, size: int = 20, scale: float = 1) -> QPixmap:
    """Return the icon as a picture of `size` logical pixels."""
    text = resource_files.path("icons", f"{name}.svg").read_text("utf-8")
    renderer = QSvgRenderer(QByteArray(text.replace(_DRAWN_IN, colour).encode()))
    pixmap = canvas(size, scale)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def canvas(size: int, scale: float) -> QPixmap:
    """Return an empty see-through picture of `size` logical pixels."""
    pixmap = QPixmap(round(size * scale), round(size * scale))
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap
