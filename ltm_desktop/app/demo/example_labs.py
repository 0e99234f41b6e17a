"""What the demo's laboratory reports of patients who are followed: curves that move, all invented.

The reference ranges are those an imaginary laboratory printed; none is for use with a patient.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from ltm_desktop.domain.analytes import Specimen
from ltm_desktop.domain.labs import LabFinding, LabReport, LabResult
from ltm_desktop.domain.quantities import Quantity, Unit

_Row = tuple[str, Unit, str, str, tuple[str, ...], tuple[str, ...]]
"""Analyte, unit, printed range, and one value for each dose: of who is well, of who is not."""
_BLOOD: tuple[_Row, ...] = (
    (
        "platelets",
        Unit.PER_NL,
        "125",
        "350",
        ("214", "198", "187", "176", "181", "203", "210", "219"),
        ("207", "168", "131", "96", "82", "74", "88", "117"),
    ),
    (
        "neutrophils",
        Unit.PER_NL,
        "1.8",
        "6.3",
        ("4.1", "3.6", "3.3", "2.9", "3.0", "3.4", "3.7", "3.9"),
        ("3.9", "3.1", "2.4", "1.7", "1.5", "1.6", "1.9", "2.3"),
    ),
    (
        "haemoglobin",
        Unit.G_PER_L,
        "115",
        "150",
        ("128", "126", "123", "121", "119", "120", "122", "124"),
        ("121", "118", "113", "108", "104", "101", "102", "105"),
    ),
    (
        "alt",
        Unit.U_PER_L,
        "7",
        "40",
        ("22", "24", "31", "36", "33", "29", "27", "25"),
        ("26", "35", "52", "78", "71", "58", "47", "44"),
    ),
    (
        "creatinine_clearance",
        Unit.ML_PER_MIN,
        "80",
        "120",
        ("96", "94", "95", "92", "93", "91", "94", "95"),
        ("92", "90", "86", "83", "81", "82", "84", "85"),
    ),
    (
        "inr",
        Unit.COUNT,
        "0.8",
        "1.2",
        ("1.0", "1.0", "0.9", "1.0", "1.0", "1.1", "1.0", "1.0"),
        ("1.0", "1.1", "1.1", "1.1", "1.0", "1.1", "1.0", "1.0"),
    ),
)
_CSF: tuple[_Row, ...] = (
    (
        "csf_protein",
        Unit.G_PER_L,
        "0.15",
        "0.45",
        ("1.42", "1.18", "0.96", "0.81", "0.66", "0.58", "0.49", "0.44"),
        ("1.36", "1.24", "1.19", "1.02", "0.97", "1.08", "1.31", "1.55"),
    ),
    (
        "csf_glucose",
        Unit.MMOL_PER_L,
        "2.8",
        "4.4",
        ("1.7", "2.0", "2.3", "2.6", "2.8", "3.0", "3.1", "3.2"),
        ("1.6", "1.9", "2.0", "2.2", "2.3", "2.1", "1.8", "1.6"),
    ),
    (
        "csf_white_cells",
        Unit.PER_UL,
        "0",
        "5",
        ("38", "26", "17", "11", "8", "6", "4", "3"),
        ("41", "33", "29", "24", "22", "27", "36", "45"),
    ),
)
_CYTOLOGY = (
    (
        *("positive", "positive", "suspicious", "suspicious"),
        *("negative", "negative", "negative", "negative"),
    ),
    (
        *("positive", "positive", "positive", "suspicious"),
        *("suspicious", "positive", "positive", "positive"),
    ),
)
_ML, _MINUTES = Quantity(Decimal("6"), Unit.ML), Quantity(Decimal("25"), Unit.MIN)


def blood(drawn_at: datetime, number: int, *, falling: bool) -> tuple[LabResult, ...]:
    """Return the blood results of the day of a dose."""
    return tuple(_results(_BLOOD, drawn_at, number, falling, Specimen.BLOOD))


def csf(
    drawn_at: datetime, specimen: Specimen, number: int, *, falling: bool
) -> tuple[tuple[LabResult, ...], tuple[LabFinding, ...]]:
    """Return what was found in the CSF taken at a dose: numbers, and the cytology."""
    found = LabFinding(
        "csf_cytology",
        drawn_at,
        _at(_CYTOLOGY[falling], number),
        specimen=specimen,
        volume=_ML,
        fixed_after=_MINUTES,
        report=_report(drawn_at),
    )
    return tuple(_results(_CSF, drawn_at, number, falling, specimen)), (found,)


def platelets(drawn_at: datetime, value: str) -> LabResult:
    """Return one platelet count."""
    name, unit, low, high, *_ = _BLOOD[0]
    return _result(name, unit, (low, high), value, drawn_at, Specimen.BLOOD)


def _results(
    rows: Sequence[_Row], drawn_at: datetime, number: int, falling: bool, specimen: Specimen
) -> Iterator[LabResult]:
    for name, unit, low, high, well, ill in rows:
        value = _at(ill if falling else well, number)
        yield _result(name, unit, (low, high), value, drawn_at, specimen)


def _result(
    name: str,
    unit: Unit,
    limits: tuple[str, str],
    value: str,
    drawn_at: datetime,
    specimen: Specimen,
) -> LabResult:
    low, high = (Quantity(Decimal(one), unit) for one in limits)
    return LabResult(
        name,
        Quantity(Decimal(value), unit),
        drawn_at,
        low=low,
        high=high,
        note="synthetic",
        specimen=specimen,
        report=_report(drawn_at),
    )


def _at(values: tuple[str, ...], number: int) -> str:
    return values[min(number, len(values)) - 1]


def _report(drawn_at: datetime) -> LabReport:
    return LabReport(number=f"SYN-{drawn_at:%m%d%H%M}")
