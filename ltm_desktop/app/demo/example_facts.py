"""What the demo's nurses see and measure: unremarkable findings, every amount an example."""

from datetime import date, datetime
from decimal import Decimal

from ltm_desktop.domain.dosing import LumbarFacts, OmmayaFacts
from ltm_desktop.domain.dosing_steps import Assessment, Vitals
from ltm_desktop.domain.labs import LabResult
from ltm_desktop.domain.quantities import Quantity, Unit, ml
from ltm_desktop.domain.terms import Access


def _gauge(number: int) -> Quantity:
    return Quantity(Decimal(number), Unit.GAUGE)


def _count(number: int) -> Quantity:
    return Quantity(Decimal(number), Unit.COUNT)


def injection_facts(access: Access) -> OmmayaFacts | LumbarFacts:
    """Return what was seen at a reservoir or a lumbar puncture without trouble."""
    if access is Access.OMMAYA:
        return OmmayaFacts(
            site_inspection="intact",
            refill="immediate",
            needle_gauge=_gauge(25),
            punctures=_count(1),
            csf_withdrawn=ml("6"),
            csf_appearance="clear",
            csf_return=True,
            flush=ml("1"),
        )
    return LumbarFacts(
        position="left_lateral",
        interspace="l3_4",
        guidance="landmark",
        needle_type="atraumatic",
        needle_gauge=_gauge(22),
        attempts=_count(1),
        csf_withdrawn=ml("6"),
        csf_appearance="clear",
        csf_return=True,
        site_inspection="intact",
        opening_pressure=Quantity(Decimal("17"), Unit.CM_H2O),
        traumatic="none",
    )


def vitals() -> Vitals:
    """Return vital signs within everybody's limits."""
    return Vitals(
        temperature=Quantity(Decimal("36.7"), Unit.CELSIUS),
        pulse=Quantity(Decimal(72), Unit.PER_MIN),
        pain=_count(0),
        coma_scale=_count(15),
    )


def assessment(b12_on: date) -> Assessment:
    """Return an assessment that finds nothing against a dose."""
    return Assessment(
        consent_valid=True,
        symptoms="none (synthetic)",
        vitals=vitals(),
        pressure_signs=(),
        local_infection=False,
        anticoagulant="",
        anticoagulant_held=False,
        folic_acid_days=Quantity(Decimal(10), Unit.DAY),
        vitamin_b12_on=b12_on,
        headache=_count(0),
    )


_RESULTS = {
    "platelets": ("180", Unit.PER_NL),
    "neutrophils": ("3.2", Unit.PER_NL),
    "creatinine_clearance": ("92", Unit.ML_PER_MIN),
    "inr": ("1.0", Unit.COUNT),
}


def lab_results(drawn_at: datetime) -> tuple[LabResult, ...]:
    """Return results within the example limits."""
    return tuple(
        LabResult(analyte, Quantity(Decimal(value), unit), drawn_at, note="synthetic")
        for analyte, (value, unit) in _RESULTS.items()
    )
