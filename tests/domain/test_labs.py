"""Laboratory results: entered in the protocol's units, looked up as instants, never rounded."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.domain.labs import (
    Comparator,
    LabResult,
    LabsRecorded,
    LabsSlice,
    RecordLabs,
    clearance,
    units_of,
    whole_years,
)
from ltm_desktop.domain.patients import Measurements, PatientSlice
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.terms import Sex
from tests.builders import (
    NURSE,
    PATIENT,
    PHARMACIST,
    PHYSICIAN,
    RESEARCH_NURSE,
    at,
    identity,
    lab,
    labs,
)
from tests.cases.clinical import case, example
from tests.stories import Story, enrolled

DRAWN = "2026-03-02 07:00"


def _one(result: LabResult) -> RecordLabs:
    return RecordLabs(PATIENT, (result,))


@pytest.mark.parametrize("who", [NURSE, RESEARCH_NURSE, PHYSICIAN])
def test_nurses_and_physicians_enter_results_as_they_were_reported(who: Any) -> None:
    told = lab("platelets", "180", DRAWN, comparator=Comparator.ABOVE, note="report 1 (synthetic)")
    [event] = enrolled().decides(_one(told), who)
    assert isinstance(event, LabsRecorded)
    [kept] = event.results
    assert kept == replace(told, key=kept.key)
    assert kept.key


@pytest.mark.parametrize("who", [PHARMACIST])
def test_nobody_else_enters_results(who: Any) -> None:
    assert enrolled().refused(labs(), who) == {"people.role_needed"}


@pytest.mark.parametrize(
    ("result", "code"),
    [
        (lab("platelets", "180", "2026-03-02 10:01"), "labs.future_sample"),
        (lab("platelets", "180", "1961-03-01 10:01"), "labs.before_birth"),
        (lab("creatinine", "0", DRAWN), "labs.impossible"),
        (replace(lab("platelets", "1", DRAWN), analyte="unheard_of"), "labs.unknown_analyte"),
        (
            replace(lab("platelets", "1", DRAWN), value=Quantity(Decimal(80), Unit.G_PER_L)),
            "labs.wrong_unit",
        ),
        (
            lab("platelets", "180", DRAWN, low=Quantity(Decimal(1), Unit.COUNT)),
            "labs.wrong_unit",
        ),
        (lab("platelets", "180", DRAWN, note="two\x00"), "texts.unseen_character"),
    ],
)
def test_what_cannot_be_a_result_is_refused(result: LabResult, code: str) -> None:
    assert enrolled().refused(_one(result)) == {code}


def test_a_value_below_zero_is_refused() -> None:
    below = Quantity(Decimal(-1), Unit.PER_NL)
    told = replace(lab("platelets", "1", DRAWN), value=below)
    assert enrolled().refused(_one(told)) == {"labs.impossible"}


def test_nothing_no_patient_and_no_configuration_are_refused() -> None:
    assert enrolled().refused(RecordLabs(PATIENT, ())) == {"labs.nothing"}
    assert Story(protocol=example()).refused(labs()) == {"patients.unknown"}
    assert replace(enrolled(), protocol=None).refused(labs()) == {"configuration.none_signed"}


def test_the_units_are_those_of_the_protocol_and_every_gate_finds_its_own() -> None:
    protocol = example()
    units = units_of(protocol)
    assert {one.gate.analyte: one.gate.unit for one in protocol.gates}.items() <= units.items()
    assert units["creatinine"] is Unit.UMOL_PER_L
    assert "csf_cytology" not in units


def test_the_latest_is_by_sample_and_then_by_entry_and_never_from_later() -> None:
    old, new = lab("platelets", "90", "2026-03-01 07:00"), lab("platelets", "120", DRAWN)
    again, later = lab("platelets", "121", DRAWN), lab("platelets", "60", "2026-03-03 07:00")
    chart = enrolled().told(LabsRecorded((new, old)), LabsRecorded((again, later))).chart
    assert chart.labs.latest("platelets", at("2026-03-02 10:00")) == again
    assert chart.labs.latest("platelets", at("2026-02-01 10:00")) is None
    assert chart.labs.of("platelets") == (later, again, new, old)
    assert LabsSlice().of("inr") == ()


def _patient(born: date, kg: str, sex: Sex) -> PatientSlice:
    measured = Measurements(Quantity(Decimal(kg), Unit.KG), None, date(2026, 3, 1))
    return PatientSlice(identity(born=born, sex=sex), measurements=measured)


def _creatinine(mg_per_dl: str) -> LabResult:
    return lab("creatinine", str(Decimal(mg_per_dl) * Decimal("88.4")), DRAWN)


@pytest.mark.parametrize("number", range(4))
def test_a_clearance_is_that_of_the_worked_case_and_never_rounded_to_its_limit(
    number: int,
) -> None:
    # clinical practice, section 5.3: 44.96 shows as 45.0 and must fail a limit of 45
    worked = case("C12")
    given, wanted = worked["inputs"]["items"][number], worked["expected"]["items"][number]
    creatinine = str(given["scr"])
    drawn = (
        _creatinine(creatinine)
        if given["unit"] == "mg/dL"
        else lab("creatinine", creatinine, DRAWN)
    )
    sex = {"M": Sex.MALE, "F": Sex.FEMALE}[given["sex"]]
    born = date(2026 - given["age"], 1, 1)
    found = clearance(drawn, _patient(born, str(given["weight_kg"]), sex), date(2026, 3, 2))
    assert found is not None
    assert found.years == given["age"]
    shown = found.value.value.quantize(Decimal("0.01"))
    assert shown == Decimal(str(wanted["crcl_ml_min"]))
    limit = Quantity(Decimal(45), Unit.ML_PER_MIN)
    assert (limit <= found.value) is wanted["at_or_above_45"]


def test_without_weight_or_sex_nothing_is_calculated() -> None:
    known = _patient(date(1960, 1, 1), "60", Sex.NOT_KNOWN)
    on = date(2026, 3, 2)
    assert clearance(_creatinine("1"), known, on) is None
    assert clearance(_creatinine("1"), replace(known, measurements=None), on) is None
    unweighed = replace(known, measurements=Measurements(None, None, on))
    assert clearance(_creatinine("1"), unweighed, on) is None


def test_an_age_counts_completed_years() -> None:
    assert whole_years(date(1960, 3, 2), date(2026, 3, 1)) == 65
    assert whole_years(date(1960, 3, 2), date(2026, 3, 2)) == 66


@given(
    limit=st.decimals("10", "150", places=1),
    kg=st.decimals("30", "150", places=1),
    years=st.integers(18, 90),
)
def test_a_clearance_keeps_a_limit_exactly_when_the_whole_numbers_say_so(
    limit: Decimal, kg: Decimal, years: int
) -> None:
    patient = _patient(date(2026 - years, 1, 1), str(kg), Sex.MALE)
    found = clearance(_creatinine("1.038"), patient, date(2026, 3, 2))
    assert found is not None
    left = (140 - years) * kg * Decimal("88.4")
    right = limit * 72 * Decimal("1.038") * Decimal("88.4")
    assert (found.value.value >= limit) is (left >= right)
