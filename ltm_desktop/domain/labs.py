"""Laboratory results: what they are, the slice of a chart, and what is calculated.

Amounts are in the unit of the protocol; what was printed is kept beside them (lab_units). What may
be entered is decided in lab_decisions. A result is corrected or taken back, never changed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.analytes import Specimen
from ltm_desktop.domain.identifiers import PatientId, PersonId, ResultId
from ltm_desktop.domain.patients import PatientSlice
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.terms import Role, Sex
from ltm_desktop.domain.values import dataclass

AUTHORS = (Role.NURSE, Role.RESEARCH_NURSE, Role.PHYSICIAN, Role.INVESTIGATOR)
"""Who may copy a laboratory's report into the chart."""
CREATININE = "creatinine"
CLEARANCE = "creatinine_clearance"
_UMOL_PER_MG_DL = Decimal("88.4")
"""Micromoles per litre in one milligram per decilitre of creatinine (section 2.4)."""
_FEMALE = Decimal("0.85")


class Comparator(StrEnum):
    """What the laboratory printed before the number."""

    EXACT = ""
    BELOW = "<"
    ABOVE = ">"


class RangeFrom(StrEnum):
    """Where the reference range beside a result was read."""

    PRINTED = "printed"
    REGISTER = "register"


class Standing(StrEnum):
    """How a value stands to the reference range of its laboratory."""

    LOW = "low"
    WITHIN = "within"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class LabReport:
    """Which document a result was copied from."""

    laboratory: str = ""
    """Code of the site's register; empty where it is not told."""
    number: str = ""
    """Of the report, or of the sample, as printed."""
    reported_at: datetime | None = None


NO_REPORT = LabReport()
NO_KEY = ResultId("")


@dataclass(frozen=True, slots=True)
class Printed:
    """A value as the laboratory printed it, where it is kept in another unit."""

    value: Decimal
    unit: str
    """Name of lab_units, as printed."""


@dataclass(frozen=True, slots=True)
class LabResult:
    """One number as the laboratory reported it."""

    analyte: str
    """Code of the protocol's analytes."""
    value: Quantity
    """In the unit of the protocol."""
    sampled_at: datetime
    comparator: Comparator = Comparator.EXACT
    low: Quantity | None = None
    """Reference range as printed, or as the laboratory's register has it for that day."""
    high: Quantity | None = None
    note: str = ""
    """Where it was read, such as the laboratory and its report number."""
    specimen: Specimen = Specimen.BLOOD
    report: LabReport = NO_REPORT
    printed: Printed | None = None
    """None: printed in the unit that is kept."""
    range_from: RangeFrom = RangeFrom.PRINTED
    marks: tuple[str, ...] = ()
    """Codes of lab_mark: what the value was measured under, such as a transfusion."""
    confirmed: tuple[str, ...] = ()
    """Questions the person answered with "it stands so on the report"."""
    key: ResultId = NO_KEY
    """Given when it is decided."""


@dataclass(frozen=True, slots=True)
class LabFinding:
    """What a laboratory reported that is no number: cytology, a culture, a value not measurable."""

    analyte: str
    sampled_at: datetime
    code: str = ""
    """Code of the analyte's vocabulary, or not_measurable for a number."""
    text: str = ""
    """The laboratory's own words."""
    specimen: Specimen = Specimen.BLOOD
    volume: Quantity | None = None
    """mL of the sample, for cytology."""
    fixed_after: Quantity | None = None
    """Minutes from the puncture to fixation, for cytology."""
    report: LabReport = NO_REPORT
    note: str = ""
    confirmed: tuple[str, ...] = ()
    key: ResultId = NO_KEY


AnyResult = LabResult | LabFinding
_R = TypeVar("_R", LabResult, LabFinding)
NOT_MEASURABLE = "not_measurable"
"""The code of a number the laboratory could not measure."""


@dataclass(frozen=True, slots=True)
class RecordLabs:
    """Enter laboratory results."""

    patient: PatientId
    results: tuple[LabResult, ...]
    findings: tuple[LabFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class CorrectLab:
    """Put another result in the place of one that was copied wrongly."""

    patient: PatientId
    corrects: ResultId
    now: AnyResult
    reason: str
    """Code of lab_correction_reason."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class VoidLab:
    """Take a result back: it is not this patient's, or was never reported."""

    patient: PatientId
    result: ResultId
    reason: str
    """Code of lab_void_reason."""
    note: str = ""


LabCommand = RecordLabs | CorrectLab | VoidLab


@dataclass(frozen=True, slots=True)
class LabsRecorded:
    """Laboratory results were entered."""

    results: tuple[LabResult, ...]
    findings: tuple[LabFinding, ...] = ()

    @property
    def told(self) -> tuple[AnyResult, ...]:
        """Return every result, numbers first."""
        return (*self.results, *self.findings)


@dataclass(frozen=True, slots=True)
class LabCorrected:
    """A result was put in the place of another; the earlier one stays readable."""

    corrects: ResultId
    now: AnyResult
    reason: str
    note: str
    by: PersonId


@dataclass(frozen=True, slots=True)
class LabVoided:
    """A result was taken back; it stays readable and counts for nothing."""

    result: ResultId
    reason: str
    note: str
    by: PersonId


EVENTS = (LabsRecorded, LabCorrected, LabVoided)


@dataclass(frozen=True, slots=True)
class Superseded:
    """A result that no longer stands, why, and what stands instead."""

    was: AnyResult
    reason: str
    note: str
    by: PersonId
    at: datetime
    now: AnyResult | None
    """None: it was taken back."""


@dataclass(frozen=True, slots=True)
class LabsSlice:
    """Every result of a patient that stands, in the order it was entered, and those that do not."""

    results: tuple[LabResult, ...] = ()
    findings: tuple[LabFinding, ...] = ()
    superseded: tuple[Superseded, ...] = ()

    def of(self, analyte: str, specimen: Specimen = Specimen.BLOOD) -> tuple[LabResult, ...]:
        """Return the numbers of one analyte, newest sample first; of one moment the last entered.

        CSF of two places is never joined: each is asked for. Samples are put in order as instants,
        whatever the clocks did between them.
        """
        return _newest_first(one for one in self.results if _is(one, analyte, specimen))

    def found(self, analyte: str, specimen: Specimen) -> tuple[LabFinding, ...]:
        """Return what is no number of one analyte, newest sample first."""
        return _newest_first(one for one in self.findings if _is(one, analyte, specimen))

    def latest(
        self, analyte: str, until: datetime, specimen: Specimen = Specimen.BLOOD
    ) -> LabResult | None:
        """Return the newest number sampled by then, None without one."""
        known = self.of(analyte, specimen)
        drawn = (one for one in known if elapsed(one.sampled_at, until) >= timedelta(0))
        return next(drawn, None)

    def standing(self, key: ResultId) -> AnyResult | None:
        """Return a result that stands by its key, None for any other."""
        return next((one for one in self.all if one.key == key), None)

    def before(self, key: ResultId) -> Superseded | None:
        """Return what a result was put in the place of, None for one entered at first."""
        return next((one for one in self.superseded if one.now and one.now.key == key), None)

    def without(self, key: ResultId) -> "LabsSlice":
        """Return the slice as if a result did not stand."""
        return replace(
            self,
            results=tuple(one for one in self.results if one.key != key),
            findings=tuple(one for one in self.findings if one.key != key),
        )

    @property
    def all(self) -> tuple[AnyResult, ...]:
        """Return every result that stands, numbers first."""
        return (*self.results, *self.findings)


def _is(one: AnyResult, analyte: str, specimen: Specimen) -> bool:
    return one.analyte == analyte and one.specimen is specimen


def _newest_first(known: Iterable[_R]) -> tuple[_R, ...]:
    # of one moment the last entered stands first
    ordered = sorted(enumerate(known), key=lambda one: (one[1].sampled_at.timestamp(), one[0]))
    return tuple(one for _, one in reversed(ordered))


def standing_of(one: LabResult) -> Standing | None:
    """Return how a result stands to its reference range, None where that cannot be told.

    "<5" is low under a limit of 10 and cannot be told under one of 3.
    """
    low, high, value, sign = one.low, one.high, one.value, one.comparator
    if low is None and high is None:
        return None
    below, above = sign is Comparator.BELOW, sign is Comparator.ABOVE
    if low is not None and not above and (value < low or (below and value <= low)):
        return Standing.LOW
    if high is not None and not below and (high < value or (above and high <= value)):
        return Standing.HIGH
    known = (high is not None and value <= high) if below else low is None or low <= value
    open_end = (below and low is not None) or (above and high is not None)
    return Standing.WITHIN if known and not open_end else None


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
    """Return the analytes that are numbers and the unit each is kept in."""
    known = protocol.protocol.analytes.values()
    return {one.code: one.unit for one in known if one.unit is not None}


def evolve(labs: LabsSlice, event: object, at: datetime) -> LabsSlice:
    """Fold one event of this topic, recorded at that time."""
    match event:
        case LabsRecorded():
            results = (*labs.results, *event.results)
            return replace(labs, results=results, findings=(*labs.findings, *event.findings))
        case LabCorrected():
            return _without(labs, event.corrects, event, event.now, at)
        case LabVoided():
            return _without(labs, event.result, event, None, at)
        case _:
            return labs


def _without(
    labs: LabsSlice,
    key: ResultId,
    event: LabCorrected | LabVoided,
    now: AnyResult | None,
    at: datetime,
) -> LabsSlice:
    was = labs.standing(key)
    if was is None:
        raise LookupError(f"no result {key} stands")
    left = tuple(one for one in labs.all if one.key != key)
    standing = (*left, now) if now is not None else left
    gone = Superseded(was, event.reason, event.note, event.by, at, now)
    return LabsSlice(
        tuple(one for one in standing if isinstance(one, LabResult)),
        tuple(one for one in standing if isinstance(one, LabFinding)),
        (*labs.superseded, gone),
    )
