"""Where in the form a person is: told as it changes, and found again after a lock or a crash.

Only fields count. A button that acts is never returned to, so nobody's next key presses it.
"""

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

_PREFIX = "dosing."
_WAYS = ("dosing.step.", "dosing.dose.")
"""Ways to another page stand beside it: what takes the focus when a page goes is no place in it."""
_SOON_MS = 300
"""How long after a move the draft is kept with it; well within a second."""


class Place(QObject):
    """The field of a panel in which a person is, by its object name."""

    moved = Signal(str)
    due = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._now = ""
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self.due)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def want(self, name: str) -> None:
        """Return to this field whenever the page is given the focus; nowhere for no name."""
        self._now = name

    def leave(self) -> None:
        """Go out of sight with the page; whoever comes back is in the same field."""
        self._soon.stop()

    def take(self) -> bool:
        """Stand in the field one was in, behind its last letter; tell whether it was found.

        It holds until the person goes elsewhere: a page that comes to sight again is given the
        focus more than once, first by the pages it stands among.
        """
        found = self._page.findChild(QWidget, self._now) if self._now else None
        if found is None or not (found.isVisibleTo(self._page) and found.isEnabled()):
            return False
        found.setFocus(Qt.FocusReason.OtherFocusReason)
        _to_the_end(found)
        return True

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        name = _name_of(now, self._page)
        if name and name != self._now:
            self._now = name
            self.moved.emit(name)
            self._soon.start()


def _name_of(widget: QWidget | None, page: QWidget) -> str:
    """Return the name of the field a widget belongs to, nothing outside the page's fields."""
    if widget is None or not page.isAncestorOf(widget):
        return ""
    one: QWidget | None = widget
    while one is not None and one is not page:
        if one.objectName().startswith(_PREFIX):
            return one.objectName() if _is_field(one) else ""
        one = one.parentWidget()
    return ""


def _is_field(widget: QWidget) -> bool:
    if isinstance(widget, QAbstractButton):
        return widget.isCheckable() and not widget.objectName().startswith(_WAYS)
    return isinstance(widget, QLineEdit | QPlainTextEdit | QComboBox)


def _to_the_end(field: QWidget) -> None:
    if isinstance(field, QLineEdit):
        field.end(False)
    elif isinstance(field, QPlainTextEdit):
        field.moveCursor(QTextCursor.MoveOperation.End)
