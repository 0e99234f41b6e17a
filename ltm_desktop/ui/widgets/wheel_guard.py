"""Keep the mouse wheel from changing a value; a page still scrolls under it."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QAbstractSpinBox, QApplication, QComboBox, QScrollBar

_CHANGEABLE = (QAbstractSpinBox, QComboBox, QAbstractSlider)


class WheelGuard(QObject):
    """Filter the wheel for the whole application; installs itself."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand the wheel over spin boxes, combos and sliders on to the page beneath."""
        if type(event) is not QWheelEvent or not _is_changeable(watched):
            return False
        # Taken from the widget, yet not accepted: Qt passes it to the parent, which scrolls.
        event.ignore()
        return True


def _is_changeable(watched: QObject) -> bool:
    if isinstance(watched, QScrollBar):
        return False
    return isinstance(watched, _CHANGEABLE) or isinstance(watched.parent(), QAbstractSpinBox)
