"""Laboratory results from FHIR bundles that the model library wrote."""

import json
from contextlib import suppress
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ltm_desktop.app.imported_labs import ReportState
from ltm_desktop.domain.errors import Refused
from ltm_desktop.exchange.fhir.labs import read_bundle
from tests.exchange.labs.bundles import PATIENT, bundle, observation, plain

PLATELETS = observation("777-3", "Platelets", "48.10", "10*9/L")


def _only(data: bytes) -> Any:
    (patient,) = read_bundle(data)
    (result,) = patient.results
    return result


def _codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [alert.code for alert in refused.value.alerts]


def test_a_bundle_says_whose_it_is_and_what_was_measured() -> None:
    ranged = {
        **PLATELETS,
        "referenceRange": [
            {"low": {"value": 125, "code": "10*9/L", "system": "http://unitsofmeasure.org"}}
        ],
        "issued": "2026-03-02T09:00:00+08:00",
    }
    report = {
        "resourceType": "DiagnosticReport",
        "status": "final",
        "code": {"text": "Blood count"},
        "identifier": [{"value": "R-17"}],
        "performer": [{"display": "Laboratory A (synthetic)"}],
        "result": [{"reference": "Observation/o1"}],
    }
    (patient,) = read_bundle(bundle(PATIENT, {**ranged, "id": "o1"}, report))
    assert patient.owner.numbers == ("DEMO-001", "H-0001")
    assert patient.owner.names == ("Example^Anna", "演示甲")
    assert str(patient.owner.born) == "1961-05-04"
    (found,) = patient.results
    assert (found.name, found.codes) == ("Platelets", ("777-3",))
    assert (found.value, found.unit, found.low, found.high) == ("48.1", "10*9/L", "125", "")
    assert found.sampled_at == datetime.fromisoformat("2026-03-02T08:10:00+08:00")
    assert (found.report, found.laboratory) == ("R-17", "Laboratory A (synthetic)")
    assert found.state is ReportState.FINAL


def test_digits_are_kept_as_they_stand_in_the_file() -> None:
    data = bundle(PATIENT, observation("718-7", "Hb", "7.25", "mmol/L"))
    assert b"7.25" in data
    assert _only(data.replace(b"7.25", b"7.2500000000000000001")).value == "7.2500000000000000001"


def test_a_comparator_stands_before_the_number() -> None:
    below = observation("2039-6", "CEA", "0.5", "ng/mL")
    below["valueQuantity"]["comparator"] = "<"
    assert _only(bundle(PATIENT, below)).value == "<0.5"


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("preliminary", ReportState.PRELIMINARY),
        ("amended", ReportState.CORRECTED),
        ("entered-in-error", ReportState.WITHDRAWN),
        ("cancelled", ReportState.WITHDRAWN),
        ("bogus", ReportState.WITHDRAWN),
    ],
)
def test_how_far_the_laboratory_stands_by_it_is_told(status: str, state: ReportState) -> None:
    assert _only(bundle(PATIENT, {**PLATELETS, "status": status})).state is state


def test_a_day_without_an_hour_is_no_sampling_time() -> None:
    told = {**PLATELETS, "effectiveDateTime": "2026-03-02"}
    assert _only(bundle(PATIENT, told)).sampled_at is None


def test_the_specimen_says_what_it_is_and_when_it_was_drawn() -> None:
    specimen = {
        "resourceType": "Specimen",
        "id": "s1",
        "type": {"text": "Cerebrospinal fluid, lumbar"},
        "collection": {"collectedDateTime": "2026-03-02T07:55:00+08:00"},
    }
    told = observation("2880-3", "Protein", "0.45", "g/L", specimen={"reference": "Specimen/s1"})
    found = _only(bundle(PATIENT, specimen, told))
    assert found.specimen == "Cerebrospinal fluid, lumbar"
    assert found.sampled_at == datetime.fromisoformat("2026-03-02T07:55:00+08:00")


def test_a_panel_is_read_part_by_part() -> None:
    panel = {
        "resourceType": "Observation",
        "status": "final",
        "code": {"text": "Blood count"},
        "subject": {"reference": "Patient/p1"},
        "effectiveDateTime": "2026-03-02T08:10:00+08:00",
        "component": [
            {"code": {"text": "WBC"}, "valueQuantity": {"value": 2.4, "unit": "10*9/L"}},
            {"code": {"text": "PLT"}, "valueQuantity": {"value": 48, "unit": "10*9/L"}},
        ],
    }
    (patient,) = read_bundle(bundle(PATIENT, panel))
    assert [(one.name, one.value) for one in patient.results] == [("WBC", "2.4"), ("PLT", "48")]


def test_a_range_in_another_unit_is_left_out() -> None:
    ranged = {**PLATELETS, "referenceRange": [{"low": {"value": 125000, "unit": "/mm3"}}]}
    assert _only(bundle(PATIENT, ranged)).low == ""


def test_results_of_nobody_known_are_no_results() -> None:
    stray = {**PLATELETS, "subject": {"reference": "Patient/other"}}
    with pytest.raises(Refused) as refused:
        read_bundle(bundle(PATIENT, stray))
    assert _codes(refused) == ["labs.file_empty"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"{", "labs.file_not_readable"),
        (b"[]", "labs.not_a_bundle"),
        (b'{"resourceType": "Patient"}', "labs.not_a_bundle"),
        (b'{"resourceType": "Bundle", "resourceType": "Bundle"}', "labs.file_not_readable"),
        (b'{"resourceType": "Bundle", "entry": {}}', "labs.not_a_bundle"),
        (b'{"resourceType": "Bundle", "entry": [], "a": NaN}', "labs.file_not_readable"),
        (b'{"a":' * 100_000, "labs.file_not_readable"),
        (b'{"resourceType": "Bundle", "a": ' + b"9" * 100_000 + b"}", "labs.file_not_readable"),
    ],
)
def test_what_is_no_bundle_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_bundle(data)
    assert _codes(refused) == [code]


def test_a_resource_that_is_not_of_its_kind_is_named_by_its_place_only() -> None:
    spoiled = plain(bundle(PATIENT, PLATELETS))
    spoiled["entry"][1]["resource"]["valueQuantity"] = "Anna Example 48"
    with pytest.raises(Refused) as refused:
        read_bundle(json.dumps(spoiled).encode())
    assert _codes(refused) == ["labs.fhir_invalid"]
    assert "Anna" not in repr(refused.value.alerts)
    assert refused.value.__cause__ is None


_BUNDLE = bundle(PATIENT, {**PLATELETS, "id": "o1"})


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_spoiled_bundle_is_refused_or_read_and_nothing_else(data: st.DataObject) -> None:
    spoiled = bytearray(_BUNDLE)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(spoiled) - 1))
        cut = data.draw(st.integers(0, 6))
        spoiled[at : at + cut] = data.draw(st.binary(max_size=4))
    with suppress(Refused):
        read_bundle(bytes(spoiled))
