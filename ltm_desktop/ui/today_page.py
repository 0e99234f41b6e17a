"""Today with the unfinished drafts above it, and the handover of the shift in its place.

The frame composes what panels may not know of each other.
"""

from typing import TYPE_CHECKING

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ltm_desktop.app.handover import may_hand_over
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.panels.downtime.panel import build as build_downtime
from ltm_desktop.ui.panels.recovery.panel import build as build_recovery
from ltm_desktop.ui.panels.today.panel import build as build_today
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.page_stack import PageStack

if TYPE_CHECKING:
    from ltm_desktop.ui.panels.handover.view import HandoverView

DRAFTS, HANDOVER = "drafts", "handover"


class TodayPage(QWidget):
    """The page of today; its drafts have the focus first, where there are any."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._drafts = build_recovery(context)
        self._today = build_today(context, None)
        self._shown = False
        self._handover: HandoverView | None = None
        strip = QVBoxLayout()
        strip.setContentsMargins(THEME.space.wide, THEME.space.close, THEME.space.wide, 0)
        strip.addWidget(self._drafts)
        self._front = QWidget()
        rows = QVBoxLayout(self._front)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(strip)
        rows.addWidget(self._today, 1)
        if (downtime := self._make_downtime()) is not None:
            foot = QVBoxLayout()
            foot.setContentsMargins(THEME.space.wide, 0, THEME.space.wide, THEME.space.close)
            foot.addWidget(downtime)
            rows.addLayout(foot)
        self._stack = PageStack()
        self._stack.addWidget(self._front)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        # Asked in its place: shown without one it would be a window of its own.
        self._drafts.asked_again.emit()
        self._lead()

    def open_part(self, part: str) -> None:
        """Bring the drafts or the handover forward, because a person asked for them."""
        if part == DRAFTS:
            self.open_front()
            self._drafts.insist()
            self._lead()
        elif part == HANDOVER:
            self._open_handover()

    def open_front(self) -> None:
        """Show the list of today again."""
        self._stack.setCurrentWidget(self._front)
        self._lead()
        self.setFocus()

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

    def _make_downtime(self) -> QWidget | None:
        """Return the line of the downtime kit for those who work at the bedside."""
        if not may_hand_over(self._context.desk):
            return None
        return build_downtime(self._context, self._context.notices.open_form.emit)

    def _open_handover(self) -> None:
        from ltm_desktop.ui.panels.handover.panel import build

        if self._handover is None:
            self._handover = build(self._context, self.open_front)
            self._stack.addWidget(self._handover)
        else:
            self._handover.asked_again.emit()
        self._stack.setCurrentWidget(self._handover)
        self._lead()
        self.setFocus()

    def _lead(self) -> None:
        if self._stack.currentWidget() is not self._front and self._handover is not None:
            self.setFocusProxy(self._handover)
            return
        self.setFocusProxy(self._drafts.rows if self._drafts.has_drafts else self._today)
