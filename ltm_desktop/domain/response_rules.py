"""Deciding an assessment of response: complete before it is signed, or explained.

Everything missing is named together. Refuses a level, category or code the protocol does not
have, days to come, and a second baseline; remarks on open-label eyes and on rising steroids.
"""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date, timedelta

from ltm_desktop.domain.acts import Act, Signer
from ltm_desktop.domain.alerts import Alert, note, stop
from ltm_desktop.domain.dosing_slice import DosingSlice
from ltm_desktop.domain.errors import refuse, refuse_if
from ltm_desktop.domain.patients import PatientSlice
from ltm_desktop.domain.people import People, check_role
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Unit
from ltm_desktop.domain.records import RecordKind, RecordsSlice
from ltm_desktop.domain.response import (
    AssessResponse,
    LmClass,
    MriScore,
    NeuroScore,
    ResponseAssessed,
    ResponseSlice,
)
from ltm_desktop.domain.response_reading import SteroidChange, before, kind_of, steroid_change
from ltm_desktop.domain.response_terms import (
    BASELINE,
    JUDGED,
    UNSCHEDULED,
    CategoryKind,
    Change,
    Component,
    Instruments,
    ResponseRules,
    time_point,
)
from ltm_desktop.domain.terms import Meaning, Role
from ltm_desktop.domain.texts import check_line, check_note
from ltm_desktop.domain.values import dataclass
from ltm_desktop.domain.vocabularies import check_listed

AUTHORS = (Role.PHYSICIAN, Role.INVESTIGATOR)
"""Who judges a response."""
COMPLETE = "EORTC-RANO scorecard validation: ratings are complete before they are signed"
INSTRUMENT = "clinical practice section 7.1: instruments of response"
STEROIDS = "clinical practice section 7.2: improvement on rising steroids is not response"
OPEN_LABEL = "clinical practice section 7.2: another assessor than the treating physician"
H19 = "hard rule H19: a blank limit blocks"
KEPT = "21 CFR 11.10(e): changes do not obscure what was recorded before"
FILLED: dict[Component, str] = {
    Component.NEURO: "neuro",
    Component.CYTOLOGY: "cytology",
    Component.MRI: "mri",
    Component.KPS: "kps",
    Component.STEROIDS: "steroids",
    Component.MARKERS: "markers",
}
"""The field of the command that fills each component."""


@dataclass(frozen=True, slots=True)
class Assessing:
    """What is known where a response is assessed."""

    patient: PatientSlice
    response: ResponseSlice
    dosing: DosingSlice
    records: RecordsSlice
    people: People
    protocol: ActiveProtocol | None
    act: Act


def decide_response(command: AssessResponse, at: Assessing) -> tuple[ResponseAssessed]:
    """Record an assessment. Raises Refused with everything missing or impossible together."""
    refuse_if(check_role(at.people, at.act.author, *AUTHORS))
    rules = rules_of(at.protocol)
    if rules is None or at.protocol is None:
        raise refuse("response.no_rules", H19)
    refuse_if(check_identity(command, at))
    refuse_if((*check_complete(command, rules), *check_told(command, at, rules)))
    return (told(command, at),)


def rules_of(protocol: ActiveProtocol | None) -> ResponseRules | None:
    """Return how response is assessed, None where the protocol or the site says nothing of it."""
    return protocol.response if protocol else None


def told(command: AssessResponse, at: Assessing) -> ResponseAssessed:
    """Return the event of a command; whether the assessor treats is derived, not asked."""
    given = {one.name: getattr(command, one.name) for one in fields(command)}
    del given["patient"]
    orders = at.dosing.orders.values()
    treats = any(one.prescriber == at.act.author for one in orders)
    return ResponseAssessed(**given, assessor=at.act.author, treats=treats)


def check_identity(command: AssessResponse, at: Assessing) -> Iterator[Alert]:
    """Return what stands against this being a new assessment, or putting that one right."""
    if command.record in at.records.by_id:
        yield stop("response.already_recorded", KEPT, record=command.record)
    standing = at.response.without(command.corrects).standing
    again = next((one for one in standing if _same_point(one, command)), None)
    if again is not None:
        yield stop("response.point_taken", KEPT, on=again.on)
    if command.corrects is None:
        return
    known = at.records.by_id.get(command.corrects)
    if known is None or known.kind is not RecordKind.RESPONSE:
        yield stop("corrections.nothing_to_correct", KEPT, record=command.corrects)
    elif not known.stands:
        yield stop("corrections.already_put_right", KEPT, record=command.corrects)
    if not command.correction_reason.strip():
        yield stop("corrections.reason_missing", KEPT)
    yield from check_listed(at.protocol, "correction_reason", command.correction_reason)


def _same_point(one: ResponseAssessed, command: AssessResponse) -> bool:
    if command.time_point == UNSCHEDULED:
        return one.time_point == UNSCHEDULED and one.on == command.on
    return one.time_point == command.time_point


def needed(rules: ResponseRules) -> tuple[Component, ...]:
    """Return components that are filled or explained; a steroid dose always is."""
    wanted = rules.required | {Component.STEROIDS}
    return tuple(one for one in Component if one in wanted)


def check_complete(command: AssessResponse, rules: ResponseRules) -> Iterator[Alert]:
    """Return one stop for each thing still missing; `component` names where it is filled."""
    explained = {one.component for one in command.not_done}
    for component in Component:
        filled = getattr(command, FILLED[component]) is not None
        where = {"component": component}
        if filled and component in explained:
            yield stop("response.filled_and_explained", COMPLETE, **where)
        elif not filled and component not in explained and component in needed(rules):
            yield stop("response.component_missing", COMPLETE, **where)
    yield from _check_reasons(command)
    yield from _check_scores(command.neuro, rules)
    yield from _check_mri_complete(command)
    yield from _check_judged(command)
    yield from _check_overall(command, rules)


def _check_reasons(command: AssessResponse) -> Iterator[Alert]:
    for one in command.not_done:
        if not one.reason or (one.reason == "other" and not one.note.strip()):
            yield stop("response.reason_missing", COMPLETE, component=one.component)


def _check_scores(neuro: NeuroScore | None, rules: ResponseRules) -> Iterator[Alert]:
    if neuro is None or neuro.instrument != rules.instrument.code:
        return
    told = {one.item: one for one in neuro.scores}
    blank = [
        label
        for item, label in rules.instrument.items.items()
        if item not in told or (told[item].level is None and not told[item].found.strip())
    ]
    if blank:
        yield stop(
            "response.items_missing", COMPLETE, component=Component.NEURO, items=tuple(blank)
        )


def _check_mri_complete(command: AssessResponse) -> Iterator[Alert]:
    mri = command.mri
    if mri is None or command.time_point == BASELINE:
        return
    if mri.overall is None:
        yield stop("response.mri_overall_missing", COMPLETE, component=Component.MRI)


def _check_judged(command: AssessResponse) -> Iterator[Alert]:
    judged = [one.component for one in command.judged]
    if command.time_point == BASELINE:
        if judged:
            yield stop("response.baseline_judged", INSTRUMENT)
        return
    for component in JUDGED:
        filled = getattr(command, FILLED[component]) is not None
        if filled and component not in judged:
            yield stop("response.change_missing", COMPLETE, component=component)
        if judged.count(component) > 1 or (component in judged and not filled):
            yield stop("response.judged_unfilled", COMPLETE, component=component)


def _check_overall(command: AssessResponse, rules: ResponseRules) -> Iterator[Alert]:
    if command.time_point == BASELINE:
        if command.overall:
            yield stop("response.baseline_judged", INSTRUMENT)
        return
    known = rules.categories.get(command.overall)
    if known is None:
        code = "response.no_such_category" if command.overall else "response.overall_missing"
        yield stop(code, COMPLETE, category=command.overall)
    elif _unexplained(command, known.category.kind):
        yield stop("response.why_not_evaluable", COMPLETE)


def _unexplained(command: AssessResponse, kind: CategoryKind) -> bool:
    return kind is CategoryKind.NOT_EVALUABLE and not command.not_evaluable_reason.strip()


def check_told(command: AssessResponse, at: Assessing, rules: ResponseRules) -> Iterator[Alert]:
    """Return what is told that cannot be: days, codes, levels, amounts and texts."""
    yield from _check_days(command, at)
    if command.time_point not in rules.points():
        yield stop("response.no_such_point", INSTRUMENT, point=command.time_point)
    instruments = at.protocol.protocol.instruments if at.protocol else Instruments()
    yield from _check_neuro(command.neuro, rules)
    yield from _check_mri(command.mri, instruments)
    yield from _check_class(command.lm_class, instruments)
    if command.kps is not None and command.kps.score not in instruments.kps:
        yield stop(
            "response.no_such_kps", INSTRUMENT, score=command.kps.score, component=Component.KPS
        )
    yield from _check_steroids(command)
    for one in command.not_done:
        yield from check_listed(at.protocol, "response_not_done", one.reason)
    yield from _check_texts(command)


def _check_days(command: AssessResponse, at: Assessing) -> Iterator[Alert]:
    for on in _days(command):
        if at.act.is_day_ahead(on):
            yield stop("response.future", INSTRUMENT, on=on)
        if on < at.patient.identity.born:
            yield stop("response.before_birth", INSTRUMENT, born=at.patient.identity.born)
    if at.patient.died_on is not None and command.on > at.patient.died_on:
        yield stop("response.after_death", INSTRUMENT, on=at.patient.died_on)


def _days(command: AssessResponse) -> Iterator[date]:
    yield command.on
    if command.cytology is not None:
        yield command.cytology.sampled_on
    if command.mri is not None:
        yield command.mri.scanned_on
    for one in (command.kps, command.markers):
        if one is not None:
            yield one.on


def _check_neuro(neuro: NeuroScore | None, rules: ResponseRules) -> Iterator[Alert]:
    if neuro is None:
        return
    instrument = rules.instrument
    if neuro.instrument != instrument.code:
        yield stop(
            "response.other_instrument",
            INSTRUMENT,
            name=instrument.label,
            component=Component.NEURO,
        )
    known = [one for one in neuro.scores if one.item in instrument.items]
    if len({one.item for one in known}) != len(neuro.scores):
        yield stop(
            "response.no_such_item", INSTRUMENT, name=instrument.label, component=Component.NEURO
        )
    for one in known:
        if one.level is not None and not 0 <= one.level <= instrument.highest:
            item = instrument.items[one.item]
            yield stop(
                "response.no_such_level",
                INSTRUMENT,
                item=item,
                highest=instrument.highest,
                component=Component.NEURO,
            )


def _check_mri(mri: MriScore | None, instruments: Instruments) -> Iterator[Alert]:
    if mri is None:
        return
    if tuple(one.feature for one in mri.features) != tuple(instruments.mri):
        yield stop("response.features_missing", COMPLETE, component=Component.MRI)
    for region in {one.region for one in mri.nodules}:
        measured = [one for one in mri.nodules if one.region == region]
        if region not in instruments.regions or len(measured) > instruments.nodules:
            yield stop(
                "response.too_many_nodules",
                INSTRUMENT,
                most=instruments.nodules,
                component=Component.MRI,
            )
    for one in mri.nodules:
        sizes = (one.length, one.width)
        if any(size.unit is not Unit.MM or size.value <= 0 for size in sizes):
            yield stop("response.no_size", INSTRUMENT, component=Component.MRI)


def _check_class(lm_class: LmClass | None, instruments: Instruments) -> Iterator[Alert]:
    if lm_class is None:
        return
    for part, words in instruments.subtypes.items():
        if getattr(lm_class, part) not in words:
            yield stop("response.class_incomplete", INSTRUMENT)
            return


def _check_steroids(command: AssessResponse) -> Iterator[Alert]:
    taken = command.steroids
    if taken is None:
        return
    if taken.per_day.unit is not Unit.MG_PER_DAY or taken.per_day.value < 0:
        yield stop("response.no_steroid_dose", STEROIDS, component=Component.STEROIDS)
    if taken.per_day.value and not taken.drug.strip():
        yield stop("response.steroid_unnamed", STEROIDS, component=Component.STEROIDS)


def _check_texts(command: AssessResponse) -> Iterator[Alert]:
    lines = [command.not_evaluable_reason]
    lines += [one.note for one in command.not_done]
    lines += [command.steroids.drug] if command.steroids else []
    lines += [command.markers.found] if command.markers else []
    lines += [command.cytology.source, command.cytology.report] if command.cytology else []
    lines += [command.mri.report, command.mri.parenchymal] if command.mri else []
    neuro = command.neuro
    lines += [neuro.medicines, *(one.found for one in neuro.scores)] if neuro else []
    for line in lines:
        yield from check_line(line)
    yield from check_note(command.rationale)


def remarks(command: AssessResponse, at: Assessing) -> tuple[Alert, ...]:
    """Return passive remarks that stand beside an assessment; they block nothing."""
    rules = rules_of(at.protocol)
    return () if rules is None else tuple(_remarks(told(command, at), at, rules))


def _remarks(one: ResponseAssessed, at: Assessing, rules: ResponseRules) -> Iterator[Alert]:
    response = at.response.without(one.corrects)
    if one.treats:
        yield note("response.treats", OPEN_LABEL)
    if not one.is_baseline and response.baseline is None:
        yield note("response.no_baseline", INSTRUMENT)
    yield from _remark_steroids(one, response, rules)
    yield from _remark_day(one, at, rules)


def _remark_steroids(
    one: ResponseAssessed, response: ResponseSlice, rules: ResponseRules
) -> Iterator[Alert]:
    better = kind_of(one, rules) is CategoryKind.REMISSION or any(
        judged.change is Change.IMPROVED for judged in one.judged
    )
    then = before(response, one)
    change = steroid_change(one, then)
    if better and then is not None and change in _DOUBTFUL:
        yield note(f"response.steroids_{change}", STEROIDS, on=then.on)


_DOUBTFUL = (SteroidChange.RISING, SteroidChange.OTHER_DRUG)


def _remark_day(one: ResponseAssessed, at: Assessing, rules: ResponseRules) -> Iterator[Alert]:
    first = first_dose(at.dosing, at.act)
    if first is None:
        return
    if one.is_baseline and one.on > first:
        yield note("response.baseline_late", INSTRUMENT, on=first)
    planned = planned_on(one.time_point, first, rules)
    if planned is not None and abs((one.on - planned).days) > rules.window:
        yield note("response.off_day", INSTRUMENT, on=planned, days=rules.window)


def first_dose(dosing: DosingSlice, act: Act) -> date | None:
    """Return the day at the site of the first injection."""
    return min((act.day_of(one.started_at) for one in dosing.injections()), default=None)


def planned_on(point: str, first: date, rules: ResponseRules) -> date | None:
    """Return the day an assessment is planned for, None for baseline and unscheduled."""
    days = {time_point(day): day for day in rules.days}
    return first + timedelta(days=days[point]) if point in days else None


def response_signers(command: object, act: Act) -> tuple[Signer, ...]:
    """Return the assessor's signature."""
    return (Signer(act.author, Meaning.REVIEWED),) if isinstance(command, AssessResponse) else ()
