"""The rules of a dose: what an order, a check and a step must meet before they are written.

A broken plan is refused; what happened all the same is told with an incident (dosing_kept).
"""

from collections.abc import Iterator
from dataclasses import field, replace
from datetime import UTC, datetime, timedelta

from ltm_desktop.domain.acts import Act, elapsed
from ltm_desktop.domain.adverse_events_slice import AdverseEventsSlice
from ltm_desktop.domain.alerts import Alert, Severity, note, stop
from ltm_desktop.domain.dosing import (
    CheckDose,
    Order,
    PrescribeDose,
    RecordDose,
    Syringe,
    is_extra,
)
from ltm_desktop.domain.dosing_path import DoseStep, before, path_of
from ltm_desktop.domain.dosing_slice import DosingSlice
from ltm_desktop.domain.dosing_steps import StartInjection, SyringePrepared
from ltm_desktop.domain.dosing_told import check_mg
from ltm_desktop.domain.fraction_course import CourseSlice
from ltm_desktop.domain.gates import check_gates
from ltm_desktop.domain.identifiers import ItemCode, PersonId
from ltm_desktop.domain.labs import LabsSlice
from ltm_desktop.domain.overrides import OverridesSlice
from ltm_desktop.domain.patients import PatientSlice, check_may_treat
from ltm_desktop.domain.people import People, check_authority, check_role, check_supervision
from ltm_desktop.domain.planning import PlanSlice
from ltm_desktop.domain.products import Products, check_made_from
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.reservoir import ReservoirSlice
from ltm_desktop.domain.same_day import check_dose_of_day
from ltm_desktop.domain.schedule import PlannedItem, interval_alerts
from ltm_desktop.domain.terms import Access, ItemKind, Role, Task
from ltm_desktop.domain.values import dataclass

H01 = "hard rule H01: two identifiers"
H03 = "hard rule H03: product approved for intrathecal use"
H04 = "hard rule H04: mg, intrathecal"
H05 = "hard rule H05: protocol dose and ceiling"
H06 = "hard rule H06: valid signed prescription"
H09 = "hard rule H09: protocol count"
H10 = "hard rule H10: label matches participant, drug, dose, route"
H11 = "hard rule H11: use-by"
H12 = "hard rule H12: two people on the register"
H13 = "hard rule H13: time-out"
H15 = "hard rule H15: reservoir usable"
H18 = "hard rule H18: the clock goes forward; design section 3.9"
NO_INJECTION = "design section 5: no free CSF, pus, leak or open wound: no injection"
ASSESSED = "clinical practice section 2.1: history, signs and vital signs before each dose"
SEQUENCE = "21 CFR 11.10(f): permitted sequence"
H19 = "hard rule H19: a blank limit blocks"
WRITERS = (Role.NURSE, Role.PHYSICIAN, Role.INVESTIGATOR, Role.RESEARCH_NURSE)
"""Who may write at the bedside what others, or they themselves, did."""

# codes of the vocabularies site_inspection and refill
_UNUSABLE_SITE = frozenset({"leak", "wound_open", "pus"})
_SUSPECT_SITE = frozenset({"erythema", "swelling", "tenderness"})
_NO_REFILL = "none"


@dataclass(frozen=True, slots=True)
class Bedside:
    """The slices of a chart that decide about a dose."""

    patient: PatientSlice | None
    plan: PlanSlice
    dosing: DosingSlice
    people: People
    protocol: ActiveProtocol | None
    act: Act
    labs: LabsSlice = field(default_factory=LabsSlice)
    products: Products = field(default_factory=dict)
    overrides: OverridesSlice = field(default_factory=OverridesSlice)
    reservoir: ReservoirSlice = field(default_factory=ReservoirSlice)
    course: CourseSlice = field(default_factory=CourseSlice)
    adverse_events: AdverseEventsSlice = field(default_factory=AdverseEventsSlice)

    def item(self, code: ItemCode) -> PlannedItem | None:
        """Return the planned dose, None for a code that plans no dose."""
        item = self.plan.items.get(code)
        return item if item is not None and item.kind is ItemKind.DOSE else None


def check_item(bedside: Bedside, code: ItemCode) -> Iterator[Alert]:
    """Return a stop unless this is a planned dose that nobody has settled yet."""
    if bedside.item(code) is None:
        yield stop("dosing.no_such_dose", H09, item=code)
    elif bedside.dosing.is_settled(code):
        yield stop("dosing.already_settled", "", item=code)


def check_names_dose(bedside: Bedside, code: ItemCode) -> Iterator[Alert]:
    """Return a stop unless a told injection names a planned dose or a code of its own."""
    if bedside.item(code) is None and not is_extra(code):
        yield stop("dosing.no_such_dose", H09, item=code)


def check_ready(bedside: Bedside, code: ItemCode) -> Iterator[Alert]:
    """Return what forbids any step of this planned dose."""
    if bedside.protocol is None:
        yield stop("configuration.none_signed", H19)
    yield from check_may_treat(bedside.patient)
    yield from check_item(bedside, code)


def check_amount(protocol: ActiveProtocol | None, drug: str, dose: Quantity) -> Iterator[Alert]:
    """Return what stands against an amount: unit, ceiling, tolerance round the protocol dose."""
    impossible = tuple(check_mg(dose))
    yield from impossible
    if protocol is None or impossible:
        return
    if drug not in protocol.drug_names:
        yield stop("dosing.wrong_drug", H03, drug=drug)
        return
    rule = protocol.drug(drug)
    if dose > rule.ceiling:
        yield stop("dosing.above_ceiling", H05, dose=dose, ceiling=rule.ceiling)
    elif abs((dose - rule.dose).value) > rule.tolerance().value:
        yield stop("dosing.outside_tolerance", H05, dose=dose, planned=rule.dose)


def check_order(bedside: Bedside, command: PrescribeDose) -> Iterator[Alert]:
    """Return everything that forbids an order."""
    act, protocol = bedside.act, bedside.protocol
    yield from check_authority(bedside.people, act.author, Task.PRESCRIBE, act.today)
    yield from check_ready(bedside, command.item)
    yield from check_step(bedside, command.item, DoseStep.PRESCRIBED)
    yield from check_not_started(bedside, command.item)
    yield from check_amount(protocol, command.drug, command.dose)
    if protocol is None or command.drug not in protocol.drug_names:
        return
    if command.access not in protocol.drug(command.drug).accesses:
        yield stop("dosing.access_not_in_protocol", H04, access=command.access)
    # An order may come before the blood is drawn: what is wanting is seen, and blocks the check.
    for alert in check_gates(bedside, command.item, command.access, act.now):
        yield replace(alert, severity=Severity.NOTE)


def check_pair(
    bedside: Bedside, operator: PersonId, second: PersonId, at: datetime
) -> Iterator[Alert]:
    """Return what stands against the two people: same person, role, competency on that day."""
    people, on = bedside.people, bedside.act.day_of(at)
    if operator == second:
        yield stop("dosing.same_person", H12, person=operator)
    yield from check_authority(people, operator, Task.ADMINISTER, on)
    yield from check_authority(people, second, Task.CHECK, on)
    yield from check_supervision(people, operator, second, on)


def check_interval(bedside: Bedside, code: ItemCode, starting_at: datetime) -> Iterator[Alert]:
    """Return dosing.too_soon while the minimum interval to a neighbouring injection runs.

    A late entry is held against the injection after it as well as the one before.
    """
    protocol = bedside.protocol
    if protocol is None or (bedside.item(code) is None and not is_extra(code)):
        return
    injections = sorted(bedside.dosing.injections(), key=lambda one: one.started_at)
    before = [one for one in injections if elapsed(one.started_at, starting_at) >= timedelta(0)]
    after = injections[len(before) :]
    if before:
        last = before[-1]
        pair = _planned_pair(protocol, code, last.item)
        yield from interval_alerts(protocol, *pair, last.started_at, starting_at)
    if after:
        following = after[0]
        at = following.started_at.astimezone(bedside.act.now.tzinfo)
        pair = _planned_pair(protocol, following.item, code)
        yield from interval_alerts(protocol, *pair, starting_at, at)


def _planned_pair(
    protocol: ActiveProtocol, code: ItemCode, previous: ItemCode
) -> tuple[ItemCode, ItemCode]:
    """Return the planned doses whose interval counts; an unplanned one goes by its neighbour."""
    planned = [one for one in (code, previous) if not is_extra(one)]
    if len(planned) == 2:
        return code, previous
    if planned:
        return planned[0], planned[0]
    series = (phase.series for phase in protocol.phases.values())
    longest = max(series, key=lambda one: one.min_interval_hours).items[0]
    return longest, longest


def check_oldest_first(bedside: Bedside, code: ItemCode) -> Iterator[Alert]:
    """Return a stop while an earlier dose has not been settled by a person."""
    item = bedside.item(code)
    if item is None:
        return
    for other in bedside.plan.of(ItemKind.DOSE):
        if other.number < item.number and not bedside.dosing.is_settled(other.code):
            same = other.phase == item.phase
            found = "dosing.earlier_open" if same else "dosing.phase_order"
            yield stop(found, H09, number=other.number)
            return


def check_hold(bedside: Bedside, code: ItemCode, at: datetime) -> Iterator[Alert]:
    """Return a stop while a dose is held; a physician's new order ends the hold."""
    said = bedside.dosing.settled.get(code)
    if said is None or said.until is None or elapsed(said.at, at) < timedelta(0):
        return
    if bedside.act.day_of(at) < said.until:
        yield stop("dosing.on_hold", H06, until=said.until)


def check_against_order(
    order: Order | None, drug: str, dose: Quantity, access: Access
) -> Iterator[Alert]:
    """Return every difference between what stands on the tray and what was ordered."""
    if order is None:
        yield stop("dosing.no_order", H06)
        return
    if drug != order.drug:
        yield stop("dosing.differs_drug", H06, ordered=order.drug, found=drug)
    if dose != order.dose:
        yield stop("dosing.differs_dose", H06, ordered=order.dose, found=dose)
    if access is not order.access:
        yield stop("dosing.differs_access", H06, ordered=order.access, found=access)


def check_before_injection(bedside: Bedside, command: CheckDose) -> Iterator[Alert]:
    """Return everything that forbids the injection about to start."""
    act = bedside.act
    yield from check_role(bedside.people, act.author, *WRITERS)
    yield from check_ready(bedside, command.item)
    yield from check_step(bedside, command.item, DoseStep.CHECKED)
    yield from check_assessed(bedside, command.item)
    yield from check_not_started(bedside, command.item)
    yield from check_pair(bedside, command.operator, command.second, act.now)
    order = bedside.dosing.orders.get(command.item)
    yield from check_against_order(order, command.drug, command.dose, command.access)
    yield from check_amount(bedside.protocol, command.drug, command.dose)
    yield from check_read(bedside, command)
    yield from check_assessed_today(bedside, command.item)
    yield from check_oldest_first(bedside, command.item)
    yield from check_hold(bedside, command.item, act.now)
    yield from check_interval(bedside, command.item, act.now)
    yield from check_dose_of_day(bedside, act.now)
    yield from check_gates(bedside, command.item, command.access, act.now)
    yield from check_clock(bedside, command.item)
    if not command.identifiers_confirmed:
        yield stop("dosing.identifiers", H01)


def check_step(bedside: Bedside, code: ItemCode, step: DoseStep) -> Iterator[Alert]:
    """Return a stop unless the step before this one stands."""
    if bedside.protocol is None or bedside.item(code) is None:
        return
    path = path_of(bedside.protocol.dose_steps)
    if step not in path:
        yield stop("dosing.step_not_used", SEQUENCE, step=step)
        return
    needed = before(step, path)
    if not bedside.dosing.stands(code, needed):
        yield stop("dosing.step_missing", SEQUENCE, step=needed)


def check_assessed(bedside: Bedside, code: ItemCode) -> Iterator[Alert]:
    """Return a stop for a dose nobody assessed since it was last held or not given."""
    used = bedside.protocol is not None and DoseStep.ASSESSED.value in bedside.protocol.dose_steps
    if used and bedside.item(code) and not bedside.dosing.stands(code, DoseStep.ASSESSED):
        yield stop("dosing.step_missing", SEQUENCE, step=DoseStep.ASSESSED)


def check_once(bedside: Bedside, code: ItemCode, step: DoseStep) -> Iterator[Alert]:
    """Return a stop for a step that stands already and is not done a second time."""
    if bedside.dosing.stands(code, step):
        yield stop("dosing.step_done", SEQUENCE, step=step)


def check_not_started(bedside: Bedside, code: ItemCode) -> Iterator[Alert]:
    """Return a stop once the injection has begun: then it is only told."""
    started = bedside.dosing.steps_of(code).started
    if started is not None and not bedside.dosing.is_settled(code):
        yield stop("dosing.already_started", SEQUENCE, person=started.operator)


def prepared_for(bedside: Bedside, code: ItemCode) -> SyringePrepared | None:
    """Return the preparation that stands for a dose."""
    made = bedside.dosing.steps_of(code).preparation
    return made.prepared if made is not None else None


def check_assessed_today(bedside: Bedside, code: ItemCode) -> Iterator[Alert]:
    """Return a note where the assessment that stands was made on another day than this one."""
    at = bedside.dosing.steps_of(code).assessed_at
    if at is not None and bedside.act.day_of(at) != bedside.act.today:
        yield note("dosing.assessed_other_day", ASSESSED, on=bedside.act.day_of(at))


def check_read(bedside: Bedside, command: CheckDose) -> Iterator[Alert]:
    """Return where the second person's reading differs from patient and preparation (H10)."""
    known = bedside.patient.identity.subject_id if bedside.patient else ""
    if command.subject_id != known:
        yield stop("dosing.differs_patient", H10, ordered=known, found=command.subject_id)
    made = prepared_for(bedside, command.item)
    if made is None:
        return
    yield from check_syringe(made.syringe, bedside.act.now, bedside.act)
    yield from check_product(bedside, command.item, made.syringe)
    if command.volume != made.syringe.volume:
        yield stop("dosing.differs_volume", H10, ordered=made.syringe.volume, found=command.volume)
    if minute_of(command.use_by) != minute_of(made.syringe.use_by):
        yield stop("dosing.differs_use_by", H10, ordered=made.syringe.use_by, found=command.use_by)


def minute_of(at: datetime) -> datetime:
    """Return the minute of a moment, by its instant: equal whatever offset it was typed with."""
    return at.astimezone(UTC).replace(second=0, microsecond=0)


def check_syringe(syringe: Syringe, at: datetime, act: Act) -> Iterator[Alert]:
    """Return what stands against the syringe at the start of the injection."""
    if elapsed(syringe.use_by, at) > timedelta(0):
        yield stop("dosing.past_use_by", H11, use_by=syringe.use_by)
    if syringe.expiry < act.day_of(at):
        yield stop("dosing.product_expired", H11, expiry=syringe.expiry)


def check_product(bedside: Bedside, code: ItemCode, syringe: Syringe) -> Iterator[Alert]:
    """Return what stands against the product a syringe was made from (H03)."""
    trial = bedside.protocol.protocol if bedside.protocol else None
    drug = planned_drug(bedside, code)
    yield from check_made_from(bedside.products, trial, drug, syringe)


def check_clock(bedside: Bedside, code: ItemCode) -> Iterator[Alert]:
    """Return a note where the clock stands before what was already recorded of this dose (H18)."""
    walked, order = bedside.dosing.steps_of(code), bedside.dosing.orders.get(code)
    made, check = walked.preparation, bedside.dosing.checks.get(code)
    known = (
        walked.assessed_at,
        order.ordered_at if order else None,
        made.prepared_at if made else None,
        made.received_at if made else None,
        check.checked_at if check else None,
    )
    newest = max((at for at in known if at is not None), default=None, key=datetime.timestamp)
    if newest is not None and elapsed(newest, bedside.act.now) < timedelta(0):
        yield note("dosing.clock_behind", H18, newest=newest)


def planned_drug(bedside: Bedside, code: ItemCode) -> str:
    """Return the drug ordered for a dose, else the one its plan names, else nothing."""
    order, protocol = bedside.dosing.orders.get(code), bedside.protocol
    if order is not None:
        return order.drug
    if protocol is None:
        return ""
    if is_extra(code):
        # Named only where the protocol leaves no choice: a record never guesses a drug.
        return protocol.drug_names[0] if len(protocol.drug_names) == 1 else ""
    return protocol.drug_of(code).code if bedside.item(code) is not None else ""


def check_findings(
    *, site: str, refill: str, csf_return: bool | None, withdrawn: Quantity | None
) -> Iterator[Alert]:
    """Return what forbids an injection by either access; a finding not yet made forbids nothing."""
    if site in _UNUSABLE_SITE:
        yield stop("dosing.site_unusable", NO_INJECTION, site=site)
    elif site in _SUSPECT_SITE:
        # clinical practice, section 2.2: any abnormal site is a physician's decision
        yield stop("dosing.site_suspect", H15, site=site)
    if refill == _NO_REFILL:
        yield stop("dosing.reservoir_unusable", H15, refill=refill)
    if csf_return is False or (withdrawn is not None and withdrawn.value == 0):
        yield stop("dosing.no_csf", NO_INJECTION)


def check_called(bedside: Bedside, command: RecordDose | StartInjection) -> Iterator[Alert]:
    """Return what is wrong with the time-out that must stand before an injection (H13)."""
    walked = bedside.dosing.steps_of(command.item)
    called, at = walked.time_out, walked.time_out_at
    corrects = command.corrects if isinstance(command, RecordDose) else None
    act = bedside.dosing.act_of(command.record, corrects)
    if called is None or at is None or called.record != act:
        yield stop("dosing.time_out", H13)
        return
    yield from check_called_in_time(bedside, at, command.started_at)


def check_called_in_time(bedside: Bedside, at: datetime, starting: datetime) -> Iterator[Alert]:
    """Return a stop for a time-out after the start, or longer before it than the site signed."""
    waited = elapsed(minute_of(at), starting)
    limit = bedside.protocol.time_out_minutes if bedside.protocol else None
    if waited < timedelta(0):
        yield stop("dosing.time_out_after_start", H13, at=at)
    elif limit is not None and waited > timedelta(minutes=limit):
        yield stop("dosing.time_out_too_old", H13, minutes=limit)


def check_in_time(bedside: Bedside, checked: datetime, starting: datetime) -> Iterator[Alert]:
    """Return a stop for a check after the start, or longer before it than the site signed."""
    waited = elapsed(minute_of(checked), starting)
    if waited < timedelta(0):
        yield stop("dosing.checked_after_start", H12, checked=checked)
    limit = bedside.protocol.check_minutes if bedside.protocol else None
    if limit is not None and waited > timedelta(minutes=limit):
        yield stop("dosing.check_too_old", H12, minutes=limit)
