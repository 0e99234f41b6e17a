"""Every word a picture holds: what is painted, what is told beside it, what a menu or a list keeps.

Reads the widgets one by one and, for what is drawn by hand, the words the painting itself writes.
Refuses nothing; what the words may be is judged elsewhere.
"""

import html
import re
from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QBuffer, QByteArray, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTabBar,
    QTextEdit,
    QWidget,
)

_TEXT = re.compile(r"<text [^>]*>(.*?)</text>", re.DOTALL)
_RICH = re.compile(r"</?(?:b|br|p|span|div|table|i|a)\b|&[gl]t;")
_MARKUP = re.compile(r"<[^>]+>")
_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)
_ROWS = 60
"""Longer lists repeat the words of their first rows."""


def told(frame: QWidget) -> Iterator[tuple[str, str]]:
    """Yield every text of the visible widgets, each with the widget that holds it."""
    for widget in frame.findChildren(QWidget):
        if widget.isVisible():
            for text in _texts(widget):
                if text:
                    yield f"{type(widget).__name__} {widget.objectName()}", plain(text)


def painted(frame: QWidget) -> list[str]:
    """Return every run of letters as it is painted; a line that wraps comes in pieces."""
    kept = QByteArray()
    file = QBuffer(kept)
    picture = QSvgGenerator()
    picture.setOutputDevice(file)
    picture.setSize(frame.size())
    frame.render(picture)
    written = _TEXT.findall(bytes(kept.data()).decode())
    return [html.unescape(_MARKUP.sub("", text)).strip() for text in written]


def plain(text: str) -> str:
    """Return a text without its markup and without the breaks nobody sees."""
    if _RICH.search(text):
        text = html.unescape(_MARKUP.sub(" ", text))
    return text.replace("\u200b", "").replace("&&", "&")


def _texts(widget: QWidget) -> Iterator[str]:
    yield from (
        widget.toolTip(),
        widget.statusTip(),
        widget.whatsThis(),
        widget.accessibleName(),
        widget.accessibleDescription(),
    )
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit):
        yield from (widget.text(), widget.placeholderText())
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        yield from (widget.toPlainText(), widget.placeholderText())
    if isinstance(widget, QGroupBox):
        yield widget.title()
    if isinstance(widget, QProgressBar):
        yield widget.text()
    yield from (one.text() for one in widget.findChildren(QAction))
    yield from _kept(widget)


def _kept(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    if isinstance(widget, QTabBar):
        for place in range(widget.count()):
            yield from (widget.tabText(place), widget.tabToolTip(place))
    if isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
        yield from _heads(model)
        yield from _cells(model, QModelIndex())


def _heads(model: QAbstractItemModel) -> Iterator[str]:
    for place in range(model.columnCount()):
        for role in _ROLES:
            yield _said(model.headerData(place, Qt.Orientation.Horizontal, role))
    for place in range(min(model.rowCount(), _ROWS)):
        yield _said(model.headerData(place, Qt.Orientation.Vertical))


def _cells(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    for row in range(min(model.rowCount(parent), _ROWS)):
        for column in range(model.columnCount(parent)):
            index = model.index(row, column, parent)
            yield from (_said(model.data(index, role)) for role in _ROLES)
        yield from _cells(model, model.index(row, 0, parent))


def _said(value: object) -> str:
    return value if isinstance(value, str) else ""
