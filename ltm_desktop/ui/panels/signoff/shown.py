"""What the sign-off panel shows, and what it asks of the desk and of its view. No Qt here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.since import Since
from ltm_desktop.app.sitting import Sitting
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.identifiers import PatientId, PersonId, RecordId
from ltm_desktop.domain.records import Record
from ltm_desktop.domain.terms import Meaning
from ltm_desktop.ui.panels.signoff.inbox import InboxDesk, InboxLine
from ltm_desktop.ui.panels.signoff.queries import QueriesDesk, QueryLine


@dataclass(frozen=True, slots=True)
class Opened:
    """One record as it is read."""

    line: InboxLine
    text: str
    signed: tuple[str, ...]
    """Who signed what until now, one sentence each."""
    has_paper: bool
    meaning: Meaning | None
    """What this person's signature would mean; None where this person does not sign it."""
    why_not: str
    """Whom it waits for, where it is not this person."""
    since: tuple[str, ...] = ()
    """What was told of it, and of the patient's blood, since the bedside signed."""
    added: int = 0
    """How many records this person has read and will sign together."""


@dataclass(frozen=True, slots=True)
class ToSign:
    """The records read in this sitting, before their one secret is given."""

    lines: tuple[InboxLine, ...]
    meanings: tuple[Meaning, ...]


class SignoffDesk(InboxDesk, QueriesDesk, Protocol):
    """What the panel asks of the desk."""

    def me(self) -> PersonId:
        """Return who is at the desk."""

    def statement(self, patient: PatientId, record: RecordId) -> str:
        """Return everything told of a record, worded."""

    def since(self, patient: PatientId, record: RecordId) -> Sequence[Since]:
        """Return what was told of a record since the bedside signed it."""

    def sit_down(self) -> Sitting:
        """Return a new sitting of the person at the desk."""

    def show_paper(self, record: Record) -> bool:
        """Open the newest paper of a record; False when no program here can. Raises Unavailable."""


class SignoffView(Protocol):
    """What the panel can show."""

    def show_list(
        self, lines: Sequence[InboxLine], queries: Sequence[QueryLine], summary: str, added: int
    ) -> None:
        """Show what waits, with nothing selected, and how many were read to be signed."""

    def show_record(self, opened: Opened) -> None:
        """Show one record in place of the list."""

    def show_to_sign(self, to_sign: ToSign) -> None:
        """Show the records that one secret will sign."""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that was refused, together."""

    def allow_signing(self) -> None:
        """Let the signature be given: the text was read to its end."""

    def show_problem(self, sentence: str) -> None:
        """Say beneath the secret why it was not signed; the secret is gone, all else stays."""

    def show_note(self, sentence: str) -> None:
        """Say something that does not touch the signature."""

    def show_busy(self, busy: bool) -> None:
        """Hold still while it is signed and stored."""

    def show_progress(self, done: int, total: int) -> None:
        """Say how many of several records are signed by now."""

    def tell_recorded(self, recorded: Recorded) -> None:
        """Let everybody who shows this patient ask again."""

    def show_signed(self, recorded: Recorded | None, words: str, left_out: Sequence[str]) -> None:
        """Go back to the list: what was signed, how many are left, what was left out and why."""
