"""Radiotherapy: the prescription, sessions as they happened, and the arithmetic of a course.

Refuses to order or plan beyond the protocol; what really happened can be told with an incident.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from ltm_desktop.domain.identifiers import PatientId, PersonId, RecordId
from ltm_desktop.domain.quantities import Quantity, Unit


class SessionOutcome(StrEnum):
    """How one visit to the machine ended."""

    DELIVERED = "delivered"
    PARTIAL = "partial"
    NOT_TREATED = "not_treated"


@dataclass(frozen=True, slots=True)
class PrescribeRadiotherapy:
    """Order a course; the physician signs `prescribed`."""

    patient: PatientId
    prescription: str
    total: Quantity
    fractions: int
    per_fraction: Quantity
    targets: tuple[str, ...]
    technique: str
    start_on: date


@dataclass(frozen=True, slots=True)
class RecordFraction:
    """Tell one session as it happened; both operators sign a treatment."""

    patient: PatientId
    record: RecordId
    fraction: int
    outcome: SessionOutcome
    at: datetime
    """Start of the session, or when it was decided not to treat."""
    delivered: Quantity | None
    machine: str
    operator: PersonId
    second: PersonId | None
    imaging: str = ""
    monitor_units: Quantity | None = None
    reason: str = ""
    note: str = ""
    incident: str = ""


@dataclass(frozen=True, slots=True)
class RadiotherapyPrescribed:
    """A course was ordered."""

    prescription: str
    total: Quantity
    fractions: int
    per_fraction: Quantity
    targets: tuple[str, ...]
    technique: str
    start_on: date
    prescriber: PersonId
    tolerance: Quantity
    """How far a delivered fraction may be from its dose and still be whole, in Gy."""


@dataclass(frozen=True, slots=True)
class FractionRecorded:
    """A session was told as it happened."""

    record: RecordId
    fraction: int
    outcome: SessionOutcome
    at: datetime
    delivered: Quantity
    machine: str
    operator: PersonId
    second: PersonId | None
    imaging: str
    monitor_units: Quantity | None
    reason: str
    note: str
    incident: str
    breaches: tuple[str, ...]


EVENTS = (RadiotherapyPrescribed, FractionRecorded)


@dataclass(frozen=True, slots=True)
class CourseSlice:
    """What the chart knows of the radiotherapy course."""

    prescribed: RadiotherapyPrescribed | None = None
    sessions: tuple[FractionRecorded, ...] = ()

    def treated(self) -> tuple[FractionRecorded, ...]:
        """Return the sessions in which some dose was delivered."""
        return tuple(one for one in self.sessions if one.outcome is not SessionOutcome.NOT_TREATED)


@dataclass(frozen=True, slots=True)
class CourseSum:
    """The arithmetic of a course; every amount in Gy, unrounded.

    delivered + unstarted + shortfall - excess = prescribed, always.
    """

    prescribed: Decimal
    fractions: int
    per_fraction: Decimal
    delivered: Decimal
    remaining: Decimal
    unstarted: Decimal
    shortfall: Decimal
    excess: Decimal
    started: int
    complete: int
    incomplete: tuple[int, ...] = ()
    """Fractions started and short by more than the tolerance; a physician decides about them."""
    by_fraction: Mapping[int, Decimal] = field(default_factory=dict)
    not_treated: int = 0

    @property
    def next_fraction(self) -> int | None:
        """Return the number of the next fraction to treat, None when all were started."""
        waiting = (n for n in range(1, self.fractions + 1) if n not in self.by_fraction)
        return next(waiting, None)


def sum_course(course: CourseSlice) -> CourseSum | None:
    """Add up a course from its sessions, None before the prescription.

    Sessions of one fraction add up; dose of a fraction beyond the prescription is excess.
    """
    if course.prescribed is None:
        return None
    ordered = course.prescribed
    each, total = ordered.per_fraction.value, ordered.total.value
    by_fraction = _by_fraction(course)
    within = {n: dose for n, dose in by_fraction.items() if n <= ordered.fractions}
    beyond = sum((dose for n, dose in by_fraction.items() if n > ordered.fractions), Decimal(0))
    short = {n: each - dose for n, dose in within.items() if dose < each}
    over = sum((dose - each for dose in within.values() if dose > each), Decimal(0))
    delivered = sum(by_fraction.values(), Decimal(0))
    incomplete = tuple(sorted(n for n, gap in short.items() if gap > ordered.tolerance.value))
    return CourseSum(
        prescribed=total,
        fractions=ordered.fractions,
        per_fraction=each,
        delivered=delivered,
        remaining=max(total - delivered, Decimal(0)),
        unstarted=each * (ordered.fractions - len(within)),
        shortfall=sum(short.values(), Decimal(0)),
        excess=over + beyond,
        started=len(within),
        complete=len(within) - len(incomplete),
        incomplete=incomplete,
        by_fraction=dict(sorted(by_fraction.items())),
        not_treated=len(course.sessions) - len(course.treated()),
    )


def _by_fraction(course: CourseSlice) -> dict[int, Decimal]:
    doses: dict[int, Decimal] = {}
    for session in course.treated():
        doses[session.fraction] = doses.get(session.fraction, Decimal(0)) + session.delivered.value
    return doses


def bed(fractions: tuple[Decimal, ...], alpha_beta: Decimal) -> Decimal:
    """Return the biologically effective dose in Gy: sum d (1 + d/(a/b)) (section 4.4)."""
    return sum((d * (1 + d / alpha_beta) for d in fractions), Decimal(0))


def eqd2(fractions: tuple[Decimal, ...], alpha_beta: Decimal) -> Decimal:
    """Return the equivalent dose in 2 Gy fractions in Gy: BED / (1 + 2/(a/b)) (section 4.4)."""
    return bed(fractions, alpha_beta) / (1 + 2 / alpha_beta)


NOTHING = Quantity(Decimal(0), Unit.GY)
