"""What is measured at the bedside: the unit and scale of each field, and the balance of volumes.

Refuses another unit, less than nothing, a score off its scale and a value of another unit's size.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields

from ltm_desktop.domain.alerts import Alert, note, stop
from ltm_desktop.domain.dosing import LumbarFacts, OmmayaFacts
from ltm_desktop.domain.dosing_steps import Vitals
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.setting_values import FieldRange
from ltm_desktop.domain.terms import Access

FORM = "required field of the form, clinical practice sections 2.2 and 2.3"
SCALE = "clinical practice sections 2.1 to 2.4: units and scales"
BALANCE = "isovolumetric injection, clinical practice section 2.3"

FACT_UNITS: Mapping[str, Unit] = {
    "needle_gauge": Unit.GAUGE,
    "punctures": Unit.COUNT,
    "attempts": Unit.COUNT,
    "levels": Unit.COUNT,
    "dome_pumps": Unit.COUNT,
    "after_pumps": Unit.COUNT,
    "csf_withdrawn": Unit.ML,
    "flush": Unit.ML,
    "local_anaesthetic_volume": Unit.ML,
    "pressure": Unit.CM_H2O,
    "opening_pressure": Unit.CM_H2O,
    "closing_pressure": Unit.CM_H2O,
    "rest": Unit.MIN,
    "red_cells_first": Unit.PER_UL,
    "red_cells_last": Unit.PER_UL,
}
"""The unit each finding is stored in; other units are converted where they are typed."""
VITAL_UNITS: Mapping[str, Unit] = {
    "temperature": Unit.CELSIUS,
    "pulse": Unit.PER_MIN,
    "systolic": Unit.MM_HG,
    "diastolic": Unit.MM_HG,
    "breaths": Unit.PER_MIN,
    "saturation": Unit.PERCENT,
    "pain": Unit.COUNT,
    "coma_scale": Unit.COUNT,
}
RATING = (0, 10)
"""The ends of a numeric rating, such as pain or headache."""
# The ends of a scale by its own definition, never a clinical limit; what is above 60 degrees was
# read in Fahrenheit.
_SCALES: Mapping[str, tuple[int, int]] = {
    "pain": RATING,
    "headache": RATING,
    "injection_pain": RATING,
    "coma_scale": (3, 15),
    "performance": (0, 4),
    "saturation": (0, 100),
    "temperature": (0, 60),
}
_WHOLE = frozenset(
    {"pain", "headache", "injection_pain", "coma_scale", "performance", "folic_acid_days"}
)


def check_vitals(vitals: Vitals) -> Iterator[Alert]:
    """Return what cannot be a vital sign: another unit, off its scale, pressures swapped."""
    for name, unit in VITAL_UNITS.items():
        yield from check_measure(name, getattr(vitals, name), unit)
    upper, lower = vitals.systolic, vitals.diastolic
    if upper is not None and lower is not None and upper.value < lower.value:
        yield stop("dosing.pressures_swapped", SCALE, systolic=upper, diastolic=lower)


def is_blank(vitals: Vitals) -> bool:
    """Tell whether nothing at all was measured."""
    return all(getattr(vitals, one.name) is None for one in fields(vitals))


def check_rating(name: str, rating: Quantity | None) -> Iterator[Alert]:
    """Return what keeps an answer from being a numeric rating of 0 to 10."""
    yield from check_measure(name, rating, Unit.COUNT)


def check_measure(name: str, amount: Quantity | None, unit: Unit) -> Iterator[Alert]:
    """Return what keeps an amount from being a value of this field; None was not measured."""
    if amount is None:
        return
    if amount.unit is not unit:
        yield wrong_unit(name, amount, unit)
        return
    lowest, highest = _SCALES.get(name, (0, None))
    if highest is not None and not lowest <= amount.value <= highest:
        yield stop("dosing.off_scale", SCALE, field=name, lowest=lowest, highest=highest)
    elif amount.value < 0:
        yield stop("dosing.negative", FORM, field=name)
    elif name in _WHOLE and amount.value != amount.value.to_integral_value():
        yield stop("texts.not_a_count", typed=str(amount.value))


def check_fact_units(facts: OmmayaFacts | LumbarFacts) -> Iterator[Alert]:
    """Return every finding that is in another unit or below zero."""
    for name, unit in FACT_UNITS.items():
        yield from check_measure(name, getattr(facts, name, None), unit)


def meant_by_slip(limits: FieldRange | None, pressure: Quantity) -> Quantity | None:
    """Return the cmH2O probably meant where mmH2O were typed for cmH2O; None for no such slip.

    A tenth of it is plausible by the site's signed limits, and it is not (section 2.4).
    """
    if limits is None or pressure.unit is not Unit.CM_H2O or limits.unit is not Unit.CM_H2O:
        return None
    # Only the digits that say something: 18, not 18.0.
    meant = Quantity(pressure.value.scaleb(-1).normalize() + 0, Unit.CM_H2O)
    slipped = pressure > limits.hard_high and limits.hard_low <= meant <= limits.hard_high
    return meant if slipped else None


def check_slips(
    protocol: ActiveProtocol | None,
    access: Access,
    facts: OmmayaFacts | LumbarFacts,
    kept: Collection[str],
) -> Iterator[Alert]:
    """Return a stop for each pressure that looks like mmH2O and that nobody confirmed."""
    for name, unit in FACT_UNITS.items():
        pressure = getattr(facts, name, None)
        if unit is not Unit.CM_H2O or pressure is None or name in kept:
            continue
        limits = protocol.range_of(f"{access.value}.{name}") if protocol is not None else None
        meant = meant_by_slip(limits, pressure)
        if meant is not None:
            yield stop("dosing.unit_slip", SCALE, field=name, amount=pressure, meant=meant)


def wrong_unit(field: str, amount: Quantity, expected: Unit) -> Alert:
    """Return the stop for an amount in another unit than its field's."""
    return stop("dosing.wrong_unit", FORM, field=field, unit=amount.unit, expected=expected)


def check_balance(
    protocol: ActiveProtocol | None, withdrawn: Quantity | None, injected: Quantity | None
) -> Iterator[Alert]:
    """Return a note when CSF taken and volume injected differ by more than the site signed.

    Both in mL; a volume not yet told, or a site that signed no limit, has nothing to be compared.
    """
    limit = protocol.csf_balance if protocol is not None else None
    if limit is None or withdrawn is None or injected is None:
        return
    if withdrawn.unit is not Unit.ML or injected.unit is not Unit.ML:
        return
    if abs(injected.value - withdrawn.value) > limit.value:
        yield note(
            "dosing.csf_balance", BALANCE, injected=injected, withdrawn=withdrawn, limit=limit
        )
