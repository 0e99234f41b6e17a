"""A box that lets its content scroll up and down, never sideways."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scrolling(inside: QWidget, *, focus: Qt.FocusPolicy = Qt.FocusPolicy.NoFocus) -> QScrollArea:
    """Return a frameless box around a widget; without focus of its own unless it is asked for."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(focus)
    inside.setObjectName("scrolled")
    area.setWidget(inside)
    return area
