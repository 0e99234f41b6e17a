"""Units of laboratories: converted exactly, refused where a value was meant in another unit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.app.lab_units import LabUnit, check_slip, read_value, to_kept, units_for
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.labs import Comparator
from ltm_desktop.domain.quantities import Quantity, Unit


def printed(unit: Unit, name: str) -> LabUnit:
    return next(one for one in units_for(unit) if one.name == name)


@pytest.mark.parametrize(
    ("unit", "name", "typed", "kept"),
    [
        (Unit.PER_NL, "/mm³", "100000", "100"),
        (Unit.PER_NL, "10³/µL", "100", "100"),
        (Unit.PER_NL, "10⁹/L", "1.50", "1.50"),
        (Unit.UMOL_PER_L, "mg/dL", "1.038", "91.7592"),
        (Unit.G_PER_L, "g/dL", "8", "80"),
        (Unit.COUNT, "", "1.1", "1.1"),
    ],
)
def test_a_printed_value_is_kept_exactly_in_the_unit_of_the_record(
    unit: Unit, name: str, typed: str, kept: str
) -> None:
    found = to_kept(Decimal(typed), printed(unit, name), unit)
    assert found == Quantity(Decimal(kept), unit)
    if printed(unit, name).factor == 1:
        assert str(found.value) == typed


@pytest.mark.parametrize(
    ("unit", "name", "typed"),
    [
        (Unit.PER_NL, "10⁹/L", "100000"),
        (Unit.PER_NL, "/mm³", "1.5"),
        (Unit.UMOL_PER_L, "mg/dL", "80"),
        (Unit.UMOL_PER_L, "µmol/L", "0.9"),
        (Unit.G_PER_L, "g/L", "8"),
    ],
)
def test_a_slip_of_the_unit_must_be_answered(unit: Unit, name: str, typed: str) -> None:
    [alert] = check_slip(Decimal(typed), printed(unit, name), unit)
    assert alert.code == "labs.unit_slip"
    assert str(alert.values["value"]).startswith(typed)


@given(st.decimals("20", "400", places=1))
def test_counts_as_patients_have_them_are_no_slip(value: Decimal) -> None:
    assert not tuple(check_slip(value, printed(Unit.PER_NL, "10⁹/L"), Unit.PER_NL))
    assert not tuple(check_slip(value, printed(Unit.UMOL_PER_L, "µmol/L"), Unit.UMOL_PER_L))


def test_a_unit_without_another_one_is_never_a_slip_and_stands_for_itself() -> None:
    [only] = units_for(Unit.ML_PER_MIN)
    assert not tuple(check_slip(Decimal(1), only, Unit.ML_PER_MIN))
    assert [one.name for one in units_for(Unit.KG)] == ["kg"]


@pytest.mark.parametrize(
    ("typed", "sign", "value"),
    [("1.2", "", "1.2"), (" <0.5", "<", "0.5"), (">400", ">", "400"), ("＜10", "<", "10")],
)
def test_a_value_is_read_with_the_sign_before_it(typed: str, sign: str, value: str) -> None:
    assert read_value(typed) == (Comparator(sign), Decimal(value))


@pytest.mark.parametrize("typed", ["", "<", "1,2", "about 3", "<<3", "-1"])
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        read_value(typed)
