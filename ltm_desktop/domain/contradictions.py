"""What signed values can say against each other; each finding is one alert.

Refuses nothing itself: configuration.resolve does, with all findings together.
"""

from collections.abc import Iterator
from itertools import pairwise

from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.dosing_path import DoseStep
from ltm_desktop.domain.protocol import (
    ActiveDrug,
    ActivePhase,
    ActiveProtocol,
    ActiveSeries,
    RtPrescription,
)
from ltm_desktop.domain.setting_kinds import Label
from ltm_desktop.domain.toxicity_data import ActiveToxicity


def check_contradictions(active: ActiveProtocol) -> tuple[Alert, ...]:
    """Return one alert for each contradiction between the values of a configuration."""
    return tuple(_contradictions(active))


def _contradictions(active: ActiveProtocol) -> Iterator[Alert]:
    for drug in active.drugs.values():
        yield from _check_drug(drug)
    series = {phase.series.code: phase.series for phase in active.phases.values()}
    for one in series.values():
        yield from _check_series(one, active.protocol.series[one.code].label)
    for phase in active.phases.values():
        if phase.offset_days is not None:
            yield from _check_hand_over(active.phases[phase.phase.after], phase)
    yield from _check_steps(active)
    yield from _check_response(active)
    if active.toxicity is not None:
        yield from _check_holds(active.toxicity)
    for arm in active.protocol.arms:
        course = active.prescription_of(arm)
        if course is not None:
            yield from _check_course(active, arm, course)


def _check_steps(active: ActiveProtocol) -> Iterator[Alert]:
    if DoseStep.ASSESSED.value in active.dose_steps:
        return
    for supplement in active.supplements:
        # asked at the assessment and nowhere else: every dose would wait for an answer
        yield _against("supplement_without_assessment", supplement.label)


def _check_response(active: ActiveProtocol) -> Iterator[Alert]:
    rules, trial = active.response, active.protocol.response
    if rules is None or trial is None:
        return
    signs = len(rules.progression_signs)
    if rules.progression_needs > max(signs, 1):
        needs = rules.progression_needs
        yield _against("progression_needs", trial.label, needs=needs, signs=signs)
    if not rules.categories:
        yield _against("no_categories", trial.label)


def _check_drug(drug: ActiveDrug) -> Iterator[Alert]:
    if drug.ceiling < drug.dose:
        yield _against("dose_above_ceiling", drug.label, dose=drug.dose, ceiling=drug.ceiling)


def _check_series(series: ActiveSeries, owner: Label) -> Iterator[Alert]:
    if len(series.days) != len(series.items):
        yield _against("days_count", owner, days=len(series.days), doses=len(series.items))
    if series.days[0] != 1:
        yield _against("first_day", owner, day=series.days[0])
    for earlier, later in pairwise(series.days):
        gap = later - earlier
        if series.min_interval_hours > _hours(gap):
            yield _against("interval_longer_than_gap", owner, first=earlier, second=later)
        if series.window_before + series.window_after >= gap:
            yield _against("windows_overlap", owner, first=earlier, second=later)


def _check_hand_over(before: ActivePhase, phase: ActivePhase) -> Iterator[Alert]:
    offset, owner = phase.offset_days or 0, phase.phase.label
    if phase.series.min_interval_from_previous_hours > _hours(offset):
        yield _against("interval_longer_than_offset", owner, offset=offset)
    if before.series.window_after + phase.series.window_before >= offset:
        yield _against("windows_overlap_between_phases", owner, offset=offset)


def _check_course(active: ActiveProtocol, arm: str, course: RtPrescription) -> Iterator[Alert]:
    owner = course.label
    for level in course.levels:
        if level.per_fraction.value * course.fractions != level.total.value:
            yield _against("fractions_total", level.label, total=level.total)
        if level.per_fraction <= course.tolerance:
            yield _against("tolerance_above_fraction", owner, tolerance=course.tolerance)
    if course.start_after not in active.dose_codes(arm):
        yield _against("start_after_foreign_dose", owner, item=course.start_after)
    if (course.max_per_day - 1) * course.min_gap_hours >= _hours(1):
        yield _against("gap_longer_than_day", owner, count=course.max_per_day)
    if course.same_day is not None and course.same_day.gap_hours >= _hours(1):
        yield _against("same_day_gap_too_long", owner, hours=course.same_day.gap_hours)


def _check_holds(toxicity: ActiveToxicity) -> Iterator[Alert]:
    """Return a stop for each rule that could never hold a dose."""
    owner, terms = toxicity.terms.title, toxicity.terms
    systems = {f"soc:{code}" for code in terms.systems}
    for rule in toxicity.holds:
        term = terms.terms.get(rule.subject)
        if term is None and rule.subject not in systems | {"any"}:
            yield _against("hold_of_nothing", owner, subject=rule.subject)
        elif term is not None and max(term.grades) < rule.at_least:
            yield _against("hold_never", owner, subject=rule.subject, grade=int(rule.at_least))


def _hours(days: int) -> int:
    return 24 * days


def _against(finding: str, owner: Label, **values: object) -> Alert:
    return stop(f"configuration.contradiction.{finding}", owner=owner, **values)
