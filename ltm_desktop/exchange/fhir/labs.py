"""Laboratory results from FHIR R4B: a Bundle with patients, observations, specimens and reports.

Refuses what the model library refuses, repeated names, numbers that are none, and bundles larger
than a report can be. Value sets are checked here, since the library does not.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NoReturn

from ltm_desktop.app.imported_labs import (
    LONGEST,
    MOST_RESULTS,
    ImportedLabs,
    ImportedOwner,
    ImportedResult,
    ReportState,
)
from ltm_desktop.domain.errors import refuse

FORM = "exchange format: HL7 FHIR R4B Bundle of Observations"
LOINC, UCUM = "http://loinc.org", "http://unitsofmeasure.org"
_STATES = {
    "final": ReportState.FINAL,
    "amended": ReportState.CORRECTED,
    "corrected": ReportState.CORRECTED,
    "preliminary": ReportState.PRELIMINARY,
    "registered": ReportState.PRELIMINARY,
}
_LONGEST_NUMBER = 64
"""Characters."""
_PLACES = range(-18, 19)
"""Powers of ten; no result of any laboratory comes near their ends."""
_READ = ("Patient", "Observation", "Specimen", "DiagnosticReport")
Plain = Mapping[str, Any]


def read_bundle(data: bytes) -> tuple[ImportedLabs, ...]:
    """Return the results of each patient of a bundle. Raises Refused for anything else."""
    told = _parsed(data)
    if told.get("resourceType") != "Bundle":
        raise refuse("labs.not_a_bundle", FORM)
    known = dict(_resources(told))
    results: dict[str, list[ImportedResult]] = {}
    observations = [one for one in known.values() if one["resourceType"] == "Observation"]
    reports = _reports(known.values())
    for place, one in enumerate(observations, 1):
        owner = _pointed(one.get("subject"))
        for result in _results(one, place, known, reports):
            results.setdefault(owner, []).append(result)
    patients = [
        ImportedLabs(_owner(known[who]), tuple(found))
        for who, found in results.items()
        if known.get(who, {}).get("resourceType") == "Patient"
    ]
    if not patients:
        raise refuse("labs.file_empty", FORM)
    return tuple(patients)


def _parsed(data: bytes) -> Plain:
    try:
        told = json.loads(
            data,
            parse_float=_exact,
            parse_int=_whole,
            parse_constant=_no_number,
            object_pairs_hook=_once,
        )
    except (ValueError, ArithmeticError, RecursionError):
        raise refuse("labs.file_not_readable", FORM) from None
    if not isinstance(told, dict):
        raise refuse("labs.not_a_bundle", FORM)
    return told


def _exact(text: str) -> Decimal:
    # written out, 1e999999999 would fill the memory of any computer
    number = Decimal(text) if len(text) <= _LONGEST_NUMBER else None
    if number is None or number.adjusted() not in _PLACES:
        raise ValueError("too long")
    return number


def _whole(text: str) -> Decimal | int:
    # a number of thousands of digits costs minutes and is no result
    if len(text) > 18:
        raise ValueError("too long")
    return int(text)


def _no_number(_text: str) -> NoReturn:
    raise ValueError("no number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(pairs)
    if len(told) != len(pairs):
        raise ValueError("a name stands twice")
    return told


def _resources(bundle: Plain) -> Iterator[tuple[str, Plain]]:
    """Yield the resources that are read, each under every name others may call it by."""
    entries = bundle.get("entry", [])
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise refuse("labs.not_a_bundle", FORM)
    if len(entries) > MOST_RESULTS:
        raise refuse("labs.file_too_long", FORM, most=MOST_RESULTS)
    for place, entry in enumerate(entries, 1):
        one = entry.get("resource")
        if not isinstance(one, dict) or one.get("resourceType") not in _READ:
            continue
        _check(one, place)
        kind = one["resourceType"]
        name = f"{kind}/{one['id']}" if "id" in one else str(entry.get("fullUrl", f"#{place}"))
        yield name, one
        if "id" in one and kind == "Observation":
            continue
        if entry.get("fullUrl"):
            yield str(entry["fullUrl"]), one


def _check(one: Plain, place: int) -> None:
    """Refuse a resource that is not of its kind; what was wrong may name the patient."""
    # a heavy import, and only for who reads such a file
    from fhir.resources.R4B import get_fhir_model_class
    from pydantic import ValidationError

    try:
        get_fhir_model_class(one["resourceType"]).model_validate(one)
    except (ValidationError, ValueError, TypeError, ArithmeticError, RecursionError):
        kind = str(one["resourceType"])
        raise refuse("labs.fhir_invalid", FORM, place=place, kind=kind) from None


def _reports(known: Any) -> dict[str, tuple[str, str]]:
    """Return, by observation, the number of its report and who made it."""
    found: dict[str, tuple[str, str]] = {}
    for one in known:
        if one["resourceType"] != "DiagnosticReport":
            continue
        number = next((_text(each.get("value")) for each in one.get("identifier", [])), "")
        maker = next((_text(each.get("display")) for each in one.get("performer", [])), "")
        for observation in one.get("result", []):
            found[_pointed(observation)] = (number, maker)
    return found


def _results(
    one: Plain, place: int, known: Mapping[str, Plain], reports: Mapping[str, tuple[str, str]]
) -> Iterator[ImportedResult]:
    number, maker = reports.get(f"Observation/{one.get('id', '')}", ("", ""))
    maker = maker or next((_text(each.get("display")) for each in one.get("performer", [])), "")
    specimen = known.get(_pointed(one.get("specimen")), {})
    for part in (one, *one.get("component", [])):
        value, unit = _value(part)
        if part is one and not value and one.get("component"):
            continue  # a panel says nothing itself
        low, high = _range(part, unit)
        yield ImportedResult(
            place=place,
            name=_named(part.get("code", {})),
            codes=_codes(part.get("code", {})),
            value=value,
            unit=unit,
            low=low,
            high=high,
            sampled_at=_sampled(one, specimen),
            reported_at=_moment(one.get("issued")),
            specimen=_named(specimen.get("type", {})),
            state=_STATES.get(str(one.get("status")), ReportState.WITHDRAWN),
            report=number,
            laboratory=maker,
        )


def _value(part: Plain) -> tuple[str, str]:
    if "valueQuantity" in part:
        told = part["valueQuantity"]
        sign = _text(told.get("comparator"))
        return f"{sign}{_number(told.get('value'))}", _unit(told)
    if "valueCodeableConcept" in part:
        return _named(part["valueCodeableConcept"]), ""
    if "valueInteger" in part:
        return _number(part["valueInteger"]), ""
    return _text(part.get("valueString")), ""


def _range(part: Plain, unit: str) -> tuple[str, str]:
    """Return the reference range where it is in the unit of the value."""
    for one in part.get("referenceRange", []):
        ends = [one.get(end) for end in ("low", "high")]
        if all(end is None or _unit(end) in ("", unit) for end in ends):
            low, high = (_number(end.get("value")) if end else "" for end in ends)
            return low, high
    return "", ""


def _unit(quantity: Plain) -> str:
    coded = quantity.get("code") if quantity.get("system") == UCUM else None
    return _text(coded or quantity.get("unit"))


def _number(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")[:LONGEST]
    return str(value)[:LONGEST] if isinstance(value, int) else ""


def _named(concept: Plain) -> str:
    spoken = [concept.get("text"), *(one.get("display") for one in concept.get("coding", []))]
    return next((_text(one) for one in spoken if one), "")


def _codes(concept: Plain) -> tuple[str, ...]:
    codings = concept.get("coding", [])
    return tuple(_text(one.get("code")) for one in codings if one.get("system") == LOINC)


def _sampled(one: Plain, specimen: Plain) -> datetime | None:
    """Return when the sample was drawn: as the specimen says, else as the observation does."""
    drawn = specimen.get("collection", {}).get("collectedDateTime")
    told = one.get("effectiveDateTime") or one.get("effectiveInstant")
    return _moment(drawn) or _moment(told) or _moment(one.get("effectivePeriod", {}).get("start"))


def _moment(value: object) -> datetime | None:
    try:
        told = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    # a day alone is read as its midnight, which nobody said
    return told if told is not None and told.tzinfo is not None else None


def _owner(patient: Plain) -> ImportedOwner:
    numbers = (_text(one.get("value")) for one in patient.get("identifier", []))
    return ImportedOwner(
        numbers=tuple(one for one in numbers if one),
        names=tuple(_called(patient.get("name", []))),
        born=_day(patient.get("birthDate")),
    )


def _called(names: Sequence[Plain]) -> Iterator[str]:
    for one in names:
        parts = [_text(one.get("family")), *(_text(each) for each in one.get("given", []))]
        spelled = "^".join(part for part in parts if part) or _text(one.get("text"))
        if spelled:
            yield spelled


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _pointed(reference: object) -> str:
    return _text(reference.get("reference")) if isinstance(reference, dict) else ""


def _text(value: object) -> str:
    return value.strip()[:LONGEST] if isinstance(value, str) else ""
