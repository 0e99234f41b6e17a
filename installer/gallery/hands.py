"""Hands on the forms of the open program: a field is found by its name and filled like typed."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTableWidget,
    QWidget,
)

from installer.camera import SIZE, Camera

LARGE = (1920, 1080)


def fill(camera: Camera, fields: Mapping[str, str]) -> None:
    """Type into fields and choose in lists, in the order in which they are named."""
    for name, text in fields.items():
        put(camera.find(name), text)
        camera.rest()


def put(field: QWidget, text: str) -> None:
    """Give one field its text: a code in a list, any text for a button that is pressed."""
    if isinstance(field, QLineEdit):
        field.setText(text)
        # of a long text the beginning shows
        field.setCursorPosition(0)
        field.textEdited.emit(text)
        field.editingFinished.emit()
    elif isinstance(field, QComboBox):
        place = field.findData(text)
        place = place if place >= 0 else field.findText(text)
        if place < 0:
            raise LookupError(f"{text} is not in {field.objectName()}")
        field.setCurrentIndex(place)
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(text)
    elif isinstance(field, QAbstractButton):
        field.click()
    else:
        raise TypeError(field.objectName())


def choose_cell(camera: Camera, table: str, row: int, column: int = 0) -> None:
    """Put the cursor into a cell of a table."""
    found = camera.find(table)
    if not isinstance(found, QTableWidget):
        raise TypeError(table)
    found.setCurrentCell(row, column, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    camera.rest()


def choose_row(camera: Camera, table: str, row: int) -> None:
    """Choose a whole row of a table."""
    found = camera.find(table)
    if not isinstance(found, QTableWidget):
        raise TypeError(table)
    found.selectRow(row)
    camera.rest()


def hit(camera: Camera, name: str, key: Qt.Key) -> None:
    """Press one key of the keyboard in a shown part of the window."""
    found = camera.find(name)
    found.setFocus()
    pressed = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(found, pressed)
    camera.rest()


def large(camera: Camera) -> None:
    """Make the window as large as a large screen."""
    camera.program.resize(*LARGE)
    camera.rest()


def small(camera: Camera) -> None:
    """Make the window as small as every other picture."""
    camera.program.resize(*SIZE)
    camera.rest()
