"""A new secret for one's own key, chosen by its holder who still knows the old one.

No Qt here. Who forgot it, or fears that somebody knows it, gets a new key before a witness.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.ui.desk_verbs import Run
from ltm_desktop.ui.speak import to_alerts


@dataclass(frozen=True, slots=True)
class TypedSecret:
    """The old secret, and the new one twice."""

    old: str = field(repr=False)
    new: str = field(repr=False)
    again: str = field(repr=False)


class OwnSecretView(Protocol):
    """What the form can show."""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show everything that stands against it, together."""

    def show_busy(self, busy: bool) -> None:
        """Hold still while the keys are wrapped."""

    def show_done(self, sentence: str) -> None:
        """Say that the new secret holds."""


class OwnSecretPresenter:
    """Change the secret of the person at the desk."""

    def __init__(
        self, change: Callable[[str, str], None], view: OwnSecretView, run: Run, say: Words
    ) -> None:
        self._change = change
        self._view = view
        self._run = run
        self._say = say

    def change(self, typed: TypedSecret) -> None:
        """Wrap the key anew; whatever is missing is told together and nothing is tried."""
        alerts = tuple(check_typed(typed))
        self._view.show_alerts(alerts)
        if alerts:
            return
        self._view.show_busy(True)
        self._run(lambda: self._change(typed.old, typed.new), self._changed, self._failed)

    def _changed(self, _: object) -> None:
        self._view.show_busy(False)
        self._view.show_done(
            self._say("Your new secret holds from now on. What you signed before stands.")
        )

    def _failed(self, error: Exception) -> None:
        self._view.show_busy(False)
        self._view.show_alerts(to_alerts(error))


def check_typed(typed: TypedSecret) -> Iterator[Alert]:
    """Return what can be seen without the key."""
    if not typed.old or not typed.new:
        yield stop("access.secret_blank")
    if typed.new != typed.again:
        yield stop("people.secrets_differ")
