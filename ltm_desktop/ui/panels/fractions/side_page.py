"""How a form beside the course is laid out: title, fields that scroll, Back and one action."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.scrolling import scrolling
from ltm_desktop.ui.widgets.text import Text


@dataclass(frozen=True, slots=True)
class Action:
    """The one action of a page: its words, its key and what it does."""

    words: str
    key: str
    do: Callable[[], None]


def side_page(
    say: Words,
    topic: str,
    title: str,
    parts: Sequence[QWidget],
    action: Action | None,
    leave: Callable[[], None],
) -> QWidget:
    """Return the page; its first field takes the focus. Without an action it is only read."""
    page, body = QWidget(), QWidget()
    fields = QVBoxLayout(body)
    fields.setContentsMargins(0, 0, THEME.space.close, THEME.space.tight)
    fields.setSpacing(THEME.space.close)
    for part in parts:
        fields.addWidget(part)
    fields.addStretch(1)
    rows = QVBoxLayout(page)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(THEME.space.close)
    rows.addWidget(Text(title, "strong"))
    rows.addWidget(scrolling(body), 1)
    back = QuietButton(say("Back"), "Esc", bedside=True)
    back.setObjectName(f"{topic}.leave")
    back.clicked.connect(leave)
    foot = QHBoxLayout()
    foot.addWidget(back)
    foot.addStretch(1)
    if action is not None:
        go = PrimaryButton(action.words, action.key)
        go.setObjectName(f"{topic}.button")
        go.clicked.connect(action.do)
        foot.addWidget(go)
    rows.addLayout(foot)
    first = next((one for one in parts if one.focusPolicy() or one.focusProxy()), None)
    page.setFocusProxy(first or back)
    return page


def all_filled(fields: Sequence[QWidget]) -> bool:
    """Say at each field what is missing and go to the first; return whether all may stand."""
    missing = [
        field for field in fields if (check := getattr(field, "check_filled", None)) and not check()
    ]
    if missing:
        missing[0].setFocus(Qt.FocusReason.OtherFocusReason)
    return not missing
