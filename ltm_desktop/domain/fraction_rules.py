"""The rules of a fraction: what a session must meet before it is written.

The impossible is always refused; a broken rule is refused unless told with an incident.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from ltm_desktop.domain.acts import Act, elapsed
from ltm_desktop.domain.alerts import Alert, note, stop
from ltm_desktop.domain.fractions import (
    NOTHING,
    CourseSlice,
    CourseSum,
    RecordFraction,
    SessionOutcome,
    sum_course,
)
from ltm_desktop.domain.identifiers import ItemCode, PersonId, RecordId
from ltm_desktop.domain.patients import PatientSlice, check_may_treat
from ltm_desktop.domain.people import People, check_authority
from ltm_desktop.domain.planning import PlanSlice
from ltm_desktop.domain.protocol import ActiveProtocol, RtPrescription
from ltm_desktop.domain.quantities import Unit
from ltm_desktop.domain.terms import Role, Task
from ltm_desktop.domain.texts import check_line, check_note
from ltm_desktop.domain.vocabularies import check_listed

H09 = "hard rule H09: no radiotherapy in the pemetrexed-alone arm"
H20 = "hard rule H20: prescription, per-day and gap limits"
RULES = "radiotherapy rules, clinical practice section 4.2"
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
    doses_given: Mapping[ItemCode, date] = field(default_factory=dict)
    """The day of each intrathecal dose that was injected."""
    decided: frozenset[RecordId] = frozenset()
    """Records a physician has approved; an approved part of a fraction is decided about."""

    @property
    def rule(self) -> RtPrescription | None:
        """Return the protocol's prescription for this patient's arm, None without one."""
        if self.protocol is None or self.patient is None or self.patient.arm is None:
            return None
        return self.protocol.prescription_of(self.patient.arm)


def check_told(command: RecordFraction, act: Act) -> Iterator[Alert]:
    """Return what can never be written: future times, one person twice, no amount, no reason."""
    if elapsed(act.now, command.at) > timedelta(0):
        yield stop("fractions.future_time", "NHS CUI MEDa-0239", now=act.now)
    if command.fraction < 1:
        yield stop("fractions.no_such_fraction", H20, number=command.fraction)
    if command.outcome is not SessionOutcome.NOT_TREATED:
        yield from _check_treated(command)
    elif command.delivered is not None and command.delivered != NOTHING:
        yield stop("fractions.dose_but_not_treated")
    if command.outcome is not SessionOutcome.DELIVERED and not command.reason.strip():
        yield stop("fractions.reason_missing", RULES)
    if command.reason == "other" and not command.note.strip():
        yield stop("fractions.other_needs_words", RULES)


def check_named(command: RecordFraction, treatment: Treatment) -> Iterator[Alert]:
    """Return people nobody knows, codes no list has, and texts nobody can see."""
    if command.operator != treatment.act.author:
        yield from _check_known(treatment, command.operator)
    if command.second is not None:
        yield from _check_known(treatment, command.second)
    yield from check_listed(treatment.protocol, "rt_imaging", command.imaging)
    yield from check_listed(treatment.protocol, "rt_interruption", command.reason)
    yield from check_line(command.machine)
    yield from check_note(command.note)
    yield from check_note(command.incident)


def _check_known(treatment: Treatment, person: PersonId) -> Iterator[Alert]:
    if person not in treatment.people:
        yield stop("people.unknown", RULES, person=person)


def _check_treated(command: RecordFraction) -> Iterator[Alert]:
    dose, units = command.delivered, command.monitor_units
    if dose is None or dose.value <= 0:
        yield stop("fractions.dose_missing", RULES)
    elif dose.unit is not Unit.GY:
        yield stop("fractions.unit_not_gy", RULES, unit=dose.unit)
    if units is not None and (units.unit is not Unit.MU or units.value <= 0):
        yield stop("fractions.monitor_units_impossible", RULES, units=units)
    if not command.machine.strip():
        yield stop("fractions.machine_missing", RULES)
    if command.second is None:
        yield stop("fractions.second_missing", RULES)
    elif command.second == command.operator:
        yield stop("fractions.same_person", RULES, person=command.operator)


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
        yield from _check_number(command, summed)
        yield from _check_dose(command, summed, rule)
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


def _check_number(command: RecordFraction, summed: CourseSum) -> Iterator[Alert]:
    number, following = command.fraction, summed.next_fraction
    if number > summed.fractions:
        yield stop("fractions.beyond_prescription", H20, number=number, of=summed.fractions)
        return
    if number in summed.by_fraction:
        if number not in summed.incomplete:
            yield stop("fractions.already_delivered", RULES, number=number)
    elif following is not None and number > following:
        yield stop("fractions.out_of_order", RULES, next=following)


def _check_order(
    command: RecordFraction, treatment: Treatment, summed: CourseSum
) -> Iterator[Alert]:
    """Return what a treatment comes before or after: the first day, another one, a decision."""
    if command.outcome is SessionOutcome.NOT_TREATED:
        return
    course, act = treatment.course, treatment.act
    starts = course.prescribed.start_on if course.prescribed else act.day_of(command.at)
    if act.day_of(command.at) < starts:
        yield stop("fractions.before_start", RULES, start=starts)
    latest = max((one.at for one in course.treated()), default=None, key=_instant)
    if latest is not None and elapsed(latest, command.at) < timedelta(0):
        yield stop("fractions.before_last_session", RULES, last=latest)
    for number in summed.incomplete:
        if number < command.fraction and not _is_decided(number, treatment):
            yield stop("fractions.incomplete_undecided", RULES, number=number)


def _is_decided(fraction: int, treatment: Treatment) -> bool:
    parts = [one for one in treatment.course.treated() if one.fraction == fraction]
    return all(one.record in treatment.decided for one in parts)


def _instant(at: datetime) -> float:
    return at.timestamp()


def _check_dose(
    command: RecordFraction, summed: CourseSum, rule: RtPrescription
) -> Iterator[Alert]:
    if command.outcome is SessionOutcome.NOT_TREATED or command.delivered is None:
        return
    before = summed.by_fraction.get(command.fraction, NOTHING.value)
    whole = command.delivered.value + before
    partial = command.outcome is SessionOutcome.PARTIAL
    if abs(whole - rule.per_fraction.value) <= rule.tolerance.value:
        if partial and before == 0:
            yield stop("fractions.partial_but_all", RULES, planned=rule.per_fraction)
    elif whole > rule.per_fraction.value or not partial:
        yield stop("fractions.other_dose", H20, dose=command.delivered, planned=rule.per_fraction)


def _check_day(
    command: RecordFraction, treatment: Treatment, rule: RtPrescription
) -> Iterator[Alert]:
    act = treatment.act
    day = act.day_of(command.at)
    others = [one for one in treatment.course.treated() if one.fraction != command.fraction]
    same_day = {one.fraction for one in others if act.day_of(one.at) == day}
    if len(same_day) >= rule.max_per_day:
        yield stop("fractions.per_day", H20, limit=rule.max_per_day)
    gap = timedelta(hours=rule.min_gap_hours)
    if any(abs(elapsed(one.at, command.at)) < gap for one in others):
        yield stop("fractions.gap", H20, hours=rule.min_gap_hours)
    if not act.calendar.is_working(day):
        # soft by section 4.2: a session at the weekend may make up for a lost day
        yield note("fractions.not_working_day", RULES, on=day)
