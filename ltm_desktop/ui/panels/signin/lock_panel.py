"""The lock screen: who was here, a secret to go on, or another person's name and secret.

It names no patient and no place in the program.
"""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.panels.signin.presenter import Credentials
from ltm_desktop.ui.panels.signin.view import CredentialsCard, centred
from ltm_desktop.ui.widgets.buttons import LinkButton
from ltm_desktop.ui.widgets.emergency_button import EmergencyButton
from ltm_desktop.ui.widgets.text import Text


class LockedSession(Protocol):
    """A session whose personal key was dropped."""

    @property
    def person(self) -> PersonId:
        """Whose stay was interrupted."""

    def unlock(self, secret: str) -> None:
        """Take the key again by the same person's secret. Raises Refused."""

    def switch(self, person: PersonId, secret: str) -> None:
        """Hand the desk to another person by their secret. Raises Refused."""


def build(
    session: LockedSession,
    say: Words,
    *,
    name: str,
    mark: str,
    unlocked: Callable[[], None],
    switched: Callable[[], None],
    emergency_wanted: Callable[[], None] | None = None,
) -> QWidget:
    """Return the lock screen of a session; `unlocked` or `switched` is called once."""
    card = CredentialsCard(say, say("Locked"), say("Unlock"), topic="lock")
    who = Text(say("{name} is at this desk. Drafts are kept.", name=name), "muted")
    card.body.insertWidget(1, who)
    other = LinkButton(say("Another person signs in"))
    other.setObjectName("lock.other")
    card.body.addWidget(other)
    screen = _Screen(session, card, who, other, say)
    presenter = Credentials(
        screen.open_with,
        card,
        Background(card).run,
        say,
        lambda same: unlocked() if same else switched(),
    )
    card.presenter = presenter
    card.submitted.connect(presenter.submit)
    other.clicked.connect(screen.turn)
    card.ask_person(asked=False)
    parts: list[QWidget] = [card]
    if mark:
        words = Text(mark, wrap=False)
        words.setObjectName("syntheticMark")
        parts.insert(0, words)
    if emergency_wanted is not None:
        parts.append(EmergencyButton(say, emergency_wanted, topic="lock"))
    page = centred(*parts)
    page.setFocusProxy(card)
    page.setAccessibleName(say("Locked"))
    return page


class _Screen:
    """Whether the same person goes on or another one signs in."""

    def __init__(
        self,
        session: LockedSession,
        card: CredentialsCard,
        who: Text,
        other: LinkButton,
        say: Words,
    ) -> None:
        self._session = session
        self._card = card
        self._who = who
        self._other = other
        self._say = say
        self._same = True

    def turn(self) -> None:
        """Ask for another person, or again for the same one."""
        self._same = not self._same
        say = self._say
        back, on = say("Back to unlocking"), say("Another person signs in")
        self._other.setText(on if self._same else back)
        self._card.button.setText(say("Unlock") if self._same else say("Sign in"))
        self._who.setVisible(self._same)
        self._card.person.set_value("")
        self._card.ask_person(asked=not self._same)
        self._card.setFocus()

    def open_with(self, person: str, secret: str) -> bool:
        """Open the session; return whether it is the same person. Raises Refused."""
        if self._same or person == self._session.person:
            self._session.unlock(secret)
            return True
        self._session.switch(PersonId(person), secret)
        return False
