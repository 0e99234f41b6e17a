"""What told together, or so long after a treatment, is worth a thought: data beside the terms.

A pattern never decides and never grades: it reminds whoever looks, and names where it comes from.
"""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from ltm_desktop.domain.setting_kinds import Label
from ltm_desktop.domain.values import dataclass


class After(StrEnum):
    """What an event must have begun after."""

    ANYTHING = "anything"
    """It need not follow a treatment."""
    DOSE = "dose"
    LUMBAR = "lumbar"
    """A lumbar puncture in which a dose was given."""
    BOTH = "dose_and_radiotherapy"


@dataclass(frozen=True, slots=True)
class Pattern:
    """Terms, the time since a treatment, and what to think of."""

    code: str
    terms: tuple[str, ...]
    """Any of them."""
    text: Label
    beside: tuple[str, ...] = ()
    """One of these has to be open as well; empty: nothing beside."""
    after: After = After.ANYTHING
    drug: str = ""
    """Only after this drug; empty: after any."""
    from_days: int | None = None
    """Days since the treatment, this one included; None: its source names none."""
    to_days: int | None = None


@dataclass(frozen=True, slots=True)
class Patterns:
    """Every pattern of a list of terms, with where they come from."""

    source: Label = field(default_factory=lambda: Label("", ""))
    by_code: Mapping[str, Pattern] = field(default_factory=dict)
