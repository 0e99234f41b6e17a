"""The verbs of the open desk that presenters ask for, by what a panel does; nothing of one panel.

No Qt. A panel's own protocol stands on these and adds what it alone needs.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from ltm_desktop.app.ports import Clock, Drafts, Ids
from ltm_desktop.app.recorder import AnyCommand, Proposal, Recorded
from ltm_desktop.app.signing import Signed
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Act, Signer
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.site import SiteState

Run = Callable[[Callable[[], Any], Callable[[Any], None], Callable[[Exception], None]], None]
"""Work beside the window: a Background's `run`, with what to do when it is done or failed."""


class ChartDesk(Protocol):
    """Read one patient's chart by the signed protocol, now."""

    def act(self) -> Act:
        """Return the circumstances of an act now."""

    def active(self) -> ActiveProtocol | None:
        """Return the signed protocol."""

    def chart(self, patient: PatientId) -> Chart:
        """Return one patient's chart."""


class SiteDesk(Protocol):
    """Read the site."""

    def site(self) -> SiteState:
        """Return the site as its entries stand."""


class DraftingDesk(Protocol):
    """Keep what a person has typed until it is a record."""

    @property
    def clock(self) -> Clock:
        """Return the clock."""

    @property
    def drafts(self) -> Drafts:
        """Return where unfinished forms are kept."""

    @property
    def workstation(self) -> str:
        """Return the name of this workstation."""

    def act(self) -> Act:
        """Return the circumstances of an act now."""


class DoingDesk(Protocol):
    """Record what nobody signs with a secret."""

    def do(self, command: AnyCommand, say: Words, secrets: Mapping[str, str]) -> Recorded:
        """Decide and write an act at once. Raises Refused, Unavailable."""


class ProposingDesk(Protocol):
    """Learn what an act would write before anybody signs it."""

    def propose(self, command: AnyCommand, say: Words) -> Proposal:
        """Decide what a command would write, worded. Raises Refused."""


class WritingDesk(Protocol):
    """Sign a proposal and write it."""

    def sign(self, proposal: Proposal, signer: Signer, secret: str) -> Signed:
        """Sign with a person's own secret. Raises Refused."""

    def record(self, proposal: Proposal, signed: Iterable[Signed] = ()) -> Recorded:
        """Write a proposal. Raises Stale, Refused, Unavailable."""


class SigningDesk(ProposingDesk, WritingDesk, SiteDesk, Protocol):
    """Carry an act from its proposal through signatures, by name, into the ledger."""


class FormDesk(ChartDesk, DraftingDesk, SigningDesk, Protocol):
    """Everything a panel asks on which facts of one patient are typed, kept, signed and written."""

    @property
    def ids(self) -> Ids:
        """Return the maker of new names."""
