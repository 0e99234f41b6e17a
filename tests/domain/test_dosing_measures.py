"""What is measured: each field in its own unit, on its own scale; the balance of volumes."""

from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.domain.alerts import Severity
from ltm_desktop.domain.dosing import LumbarFacts, OmmayaFacts
from ltm_desktop.domain.dosing_measures import (
    FACT_UNITS,
    VITAL_UNITS,
    check_balance,
    check_fact_units,
    check_vitals,
    is_blank,
)
from ltm_desktop.domain.dosing_steps import Vitals
from ltm_desktop.domain.quantities import Quantity, Unit, ml
from tests.builders import lumbar, ommaya, vitals
from tests.cases.clinical import example


def amount(value: str | Decimal, unit: Unit) -> Quantity:
    return Quantity(Decimal(value), unit)


def codes(told: Vitals) -> set[str]:
    return {alert.code for alert in check_vitals(told)}


def test_every_vital_sign_and_every_measured_finding_has_a_unit() -> None:
    assert set(VITAL_UNITS) == {one.name for one in fields(Vitals)}
    measured = {
        one.name
        for facts in (OmmayaFacts, LumbarFacts)
        for one in fields(facts)
        if one.type in (Quantity, Quantity | None)
    }
    assert measured == set(FACT_UNITS)


def test_unremarkable_vital_signs_and_none_at_all_are_told() -> None:
    assert codes(vitals()) == codes(Vitals()) == set()
    assert is_blank(Vitals())
    assert not is_blank(vitals())


@pytest.mark.parametrize("name", sorted(VITAL_UNITS))
@given(unit=st.sampled_from(Unit))
def test_a_vital_sign_in_another_unit_is_refused(name: str, unit: Unit) -> None:
    told = codes(replace(Vitals(), **{name: amount("5", unit)}))
    assert told == (set() if unit is VITAL_UNITS[name] else {"dosing.wrong_unit"})


@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        ("pain", ("0", "10"), ("11", "-1")),
        ("coma_scale", ("3", "15"), ("2", "16")),
        ("saturation", ("0", "100", "97.5"), ("100.1",)),
        ("temperature", ("34.5", "41"), ("98.6", "-3")),
    ],
)
def test_a_score_off_its_scale_and_a_temperature_in_fahrenheit_are_refused(
    name: str, inside: tuple[str, ...], outside: tuple[str, ...]
) -> None:
    unit = VITAL_UNITS[name]
    assert all(not codes(replace(Vitals(), **{name: amount(one, unit)})) for one in inside)
    for one in outside:
        assert codes(replace(Vitals(), **{name: amount(one, unit)})) == {"dosing.off_scale"}


@pytest.mark.parametrize("name", ["pain", "coma_scale"])
def test_a_score_is_a_whole_number(name: str) -> None:
    assert codes(replace(Vitals(), **{name: amount("4.5", Unit.COUNT)})) == {"texts.not_a_count"}


def test_a_pulse_below_zero_and_swapped_pressures_are_refused() -> None:
    assert codes(vitals(pulse=amount("-1", Unit.PER_MIN))) == {"dosing.negative"}
    upper, lower = amount("80", Unit.MM_HG), amount("120", Unit.MM_HG)
    assert codes(vitals(systolic=upper, diastolic=lower)) == {"dosing.pressures_swapped"}
    assert codes(vitals(systolic=upper, diastolic=upper)) == set()
    assert codes(Vitals(systolic=upper)) == set()


@pytest.mark.parametrize(
    ("facts", "changes", "code"),
    [
        (ommaya(), {"dome_pumps": ml("3")}, "dosing.wrong_unit"),
        (ommaya(), {"after_pumps": amount("-1", Unit.COUNT)}, "dosing.negative"),
        (ommaya(), {"pressure": amount("180", Unit.MM_HG)}, "dosing.wrong_unit"),
        (lumbar(), {"closing_pressure": amount("-1", Unit.CM_H2O)}, "dosing.negative"),
        (lumbar(), {"rest": amount("1", Unit.HOUR)}, "dosing.wrong_unit"),
        (lumbar(), {"local_anaesthetic_volume": amount("2", Unit.MG)}, "dosing.wrong_unit"),
        (lumbar(), {"levels": amount("1", Unit.GAUGE)}, "dosing.wrong_unit"),
    ],
)
def test_a_finding_in_another_unit_or_below_zero_is_refused(
    facts: OmmayaFacts | LumbarFacts, changes: dict[str, Any], code: str
) -> None:
    assert not list(check_fact_units(facts))
    assert [one.code for one in check_fact_units(replace(facts, **changes))] == [code]


# the balance of what was taken and what was put in


@pytest.mark.parametrize(
    ("withdrawn", "injected", "noted"),
    [("5.0", "5.0", 0), ("10", "5", 0), ("10.1", "5", 1), ("0", "5.0", 0), ("0", "5.01", 1)],
)
def test_volumes_that_differ_by_more_than_the_site_signed_are_noted_and_refuse_nothing(
    withdrawn: str, injected: str, noted: int
) -> None:
    alerts = list(check_balance(example(), ml(withdrawn), ml(injected)))
    assert [(one.code, one.severity) for one in alerts] == [
        ("dosing.csf_balance", Severity.NOTE)
    ] * noted


def test_volumes_not_told_in_another_unit_or_without_a_limit_are_not_compared() -> None:
    far = (ml("20"), ml("5"))
    assert not list(check_balance(None, *far))
    assert not list(check_balance(replace(example(), csf_balance=None), *far))
    assert not list(check_balance(example(), None, ml("5")))
    assert not list(check_balance(example(), ml("20"), None))
    assert not list(check_balance(example(), amount("20", Unit.MG), ml("5")))
