"""Which days the fractions not yet started are planned for, after what happened or was ordered.

Refuses to move a plan earlier than its order, than the last treatment or than an expected resume.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.fraction_course import TWO_PER_DAY, WEEKEND, CourseSlice
from ltm_desktop.domain.fraction_rules import Treatment
from ltm_desktop.domain.fractions import FractionRecorded
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.planning import FractionsPlanned, PlanMoved, closures_used
from ltm_desktop.domain.schedule import ONE_DAY, PlannedItem, plan_fractions
from ltm_desktop.domain.terms import ItemKind


def moved_by(told: FractionRecorded, treatment: Treatment) -> PlanMoved | None:
    """Return the fractions left, moved on from a day that passed or up to a day that was won.

    `treatment` holds the course with the session; None when nothing moves.
    """
    day = treatment.act.day_of(told.at)
    waiting = _waiting(treatment)
    if not waiting or not _moves(told, day, waiting, treatment):
        return None
    start = max(day if told.treated else day + ONE_DAY, told.resume_on or day)
    moved = _laid(waiting, start, treatment)
    return PlanMoved(moved, told.record, closures_used(treatment.act, moved)) if moved else None


def _moves(
    told: FractionRecorded, day: date, waiting: tuple[PlannedItem, ...], treatment: Treatment
) -> bool:
    following = waiting[0].scheduled
    own = [one.scheduled for one in _planned(treatment) if one.number == told.fraction]
    won = told.treated and any(scheduled > day for scheduled in own)
    waits = told.resume_on is not None and following < told.resume_on
    return won or waits or following <= day or _crowded(waiting, treatment)


def moved_without(record: RecordId, treatment: Treatment) -> PlanMoved | None:
    """Return the fractions left when a session taken back leaves two of them on one day.

    `treatment` holds the course without the session. A fraction whose day has passed stays there,
    overdue, until somebody tells what happened.
    """
    waiting = _waiting(treatment)
    if not _crowded(waiting, treatment):
        return None
    start = max(treatment.act.today, min(one.scheduled for one in waiting))
    moved = _laid(waiting, start, treatment)
    return PlanMoved(moved, record, closures_used(treatment.act, moved)) if moved else None


def _crowded(waiting: tuple[PlannedItem, ...], treatment: Treatment) -> bool:
    """Tell whether a day holds more waiting fractions than it may carry."""
    twice = treatment.course.days_of(TWO_PER_DAY)
    days = Counter(one.scheduled for one in waiting)
    return any(count > (2 if day in twice else 1) for day, count in days.items())


def moved_for(days: tuple[date, ...], treatment: Treatment) -> FractionsPlanned | None:
    """Return the fractions left, planned anew because a compensation was ordered on some days."""
    waiting = _waiting(treatment)
    if not waiting:
        return None
    moved = _laid(waiting, min(*days, waiting[0].scheduled), treatment)
    return FractionsPlanned(moved, closures_used(treatment.act, moved), ()) if moved else None


def plan_course(
    start: date, first: int, last: int, treatment: Treatment
) -> tuple[PlannedItem, ...]:
    """Return the fractions of an order; those of a running course keep their first target.

    The overall time is held against that target, whatever is changed on the way.
    """
    patient, protocol, act = treatment.patient, treatment.protocol, treatment.act
    if protocol is None or patient is None or patient.arm is None:
        return ()
    items = plan_fractions(
        protocol,
        patient.arm,
        start,
        act.calendar,
        first=first,
        last=last,
        treated_on=(*_days(treatment.course, act), *_taken(first, treatment)),
        twice=treatment.course.days_of(TWO_PER_DAY),
        also=treatment.course.days_of(WEEKEND),
    )
    targets = {one.code: one.target for one in _planned(treatment)} if first > 1 else {}
    return tuple(replace(one, target=targets.get(one.code, one.target)) for one in items)


def _laid(
    waiting: tuple[PlannedItem, ...], start: date, treatment: Treatment
) -> tuple[PlannedItem, ...]:
    """Return those of the waiting fractions whose day changes when they are laid from a day on."""
    course, act = treatment.course, treatment.act
    latest = max(_days(course, act), default=start)
    ordered = course.prescribed.start_on if course.prescribed else start
    first = waiting[0].number
    again = plan_course(max(start, latest, ordered), first, first + len(waiting) - 1, treatment)
    return tuple(
        replace(item, scheduled=slot.scheduled)
        for item, slot in zip(waiting, again, strict=False)
        if item.scheduled != slot.scheduled
    )


def _planned(treatment: Treatment) -> tuple[PlannedItem, ...]:
    return treatment.plan.of(ItemKind.FRACTION)


def _waiting(treatment: Treatment) -> tuple[PlannedItem, ...]:
    started = treatment.course.started()
    return tuple(one for one in _planned(treatment) if one.number not in started)


def _taken(first: int, treatment: Treatment) -> Iterator[date]:
    """Yield the days of fractions before `first` that wait because a later one was given."""
    yield from (one.scheduled for one in _waiting(treatment) if one.number < first)


def _days(course: CourseSlice, act: Act) -> Iterator[date]:
    """Yield the treatment days, one that carried two fractions twice."""
    yield from (day for _, day in {(one.fraction, act.day_of(one.at)) for one in course.treated()})
