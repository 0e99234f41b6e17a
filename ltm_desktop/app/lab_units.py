"""Units of laboratories, converted to those the record keeps; the one place they are converted.

Refuses a value that cannot be right in its unit: the person says which unit stands on the report.
Source: clinical practice, section 2.4.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.labs import UNITS, Comparator
from ltm_desktop.domain.quantities import Quantity, Unit, parse_decimal


@dataclass(frozen=True, slots=True)
class LabUnit:
    """A unit as laboratories print it, and how much of the record's unit one of it is."""

    name: str
    """As printed; units are no words of a language."""
    factor: Decimal
    least: Decimal | None = None
    """Below this a value was meant in the other unit of the table."""
    most: Decimal | None = None
    """Above this a value was meant in the other unit of the table."""


_ONE = Decimal(1)
_UNITS: Mapping[Unit, tuple[LabUnit, ...]] = {
    # 100 and 100,000 platelets: the other unit is a thousand times away
    Unit.PER_NL: (
        LabUnit("10⁹/L", _ONE, most=Decimal(5000)),
        LabUnit("/mm³", Decimal("0.001"), least=Decimal(10)),
        LabUnit("10³/µL", _ONE, most=Decimal(5000)),
    ),
    # 80 mg/dL is impossible
    Unit.UMOL_PER_L: (
        LabUnit("µmol/L", _ONE, least=Decimal(10)),
        LabUnit("mg/dL", Decimal("88.4"), most=Decimal(30)),
    ),
    Unit.ML_PER_MIN: (LabUnit("mL/min", _ONE),),
    Unit.G_PER_L: (LabUnit("g/L", _ONE, least=Decimal(20)), LabUnit("g/dL", Decimal(10))),
    Unit.COUNT: (LabUnit("", _ONE),),
}


def units_for(unit: Unit) -> tuple[LabUnit, ...]:
    """Return the units a laboratory may print for a value that is kept in this one."""
    return _UNITS.get(unit, (LabUnit(unit.value, _ONE),))


def read_value(text: str) -> tuple[Comparator, Decimal]:
    """Read "<0.5", ">400" or "1.2". Raises Refused for anything else."""
    typed = text.strip().replace("＜", "<").replace("＞", ">")
    sign = typed[:1] if typed[:1] in ("<", ">") else ""
    return Comparator(sign), parse_decimal(typed[len(sign) :])


def to_kept(value: Decimal, printed: LabUnit, unit: Unit) -> Quantity:
    """Return a printed value in the unit it is kept in, exactly; digits are kept as typed."""
    return Quantity(value if printed.factor == _ONE else value * printed.factor, unit)


def check_slip(value: Decimal, printed: LabUnit, unit: Unit) -> Iterator[Alert]:
    """Return a stop for a value that was meant in another unit of the table."""
    low = printed.least is not None and 0 < value < printed.least
    high = printed.most is not None and value > printed.most
    other = next((one for one in units_for(unit) if one.factor != printed.factor), None)
    if other is not None and (low or high):
        typed, meant = f"{value} {printed.name}", f"{value} {other.name}"
        yield stop("labs.unit_slip", UNITS, value=typed, other=meant)
