"""The help of one page: F1 lays it beside the page, Esc takes it away and gives the focus back.

It finds out itself what is in sight: whose panel, which alerts, which keys.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from ltm_desktop.app.wording.help.merged import topic_of
from ltm_desktop.app.wording.why import SignedRules
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui import shortcuts
from ltm_desktop.ui.overlay import Overlay
from ltm_desktop.ui.panels.help.presenter import HelpPresenter, InSight
from ltm_desktop.ui.panels.help.view import HelpView
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.asking_why import Explains, WhyDesk

_PANELS = "ltm_desktop.ui.panels."
_EMERGENCY = "ltm_desktop.ui.emergency_page"
WIDE = 380
"""How wide the help is, at 100 % text."""


class HelpHost(Overlay):
    """Lay the help at the right of a page; what stands at the left of it stays in sight."""

    def __init__(
        self,
        host: QWidget,
        say: Words,
        *,
        page: QWidget | None = None,
        topic: str = "",
        signed: Callable[[], SignedRules | None] = lambda: None,
        room: Callable[[int], None] = lambda _width: None,
    ) -> None:
        """Take the part of the host that is helped with, and who gives the help room beside it.

        `topic` names the help of a page that shares its parts with another one.
        """
        super().__init__(host, self._room_of)
        self._over = host
        self._page = page or host
        self._topic = topic
        self._say = say
        self._signed = signed
        self._make_room = room
        desk = WhyDesk(host)
        desk.asked.connect(self.explain)
        key = QShortcut(QKeySequence(shortcuts.HELP), host)
        key.activated.connect(self.turn)

    def turn(self) -> None:
        """Open the help of what is in sight, or close it."""
        if self.part is not None:
            self.drop()
            return
        self._open(self._page_alerts()).start()

    def explain(self, alerts: Sequence[Alert]) -> None:
        """Open the help with the answer to one question: why is this shown?"""
        self._open(tuple(alerts)).explain(alerts)

    def drop(self, *, back: bool = True) -> None:
        """Take the help away and give the page its room again."""
        if isinstance(self.part, HelpView):
            self._make_room(0)
        super().drop(back=back)

    def _open(self, alerts: tuple[Alert, ...]) -> HelpPresenter:
        # looked at before the help has the focus
        sight = replace(self._in_sight(), alerts=alerts)
        view = HelpView(self._say)
        presenter = HelpPresenter(view, sight, self._say, self._signed)
        view.presenter = presenter
        view.turned.connect(presenter.turn_to)
        view.left.connect(self.drop)
        self._make_room(THEME.scaled(WIDE))
        self.lay(view)
        return presenter

    def _in_sight(self) -> InSight:
        topics = tuple(dict.fromkeys(self._topics()))
        open_site = self._page is not self._over
        return InSight(topics, keys=tuple(self._keys()), open_site=open_site)

    def _topics(self) -> Iterator[str]:
        if self._topic:
            yield self._topic
            return
        focus = QApplication.focusWidget()
        while focus is not None and focus is not self._over:
            if topic := _topic(focus):
                yield topic
            focus = focus.parentWidget()
        # what takes most room on a page is what the page is for
        for one in sorted(self._all(), key=lambda one: -one.width() * one.height()):
            if topic := _topic(one):
                yield topic

    def _page_alerts(self) -> tuple[Alert, ...]:
        found: dict[tuple[str, str], Alert] = {}
        for one in self._all():
            alerts = one.alerts if isinstance(one, Explains) else ()
            for alert in alerts:
                found.setdefault((alert.code, repr(alert.values)), alert)
        return tuple(found.values())

    def _keys(self) -> Iterator[tuple[str, str]]:
        seen = set()
        for one in self._all():
            if not isinstance(one, QAbstractButton):
                continue
            key, words = one.shortcut().toString(), one.text() or one.accessibleName()
            if key and words and key not in seen:
                seen.add(key)
                yield key, words

    def _all(self) -> Iterator[QWidget]:
        for one in (self._page, *self._page.findChildren(QWidget)):
            if one.isVisible():
                yield one

    def _room_of(self, _part: QWidget) -> QRect:
        """Take the right end of the page, from its top to its foot."""
        page = self._page
        at = page.mapTo(self._over, QPoint(0, 0)) if page is not self._over else QPoint(0, 0)
        width = min(THEME.scaled(WIDE), page.width())
        # where the page has made room the help lies beside it
        right = max(at.x() + page.width(), self._over.width() if page is not self._over else 0)
        return QRect(right - width, at.y(), width, page.height())


def _topic(one: QWidget) -> str:
    module = type(one).__module__
    if module == _EMERGENCY:
        return topic_of("emergency")
    return topic_of(module.removeprefix(_PANELS)) if module.startswith(_PANELS) else ""
