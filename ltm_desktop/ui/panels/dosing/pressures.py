"""A pressure in the unit it was read in, as the centimetres of water it is stored in. No Qt.

Source: clinical practice, section 2.4: mmH2O divided by 10, mmHg times 1.35951.
"""

from collections.abc import Mapping
from decimal import Decimal

from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.quantities import Quantity, Unit, parse_decimal, parse_quantity

CM, MM, HG = "cm[H2O]", "mm[H2O]", "mm[Hg]"
NAMES: Mapping[str, str] = {CM: "cmH₂O", MM: "mmH₂O", HG: "mmHg"}
"""How each unit is written, in every language."""
_FACTORS: Mapping[str, Decimal] = {MM: Decimal("0.1"), HG: Decimal("1.35951")}


def parse(text: str, unit: str) -> Quantity:
    """Read an amount typed in a unit, in cmH2O. Raises Refused for a comma or another unit."""
    factor = _FACTORS.get(unit)
    if factor is None:
        return parse_quantity(text, Unit.CM_H2O)
    return Quantity((parse_decimal(text) * factor).normalize() + 0, Unit.CM_H2O)


def read(text: str, unit: str) -> Quantity | None:
    """Return an amount typed in a unit, in cmH2O; None where it cannot be read."""
    try:
        return parse(text, unit)
    except Refused:
        return None
