"""FHIR bundles written by the model library, for tests; everybody in them is synthetic."""

import json
from decimal import Decimal
from typing import Any

from fhir.resources.R4B.bundle import Bundle

LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
PATIENT: dict[str, Any] = {
    "resourceType": "Patient",
    "id": "p1",
    "identifier": [{"value": "DEMO-001"}, {"value": "H-0001"}],
    "name": [{"family": "Example", "given": ["Anna"]}, {"text": "演示甲"}],
    "birthDate": "1961-05-04",
}


def observation(code: str, name: str, value: str, unit: str, **more: Any) -> dict[str, Any]:
    """Return a laboratory result of the synthetic patient."""
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": LOINC, "code": code}], "text": name},
        "subject": {"reference": "Patient/p1"},
        "effectiveDateTime": "2026-03-02T08:10:00+08:00",
        "valueQuantity": {"value": Decimal(value), "unit": unit, "system": UCUM, "code": unit},
        **more,
    }


def bundle(*resources: dict[str, Any]) -> bytes:
    """Return the resources as a bundle, written by a program that is not ours."""
    entries = [
        {"fullUrl": f"urn:uuid:00000000-0000-4000-8000-{place:012}", "resource": one}
        for place, one in enumerate(resources)
    ]
    told = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    return Bundle.model_validate(told).model_dump_json().encode()


def plain(data: bytes) -> Any:
    """Return a bundle as plain values that a test may spoil."""
    return json.loads(data)
