"""Signing in and unlocking: a name and a secret become an open desk, or one calm sentence.

No Qt here. Unknown, wrong and retired get the same words; only this account waits, longer each
time.
"""

from collections.abc import Callable
from datetime import timedelta
from math import ceil
from typing import Generic, Protocol, TypeVar

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.errors import Refused
from ltm_desktop.ui.speak import to_sentence

Opened = TypeVar("Opened")


class Run(Protocol):
    """Work beside the window: a Background's `run`."""

    def __call__(
        self,
        work: Callable[[], Opened],
        done: Callable[[Opened], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Do the work, then tell done or failed."""


class CredentialsView(Protocol):
    """What can be shown where a name and a secret are asked for."""

    def show_busy(self, busy: bool) -> None:
        """Hold still while the secret is being tried."""

    def show_problem(self, sentence: str) -> None:
        """Say why it was refused; the name stays, the secret is gone."""

    def show_wait(self, seconds: int) -> None:
        """Count down until this account may try again."""


class Credentials(Generic[Opened]):
    """Try a name and a secret, and hand on what they open."""

    def __init__(
        self,
        open_with: Callable[[str, str], Opened],
        view: CredentialsView,
        run: Run,
        say: Words,
        opened: Callable[[Opened], None],
    ) -> None:
        self._open_with = open_with
        self._view = view
        self._run = run
        self._say = say
        self._opened = opened

    def submit(self, person: str, secret: str) -> None:
        """Try them; a user name is written in small letters."""
        who = person.strip().lower()
        self._view.show_busy(True)
        self._run(lambda: self._open_with(who, secret), self._done, self._failed)

    def _done(self, opened: Opened) -> None:
        self._view.show_busy(False)
        self._opened(opened)

    def _failed(self, error: Exception) -> None:
        self._view.show_busy(False)
        wait = waiting_time(error)
        if wait is None:
            self._view.show_problem(to_sentence(error, self._say))
        else:
            self._view.show_wait(ceil(wait.total_seconds()))


def waiting_time(error: Exception) -> timedelta | None:
    """Return how long an account still waits, None where an error means something else."""
    if not isinstance(error, Refused):
        return None
    for alert in error.alerts:
        wait = alert.values.get("wait")
        if alert.code == "people.wait" and isinstance(wait, timedelta):
            return wait
    return None
