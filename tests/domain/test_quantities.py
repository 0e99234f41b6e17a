"""Amounts as typed: digits kept, other units and ambiguous text refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.quantities import (
    Quantity,
    Unit,
    gy,
    mg,
    ml,
    parse_decimal,
    parse_quantity,
)

PLAIN = st.decimals(0, 999_999_999, places=6, allow_nan=False).map(lambda d: format(d, "f"))


def code_of(text: str, unit: Unit = Unit.MG) -> str:
    with pytest.raises(Refused) as refused:
        parse_quantity(text, unit)
    return refused.value.alerts[0].code


@given(PLAIN, st.sampled_from(Unit))
def test_any_plain_number_is_read_with_the_digits_as_typed(text: str, unit: Unit) -> None:
    read = parse_quantity(f" {text} ", unit)
    assert (format(read.value, "f"), read.unit) == (text, unit)


@given(st.text())
def test_any_text_is_read_exactly_or_refused_by_name(text: str) -> None:
    try:
        read = str(parse_quantity(text, Unit.MG).value)
    except Refused as refusal:
        read = refusal.alerts[0].code
    assert (
        read.startswith("quantities.") or read == text.strip().casefold().removesuffix("mg").strip()
    )


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("10 mg", Unit.MG),
        ("10mg", Unit.MG),
        ("5 ml", Unit.ML),
        ("18 cmH2O", Unit.CM_H2O),
        ("2 gy", Unit.GY),
    ],
)
def test_the_fields_own_unit_may_be_typed_after_the_number(typed: str, unit: Unit) -> None:
    assert parse_quantity(typed, unit).unit is unit


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("10 mg/m2", Unit.MG),
        ("10 mg/m²", Unit.MG),
        ("10 g", Unit.MG),
        ("10 ug", Unit.MG),
        ("10 µg", Unit.MG),
        ("5 cc", Unit.ML),
        ("180 mmH2O", Unit.CM_H2O),
        ("200 cGy", Unit.GY),
        ("10 mg 20", Unit.MG),
        ("1e3", Unit.MG),
        ("2 1", Unit.COUNT),
    ],
)
def test_another_unit_is_refused_and_never_converted(typed: str, unit: Unit) -> None:
    assert code_of(typed, unit) == "quantities.wrong_unit"


@pytest.mark.parametrize("typed", ["mg", "-3", "+3", "ten", "１０", "<5"])
def test_text_that_is_no_number_is_refused(typed: str) -> None:
    assert code_of(typed) == "quantities.not_a_number"


@pytest.mark.parametrize("typed", [".5", "5.", "1.2.3", "1234567890", "0.1234567"])
def test_a_number_that_could_be_misread_is_refused(typed: str) -> None:
    assert code_of(typed) == "quantities.not_a_number"


@pytest.mark.parametrize("typed", ["1,5", "1，5", "1,000 mg"])
def test_a_comma_is_refused_because_it_means_two_things(typed: str) -> None:
    assert code_of(typed) == "quantities.comma"


@pytest.mark.parametrize("typed", ["", "   "])
def test_a_blank_is_refused_and_never_a_zero(typed: str) -> None:
    assert code_of(typed) == "quantities.empty"


def test_a_plain_number_is_read_without_a_unit() -> None:
    assert parse_decimal(" 2.00 ") == Decimal(2)


def test_an_amount_prints_its_digits_and_its_unit() -> None:
    assert [str(one) for one in (mg("2.00"), ml("5.0"), gy("40"))] == ["2.00 mg", "5.0 mL", "40 Gy"]


def test_amounts_of_one_unit_compare_by_value_and_add_up() -> None:
    assert mg("2.00") == mg("2")
    assert mg("9.99") < mg("10")
    assert mg("10") <= mg("10.0")
    assert mg("10") + mg("0.5") == mg("10.5")
    assert mg("10") - mg("0.5") == mg("9.5")


def test_amounts_of_two_units_are_different_and_never_compared() -> None:
    assert mg("10") != ml("10")
    with pytest.raises(ValueError, match="cannot compare"):
        _ = mg("10") < ml("10")


@pytest.mark.parametrize("value", [10.0, 10, "10"])
def test_an_amount_is_never_a_float_or_a_bare_number(value: object) -> None:
    with pytest.raises(TypeError, match="Decimal"):
        Quantity(value, Unit.MG)  # type: ignore[arg-type]  # what this test is about


@pytest.mark.parametrize("value", ["NaN", "Infinity"])
def test_an_amount_is_finite(value: str) -> None:
    with pytest.raises(ValueError, match="finite"):
        mg(value)
