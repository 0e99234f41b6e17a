"""The page of records: papers, audit trail, whether all is whole, and handovers, one tab each.

Each is built when it is first shown.
"""

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ltm_desktop.app.wording.marking import mark as _mark
from ltm_desktop.ui import shortcuts
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.keyed_tabs import KeyedTabs
from ltm_desktop.ui.widgets.page_stack import PageStack

PAPERS, TRAIL, WHOLE, HANDOVERS = "papers", "trail", "whole", "handovers"
PARTS: tuple[tuple[str, str], ...] = (
    (PAPERS, _mark("Issued papers")),
    (TRAIL, _mark("Audit trail")),
    (WHOLE, _mark("Is the record whole?")),
    (HANDOVERS, _mark("Handovers")),
)
"""Part and title, English, marked for translation."""


def parts_of(context: Context) -> tuple[tuple[str, str], ...]:
    """Return the parts the person at the desk is shown."""
    return PARTS[:-1] if context.reads_only else PARTS


class RecordsPage(QWidget):
    """Compose the panels, which may not know of each other."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("page")
        self._context = context
        self._tabs = KeyedTabs()
        self._tabs.setObjectName("records.tabs")
        self._tabs.setAccessibleName(context.say("Papers and audit trail"))
        self._stack = PageStack()
        self._built: dict[int, QWidget] = {}
        self._holders: list[QWidget] = []
        say = context.say
        builders = {
            PAPERS: self._papers,
            TRAIL: self._trail,
            WHOLE: self._whole,
            HANDOVERS: self._handovers,
        }
        self._parts: dict[str, tuple[str, Callable[[], QWidget]]] = {
            key: (say(title), builders[key]) for key, title in parts_of(context)
        }
        rows = QVBoxLayout(self)
        space = THEME.space
        rows.setContentsMargins(0, space.tight, 0, 0)
        rows.setSpacing(0)
        inset = QVBoxLayout()
        inset.setContentsMargins(space.wide, 0, space.wide, 0)
        inset.addWidget(self._tabs)
        rows.addLayout(inset)
        rows.addWidget(self._stack, 1)
        for place, (title, _) in enumerate(self._parts.values()):
            self._add(place, title)
        self._tabs.currentChanged.connect(self._show)
        self._show(0)

    def open_part(self, part: str) -> None:
        """Bring a tab forward, because a person asked for it."""
        if part in self._parts:
            self._tabs.setCurrentIndex(list(self._parts).index(part))

    def _add(self, place: int, title: str) -> None:
        key = shortcuts.CHART_TABS[place]
        self._tabs.add(title, key)
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.activated.connect(lambda: self._tabs.setCurrentIndex(place))
        holder = QWidget()
        QVBoxLayout(holder).setContentsMargins(0, 0, 0, 0)
        self._holders.append(holder)
        self._stack.addWidget(holder)

    def _show(self, place: int) -> None:
        holder = self._holders[place]
        layout = holder.layout()
        if place not in self._built and layout is not None:
            panel = list(self._parts.values())[place][1]()
            self._built[place] = panel
            layout.addWidget(panel)
            holder.setFocusProxy(panel)
        self._stack.setCurrentIndex(place)
        self.setFocusProxy(holder)

    def _papers(self) -> QWidget:
        from ltm_desktop.ui.panels.records.panel import build

        return build(self._context, None)

    def _trail(self) -> QWidget:
        from ltm_desktop.ui.panels.trail.panel import build

        return build(self._context)

    def _whole(self) -> QWidget:
        from ltm_desktop.ui.panels.whole.panel import build

        return build(self._context)

    def _handovers(self) -> QWidget:
        from ltm_desktop.ui.panels.handover.earlier import build_earlier

        return build_earlier(self._context)
