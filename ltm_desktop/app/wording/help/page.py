"""The help of one page, and the sentences that several of them share."""

from ltm_desktop.app.wording.marking import mark as _mark
from ltm_desktop.domain.values import dataclass

DRAFTED = _mark(
    "What you type is kept as a draft within a second; it is no record until it is signed."
)
OPEN_ONLY = _mark(
    "What you type stays while this form is open; nothing is recorded until you press its button."
)
READ_ONLY = _mark("Nothing is typed here, and looking changes nothing.")
SECRETS = _mark("Secrets are never kept, not even for a moment longer than they are needed.")


@dataclass(frozen=True, slots=True)
class Help:
    """Three answers; English, marked for translation."""

    title: str
    purpose: str
    first: str
    """What to do first."""
    kept: str
    """What is kept when one leaves."""
