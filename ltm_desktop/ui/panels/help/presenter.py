"""Word the help of what is in sight: alerts first, then the page, then its keys. No Qt.

It reads what the page shows and changes nothing on it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from ltm_desktop.app.wording.help.merged import HELP
from ltm_desktop.app.wording.why import SignedRules, Why, why
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert

MOST = 12
"""Alerts answered at once."""


@dataclass(frozen=True, slots=True)
class InSight:
    """What a page shows now."""

    topics: tuple[str, ...]
    """Whose help there is, that of the focus first."""
    alerts: tuple[Alert, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    """Key and words of each control."""
    open_site: bool = False
    """Whether there is anywhere to go: before the sign-in there is not."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands beneath it."""

    heading: str
    words: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Why one alert is shown."""

    alert: str
    next_step: str
    why: Why


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything beside the page."""

    title: str
    answers: tuple[Answer, ...]
    sections: tuple[Section, ...]
    keys: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]
    """Topic and title of what else is on the page."""
    foot: str = ""


class HelpView(Protocol):
    """What the help can show."""

    def show_help(self, shown: Shown) -> None:
        """Show all of it, from its beginning."""


class HelpPresenter:
    """Tell of one page; `signed` is asked only when an alert needs it."""

    def __init__(
        self,
        view: HelpView,
        in_sight: InSight,
        say: Words,
        signed: Callable[[], SignedRules | None],
    ) -> None:
        self._view = view
        self._sight = in_sight
        self._say = say
        self._signed = signed

    def start(self) -> None:
        """Tell of every alert in sight, and of the page one is on."""
        topics = self._sight.topics
        self._show(self._sight.alerts, topics[0] if topics else "")

    def turn_to(self, topic: str) -> None:
        """Tell of another part of the page."""
        self._show((), topic)

    def explain(self, alerts: Sequence[Alert]) -> None:
        """Tell why, of some alerts alone."""
        self._show(alerts, self._sight.topics[0] if self._sight.topics else "")

    def _show(self, alerts: Sequence[Alert], topic: str) -> None:
        say = self._say
        title = say(HELP[topic].title) if topic else say("Help")
        others = [(one, say(HELP[one].title)) for one in self._sight.topics if one != topic]
        self._view.show_help(
            Shown(
                title=title,
                answers=tuple(self._answers(alerts)),
                sections=self._sections(topic),
                keys=self._sight.keys,
                others=tuple(others),
                foot=self._foot(),
            )
        )

    def _answers(self, alerts: Sequence[Alert]) -> Sequence[Answer]:
        if not alerts:
            return ()
        say, signed = self._say, self._signed()
        return [
            Answer(say.alert(one), say.next_step(one), why(one, say, signed))
            for one in alerts[:MOST]
        ]

    def _foot(self) -> str:
        if not self._sight.open_site:
            return ""
        return self._say("Ctrl K goes anywhere by typing; every key is written on its control.")

    def _sections(self, topic: str) -> tuple[Section, ...]:
        say = self._say
        if not topic:
            return (Section("", say("No help is written for this page.")),)
        found = HELP[topic]
        return (
            Section(say("What this page is for"), say(found.purpose)),
            Section(say("What to do first"), say(found.first)),
            Section(say("When you leave"), say(found.kept)),
        )
