"""What physicians order about radiotherapy: a course, its new versions, and what becomes of a gap.

Refuses anything above the protocol; a change keeps earlier fractions on their own version.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import refuse, refuse_if
from ltm_desktop.domain.fraction_course import evolve
from ltm_desktop.domain.fraction_plans import moved_for, plan_course
from ltm_desktop.domain.fraction_rules import H09, Treatment
from ltm_desktop.domain.fraction_sums import CourseSum, sum_course
from ltm_desktop.domain.fraction_told import H20, RULES
from ltm_desktop.domain.fractions import (
    CompensationOrdered,
    CourseTarget,
    DecideShortfall,
    DeliveredDose,
    OrderCompensation,
    PrescribeRadiotherapy,
    RadiotherapyPrescribed,
    ShortfallDecided,
)
from ltm_desktop.domain.patients import check_known, check_may_treat
from ltm_desktop.domain.people import check_role
from ltm_desktop.domain.planning import FractionsPlanned, check_within_reach, closures_used
from ltm_desktop.domain.protocol import RtLevel, RtPrescription
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.schedule import rt_start
from ltm_desktop.domain.terms import ItemKind, Role
from ltm_desktop.domain.texts import check_line, check_note
from ltm_desktop.domain.vocabularies import check_listed

PHYSICIANS = (Role.PHYSICIAN, Role.INVESTIGATOR)


def decide_course(
    command: PrescribeRadiotherapy, treatment: Treatment
) -> tuple[RadiotherapyPrescribed, FractionsPlanned]:
    """Order a course or change it, and plan its fractions.

    Raises Refused beyond the protocol, in the arm without radiotherapy, and for a change without
    a reason or of a course whose last fraction was started.
    """
    act, patient = treatment.act, treatment.patient
    refuse_if(check_role(treatment.people, act.author, *PHYSICIANS))
    refuse_if(check_may_treat(patient))
    if treatment.protocol is None or patient is None or patient.arm is None:
        raise refuse("configuration.none_signed", "hard rule H19")
    rule = treatment.rule
    if rule is None:
        raise refuse("fractions.no_radiotherapy_arm", H09)
    first = first_of(treatment)
    refuse_if(_check_course(command, treatment, rule, first))
    items = plan_course(command.start_on, first, command.fractions, treatment)
    planned = treatment.plan.of(ItemKind.FRACTION)
    dropped = tuple(item.code for item in planned if item.number > command.fractions)
    ordered = _ordered(command, treatment, rule, first)
    return (ordered, FractionsPlanned(items, closures_used(act, items), dropped))


def first_of(treatment: Treatment) -> int:
    """Return the first fraction a new version would hold for; 1 for the first order."""
    summed = sum_course(treatment.course)
    if summed is None:
        return 1
    if summed.next_fraction is None:
        raise refuse("fractions.course_over", RULES)
    return max(n for n in (0, *treatment.course.started()) if n <= summed.fractions) + 1


def _ordered(
    command: PrescribeRadiotherapy, treatment: Treatment, rule: RtPrescription, first: int
) -> RadiotherapyPrescribed:
    return RadiotherapyPrescribed(
        prescription=command.prescription,
        version=len(treatment.course.versions) + 1,
        from_fraction=first,
        targets=command.targets,
        fractions=command.fractions,
        per_week=rule.per_week,
        technique=command.technique,
        energy=command.energy,
        intent=command.intent,
        start_on=command.start_on,
        prescriber=treatment.act.author,
        tolerance=rule.tolerance,
        category=rule.category,
        prolongation=rule.prolongation_days,
        alpha_beta=rule.alpha_beta,
        rbe=rule.rbe,
        reason=command.reason,
        plan_uid=command.plan_uid,
    )


def _check_course(
    command: PrescribeRadiotherapy, treatment: Treatment, rule: RtPrescription, first: int
) -> Iterator[Alert]:
    change = treatment.course.prescribed is not None
    if change and not command.reason.strip():
        yield stop("fractions.already_prescribed", RULES)
    if command.prescription != rule.code:
        yield stop("fractions.wrong_prescription", RULES, prescription=command.prescription)
    yield from _check_count(command, rule, first, change)
    yield from _check_levels(command, rule, changed=change)
    for target in command.targets:
        yield from _check_target(target, command, treatment, rule)
    if not command.technique.strip():
        yield stop("fractions.technique_missing", RULES)
    yield from check_listed(treatment.protocol, "rt_technique", command.technique)
    yield from check_listed(treatment.protocol, "rt_intent", command.intent)
    yield from check_line(command.energy)
    yield from check_line(command.plan_uid)
    yield from check_note(command.reason)
    yield from _check_start(command, treatment, first)


def _check_count(
    command: PrescribeRadiotherapy, rule: RtPrescription, first: int, change: bool
) -> Iterator[Alert]:
    number, of = command.fractions, rule.fractions
    if number > of:
        yield stop("fractions.beyond_prescription", H20, number=number, of=of)
    elif number < (first if change else of):
        yield stop("fractions.fewer_than_protocol", H20, number=number, of=of)


def _check_levels(
    command: PrescribeRadiotherapy, rule: RtPrescription, *, changed: bool
) -> Iterator[Alert]:
    """Return levels without a volume; a change may end a level, never bring in another."""
    volumes = [target.volume.strip() for target in command.targets]
    covered = {target.level for target in command.targets}
    known = {level.code for level in rule.levels}
    whole = covered <= known if changed else covered == known
    if not volumes or not all(volumes) or not whole:
        yield stop("fractions.target_missing", RULES)
    if len(set(volumes)) != len(volumes):
        yield stop("fractions.volume_twice", RULES)


def _check_target(
    target: CourseTarget,
    command: PrescribeRadiotherapy,
    treatment: Treatment,
    rule: RtPrescription,
) -> Iterator[Alert]:
    level = rule.level(target.level)
    if level is None:
        return
    if target.site not in level.targets:
        yield stop("fractions.target_not_signed", H20)
    yield from check_line(target.volume)
    yield from check_line(target.detail)
    yield from _check_dose(target, level, changed=treatment.course.prescribed is not None)
    meant = _total(target, command, treatment)
    if target.total.unit is level.total.unit and target.total != meant:
        yield stop("fractions.total_does_not_add_up", H20, total=target.total, sum=meant)


def _check_dose(target: CourseTarget, level: RtLevel, *, changed: bool) -> Iterator[Alert]:
    """Return doses beside the protocol; a change may order less, never more."""
    for ordered, planned, code in (
        (target.total, level.total, "other_total"),
        (target.per_fraction, level.per_fraction, "other_dose"),
    ):
        same = ordered.unit is planned.unit
        less = changed and same and Decimal(0) < ordered.value < planned.value
        if not same or (ordered.value != planned.value and not less):
            yield stop(
                f"fractions.{code}", H20, volume=target.volume, dose=ordered, planned=planned
            )


def _total(target: CourseTarget, command: PrescribeRadiotherapy, treatment: Treatment) -> Quantity:
    """Return what a volume gets over the whole course: earlier fractions as they were ordered."""
    course = treatment.course
    first = first_of(treatment)
    before = sum(
        (
            one.per_fraction.value
            for number in range(1, first)
            for one in course.targets_of(number)
            if one.volume == target.volume
        ),
        Decimal(0),
    )
    rest = max(command.fractions - first + 1, 0)
    return Quantity(before + target.per_fraction.value * rest, target.total.unit)


def _check_start(
    command: PrescribeRadiotherapy, treatment: Treatment, first: int
) -> Iterator[Alert]:
    start, act = command.start_on, treatment.act
    if not act.calendar.is_working(start):
        yield stop("fractions.start_not_working_day", RULES, on=start)
    yield from check_within_reach(start, act)
    if start < act.today:
        yield stop("fractions.start_in_past", RULES, on=start)
    if first > 1:
        return
    protocol, arm = treatment.protocol, treatment.patient.arm if treatment.patient else None
    planned = {item.code: item.scheduled for item in treatment.plan.of(ItemKind.DOSE)}
    days = {**planned, **treatment.doses_given}
    earliest = rt_start(protocol, arm, days, act.calendar) if protocol and arm else None
    if earliest is not None and start < earliest:
        yield stop("fractions.start_before_rule", H20, on=start, earliest=earliest)


def decide_shortfall(command: DecideShortfall, treatment: Treatment) -> tuple[ShortfallDecided]:
    """Decide about a short fraction. Raises Refused for one that is not short."""
    refuse_if(_check_order(command.reason, treatment))
    summed = _summed(treatment)
    if command.fraction not in summed.incomplete:
        raise refuse("fractions.not_short", RULES, number=command.fraction)
    lacks = treatment.course.short(command.fraction)
    short = tuple(
        DeliveredDose(volume, Quantity(gap, summed.of(volume).unit))
        for volume, gap in lacks.items()
    )
    by = treatment.act.author
    return (ShortfallDecided(command.fraction, command.choice, command.reason, short, by),)


def decide_compensation(
    command: OrderCompensation, treatment: Treatment
) -> tuple[CompensationOrdered] | tuple[CompensationOrdered, FractionsPlanned]:
    """Order compensation on days to come, and plan the fractions left on them.

    Raises Refused without days, and for days gone by.
    """
    refuse_if(_check_order(command.reason, treatment))
    refuse_if(check_may_treat(treatment.patient))
    _summed(treatment)
    refuse_if(_check_days(command, treatment))
    days = tuple(sorted(set(command.days)))
    by = treatment.act.author
    ordered = CompensationOrdered(command.method, days, command.reason, by)
    after = replace(treatment, course=evolve(treatment.course, ordered))
    planned = moved_for(days, after)
    return (ordered,) if planned is None else (ordered, planned)


def _check_days(command: OrderCompensation, treatment: Treatment) -> Iterator[Alert]:
    act = treatment.act
    if not command.method:
        yield stop("fractions.method_missing", RULES)
    yield from check_listed(treatment.protocol, "rt_compensation", command.method)
    if not command.days:
        yield stop("fractions.days_missing", RULES)
    for day in command.days:
        if day < act.today:
            yield stop("fractions.start_in_past", RULES, on=day)
        yield from check_within_reach(day, act)


def _check_order(reason: str, treatment: Treatment) -> Iterator[Alert]:
    yield from check_known(treatment.patient)
    yield from check_role(treatment.people, treatment.act.author, *PHYSICIANS)
    if not reason.strip():
        yield stop("fractions.order_needs_words", RULES)
    yield from check_note(reason)


def _summed(treatment: Treatment) -> CourseSum:
    summed = sum_course(treatment.course)
    if summed is None:
        raise refuse("fractions.no_prescription", H20)
    return summed
