"""What is calculated from results: the worked values, the edges, and what is refused."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.domain.lab_derived import (
    JOINED_WITHIN,
    Marked,
    Pairing,
    baseline,
    change,
    corrected_white_cells,
    du_bois,
    joined,
    mosteller,
    nadir,
    ratio,
    remark,
)
from ltm_desktop.domain.labs import Comparator, LabResult
from ltm_desktop.domain.quantities import Quantity, Unit

DAY_1 = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
TENS = [Decimal(n) for n in (200, 150, 60, 90, 120)]


def amount(value: str, unit: Unit = Unit.COUNT) -> Quantity:
    return Quantity(Decimal(value), unit)


def drawn(value: str, days: float = 0, sign: Comparator = Comparator.EXACT) -> LabResult:
    return LabResult("cea", amount(value), DAY_1 + timedelta(days=days), sign)


def same(within: int | None = None) -> Pairing:
    return Pairing(None if within is None else timedelta(hours=within), UTC)


def test_the_body_surface_of_165_cm_and_60_kg_is_the_worked_one() -> None:
    height, weight = amount("165", Unit.CM), amount("60", Unit.KG)
    shown = [one.value.quantize(Decimal("0.001")) for one in both(height, weight)]
    assert shown == [Decimal("1.658"), Decimal("1.659")]


def both(height: Quantity, weight: Quantity) -> tuple[Quantity, Quantity]:
    first, second = mosteller(height, weight), du_bois(height, weight)
    assert first is not None
    assert second is not None
    return first, second


def test_a_body_surface_needs_both_measures_in_their_units() -> None:
    nothing = amount("0", Unit.KG)
    assert mosteller(amount("165", Unit.CM), nothing) is None
    assert du_bois(amount("165", Unit.CM), nothing) is None
    with pytest.raises(ValueError, match="cm and kg"):
        mosteller(amount("60", Unit.KG), amount("165", Unit.CM))


@given(st.integers(120, 210), st.integers(30, 150), st.integers(1, 40))
def test_a_heavier_person_never_has_a_smaller_surface(cm: int, kg: int, more: int) -> None:
    height = amount(str(cm), Unit.CM)
    light, heavy = (both(height, amount(str(one), Unit.KG)) for one in (kg, kg + more))
    assert light[0] < heavy[0]
    assert light[1] < heavy[1]


def test_glucose_of_30_over_100_at_one_time_is_a_ratio_of_0_30() -> None:
    found = ratio(drawn("30"), [drawn("100")], same())
    assert found is not None
    assert found.value == Decimal("0.30")


def test_the_blood_nearest_in_time_counts_and_none_beyond_the_signed_hours() -> None:
    early, near = drawn("100", -0.05), drawn("120", 0.01)
    found = ratio(drawn("30"), [early, near], same(2))
    assert found is not None
    assert found.blood == near
    assert ratio(drawn("30"), [drawn("100", 0.1)], same(2)) is None
    assert ratio(drawn("30"), [drawn("100", 0.1)], same()) is not None
    assert ratio(drawn("30"), [drawn("100", 1)], same()) is None


@pytest.mark.parametrize(
    ("csf", "blood"),
    [
        (drawn("30", 0, Comparator.BELOW), drawn("100")),
        (drawn("30"), drawn("100", 0, Comparator.ABOVE)),
        (drawn("30"), drawn("0")),
        (drawn("30"), LabResult("glucose", amount("100", Unit.G_PER_L), DAY_1)),
    ],
)
def test_there_is_no_ratio_with_a_limit_a_zero_or_another_unit(
    csf: LabResult, blood: LabResult
) -> None:
    assert ratio(csf, [blood], same()) is None


def test_white_cells_are_corrected_by_the_signed_number_and_never_below_zero() -> None:
    per = Decimal(500)
    white, red = amount("12", Unit.PER_UL), amount("2000", Unit.PER_UL)
    assert corrected_white_cells(white, red, per) == amount("8", Unit.PER_UL)
    flood = amount("20000", Unit.PER_UL)
    assert corrected_white_cells(white, flood, per).value == 0
    with pytest.raises(ValueError, match="cannot take"):
        corrected_white_cells(white, amount("1", Unit.COUNT), per)


def test_cea_from_20_to_12_4_is_minus_38_percent() -> None:
    assert change(drawn("12.4", 7), drawn("20")) == Decimal("-0.38")


@pytest.mark.parametrize(
    ("value", "base"),
    [
        (drawn("5", 7, Comparator.BELOW), drawn("20")),
        (drawn("5", 7), drawn("20", 0, Comparator.ABOVE)),
        (drawn("5", 7), drawn("0")),
        (LabResult("cea", amount("5", Unit.G_PER_L), DAY_1), drawn("20")),
    ],
)
def test_there_is_no_change_from_or_to_what_is_not_a_number(
    value: LabResult, base: LabResult
) -> None:
    assert change(value, base) is None


@pytest.mark.parametrize(
    ("changed", "marked"),
    [
        ("-0.38", Marked.FALL),
        ("-0.35", Marked.FALL),
        ("-0.3499999", Marked.WITHIN),
        ("0", Marked.WITHIN),
        ("0.3499999", Marked.WITHIN),
        ("0.35", Marked.RISE),
    ],
)
def test_a_marker_is_remarked_by_its_unrounded_change(changed: str, marked: Marked) -> None:
    assert remark(Decimal(changed), Decimal(35)) is marked


def test_the_baseline_is_the_last_value_before_the_first_dose() -> None:
    results = [drawn("18", -9), drawn("20", -1), drawn("12.4", 7), drawn("19", 0)]
    assert baseline(results, DAY_1) == drawn("20", -1)
    assert baseline(results, None) is None
    assert baseline(results[2:], DAY_1) is None


def test_the_nadir_and_the_day_it_was_made_up_are_counted_from_the_dose() -> None:
    results = [drawn(str(one), day) for one, day in zip(TENS, (-1, 1, 7, 10, 14), strict=True)]
    found = nadir(results, DAY_1, None, limit=amount("100"), zone=UTC)
    assert found is not None
    assert (found.lowest.value.value, found.days, found.fell) == (Decimal(60), 7, True)
    assert (found.recovered, found.recovery_days) == (results[-1], 14)
    first = nadir(results, DAY_1, DAY_1 + timedelta(days=3), limit=amount("100"), zone=UTC)
    assert first is not None
    assert (first.lowest.value.value, first.fell, first.recovery_days) == (
        Decimal(150),
        False,
        None,
    )


def test_without_a_limit_recovery_is_told_by_the_printed_range_or_not_at_all() -> None:
    low = LabResult("cea", amount("60"), DAY_1 + timedelta(days=2), low=amount("80"))
    back = drawn("80", 3)
    found = nadir([low, back], DAY_1, None, limit=None, zone=UTC)
    assert found is not None
    assert found.recovered == back
    unknown = nadir([drawn("60", 2), back], DAY_1, None, limit=None, zone=UTC)
    assert unknown is not None
    assert (unknown.limit, unknown.fell, unknown.recovered) == (None, False, None)
    other = nadir([drawn("60", 2)], DAY_1, None, limit=amount("80", Unit.G_PER_L), zone=UTC)
    assert other is not None
    assert other.recovered is None


def test_less_than_a_value_lies_below_it_and_reaches_no_limit() -> None:
    results = [drawn("75", 2), drawn("75", 3, Comparator.BELOW), drawn("75", 4, Comparator.ABOVE)]
    found = nadir(results, DAY_1, None, limit=amount("75"), zone=UTC)
    assert found is not None
    assert found.lowest.comparator is Comparator.BELOW
    assert found.recovered == results[2]
    assert nadir(results, DAY_1 + timedelta(days=9), None, limit=None, zone=UTC) is None


@given(st.lists(st.tuples(st.integers(1, 400), st.integers(0, 60)), min_size=1, max_size=12))
def test_no_sample_of_a_cycle_lies_below_its_nadir_and_recovery_comes_after(
    told: list[tuple[int, int]],
) -> None:
    results = [drawn(str(value), day) for value, day in told]
    found = nadir(results, DAY_1, None, limit=amount("100"), zone=UTC)
    assert found is not None
    assert all(one.value.value >= found.lowest.value.value for one in results)
    if found.recovered is not None:
        assert found.recovered.sampled_at > found.lowest.sampled_at
        assert found.recovered.value.value >= 100


@given(st.lists(st.integers(0, 100), min_size=0, max_size=15))
def test_a_line_never_joins_two_samples_more_than_14_days_apart(days: list[int]) -> None:
    results = [drawn("1", day) for day in days]
    stretches = list(joined(results))
    assert sum(len(one) for one in stretches) == len(results)
    for one in stretches:
        gaps = [b.sampled_at - a.sampled_at for a, b in pairwise(one)]
        assert all(gap <= JOINED_WITHIN for gap in gaps)
    for before, after in pairwise(stretches):
        assert after[0].sampled_at - before[-1].sampled_at > JOINED_WITHIN
