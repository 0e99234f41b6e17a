"""Survival by arm as people read it: curve, bands, medians, numbers at risk, and who they are.

Computed from the charts when asked and never stored. Open label: nobody is blinded to the arms.
The comparison of two arms is descriptive and decides nothing.
"""

from collections.abc import Iterable, Sequence
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.endpoints import ActiveEndpoint, EventKind
from ltm_desktop.domain.kaplan_meier import (
    Band,
    Curve,
    LogRank,
    Step,
    Timed,
    kaplan_meier,
    log_rank,
)
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.survival import DayOf, Observation, observe, timed
from ltm_desktop.domain.values import dataclass

SHOWN = Band.LOG_LOG
"""The bands this program shows, by Greenwood's variance on the scale log(-log S)."""
MARKS = 8
"""About how many times the numbers at risk are told under a curve."""


@dataclass(frozen=True, slots=True)
class ArmSurvival:
    """One arm under one endpoint."""

    arm: str
    observations: tuple[Observation, ...]
    curve: Curve

    @property
    def counted(self) -> tuple[Observation, ...]:
        """Return the patients in the estimate."""
        return tuple(one for one in self.observations if not one.missing)

    @property
    def left_out(self) -> tuple[Observation, ...]:
        """Return the patients who are not counted, each with what is missing."""
        return tuple(one for one in self.observations if one.missing)

    @property
    def with_event(self) -> tuple[Observation, ...]:
        """Return the patients with an event."""
        return tuple(one for one in self.counted if one.event)

    def at_risk(self, day: int) -> tuple[Observation, ...]:
        """Return the patients followed until just before a day."""
        return tuple(one for one in self.counted if one.days is not None and one.days >= day)

    def on(self, step: Step) -> tuple[Observation, ...]:
        """Return the patients whose count ended on the day of a step."""
        return tuple(one for one in self.counted if one.days == step.days)

    @property
    def timed(self) -> tuple[Timed, ...]:
        """Return the patients in the estimate as times."""
        return timed(self.observations)


@dataclass(frozen=True, slots=True)
class SurvivalView:
    """One endpoint: its signed definition, every arm, and the comparison of two."""

    endpoint: ActiveEndpoint
    arms: tuple[ArmSurvival, ...]
    month: Decimal
    """Days in a month."""
    compared: LogRank | None
    """Descriptive; None unless there are exactly two arms with somebody in each."""
    by_assessments: bool
    """Whether a definition of progression is signed; else only physicians' judgements count."""

    @property
    def marks(self) -> tuple[int, ...]:
        """Return the days at which numbers at risk are told: every so many whole months."""
        last = max((step.days for arm in self.arms for step in arm.curve.steps), default=0)
        months = int(last / self.month)
        stride = max(1, -(-months // MARKS))
        return tuple(_day(n, self.month) for n in range(0, months + 1, stride))


def _day(month: int, days: Decimal) -> int:
    """Return the first whole day on or after the end of a month."""
    return int((month * days).to_integral_value(ROUND_CEILING))


def to_months(days: int, month: Decimal) -> Decimal:
    """Return days in months, not rounded."""
    return Decimal(days) / month


def percent(share: Fraction) -> Decimal:
    """Return a share of one as a percentage, not rounded beyond the digits of a Decimal."""
    return Decimal(share.numerator * 100) / Decimal(share.denominator)


def view_survival(
    charts: Iterable[Chart], active: ActiveProtocol, day_of: DayOf
) -> tuple[SurvivalView, ...]:
    """Return every endpoint the protocol names, in the order of its file."""
    known = tuple(charts)
    return tuple(_view(known, one, active, day_of) for one in active.survival.values())


def _view(
    charts: Sequence[Chart], endpoint: ActiveEndpoint, active: ActiveProtocol, day_of: DayOf
) -> SurvivalView:
    found = observe(charts, endpoint, active, day_of)
    arms = tuple(_arm(code, found) for code in active.arm_codes)
    peopled = [arm.timed for arm in arms if arm.counted]
    rules = active.response
    progression = EventKind.PROGRESSION in endpoint.events
    return SurvivalView(
        endpoint=endpoint,
        arms=arms,
        month=active.follow_up.month if active.follow_up else Decimal(1),
        compared=log_rank(*peopled) if len(peopled) == 2 else None,
        by_assessments=not progression or bool(rules and rules.progression_signs),
    )


def _arm(code: str, found: Sequence[Observation]) -> ArmSurvival:
    own = tuple(one for one in found if one.arm == code)
    return ArmSurvival(code, own, kaplan_meier(timed(own)))
