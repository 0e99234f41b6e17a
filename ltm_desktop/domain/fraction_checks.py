"""A course held against the machine's own system: sessions linked to it, weekly checks.

Refuses a link that hides a difference, and a check of days to come.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import refuse, refuse_if
from ltm_desktop.domain.fraction_rules import WRITERS, Treatment
from ltm_desktop.domain.fraction_sums import sum_course
from ltm_desktop.domain.fraction_told import H20, RULES
from ltm_desktop.domain.fractions import (
    CheckCourse,
    CourseChecked,
    DeliveredDose,
    LinkSession,
    SessionLinked,
)
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.patients import check_known
from ltm_desktop.domain.people import check_role
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.terms import ItemKind
from ltm_desktop.domain.texts import check_line, check_note
from ltm_desktop.domain.vocabularies import check_listed

CHART = "clinical practice section 4.1: the log is reconciled with the machine's own system"


def decide_link(command: LinkSession, treatment: Treatment) -> tuple[SessionLinked]:
    """Link a session to its record in the machine's system.

    Raises Refused for a session that does not stand, a UID used before, and a difference without
    a remark.
    """
    refuse_if(check_known(treatment.patient))
    refuse_if(check_role(treatment.people, treatment.act.author, *WRITERS))
    refuse_if(_check_link(command, treatment))
    return (
        SessionLinked(
            command.record,
            command.rv_id,
            command.uid,
            command.remark,
            command.differs,
            treatment.act.author,
        ),
    )


def _check_link(command: LinkSession, treatment: Treatment) -> Iterator[Alert]:
    course = treatment.course
    if command.record not in {one.record for one in course.treated()}:
        yield stop("fractions.no_such_session", CHART)
    if not command.rv_id.strip():
        yield stop("fractions.rv_id_missing", CHART)
    if command.uid and command.uid in course.without(command.record).uids:
        yield stop("fractions.uid_known", CHART)
    if command.differs and not command.remark.strip():
        yield stop("fractions.difference_needs_words", CHART)
    yield from check_line(command.rv_id)
    yield from check_line(command.uid)
    yield from check_note(command.remark)


def decide_check(command: CheckCourse, treatment: Treatment) -> tuple[CourseChecked]:
    """Write a weekly check with the sums of that day. Raises Refused for a day to come."""
    act, course = treatment.act, treatment.course
    refuse_if(check_known(treatment.patient))
    refuse_if(check_role(treatment.people, act.author, *WRITERS))
    summed = sum_course(course)
    if summed is None:
        raise refuse("fractions.no_prescription", H20)
    refuse_if(_check_through(command, treatment))
    told = [one for one in course.sessions if act.day_of(one.at) <= command.through]
    treated = [one for one in told if one.treated]
    linked = [one for one in treated if one.record in course.links or one.uid]
    return (
        CourseChecked(
            record=command.record,
            through=command.through,
            found=command.found,
            sessions=len(told),
            unlinked=len(treated) - len(linked),
            delivered=_delivered(treatment, command),
            missing_doses=missing_doses(treatment, command.through),
            note=command.note,
            by=act.author,
        ),
    )


def _check_through(command: CheckCourse, treatment: Treatment) -> Iterator[Alert]:
    if treatment.act.is_day_ahead(command.through):
        yield stop("fractions.future_time", RULES, now=treatment.act.now)
    if not command.found:
        yield stop("fractions.nothing_checked", RULES)
    for code in command.found:
        yield from check_listed(treatment.protocol, "rt_check_item", code)
    yield from check_note(command.note)


def _delivered(treatment: Treatment, command: CheckCourse) -> tuple[DeliveredDose, ...]:
    course, act = treatment.course, treatment.act
    later = [one.record for one in course.sessions if act.day_of(one.at) > command.through]
    for record in later:
        course = course.without(record)
    summed = sum_course(course)
    sums = summed.targets if summed else ()
    return tuple(DeliveredDose(one.volume, Quantity(one.delivered, one.unit)) for one in sums)


def missing_doses(treatment: Treatment, through: date) -> tuple[ItemCode, ...]:
    """Return intrathecal doses due in the weeks of the course so far and not given.

    Soft by clinical practice 4.2: shown in the weekly review, never a stop.
    """
    treated = [treatment.act.day_of(one.at) for one in treatment.course.treated()]
    summed = sum_course(treatment.course)
    if not treated or summed is None:
        return ()
    monday = min(treated) - timedelta(days=min(treated).weekday())
    if summed.next_fraction is None:
        # after the week of the last fraction a dose is no longer one that goes with radiotherapy
        through = min(through, max(treated) + timedelta(days=6 - max(treated).weekday()))
    return tuple(
        item.code
        for item in treatment.plan.of(ItemKind.DOSE)
        if monday <= item.scheduled <= through and item.code not in treatment.doses_given
    )
