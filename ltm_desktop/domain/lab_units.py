"""Units of laboratories, converted to those the record keeps; the one place they are converted.

Asks about a value that is far off in its unit and near in another: the person says which stands
on the report. Source: clinical practice, section 2.4; molar masses where a substance is named.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.labs import Comparator
from ltm_desktop.domain.quantities import Quantity, Unit, parse_decimal
from ltm_desktop.domain.values import dataclass

UNITS = "units of the laboratory, clinical practice section 2.4"
_ONE = Decimal(1)
_NEAR = Decimal(2)
"""Within twice or half of what is known a value is near it; no limit of medicine."""
_MORE_PLACES = 4
"""A value that is divided keeps so many places more than were typed: it reads back exactly."""


@dataclass(frozen=True, slots=True)
class LabUnit:
    """A unit as laboratories print it, and how much of the record's unit one of it is."""

    name: str
    """As printed; units are no words of a language."""
    times: Decimal = _ONE
    over: Decimal = _ONE
    """One of it is `times / over` of the unit that is kept."""
    least: Decimal | None = None
    """Below this a value was meant in the other unit of the table."""
    most: Decimal | None = None
    """Above this a value was meant in the other unit of the table."""

    @property
    def is_kept(self) -> bool:
        """Tell whether a value is kept as it was typed."""
        return self.times == self.over


@dataclass(frozen=True, slots=True)
class Family:
    """Units that one kind of amount is printed in."""

    unit: Unit
    """What is kept."""
    printed: tuple[LabUnit, ...]


def _times(name: str, times: str) -> LabUnit:
    return LabUnit(name, times=Decimal(times))


def _over(name: str, over: str) -> LabUnit:
    return LabUnit(name, over=Decimal(over))


FAMILIES: Mapping[str, Family] = {
    # 100 and 100,000 platelets: the other unit is a thousand times away
    Unit.PER_NL.value: Family(
        Unit.PER_NL,
        (
            LabUnit("×10⁹/L", most=Decimal(5000)),
            LabUnit("/mm³", Decimal("0.001"), least=Decimal(10)),
            LabUnit("10³/µL", most=Decimal(5000)),
        ),
    ),
    Unit.PER_UL.value: Family(
        Unit.PER_UL, (LabUnit("/µL"), LabUnit("×10⁶/L"), LabUnit("/mm³"), _times("×10⁹/L", "1000"))
    ),
    Unit.ML_PER_MIN.value: Family(Unit.ML_PER_MIN, (LabUnit("mL/min"), _times("mL/s", "60"))),
    Unit.COUNT.value: Family(Unit.COUNT, (LabUnit(""),)),
    Unit.SECOND.value: Family(Unit.SECOND, (LabUnit("s"),)),
    Unit.PER_ML.value: Family(Unit.PER_ML, (LabUnit("/mL"),)),
    # 450 mg/L is 45 mg/dL
    Unit.G_PER_L.value: Family(
        Unit.G_PER_L,
        (
            LabUnit("g/L"),
            _times("g/dL", "10"),
            _times("mg/dL", "0.01"),
            _times("mg/L", "0.001"),
        ),
    ),
    # 1 mmol/L of the haemoglobin monomer is 16.114 g/L
    "haemoglobin": Family(
        Unit.G_PER_L,
        (LabUnit("g/L", least=Decimal(20)), _times("g/dL", "10"), _times("mmol/L", "16.114")),
    ),
    # 80 mg/dL is impossible
    "creatinine": Family(
        Unit.UMOL_PER_L,
        (
            LabUnit("µmol/L", least=Decimal(10)),
            LabUnit("mg/dL", Decimal("88.4"), most=Decimal(30)),
        ),
    ),
    # bilirubin 584.66 g/mol, homocysteine 135.18 g/mol
    "bilirubin": Family(Unit.UMOL_PER_L, (LabUnit("µmol/L"), _times("mg/dL", "17.104"))),
    "homocysteine": Family(Unit.UMOL_PER_L, (LabUnit("µmol/L"), _times("mg/L", "7.397"))),
    "monovalent": Family(Unit.MMOL_PER_L, (LabUnit("mmol/L"), LabUnit("mEq/L"))),
    "glucose": Family(Unit.MMOL_PER_L, (LabUnit("mmol/L"), _over("mg/dL", "18.0182"))),
    # lactate 90.08 g/mol
    "lactate": Family(Unit.MMOL_PER_L, (LabUnit("mmol/L"), _over("mg/dL", "9.008"))),
    # one microkatal is 60 units
    Unit.U_PER_L.value: Family(
        Unit.U_PER_L, (LabUnit("U/L"), LabUnit("IU/L"), _times("µkat/L", "60"))
    ),
    Unit.NG_PER_ML.value: Family(Unit.NG_PER_ML, (LabUnit("ng/mL"), LabUnit("µg/L"))),
    Unit.PG_PER_ML.value: Family(
        Unit.PG_PER_ML, (LabUnit("pg/mL"), LabUnit("ng/L"), _times("ng/mL", "1000"))
    ),
    Unit.U_PER_ML.value: Family(
        Unit.U_PER_ML, (LabUnit("U/mL"), LabUnit("kU/L"), LabUnit("IU/mL"))
    ),
    # cyanocobalamin 1355.4 g/mol, folic acid 441.4 g/mol
    "vitamin_b12": Family(
        Unit.PMOL_PER_L, (LabUnit("pmol/L"), _over("pg/mL", "1.3554"), _over("ng/L", "1.3554"))
    ),
    "folate": Family(
        Unit.NMOL_PER_L, (LabUnit("nmol/L"), _over("ng/mL", "0.4414"), _over("µg/L", "0.4414"))
    ),
    # 180 typed as cmH2O is ten times too much
    Unit.CM_H2O.value: Family(
        Unit.CM_H2O,
        (LabUnit("cmH₂O"), _times("mmH₂O", "0.1"), _times("mmHg", "1.35951")),
    ),
}
"""Families by name; the family of an analyte that names none is that of its unit."""


def family_of(unit: Unit, name: str = "") -> Family:
    """Return the units a value kept in this unit may be printed in."""
    return FAMILIES.get(name or unit.value, Family(unit, (LabUnit(unit.value),)))


def unit_named(family: Family, name: str) -> LabUnit | None:
    """Return a printed unit by its name, None for one the family does not have."""
    return next((one for one in family.printed if one.name == name), None)


def read_value(text: str) -> tuple[Comparator, Decimal]:
    """Read "<0.5", ">400" or "1.2". Raises Refused for anything else."""
    typed = text.strip().replace("＜", "<").replace("＞", ">")
    sign = typed[:1] if typed[:1] in ("<", ">") else ""
    return Comparator(sign), parse_decimal(typed[len(sign) :])


def to_kept(value: Decimal, printed: LabUnit, unit: Unit) -> Quantity:
    """Return a printed value in the unit it is kept in; digits are kept where none is divided."""
    if printed.is_kept:
        return Quantity(value, unit)
    if printed.over == _ONE:
        return Quantity(value * printed.times, unit)
    with localcontext() as exact:
        exact.prec = 60
        found = value * printed.times / printed.over
        return Quantity(found.quantize(_step(value, _MORE_PLACES), ROUND_HALF_EVEN), unit)


def to_printed(kept: Quantity, printed: LabUnit, like: Decimal) -> Decimal:
    """Return a kept value as it was printed, with as many places as `like` has."""
    with localcontext() as exact:
        exact.prec = 60
        return (kept.value * printed.over / printed.times).quantize(_step(like), ROUND_HALF_EVEN)


def _step(value: Decimal, more: int = 0) -> Decimal:
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return Decimal(1).scaleb(-(places + more))


def check_slip(
    value: Decimal, printed: LabUnit, family: Family, known: Sequence[Quantity] = ()
) -> Iterator[Alert]:
    """Return a stop for a value that was meant in another unit of its family.

    `known` are values it may be held against: limits of a reference range, the last result.
    """
    other = _meant(value, printed, family, known)
    if other is not None:
        yield _slip(value, printed, other)


def check_beyond(
    value: Decimal, printed: LabUnit, family: Family, low: Quantity, high: Quantity
) -> Iterator[Alert]:
    """Return a stop for a value beyond its limits that another unit would bring between them."""
    for other in _others(printed, family):
        if low.value <= to_kept(value, other, family.unit).value <= high.value:
            yield _slip(value, printed, other)
            return


def as_printed(value: Decimal, printed: LabUnit, family: Family) -> Quantity | str:
    """Return a value with its unit; one that is converted as printed and as it is kept."""
    kept = to_kept(value, printed, family.unit)
    if printed.is_kept:
        return kept
    return f"{value:f} {printed.name} = {kept.value:f} {family.printed[0].name}"


def _slip(value: Decimal, printed: LabUnit, other: LabUnit) -> Alert:
    typed, meant = f"{value} {printed.name}", f"{value} {other.name}"
    return stop("labs.unit_slip", UNITS, value=typed, other=meant)


def _others(printed: LabUnit, family: Family) -> list[LabUnit]:
    """Return the units of a family that are not as large as this one."""
    return [one for one in family.printed if one.times * printed.over != printed.times * one.over]


def _meant(
    value: Decimal, printed: LabUnit, family: Family, known: Sequence[Quantity]
) -> LabUnit | None:
    others = _others(printed, family)
    low = printed.least is not None and 0 < value < printed.least
    high = printed.most is not None and value > printed.most
    if others and (low or high):
        return others[0]
    expected = [one.value for one in known if one.unit is family.unit and one.value > 0]
    if value <= 0 or not expected or _is_near(value, printed, family, expected):
        return None
    return next((one for one in others if _is_near(value, one, family, expected)), None)


def _is_near(value: Decimal, unit: LabUnit, family: Family, expected: Iterable[Decimal]) -> bool:
    """Tell whether a value lies within twice and half of what is known, taken as a range."""
    found, limits = to_kept(value, unit, family.unit).value, sorted(expected)
    return limits[0] <= found * _NEAR and found <= limits[-1] * _NEAR
