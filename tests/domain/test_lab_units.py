"""Units of laboratories: converted exactly, asked about where another unit was meant."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.lab_units import (
    FAMILIES,
    Family,
    LabUnit,
    as_printed,
    check_beyond,
    check_slip,
    family_of,
    read_value,
    to_kept,
    to_printed,
    unit_named,
)
from ltm_desktop.domain.labs import Comparator
from ltm_desktop.domain.quantities import Quantity, Unit
from tests.cases.clinical import example


def printed(family: str, name: str) -> tuple[Family, LabUnit]:
    found = FAMILIES[family]
    unit = unit_named(found, name)
    assert unit is not None
    return found, unit


@pytest.mark.parametrize(
    ("family", "name", "typed", "kept"),
    [
        ("10*9/L", "/mm³", "100000", "100"),
        ("10*9/L", "10³/µL", "100", "100"),
        ("10*9/L", "×10⁹/L", "1.50", "1.50"),
        ("creatinine", "mg/dL", "1.038", "91.7592"),
        ("haemoglobin", "g/dL", "8", "80"),
        ("haemoglobin", "mmol/L", "5", "80.570"),
        ("g/L", "mg/dL", "45", "0.45"),
        ("g/L", "mg/L", "450", "0.450"),
        ("glucose", "mg/dL", "50", "2.7750"),
        ("lactate", "mg/dL", "9.008", "1.0000000"),
        ("bilirubin", "mg/dL", "1.0", "17.104"),
        ("ng/mL", "µg/L", "5.2", "5.2"),
        ("/uL", "×10⁶/L", "5", "5"),
        ("/uL", "×10⁹/L", "0.005", "5"),
        ("U/L", "µkat/L", "0.5", "30"),
        ("cm[H2O]", "mmH₂O", "180", "18"),
        ("1", "", "1.1", "1.1"),
    ],
)
def test_a_printed_value_is_kept_exactly_in_the_unit_of_the_record(
    family: str, name: str, typed: str, kept: str
) -> None:
    known, unit = printed(family, name)
    found = to_kept(Decimal(typed), unit, known.unit)
    assert found == Quantity(Decimal(kept), known.unit)
    if unit.is_kept:
        assert str(found.value) == typed


_EVERY = [(family, unit) for family in FAMILIES.values() for unit in family.printed]


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(_EVERY),
    st.decimals("0", "999999", places=None, allow_nan=False).map(lambda d: round(d, 3)),
)
def test_every_printed_value_reads_back_from_what_is_kept_to_its_very_digits(
    known: tuple[Family, LabUnit], value: Decimal
) -> None:
    family, unit = known
    kept = to_kept(value, unit, family.unit)
    assert to_printed(kept, unit, value) == value


def test_every_family_keeps_its_first_unit_and_names_none_twice() -> None:
    for family in FAMILIES.values():
        names = [one.name for one in family.printed]
        assert family.printed[0].is_kept
        assert len(set(names)) == len(names)


def test_every_number_of_the_protocol_has_a_family_of_its_unit() -> None:
    numbers = [one for one in example().protocol.analytes.values() if one.unit is not None]
    assert len(numbers) > 35
    for one in numbers:
        assert one.unit is not None
        assert family_of(one.unit, one.printed).unit is one.unit


@pytest.mark.parametrize(
    ("family", "name", "typed"),
    [
        ("10*9/L", "×10⁹/L", "100000"),
        ("10*9/L", "/mm³", "1.5"),
        ("creatinine", "mg/dL", "80"),
        ("creatinine", "µmol/L", "0.9"),
        ("haemoglobin", "g/L", "8"),
    ],
)
def test_a_slip_of_the_unit_must_be_answered(family: str, name: str, typed: str) -> None:
    known, unit = printed(family, name)
    [alert] = check_slip(Decimal(typed), unit, known)
    assert alert.code == "labs.unit_slip"
    assert str(alert.values["value"]).startswith(typed)


@pytest.mark.parametrize(
    ("family", "name", "typed", "range_", "asked"),
    [
        # 90 typed as mmol/L; the range says that mg/dL was meant
        ("glucose", "mmol/L", "90", ("3.9", "6.1"), "90 mg/dL"),
        # a very high value stays what it is where no other unit would bring it near
        ("glucose", "mmol/L", "25", ("3.9", "6.1"), ""),
        ("g/L", "g/L", "45", ("0.15", "0.45"), "45 mg/dL"),
        ("g/L", "g/L", "0.30", ("0.15", "0.45"), ""),
        # neutrophils of 0.05 are an emergency and no slip
        ("10*9/L", "×10⁹/L", "0.05", ("1.8", "6.3"), ""),
        ("ng/mL", "ng/mL", "900", ("0", "5"), ""),
        ("bilirubin", "µmol/L", "1.0", ("5", "21"), "1.0 mg/dL"),
        ("glucose", "mmol/L", "90", (), ""),
    ],
)
def test_a_value_far_from_what_is_known_and_near_in_another_unit_is_asked_about(
    family: str, name: str, typed: str, range_: tuple[str, ...], asked: str
) -> None:
    known, unit = printed(family, name)
    limits = [Quantity(Decimal(one), known.unit) for one in range_]
    found = [str(one.values["other"]) for one in check_slip(Decimal(typed), unit, known, limits)]
    assert found == ([asked] if asked else [])


@pytest.mark.parametrize(("name", "asked"), [("g/dL", ["104 g/L"]), ("mmol/L", ["104 g/L"])])
def test_beyond_its_limits_a_value_names_the_unit_that_would_bring_it_between_them(
    name: str, asked: list[str]
) -> None:
    known, unit = printed("haemoglobin", name)
    low, high = (Quantity(Decimal(one), known.unit) for one in ("20", "250"))
    found = check_beyond(Decimal(104), unit, known, low, high)
    assert [one.values["other"] for one in found] == asked
    assert not tuple(check_beyond(Decimal(9000), unit, known, low, high))


def test_a_converted_value_is_told_as_printed_and_as_kept() -> None:
    known, unit = printed("haemoglobin", "g/dL")
    assert as_printed(Decimal("104"), unit, known) == "104 g/dL = 1040 g/L"
    known, unit = printed("haemoglobin", "g/L")
    assert as_printed(Decimal("104"), unit, known) == Quantity(Decimal(104), Unit.G_PER_L)


@given(st.decimals("20", "400", places=1))
def test_counts_as_patients_have_them_are_no_slip(value: Decimal) -> None:
    for family, name in (("10*9/L", "×10⁹/L"), ("creatinine", "µmol/L")):
        known, unit = printed(family, name)
        assert not tuple(check_slip(value, unit, known))


def test_a_unit_without_another_one_is_never_a_slip_and_stands_for_itself() -> None:
    known, unit = printed("s", "s")
    assert not tuple(check_slip(Decimal(1), unit, known, [Quantity(Decimal(30), Unit.SECOND)]))
    assert [one.name for one in family_of(Unit.KG).printed] == ["kg"]


@pytest.mark.parametrize(
    ("typed", "sign", "value"),
    [("1.2", "", "1.2"), (" <0.5", "<", "0.5"), (">400", ">", "400"), ("＜10", "<", "10")],
)
def test_a_value_is_read_with_the_sign_before_it(typed: str, sign: str, value: str) -> None:
    assert read_value(typed) == (Comparator(sign), Decimal(value))


@pytest.mark.parametrize("typed", ["", "<", "1,2", "about 3", "<<3", "-1", "≤5"])
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        read_value(typed)
