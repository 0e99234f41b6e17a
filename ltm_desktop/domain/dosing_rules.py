"""The rules of a dose: what an order, a check and an injection must meet before they are written.

Absolute rules always refuse; broken plans refuse unless what happened is told with an incident.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.dosing import CheckDose, DosingSlice, Order, PrescribeDose, RecordDose
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.patients import PatientSlice, check_may_treat
from ltm_desktop.domain.people import People, check_authority
from ltm_desktop.domain.planning import PlanSlice
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.schedule import PlannedItem, interval_alerts
from ltm_desktop.domain.terms import ItemKind, Task

H01 = "hard rule H01: two identifiers"
H04 = "hard rule H04: mg, intrathecal"
H05 = "hard rule H05: protocol dose and ceiling"
H06 = "hard rule H06: valid signed prescription"
H09 = "hard rule H09: protocol count"
H11 = "hard rule H11: use-by"
H12 = "hard rule H12: two people on the register"
H13 = "hard rule H13: time-out"
H19 = "hard rule H19: a blank limit blocks"
MG_DIGITS = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Bedside:
    """The slices of a chart that decide about a dose."""

    patient: PatientSlice | None
    plan: PlanSlice
    dosing: DosingSlice
    people: People
    protocol: ActiveProtocol | None
    act: Act

    def item(self, code: ItemCode) -> PlannedItem | None:
        """Return the planned dose, None for a code that plans no dose."""
        item = self.plan.items.get(code)
        return item if item is not None and item.kind is ItemKind.DOSE else None


def check_ready(bedside: Bedside, code: ItemCode) -> Iterator[Alert]:
    """Return what forbids any step of this planned dose."""
    if bedside.protocol is None:
        yield stop("configuration.none_signed", H19)
    yield from check_may_treat(bedside.patient)
    if bedside.item(code) is None:
        yield stop("dosing.no_such_dose", H09, item=code)
    elif bedside.dosing.is_settled(code):
        yield stop("dosing.already_settled", "", item=code)


def check_amount(protocol: ActiveProtocol | None, drug: str, dose: Quantity) -> Iterator[Alert]:
    """Return what stands against an amount: unit, ceiling, tolerance round the protocol dose."""
    if protocol is None:
        return
    if drug not in protocol.drug_names:
        yield stop("dosing.wrong_drug", "hard rule H03", drug=drug)
        return
    rule = protocol.drug(drug)
    if dose.unit is not Unit.MG:
        yield stop("dosing.unit_not_mg", H04, unit=dose.unit)
    elif dose.value <= 0:
        yield stop("dosing.zero_dose", H05)
    elif dose.value > rule.ceiling.value:
        yield stop("dosing.above_ceiling", H05, dose=dose, ceiling=rule.ceiling)
    elif abs(dose.value - rule.dose.value) * 100 > rule.tolerance_percent * rule.dose.value:
        yield stop("dosing.outside_tolerance", H05, dose=dose, planned=rule.dose)


def check_order(bedside: Bedside, command: PrescribeDose) -> Iterator[Alert]:
    """Return everything that forbids an order."""
    act = bedside.act
    yield from check_authority(bedside.people, act.author, Task.PRESCRIBE, act.now.date())
    yield from check_ready(bedside, command.item)
    yield from check_amount(bedside.protocol, command.drug, command.dose)


def check_pair(bedside: Bedside, operator: str, second: str, at: datetime) -> Iterator[Alert]:
    """Return what stands against the two people: same person, role, competency on that day."""
    people = bedside.people
    if operator == second:
        yield stop("dosing.same_person", H12, person=operator)
    for person, task in ((operator, Task.ADMINISTER), (second, Task.CHECK)):
        yield from check_authority(people, _known(people, person), task, at.date())


def _known(people: People, person: str) -> str:  # ids of unknown people pass through
    return next((known for known in people if known == person), person)


def check_interval(bedside: Bedside, code: ItemCode, starting_at: datetime) -> Iterator[Alert]:
    """Return dosing.too_soon while the minimum interval since the last injection runs."""
    item, protocol = bedside.item(code), bedside.protocol
    if item is None or protocol is None:
        return
    earlier = [one for one in bedside.dosing.given if one.started_at <= starting_at]
    if earlier:
        last = max(earlier, key=lambda one: one.started_at)
        yield from interval_alerts(protocol, code, last.item, last.started_at, starting_at)


def check_oldest_first(bedside: Bedside, code: ItemCode) -> Iterator[Alert]:
    """Return a stop while an earlier dose has not been settled by a person."""
    item = bedside.item(code)
    if item is None:
        return
    for other in bedside.plan.of(ItemKind.DOSE):
        if other.number < item.number and not bedside.dosing.is_settled(other.code):
            yield stop("dosing.earlier_open", H09, number=other.number)
            return


def check_against_order(
    order: Order | None, drug: str, dose: Quantity, access: object
) -> Iterator[Alert]:
    """Return every difference between what stands on the tray and what was ordered."""
    if order is None:
        yield stop("dosing.no_order", H06)
        return
    if drug != order.drug:
        yield stop("dosing.differs_drug", H06, ordered=order.drug, found=drug)
    if (dose.value, dose.unit) != (order.dose.value, order.dose.unit):
        yield stop("dosing.differs_dose", H06, ordered=order.dose, found=dose)
    if access is not order.access:
        yield stop("dosing.differs_access", H06, ordered=order.access, found=access)


def check_before_injection(bedside: Bedside, command: CheckDose) -> Iterator[Alert]:
    """Return everything that forbids the injection about to start."""
    now = bedside.act.now
    yield from check_ready(bedside, command.item)
    yield from check_pair(bedside, command.operator, command.second, now)
    order = bedside.dosing.orders.get(command.item)
    yield from check_against_order(order, command.drug, command.dose, command.access)
    yield from check_amount(bedside.protocol, command.drug, command.dose)
    yield from check_oldest_first(bedside, command.item)
    yield from check_interval(bedside, command.item, now)
    yield from check_syringe(command.syringe.expiry, command.syringe.use_by, now)
    if not command.identifiers_confirmed:
        yield stop("dosing.identifiers", H01)
    if not command.time_out_done:
        yield stop("dosing.time_out", H13)


def check_syringe(expiry: object, use_by: datetime, at: datetime) -> Iterator[Alert]:
    """Return what stands against the syringe at the start of the injection."""
    if use_by < at:
        yield stop("dosing.past_use_by", H11, use_by=use_by)
    if expiry < at.date():  # type: ignore[operator]  # a date by the command's type
        yield stop("dosing.product_expired", H11, expiry=expiry)


def check_told(bedside: Bedside, command: RecordDose) -> Iterator[Alert]:
    """Return what can never be written, whatever happened: impossible times, people, amounts."""
    now = bedside.act.now
    if bedside.item(command.item) is None and bedside.patient is not None:
        yield stop("dosing.no_such_dose", H09, item=command.item)
    if bedside.dosing.is_settled(command.item):
        yield stop("dosing.already_settled", "", item=command.item)
    if command.operator == command.second:
        yield stop("dosing.same_person", H12, person=command.operator)
    if bedside.act.author == command.second:
        yield stop("dosing.second_is_author", H12, person=command.second)
    if command.started_at > now or command.ended_at > now:
        yield stop("dosing.future_time", "NHS CUI MEDa-0239", now=now)
    if command.ended_at < command.started_at:
        yield stop("dosing.ends_before_start")
    yield from _check_volumes(command)
    if command.outcome != "complete" and not command.reason:
        yield stop("dosing.reason_missing")


def _check_volumes(command: RecordDose) -> Iterator[Alert]:
    injected, held = command.volume_injected, command.syringe.volume
    if held.value <= 0:
        yield stop("dosing.empty_syringe")
    elif injected.value > held.value:
        yield stop("dosing.more_than_syringe", injected=injected, volume=held)
    elif command.outcome == "complete" and injected.value != held.value:
        yield stop("dosing.complete_but_less", injected=injected, volume=held)
    elif command.outcome == "partial" and injected.value == held.value:
        yield stop("dosing.partial_but_all", injected=injected, volume=held)
    if command.outcome != "abandoned" and injected.value <= 0:
        yield stop("dosing.nothing_injected")


def check_plan_kept(bedside: Bedside, command: RecordDose) -> Iterator[Alert]:
    """Return what went against the plan; told with an incident it is recorded, else refused."""
    yield from check_may_treat(bedside.patient)
    if bedside.protocol is None:
        yield stop("configuration.none_signed", H19)
    yield from check_pair(bedside, command.operator, command.second, command.started_at)
    order = bedside.dosing.orders.get(command.item)
    drug = order.drug if order else ""
    yield from check_against_order(order, drug, command.dose, command.access)
    if order:
        yield from check_amount(bedside.protocol, order.drug, command.dose)
    yield from check_checked(bedside, command)
    yield from check_oldest_first(bedside, command.item)
    yield from check_interval(bedside, command.item, command.started_at)
    yield from check_syringe(command.syringe.expiry, command.syringe.use_by, command.started_at)


def check_checked(bedside: Bedside, command: RecordDose) -> Iterator[Alert]:
    """Return what is wrong with the check that must stand before the injection (H12)."""
    check = bedside.dosing.checks.get(command.item)
    if check is None or check.record != command.record:
        yield stop("dosing.not_checked", H12)
        return
    if (check.operator, check.second) != (command.operator, command.second):
        yield stop("dosing.other_people_checked", H12, second=check.second)
    if check.checked_at > command.started_at:
        yield stop("dosing.checked_after_start", H12, checked=check.checked_at)
    limit = bedside.protocol.check_minutes if bedside.protocol else None
    minutes = (command.started_at - check.checked_at).total_seconds() / 60
    if limit is not None and minutes > limit:
        yield stop("dosing.check_too_old", H12, minutes=limit)


def delivered(dose: Quantity, injected: Quantity, syringe: Quantity) -> Quantity:
    """Return mg delivered: dose x injected / syringe volume, to 0.0001 mg (section 3.8)."""
    amount = dose.value * injected.value / syringe.value
    if injected.value == syringe.value:
        return dose
    return Quantity(amount.quantize(MG_DIGITS).normalize() + 0, Unit.MG)
