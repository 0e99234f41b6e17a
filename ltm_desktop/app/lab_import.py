"""A laboratory's file beside one chart: what each row would enter, and why others cannot be.

Writes nothing: whoever opened the chart takes rows over, one command for all of them. Refuses a
file that has no results of this patient by two identifiers (ADR 0015 for files of machines).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from ltm_desktop.app.imported import ImportedPatient
from ltm_desktop.app.imported_identity import H01, is_this_patient
from ltm_desktop.app.imported_labs import ImportedLabs, ImportedResult, LabFile, ReportState
from ltm_desktop.app.lab_spelling import Specimens, analytes_called, specimen_of, unit_spelled
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.analytes import Analyte, AnalyteKind, Specimen
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.errors import Refused, refuse
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.lab_decisions import Bench, check_result
from ltm_desktop.domain.lab_units import (
    Family,
    LabUnit,
    check_slip,
    family_of,
    read_value,
    to_kept,
)
from ltm_desktop.domain.labs import (
    AnyResult,
    LabFinding,
    LabReport,
    LabResult,
    Printed,
    RecordLabs,
)
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Quantity, parse_decimal
from ltm_desktop.domain.setting_kinds import Label
from ltm_desktop.domain.values import dataclass

FORM = "laboratory results from a file"
LONGEST_NOTE = 100


class LineState(StrEnum):
    """How one row of the file stands to the chart."""

    NEW = "new"
    SAME = "same"
    DIFFERS = "differs"
    UNUSABLE = "unusable"


@dataclass(frozen=True, slots=True)
class LabLine:
    """One row: what the laboratory wrote, and what it would become."""

    found: ImportedResult
    state: LineState
    result: AnyResult | None = None
    """What taking it over enters; None where a person must type it."""
    logged: AnyResult | None = None
    """What the chart has for the same sample."""
    alerts: tuple[Alert, ...] = ()


@dataclass(frozen=True, slots=True)
class LabsBeside:
    """One file beside the chart."""

    lines: tuple[LabLine, ...]
    others: int
    """Results of other patients, left out unseen."""

    @property
    def asks_specimen(self) -> bool:
        """Tell whether a person must say where samples were taken."""
        return any(a.code == "labs.file_source" for one in self.lines for a in one.alerts)


@dataclass(frozen=True, slots=True)
class LabsNow:
    """The chart that a file is laid beside, as it stands."""

    patient: PatientId
    chart: Chart
    active: ActiveProtocol
    act: Act


def lay_beside(file: LabFile, now: LabsNow, told: Specimens) -> LabsBeside:
    """Hold a file against the chart; `told` is what a person said of samples the file leaves open.

    Raises Refused where nothing in the file is this patient's.
    """
    own = [one for one in file.patients if _is_owner(one, now.chart)]
    if not own:
        raise refuse("labs.file_other_patient", H01)
    lines = tuple(_line(found, now, told) for one in own for found in one.results)
    others = sum(len(one.results) for one in file.patients) - len(lines)
    return LabsBeside(_each_once(lines), others)


def command_of(lines: Iterable[LabLine], patient: PatientId) -> RecordLabs | None:
    """Return what taking these rows over enters, None for nothing."""
    told = [one.result for one in lines if one.state is LineState.NEW and one.result is not None]
    if not told:
        return None
    return RecordLabs(
        patient,
        tuple(one for one in told if isinstance(one, LabResult)),
        tuple(one for one in told if isinstance(one, LabFinding)),
    )


def _is_owner(told: ImportedLabs, chart: Chart) -> bool:
    owner = told.owner
    return any(
        is_this_patient(ImportedPatient(number, owner.names, owner.born), chart.patient)
        for number in owner.numbers
    )


def _each_once(lines: tuple[LabLine, ...]) -> tuple[LabLine, ...]:
    """Let a sample's result that the file has twice be proposed once."""
    seen: set[object] = set()
    laid = []
    for one in lines:
        key = _sample(one.result) if one.result is not None else None
        if key is not None and one.state is LineState.NEW and key in seen:
            told = (stop("labs.file_twice", FORM),)
            laid.append(replace(one, state=LineState.UNUSABLE, result=None, alerts=told))
            continue
        seen.add(key)
        laid.append(one)
    return tuple(laid)


def _sample(one: AnyResult) -> tuple[str, Specimen, float]:
    return one.analyte, one.specimen, one.sampled_at.timestamp()


def _line(found: ImportedResult, now: LabsNow, told: Specimens) -> LabLine:
    try:
        result = _result(found, now, told)
    except Refused as refused:
        return LabLine(found, LineState.UNUSABLE, alerts=refused.alerts)
    known = reversed(now.chart.labs.all)
    logged = next((one for one in known if _sample(one) == _sample(result)), None)
    if logged is None:
        # what is asked about is answered where a person types it, with the report in the hand
        held = tuple(_check(result, now))
        state = LineState.UNUSABLE if held else LineState.NEW
        return LabLine(found, state, None if held else result, alerts=held)
    if _says_same(logged, result):
        return LabLine(found, LineState.SAME, result, logged)
    value = logged.value if isinstance(logged, LabResult) else logged.text or logged.code
    differs = stop("labs.file_differs", FORM, value=value)
    return LabLine(found, LineState.DIFFERS, result, logged, (differs,))


def _check(one: AnyResult, now: LabsNow) -> Iterator[Alert]:
    """Return what stands against one row: it is held alone, and the others are taken over."""
    if now.chart.patient is None:
        return
    # neither people nor laboratories have a say in a single value of a file
    bench = Bench(now.chart.patient, now.chart.labs, {}, {}, now.active, now.act)
    yield from check_result(one, bench)


def _says_same(logged: AnyResult, told: AnyResult) -> bool:
    if isinstance(logged, LabResult) and isinstance(told, LabResult):
        same = (logged.value.value, logged.value.unit, logged.comparator)
        return same == (told.value.value, told.value.unit, told.comparator)
    if isinstance(logged, LabFinding) and isinstance(told, LabFinding):
        return (logged.code, logged.text) == (told.code, told.text)
    return False


def _result(found: ImportedResult, now: LabsNow, told: Specimens) -> AnyResult:
    """Return what a row enters. Raises Refused with the first thing that stands against it."""
    if found.state is ReportState.WITHDRAWN:
        raise refuse("labs.file_withdrawn", FORM)
    if found.state is ReportState.PRELIMINARY:
        raise refuse("labs.file_preliminary", FORM)
    if found.sampled_at is None:
        raise refuse("labs.file_time", FORM)
    specimen = specimen_of(found.specimen, told)
    if specimen is None:
        raise refuse("labs.file_source", FORM)
    analyte = _analyte(found, specimen, now.active)
    if analyte.kind is AnalyteKind.NUMBER:
        result: AnyResult = _number(found, analyte, specimen, now)
    else:
        result = _finding(found, analyte, specimen, now.active)
    return result


def _analyte(found: ImportedResult, specimen: Specimen, active: ActiveProtocol) -> Analyte:
    known = analytes_called(found.codes, found.name, specimen, active)
    if len(known) != 1:
        raise refuse("labs.file_analyte", FORM, name=found.name or ", ".join(found.codes))
    return known[0]


def _number(found: ImportedResult, analyte: Analyte, specimen: Specimen, now: LabsNow) -> LabResult:
    if analyte.unit is None or found.sampled_at is None:
        raise LookupError("a number without its unit or its time")
    family = family_of(analyte.unit, analyte.printed)
    printed = unit_spelled(family, found.unit)
    if printed is None:
        raise refuse("labs.file_unit", FORM, unit=found.unit)
    try:
        sign, number = read_value(found.value)
    except Refused:
        raise refuse("labs.file_value", FORM, value=found.value) from None
    low, high = _limit(found.low, printed, family), _limit(found.high, printed, family)
    last = now.chart.labs.latest(analyte.code, found.sampled_at, specimen)
    limits = (low, high, last.value if last else None)
    known = [one for one in limits if one is not None]
    slips = tuple(check_slip(number, printed, family, known))
    if slips:
        raise Refused(*slips)
    return LabResult(
        analyte=analyte.code,
        value=to_kept(number, printed, family.unit),
        sampled_at=found.sampled_at,
        comparator=sign,
        low=low,
        high=high,
        note=found.laboratory[:LONGEST_NOTE],
        specimen=specimen,
        report=LabReport(number=found.report, reported_at=found.reported_at),
        printed=None if printed.is_kept else Printed(number, printed.name),
    )


def _limit(text: str, printed: LabUnit, family: Family) -> Quantity | None:
    """Return an end of the range; one nobody can read is left out, the value stands without it."""
    try:
        return to_kept(parse_decimal(text), printed, family.unit) if text else None
    except Refused:
        return None


def _finding(
    found: ImportedResult, analyte: Analyte, specimen: Specimen, active: ActiveProtocol
) -> LabFinding:
    if found.sampled_at is None:
        raise LookupError("a finding without its time")
    coded = analyte.kind is AnalyteKind.CODED
    code = _code(found.value, active.protocol.vocabularies[analyte.vocabulary]) if coded else ""
    if not (code if coded else found.value):
        raise refuse("labs.file_value", FORM, value=found.value)
    return LabFinding(
        analyte=analyte.code,
        sampled_at=found.sampled_at,
        code=code,
        text="" if coded else found.value,
        specimen=specimen,
        report=LabReport(number=found.report, reported_at=found.reported_at),
        note=found.laboratory[:LONGEST_NOTE],
    )


def _code(text: str, vocabulary: Mapping[str, Label]) -> str:
    """Return the code a word of the laboratory means, empty for none of the list."""
    spelled = text.casefold().strip()
    for code, label in vocabulary.items():
        if spelled in {code, code.replace("_", " "), label.en.casefold(), label.zh.casefold()}:
            return code
    return ""
