"""The rules of a fraction: what a session must meet before it is written.

The impossible is always refused; a broken rule is refused unless told with an incident.
"""

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date, datetime, timedelta
from decimal import Decimal

from ltm_desktop.domain.acts import Act, elapsed
from ltm_desktop.domain.alerts import Alert, note, stop
from ltm_desktop.domain.dosing_slice import DosingSlice
from ltm_desktop.domain.fraction_course import TWO_PER_DAY, WEEKEND, CourseSlice
from ltm_desktop.domain.fraction_sums import CourseSum, sum_course
from ltm_desktop.domain.fraction_told import H20, RULES
from ltm_desktop.domain.fractions import RecordFraction, SessionOutcome, ShortfallChoice
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.patients import PatientSlice, check_may_treat
from ltm_desktop.domain.people import People, check_authority
from ltm_desktop.domain.planning import PlanSlice
from ltm_desktop.domain.protocol import ActiveProtocol, RtPrescription
from ltm_desktop.domain.same_day import check_fraction_of_day
from ltm_desktop.domain.terms import Role, Task
from ltm_desktop.domain.values import dataclass

H09 = "hard rule H09: no radiotherapy in the pemetrexed-alone arm"
WRITERS = (
    Role.THERAPIST,
    Role.NURSE,
    Role.RESEARCH_NURSE,
    Role.PHYSICIAN,
    Role.INVESTIGATOR,
)
"""Who may write a session; the record of the machine is copied into the log."""


@dataclass(frozen=True, slots=True)
class Treatment:
    """The slices of a chart that decide about a fraction."""

    patient: PatientSlice | None
    plan: PlanSlice
    course: CourseSlice
    people: People
    protocol: ActiveProtocol | None
    act: Act
    dosing: DosingSlice = field(default_factory=DosingSlice)

    @property
    def doses_given(self) -> Mapping[ItemCode, date]:
        """Return the day of each intrathecal dose that was injected."""
        return {one.item: self.act.day_of(one.started_at) for one in self.dosing.injections()}

    @property
    def rule(self) -> RtPrescription | None:
        """Return the protocol's prescription for this patient's arm, None without one."""
        if self.protocol is None or self.patient is None or self.patient.arm is None:
            return None
        return self.protocol.prescription_of(self.patient.arm)


def check_rules(command: RecordFraction, treatment: Treatment) -> Iterator[Alert]:
    """Return the rules a session breaks, and a note for a treatment on a day off."""
    yield from check_may_treat(treatment.patient)
    yield from _check_people(command, treatment)
    if treatment.protocol is None:
        yield stop("configuration.none_signed", "hard rule H19")
        return
    rule, summed = treatment.rule, sum_course(treatment.course)
    if rule is None:
        yield stop("fractions.no_radiotherapy_arm", H09)
    elif summed is None:
        yield stop("fractions.no_prescription", H20)
    else:
        yield from _check_number(command, treatment, summed)
        yield from _check_dose(command, treatment)
        yield from _check_order(command, treatment, summed)
    if rule is not None and command.outcome is not SessionOutcome.NOT_TREATED:
        yield from _check_day(command, treatment, rule)


def _check_people(command: RecordFraction, treatment: Treatment) -> Iterator[Alert]:
    """Return what stands against the therapists; who only decided not to treat is no operator."""
    if command.outcome is SessionOutcome.NOT_TREATED:
        return
    on = treatment.act.day_of(command.at)
    for person in filter(None, (command.operator, command.second)):
        yield from check_authority(treatment.people, person, Task.TREAT, on)


def _check_number(
    command: RecordFraction, treatment: Treatment, summed: CourseSum
) -> Iterator[Alert]:
    number, following = command.fraction, summed.next_fraction
    if number > summed.fractions:
        yield stop("fractions.beyond_prescription", H20, number=number, of=summed.fractions)
    elif number in treatment.course.started():
        yield from _check_resumed(command, treatment, summed)
    elif following is not None and number > following:
        yield stop("fractions.out_of_order", RULES, next=following)


def _check_resumed(
    command: RecordFraction, treatment: Treatment, summed: CourseSum
) -> Iterator[Alert]:
    """Return what stands against another session of a fraction that was started.

    The same day it is the same fraction; on another day a physician decides first, and a remainder
    put at the end waits until every fraction was started (clinical practice 4.2).
    """
    number, course, act = command.fraction, treatment.course, treatment.act
    choice = course.choice(number)
    if number not in summed.incomplete:
        yield stop("fractions.already_delivered", RULES, number=number)
    elif choice is ShortfallChoice.ACCEPT:
        yield stop("fractions.shortfall_accepted", RULES, number=number)
    elif command.outcome is SessionOutcome.NOT_TREATED:
        return
    elif choice is ShortfallChoice.AT_END and summed.next_fraction is not None:
        yield stop("fractions.remainder_at_end", RULES, number=number)
    elif choice is None:
        days = {act.day_of(one.at) for one in course.of(number)}
        if act.day_of(command.at) not in days:
            yield stop("fractions.remainder_undecided", RULES, number=number)


def _check_order(
    command: RecordFraction, treatment: Treatment, summed: CourseSum
) -> Iterator[Alert]:
    """Return what a treatment comes before or after: the first day, another one, a decision."""
    if command.outcome is SessionOutcome.NOT_TREATED:
        return
    course, act = treatment.course, treatment.act
    version = course.version_of(command.fraction)
    if version is not None and act.day_of(command.at) < version.start_on:
        yield stop("fractions.before_start", RULES, start=version.start_on)
    yield from _check_between(command, course)
    for number in summed.undecided:
        if number < command.fraction:
            yield stop("fractions.incomplete_undecided", RULES, number=number)


def _check_between(command: RecordFraction, course: CourseSlice) -> Iterator[Alert]:
    """Return a stop for a session earlier than one of a lower fraction, or later than a higher.

    A remainder is given after later fractions, so only the first session of a fraction counts.
    """
    if course.of(command.fraction):
        return
    firsts = {number: course.of(number)[0].at for number in course.started()}
    earlier = [at for number, at in firsts.items() if number < command.fraction]
    latest = max(earlier, default=None, key=_instant)
    if latest is not None and elapsed(latest, command.at) < timedelta(0):
        yield stop("fractions.before_last_session", RULES, last=latest)
    later = [at for number, at in firsts.items() if number > command.fraction]
    soonest = min(later, default=None, key=_instant)
    if soonest is not None and elapsed(command.at, soonest) < timedelta(0):
        yield stop("fractions.after_next_session", RULES, next=soonest)


def _instant(at: datetime) -> float:
    return at.timestamp()


def _check_dose(command: RecordFraction, treatment: Treatment) -> Iterator[Alert]:
    """Return volumes that got another dose than planned, whole or as a part of it."""
    course, number = treatment.course, command.fraction
    ordered = course.version_of(number) or course.prescribed
    if command.outcome is SessionOutcome.NOT_TREATED or ordered is None:
        return
    planned = {one.volume: one.per_fraction for one in course.targets_of(number)}
    before = course.given(number)
    now = {one.volume: one.dose for one in command.delivered}
    partial = command.outcome is SessionOutcome.PARTIAL
    for volume in now.keys() - planned.keys():
        if planned:
            yield stop("fractions.other_target", H20, volume=volume)
    gaps = {
        volume: dose.value
        - before.get(volume, Decimal(0))
        - (now[volume].value if volume in now else Decimal(0))
        for volume, dose in planned.items()
    }
    tolerance = ordered.tolerance.value
    for volume, gap in gaps.items():
        if gap < -tolerance or (gap > tolerance and not partial):
            dose = now.get(volume)
            yield stop(
                "fractions.other_dose", H20, volume=volume, dose=dose, planned=planned[volume]
            )
    if partial and not before and planned and all(abs(gap) <= tolerance for gap in gaps.values()):
        yield stop("fractions.partial_but_all", RULES, number=number)


def _check_day(
    command: RecordFraction, treatment: Treatment, rule: RtPrescription
) -> Iterator[Alert]:
    act, course = treatment.act, treatment.course
    day = act.day_of(command.at)
    others = [one for one in course.treated() if one.fraction != command.fraction]
    same_day = {one.fraction for one in others if act.day_of(one.at) == day}
    compensated = course.allows(TWO_PER_DAY, day)
    limit = max(rule.max_per_day, 2) if compensated else rule.max_per_day
    if len(same_day) >= limit:
        yield stop("fractions.per_day", H20, limit=limit)
    gap = timedelta(hours=rule.min_gap_hours)
    if any(abs(elapsed(one.at, command.at)) < gap for one in others):
        yield stop("fractions.gap", H20, hours=rule.min_gap_hours)
    yield from check_fraction_of_day(treatment, command.at)
    if not act.calendar.is_working(day) and not course.allows(WEEKEND, day):
        # soft by section 4.2: a session at the weekend may make up for a lost day
        yield note("fractions.not_working_day", RULES, on=day)
