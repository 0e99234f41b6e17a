"""The sign-in page of one site: its mark, the card, the language, and what it is not yet for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.chosen_look import Look
from ltm_desktop.ui.panels.signin.presenter import Credentials
from ltm_desktop.ui.panels.signin.view import CARD_WIDTH, CredentialsCard, centred
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import LinkButton
from ltm_desktop.ui.widgets.emergency_button import EmergencyButton
from ltm_desktop.ui.widgets.look_menu import offer_looks
from ltm_desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from ltm_desktop.app.desk import Desk

_NAMES_A_ROW = 4


@dataclass(frozen=True, slots=True)
class DemoPeople:
    """The synthetic people of a demonstration and the secret they share, printed on purpose."""

    names: Sequence[str]
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Door:
    """The site one signs in to, before anything of it is open."""

    code: str
    kind: str
    open_with: Callable[[str, str], Desk]
    demo: DemoPeople | None = None


def build(
    door: Door,
    say: Words,
    *,
    opened: Callable[[Desk], None],
    language_wanted: Callable[[str], None],
    look_wanted: Callable[[Look], None] | None = None,
    emergency_wanted: Callable[[], None] | None = None,
    key_wanted: Callable[[], None] | None = None,
    restore_wanted: Callable[[], None] | None = None,
) -> QWidget:
    """Return the sign-in page; `opened` gets the desk of whoever signed in."""
    card = CredentialsCard(
        say, say("Sign in to {site}", site=door.code), say("Sign in"), topic="signin"
    )
    presenter = Credentials(door.open_with, card, Background(card).run, say, opened)
    card.presenter = presenter
    card.submitted.connect(presenter.submit)
    if key_wanted is not None:
        key = LinkButton(say("First sign-in or forgotten secret"))
        key.setObjectName("signin.first_key")
        key.clicked.connect(key_wanted)
        card.body.addWidget(key)
    if restore_wanted is not None:
        restore = LinkButton(say("Put a backup back…"))
        restore.setObjectName("signin.restore")
        restore.clicked.connect(restore_wanted)
        card.body.addWidget(restore)
    parts: list[QWidget] = [
        _heading(say, door.kind, language_wanted, look_wanted),
        card,
        _notice(say, door.kind),
    ]
    if emergency_wanted is not None:
        parts.append(EmergencyButton(say, emergency_wanted, topic="signin"))
    if door.demo:
        parts.append(_demo_people(say, door.demo, card))
    page = centred(*parts)
    page.setFocusProxy(card)
    page.setAccessibleName(say("Sign in"))
    return page


def _heading(
    say: Words,
    kind: str,
    language_wanted: Callable[[str], None],
    look_wanted: Callable[[Look], None] | None,
) -> QWidget:
    heading = QWidget()
    heading.setFixedWidth(THEME.scaled(CARD_WIDTH))
    row = QHBoxLayout(heading)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(THEME.space.near)
    row.addWidget(Text(say("LTM Desktop"), "title", one_line=True))
    if words := site_mark(say, kind):
        mark = Text(words, wrap=False)
        mark.setObjectName("syntheticMark")
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addStretch(1)
    if look_wanted is not None:
        look = LinkButton(say("Look"))
        look.setObjectName("signin.look")
        offer_looks(look, say, look_wanted)
        row.addWidget(look)
    other, name = ("zh_CN", "中文") if say.language == "en" else ("en", "English")
    language = LinkButton(name)
    language.setObjectName("signin.language")
    language.clicked.connect(lambda: language_wanted(other))
    row.addWidget(language)
    return heading


def site_mark(say: Words, kind: str) -> str:
    """Return the mark of a demonstration or practice site, nothing for a live one."""
    marks = {"demo": say("DEMONSTRATION"), "practice": say("PRACTICE")}
    return marks.get(kind, "")


def _notice(say: Words, kind: str) -> QWidget:
    sentence = {
        "demo": say("Everything here is synthetic. It can never become a live site."),
        "practice": say("For practice with invented patients. It can never become a live site."),
    }.get(
        kind,
        say("Not for patients yet: an outside review is still to come."),
    )
    line = Text(sentence, "small", tone="caution")
    line.setObjectName("signin.notice")
    line.setFixedWidth(THEME.scaled(CARD_WIDTH))
    return line


def _demo_people(say: Words, demo: DemoPeople, card: CredentialsCard) -> QWidget:
    block = QWidget()
    block.setFixedWidth(THEME.scaled(CARD_WIDTH))
    rows = QVBoxLayout(block)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(THEME.space.tight)
    rows.addWidget(Text(say("Synthetic people to sign in as"), "label"))
    names = QWidget()
    grid = QGridLayout(names)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(0)
    for place, name in enumerate(demo.names):
        button = LinkButton(name)
        button.setObjectName(f"signin.demo.{name}")
        button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        button.clicked.connect(lambda _=False, name=name: _take(card, name))
        row, column = divmod(place, _NAMES_A_ROW)
        grid.addWidget(button, row, column, Qt.AlignmentFlag.AlignLeft)
    rows.addWidget(names)
    rows.addWidget(Text(say("The secret of each: {secret}", secret=demo.secret), "small"))
    return block


def _take(card: CredentialsCard, name: str) -> None:
    card.person.set_value(name)
    card.secret.setFocus()
