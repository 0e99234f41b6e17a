"""What the strip and the form that moves a dose ask of the desk, and how work is handed away."""

from collections.abc import Callable
from typing import Protocol

from ltm_desktop.app.recorder import AnyCommand, Proposal, Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.site import SiteState

Run = Callable[
    [Callable[[], Recorded], Callable[[Recorded], None], Callable[[Exception], None]], None
]


class GlanceDesk(Protocol):
    """What the strip asks of the desk."""

    def act(self) -> Act:
        """Return who is at the desk, now."""

    def site(self) -> SiteState:
        """Return the site with its people."""

    def active(self) -> ActiveProtocol | None:
        """Return the protocol as the site signed it."""

    def chart(self, patient: PatientId) -> Chart:
        """Return one patient's chart."""

    def propose(self, command: AnyCommand, say: Words) -> Proposal:
        """Decide what a command would write. Raises Refused."""

    def record(self, proposal: Proposal) -> Recorded:
        """Write a proposal. Raises Stale, Refused, Unavailable."""
