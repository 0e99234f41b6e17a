"""What the strip and the form that moves a dose ask of the desk."""

from typing import Protocol

from ltm_desktop.app.recorder import Proposal, Recorded
from ltm_desktop.ui.desk_verbs import ChartDesk, ProposingDesk, SiteDesk


class GlanceDesk(ChartDesk, SiteDesk, ProposingDesk, Protocol):
    """What the strip asks of the desk."""

    def record(self, proposal: Proposal) -> Recorded:
        """Write a proposal. Raises Stale, Refused, Unavailable."""
