"""The path of one dose, step by step: which steps a site walks, how far a dose has come, what next.

A step is reached only through the one before it; a step the site signed away is not on its path.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from ltm_desktop.domain.dosing_steps import (
    InjectionStarted,
    OrderVerified,
    PatientAssessed,
    SyringePrepared,
    SyringeReceived,
    SyringeReleased,
    TimeOutDone,
    TimeOutStopped,
)
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.values import dataclass


class DoseStep(StrEnum):
    """How far a dose has come; what follows the injection is told by its record."""

    PLANNED = "planned"
    ASSESSED = "assessed"
    PRESCRIBED = "prescribed"
    VERIFIED = "verified"
    PREPARED = "prepared"
    RELEASED = "released"
    RECEIVED = "received"
    CHECKED = "checked"
    TIMED_OUT = "timed_out"
    STARTED = "started"
    TOLD = "told"
    """Completed, partial or abandoned, signed by the people at the bedside."""
    OBSERVED = "observed"
    APPROVED = "approved"


WHOLE = tuple(DoseStep)
"""The path in order (21 CFR 11.10(f)); nothing is skipped by accident."""
REMOVABLE = frozenset({DoseStep.ASSESSED, DoseStep.VERIFIED, DoseStep.RELEASED, DoseStep.RECEIVED})
"""What a signed configuration may take away; never prescribed, checked, timed out, signed."""


_UNDONE = frozenset(
    {
        DoseStep.PLANNED,
        DoseStep.ASSESSED,
        DoseStep.PRESCRIBED,
        DoseStep.VERIFIED,
        DoseStep.PREPARED,
        DoseStep.RELEASED,
        DoseStep.RECEIVED,
    }
)
"""Where a void brings a dose back to: what stood before its check, which is made anew."""
MAY_FOLLOW: Mapping[DoseStep, frozenset[DoseStep]] = {
    DoseStep.PLANNED: frozenset({DoseStep.ASSESSED, DoseStep.TOLD}),
    DoseStep.ASSESSED: frozenset({DoseStep.PLANNED, DoseStep.PRESCRIBED, DoseStep.TOLD}),
    DoseStep.PRESCRIBED: frozenset({DoseStep.VERIFIED, DoseStep.TOLD}),
    DoseStep.VERIFIED: frozenset({DoseStep.PRESCRIBED, DoseStep.PREPARED, DoseStep.TOLD}),
    DoseStep.PREPARED: frozenset(
        {DoseStep.PRESCRIBED, DoseStep.VERIFIED, DoseStep.RELEASED, DoseStep.TOLD}
    ),
    DoseStep.RELEASED: frozenset(
        {
            DoseStep.PRESCRIBED,
            DoseStep.VERIFIED,
            DoseStep.PREPARED,
            DoseStep.RECEIVED,
            DoseStep.TOLD,
        }
    ),
    DoseStep.RECEIVED: frozenset(
        {
            DoseStep.PRESCRIBED,
            DoseStep.VERIFIED,
            DoseStep.PREPARED,
            DoseStep.CHECKED,
            DoseStep.TOLD,
        }
    ),
    DoseStep.CHECKED: frozenset(
        {
            DoseStep.PRESCRIBED,
            DoseStep.VERIFIED,
            DoseStep.PREPARED,
            DoseStep.TIMED_OUT,
            DoseStep.TOLD,
        }
    ),
    DoseStep.TIMED_OUT: frozenset(
        {
            DoseStep.PRESCRIBED,
            DoseStep.VERIFIED,
            DoseStep.PREPARED,
            DoseStep.CHECKED,
            DoseStep.STARTED,
            DoseStep.TOLD,
        }
    ),
    DoseStep.STARTED: frozenset({DoseStep.VERIFIED, DoseStep.TOLD}),
    DoseStep.TOLD: frozenset({DoseStep.OBSERVED, DoseStep.APPROVED}) | _UNDONE,
    DoseStep.OBSERVED: frozenset({DoseStep.APPROVED, DoseStep.TOLD}) | _UNDONE,
    DoseStep.APPROVED: frozenset({DoseStep.OBSERVED, DoseStep.TOLD}) | _UNDONE,
}
"""Where a dose may stand next, on the whole path; it may also stay where it is.

Forward to the next step; back to prescribed by a new order, to prepared by a new syringe, to
checked by a new check, to verified when a syringe came back or a puncture was abandoned with
nothing injected. Held or not given, a dose goes back to prepared, or to planned before its order.
Told is reached from everywhere, because what happened can always be told.
"""


def may_follow(step: DoseStep, path: tuple[DoseStep, ...]) -> frozenset[DoseStep]:
    """Return where a dose at this step may stand next on a site's path.

    A step the site does not use is passed over, forward or back.
    """
    return frozenset(_on_path(to, path, back=_place(to) < _place(step)) for to in MAY_FOLLOW[step])


def _place(step: DoseStep) -> int:
    return WHOLE.index(step)


def _on_path(step: DoseStep, path: tuple[DoseStep, ...], *, back: bool) -> DoseStep:
    if back:
        return [one for one in path if _place(one) <= _place(step)][-1]
    return next(one for one in path if _place(one) >= _place(step))


def path_of(kept: frozenset[str]) -> tuple[DoseStep, ...]:
    """Return the steps of a site that keeps these of the removable ones."""
    return tuple(step for step in WHOLE if step not in REMOVABLE or step.value in kept)


def before(step: DoseStep, path: tuple[DoseStep, ...]) -> DoseStep:
    """Return the step that must stand before one, whether or not that one is on the path."""
    earlier = [one for one in path if WHOLE.index(one) < WHOLE.index(step)]
    return earlier[-1]


@dataclass(frozen=True, slots=True)
class Preparation:
    """What the pharmacy did for one dose."""

    prepared: SyringePrepared
    prepared_at: datetime
    released: SyringeReleased | None = None
    received: SyringeReceived | None = None
    received_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Walked:
    """The steps of one dose that stand, beside its order and its check."""

    assessed: PatientAssessed | None = None
    assessed_at: datetime | None = None
    assess_again: bool = False
    """Assessed once, then held or not given: the next attempt is assessed on its own day."""
    verified: OrderVerified | None = None
    preparation: Preparation | None = None
    time_out: TimeOutDone | None = None
    time_out_at: datetime | None = None
    stopped: TimeOutStopped | None = None
    """The "no" that was said at the last time-out, until another one is read."""
    stopped_at: datetime | None = None
    started: InjectionStarted | None = None
    returned: SyringeReceived | None = None
    """The last syringe that went back damaged, until another one is prepared."""

    def called_for(self, record: RecordId) -> datetime | None:
        """Return when the time-out of this very record was read, None for another one's."""
        called = self.time_out
        return self.time_out_at if called is not None and called.record == record else None

    def stands(self) -> Mapping[DoseStep, bool]:
        """Return which of the steps kept here stand."""
        made = self.preparation
        return {
            DoseStep.ASSESSED: self.assessed is not None,
            DoseStep.VERIFIED: self.verified is not None,
            DoseStep.PREPARED: made is not None,
            DoseStep.RELEASED: made is not None and made.released is not None,
            DoseStep.RECEIVED: made is not None and made.received is not None,
            DoseStep.TIMED_OUT: self.time_out is not None,
            DoseStep.STARTED: self.started is not None,
        }
