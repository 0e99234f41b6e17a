"""Contrast as it stands in the picture: the widget is drawn, and its pixels are counted.

Ground is the commonest colour of a place, ink the one that differs most and is no lone pixel;
drawn three times as large, letters have a core that is not blurred into the ground.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QRadioButton,
    QToolButton,
    QWidget,
)

from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import ActionButton

SCALE = 3
TEXT, PART = 4.5, 3.0
_CORE = 14
"""How many pixels a colour needs, of the enlarged picture, to be more than blur."""
_BORDER = 4
_LOOK = 5

FORMAT = QImage.Format.Format_RGB32
Pixels = NDArray[np.uint8]
_PACK = np.array([65536, 256, 1], np.uint32)


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the picture whose contrast is asked, with the least it must have."""

    name: str
    box: QRect
    least: float = TEXT


def find_low_contrast(frame: QWidget) -> list[str]:
    """Name every text below 4.5:1 and every edge, icon and mark below 3:1."""
    pixels = picture(frame)
    return [
        f"{place.name}: {found:.2f}, needs {place.least}"
        for place in (*_texts(frame), *_edges(frame), *_pictures(frame))
        if (found := contrast_in(pixels, place.box)) is not None and found < place.least
    ]


def picture(frame: QWidget) -> Pixels:
    """Draw a widget three times as large; rows, columns, and red, green and blue."""
    size = frame.size() * SCALE
    image = QImage(size, FORMAT)
    image.setDevicePixelRatio(SCALE)
    image.fill(Qt.GlobalColor.white)
    frame.render(image, QPoint())
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(size.height(), size.width(), 4)
    return rows[:, :, 2::-1].copy()


def contrast_in(pixels: Pixels, box: QRect) -> float | None:
    """Return how far ink and ground differ in a box; None where nothing is drawn."""
    left, top = max(box.left(), 0) * SCALE, max(box.top(), 0) * SCALE
    part = pixels[top : (box.bottom() + 1) * SCALE, left : (box.right() + 1) * SCALE]
    colours, counts = np.unique(packed(part), return_counts=True)
    if colours.size < 2:
        return None
    ground = luminance(colours[counts.argmax() : counts.argmax() + 1])[0]
    cores = colours[counts >= min(_CORE, counts.max())]
    light = luminance(cores)
    return float(np.max((np.maximum(light, ground) + 0.05) / (np.minimum(light, ground) + 0.05)))


def packed(pixels: Pixels) -> NDArray[np.uint32]:
    """Return each pixel as one number."""
    numbers: NDArray[np.uint32] = pixels.reshape(-1, 3).astype(np.uint32) @ _PACK
    return numbers


def luminance(colours: NDArray[np.uint32]) -> NDArray[np.float64]:
    """Return the relative luminance of packed colours (WCAG 2.2)."""
    parts = np.stack([colours >> 16 & 255, colours >> 8 & 255, colours & 255], axis=1) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    found: NDArray[np.float64] = linear @ np.array([0.2126, 0.7152, 0.0722])
    return found


def _box(widget: QWidget, frame: QWidget) -> QRect:
    """Return where what can be seen of a widget stands in the frame."""
    seen = widget.visibleRegion().boundingRect()
    return QRect(widget.mapTo(frame, seen.topLeft()), seen.size())


def _inside(box: QRect, by: int) -> QRect:
    return box.adjusted(by, by, -by, -by)


def _shown(frame: QWidget) -> Iterator[tuple[QWidget, QRect]]:
    for widget in frame.findChildren(QWidget):
        box = _box(widget, frame)
        # What is scrolled half out of sight is judged where it is whole.
        whole = 5 * box.height() >= 4 * widget.height()
        if widget.isVisible() and whole and box.width() > _LOOK and box.height() > _LOOK:
            yield widget, box


def _texts(frame: QWidget) -> Iterator[Place]:
    for widget, box in _shown(frame):
        name = f"{type(widget).__name__} {widget.objectName()}"
        if isinstance(widget, QAbstractItemView):
            yield from _cells(widget, frame, name)
        elif isinstance(widget, QCheckBox | QRadioButton):
            right = _inside(box, _BORDER)
            right.setLeft(right.left() + THEME.shape.indicator + 2 * _BORDER)
            if widget.text():
                yield Place(f"{name} {widget.text()!r}", right)
        elif words := _words(widget):
            yield from _wording(widget, _inside(box, _BORDER if _has_edge(widget) else 0), words)


def _wording(widget: QWidget, box: QRect, words: str) -> Iterator[Place]:
    name = f"{type(widget).__name__} {widget.objectName()} {words[:40]!r}"
    if isinstance(widget, ActionButton) and widget._key:
        hint = QRect(box)
        hint.setLeft(box.right() - widget._hint_width())
        yield Place(f"{name}, its key", _inside(hint, 3))
        box.setRight(hint.left() - _BORDER)
    yield Place(name, box)


def _words(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText() or widget.placeholderText()
    if isinstance(widget, QLineEdit):
        return widget.text() or widget.placeholderText()
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text().strip()
    if isinstance(widget, QProgressBar):
        return widget.text() if widget.isTextVisible() else ""
    text = getattr(widget, "text", None)
    return str(text()) if callable(text) and not widget.findChildren(QLabel) else ""


def _cells(view: QAbstractItemView, frame: QWidget, name: str) -> Iterator[Place]:
    model, port = view.model(), view.viewport()
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            seen = view.visualRect(index).intersected(port.visibleRegion().boundingRect())
            words = str(index.data() or "")
            # What is scrolled half out of sight is judged where it is whole.
            whole = 5 * seen.height() >= 4 * view.visualRect(index).height()
            if words and whole and seen.width() > _LOOK and seen.height() > _LOOK:
                place = QRect(port.mapTo(frame, seen.topLeft()), seen.size())
                yield Place(f"{name} {words[:40]!r}", _inside(place, 2))


def _edges(frame: QWidget) -> Iterator[Place]:
    """Yield a thin strip across the left edge of each field, button and tick box."""
    for widget, box in _shown(frame):
        whole = box.size() == widget.size() and widget.isEnabled()
        if whole and _has_edge(widget):
            # high enough for a dash of a dashed line
            strip = QRect(box.left() - 3, box.center().y() - 4, 7, 9)
            yield Place(f"edge of {type(widget).__name__} {widget.objectName()}", strip, PART)
        elif whole and isinstance(widget, QCheckBox | QRadioButton):
            strip = QRect(box.left() + 2, box.center().y() - 1, 14, 3)
            yield Place(f"box of {type(widget).__name__} {widget.objectName()}", strip, PART)


def _has_edge(widget: QWidget) -> bool:
    if isinstance(widget, ActionButton):
        return bool(widget.property("kind") != "link")
    if isinstance(widget, QLineEdit):
        # One that is only read has no edge to aim at.
        return not widget.isReadOnly() and not isinstance(
            widget.parentWidget(), QComboBox | QAbstractSpinBox
        )
    return isinstance(widget, QComboBox | QPlainTextEdit | QAbstractSpinBox)


def _pictures(frame: QWidget) -> Iterator[Place]:
    """Yield each mark and icon that stands without words of its own."""
    for widget, box in _shown(frame):
        name = f"picture of {type(widget).__name__} {widget.objectName()}"
        if isinstance(widget, QLabel) and not widget.pixmap().isNull():
            yield Place(name, box, PART)
        elif isinstance(widget, QToolButton) and not widget.icon().isNull() and widget.isEnabled():
            yield Place(name, _inside(box, _BORDER), PART)
