"""The steps that make a dose ready: what each must meet, and what refuses it."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ltm_desktop.domain.acts import Signer
from ltm_desktop.domain.decisions import Command, required_signers
from ltm_desktop.domain.dosing import Syringe
from ltm_desktop.domain.dosing_before import latest_use_by
from ltm_desktop.domain.dosing_rules import Bedside
from ltm_desktop.domain.dosing_steps import OrderVerified, OtherCytotoxic, PatientAssessed, Vitals
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.quantities import Quantity, Unit, mg, ml
from ltm_desktop.domain.terms import Meaning, Role, Task
from tests.builders import (
    ADMINISTRATOR,
    INVESTIGATOR,
    NURSE,
    PATIENT,
    PHARMACIST,
    PHYSICIAN,
    RESEARCH_NURSE,
    SECOND,
    THERAPIST,
    assess,
    at,
    competency,
    item,
    not_given,
    order,
    person,
    prepare,
    receive,
    record,
    release,
    start,
    syringe,
    verify,
)
from tests.cases.clinical import case, day
from tests.stories import Story, planned

LABEL = "prep-IND-1"


def amount(value: str, unit: Unit) -> Quantity:
    return Quantity(mg(value).value, unit)


def ordered() -> Story:
    return planned().ordered("IND-1")


def verified() -> Story:
    return ordered().does(verify(), PHARMACIST)


def prepared() -> Story:
    return verified().does(prepare(), PHARMACIST)


def released() -> Story:
    return prepared().does(release(), PHARMACIST)


def drawn(**changes: Any) -> Command:
    """Return a preparation whose syringe differs."""
    return prepare(syringe=syringe(preparation=LABEL, **changes))


# assessed


def test_a_patient_is_assessed_for_a_dose_and_may_be_assessed_again() -> None:
    (event,) = planned().decides(replace(assess(), note="with the family"))
    assert event == PatientAssessed(item("IND-1"), assess().assessment, "with the family")
    story = planned().told(event)
    assert story.chart.dosing.steps_of(item("IND-1")).assessed_at == story.now
    assert story.decides(assess(symptoms="headache since noon"))
    assert required_signers(assess(), story.act(NURSE)) == ()


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"symptoms": " "}, {"dosing.field_missing"}),
        ({"symptoms": "a\u202eb"}, {"texts.unseen_character"}),
        ({"anticoagulant": "a\nb"}, {"texts.unseen_character"}),
        ({"anticoagulant_held": True}, {"dosing.field_missing"}),
        ({"pressure_signs": ("tired",)}, {"configuration.no_such_code"}),
        ({"vitals": Vitals(pulse=amount("72", Unit.PERCENT))}, {"dosing.wrong_unit"}),
        ({"headache": amount("11", Unit.COUNT)}, {"dosing.off_scale"}),
        ({"headache": amount("2.5", Unit.COUNT)}, {"texts.not_a_count"}),
        ({"folic_acid_days": amount("7", Unit.HOUR)}, {"dosing.wrong_unit"}),
        ({"folic_acid_days": amount("-1", Unit.DAY)}, {"dosing.negative"}),
        ({"vitamin_b12_on": day("2026-03-03")}, {"dosing.future_day"}),
        ({"intravenous_pemetrexed_on": day("2026-03-03")}, {"dosing.future_day"}),
        (
            {"other_cytotoxic": OtherCytotoxic(" ", day("2026-03-02"), same_room=False)},
            {"dosing.field_missing"},
        ),
        (
            {"other_cytotoxic": OtherCytotoxic("a\u200bb", day("2026-03-02"), same_room=False)},
            {"texts.unseen_character"},
        ),
    ],
)
def test_an_assessment_that_cannot_be_is_refused(changes: dict[str, Any], codes: set[str]) -> None:
    assert planned().refused(assess(**changes)) == codes


def test_what_was_on_the_day_of_the_assessment_is_not_in_the_future() -> None:
    today: dict[str, Any] = dict.fromkeys(
        ("vitamin_b12_on", "intravenous_pemetrexed_on"), day("2026-03-02")
    )
    held = assess(anticoagulant="heparin (example)", anticoagulant_held=True, **today)
    assert planned().decides(held)


@pytest.mark.parametrize("by", [PHARMACIST, THERAPIST, ADMINISTRATOR])
def test_only_people_of_the_bedside_assess(by: PersonId) -> None:
    assert planned().refused(assess(), by) == {"people.role_needed"}


def test_a_dose_that_is_settled_or_in_progress_is_not_assessed() -> None:
    assert planned().does(not_given()).refused(assess()) == {"dosing.already_settled"}
    begun = planned().ready("IND-1").does(start(started="2026-03-02 10:00"))
    assert begun.refused(assess()) == {"dosing.already_started"}


def test_a_step_the_site_signed_away_is_not_told() -> None:
    active = planned().protocol
    assert active is not None
    without = replace(active, dose_steps=active.dose_steps - {"assessed"})
    assert replace(planned(), protocol=without).refused(assess()) == {"dosing.step_not_used"}


# verified


def test_a_pharmacist_verifies_the_order_that_stands_and_signs() -> None:
    (event,) = ordered().decides(replace(verify(), note="interval seen"), PHARMACIST)
    assert event == OrderVerified(item("IND-1"), PHARMACIST, "interval seen")
    signers = required_signers(verify(), ordered().act(PHARMACIST))
    assert signers == (Signer(PHARMACIST, Meaning.VERIFIED),)


@pytest.mark.parametrize("by", [NURSE, PHYSICIAN, INVESTIGATOR])
def test_nobody_but_a_pharmacist_verifies(by: PersonId) -> None:
    codes = ordered().refused(verify(), by)
    assert "people.role_may_not" in codes


def test_a_pharmacist_off_the_register_that_day_does_not_verify() -> None:
    expired = person(PHARMACIST, competencies=(competency(Task.VERIFY, until="2026-03-01"),))
    assert ordered().staffed(expired).refused(verify(), PHARMACIST) == {"people.not_on_register"}


def test_nobody_verifies_an_order_that_is_not_there_twice_or_of_their_own() -> None:
    assert planned().does(assess()).refused(verify(), PHARMACIST) == {"dosing.step_missing"}
    assert verified().refused(verify(), PHARMACIST) == {"dosing.step_done"}
    both = person(
        PHYSICIAN,
        roles=(Role.PHYSICIAN, Role.PHARMACIST),
        competencies=(competency(Task.PRESCRIBE), competency(Task.VERIFY)),
    )
    assert ordered().staffed(both).refused(verify(), PHYSICIAN) == {"dosing.own_order"}


def test_an_order_that_the_newest_configuration_no_longer_allows_is_not_verified() -> None:
    active = ordered().protocol
    assert active is not None
    drug = replace(active.drug("pemetrexed"), ceiling=mg("9"), dose=mg("9"))
    lower = replace(active, drugs={"pemetrexed": drug})
    story = replace(ordered(), protocol=lower)
    assert "dosing.above_ceiling" in story.refused(verify(), PHARMACIST)


def test_a_new_order_is_verified_anew() -> None:
    again = verified().does(order(), PHYSICIAN)
    assert again.decides(verify(), PHARMACIST)


# prepared


def test_two_people_prepare_a_syringe_and_both_sign() -> None:
    (event,) = verified().decides(prepare(), PHARMACIST)
    assert (event.preparer, event.second, event.preparation) == (PHARMACIST, SECOND, LABEL)
    assert required_signers(prepare(), verified().act(PHARMACIST)) == (
        Signer(PHARMACIST, Meaning.PREPARED),
        Signer(SECOND, Meaning.CHECKED),
    )


@pytest.mark.parametrize(
    ("command", "codes"),
    [
        (prepare(second=PHARMACIST), {"dosing.same_person"}),
        (prepare(preparer=SECOND, second=NURSE), {"people.not_on_register"}),
        (prepare(second=RESEARCH_NURSE), {"people.role_may_not"}),
        (prepare(dose=mg("9.9")), {"dosing.differs_dose"}),
        (prepare(preservative_free=False), {"dosing.preservative"}),
        (prepare(label_printed=False), {"dosing.field_missing"}),
        (prepare(preparation="prep-other"), {"dosing.field_missing"}),
        (
            prepare(preparation=" ", syringe=syringe(preparation=" ")),
            {"dosing.field_missing"},
        ),
        (prepare(prepared_at=at("2026-03-02 10:01")), {"dosing.future_time"}),
        (drawn(use_by=at("2026-03-02 09:29")), {"dosing.past_use_by"}),
        (drawn(use_by=at("2026-03-03 09:31")), {"dosing.use_by_too_late"}),
        (
            drawn(expiry=day("2026-03-01"), use_by=at("2026-03-02 09:30")),
            {
                "dosing.product_expired",
                "dosing.use_by_too_late",
            },
        ),
        (drawn(volume=ml("0")), {"dosing.empty_syringe"}),
        (drawn(volume=mg("5")), {"dosing.wrong_unit"}),
        (drawn(graduation=mg("1")), {"dosing.wrong_unit"}),
        (drawn(graduation=ml("0")), {"dosing.negative"}),
        (drawn(strength=mg("25")), {"dosing.wrong_unit"}),
        (drawn(strength=Quantity(mg("0").value, Unit.MG_PER_ML)), {"dosing.negative"}),
        (drawn(trace_code="8123456789012345678"), {"dosing.code_malformed"}),
        (drawn(serial="S\u200b1"), {"texts.unseen_character"}),
        (drawn(typed_reason="bored"), {"configuration.no_such_code"}),
    ],
)
def test_a_syringe_that_is_not_the_order_or_not_labelled_is_refused(
    command: Command, codes: set[str]
) -> None:
    assert verified().refused(command, PHARMACIST) == codes


def test_a_gtin_has_fourteen_digits() -> None:
    assert "dosing.code_malformed" in verified().refused(drawn(gtin="0690123456789"), PHARMACIST)


@pytest.mark.parametrize(
    "command",
    [
        drawn(use_by=at("2026-03-03 09:30")),
        drawn(expiry=day("2026-03-02")),
        drawn(graduation=ml("0.05"), trace_code="81234567890123456789"),
        prepare(prepared_at=at("2026-03-02 10:00")),
    ],
)
def test_a_syringe_at_the_very_edge_of_what_is_allowed_stands(command: Command) -> None:
    assert verified().decides(command, PHARMACIST)


def test_nothing_is_prepared_for_an_order_nobody_verified_or_for_no_dose() -> None:
    assert ordered().refused(prepare(), PHARMACIST) == {"dosing.step_missing"}
    assert ordered().refused(prepare("WK-5"), PHARMACIST) >= {"dosing.no_such_dose"}


def test_no_label_is_used_twice_for_one_patient() -> None:
    again = prepared().refused(prepare(), PHARMACIST)
    assert again == {"dosing.preparation_used"}
    other = syringe(preparation="prep-2")
    assert prepared().decides(prepare(preparation="prep-2", syringe=other), PHARMACIST)


def bedside(story: Story) -> Bedside:
    chart = story.chart
    return Bedside(
        chart.patient, chart.plan, chart.dosing, story.site.people, story.protocol, story.act(NURSE)
    )


def test_a_use_by_is_the_earlier_of_hours_and_the_end_of_the_expiry_day() -> None:
    here, made = bedside(verified()), at("2026-03-02 09:30")
    fresh: Syringe = syringe()
    assert latest_use_by(here, item("IND-1"), fresh, made) == at("2026-03-03 09:30")
    ending = syringe(expiry=day("2026-03-02"))
    assert latest_use_by(here, item("IND-1"), ending, made) == at("2026-03-03 00:00")
    assert latest_use_by(here, item("WK-9"), fresh, made) is None
    assert latest_use_by(replace(here, protocol=None), item("IND-1"), fresh, made) is None


def test_beyond_use_hours_are_true_hours_when_the_clocks_change() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    spring = datetime(2026, 3, 28, 9, 30, tzinfo=berlin)
    autumn = datetime(2026, 10, 24, 9, 30, tzinfo=berlin)
    here = bedside(verified())
    for made, hour in ((spring, 10), (autumn, 8)):
        latest = latest_use_by(here, item("IND-1"), syringe(expiry=day("2027-01-31")), made)
        assert latest is not None
        assert (latest.hour, latest.minute) == (hour, 30)


# released and received


def test_the_syringe_that_was_prepared_leaves_the_pharmacy_once() -> None:
    (event,) = prepared().decides(release(), PHARMACIST)
    assert (event.preparation, event.by) == (LABEL, PHARMACIST)
    assert released().refused(release(), PHARMACIST) == {"dosing.step_done"}
    other = replace(release(), preparation="prep-other")
    assert prepared().refused(other, PHARMACIST) == {"dosing.other_preparation"}
    nobody = replace(release(), handed_to=" ")
    assert prepared().refused(nobody, PHARMACIST) == {"dosing.field_missing"}
    assert prepared().refused(release(), NURSE) == {"people.role_may_not"}
    assert verified().refused(release(), PHARMACIST) == {"dosing.step_missing"}


def test_the_syringe_that_left_the_pharmacy_reaches_the_bedside_once() -> None:
    (event,) = released().decides(receive())
    assert (event.intact, event.by) == (True, NURSE)
    there = released().does(receive())
    assert there.refused(receive()) == {"dosing.step_done"}
    assert released().refused(replace(receive(), preparation="x")) == {"dosing.other_preparation"}
    assert released().refused(receive(), PHARMACIST) == {"people.role_may_not"}
    assert prepared().refused(receive()) == {"dosing.step_missing"}


def test_a_syringe_that_is_not_intact_goes_back_with_words_and_is_made_again() -> None:
    damaged = replace(receive(), intact=False)
    assert released().refused(damaged) == {"dosing.field_missing"}
    back = released().does(replace(damaged, note="cap loose"))
    assert back.chart.dosing.steps_of(item("IND-1")).preparation is None
    assert back.refused(release(), PHARMACIST) == {"dosing.step_missing"}
    assert back.refused(prepare(), PHARMACIST) == {"dosing.preparation_used"}
    assert back.made_again("IND-1", "prep-again").chart.dosing.preparations == {
        LABEL,
        "prep-again",
    }


def test_a_syringe_found_damaged_after_the_check_goes_back_and_takes_the_check_with_it() -> None:
    damaged = replace(receive(), intact=False, note="leaks at the hub")
    back = planned().ready("IND-1").does(damaged)
    assert not back.chart.dosing.checks
    assert back.at("2026-03-02 10:10").refused(record()) >= {"dosing.not_checked"}


def test_every_reason_against_a_step_is_shown_at_once() -> None:
    wrong = prepare(dose=mg("9"), preservative_free=False, label_printed=False)
    with pytest.raises(Refused) as refused:
        verified().decides(wrong, PHARMACIST)
    assert len(refused.value.alerts) == 3
    assert wrong.patient == PATIENT


@pytest.mark.parametrize(
    ("strength", "volume", "fits"),
    [("25", "0.4", True), ("25", "0.39", False), ("25", "5.0", True), ("1", "5.0", False)],
)
def test_a_dose_that_its_stock_cannot_hold_in_the_syringe_is_refused(
    strength: str, volume: str, fits: bool
) -> None:
    story = planned().at("2026-03-02 10:00").ordered("IND-1").does(verify(), PHARMACIST)
    stock = Quantity(mg(strength).value, Unit.MG_PER_ML)
    drawn = syringe(preparation="prep-IND-1", volume=ml(volume), strength=stock)
    command = prepare(syringe=drawn)
    if fits:
        assert story.decides(command, PHARMACIST)
    else:
        assert story.refused(command, PHARMACIST) == {"dosing.volume_too_small"}


@pytest.mark.parametrize(
    ("place", "code"), [(4, "dosing.volume_too_small"), (5, "dosing.negative")]
)
def test_the_worked_syringes_that_cannot_be_are_refused(place: int, code: str) -> None:
    worked = case("C01")["inputs"]["items"][place]
    assert "error" in case("C01")["expected"]["items"][place]
    drawn = syringe(
        preparation="prep-IND-1",
        volume=ml(str(worked["final_volume_ml"])),
        strength=Quantity(Decimal(str(worked["stock_mg_per_ml"])), Unit.MG_PER_ML),
    )
    wrong = prepare(dose=mg(str(worked["dose_mg"])), syringe=drawn)
    assert code in verified().refused(wrong, PHARMACIST)
