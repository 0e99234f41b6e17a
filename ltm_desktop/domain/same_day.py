"""An intrathecal dose and a fraction on one day: which comes first, and the hours between them.

Told in either order, the same two acts break the same rule. Silent where the investigator signed
no order; an act of the day that was not told yet is only noted.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.alerts import Alert, note, stop
from ltm_desktop.domain.protocol import RtSameDay
from ltm_desktop.domain.schedule import PlannedItem
from ltm_desktop.domain.terms import ItemKind
from ltm_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from ltm_desktop.domain.dosing_rules import Bedside
    from ltm_desktop.domain.fraction_rules import Treatment

CLAUSE = "clinical practice section 1.2: dose and fraction on one day, as the site signed"


def rule_of(bedside: "Bedside") -> RtSameDay | None:
    """Return the order signed for the patient's course, None without one."""
    patient, protocol = bedside.patient, bedside.protocol
    if protocol is None or patient is None or patient.arm is None:
        return None
    course = protocol.prescription_of(patient.arm)
    return course.same_day if course is not None else None


def check_dose_of_day(bedside: "Bedside", starting_at: datetime) -> Iterator[Alert]:
    """Return what the start of an injection breaks against the fractions of its day."""
    rule = rule_of(bedside)
    if rule is None:
        return
    others = fractions_of_day(bedside, starting_at)
    found = _nearest(rule, starting_at, others, first=rule.dose_first)
    if found is not None and found.out_of_order:
        yield stop("dosing.same_day_order", CLAUSE, other=found.other)
    elif found is not None:
        yield stop("dosing.same_day_gap", CLAUSE, **found.gap(rule))
    if not rule.dose_first:
        for item in fractions_due(bedside, starting_at):
            yield note("dosing.fraction_due", CLAUSE, number=item.number)


def check_fraction_of_day(treatment: "Treatment", at: datetime) -> Iterator[Alert]:
    """Return what the start of a session breaks against the intrathecal doses of its day."""
    rule = treatment.rule.same_day if treatment.rule else None
    if rule is None:
        return
    others = doses_of_day(treatment, at)
    found = _nearest(rule, at, others, first=not rule.dose_first)
    if found is not None and found.out_of_order:
        yield stop("fractions.same_day_order", CLAUSE, other=found.other)
    elif found is not None:
        yield stop("fractions.same_day_gap", CLAUSE, **found.gap(rule))
    if rule.dose_first:
        for item in doses_due(treatment, at):
            yield note("fractions.dose_due", CLAUSE, number=item.number)


def fractions_of_day(bedside: "Bedside", at: datetime) -> tuple[datetime, ...]:
    """Return when the sessions of a day were treated."""
    act = bedside.act
    times = (one.at for one in bedside.course.treated())
    return tuple(one for one in times if act.day_of(one) == act.day_of(at))


def doses_of_day(treatment: "Treatment", at: datetime) -> tuple[datetime, ...]:
    """Return when the injections of a day started."""
    act = treatment.act
    times = (one.started_at for one in treatment.dosing.injections())
    return tuple(one for one in times if act.day_of(one) == act.day_of(at))


def fractions_due(bedside: "Bedside", at: datetime) -> tuple[PlannedItem, ...]:
    """Return the fractions planned for a day and not begun."""
    started, day = bedside.course.started(), bedside.act.day_of(at)
    planned = bedside.plan.of(ItemKind.FRACTION)
    return tuple(one for one in planned if one.scheduled == day and one.number not in started)


def doses_due(treatment: "Treatment", at: datetime) -> tuple[PlannedItem, ...]:
    """Return the doses planned for a day of which nobody told what became."""
    day, dosing = treatment.act.day_of(at), treatment.dosing
    planned = treatment.plan.of(ItemKind.DOSE)
    return tuple(one for one in planned if one.scheduled == day and not dosing.is_settled(one.code))


def second_from(rule: RtSameDay, first: datetime) -> datetime:
    """Return from when the second act of a day may start, in the zone of the first."""
    # added as instants: a clock change can neither shorten nor stretch the gap
    return (first.astimezone(UTC) + timedelta(hours=rule.gap_hours)).astimezone(first.tzinfo)


@dataclass(frozen=True, slots=True)
class _Broken:
    """An act of the other kind that this one comes too close to, or on the wrong side of."""

    other: datetime
    earlier: datetime
    out_of_order: bool

    def gap(self, rule: RtSameDay) -> dict[str, object]:
        """Return what is said of too few hours."""
        earliest = second_from(rule, self.earlier)
        return {"other": self.other, "hours": rule.gap_hours, "earliest": earliest}


def _nearest(
    rule: RtSameDay, at: datetime, others: Iterable[datetime], *, first: bool
) -> _Broken | None:
    """Return what is broken against the one act that tells it for all of its day.

    `first`: whether the act at this time is of the kind that comes first.
    """
    times = sorted((one.astimezone(at.tzinfo) for one in others), key=datetime.timestamp)
    if not times:
        return None
    other = times[0] if first else times[-1]
    earlier, later = (at, other) if first else (other, at)
    waited = elapsed(earlier, later)
    if waited >= timedelta(hours=rule.gap_hours):
        return None
    return _Broken(other, earlier, waited < timedelta(0))
