"""One patient's folded state: a pure fold over the patient's entries, one slice per topic."""

from collections.abc import Iterable
from dataclasses import field, replace

from ltm_desktop.domain import (
    adverse_events_slice,
    allergies,
    corrections,
    dosing_fold,
    ending,
    follow_up,
    fraction_course,
    labs,
    overrides,
    patients,
    planning,
    reservoir,
    response,
    review,
    serious_fold,
    signoff,
)
from ltm_desktop.domain.acts import EntryFacts
from ltm_desktop.domain.adverse_events_slice import AdverseEventsSlice
from ltm_desktop.domain.allergies import KnownAllergies
from ltm_desktop.domain.dosing import DoseNotGiven, DoseRecorded, NotGiven, Source, Timing
from ltm_desktop.domain.dosing_slice import DosingSlice
from ltm_desktop.domain.dosing_steps import PatientObserved
from ltm_desktop.domain.ending import EndingSlice
from ltm_desktop.domain.follow_up import FollowUpSlice
from ltm_desktop.domain.fraction_course import CourseSlice
from ltm_desktop.domain.fractions import RT, CourseChecked, FractionRecorded, SessionOutcome
from ltm_desktop.domain.identifiers import ItemCode, PatientId, RecordId
from ltm_desktop.domain.labs import LabsSlice
from ltm_desktop.domain.overrides import OverridesSlice
from ltm_desktop.domain.patients import PatientSlice
from ltm_desktop.domain.planning import PlanSlice
from ltm_desktop.domain.records import Flag, Record, RecordKind, RecordsSlice
from ltm_desktop.domain.reservoir import ReservoirSlice
from ltm_desktop.domain.response import RESPONSE, ResponseAssessed, ResponseSlice
from ltm_desktop.domain.review import ReviewSlice
from ltm_desktop.domain.serious_events import SeriousSlice
from ltm_desktop.domain.serious_reports import SeriousReported
from ltm_desktop.domain.terms import ItemKind, ItemState
from ltm_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything the entries say about one patient."""

    patient_id: PatientId
    version: int = 0
    """Sequence number of the newest entry folded in."""
    patient: PatientSlice | None = None
    plan: PlanSlice = field(default_factory=PlanSlice)
    dosing: DosingSlice = field(default_factory=DosingSlice)
    course: CourseSlice = field(default_factory=CourseSlice)
    records: RecordsSlice = field(default_factory=RecordsSlice)
    labs: LabsSlice = field(default_factory=LabsSlice)
    overrides: OverridesSlice = field(default_factory=OverridesSlice)
    reservoir: ReservoirSlice = field(default_factory=ReservoirSlice)
    response: ResponseSlice = field(default_factory=ResponseSlice)
    review: ReviewSlice = field(default_factory=ReviewSlice)
    adverse_events: AdverseEventsSlice = field(default_factory=AdverseEventsSlice)
    serious: SeriousSlice = field(default_factory=SeriousSlice)
    follow_up: FollowUpSlice = field(default_factory=FollowUpSlice)
    ending: EndingSlice = field(default_factory=EndingSlice)
    allergies: KnownAllergies | None = None
    """None until somebody has asked."""


def evolve(chart: Chart, event: object, facts: EntryFacts) -> Chart:
    """Fold one event of one entry into the chart."""
    records = signoff.evolve(chart.records, event, facts)
    records = corrections.evolve(records, event, facts)
    records = _observed(records, event, facts)
    record = _record(chart, event, facts)
    if record is not None:
        records = records.with_record(_doubtful(record, facts), facts)
    return replace(
        chart,
        version=facts.seq,
        patient=ending.patient_after(patients.evolve(chart.patient, event), event),
        plan=planning.evolve(chart.plan, event, facts),
        dosing=dosing_fold.evolve(chart.dosing, event, facts.recorded_at),
        course=fraction_course.evolve(chart.course, event),
        records=records,
        labs=labs.evolve(chart.labs, event, facts.recorded_at),
        overrides=overrides.evolve(chart.overrides, event, facts.recorded_at),
        reservoir=reservoir.evolve(chart.reservoir, event),
        response=response.evolve(chart.response, event),
        review=review.evolve(chart.review, event, facts),
        adverse_events=adverse_events_slice.evolve(chart.adverse_events, event, facts),
        follow_up=follow_up.evolve(chart.follow_up, event, facts),
        ending=ending.evolve(chart.ending, event),
        serious=serious_fold.evolve(chart.serious, event, facts),
        allergies=allergies.evolve(chart.allergies, event, facts),
    )


def _observed(records: RecordsSlice, event: object, facts: EntryFacts) -> RecordsSlice:
    if isinstance(event, PatientObserved) and event.last and event.record in records.by_id:
        return records.change(event.record, facts, observed=True)
    return records


def fold(chart: Chart, entries: Iterable[tuple[EntryFacts, tuple[object, ...]]]) -> Chart:
    """Fold entries in order into a chart."""
    for facts, events in entries:
        for event in events:
            chart = evolve(chart, event, facts)
        chart = replace(chart, version=facts.seq)
    return chart


def _doubtful(record: Record, facts: EntryFacts) -> Record:
    if not facts.clock_doubted:
        return record
    return replace(record, flags=(*record.flags, Flag.CLOCK))


def _record(chart: Chart, event: object, facts: EntryFacts) -> Record | None:
    match event:
        case DoseRecorded():
            return _dose_record(chart, event, facts)
        case DoseNotGiven():
            return _not_given_record(event, facts)
        case FractionRecorded():
            return _fraction_record(chart, event, facts)
        case CourseChecked():
            return _alone(event.record, RecordKind.COURSE_CHECK, RT, facts)
        case ResponseAssessed():
            return _response_record(event, facts)
        case SeriousReported():
            about = ItemCode(event.event)
            return _alone(event.record, RecordKind.SERIOUS_REPORT, about, facts)
        case _:
            return None


def _alone(record: RecordId, kind: RecordKind, item: ItemCode, facts: EntryFacts) -> Record:
    """Return an act of one person alone, told as it happened, complete as it stands."""
    return Record(
        record=record,
        kind=kind,
        item=item,
        happened_at=facts.recorded_at,
        recorded_at=facts.recorded_at,
        seq=facts.seq,
        author=facts.author,
        operator=None,
        second=None,
        second_signed=True,
        needs_approval=False,
    )


def _dose_record(chart: Chart, event: DoseRecorded, facts: EntryFacts) -> Record:
    return replace(
        _alone(event.record, RecordKind.DOSE, event.item, facts),
        happened_at=event.started_at,
        operator=event.operator,
        second=event.second,
        second_signed=event.second_signed,
        needs_approval=True,
        flags=tuple(_dose_flags(chart, event)),
        corrects=event.corrects,
        correction_reason=event.correction_reason,
        observed=event.corrects is not None and chart.dosing.is_observed(event.corrects),
    )


_BY_STATE = {
    ItemState.PARTIAL: Flag.PARTIAL,
    ItemState.ABANDONED: Flag.ABANDONED,
}
_BY_SOURCE = {Source.LATE: Flag.TOLD_LATE, Source.TRANSCRIBED: Flag.TRANSCRIBED}
_BY_TIMING = {Timing.EARLY: Flag.EARLY, Timing.LATE: Flag.LATE}


def _dose_flags(chart: Chart, event: DoseRecorded) -> Iterable[Flag]:
    if event.state in _BY_STATE:
        yield _BY_STATE[event.state]
    # early or late is kept beside partial
    if event.timing in _BY_TIMING:
        yield _BY_TIMING[event.timing]
    order = chart.dosing.orders.get(event.item)
    if order is not None and event.dose.value < order.dose.value:
        yield Flag.REDUCED
    if event.incident:
        yield Flag.INCIDENT
    if event.corrects:
        yield Flag.CORRECTION
    if event.source in _BY_SOURCE:
        yield _BY_SOURCE[event.source]


def _not_given_record(event: DoseNotGiven, facts: EntryFacts) -> Record:
    return replace(
        _alone(event.record, RecordKind.DOSE_NOT_GIVEN, event.item, facts),
        happened_at=event.decided_at,
        needs_approval=event.outcome is not NotGiven.HELD,
    )


def _fraction_record(chart: Chart, event: FractionRecorded, facts: EntryFacts) -> Record:
    partial = event.outcome is SessionOutcome.PARTIAL
    told = ((Flag.PARTIAL, partial), (Flag.INCIDENT, event.incident))
    flags = [flag for flag, on in (*told, (Flag.CORRECTION, event.corrects)) if on]
    planned = {item.number: item.code for item in chart.plan.of(ItemKind.FRACTION)}
    item = planned.get(event.fraction, ItemCode(f"RT-{event.fraction}"))
    return replace(
        _alone(event.record, RecordKind.FRACTION, item, facts),
        happened_at=event.at,
        operator=event.operator,
        second=event.second,
        needs_approval=bool(flags),
        flags=tuple(flags),
        corrects=event.corrects,
        correction_reason=event.correction_reason,
    )


def _response_record(event: ResponseAssessed, facts: EntryFacts) -> Record:
    return replace(
        # told by its day; a clock time is never made up for it
        _alone(event.record, RecordKind.RESPONSE, RESPONSE, facts),
        flags=(Flag.CORRECTION,) if event.corrects else (),
        corrects=event.corrects,
        correction_reason=event.correction_reason,
    )
