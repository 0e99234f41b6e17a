"""Today with the unfinished drafts above it; the frame composes what panels may not know."""

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ltm_desktop.ui.context import Context
from ltm_desktop.ui.tokens import THEME

DRAFTS = "drafts"


class TodayPage(QWidget):
    """The page of today; its drafts have the focus first, where there are any."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        from ltm_desktop.ui.panels.recovery.panel import build as build_recovery
        from ltm_desktop.ui.panels.today.panel import build as build_today

        self._drafts = build_recovery(context)
        self._today = build_today(context, None)
        self._shown = False
        strip = QVBoxLayout()
        strip.setContentsMargins(THEME.space.wide, THEME.space.close, THEME.space.wide, 0)
        strip.addWidget(self._drafts)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(strip)
        rows.addWidget(self._today, 1)
        # Asked in its place: shown without one it would be a window of its own.
        self._drafts.asked_again.emit()
        self._lead()

    def open_part(self, part: str) -> None:
        """Bring the drafts forward, because a person asked for them."""
        if part == DRAFTS:
            self._drafts.insist()
            self._lead()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask again each time the page is shown."""
        super().showEvent(event)
        self._drafts.asked_again.emit()
        if self._shown:
            # a countdown that stood still meanwhile is not shown for a moment
            self._today.asked_again.emit()
        self._shown = True
        self._lead()

    def hideEvent(self, event: QHideEvent) -> None:
        """Say nothing of no drafts when the page is next shown."""
        super().hideEvent(event)
        self._drafts.calm_down()

    def _lead(self) -> None:
        self.setFocusProxy(self._drafts.rows if self._drafts.has_drafts else self._today)
