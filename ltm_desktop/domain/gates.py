"""What must be known of a patient before a dose: laboratory gates, supplements, open dangers.

Refuses nothing by itself: it returns alerts, each with what was found and the limit it is held
against. Values are compared as they are, never rounded.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.alerts import Alert, Severity, note, stop
from ltm_desktop.domain.dosing_path import DoseStep
from ltm_desktop.domain.dosing_steps import Assessment, OtherCytotoxic
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.labs import CLEARANCE, CREATININE, Clearance, Comparator, clearance
from ltm_desktop.domain.patients import H02
from ltm_desktop.domain.products import wrong_route
from ltm_desktop.domain.protocol import ActiveGate, ActiveProtocol, ActiveSupplement, Direction
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.reservoir import implanted_on
from ltm_desktop.domain.setting_kinds import Label
from ltm_desktop.domain.terms import Access
from ltm_desktop.domain.toxicity_holds import check_toxicity
from ltm_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from ltm_desktop.domain.dosing_rules import Bedside

H07 = "hard rule H07: laboratory values known, fresh, within limits"
H14 = "hard rule H14: no other cytotoxic drug in the same place and time"
H15 = "hard rule H15: reservoir usable"
H16 = "hard rule H16: nothing open against a lumbar puncture"
FIRST_USE = "clinical practice section 2.2: what is known of a reservoir before its first use"
SAME_NAME = "clinical practice section 3.1: the same drug is also given intravenously"
_SHOWN = Decimal("0.01")
_FIRST_DAYS = timedelta(days=2)
"""An implant carries a day and no hour: within 48 hours of it may still be its second day after."""
_FOLIC_ACID, _VITAMIN_B12 = "folic_acid", "vitamin_b12"


@dataclass(frozen=True, slots=True)
class Measured:
    """The value a gate is held against, and where it comes from."""

    value: Quantity
    """As it is; a calculated one is not rounded."""
    comparator: Comparator
    sampled_at: datetime
    calculated: Clearance | None = None


def check_gates(
    bedside: "Bedside", item: ItemCode, access: Access, at: datetime
) -> Iterator[Alert]:
    """Return what stands against a dose by this access at this time (H02, H07, H14 to H16)."""
    protocol = bedside.protocol
    if protocol is None:
        return
    for gate in gates_of(protocol, access):
        yield from _check_gate(gate, measured(bedside, gate.gate.analyte, at), at)
    if access is Access.OMMAYA:
        yield from _check_reservoir(bedside, bedside.act.day_of(at))
    yield from check_toxicity(bedside, at)
    assessed = bedside.dosing.steps_of(item).assessed
    told = assessed.assessment if assessed else None
    if told is not None or DoseStep.ASSESSED.value not in protocol.dose_steps:
        # Where the site assesses, a dose nobody assessed is stopped for that and told as such.
        for supplement in protocol.supplements:
            yield from _check_supplement(supplement, told, bedside.act.day_of(at))
    if told is not None:
        if not told.consent_valid:
            yield stop("gates.consent_not_valid", H02)
        yield from _check_dangers(told, access, protocol)
        yield from _check_other_drugs(told, protocol, bedside.act.day_of(at))


def gates_of(protocol: ActiveProtocol, access: Access) -> tuple[ActiveGate, ...]:
    """Return the gates that count for a way in."""
    return tuple(one for one in protocol.gates if one.gate.access in (None, access))


def measured(bedside: "Bedside", analyte: str, at: datetime) -> Measured | None:
    """Return the newest value of an analyte sampled by then; a clearance may be calculated."""
    found = bedside.labs.latest(analyte, at)
    told = Measured(found.value, found.comparator, found.sampled_at) if found else None
    if analyte != CLEARANCE:
        return told
    counted = _calculated(bedside, at)
    if told is None or counted is None:
        return told or counted
    newer = elapsed(told.sampled_at, counted.sampled_at) > timedelta(0)
    return counted if newer else told


def _calculated(bedside: "Bedside", at: datetime) -> Measured | None:
    creatinine = bedside.labs.latest(CREATININE, at)
    if creatinine is None or bedside.patient is None:
        return None
    on = bedside.act.day_of(creatinine.sampled_at)
    found = clearance(creatinine, bedside.patient, on)
    if found is None or creatinine.comparator is not Comparator.EXACT:
        return None
    return Measured(found.value, Comparator.EXACT, creatinine.sampled_at, found)


def _check_gate(gate: ActiveGate, found: Measured | None, at: datetime) -> Iterator[Alert]:
    named = {"gate": gate.gate.code, "name": gate.gate.label}
    if found is None:
        yield stop("labs.missing", H07, **named)
        return
    limit = gate.limit
    seen = {
        "value": shown(found, gate.gate.direction),
        "comparator": found.comparator.value,
        "sampled_at": found.sampled_at,
    }
    if elapsed(found.sampled_at, at) > timedelta(hours=gate.max_age_hours):
        yield stop("labs.stale", H07, **named, **seen, hours=gate.max_age_hours)
    if limit is not None and not _within(found, limit, gate.gate.direction):
        yield stop("labs.outside", H07, **named, **seen, limit=limit)


def _within(found: Measured, limit: Quantity, direction: Direction) -> bool:
    """Tell whether a value keeps its limit; one that is only bounded must be bounded rightly."""
    if direction is Direction.AT_LEAST:
        return found.comparator is not Comparator.BELOW and limit <= found.value
    return found.comparator is not Comparator.ABOVE and found.value <= limit


def shown(found: Measured, direction: Direction) -> Quantity:
    """Return a value as it is shown: a calculated one cut so that it never looks better."""
    if found.calculated is None:
        return found.value
    away = ROUND_FLOOR if direction is Direction.AT_LEAST else ROUND_CEILING
    return Quantity(found.value.value.quantize(_SHOWN, away), found.value.unit)


def _check_supplement(rule: ActiveSupplement, told: Assessment | None, on: date) -> Iterator[Alert]:
    check = _SUPPLEMENTS.get(rule.code)
    found = check(rule, told, on) if check and told else _untold(rule)
    if found is not None:
        yield found


def _untold(rule: ActiveSupplement) -> Alert:
    return _absent(rule, "gates.supplement_missing")


def _absent(rule: ActiveSupplement, code: str, /, **found: object) -> Alert:
    values = {"supplement": rule.code, "name": rule.label, "days": rule.days, **found}
    return Alert(code, Severity(rule.strength), values, H07)


def _check_folic_acid(rule: ActiveSupplement, told: Assessment, _on: date) -> Alert | None:
    taken = told.folic_acid_days
    if taken is None:
        return _untold(rule)
    if taken.value < rule.days:
        return _absent(rule, "gates.supplement_short", found=taken)
    return None


def _check_vitamin_b12(rule: ActiveSupplement, told: Assessment, on: date) -> Alert | None:
    last = told.vitamin_b12_on
    if last is None:
        return _untold(rule)
    if (on - last).days > rule.days:
        return _absent(rule, "gates.supplement_old", last=last)
    return None


_SUPPLEMENTS: Mapping[str, Callable[[ActiveSupplement, Assessment, date], Alert | None]] = {
    _FOLIC_ACID: _check_folic_acid,
    _VITAMIN_B12: _check_vitamin_b12,
}


def _check_dangers(told: Assessment, access: Access, protocol: ActiveProtocol) -> Iterator[Alert]:
    if access is Access.OMMAYA:
        if told.local_infection:
            yield stop("gates.reservoir_infection", H15)
        return
    if told.pressure_signs:
        known = protocol.protocol.vocabularies.get("raised_pressure_sign", {})
        names = tuple(known.get(code, Label(code, code)) for code in told.pressure_signs)
        yield stop("gates.raised_pressure", H16, signs=told.pressure_signs, names=names)
    if told.local_infection:
        yield stop("gates.local_infection", H16)
    if told.anticoagulant.strip() and not told.anticoagulant_held:
        yield stop("gates.anticoagulant", H16, drug=told.anticoagulant)


def _check_reservoir(bedside: "Bedside", on: date) -> Iterator[Alert]:
    """Return what the reservoir's record says against a dose; before its first use also notes."""
    known = bedside.reservoir.until(on)
    if known.removed_on is not None:
        yield stop("reservoir.removed", H15, on=known.removed_on)
    if known.infection_since is not None:
        yield stop("reservoir.infection_suspected", H15, on=known.infection_since)
    implanted = implanted_on(known, bedside.patient)
    if _is_used(bedside, implanted, on):
        return
    if known.imaging_on is None:
        yield note("reservoir.no_imaging", FIRST_USE)
    if known.flow_study_on is None:
        yield note("reservoir.no_flow_study", FIRST_USE)
    if implanted is not None and on - implanted <= _FIRST_DAYS:
        yield note("reservoir.early_use", FIRST_USE, on=implanted)


def _is_used(bedside: "Bedside", implanted: date | None, on: date) -> bool:
    """Tell whether something was injected into the reservoir on an earlier day."""
    days = (
        bedside.act.day_of(one.started_at)
        for one in bedside.dosing.injections()
        if one.access is Access.OMMAYA
    )
    return any(day < on and (implanted is None or day >= implanted) for day in days)


def _check_other_drugs(told: Assessment, protocol: ActiveProtocol, on: date) -> Iterator[Alert]:
    other = told.other_cytotoxic
    if other is not None and other.on == on:
        yield _other_drug(other, protocol)
    if told.intravenous_pemetrexed_on is not None:
        yield note("gates.intravenous_pemetrexed", SAME_NAME, on=told.intravenous_pemetrexed_on)


def _other_drug(other: OtherCytotoxic, protocol: ActiveProtocol) -> Alert:
    values = {"drug": other.drug, "on": other.on}
    if wrong_route(protocol.protocol, other.drug) is not None:
        return stop("gates.wrong_route_same_day", H14, **values)
    if protocol.iv_separation == "day":
        return stop("gates.cytotoxic_same_day", H14, **values)
    if other.same_room:
        return stop("gates.cytotoxic_same_room", H14, **values)
    return note("gates.cytotoxic_other_room", H14, **values)
