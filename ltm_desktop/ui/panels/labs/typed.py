"""What is typed of a laboratory's report, as texts by field, and as results. No Qt.

A field is "value.platelets", "unit.platelets", "low.", "high.", "asked."; the head has names of
its own. Refuses a value nobody can read; nothing typed is changed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from ltm_desktop.domain.analytes import Analyte, AnalyteKind, Specimen
from ltm_desktop.domain.errors import refuse
from ltm_desktop.domain.lab_units import (
    LabUnit,
    family_of,
    read_value,
    to_kept,
    to_printed,
    unit_named,
)
from ltm_desktop.domain.laboratories import ReferenceRange
from ltm_desktop.domain.labs import (
    NOT_MEASURABLE,
    AnyResult,
    LabFinding,
    LabReport,
    LabResult,
    Printed,
    RangeFrom,
)
from ltm_desktop.domain.quantities import Quantity, Unit, parse_decimal, parse_quantity

PANEL, SPECIMEN, SAMPLED, REPORTED = "panel", "specimen", "sampled", "reported"
LABORATORY, NUMBER, NOTE = "laboratory", "number", "note"
HEAD = (PANEL, SPECIMEN, SAMPLED, REPORTED, LABORATORY, NUMBER, NOTE)
YES = "yes"
_SHOWN = 4


@dataclass(frozen=True, slots=True)
class TypedLabs:
    """The form as it stands; times as the fields read them."""

    fields: Mapping[str, str] = field(default_factory=dict)
    sampled_at: datetime | None = None
    reported_at: datetime | None = None

    def head(self, name: str) -> str:
        """Return one field of the head."""
        return self.fields.get(name, "").strip()

    def of(self, part: str, analyte: str) -> str:
        """Return one field of a line."""
        return self.fields.get(f"{part}.{analyte}", "").strip()

    @property
    def specimen(self) -> Specimen | None:
        """Return the specimen chosen, None while none is."""
        chosen = self.head(SPECIMEN)
        return Specimen(chosen) if chosen in set(Specimen) else None

    @property
    def marks(self) -> tuple[str, ...]:
        """Return what the values were measured under."""
        ticked = [name for name, text in self.fields.items() if text == YES]
        return tuple(one.removeprefix("mark.") for one in ticked if one.startswith("mark."))

    def report(self) -> LabReport:
        """Return which document was read."""
        return LabReport(self.head(LABORATORY), self.head(NUMBER), self.reported_at)

    def is_filled(self, analyte: str) -> bool:
        """Tell whether anything of an analyte was typed."""
        return bool(self.of("value", analyte) or self.of("text", analyte))

    def confirmed(self, analyte: str) -> tuple[str, ...]:
        """Return the questions answered with "it stands so on the report"."""
        return tuple(filter(None, self.of("asked", analyte).split(",")))


def read_line(
    analyte: Analyte,
    typed: TypedLabs,
    *,
    specimen: Specimen,
    sampled_at: datetime,
    known: ReferenceRange | None = None,
) -> AnyResult:
    """Return one filled line as it would be kept. Raises Refused for what nobody can read."""
    if analyte.kind is AnalyteKind.NUMBER and not typed.of("unmeasured", analyte.code):
        return _number(analyte, typed, specimen, sampled_at, known)
    return _finding(analyte, typed, specimen, sampled_at)


def _number(
    analyte: Analyte,
    typed: TypedLabs,
    specimen: Specimen,
    sampled_at: datetime,
    known: ReferenceRange | None,
) -> LabResult:
    kept_in, unit = unit_of(analyte, typed)
    sign, number = read_value(typed.of("value", analyte.code))
    low, high = (_limit(part, analyte, typed, unit, kept_in) for part in ("low", "high"))
    from_register = known is not None and low is None and high is None
    if known is not None and from_register:
        low, high = known.low, known.high
    first = family_of(kept_in, analyte.printed).printed[0]
    return LabResult(
        analyte.code,
        to_kept(number, unit, kept_in),
        sampled_at,
        sign,
        low=low,
        high=high,
        note=typed.head(NOTE),
        specimen=specimen,
        report=typed.report(),
        printed=None if unit is first else Printed(number, unit.name),
        range_from=RangeFrom.REGISTER if from_register else RangeFrom.PRINTED,
        marks=typed.marks,
        confirmed=typed.confirmed(analyte.code),
    )


def _limit(
    part: str, analyte: Analyte, typed: TypedLabs, unit: LabUnit, kept_in: Unit
) -> Quantity | None:
    text = typed.of(part, analyte.code)
    return to_kept(parse_decimal(text), unit, kept_in) if text else None


def _finding(
    analyte: Analyte, typed: TypedLabs, specimen: Specimen, sampled_at: datetime
) -> LabFinding:
    code, value = analyte.code, typed.of("value", analyte.code)
    volume, fixed = typed.of("volume", code), typed.of("fixed", code)
    coded = analyte.kind is AnalyteKind.CODED
    if analyte.kind is AnalyteKind.NUMBER:
        chosen, words = NOT_MEASURABLE, value
    else:
        chosen, words = (value, typed.of("text", code)) if coded else ("", value)
    return LabFinding(
        code,
        sampled_at,
        chosen,
        words,
        specimen,
        volume=parse_quantity(volume, Unit.ML) if coded and volume else None,
        fixed_after=parse_quantity(fixed, Unit.MIN) if coded and fixed else None,
        report=typed.report(),
        note=typed.head(NOTE),
        confirmed=typed.confirmed(code),
    )


def unit_of(analyte: Analyte, typed: TypedLabs) -> tuple[Unit, LabUnit]:
    """Return what a number is kept in and the printed unit that is chosen. Raises Refused."""
    if analyte.unit is None:
        raise refuse("labs.no_number", analyte=analyte.label)
    family = family_of(analyte.unit, analyte.printed)
    chosen = unit_named(family, typed.of("unit", analyte.code))
    return analyte.unit, chosen or family.printed[0]


def limits_in(known: ReferenceRange, unit: LabUnit) -> tuple[str, str]:
    """Return the limits of the register as they would be printed in a unit; blank for none."""
    return _in(known.low, unit), _in(known.high, unit)


def _in(limit: Quantity | None, unit: LabUnit) -> str:
    if limit is None:
        return ""
    if unit.is_kept:
        return str(limit.value)
    found = to_printed(limit, unit, Decimal(1).scaleb(-_SHOWN))
    return format(found.normalize(), "f")


def to_fields(
    one: AnyResult, analyte: Analyte, moment: Callable[[datetime], str]
) -> dict[str, str]:
    """Return the form that would enter a result again as it stands."""
    reported = one.report.reported_at
    fields = {
        PANEL: analyte.panel,
        SPECIMEN: one.specimen.value,
        SAMPLED: moment(one.sampled_at),
        REPORTED: moment(reported) if reported else "",
        LABORATORY: one.report.laboratory,
        NUMBER: one.report.number,
        NOTE: one.note,
    }
    if isinstance(one, LabResult):
        fields |= {f"mark.{code}": YES for code in one.marks}
        line = _line_of(one, analyte.printed)
    else:
        line = _line_of_finding(one)
    return fields | {f"{part}.{one.analyte}": text for part, text in line.items() if text}


def _line_of(one: LabResult, family: str) -> dict[str, str]:
    value = one.printed.value if one.printed else one.value.value
    known = family_of(one.value.unit, family)
    unit = unit_named(known, one.printed.unit) if one.printed else None
    unit = unit or known.printed[0]
    shown = {"value": f"{one.comparator.value}{value}", "unit": unit.name}
    if one.range_from is RangeFrom.REGISTER:
        return shown
    return shown | {"low": _in(one.low, unit), "high": _in(one.high, unit)}


def _line_of_finding(one: LabFinding) -> dict[str, str]:
    if one.code == NOT_MEASURABLE:
        return {"value": one.text, "unmeasured": YES}
    volume = str(one.volume.value) if one.volume else ""
    fixed = str(one.fixed_after.value) if one.fixed_after else ""
    if one.code:
        return {"value": one.code, "text": one.text, "volume": volume, "fixed": fixed}
    return {"value": one.text}
