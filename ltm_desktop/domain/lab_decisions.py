"""What may be entered of a laboratory's report, put right and taken back.

A number that is far off in its unit, beyond the signed limits or already in the chart, and a sample
after the day of death, is asked about and kept once the person has answered. Refuses another unit,
an unknown analyte, CSF of no place and a sample from the future.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC

from ltm_desktop.domain.acts import Act, elapsed
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.analytes import Analyte, AnalyteKind
from ltm_desktop.domain.corrections import KEPT
from ltm_desktop.domain.dosing_told import check_reason
from ltm_desktop.domain.errors import refuse, refuse_if
from ltm_desktop.domain.identifiers import ResultId
from ltm_desktop.domain.lab_units import (
    UNITS,
    as_printed,
    check_beyond,
    check_slip,
    family_of,
    to_kept,
    unit_named,
)
from ltm_desktop.domain.laboratories import H19, Laboratories
from ltm_desktop.domain.labs import (
    AUTHORS,
    NOT_MEASURABLE,
    AnyResult,
    CorrectLab,
    LabCommand,
    LabCorrected,
    LabFinding,
    LabResult,
    LabsRecorded,
    LabsSlice,
    LabVoided,
    RecordLabs,
    VoidLab,
    whole_years,
)
from ltm_desktop.domain.patients import PatientSlice
from ltm_desktop.domain.people import People, check_role
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.texts import check_line, check_note
from ltm_desktop.domain.values import dataclass
from ltm_desktop.domain.vocabularies import check_codes, check_listed

ASKED = frozenset({"labs.unit_slip", "labs.implausible", "labs.twice", "labs.after_death"})
"""What the person may answer with "it stands so on the report"."""
FUTURE = "NHS CUI MEDa-0239"


@dataclass(frozen=True, slots=True)
class Bench:
    """What is known when a result is entered."""

    patient: PatientSlice
    labs: LabsSlice
    laboratories: Laboratories
    people: People
    protocol: ActiveProtocol | None
    act: Act


def decide_labs(
    command: LabCommand, bench: Bench
) -> tuple[LabsRecorded | LabCorrected | LabVoided]:
    """Enter results, put one right or take one back. Raises Refused with every reason."""
    refuse_if(check_role(bench.people, bench.act.author, *AUTHORS))
    if bench.protocol is None:
        raise refuse("configuration.none_signed", H19)
    match command:
        case RecordLabs():
            return (_record(command, bench),)
        case CorrectLab():
            return (_correct(command, bench, bench.protocol),)
        case VoidLab():
            return (_void(command, bench, bench.protocol),)


def _record(command: RecordLabs, bench: Bench) -> LabsRecorded:
    told: tuple[AnyResult, ...] = (*command.results, *command.findings)
    if not told:
        raise refuse("labs.nothing")
    refuse_if(alert for one in told for alert in check_result(one, bench))
    refuse_if(_check_told_once(told))
    keyed = _keyed(told, bench)
    return LabsRecorded(
        tuple(one for one in keyed if isinstance(one, LabResult)),
        tuple(one for one in keyed if isinstance(one, LabFinding)),
    )


def _keyed(told: Iterable[AnyResult], bench: Bench) -> list[AnyResult]:
    """Give each result a key that no other of this patient has, on whichever machine it is told."""
    known = len(bench.labs.all) + len(bench.labs.superseded)
    stem = f"lab-{bench.act.now.astimezone(UTC):%Y%m%d%H%M%S%f}-{bench.act.author}"
    return [replace(one, key=ResultId(f"{stem}-{known + place}")) for place, one in enumerate(told)]


def _correct(command: CorrectLab, bench: Bench, protocol: ActiveProtocol) -> LabCorrected:
    was = bench.labs.standing(command.corrects)
    if was is None:
        raise refuse("labs.not_standing", KEPT)
    # what is put right is no double of itself
    left = bench.labs.without(was.key)
    refuse_if(
        (
            *_check_same(was, command.now),
            *check_result(command.now, replace(bench, labs=left)),
            *check_reason(command.reason, command.note),
            *check_listed(protocol, "lab_correction_reason", command.reason),
            *check_note(command.note),
        )
    )
    [now] = _keyed((command.now,), bench)
    return LabCorrected(was.key, now, command.reason, command.note, bench.act.author)


def _check_same(was: AnyResult, now: AnyResult) -> Iterator[Alert]:
    if was.analyte != now.analyte:
        yield stop("labs.other_analyte", KEPT)
    elif replace(now, key=was.key) == was:
        yield stop("labs.unchanged", KEPT)


def _void(command: VoidLab, bench: Bench, protocol: ActiveProtocol) -> LabVoided:
    if bench.labs.standing(command.result) is None:
        raise refuse("labs.not_standing", KEPT)
    refuse_if(
        (
            *check_reason(command.reason, command.note),
            *check_listed(protocol, "lab_void_reason", command.reason),
            *check_note(command.note),
        )
    )
    return LabVoided(command.result, command.reason, command.note, bench.act.author)


def _check_told_once(told: Iterable[AnyResult]) -> Iterator[Alert]:
    places = [(one.analyte, one.specimen, one.sampled_at.timestamp()) for one in told]
    for analyte in dict.fromkeys(place[0] for place in places if places.count(place) > 1):
        yield stop("labs.told_twice", "", analyte=analyte)


def check_result(one: AnyResult, bench: Bench) -> Iterator[Alert]:
    """Return what stands against one result; what was answered is not asked again."""
    protocol = bench.protocol
    analyte = protocol.protocol.analytes.get(one.analyte) if protocol else None
    if protocol is None or analyte is None:
        yield stop("labs.unknown_analyte", UNITS, analyte=one.analyte)
        return
    if not protocol.protocol.panels[analyte.panel].takes(one.specimen):
        yield stop("labs.wrong_specimen", "", analyte=analyte.label)
    yield from _check_times(one, bench)
    yield from _check_report(one, bench)
    asked = (*_check_twice(one, analyte, bench.labs), *_ask_day(one, bench))
    if isinstance(one, LabResult):
        wrong = tuple(_check_number(one, analyte, protocol))
        yield from wrong
        # what cannot be is not asked about as well
        asked = (*asked, *(() if wrong else _ask_number(one, analyte, bench)))
    else:
        yield from _check_finding(one, analyte, protocol)
    yield from (alert for alert in asked if alert.code not in one.confirmed)


def _check_times(one: AnyResult, bench: Bench) -> Iterator[Alert]:
    act, reported = bench.act, one.report.reported_at
    ahead = [at for at in (one.sampled_at, reported) if at and act.is_ahead(at)]
    if ahead:
        yield stop("labs.future_sample", FUTURE, now=act.now)
    if reported is not None and elapsed(one.sampled_at, reported).total_seconds() < 0:
        yield stop("labs.reported_before", "", sampled=one.sampled_at, reported=reported)
    if act.day_of(one.sampled_at) < bench.patient.identity.born:
        yield stop("labs.before_birth", "", born=bench.patient.identity.born)


def _check_report(one: AnyResult, bench: Bench) -> Iterator[Alert]:
    laboratory = one.report.laboratory
    if laboratory and laboratory not in bench.laboratories:
        yield stop("laboratories.unknown", "", laboratory=laboratory)
    yield from check_line(one.report.number)
    yield from check_line(one.note)
    for code in set(one.confirmed) - ASKED:
        yield stop("labs.not_asked", "", asked=code)


def _check_twice(one: AnyResult, analyte: Analyte, labs: LabsSlice) -> tuple[Alert, ...]:
    place = (one.analyte, one.specimen, one.sampled_at.timestamp())
    for known in labs.all:
        if (known.analyte, known.specimen, known.sampled_at.timestamp()) == place:
            return (stop("labs.twice", "", analyte=analyte.label, sampled_at=one.sampled_at),)
    return ()


def _ask_day(one: AnyResult, bench: Bench) -> Iterator[Alert]:
    """Return a stop for a sample after the day of death: another patient's, or a wrong day."""
    died = bench.patient.died_on
    if died is not None and bench.act.day_of(one.sampled_at) > died:
        yield stop("labs.after_death", "", sampled=one.sampled_at, died=died)


def _check_number(one: LabResult, analyte: Analyte, protocol: ActiveProtocol) -> Iterator[Alert]:
    if analyte.kind is not AnalyteKind.NUMBER or analyte.unit is None:
        yield stop("labs.no_number", UNITS, analyte=analyte.label)
        return
    given = (one.value, one.low, one.high)
    other = next((n for n in given if n is not None and n.unit is not analyte.unit), None)
    if other is not None:
        yield stop("labs.wrong_unit", UNITS, unit=other.unit, expected=analyte.unit)
        return
    if one.value.value < 0 or (analyte.printed == "creatinine" and one.value.value == 0):
        yield stop("labs.impossible", UNITS, value=one.value)
    if one.low is not None and one.high is not None and one.high < one.low:
        yield stop("labs.range_order", "", low=one.low, high=one.high)
    yield from _check_printed(one, analyte)
    yield from check_codes(protocol, "lab_mark", one.marks)


def _check_printed(one: LabResult, analyte: Analyte) -> Iterator[Alert]:
    if one.printed is None:
        return
    family = family_of(one.value.unit, analyte.printed)
    unit = unit_named(family, one.printed.unit)
    if unit is None:
        yield stop("labs.unknown_unit", UNITS, unit=one.printed.unit)
    elif to_kept(one.printed.value, unit, family.unit).value != one.value.value:
        yield stop("labs.not_as_printed", UNITS, value=one.value)


def _ask_number(one: LabResult, analyte: Analyte, bench: Bench) -> Iterator[Alert]:
    family = family_of(one.value.unit, analyte.printed)
    unit = unit_named(family, one.printed.unit) if one.printed else family.printed[0]
    if unit is None:
        return
    printed = one.printed.value if one.printed else one.value.value
    slips = tuple(check_slip(printed, unit, family, expected(one, bench)))
    yield from slips
    limits = bench.protocol.plausible.get(one.analyte) if bench.protocol else None
    if limits is not None and not limits.hard_low <= one.value <= limits.hard_high:
        low, high = limits.hard_low, limits.hard_high
        if not slips:
            yield from check_beyond(printed, unit, family, low, high)
        told = as_printed(printed, unit, family)
        yield stop("labs.implausible", UNITS, value=told, low=low, high=high)


def expected(one: LabResult, bench: Bench) -> tuple[Quantity, ...]:
    """Return what a value may be held against: the last result and the limits of its range."""
    last = bench.labs.latest(one.analyte, one.sampled_at, one.specimen)
    known = [one.low, one.high, last.value if last else None]
    laboratory = bench.laboratories.get(one.report.laboratory)
    if laboratory is not None:
        identity, on = bench.patient.identity, bench.act.day_of(one.sampled_at)
        years = whole_years(identity.born, on)
        found = laboratory.range_for(one.analyte, one.specimen, on, identity.sex, years)
        known += [found.low, found.high] if found else []
    return tuple(value for value in known if value is not None)


def _check_finding(one: LabFinding, analyte: Analyte, protocol: ActiveProtocol) -> Iterator[Alert]:
    yield from _FINDINGS[analyte.kind](one, analyte)
    if analyte.kind is AnalyteKind.CODED:
        yield from check_listed(protocol, analyte.vocabulary, one.code)
    for amount, unit in ((one.volume, Unit.ML), (one.fixed_after, Unit.MIN)):
        if amount is not None and (amount.unit is not unit or amount.value < 0):
            yield stop("labs.wrong_unit", UNITS, unit=amount.unit, expected=unit)
    yield from check_note(one.text)


def _check_unmeasured(one: LabFinding, analyte: Analyte) -> Iterator[Alert]:
    if one.code != NOT_MEASURABLE:
        yield stop("labs.not_a_finding", "", analyte=analyte.label)
    elif not one.text.strip():
        yield stop("labs.why_not_measurable", "", analyte=analyte.label)


def _check_coded(one: LabFinding, analyte: Analyte) -> Iterator[Alert]:
    if not one.code:
        yield stop("labs.code_missing", "", analyte=analyte.label)


def _check_text(one: LabFinding, analyte: Analyte) -> Iterator[Alert]:
    if one.code:
        yield stop("labs.not_a_finding", "", analyte=analyte.label)
    elif not one.text.strip():
        yield stop("labs.text_missing", "", analyte=analyte.label)


_FINDINGS: Mapping[AnalyteKind, Callable[[LabFinding, Analyte], Iterator[Alert]]] = {
    AnalyteKind.NUMBER: _check_unmeasured,
    AnalyteKind.CODED: _check_coded,
    AnalyteKind.TEXT: _check_text,
}
