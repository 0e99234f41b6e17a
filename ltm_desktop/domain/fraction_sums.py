"""The arithmetic of a course, volume by volume; every amount in Gy, unrounded.

delivered + unstarted + shortfall - excess = prescribed, always; nothing is redistributed.
"""

from dataclasses import field
from datetime import date
from decimal import Decimal

from ltm_desktop.domain.fraction_course import CourseSlice
from ltm_desktop.domain.fractions import CourseTarget
from ltm_desktop.domain.quantities import Unit
from ltm_desktop.domain.values import dataclass

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class TargetSum:
    """What one volume was prescribed, received and lacks."""

    volume: str
    target: CourseTarget | None
    """None for a volume that was treated and never prescribed."""
    unit: Unit
    prescribed: Decimal
    delivered: Decimal
    unstarted: Decimal
    shortfall: Decimal
    excess: Decimal
    by_fraction: dict[int, Decimal] = field(default_factory=dict)
    effective: tuple[Decimal, ...] = ()
    """Doses as the linear-quadratic model counts them: what one fraction got on one day."""

    @property
    def remaining(self) -> Decimal:
        """Return what is left of the prescription, never below 0."""
        return max(self.prescribed - self.delivered, ZERO)


@dataclass(frozen=True, slots=True)
class CourseSum:
    """The arithmetic of a course."""

    fractions: int
    targets: tuple[TargetSum, ...]
    started: int
    complete: int
    incomplete: tuple[int, ...] = ()
    """Fractions started and short by more than the tolerance."""
    undecided: tuple[int, ...] = ()
    """Of these, those about which no physician decided."""
    not_treated: int = 0
    next_fraction: int | None = None
    """The lowest fraction not started, None when all were."""

    @property
    def main(self) -> TargetSum:
        """Return the volume with the highest prescribed dose, the first of equals."""
        return max(self.targets, key=lambda one: one.prescribed)

    def of(self, volume: str) -> TargetSum:
        """Return the sums of one volume. Raises KeyError for one the course never had."""
        found = {one.volume: one for one in self.targets}
        return found[volume]


def sum_course(course: CourseSlice) -> CourseSum | None:
    """Add up a course from its sessions, None before the prescription.

    Sessions of one fraction add up; dose of a fraction beyond the prescription, or to a volume
    that was not prescribed in that fraction, is excess.
    """
    ordered = course.prescribed
    if ordered is None:
        return None
    started = sorted(n for n in course.started() if n <= ordered.fractions)
    waiting = [n for n in range(1, ordered.fractions + 1) if n not in started]
    tolerance = ordered.tolerance.value
    short = {n: max(course.short(n).values(), default=ZERO) for n in started}
    incomplete = tuple(n for n in started if short[n] > tolerance)
    return CourseSum(
        fractions=ordered.fractions,
        targets=tuple(_sum_of(course, volume, ordered.fractions) for volume in course.volumes()),
        started=len(started),
        complete=len(started) - len(incomplete),
        incomplete=incomplete,
        undecided=tuple(n for n in incomplete if course.choice(n) is None),
        not_treated=len(course.sessions) - len(course.treated()),
        next_fraction=waiting[0] if waiting else None,
    )


def _sum_of(course: CourseSlice, volume: str, fractions: int) -> TargetSum:
    planned = {n: _planned(course, n, volume) for n in range(1, fractions + 1)}
    started = course.started()
    given = {n: course.given(n).get(volume, ZERO) for n in sorted(started)}
    gaps = {n: planned.get(n, ZERO) - dose for n, dose in given.items()}
    named = [one for version in course.versions for one in version.targets if one.volume == volume]
    return TargetSum(
        volume=volume,
        target=named[-1] if named else None,
        unit=_unit_of(course),
        prescribed=sum(planned.values(), ZERO),
        delivered=sum(given.values(), ZERO),
        unstarted=sum((dose for n, dose in planned.items() if n not in started), ZERO),
        shortfall=sum((gap for gap in gaps.values() if gap > 0), ZERO),
        excess=sum((-gap for gap in gaps.values() if gap < 0), ZERO),
        by_fraction={n: dose for n, dose in given.items() if dose},
        effective=tuple(_by_day(course, volume).values()),
    )


def _unit_of(course: CourseSlice) -> Unit:
    units = [one.total.unit for version in course.versions for one in version.targets]
    return units[-1] if units else Unit.GY


def _by_day(course: CourseSlice, volume: str) -> dict[tuple[int, date], Decimal]:
    """Add up a volume's doses by fraction and day, in the order of their times.

    A remainder on another day is a fraction of its own: between two days cells repair.
    """
    parts: dict[tuple[int, date], Decimal] = {}
    for session in sorted(course.treated(), key=lambda one: one.at.timestamp()):
        for one in session.delivered:
            if one.volume == volume:
                key = (session.fraction, session.at.date())
                parts[key] = parts.get(key, ZERO) + one.dose.value
    return parts


def _planned(course: CourseSlice, fraction: int, volume: str) -> Decimal:
    doses = (one for one in course.targets_of(fraction) if one.volume == volume)
    return sum((one.per_fraction.value for one in doses), ZERO)


def bed(fractions: tuple[Decimal, ...], alpha_beta: Decimal) -> Decimal:
    """Return the biologically effective dose in Gy: sum d (1 + d/(a/b)) (section 4.4)."""
    return sum((d * (1 + d / alpha_beta) for d in fractions), ZERO)


def eqd2(fractions: tuple[Decimal, ...], alpha_beta: Decimal) -> Decimal:
    """Return the equivalent dose in 2 Gy fractions in Gy: BED / (1 + 2/(a/b)) (section 4.4)."""
    return bed(fractions, alpha_beta) / (1 + 2 / alpha_beta)
