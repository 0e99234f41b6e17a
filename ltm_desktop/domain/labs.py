"""Laboratory results: the commands that enter them, the slice of a chart, and what is calculated.

Amounts are in the unit of the protocol; other units are converted at the doors. Refuses another
unit, a sample from the future and an analyte the protocol does not look at.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from ltm_desktop.domain.acts import Act, elapsed
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import refuse, refuse_if
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.patients import PatientSlice
from ltm_desktop.domain.people import People, check_role
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.terms import Role, Sex
from ltm_desktop.domain.texts import check_line

AUTHORS = (Role.NURSE, Role.RESEARCH_NURSE, Role.PHYSICIAN, Role.INVESTIGATOR)
"""Who may copy a laboratory's report into the chart."""
CREATININE = "creatinine"
CLEARANCE = "creatinine_clearance"
_UMOL_PER_MG_DL = Decimal("88.4")
"""Micromoles per litre in one milligram per decilitre of creatinine (section 2.4)."""
_FEMALE = Decimal("0.85")
H19 = "hard rule H19: a blank limit blocks"
UNITS = "units of the laboratory, clinical practice section 2.4"


class Comparator(StrEnum):
    """What the laboratory printed before the number."""

    EXACT = ""
    BELOW = "<"
    ABOVE = ">"


@dataclass(frozen=True, slots=True)
class LabResult:
    """One result as the laboratory reported it."""

    analyte: str
    """Code of the vocabulary analyte."""
    value: Quantity
    sampled_at: datetime
    comparator: Comparator = Comparator.EXACT
    low: Quantity | None = None
    """Reference range as printed."""
    high: Quantity | None = None
    note: str = ""
    """Where it was read, such as the laboratory and its report number."""


@dataclass(frozen=True, slots=True)
class RecordLabs:
    """Enter laboratory results."""

    patient: PatientId
    results: tuple[LabResult, ...]


@dataclass(frozen=True, slots=True)
class LabsRecorded:
    """Laboratory results were entered."""

    results: tuple[LabResult, ...]


EVENTS = (LabsRecorded,)


@dataclass(frozen=True, slots=True)
class LabsSlice:
    """Every result of a patient in the order it was entered."""

    results: tuple[LabResult, ...] = ()

    def of(self, analyte: str) -> tuple[LabResult, ...]:
        """Return the results of one analyte, newest sample first; of one moment the last entered.

        Samples are put in order as instants, whatever the clocks did between them.
        """
        known = [one for one in reversed(self.results) if one.analyte == analyte]
        return tuple(sorted(known, key=lambda one: one.sampled_at.timestamp(), reverse=True))

    def latest(self, analyte: str, until: datetime) -> LabResult | None:
        """Return the newest result sampled by then, None without one."""
        drawn = (one for one in self.of(analyte) if elapsed(one.sampled_at, until) >= timedelta(0))
        return next(drawn, None)


@dataclass(frozen=True, slots=True)
class Clearance:
    """A creatinine clearance and what it was calculated from."""

    value: Quantity
    """mL/min, not rounded."""
    creatinine: LabResult
    years: int
    weight: Quantity
    weighed_on: date
    sex: Sex


def clearance(creatinine: LabResult, patient: PatientSlice, on: date) -> Clearance | None:
    """Return the Cockcroft-Gault clearance on a day, None where weight or sex is not known.

    (140 - age) x kg / (72 x mg/dL), x 0.85 for a woman; clinical practice, section 5.3.
    """
    sex, measured = patient.identity.sex, patient.measurements
    weight = measured.weight if measured else None
    if measured is None or weight is None or sex is Sex.NOT_KNOWN or creatinine.value.value <= 0:
        return None
    years = whole_years(patient.identity.born, on)
    factor = _FEMALE if sex is Sex.FEMALE else Decimal(1)
    # One division, at the very end: a value below its limit is never rounded up to it.
    over = (140 - years) * weight.value * factor * _UMOL_PER_MG_DL
    amount = Quantity(over / (72 * creatinine.value.value), Unit.ML_PER_MIN)
    return Clearance(amount, creatinine, years, weight, measured.measured_on, sex)


def whole_years(born: date, on: date) -> int:
    """Return completed years of age on a day."""
    had_birthday = (on.month, on.day) >= (born.month, born.day)
    return on.year - born.year - (not had_birthday)


def units_of(protocol: ActiveProtocol) -> Mapping[str, Unit]:
    """Return the analytes that may be entered and the unit each is kept in."""
    gated = {one.gate.analyte: one.gate.unit for one in protocol.gates}
    # what a calculated clearance is calculated from
    return {**gated, CREATININE: Unit.UMOL_PER_L} if CLEARANCE in gated else gated


def decide_labs(
    command: RecordLabs,
    patient: PatientSlice,
    people: People,
    protocol: ActiveProtocol | None,
    act: Act,
) -> tuple[LabsRecorded]:
    """Enter results. Raises Refused for another unit, an unknown analyte, a future sample."""
    refuse_if(check_role(people, act.author, *AUTHORS))
    if protocol is None:
        raise refuse("configuration.none_signed", H19)
    if not command.results:
        raise refuse("labs.nothing")
    units = units_of(protocol)
    refuse_if(alert for one in command.results for alert in check_result(one, units, patient, act))
    return (LabsRecorded(command.results),)


def check_result(
    result: LabResult, units: Mapping[str, Unit], patient: PatientSlice, act: Act
) -> Iterator[Alert]:
    """Return what stands against one result."""
    unit = units.get(result.analyte)
    if unit is None:
        yield stop("labs.unknown_analyte", UNITS, analyte=result.analyte)
        return
    given = (result.value, result.low, result.high)
    other = next((one for one in given if one is not None and one.unit is not unit), None)
    if other is not None:
        yield stop("labs.wrong_unit", UNITS, unit=other.unit, expected=unit)
    if result.value.value < 0 or (result.analyte == CREATININE and result.value.value == 0):
        yield stop("labs.impossible", UNITS, value=result.value)
    if elapsed(act.now, result.sampled_at) > timedelta(0):
        yield stop("labs.future_sample", "NHS CUI MEDa-0239", now=act.now)
    if act.day_of(result.sampled_at) < patient.identity.born:
        yield stop("labs.before_birth", "", born=patient.identity.born)
    yield from check_line(result.note)


def evolve(labs: LabsSlice, event: object) -> LabsSlice:
    """Fold one event of this topic."""
    if isinstance(event, LabsRecorded):
        return replace(labs, results=(*labs.results, *event.results))
    return labs
