"""What verification must say after an alteration, and whether it said it."""

from dataclasses import dataclass, replace

from ltm_desktop.app.verification import Verdict
from ltm_desktop.ledger.entries import Head


@dataclass(frozen=True)
class Expected:
    """The entry or patient that must be named; a store that cannot be opened names itself."""

    what: str = ""
    seq: int = 0
    patient: str = ""
    unusable: bool = False
    person: str = ""
    """In whose name something was forged: must be named where it is given."""
    anchor: Head | None = None
    """The head a witness kept outside the site, on paper; None where none is asked."""
    asks: str = ""
    """Who verifies with their own secret, and brings along what they saw; empty for nobody."""

    def at(self, what: str) -> "Expected":
        """Say what was altered."""
        return replace(self, what=what)

    def fault(self, verdict: Verdict | str) -> str:
        """Return what is missing in what verification said; empty where it named the first."""
        if isinstance(verdict, str):
            return "" if self.unusable else f"could not be opened: {verdict}"
        if verdict.intact:
            return "not found"
        first = verdict.problems[0]
        said = f"{first.code} at {first.seq} ({first.detail})"
        if self.patient and self.patient not in first.detail:
            return f"named {said}, not {self.patient}"
        if self.seq and first.seq != self.seq:
            return f"named {said}, not entry {self.seq}"
        if self.person and first.detail != self.person:
            return f"named {said}, not {self.person}"
        return ""
