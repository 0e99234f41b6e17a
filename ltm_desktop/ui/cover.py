"""A page over the whole window: what lies beneath is hidden as it is and comes back as it was."""

from collections.abc import Callable

import shiboken6
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget


class Cover:
    """At most one page laid over a window's content."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._page: QWidget | None = None
        self._focus: QWidget | None = None
        self._lifted: Callable[[], None] | None = None

    @property
    def page(self) -> QWidget | None:
        """Return the page that lies over the window."""
        return self._page

    def lay(self, page: QWidget, lifted: Callable[[], None]) -> None:
        """Lay a page over everything; `lifted` is called when it has gone again."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        self._focus = QApplication.focusWidget()
        self._page, self._lifted = page, lifted
        page.setParent(self._window)
        self.fit()
        page.show()
        page.raise_()
        # the focus goes first: a hidden field must not hand it to its neighbour
        page.setFocus()
        self.hide_beneath()

    def hide_beneath(self) -> None:
        """Hide the window's content, also one that came while the page lay over it."""
        beneath = self._window.centralWidget()
        if beneath is not None and self._page is not None:
            beneath.hide()

    def fit(self) -> None:
        """Cover the window as large as it is."""
        if self._page is not None:
            self._page.setGeometry(self._window.rect())

    def lift(self) -> None:
        """Take the page away and return to the very field."""
        page, self._page = self._page, None
        if page is None:
            return
        beneath = self._window.centralWidget()
        if beneath is not None:
            beneath.show()
            self._return(beneath)
        page.hide()
        page.deleteLater()
        lifted, self._lifted = self._lifted, None
        if lifted is not None:
            lifted()

    def _return(self, beneath: QWidget) -> None:
        focus, self._focus = self._focus, None
        if focus is not None and shiboken6.isValid(focus) and beneath.isAncestorOf(focus):
            focus.setFocus()
        else:
            beneath.setFocus()
