"""How a condition before a dose stands: met, open, to note, stopped, or for a physician. No Qt."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ltm_desktop.domain.alerts import Alert, Severity


class Met(StrEnum):
    """Whether a condition is met; open means that nothing is chosen yet to judge."""

    MET = "met"
    NOT_MET = "not_met"
    NEEDS_PHYSICIAN = "needs_physician"
    """Not met; a physician may pass it with a signed reason."""
    PASSED = "passed"
    """Not met, and passed by a physician for this dose."""
    NOTE = "note"
    """To be seen; blocks nothing."""
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Condition:
    """One line of the column beside the form."""

    label: str
    met: Met
    evidence: str
    source: str = ""
    tells_order: bool = False
    """Whether the evidence tells what was ordered, which the second person must not see."""
    alerts: tuple[Alert, ...] = ()
    """What was found, for who asks why."""


_BY_SEVERITY = {
    Severity.STOP: Met.NOT_MET,
    Severity.OVERRIDE: Met.NEEDS_PHYSICIAN,
    Severity.NOTE: Met.NOTE,
}


def met_of(alerts: Iterable[Alert]) -> Met:
    """Return how a condition stands by the strongest of its alerts."""
    order = list(_BY_SEVERITY)
    strongest = min((alert.severity for alert in alerts), key=order.index, default=None)
    return Met.MET if strongest is None else _BY_SEVERITY[strongest]


def unmet(found: Iterable[Condition]) -> int:
    """Return how many conditions are not met."""
    return sum(one.met in {Met.NOT_MET, Met.NEEDS_PHYSICIAN} for one in found)
