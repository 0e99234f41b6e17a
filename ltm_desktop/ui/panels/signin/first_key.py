"""First sign-in or forgotten secret: who gets a key, who issues it and who witnesses it.

No Qt here. Whatever is missing is told together; a wrong secret is told with whose it was.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from ltm_desktop.app.certifying import KeyForm
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.certifying import KeyReason
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.identifiers import PersonId, person_id
from ltm_desktop.ui.panels.signin.presenter import Run
from ltm_desktop.ui.speak import to_alerts

Give = Callable[[str, KeyForm], PersonId]
"""Gives the key; takes who issues it and the form."""


@dataclass(frozen=True, slots=True)
class TypedKey:
    """The page as typed; nothing of it is kept."""

    reason: KeyReason | None
    user_id: str
    secret: str = field(repr=False)
    issuer: str
    issuer_secret: str = field(repr=False)
    witness: str
    witness_secret: str = field(repr=False)
    recovery_key: str = field(repr=False)
    acknowledged: bool


class FirstKeyView(Protocol):
    """What the page can show."""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that stands against it, together; names stay, secrets are gone."""

    def show_busy(self, busy: bool) -> None:
        """Hold still while the key is made."""

    def show_done(self, sentence: str) -> None:
        """Say that the key stands and what comes next."""


class FirstKeyPresenter:
    """Give a person a key before two others."""

    def __init__(self, give: Give, view: FirstKeyView, run: Run, say: Words) -> None:
        self._give = give
        self._view = view
        self._run = run
        self._say = say

    def submit(self, typed: TypedKey) -> None:
        """Try it; a refused try leaves nothing."""
        alerts = check_typed(typed)
        self._view.show_alerts(alerts)
        if alerts:
            return
        form = KeyForm(
            user_id=typed.user_id,
            secret=typed.secret,
            issuer_secret=typed.issuer_secret,
            reason=typed.reason or KeyReason.FIRST,
            witness=typed.witness.strip().lower(),
            witness_secret=typed.witness_secret,
            recovery_key=typed.recovery_key,
            acknowledged=typed.acknowledged,
        )
        self._view.show_busy(True)
        issuer = typed.issuer.strip().lower()
        self._run(lambda: self._give(issuer, form), self._done, self._failed)

    def _done(self, person: PersonId) -> None:
        self._view.show_busy(False)
        self._view.show_done(
            self._say("The key stands. {person} can sign in with the new secret.", person=person)
        )

    def _failed(self, error: Exception) -> None:
        self._view.show_busy(False)
        self._view.show_alerts([_whose(alert) for alert in to_alerts(error)])


def _whose(alert: Alert) -> Alert:
    """Say whose secret was wrong: the witness's is told apart where it is asked."""
    return stop("people.issuer_refused") if alert.code == "people.wrong_secret" else alert


def check_typed(typed: TypedKey) -> tuple[Alert, ...]:
    """Return everything that is missing on the page."""
    found: list[Alert] = []
    if typed.reason is None:
        found.append(stop("people.key_reason_missing"))
    try:
        person_id(typed.user_id)
    except LtmError as error:
        found += to_alerts(error)
    if not typed.acknowledged:
        found.append(stop("people.not_acknowledged"))
    if not typed.issuer.strip() or not typed.issuer_secret:
        found.append(stop("people.issuer_missing"))
    if typed.witness.strip() and not typed.witness_secret:
        found.append(stop("people.witness_refused", person=typed.witness.strip()))
    if typed.reason is KeyReason.RECOVERED and not typed.recovery_key.strip():
        found.append(stop("people.wrong_recovery_key"))
    return tuple(found)
