"""What the presenter of the toxicity panel asks of the desk, and what its view can show. No Qt."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from ltm_desktop.app.ports import Clock, Drafts, Ids
from ltm_desktop.app.recorder import AnyCommand, Proposal, Recorded
from ltm_desktop.app.signing import Signed
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Act, Signer
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.site import SiteState
from ltm_desktop.ui.panels.toxicity.shown import (
    Asked,
    EventTold,
    GradeAsked,
    JudgeAsked,
    ListShown,
    ReasonAsked,
    ReportAsked,
    TermShown,
)
from ltm_desktop.ui.panels.toxicity.typed import TypedJudgement, TypedReport

Run = Callable[[Callable[[], Any], Callable[[Any], None], Callable[[Exception], None]], None]


class ToxicityDesk(Protocol):
    """The few verbs of the desk that the panel needs."""

    @property
    def clock(self) -> Clock:
        """Return the clock."""

    @property
    def ids(self) -> Ids:
        """Return where new identities come from."""

    @property
    def drafts(self) -> Drafts:
        """Return the drafts."""

    @property
    def workstation(self) -> str:
        """Return the name of this workstation."""

    def act(self) -> Act:
        """Return the circumstances of an act now."""

    def site(self) -> SiteState:
        """Return the site as its entries stand."""

    def active(self) -> ActiveProtocol | None:
        """Return the signed protocol."""

    def chart(self, patient: PatientId) -> Chart:
        """Return one patient's chart."""

    def propose(self, command: AnyCommand, say: Words) -> Proposal:
        """Decide what a command would write. Raises Refused."""

    def sign(self, proposal: Proposal, signer: Signer, secret: str) -> Signed:
        """Sign with a person's own secret. Raises Refused."""

    def record(self, proposal: Proposal, signed: Iterable[Signed] = ()) -> Recorded:
        """Write a proposal. Raises Stale, Refused, Unavailable."""


class ToxicityView(Protocol):
    """What the panel can show."""

    def show_list(self, shown: ListShown, chosen: str) -> None:
        """Show everything of the patient; an open form is not touched."""

    def show_hint(self) -> None:
        """Say what stands beside the list once something is chosen."""

    def show_told(self, told: EventTold) -> None:
        """Show one event whole."""

    def show_report(self, asked: ReportAsked, typed: TypedReport, term: TermShown | None) -> None:
        """Show the form of a report or of its correction."""

    def show_hits(self, hits: Sequence[TermShown]) -> None:
        """Offer the terms that what was typed may mean."""

    def show_term(self, term: TermShown | None) -> None:
        """Show the chosen term with its grades."""

    def show_grade(self, asked: GradeAsked) -> None:
        """Ask for a new grade."""

    def show_end(self, asked: GradeAsked) -> None:
        """Ask for the outcome."""

    def show_judge(self, asked: JudgeAsked, typed: TypedJudgement) -> None:
        """Ask for a judgement."""

    def show_reason(self, asked: ReasonAsked) -> None:
        """Ask why."""

    def show_statement(self, text: str, asked: Asked) -> None:
        """Show the very text that is signed, and ask for the secret."""

    def show_form_again(self) -> None:
        """Go back from the text to the form."""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that was refused; everything typed stays."""

    def show_wrong_secret(self, sentence: str) -> None:
        """Say why a secret was refused."""

    def show_busy(self, *, busy: bool) -> None:
        """Hold still while it is signed and stored."""

    def show_draft(self, at: datetime) -> None:
        """Say that the form is kept as a draft."""

    def show_saved(self, at: datetime) -> None:
        """Say that it stands on this computer."""

    def forget_saved(self) -> None:
        """Say nothing about a record or a draft any more."""
