"""Amounts: a Decimal with its unit, digits kept as typed; refuses floats and foreign units."""

import re
from decimal import Decimal
from enum import StrEnum

from ltm_desktop.domain.errors import refuse
from ltm_desktop.domain.values import dataclass


class Unit(StrEnum):
    """The units the log stores; values are UCUM codes."""

    MG = "mg"
    ML = "mL"
    MG_PER_ML = "mg/mL"
    GY = "Gy"
    GY_RBE = "Gy{RBE}"
    CM_H2O = "cm[H2O]"
    MIN = "min"
    HOUR = "h"
    DAY = "d"
    KG = "kg"
    CM = "cm"
    MU = "MU"
    GAUGE = "G"
    COUNT = "1"
    PER_NL = "10*9/L"
    PER_UL = "/uL"
    ML_PER_MIN = "mL/min"
    UMOL_PER_L = "umol/L"
    G_PER_L = "g/L"
    CELSIUS = "Cel"
    PER_MIN = "/min"
    MM_HG = "mm[Hg]"
    PERCENT = "%"
    MM = "mm"
    MG_PER_DAY = "mg/d"
    DEGREE = "deg"
    M2 = "m2"
    MMOL_PER_L = "mmol/L"
    NMOL_PER_L = "nmol/L"
    PMOL_PER_L = "pmol/L"
    U_PER_L = "U/L"
    U_PER_ML = "U/mL"
    NG_PER_ML = "ng/mL"
    PG_PER_ML = "pg/mL"
    PER_ML = "/mL"
    SECOND = "s"


_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")
_NUMBER_PART = re.compile(r"[0-9.,，]*")


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount with its unit; 2.00 and 2 are equal in value and keep their digits."""

    value: Decimal
    unit: Unit

    def __post_init__(self) -> None:
        """Refuse a float, a NaN and an infinity. Raises TypeError or ValueError."""
        if not isinstance(self.value, Decimal):
            raise TypeError("an amount is a Decimal")
        if not self.value.is_finite():
            raise ValueError("an amount is finite")

    def __str__(self) -> str:
        """Return digits as typed and the unit."""
        return f"{self.value} {self.unit.value}"

    def _same(self, other: "Quantity") -> None:
        if self.unit is not other.unit:
            raise ValueError(f"cannot compare {self.unit} with {other.unit}")

    def __lt__(self, other: "Quantity") -> bool:
        """Compare unrounded values of one unit."""
        self._same(other)
        return self.value < other.value

    def __le__(self, other: "Quantity") -> bool:
        """Compare unrounded values of one unit."""
        self._same(other)
        return self.value <= other.value

    def __add__(self, other: "Quantity") -> "Quantity":
        """Add two amounts of one unit."""
        self._same(other)
        return Quantity(self.value + other.value, self.unit)

    def __sub__(self, other: "Quantity") -> "Quantity":
        """Subtract two amounts of one unit."""
        self._same(other)
        return Quantity(self.value - other.value, self.unit)


def parse_decimal(text: str) -> Decimal:
    """Read a plain number as typed. Raises Refused for a comma, sign, exponent or other text."""
    typed = text.strip()
    if not typed:
        raise refuse("quantities.empty")
    if "," in typed or "，" in typed:
        raise refuse("quantities.comma", typed=typed)
    if not _NUMBER.fullmatch(typed):
        raise refuse("quantities.not_a_number", typed=typed)
    return Decimal(typed)


def parse_quantity(text: str, unit: Unit) -> Quantity:
    """Read an amount typed into a field of that unit; the unit may be repeated after it.

    Raises Refused when another unit was typed, so that mg/m2 or g never pass as mg.
    """
    typed = text.strip()
    number = typed[: _NUMBER_PART.match(typed).end()]  # type: ignore[union-attr]  # matches empty text too
    tail = typed[len(number) :].strip()
    if tail and not number:
        raise refuse("quantities.not_a_number", typed=typed)
    # A count has no unit to repeat: "2 1" is two numbers, not 2.
    if tail and (unit is Unit.COUNT or _spelled(tail) != _spelled(unit.value)):
        raise refuse("quantities.wrong_unit", typed=tail, expected=unit)
    return Quantity(parse_decimal(number), unit)


def _spelled(unit: str) -> str:
    """Return a unit as people spell it: ml is mL, cmH2O is cm[H2O]; no two units meet so."""
    return unit.replace("[", "").replace("]", "").casefold()


def mg(value: str | Decimal) -> Quantity:
    """Return milligrams from exact text."""
    return Quantity(Decimal(value), Unit.MG)


def ml(value: str | Decimal) -> Quantity:
    """Return millilitres from exact text."""
    return Quantity(Decimal(value), Unit.ML)


def gy(value: str | Decimal) -> Quantity:
    """Return gray from exact text."""
    return Quantity(Decimal(value), Unit.GY)
