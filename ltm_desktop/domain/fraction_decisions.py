"""Decisions about radiotherapy: what may be ordered, what may be written, what moves the plan."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ltm_desktop.domain.acts import Act, Signer
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import Refused, refuse, refuse_if
from ltm_desktop.domain.fractions import (
    NOTHING,
    CourseSlice,
    FractionRecorded,
    PrescribeRadiotherapy,
    RadiotherapyPrescribed,
    RecordFraction,
    SessionOutcome,
    sum_course,
)
from ltm_desktop.domain.patients import PatientSlice, check_may_treat
from ltm_desktop.domain.people import People, check_authority, check_role
from ltm_desktop.domain.planning import FractionsPlanned, PlanMoved, PlanSlice, closures_used
from ltm_desktop.domain.protocol import ActiveProtocol, RtPrescription
from ltm_desktop.domain.quantities import Unit
from ltm_desktop.domain.schedule import plan_fractions
from ltm_desktop.domain.terms import ItemKind, Meaning, Role, Task

H09 = "hard rule H09: no radiotherapy in the pemetrexed-alone arm"
H20 = "hard rule H20: prescription, per-day and gap limits"
RULES = "radiotherapy rules, clinical practice section 4.2"


@dataclass(frozen=True, slots=True)
class Treatment:
    """The slices of a chart that decide about a fraction."""

    patient: PatientSlice | None
    plan: PlanSlice
    course: CourseSlice
    people: People
    protocol: ActiveProtocol | None
    act: Act

    @property
    def rule(self) -> RtPrescription | None:
        """Return the protocol's prescription for this patient's arm, None without one."""
        if self.protocol is None or self.patient is None or self.patient.arm is None:
            return None
        return self.protocol.prescription_of(self.patient.arm)


def decide_course(
    command: PrescribeRadiotherapy, treatment: Treatment
) -> tuple[RadiotherapyPrescribed, FractionsPlanned]:
    """Order a course and plan its fractions. Raises Refused beyond the protocol or the arm."""
    refuse_if(check_role(treatment.people, treatment.act.author, Role.PHYSICIAN, Role.INVESTIGATOR))
    refuse_if(check_may_treat(treatment.patient))
    if treatment.protocol is None:
        raise refuse("configuration.none_signed", "hard rule H19")
    rule = treatment.rule
    if rule is None:
        raise refuse("fractions.no_radiotherapy_arm", H09)
    refuse_if(_check_course(command, treatment, rule))
    arm = treatment.patient.arm if treatment.patient and treatment.patient.arm else ""
    items = plan_fractions(treatment.protocol, arm, command.start_on, treatment.act.calendar)
    ordered = RadiotherapyPrescribed(
        command.prescription,
        command.total,
        command.fractions,
        command.per_fraction,
        command.targets,
        command.technique,
        command.start_on,
        treatment.act.author,
    )
    return (ordered, FractionsPlanned(items, closures_used(treatment.act, items)))


def _check_course(
    command: PrescribeRadiotherapy, treatment: Treatment, rule: RtPrescription
) -> Iterator[Alert]:
    if treatment.course.prescribed is not None:
        yield stop("fractions.already_prescribed", RULES)
    if command.prescription != rule.code:
        yield stop("fractions.wrong_prescription", RULES, prescription=command.prescription)
    if command.fractions > rule.fractions:
        yield stop(
            "fractions.beyond_prescription", H20, number=command.fractions, of=rule.fractions
        )
    elif command.fractions < rule.fractions:
        yield stop(
            "fractions.fewer_than_protocol", H20, number=command.fractions, of=rule.fractions
        )
    if command.total.unit is not Unit.GY or command.total.value != rule.total.value:
        yield stop("fractions.other_total", H20, total=command.total, planned=rule.total)
    if command.per_fraction.value != rule.per_fraction.value:
        yield stop(
            "fractions.other_dose", H20, dose=command.per_fraction, planned=rule.per_fraction
        )
    if not [target for target in command.targets if target.strip()]:
        yield stop("fractions.target_missing", RULES)
    if not treatment.act.calendar.is_working(command.start_on):
        yield stop("fractions.start_not_working_day", RULES, on=command.start_on)


def decide_fraction(command: RecordFraction, treatment: Treatment) -> tuple[object, ...]:
    """Record a session, and move the plan when a fraction was not treated.

    Raises Refused for the impossible, and for a broken rule told without an incident.
    """
    refuse_if(check_told(command, treatment))
    breaches = tuple(check_rules(command, treatment))
    if breaches and not command.incident.strip():
        raise Refused(*breaches)
    told = FractionRecorded(
        record=command.record,
        fraction=command.fraction,
        outcome=command.outcome,
        at=command.at,
        delivered=command.delivered or NOTHING,
        machine=command.machine,
        operator=command.operator,
        second=command.second,
        imaging=command.imaging,
        monitor_units=command.monitor_units,
        reason=command.reason,
        note=command.note,
        incident=command.incident,
        breaches=tuple(sorted({breach.code for breach in breaches})),
    )
    return (told, *_moved(command, treatment))


def check_told(command: RecordFraction, treatment: Treatment) -> Iterator[Alert]:
    """Return what can never be written: future times, one person twice, no amount, no reason."""
    now = treatment.act.now
    treated = command.outcome is not SessionOutcome.NOT_TREATED
    if command.at > now:
        yield stop("fractions.future_time", "NHS CUI MEDa-0239", now=now)
    if any(session.record == command.record for session in treatment.course.sessions):
        yield stop("fractions.already_recorded", "", number=command.fraction)
    if treated:
        yield from _check_treated(command)
    elif command.delivered is not None and command.delivered.value > 0:
        yield stop("fractions.dose_but_not_treated")
    if command.outcome is not SessionOutcome.DELIVERED and not command.reason:
        yield stop("fractions.reason_missing", RULES)
    if command.reason == "other" and not command.note.strip():
        yield stop("fractions.other_needs_words", RULES)


def _check_treated(command: RecordFraction) -> Iterator[Alert]:
    if command.delivered is None or command.delivered.value <= 0:
        yield stop("fractions.dose_missing", RULES)
    elif command.delivered.unit is not Unit.GY:
        yield stop("fractions.unit_not_gy", RULES)
    if not command.machine.strip():
        yield stop("fractions.machine_missing", RULES)
    if command.second is None:
        yield stop("fractions.second_missing", RULES)
    elif command.second == command.operator:
        yield stop("fractions.same_person", RULES, person=command.operator)


def check_rules(command: RecordFraction, treatment: Treatment) -> Iterator[Alert]:
    """Return the rules a session breaks; told with an incident it is recorded, else refused."""
    yield from check_may_treat(treatment.patient)
    on = command.at.date()
    yield from check_authority(treatment.people, command.operator, Task.TREAT, on)
    if command.second is not None:
        yield from check_authority(treatment.people, command.second, Task.TREAT, on)
    rule, summed = treatment.rule, sum_course(treatment.course)
    if rule is None:
        yield stop("fractions.no_radiotherapy_arm", H09)
        return
    if summed is None:
        yield stop("fractions.no_prescription", H20)
        return
    if command.fraction > summed.fractions:
        yield stop(
            "fractions.beyond_prescription", H20, number=command.fraction, of=summed.fractions
        )
    elif command.fraction < 1:
        yield stop("fractions.no_such_fraction", H20, number=command.fraction)
    if command.outcome is not SessionOutcome.NOT_TREATED:
        yield from _check_session(command, treatment, rule)


def _check_session(command: RecordFraction, treatment: Treatment, rule: RtPrescription) -> Iterator[Alert]:
    summed = sum_course(treatment.course)
    dose = command.delivered.value if command.delivered else NOTHING.value
    if summed is None:
        return
    before = summed.by_fraction.get(command.fraction)
    if summed.next_fraction is not None and before is None:
        if command.fraction > summed.next_fraction:
            yield stop("fractions.out_of_order", RULES, next=summed.next_fraction)
    if before is not None and command.fraction not in summed.incomplete:
        yield stop("fractions.already_delivered", RULES, number=command.fraction)
        return
    whole = dose + (before or NOTHING.value)
    if abs(whole - rule.per_fraction.value) > rule.tolerance.value:
        over = whole > rule.per_fraction.value
        if over or command.outcome is SessionOutcome.DELIVERED:
            yield stop(
                "fractions.other_dose", H20, dose=command.delivered, planned=rule.per_fraction
            )
    elif command.outcome is SessionOutcome.PARTIAL and before is None:
        yield stop("fractions.partial_but_all", RULES, planned=rule.per_fraction)
    yield from _check_day(command, treatment, rule, resumed=before is not None)


def _check_day(
    command: RecordFraction, treatment: Treatment, rule: RtPrescription, *, resumed: bool
) -> Iterator[Alert]:
    treated = [s for s in treatment.course.sessions if s.outcome is not SessionOutcome.NOT_TREATED]
    zone = treatment.act.now.tzinfo
    day = command.at.astimezone(zone).date()
    same_day = {s.fraction for s in treated if s.at.astimezone(zone).date() == day}
    if len(same_day - {command.fraction}) >= rule.max_per_day:
        yield stop("fractions.per_day", H20, limit=rule.max_per_day)
    others = [s for s in treated if s.fraction != command.fraction]
    gap = timedelta(hours=rule.min_gap_hours)
    if any(abs(command.at - s.at) < gap for s in others):
        yield stop("fractions.gap", H20, hours=rule.min_gap_hours)
    if not treatment.act.calendar.is_working(day) and not resumed:
        yield stop("fractions.not_working_day", RULES, on=day)


def _moved(command: RecordFraction, treatment: Treatment) -> tuple[PlanMoved, ...]:
    """Return the fractions not yet started, moved on from a day without treatment."""
    summed, protocol = sum_course(treatment.course), treatment.protocol
    if command.outcome is not SessionOutcome.NOT_TREATED or summed is None or protocol is None:
        return ()
    day = command.at.astimezone(treatment.act.now.tzinfo).date()
    waiting = [
        item for item in treatment.plan.of(ItemKind.FRACTION) if item.number not in summed.by_fraction
    ]
    if not waiting or waiting[0].scheduled > day:
        return ()
    arm = treatment.patient.arm if treatment.patient and treatment.patient.arm else ""
    again = plan_fractions(
        protocol, arm, _next_working(treatment, day), treatment.act.calendar, first=waiting[0].number
    )
    moved = tuple(
        replace(treatment.plan.items[item.code], scheduled=item.scheduled)
        for item in again
        if item.code in treatment.plan.items
    )
    return (PlanMoved(moved, command.record, closures_used(treatment.act, moved)),)


def _next_working(treatment: Treatment, day: date) -> date:
    following = day + timedelta(days=1)
    while not treatment.act.calendar.is_working(following):
        following += timedelta(days=1)
    return following


def fraction_signers(command: object, act: Act) -> tuple[Signer, ...]:
    """Return the signatures with a meaning that a radiotherapy command needs."""
    if isinstance(command, PrescribeRadiotherapy):
        return (Signer(act.author, Meaning.PRESCRIBED),)
    if not isinstance(command, RecordFraction):
        return ()
    if command.outcome is SessionOutcome.NOT_TREATED or command.second is None:
        return (Signer(act.author, Meaning.OBSERVED),)
    signers = [
        Signer(command.operator, Meaning.ADMINISTERED),
        Signer(command.second, Meaning.CHECKED),
    ]
    if act.author != command.operator:
        signers.append(Signer(act.author, Meaning.OBSERVED))
    return tuple(signers)


def evolve(course: CourseSlice, event: object) -> CourseSlice:
    """Fold one event of this topic."""
    match event:
        case RadiotherapyPrescribed():
            return replace(course, prescribed=event)
        case FractionRecorded():
            return replace(course, sessions=(*course.sessions, event))
    return course
