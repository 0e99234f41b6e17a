"""Grades suggested from laboratory values: the worked cases, every limit, and what stays untold."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ltm_desktop.domain.ctcae import Grade, Term, Worse
from ltm_desktop.domain.ctcae_suggest import LabValue, Suggested, suggest
from ltm_desktop.domain.labs import Comparator
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.protocols.term_lists import term_lists
from tests.cases.clinical import case

TERMS = term_lists()["5.0"]
DRIVEN = tuple(one for one in TERMS.terms.values() if one.bands is not None)
UNITS = {
    "platelets": Unit.PER_NL,
    "neutrophils": Unit.PER_NL,
    "white_cells": Unit.PER_NL,
    "lymphocytes": Unit.PER_NL,
    "haemoglobin": Unit.G_PER_L,
    "sodium": Unit("mmol/L"),
    "alt": Unit("U/L"),
    "ast": Unit("U/L"),
    "bilirubin": Unit.UMOL_PER_L,
    "creatinine": Unit.UMOL_PER_L,
    "inr": Unit.COUNT,
}
C23 = case("C23")


def _amount(analyte: str, number: object) -> Quantity | None:
    return None if number is None else Quantity(Decimal(str(number)), UNITS[analyte])


def value(analyte: str, number: str, **numbers: Any) -> LabValue:
    """Return a value; range and baseline are given as numbers of the same unit."""
    low, high, baseline = (
        _amount(analyte, numbers.pop(name, None)) for name in ("low", "high", "baseline")
    )
    amount = Quantity(Decimal(number), UNITS[analyte])
    return LabValue(analyte, amount, low=low, high=high, baseline=baseline, **numbers)


def said(found: LabValue, term: str = "") -> Suggested:
    """Return what the one term of the analyte makes of a value."""
    return next(one for one in suggest(TERMS, found) if term in ("", one.term.code))


def grade(analyte: str, number: str, **numbers: Any) -> int | None:
    found = said(value(analyte, number, **numbers))
    assert found.why is None
    return None if found.grade is None else int(found.grade)


@pytest.mark.parametrize(
    ("item", "expected"),
    tuple(zip(C23["inputs"]["items"], C23["expected"]["items"], strict=True)),
    ids=lambda one: str(one.get("term", one.get("suggested_grade", ""))),
)
def test_the_worked_values_of_case_23(item: dict[str, Any], expected: dict[str, Any]) -> None:
    term = next(one for one in DRIVEN if one.label.en == item["term"])
    assert term.bands is not None
    analyte = term.bands.analyte
    baseline = item.get("baseline")
    abnormal = baseline is not None and baseline > item["uln"]
    found = value(
        analyte,
        str(item["value"]),
        low=item.get("lln"),
        high=item.get("uln"),
        baseline=baseline,
        baseline_abnormal=abnormal,
    )
    assert said(found, term.code).grade == expected["suggested_grade"]


@pytest.mark.parametrize(
    ("analyte", "number", "expected"),
    [
        ("platelets", "125", None),
        ("platelets", "124.999", 1),
        ("platelets", "75", 1),
        ("platelets", "74.999", 2),
        ("platelets", "25", 3),
        ("platelets", "0", 4),
        ("lymphocytes", "0.8", 1),
        ("lymphocytes", "0.199", 4),
        ("white_cells", "3", 1),
        ("haemoglobin", "80", 2),
        ("haemoglobin", "20", 3),
        ("sodium", "130", 1),
        ("sodium", "129.5", 2),
        ("sodium", "125", 2),
        ("sodium", "124.9", 3),
        ("sodium", "119.9", 4),
    ],
)
def test_a_value_on_a_limit_has_the_milder_grade(
    analyte: str, number: str, expected: int | None
) -> None:
    lows = {"lymphocytes": "1.1", "white_cells": "3.5", "haemoglobin": "115", "sodium": "135"}
    assert grade(analyte, number, low=lows.get(analyte, "125")) == expected


@pytest.mark.parametrize(
    ("number", "baseline", "expected"),
    [
        ("100", None, None),
        ("100.01", None, 1),
        ("150", None, 1),
        ("151", None, 2),
        ("300", "60", 3),
        ("151", "60", 2),
        ("95", "60", 2),
        ("90", "60", None),
        ("181", "60", 3),
        ("601", "60", 4),
        ("600", None, 3),
    ],
)
def test_creatinine_counts_by_its_range_and_by_its_baseline_the_worse_of_both(
    number: str, baseline: str | None, expected: int | None
) -> None:
    assert grade("creatinine", number, high="100", baseline=baseline) == expected


@pytest.mark.parametrize(
    ("number", "expected"), [("1.2", None), ("1.5", 1), ("2.5", 2), ("2.51", 3)]
)
def test_inr_has_no_grade_above_three(number: str, expected: int | None) -> None:
    assert grade("inr", number) == expected


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (value("platelets", "80"), "adverse_events.no_range"),
        (value("alt", "240"), "adverse_events.no_range"),
        (value("inr", "3", anticoagulated=True), "adverse_events.anticoagulated"),
        (value("alt", "240", high="40", baseline_abnormal=True), "adverse_events.no_baseline"),
        (
            value("platelets", "200", low="125", comparator=Comparator.ABOVE),
            "adverse_events.only_bounded",
        ),
        (
            LabValue("platelets", Quantity(Decimal(48), Unit.PER_UL)),
            "adverse_events.other_unit",
        ),
        (
            LabValue(
                "alt",
                Quantity(Decimal(240), UNITS["alt"]),
                high=Quantity(Decimal(40), Unit.G_PER_L),
            ),
            "adverse_events.no_range",
        ),
    ],
)
def test_where_a_number_is_missing_nothing_is_suggested_and_it_says_why(
    found: LabValue, code: str
) -> None:
    told = said(found)
    assert told.grade is None
    assert told.why is not None
    assert told.why.code == code


@pytest.mark.parametrize(
    ("analyte", "number", "expected"),
    [
        ("platelets", "74.9", 2),
        ("platelets", "42", 3),
        ("neutrophils", "0.4", 4),
        ("haemoglobin", "79", 3),
        ("sodium", "119", 4),
    ],
)
def test_a_grade_that_does_not_hang_on_the_range_is_suggested_without_one(
    analyte: str, number: str, expected: int
) -> None:
    assert grade(analyte, number) == expected


def test_less_than_a_limit_lies_below_it() -> None:
    below = {"low": "125", "comparator": Comparator.BELOW}
    assert grade("platelets", "25", **below) == 4
    assert grade("platelets", "30", **below) == 3


def test_death_and_clinical_grades_are_never_derived() -> None:
    for term in DRIVEN:
        assert term.bands is not None
        ladders = (term.bands.ladder, term.bands.beside, term.bands.abnormal_baseline)
        longest = max(len(one.limits) for one in ladders if one is not None)
        assert longest < Grade.FIVE
        assert set(range(1, longest + 1)) <= set(term.grades)
    assert grade("haemoglobin", "1", low="115") == 3


@pytest.mark.parametrize("term", DRIVEN, ids=lambda one: one.code)
def test_a_worse_value_never_has_a_milder_grade(term: Term) -> None:
    bands = term.bands
    assert bands is not None
    numbers = st.decimals(0, 2000, places=3, allow_nan=False)

    @settings(max_examples=60, deadline=None)
    @given(numbers, numbers, st.booleans())
    def is_monotone(one: Decimal, other: Decimal, abnormal: bool) -> None:
        graded = [
            said(
                value(
                    bands.analyte,
                    str(number),
                    low="120",
                    high="130",
                    baseline="140" if abnormal else "125",
                    baseline_abnormal=abnormal,
                ),
                term.code,
            ).grade
            or 0
            for number in sorted((one, other))
        ]
        worse_first = bands.worse is Worse.LOW
        assert graded == sorted(graded, reverse=worse_first)

    is_monotone()
