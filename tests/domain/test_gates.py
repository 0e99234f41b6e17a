"""Gates before a dose: laboratory limits, supplements, dangers of the way in, other drugs."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.domain.alerts import Alert, Severity
from ltm_desktop.domain.configuration import resolve
from ltm_desktop.domain.dosing_steps import OtherCytotoxic
from ltm_desktop.domain.gates import check_gates, gates_of, measured
from ltm_desktop.domain.labs import Comparator, LabsRecorded
from ltm_desktop.domain.patients import CompleteEnrolment, Measurements
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.terms import Access
from tests.builders import (
    PATIENT,
    PHYSICIAN,
    assess,
    at,
    check,
    item,
    lab,
    labs,
    order,
    record,
    start,
    time_out,
)
from tests.cases.clinical import example_values, trial
from tests.cases.hard_rules import bedside
from tests.stories import Story, enrolled, planned

NOW = "2026-03-02 10:00"
DRAWN = "2026-03-02 07:00"


def _story(**assessed: Any) -> Story:
    return planned().at(NOW).does(assess(**assessed))


def _found(story: Story, access: Access = Access.OMMAYA, moment: str = NOW) -> Mapping[str, Alert]:
    alerts = check_gates(bedside(story), item("IND-1"), access, at(moment))
    return {alert.code: alert for alert in alerts}


def _signed(story: Story, **changes: str | None) -> Story:
    return replace(story, protocol=resolve(trial(), example_values(**changes)))


def test_a_consent_that_is_no_longer_valid_stops_the_dose_and_nobody_passes_it() -> None:
    ready = planned().at(NOW).prepared("IND-1")
    lapsed = ready.does(assess("IND-1", consent_valid=False))
    assert lapsed.refused(check()) == {"gates.consent_not_valid"}
    checked = ready.does(check()).does(time_out())
    late = checked.does(assess("IND-1", consent_valid=False))
    assert late.at("2026-03-02 10:02").refused(start()) == {"gates.consent_not_valid"}
    told = late.at("2026-03-02 10:10")
    assert told.refused(record()) == {"gates.consent_not_valid"}
    incident = told.decides(record(incident="consent was found lapsed (synthetic)"))
    assert incident[-1].breaches == ("gates.consent_not_valid",)


def test_nothing_stands_against_a_patient_with_fresh_unremarkable_results() -> None:
    for access in Access:
        assert _found(_story(), access) == {}


def test_each_way_in_has_its_own_gates() -> None:
    protocol = planned().protocol
    assert protocol is not None
    lumbar = {one.gate.code for one in gates_of(protocol, Access.LUMBAR)}
    ommaya = {one.gate.code for one in gates_of(protocol, Access.OMMAYA)}
    assert lumbar - ommaya == {"platelets_lumbar", "inr_lumbar"}
    assert ommaya - lumbar == {"platelets_ommaya"}


def test_a_missing_result_is_told_with_the_gate_it_is_missing_for() -> None:
    story = enrolled().at(NOW)
    alerts = list(check_gates(bedside(story), item("IND-1"), Access.OMMAYA, at(NOW)))
    assert [alert.values["gate"] for alert in alerts if alert.code == "labs.missing"] == [
        "platelets_ommaya",
        "neutrophils",
        "creatinine_clearance",
    ]


def test_a_result_goes_stale_after_the_hours_the_site_signed_and_says_when_it_was_drawn() -> None:
    assert "labs.stale" not in _found(_story(), moment="2026-03-05 07:00")
    stale = _found(_story(), moment="2026-03-05 07:01")["labs.stale"]
    assert (stale.values["sampled_at"], stale.values["hours"]) == (at(DRAWN), 72)


def test_a_limit_none_is_only_looked_at() -> None:
    none = {"gates__platelets_ommaya__limit": "none"}
    low = _signed(_story().does(labs(DRAWN, platelets="1")), **none)
    assert "labs.outside" not in _found(low)
    assert "labs.stale" in _found(low, moment="2026-03-06 10:00")


@given(value=st.decimals("0", "200", places=2))
def test_a_count_keeps_its_limit_exactly_when_it_is_not_below_it(value: Decimal) -> None:
    found = _found(_story().does(labs(DRAWN, platelets=str(value))))
    assert ("labs.outside" in found) is (value < 50)


@given(value=st.decimals("0.5", "5", places=2))
def test_an_inr_keeps_its_limit_exactly_when_it_is_not_above_it(value: Decimal) -> None:
    found = _found(_story().does(labs(DRAWN, inr=str(value))), Access.LUMBAR)
    assert ("labs.outside" in found) is (value > Decimal("1.4"))


@pytest.mark.parametrize(
    ("analyte", "value", "sign", "kept"),
    [
        ("platelets", "400", Comparator.ABOVE, True),
        ("platelets", "20", Comparator.ABOVE, False),
        ("platelets", "60", Comparator.BELOW, False),
        ("inr", "1.0", Comparator.BELOW, True),
        ("inr", "1.0", Comparator.ABOVE, False),
        ("inr", "2.0", Comparator.BELOW, False),
    ],
)
def test_a_result_that_is_only_bounded_must_be_bounded_on_the_right_side(
    analyte: str, value: str, sign: Comparator, kept: bool
) -> None:
    told = LabsRecorded((lab(analyte, value, DRAWN, comparator=sign),))
    found = _found(_story().told(told), Access.LUMBAR)
    assert ("labs.outside" not in found) is kept
    if not kept:
        assert found["labs.outside"].values["comparator"] == sign.value


def _weighed(story: Story, kg: str) -> Story:
    weight = Measurements(Quantity(Decimal(kg), Unit.KG), None, date(2026, 3, 1))
    return story.does(CompleteEnrolment(PATIENT, measurements=weight))


def _creatinine(umol: str, sampled: str, sign: Comparator = Comparator.EXACT) -> LabsRecorded:
    return LabsRecorded((lab("creatinine", umol, sampled, comparator=sign),))


def test_a_clearance_is_calculated_from_a_newer_creatinine_and_told_as_calculated() -> None:
    story = _weighed(_story(), "48").told(_creatinine("120", "2026-03-02 08:00"))
    value = measured(bedside(story), "creatinine_clearance", at(NOW))
    assert value is not None
    assert value.calculated is not None
    outside = _found(story)["labs.outside"]
    # 65 years, woman: (140 - 65) x 48 x 0.85 x 88.4 / (72 x 120) = 31.308..., cut and not rounded
    assert outside.values["value"] == Quantity(Decimal("31.30"), Unit.ML_PER_MIN)


def test_a_reported_clearance_counts_unless_creatinine_is_newer() -> None:
    story = _weighed(_story(), "48").told(_creatinine("120", "2026-03-02 06:00"))
    value = measured(bedside(story), "creatinine_clearance", at(NOW))
    assert value is not None
    assert value.calculated is None


@pytest.mark.parametrize("sign", [Comparator.ABOVE, Comparator.BELOW])
def test_nothing_is_calculated_from_a_creatinine_that_is_only_bounded(sign: Comparator) -> None:
    story = _weighed(enrolled().at(NOW), "48").told(_creatinine("120", DRAWN, sign))
    assert measured(bedside(story), "creatinine_clearance", at(NOW)) is None


def test_nothing_is_calculated_without_a_weight_or_a_patient() -> None:
    story = enrolled().at(NOW).told(_creatinine("120", DRAWN))
    assert measured(bedside(story), "creatinine_clearance", at(NOW)) is None
    nobody = replace(bedside(story), patient=None)
    assert measured(nobody, "creatinine_clearance", at(NOW)) is None


@pytest.mark.parametrize("strength", Severity)
def test_a_supplement_speaks_as_strongly_as_the_site_signed(strength: Severity) -> None:
    few = Quantity(Decimal(4), Unit.DAY)
    story = _signed(_story(folic_acid_days=few), supplements__folic_acid__strength=strength.value)
    assert _found(story)["gates.supplement_short"].severity is strength


def test_supplements_not_asked_and_too_old_are_told() -> None:
    none = _found(_story(folic_acid_days=None, vitamin_b12_on=None))
    assert set(none) == {"gates.supplement_missing"}
    assert _found(_story(vitamin_b12_on=date(2025, 12, 29))) == {}
    old = _found(_story(vitamin_b12_on=date(2025, 12, 28)))["gates.supplement_old"]
    assert (old.values["last"], old.values["days"]) == (date(2025, 12, 28), 63)


def test_supplements_are_asked_for_even_where_the_site_does_not_assess() -> None:
    story = planned().at(NOW)
    assert _found(story) == {}
    # no configuration can be signed so any more; the gate blocks all the same
    assert story.protocol is not None
    kept = story.protocol.dose_steps - {"assessed"}
    without = replace(story, protocol=replace(story.protocol, dose_steps=kept))
    assert set(_found(without)) == {"gates.supplement_missing"}


def test_dangers_of_a_lumbar_puncture_stand_against_that_way_only() -> None:
    story = _story(pressure_signs=("falling_gcs",), anticoagulant="warfarin (example)")
    lumbar = _found(story, Access.LUMBAR)
    assert set(lumbar) == {"gates.raised_pressure", "gates.anticoagulant"}
    assert lumbar["gates.raised_pressure"].values["signs"] == ("falling_gcs",)
    assert _found(story) == {}
    held = _story(anticoagulant="warfarin (example)", anticoagulant_held=True)
    assert _found(held, Access.LUMBAR) == {}


def test_a_local_infection_stands_against_either_way_by_its_own_rule() -> None:
    story = _story(local_infection=True)
    assert set(_found(story, Access.LUMBAR)) == {"gates.local_infection"}
    assert set(_found(story)) == {"gates.reservoir_infection"}


@pytest.mark.parametrize(
    ("drug", "same_room", "kept_apart", "code"),
    [
        ("Cisplatin (example)", False, "day", "gates.cytotoxic_same_day"),
        ("Cisplatin (example)", True, "room", "gates.cytotoxic_same_room"),
        ("Cisplatin (example)", False, "room", "gates.cytotoxic_other_room"),
        ("vinCRIStine sulfate", False, "room", "gates.wrong_route_same_day"),
        ("硫酸长春新碱", False, "room", "gates.wrong_route_same_day"),
        ("VINDESINE", True, "day", "gates.wrong_route_same_day"),
    ],
)
def test_another_cytotoxic_drug_on_the_day_is_kept_apart_as_signed_and_a_vinca_always(
    drug: str, same_room: bool, kept_apart: str, code: str
) -> None:
    other = OtherCytotoxic(drug, date(2026, 3, 2), same_room)
    story = _signed(_story(other_cytotoxic=other), site__iv_separation=kept_apart)
    alert = _found(story)[code]
    noted = code == "gates.cytotoxic_other_room"
    assert alert.severity is (Severity.NOTE if noted else Severity.STOP)
    assert _found(story, moment="2026-03-03 10:00").keys().isdisjoint({code})


def test_intravenous_pemetrexed_is_shown_and_blocks_nothing() -> None:
    alert = _found(_story(intravenous_pemetrexed_on=date(2026, 2, 20)))
    assert alert["gates.intravenous_pemetrexed"].severity is Severity.NOTE


def test_an_order_is_signed_before_the_blood_is_drawn_and_the_check_waits_for_it() -> None:
    empty = planned().at(NOW)
    drained = replace(empty, chart=replace(empty.chart, labs=enrolled().chart.labs))
    ordered = drained.does(assess()).does(order(), PHYSICIAN)
    assert "IND-1" in ordered.chart.dosing.orders
    ready = empty.prepared("IND-1")
    without = replace(ready, chart=replace(ready.chart, labs=enrolled().chart.labs))
    assert without.refused(check()) == {"labs.missing"}


def test_a_start_is_held_against_the_gates_once_more_and_a_told_dose_names_them() -> None:
    ready = planned().at(NOW).ready("IND-1")
    low = ready.at("2026-03-02 10:05").does(labs("2026-03-02 09:30", platelets="12"))
    assert low.refused(start()) == {"labs.outside"}
    assert low.at("2026-03-02 10:10").refused(record()) == {"labs.outside"}
    told = low.at("2026-03-02 10:10").decides(record(incident="given all the same (synthetic)"))
    assert told[1].breaches == ("labs.outside",)


def test_without_a_signed_configuration_nothing_is_judged_here() -> None:
    assert _found(replace(_story(), protocol=None)) == {}
