"""The one door of the domain: a command and what is known go in, events or Refused come out."""

from collections.abc import Iterator
from dataclasses import replace

from ltm_desktop.domain import (
    corrections,
    dosing_fold,
    ending,
    follow_up_decisions,
    fraction_checks,
    fraction_orders,
    fraction_plans,
    lab_decisions,
    override_findings,
    overrides,
    patients,
    planning,
    rescheduling,
    reservoir,
    review_decisions,
    signoff,
)
from ltm_desktop.domain import dosing_decisions as dosing
from ltm_desktop.domain import fraction_decisions as fractions
from ltm_desktop.domain.acts import Act, Signer
from ltm_desktop.domain.adverse_events import EventCommand
from ltm_desktop.domain.adverse_events_decisions import decide_event, event_signers
from ltm_desktop.domain.adverse_events_rules import Reporting
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.corrections import VoidRecord, check_corrects
from ltm_desktop.domain.dosing import CheckDose, PrescribeDose, RecordDose, RecordDoseNotGiven
from ltm_desktop.domain.dosing_rules import Bedside
from ltm_desktop.domain.dosing_walk import StepCommand, decide_step
from ltm_desktop.domain.ending import Ending, TakeBackEnd
from ltm_desktop.domain.errors import refuse, refuse_if
from ltm_desktop.domain.follow_up import FollowUpCommand
from ltm_desktop.domain.follow_up_decisions import Followed
from ltm_desktop.domain.fraction_rules import Treatment
from ltm_desktop.domain.fractions import (
    CheckCourse,
    DecideShortfall,
    LinkSession,
    OrderCompensation,
    PrescribeRadiotherapy,
    RecordFraction,
)
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.lab_decisions import Bench
from ltm_desktop.domain.labs import LabCommand
from ltm_desktop.domain.overrides import OverrideRules
from ltm_desktop.domain.patients import (
    CompleteEnrolment,
    EnrolPatient,
    PatientSlice,
    RecordDeath,
    WithdrawPatient,
)
from ltm_desktop.domain.people import People
from ltm_desktop.domain.planning import PlanMoved, PlanTreatment, RescheduleItem
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.records import RecordKind
from ltm_desktop.domain.reservoir import RecordReservoir
from ltm_desktop.domain.response import AssessResponse
from ltm_desktop.domain.response_rules import Assessing, decide_response, response_signers
from ltm_desktop.domain.review_decisions import ReviewCommand, Reviewing, check_unlocked
from ltm_desktop.domain.serious_decisions import Following, SeriousCommand, decide_serious
from ltm_desktop.domain.serious_reports import Around, report_signers
from ltm_desktop.domain.signoff import ApproveRecord, CountersignRecord
from ltm_desktop.domain.site import SiteState
from ltm_desktop.domain.terms import Meaning

DosingCommand = PrescribeDose | CheckDose | RecordDose | RecordDoseNotGiven
CourseCommand = (
    PrescribeRadiotherapy
    | RecordFraction
    | DecideShortfall
    | OrderCompensation
    | LinkSession
    | CheckCourse
)
PlanningCommand = PlanTreatment | RescheduleItem
PatientCommand = (
    EnrolPatient
    | CompleteEnrolment
    | WithdrawPatient
    | RecordDeath
    | TakeBackEnd
    | LabCommand
    | RecordReservoir
    | FollowUpCommand
    | AssessResponse
)
SignoffCommand = CountersignRecord | ApproveRecord
Command = (
    DosingCommand
    | StepCommand
    | CourseCommand
    | PatientCommand
    | SignoffCommand
    | PlanningCommand
    | VoidRecord
    | OverrideRules
    | ReviewCommand
    | SeriousCommand
    | EventCommand
)


def decide(
    command: Command, chart: Chart, site: SiteState, protocol: ActiveProtocol | None, act: Act
) -> tuple[object, ...]:
    """Return the events of a command on one patient. Raises Refused with every reason."""
    people = site.people
    if isinstance(command, ReviewCommand):
        at = Reviewing(chart.review, chart.records, chart.plan.items, people, act)
        return review_decisions.decide_review(command, at)
    refuse_if(review_decisions.check_reads_only(people, act.author))
    refuse_if(check_unlocked(chart.review, _put_right_by(command)))
    match command:
        case PrescribeDose() | CheckDose() | RecordDose() | RecordDoseNotGiven():
            return _decide_dosing(command, chart, site, protocol, act)
        case _ if isinstance(command, StepCommand):
            return decide_step(command, _bedside(chart, site, protocol, act))
        case _ if isinstance(command, CourseCommand):
            return _decide_course(command, chart, site, protocol, act)
        case PlanTreatment():
            return planning.decide_plan(command, chart.patient, chart.plan, people, protocol, act)
        case RescheduleItem() | OverrideRules():
            return _decide_item(command, _bedside(chart, site, protocol, act))
        case VoidRecord() | CountersignRecord() | ApproveRecord():
            return _decide_signoff(command, chart, site, protocol, act)
        case _:
            return _decide_patient(command, chart, site, protocol, act)


def _put_right_by(command: Command) -> RecordId | None:
    """Return the record that a command would take back or put right."""
    match command:
        case VoidRecord():
            return command.record
        case RecordDose() | RecordFraction() | AssessResponse():
            return command.corrects
        case _:
            return None


def _decide_signoff(
    command: SignoffCommand | VoidRecord,
    chart: Chart,
    site: SiteState,
    protocol: ActiveProtocol | None,
    act: Act,
) -> tuple[object, ...]:
    records, people = chart.records, site.people
    match command:
        case VoidRecord():
            voided = corrections.decide_void(command, records, people, protocol, act)
            return (*voided, *_plan_without(command.record, chart, site, protocol, act))
        case CountersignRecord():
            return signoff.decide_countersign(command, records, people, act)
        case _:
            asked = review_decisions.unanswered(chart.review, records, command.record)
            return signoff.decide_approve(command, records, people, protocol, act, asked)


def _plan_without(
    record: RecordId, chart: Chart, site: SiteState, protocol: ActiveProtocol | None, act: Act
) -> Iterator[PlanMoved]:
    """Yield the move of the plan when a session taken back left two fractions on one day."""
    if chart.records.by_id[record].kind is RecordKind.FRACTION:
        treatment = _treatment(chart, site, protocol, act)
        without = replace(treatment, course=chart.course.without(record))
        moved = fraction_plans.moved_without(record, without)
        yield from () if moved is None else (moved,)


def _decide_item(command: RescheduleItem | OverrideRules, bedside: Bedside) -> tuple[object, ...]:
    if isinstance(command, OverrideRules):
        passed = overrides.decide_override(command, bedside)
        refuse_if(override_findings.check_found(command, bedside))
        return passed
    return rescheduling.decide_reschedule(command, bedside)


def _bedside(chart: Chart, site: SiteState, protocol: ActiveProtocol | None, act: Act) -> Bedside:
    return Bedside(
        chart.patient,
        chart.plan,
        chart.dosing,
        site.people,
        protocol,
        act,
        chart.labs,
        site.products,
        chart.overrides,
        chart.reservoir,
        chart.course,
        chart.adverse_events,
    )


def _decide_dosing(
    command: DosingCommand,
    chart: Chart,
    site: SiteState,
    protocol: ActiveProtocol | None,
    act: Act,
) -> tuple[object, ...]:
    if not isinstance(command, PrescribeDose) and command.record in chart.records.by_id:
        raise refuse("dosing.already_recorded", "", record=command.record)
    if isinstance(command, RecordDose) and command.corrects is not None:
        refuse_if(check_corrects(command, chart.records, protocol))
        chart = replace(chart, dosing=dosing_fold.without(chart.dosing, command.corrects))
    bedside = _bedside(chart, site, protocol, act)
    match command:
        case PrescribeDose():
            return dosing.decide_prescribe(command, bedside)
        case CheckDose():
            return dosing.decide_check(command, bedside)
        case RecordDose():
            return dosing.decide_record(command, bedside)
        case _:
            return dosing.decide_not_given(command, bedside)


def _treatment(
    chart: Chart, site: SiteState, protocol: ActiveProtocol | None, act: Act
) -> Treatment:
    return Treatment(
        chart.patient,
        chart.plan,
        chart.course,
        site.people,
        protocol,
        act,
        chart.dosing,
    )


def _decide_course(
    command: CourseCommand,
    chart: Chart,
    site: SiteState,
    protocol: ActiveProtocol | None,
    act: Act,
) -> tuple[object, ...]:
    treatment = _treatment(chart, site, protocol, act)
    match command:
        case PrescribeRadiotherapy():
            return fraction_orders.decide_course(command, treatment)
        case DecideShortfall():
            return fraction_orders.decide_shortfall(command, treatment)
        case OrderCompensation():
            return fraction_orders.decide_compensation(command, treatment)
        case LinkSession():
            return fraction_checks.decide_link(command, treatment)
        case _:
            return _decide_told(command, chart, treatment)


def _decide_told(
    command: RecordFraction | CheckCourse, chart: Chart, treatment: Treatment
) -> tuple[object, ...]:
    if command.record in chart.records.by_id:
        raise refuse("fractions.already_recorded", "")
    if isinstance(command, CheckCourse):
        return fraction_checks.decide_check(command, treatment)
    return fractions.decide_fraction(command, treatment, chart.records)


def _decide_patient(
    command: PatientCommand | SeriousCommand | EventCommand,
    chart: Chart,
    site: SiteState,
    protocol: ActiveProtocol | None,
    act: Act,
) -> tuple[object, ...]:
    people = site.people
    if isinstance(command, EnrolPatient):
        return patients.decide_enrol(command, chart.patient, people, protocol, act)
    if chart.patient is None:
        raise refuse("patients.unknown")
    if isinstance(command, LabCommand):
        bench = Bench(chart.patient, chart.labs, site.laboratories, people, protocol, act)
        return lab_decisions.decide_labs(command, bench)
    if isinstance(command, EventCommand):
        told = (chart.adverse_events, chart.patient, chart.records, people, protocol, act)
        return decide_event(command, Reporting(*told))
    if isinstance(command, RecordReservoir):
        return reservoir.decide_reservoir(command, chart.patient, chart.reservoir, people, act)
    if isinstance(command, SeriousCommand | FollowUpCommand | AssessResponse):
        return _decide_followed(command, chart, chart.patient, site, protocol, act)
    if isinstance(command, CompleteEnrolment):
        return patients.decide_complete(command, chart.patient, people, protocol, act)
    return ending.decide_ending(command, _ending(chart, chart.patient, people, protocol, act))


def _decide_followed(
    command: SeriousCommand | FollowUpCommand | AssessResponse,
    chart: Chart,
    patient: PatientSlice,
    site: SiteState,
    protocol: ActiveProtocol | None,
    act: Act,
) -> tuple[object, ...]:
    """Decide what is told of how a patient fared after treatment."""
    people = site.people
    if isinstance(command, AssessResponse):
        return decide_response(command, _assessing(chart, patient, site, protocol, act))
    if isinstance(command, SeriousCommand):
        return decide_serious(command, following(chart, people, protocol, act))
    followed = Followed(patient, chart.follow_up, people, protocol, act)
    return follow_up_decisions.decide_follow_up(command, followed)


def _ending(
    chart: Chart,
    patient: PatientSlice,
    people: People,
    protocol: ActiveProtocol | None,
    act: Act,
) -> Ending:
    return Ending(
        patient,
        chart.plan,
        chart.dosing,
        chart.course,
        chart.follow_up,
        chart.response,
        chart.adverse_events,
        chart.ending,
        people,
        protocol,
        act,
    )


def _assessing(
    chart: Chart,
    patient: patients.PatientSlice,
    site: SiteState,
    protocol: ActiveProtocol | None,
    act: Act,
) -> Assessing:
    return Assessing(
        patient, chart.response, chart.dosing, chart.records, site.people, protocol, act
    )


def following(chart: Chart, people: People, protocol: ActiveProtocol | None, act: Act) -> Following:
    """Return what a decision about a serious event may know of a chart."""
    around = Around(chart.dosing.injections(), chart.course.treated(), chart.labs.results)
    return Following(
        chart.serious,
        chart.adverse_events,
        around,
        chart.records,
        chart.patient.identity if chart.patient else None,
        people,
        protocol,
        act,
    )


def required_signers(command: Command, act: Act) -> tuple[Signer, ...]:
    """Return every signature with a meaning that must stand before the entry is written."""
    return (
        dosing.dosing_signers(command, act)
        + fractions.fraction_signers(command, act)
        + signoff.signoff_signers(command, act)
        + review_decisions.review_signers(command, act)
        + follow_up_decisions.follow_up_signers(command, act)
        + ending.ending_signers(command)
        + response_signers(command, act)
        + report_signers(command, act)
        + event_signers(command, act)
        + _named_signer(command)
    )


def _named_signer(command: Command) -> tuple[Signer, ...]:
    """Return the person named in a command who must sign it, whoever writes it."""
    match command:
        case VoidRecord():
            return (Signer(command.second, Meaning.WITNESSED),)
        case OverrideRules():
            return (Signer(command.physician, Meaning.OVERRIDDEN),)
        case _:
            return ()
