"""Whether a measured value is plausible: soft limits remark, hard ones ask twice and keep it.

A pressure that looks like mmH2O is a unit slip and must be answered. No Qt.
Source: clinical practice, sections 2.4 and 2.5; the limits are the site's signed ones.
"""

from dataclasses import dataclass
from enum import Enum, auto

from ltm_desktop.domain.dosing_measures import meant_by_slip
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.setting_values import FieldRange


class Verdict(Enum):
    """How a measured value stands to its limits."""

    FINE = auto()
    SOFT = auto()
    """Outside the usual: a note beside the field."""
    HARD = auto()
    """Outside the plausible: asked twice, then kept."""
    SLIP = auto()
    """Ten times too much, as mmH2O typed for cmH2O: must be answered."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict and, for a unit slip, what was probably meant."""

    verdict: Verdict
    meant: Quantity | None = None


def judge(limits: FieldRange | None, amount: Quantity) -> Finding:
    """Return how an amount stands to the limits of its field."""
    if limits is None or limits.unit is not amount.unit:
        return Finding(Verdict.FINE)
    if _inside(limits, amount):
        return Finding(Verdict.SOFT if _unusual(limits, amount) else Verdict.FINE)
    meant = meant_by_slip(limits, amount)
    return Finding(Verdict.HARD) if meant is None else Finding(Verdict.SLIP, meant)


def _inside(limits: FieldRange, amount: Quantity) -> bool:
    return limits.hard_low <= amount <= limits.hard_high


def _unusual(limits: FieldRange, amount: Quantity) -> bool:
    low, high = limits.soft_low, limits.soft_high
    return (low is not None and amount < low) or (high is not None and high < amount)


def needs_answer(limits: FieldRange | None, amount: Quantity | None, kept: str) -> bool:
    """Tell whether a value outside the hard limits still waits to be kept or changed."""
    if amount is None:
        return False
    return judge(limits, amount).verdict in {Verdict.HARD, Verdict.SLIP} and kept != str(amount)
