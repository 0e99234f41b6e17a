"""What the presenter of the toxicity panel asks of the desk, and what its view can show. No Qt."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.desk_verbs import FormDesk
from ltm_desktop.ui.panels.toxicity.shown import (
    EventTold,
    GradeAsked,
    JudgeAsked,
    ListShown,
    ReasonAsked,
    ReportAsked,
    TermShown,
)
from ltm_desktop.ui.panels.toxicity.typed import TypedJudgement, TypedReport
from ltm_desktop.ui.signing_steps import Asked


class ToxicityDesk(FormDesk, Protocol):
    """The few verbs of the desk that the panel needs."""


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
