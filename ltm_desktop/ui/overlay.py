"""One part that lies over a page for a moment and gives the focus back when it goes.

It covers the page's own room and no more: bar, banner and rail stay in sight.
"""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

Place = Callable[[QWidget], QRect]
"""Tells where in its host a part may lie."""


class Overlay(QObject):
    """At most one part laid over a host; its room is asked anew as the host is drawn larger."""

    def __init__(self, host: QWidget, place: Place) -> None:
        super().__init__(host)
        self._host = host
        self._place = place
        self._part: QWidget | None = None
        self._focus: QWidget | None = None
        host.installEventFilter(self)

    @property
    def part(self) -> QWidget | None:
        """Return what lies there now."""
        return self._part

    def lay(self, part: QWidget, *, focus: bool = True) -> None:
        """Show a part in front; the field one was in is remembered."""
        self.drop(back=False)
        self._focus = QApplication.focusWidget()
        self._part = part
        part.setParent(self._host)
        part.setGeometry(self._place(part))
        part.show()
        part.raise_()
        if focus:
            part.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def drop(self, *, back: bool = True) -> None:
        """Take the part away and, where wanted, return to the very field."""
        part, self._part = self._part, None
        focus, self._focus = self._focus, None
        if part is None:
            return
        held = part.isAncestorOf(QApplication.focusWidget() or self._host)
        if back and held and focus is not None and shiboken6.isValid(focus):
            focus.setFocus()
        part.hide()
        # out of the window at once: what looks for a field finds none of a part that is gone
        part.setParent(None)
        part.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the part in its place; it goes when its host is hidden."""
        if watched is self._host and self._part is not None:
            if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
                self._part.setGeometry(self._place(self._part))
            elif event.type() == QEvent.Type.Hide:
                self.drop(back=False)
        return False
