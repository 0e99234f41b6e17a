"""Ending study treatment and recording a death: a day, words, and a preview of all it records.

No Qt here. Refuses to record what was not shown first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from ltm_desktop.app.recorder import Proposal, Recorded
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.patients import RecordDeath, WithdrawPatient
from ltm_desktop.ui.desk_verbs import Run
from ltm_desktop.ui.speak import to_alerts

EndCommand = WithdrawPatient | RecordDeath


class EndKind(StrEnum):
    """How a course ends."""

    WITHDRAWAL = "withdrawal"
    DEATH = "death"


@dataclass(frozen=True, slots=True)
class EndForm:
    """What is typed."""

    on: date | None
    words: str


class EndingDesk(Protocol):
    """What the form asks of the desk."""

    def propose(self, command: EndCommand) -> Proposal:
        """Decide what would be written, worded. Raises Refused."""

    def record(self, proposal: Proposal) -> Recorded:
        """Write it. Raises Stale, Refused, Unavailable."""


class EndingView(Protocol):
    """What the form can show."""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that was refused, together."""

    def show_preview(self, text: str) -> None:
        """Show the exact text that will be recorded and ask once more."""

    def show_form(self) -> None:
        """Go back to the form, as it was typed."""

    def show_busy(self, busy: bool) -> None:
        """Hold still while it is stored."""

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands."""


class EndingPresenter:
    """Record one end of one patient's course."""

    def __init__(
        self, desk: EndingDesk, view: EndingView, run: Run, *, kind: EndKind, patient: PatientId
    ) -> None:
        self._desk = desk
        self._view = view
        self._run = run
        self._kind = kind
        self._patient = patient
        self._proposal: Proposal | None = None

    def preview(self, form: EndForm) -> None:
        """Show everything that will be recorded, or what stands against it."""
        if form.on is None:
            return
        try:
            self._proposal = self._desk.propose(self._command(form.on, form.words))
        except LtmError as error:
            self._proposal = None
            self._view.show_alerts(to_alerts(error))
            return
        self._view.show_alerts(())
        self._view.show_preview(self._proposal.shown)

    def back(self) -> None:
        """Return to the form; nothing was recorded."""
        self._proposal = None
        self._view.show_form()

    def confirm(self) -> None:
        """Record what was shown."""
        proposal = self._proposal
        if proposal is None:
            return
        self._view.show_busy(True)
        self._run(lambda: self._desk.record(proposal), self._recorded, self._failed)

    def _command(self, on: date, words: str) -> EndCommand:
        if self._kind is EndKind.DEATH:
            return RecordDeath(self._patient, on, words)
        return WithdrawPatient(self._patient, on, words)

    def _recorded(self, recorded: Recorded) -> None:
        self._proposal = None
        self._view.show_busy(False)
        self._view.show_recorded(recorded)

    def _failed(self, error: Exception) -> None:
        self._view.show_busy(False)
        self._view.show_form()
        self._view.show_alerts(to_alerts(error))
