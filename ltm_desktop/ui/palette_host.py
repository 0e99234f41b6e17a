"""Where the palette lies and what it may lead to; built only when somebody asks for it."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtWidgets import QWidget

from ltm_desktop.ui.chart_page import ChartPage
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.overlay import Overlay
from ltm_desktop.ui.tokens import THEME

_WIDE, _HIGH = 720, 440
"""At most so large, at 100 % text."""


class PaletteHost(Overlay):
    """Lay the palette over the page; `wished` carries what was chosen, the focus back before it."""

    wished = Signal(str)

    def __init__(self, host: QWidget, page: QWidget) -> None:
        super().__init__(host, self._room)
        self._host_of_page = host
        self._page = page

    def turn(self, context: Context, roots: Sequence[QWidget], chart: ChartPage | None) -> None:
        """Open the palette on what is in sight, or close the one that is open."""
        if self.part is not None:
            self.drop()
            return
        from ltm_desktop.ui.panels.palette.panel import build
        from ltm_desktop.ui.places import ACTION, Offers

        offers = Offers(context, roots, chart)

        def chosen(wish: str) -> None:
            self.drop()
            if wish.partition(":")[0] == ACTION:
                offers.lead_to(wish)
            else:
                self.wished.emit(wish)

        self.lay(build(context, offers.all(), chosen, self.drop))

    def _room(self, _part: QWidget) -> QRect:
        """Lie at the top of the page, in its middle; never over bar, banner or rail."""
        page, edge = self._page, THEME.space.normal
        top_left = page.mapTo(self._host_of_page, QPoint(0, 0))
        width = min(THEME.scaled(_WIDE), page.width() - 2 * edge)
        height = min(THEME.scaled(_HIGH), page.height() - 2 * edge)
        left = top_left.x() + (page.width() - width) // 2
        return QRect(left, top_left.y() + edge, width, height)
