"""Everywhere a person may go from here, and what the page in sight offers; the palette lists it.

Each wish is carried out by the workplace; an action of a page only gets the focus.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget

from ltm_desktop.app.emergency_title import title as emergency_title
from ltm_desktop.app.handover import may_hand_over
from ltm_desktop.app.wording.marking import mark as _mark
from ltm_desktop.app.wording.words import LANGUAGES, Words
from ltm_desktop.ui import records_page, shortcuts
from ltm_desktop.ui.chart_page import ChartPage
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.pages import CHART, PAGES
from ltm_desktop.ui.panels.palette.finding import Offer
from ltm_desktop.ui.panels.site import parts as site_parts

# A patient is wished for by the palette's own word.
PAGE, TAB, ACTION, WISH = "page", "tab", "action", "wish"
LOCK, EMERGENCY, LANGUAGE, HELP, NEXT_THEME = "lock", "emergency", "language", "help", "theme"
LARGER, SMALLER = "larger", "smaller"
_TITLES = {page.key: page.title for page in PAGES}


@dataclass(frozen=True, slots=True)
class _Titled:
    wish: str
    title: str
    """English, marked for translation."""
    key: str = ""
    of: str = ""
    """The page it is a part of, English, marked."""


_WISHES = (
    _Titled(f"{WISH}:{HELP}", _mark("Help for this page"), shortcuts.HELP),
    _Titled(f"{WISH}:{LOCK}", _mark("Lock"), shortcuts.LOCK),
    _Titled(f"{WISH}:{LANGUAGE}", _mark("Change the language"), shortcuts.LANGUAGE),
    _Titled(f"{WISH}:{NEXT_THEME}", _mark("Light, dark or high contrast"), shortcuts.NEXT_THEME),
    _Titled(f"{WISH}:{LARGER}", _mark("Larger text"), shortcuts.LARGER),
    _Titled(f"{WISH}:{SMALLER}", _mark("Smaller text"), shortcuts.SMALLER),
)


class Offers:
    """What the palette offers a person at this moment, and the buttons behind its actions."""

    def __init__(self, context: Context, roots: Sequence[QWidget], chart: ChartPage | None) -> None:
        self._context = context
        self._languages = [Words(one) for one in LANGUAGES if one != context.say.language]
        self._buttons = dict(_actions(roots))
        self._chart = chart

    def all(self) -> tuple[Offer, ...]:
        """Return everything, what lies nearest first."""
        return (*self._acts(), *self._tabs(), *self._places(), *self._wishes())

    def lead_to(self, wish: str) -> None:
        """Give a button of the page the focus; pressing it stays with the person."""
        button = self._buttons.get(wish)
        if button is None or not shiboken6.isValid(button):
            return
        button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        parent = button.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(button)
            parent = parent.parentWidget()

    def _acts(self) -> Iterator[Offer]:
        where = self._context.say("an action of this page")
        for wish, button in self._buttons.items():
            key = button.shortcut().toString()
            yield Offer(wish, button.accessibleName() or button.text(), where, key)

    def _tabs(self) -> Iterator[Offer]:
        if self._chart is None:
            return
        whose = self._chart.whose
        for tab in self._chart.offered:
            yield self._offer(_Titled(f"{TAB}:{tab.key}", tab.title, tab.shortcut), whose)

    def _places(self) -> Iterator[Offer]:
        desk = self._context.desk
        shown = [page for page in PAGES if page.shown_to(desk) and page.key != CHART]
        for page in shown:
            yield self._offer(_Titled(f"{PAGE}:{page.key}", page.title, page.shortcut))
        for part in self._parts():
            yield self._offer(part, self._context.say(part.of))

    def _parts(self) -> Iterator[_Titled]:
        context, today = self._context, _TITLES["today"]
        yield _Titled(f"{PAGE}:today:drafts", _mark("Unfinished drafts"), shortcuts.DRAFTS, today)
        if may_hand_over(context.desk):
            hand_over = _mark("Hand over")
            yield _Titled(f"{PAGE}:today:handover", hand_over, shortcuts.HANDOVER, today)
        if context.enrols:
            enrol = _mark("Enrol a patient")
            yield _Titled(f"{PAGE}:patients:enrolment", enrol, of=_TITLES["patients"])
        for key, title in records_page.parts_of(context):
            yield _Titled(f"{PAGE}:records:{key}", title, of=_TITLES["records"])
        for key, title in site_parts.PARTS:
            if key != site_parts.BACKUPS or context.desk.backups is not None:
                yield _Titled(f"{PAGE}:site:{key}", title, of=_TITLES["site"])

    def _wishes(self) -> Iterator[Offer]:
        yield from map(self._offer, _WISHES)
        others = tuple(emergency_title(say) for say in self._languages)
        title = emergency_title(self._context.say)
        yield Offer(f"{WISH}:{EMERGENCY}", title, "", shortcuts.EMERGENCY, others)

    def _offer(self, one: _Titled, where: str = "") -> Offer:
        others = tuple(say(one.title) for say in self._languages)
        return Offer(one.wish, self._context.say(one.title), where, one.key, others)


def _actions(roots: Sequence[QWidget]) -> Iterator[tuple[str, QAbstractButton]]:
    """Yield what can be pressed on a page now and has a key of its own."""
    all_of = (one for root in roots for one in root.findChildren(QAbstractButton))
    buttons = [one for one in all_of if _is_action(one)]
    for number, button in enumerate(buttons):
        yield f"{ACTION}:{number}", button


def _is_action(button: QAbstractButton) -> bool:
    named = bool(button.accessibleName() or button.text())
    awake = button.isVisible() and button.isEnabled()
    return named and awake and not button.shortcut().isEmpty()
