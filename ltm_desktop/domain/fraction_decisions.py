"""Decisions about radiotherapy: what may be ordered, what may be written, what moves the plan."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from ltm_desktop.domain.acts import Act, Signer
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import Refused, refuse, refuse_if, stops
from ltm_desktop.domain.fraction_rules import (
    H09,
    H20,
    RULES,
    WRITERS,
    Treatment,
    check_named,
    check_rules,
    check_told,
)
from ltm_desktop.domain.fractions import (
    NOTHING,
    CourseSlice,
    FractionRecorded,
    PrescribeRadiotherapy,
    RadiotherapyPrescribed,
    RecordFraction,
    SessionOutcome,
)
from ltm_desktop.domain.hard_rules import grade
from ltm_desktop.domain.patients import check_known, check_may_treat
from ltm_desktop.domain.people import check_role
from ltm_desktop.domain.planning import (
    FractionsPlanned,
    PlanMoved,
    check_within_reach,
    closures_used,
)
from ltm_desktop.domain.protocol import RtPrescription
from ltm_desktop.domain.schedule import plan_fractions, rt_start
from ltm_desktop.domain.terms import ItemKind, Meaning, Role
from ltm_desktop.domain.vocabularies import check_listed


def decide_course(
    command: PrescribeRadiotherapy, treatment: Treatment
) -> tuple[RadiotherapyPrescribed, FractionsPlanned]:
    """Order a course and plan its fractions. Raises Refused beyond the protocol or the arm."""
    act, patient = treatment.act, treatment.patient
    refuse_if(check_role(treatment.people, act.author, Role.PHYSICIAN, Role.INVESTIGATOR))
    refuse_if(check_may_treat(patient))
    if treatment.protocol is None or patient is None or patient.arm is None:
        raise refuse("configuration.none_signed", "hard rule H19")
    rule = treatment.rule
    if rule is None:
        raise refuse("fractions.no_radiotherapy_arm", H09)
    refuse_if(_check_course(command, treatment, rule))
    items = plan_fractions(treatment.protocol, patient.arm, command.start_on, act.calendar)
    ordered = RadiotherapyPrescribed(
        command.prescription,
        command.total,
        command.fractions,
        command.per_fraction,
        command.targets,
        command.technique,
        command.start_on,
        act.author,
        rule.tolerance,
    )
    return (ordered, FractionsPlanned(items, closures_used(act, items)))


def _check_course(
    command: PrescribeRadiotherapy, treatment: Treatment, rule: RtPrescription
) -> Iterator[Alert]:
    if treatment.course.prescribed is not None:
        yield stop("fractions.already_prescribed", RULES)
    if command.prescription != rule.code:
        yield stop("fractions.wrong_prescription", RULES, prescription=command.prescription)
    yield from _check_numbers(command, rule)
    yield from _check_choices(command, treatment, rule)
    yield from _check_start(command, treatment)


def _check_choices(
    command: PrescribeRadiotherapy, treatment: Treatment, rule: RtPrescription
) -> Iterator[Alert]:
    if not [target for target in command.targets if target.strip()]:
        yield stop("fractions.target_missing", RULES)
    elif not set(command.targets) <= set(rule.targets):
        yield stop("fractions.target_not_signed", H20)
    if not command.technique.strip():
        yield stop("fractions.technique_missing", RULES)
    yield from check_listed(treatment.protocol, "rt_technique", command.technique)


def _check_start(command: PrescribeRadiotherapy, treatment: Treatment) -> Iterator[Alert]:
    start, act = command.start_on, treatment.act
    if not act.calendar.is_working(start):
        yield stop("fractions.start_not_working_day", RULES, on=start)
    yield from check_within_reach(start, act)
    if start < act.today:
        yield stop("fractions.start_in_past", RULES, on=start)
    protocol, arm = treatment.protocol, treatment.patient.arm if treatment.patient else None
    planned = {item.code: item.scheduled for item in treatment.plan.of(ItemKind.DOSE)}
    days = {**planned, **treatment.doses_given}
    earliest = rt_start(protocol, arm, days, act.calendar) if protocol and arm else None
    if earliest is not None and start < earliest:
        yield stop("fractions.start_before_rule", H20, on=start, earliest=earliest)


def _check_numbers(command: PrescribeRadiotherapy, rule: RtPrescription) -> Iterator[Alert]:
    number, of = command.fractions, rule.fractions
    if number > of:
        yield stop("fractions.beyond_prescription", H20, number=number, of=of)
    elif number < of:
        yield stop("fractions.fewer_than_protocol", H20, number=number, of=of)
    if command.total != rule.total:
        yield stop("fractions.other_total", H20, total=command.total, planned=rule.total)
    if command.per_fraction != rule.per_fraction:
        yield stop(
            "fractions.other_dose", H20, dose=command.per_fraction, planned=rule.per_fraction
        )


def decide_fraction(
    command: RecordFraction, treatment: Treatment
) -> tuple[FractionRecorded] | tuple[FractionRecorded, PlanMoved]:
    """Record a session, and move the plan on when its day passed without the fraction.

    Raises Refused for the impossible, and for a broken rule told without an incident.
    """
    refuse_if(check_known(treatment.patient))
    refuse_if(check_role(treatment.people, treatment.act.author, *WRITERS))
    refuse_if((*check_told(command, treatment.act), *check_named(command, treatment)))
    breaches = stops(grade(check_rules(command, treatment)))
    if breaches and not command.incident.strip():
        raise Refused(*breaches)
    told = _told(command, tuple(sorted({breach.code for breach in breaches})))
    moved = _moved(told, treatment)
    return (told,) if moved is None else (told, moved)


def _told(command: RecordFraction, breaches: tuple[str, ...]) -> FractionRecorded:
    return FractionRecorded(
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
        breaches=breaches,
    )


def _moved(told: FractionRecorded, treatment: Treatment) -> PlanMoved | None:
    """Return the fractions not yet started, moved on from a day that has passed for them."""
    patient, protocol, act = treatment.patient, treatment.protocol, treatment.act
    if patient is None or patient.arm is None or protocol is None:
        return None
    after = evolve(treatment.course, told)
    started = {session.fraction for session in after.treated()}
    waiting = [one for one in treatment.plan.of(ItemKind.FRACTION) if one.number not in started]
    day = act.day_of(told.at)
    if not waiting or waiting[0].scheduled > day:
        return None
    treated_on = {act.day_of(session.at) for session in after.treated()}
    again = plan_fractions(
        protocol,
        patient.arm,
        day + timedelta(days=1),
        act.calendar,
        first=waiting[0].number,
        treated_on=treated_on,
    )
    moved = tuple(
        replace(item, scheduled=slot.scheduled)
        for item, slot in zip(waiting, again, strict=False)
        if item.scheduled != slot.scheduled
    )
    return PlanMoved(moved, told.record, closures_used(act, moved)) if moved else None


def fraction_signers(command: object, act: Act) -> tuple[Signer, ...]:
    """Return the signatures with a meaning that a radiotherapy command needs."""
    if isinstance(command, PrescribeRadiotherapy):
        return (Signer(act.author, Meaning.PRESCRIBED),)
    if not isinstance(command, RecordFraction):
        return ()
    if command.outcome is SessionOutcome.NOT_TREATED or command.second is None:
        return (Signer(act.author, Meaning.OBSERVED),)
    signers = (
        Signer(command.operator, Meaning.ADMINISTERED),
        Signer(command.second, Meaning.CHECKED),
    )
    if act.author in (command.operator, command.second):
        return signers
    return (*signers, Signer(act.author, Meaning.OBSERVED))


def evolve(course: CourseSlice, event: object) -> CourseSlice:
    """Fold one event of this topic."""
    match event:
        case RadiotherapyPrescribed():
            return replace(course, prescribed=event)
        case FractionRecorded():
            return replace(course, sessions=(*course.sessions, event))
        case _:
            return course
