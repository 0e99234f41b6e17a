"""Pages, one of them in sight, in a room that scrolls where large letters leave too little."""

from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QStackedWidget, QWidget

from ltm_desktop.ui.tokens import THEME, WHOLE
from ltm_desktop.ui.widgets.focus_seen import FocusSeen

_SETTLES_MS = 60
_LEAST = QSize(760, 320)
"""Logical pixels in which a page still holds whole rows; one that asks for more gets more."""


def least_room(page: QWidget, width: int) -> QSize:
    """Return the least room of a page, in large letters with its words wrapped at a width."""
    least, layout = page.minimumSizeHint(), page.layout()
    if THEME.theme.percent == WHOLE or layout is None or not layout.hasHeightForWidth():
        return least
    return least.expandedTo(QSize(0, layout.minimumHeightForWidth(width)))


class PageStack(QStackedWidget):
    """Ask for the room of the page in sight, never for that of one that is not."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        """Return the least room of the page in sight."""
        page = self.currentWidget()
        return least_room(page, self.width()) if page is not None else super().minimumSizeHint()


class PageRoom(QScrollArea):
    """Let a page with large letters on a small screen scroll; what has the focus is in sight."""

    def __init__(self, pages: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        pages.setMinimumSize(0, 0)
        self.setWidget(pages)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLES_MS)
        self._settling.timeout.connect(lambda: self._show(QApplication.focusWidget()))
        FocusSeen(self, self._follow)

    def to_top(self) -> None:
        """Begin a page at its top; what has the focus there is looked for once it is laid out."""
        self.verticalScrollBar().setValue(0)
        self._settling.start()

    def _follow(self, now: QWidget | None) -> None:
        if not self._settling.isActive():
            self._show(now)

    def _show(self, now: QWidget | None) -> None:
        inside = self.widget()
        if now is None or inside is None or not inside.isAncestorOf(now):
            return
        if now.visibleRegion().boundingRect() == now.rect():
            return
        if now.height() < self.viewport().height():
            self.ensureWidgetVisible(now, 0, THEME.shape.bedside)
        else:
            self.verticalScrollBar().setValue(now.mapTo(inside, QPoint()).y())


class RoomyStack(PageStack):
    """The pages of the window: none is squeezed below whole rows."""

    def minimumSizeHint(self) -> QSize:
        """Return the least room of the page in sight, and of any page."""
        least = QSize(THEME.scaled(_LEAST.width()), THEME.scaled(_LEAST.height()))
        return least.expandedTo(super().minimumSizeHint())
