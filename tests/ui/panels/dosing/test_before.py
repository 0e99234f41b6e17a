"""The steps before the bedside check through the presenter, on a real demo site."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ltm_desktop.app.demo import scenes
from ltm_desktop.app.gs1 import Product
from ltm_desktop.app.scans import ChinaTraceCode
from ltm_desktop.app.site_codes import SyringeLabel
from ltm_desktop.domain.dosing import ReadBy
from ltm_desktop.domain.dosing_path import Preparation
from ltm_desktop.domain.dosing_steps import Allergy
from ltm_desktop.domain.quantities import Quantity, Unit, mg, ml
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui.panels.dosing.standing import Step
from tests.ui.panels.dosing.conftest import FIRST, Bedside, Sit, Sitting

GTIN = scenes.GTIN
ANSWERED = {
    "assess_consent": "yes",
    "assess_symptoms_any": "none",
    "assess_pressure": "none",
    "assess_infection": "no",
    "assess_anticoagulant_any": "none",
    "assess_other_any": "none",
    "assess_iv_any": "none",
    "assess_b12_any": "none",
    "assess_folic_days": "7",
}


def assessed(bedside: Bedside) -> None:
    scenes.labs(bedside.story, bedside.item())
    scenes.assess(bedside.story, bedside.item())


def verified(bedside: Bedside) -> None:
    scenes.order(bedside.story, bedside.item())
    scenes.verify(bedside.story, bedside.item())


def prepared(bedside: Bedside) -> None:
    verified(bedside)
    scenes.prepare(bedside.story, bedside.item())


def released(bedside: Bedside) -> None:
    prepared(bedside)
    scenes.release(bedside.story, bedside.item())


def making(bedside: Bedside) -> dict[str, str]:
    """Return what a pharmacist types of a preparation made now."""
    now = bedside.desk.clock.now().replace(second=0, microsecond=0)
    return {
        "prep_product": scenes.PRODUCT,
        "prep_gtin": GTIN,
        "prep_lot": "DEMO24A7",
        "prep_expiry": (now.date() + timedelta(days=300)).isoformat(),
        "prep_typed_reason": "barcode_damaged",
        "prep_strength": "25",
        "prep_diluent": "4.60",
        "prep_graduation": "0.05",
        "preservative_free": "yes",
        "prep_at": now.isoformat(),
        "prep_preparer": "pharmacist.c",
        "prep_second": "nurse.b",
    }


def pack(bedside: Bedside, **changes: object) -> Product:
    now = bedside.desk.clock.now()
    expiry = now.date() + timedelta(days=300)
    read = Product(GTIN, "DEMO24A7", expiry, "S1", None, "raw")
    return replace(read, **changes)  # type: ignore[arg-type]  # fields of a pack


def stood(bedside: Bedside) -> Preparation:
    made = bedside.desk.chart(bedside.patient).dosing.steps_of(FIRST).preparation
    assert made is not None
    return made


def label_of(made: Preparation, subject: str) -> SyringeLabel:
    told = made.prepared
    return SyringeLabel(
        subject, FIRST, "pemetrexed", told.dose, told.syringe.volume, Access.OMMAYA,
        told.syringe.use_by, told.preparation,
    )  # fmt: skip


def page(sitting: Sitting) -> Step | None:
    return sitting.view.step


def printed(sitting: Sitting) -> Sitting:
    sitting.presenter.ask("print_label")
    return sitting


def test_a_new_dose_opens_on_the_assessment_and_a_blank_is_never_a_no(sit: Sit) -> None:
    nurse = sit("nurse.a")
    assert page(nurse) is Step.ASSESS
    assert set(nurse.view.missing()) == set(ANSWERED)


@pytest.mark.parametrize(
    ("answer", "asked"),
    [
        ("assess_symptoms_any", {"assess_symptoms"}),
        ("assess_anticoagulant_any", {"assess_anticoagulant", "assess_anticoagulant_held"}),
        ("assess_b12_any", {"assess_b12_on"}),
        ("assess_iv_any", {"assess_iv_on"}),
        ("assess_other_any", {"assess_other_drug", "assess_other_on", "assess_other_room"}),
    ],
)
def test_an_answer_other_than_none_asks_for_what_belongs_to_it(
    sit: Sit, answer: str, asked: set[str]
) -> None:
    nurse = sit("nurse.a")
    nurse.type(**{**ANSWERED, answer: "some"})
    assert set(nurse.view.missing()) == asked


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ({}, None),
        ({"assess_allergies_any": "none"}, ()),
        (
            {
                "assess_allergies_any": "some",
                "assess_allergies": "penicillin: rash\n\nlatex\n碘：荨麻疹",
            },
            (Allergy("penicillin", "rash"), Allergy("latex"), Allergy("碘", "荨麻疹")),
        ),
    ],
)
def test_allergies_are_told_one_on_a_line_with_what_happened(
    sit: Sit, bedside: Bedside, typed: dict[str, str], known: tuple[Allergy, ...] | None
) -> None:
    nurse = sit("nurse.a")
    nurse.type(**ANSWERED, assess_allergies_any="some")
    assert nurse.view.missing() == ("assess_allergies",)
    nurse.type(assess_allergies_any="", assess_performance="1")
    nurse.type(**typed)
    nurse.presenter.record({})
    assessed = bedside.desk.chart(bedside.patient).dosing.steps_of(FIRST).assessed
    assert assessed is not None
    assert assessed.assessment.allergies == known
    assert str(assessed.assessment.performance) == "1 1"


def test_an_assessment_is_recorded_without_a_secret_and_leads_to_the_order(
    sit: Sit, bedside: Bedside
) -> None:
    nurse = sit("nurse.a")
    nurse.type(**{**ANSWERED, "assess_temperature": "36.8", "assess_pressure": "papilloedema"})
    nurse.sign()
    told = bedside.desk.chart(bedside.patient).dosing.steps_of(FIRST).assessed
    assert told is not None
    assert told.assessment.symptoms == "none"
    assert told.assessment.pressure_signs == ("papilloedema",)
    assert told.assessment.vitals.temperature is not None
    assert told.assessment.vitals.temperature.unit is Unit.CELSIUS
    assert told.assessment.vitals.pulse is None
    assert page(nurse) is Step.ORDER


def test_a_score_off_its_scale_is_no_answer(sit: Sit) -> None:
    nurse = sit("nurse.a")
    nurse.type(**ANSWERED, assess_coma_scale="16")
    assert nurse.view.missing() == ("assess_coma_scale",)


def test_what_was_measured_before_another_dose_is_shown_with_its_date(
    sit: Sit, bedside: Bedside
) -> None:
    scenes.assess(bedside.story, bedside.item(1))
    nurse = sit("nurse.a")
    nurse.presenter.open(bedside.item(2).code)
    assert nurse.view.standing is not None
    before = nurse.view.standing.readied.before
    assert before["assess_pulse"].startswith("before: ")
    assert nurse.view.fields.get("assess_pulse", "") == ""


def test_a_pharmacist_sees_order_protocol_and_assessment_and_verifies_with_one_signature(
    sit: Sit, bedside: Bedside
) -> None:
    scenes.order(bedside.story, bedside.item())
    pharmacist = sit("pharmacist.c")
    assert page(pharmacist) is Step.VERIFY
    assert pharmacist.view.standing is not None
    titles = {one.title for one in pharmacist.view.standing.readied.to_verify}
    assert {"Order", "Signed protocol", "Last doses", "Laboratory results"} <= titles
    assert "Assessment before the dose" in titles
    pharmacist.sign("pharmacist.c")
    assert bedside.desk.chart(bedside.patient).dosing.steps_of(FIRST).verified is not None
    assert page(pharmacist) is Step.PREPARE


def test_the_arithmetic_is_shown_and_volume_and_use_by_follow_from_it(
    sit: Sit, bedside: Bedside
) -> None:
    verified(bedside)
    pharmacist = sit("pharmacist.c")
    pharmacist.type(**making(bedside))
    told = "\n".join(pharmacist.view.calculated).replace("\u00a0", " ")
    assert "Draw up 0.4 mL: 10 mg divided by 25 mg per mL" in told
    assert "5 mL in the syringe: 0.4 mL and 4.6 mL of diluent, 2 mg per mL" in told
    assert "One line of the syringe is 12.5 % of the volume drawn up" in told
    assert "at the latest" in told


def test_nobody_signs_a_syringe_before_its_label_is_printed(sit: Sit, bedside: Bedside) -> None:
    verified(bedside)
    pharmacist = sit("pharmacist.c")
    pharmacist.type(**making(bedside))
    assert pharmacist.view.missing() == ("label_printed",)
    printed(pharmacist)
    assert pharmacist.view.paper.startswith(b"%PDF")
    assert pharmacist.view.missing() == ()
    pharmacist.sign("pharmacist.c", "nurse.b")
    made = stood(bedside).prepared
    assert made.label_printed
    assert made.syringe.volume == ml("5.00")
    assert made.syringe.strength == Quantity(mg("25").value, Unit.MG_PER_ML)
    assert (made.syringe.read_by, made.syringe.typed_reason) == (ReadBy.TYPED, "barcode_damaged")
    assert made.syringe.preparation == made.preparation
    assert page(pharmacist) is Step.RELEASE


def test_a_change_after_the_label_asks_for_a_new_one_that_says_it_is_a_copy(
    sit: Sit, bedside: Bedside
) -> None:
    verified(bedside)
    pharmacist = sit("pharmacist.c")
    pharmacist.type(**making(bedside))
    printed(pharmacist).type(prep_diluent="2.10")
    assert pharmacist.view.missing() == ("label_printed",)
    printed(pharmacist)
    assert pharmacist.view.missing() == ()
    assert pharmacist.view.fields["label_copies"] == "2"


def test_a_preparation_that_would_be_refused_gets_no_label(sit: Sit, bedside: Bedside) -> None:
    verified(bedside)
    pharmacist = sit("pharmacist.c")
    late = (bedside.desk.clock.now() + timedelta(days=3)).isoformat()
    pharmacist.type(**making(bedside), prep_use_by=late)
    printed(pharmacist)
    assert pharmacist.view.paper == b""
    assert "dosing.use_by_too_late" in pharmacist.view.codes()


def test_a_use_by_may_be_made_earlier(sit: Sit, bedside: Bedside) -> None:
    verified(bedside)
    pharmacist = sit("pharmacist.c")
    early = (bedside.desk.clock.now() + timedelta(hours=2)).replace(second=0, microsecond=0)
    pharmacist.type(**making(bedside), prep_use_by=early.isoformat())
    printed(pharmacist).sign("pharmacist.c", "nurse.b")
    assert stood(bedside).prepared.syringe.use_by == early


def test_one_person_alone_prepares_nothing(sit: Sit, bedside: Bedside) -> None:
    verified(bedside)
    pharmacist = sit("pharmacist.c")
    pharmacist.type(**{**making(bedside), "prep_second": "pharmacist.c"})
    printed(pharmacist)
    assert "dosing.same_person" in pharmacist.view.codes()
    assert pharmacist.view.paper == b""


def test_a_scanned_pack_fills_number_lot_and_expiry_and_needs_no_reason(
    sit: Sit, bedside: Bedside
) -> None:
    verified(bedside)
    pharmacist = sit("pharmacist.c")
    pharmacist.presenter.take_scan(pack(bedside))
    assert pharmacist.view.fields["prep_product"] == scenes.PRODUCT
    assert "prep_typed_reason" not in pharmacist.view.missing()
    assert bedside.desk.chart(bedside.patient).dosing.steps_of(FIRST).preparation is None
    pharmacist.type(prep_lot="TYPED-OVER")
    assert "prep_typed_reason" in pharmacist.view.missing()


def test_an_expired_pack_fills_nothing(sit: Sit, bedside: Bedside) -> None:
    verified(bedside)
    pharmacist = sit("pharmacist.c")
    yesterday = bedside.desk.clock.now().date() - timedelta(days=1)
    pharmacist.presenter.take_scan(pack(bedside, expiry=yesterday))
    assert pharmacist.view.fields.get("prep_lot", "") == ""
    assert "expired" in pharmacist.view.notice


def test_a_pack_nobody_approved_fills_nothing_and_says_so(sit: Sit, bedside: Bedside) -> None:
    verified(bedside)
    pharmacist = sit("pharmacist.c")
    pharmacist.presenter.take_scan(pack(bedside, gtin="09520000001230"))
    assert pharmacist.view.fields.get("prep_gtin", "") == ""
    assert "09520000001230" in pharmacist.view.notice


def test_a_trace_code_is_kept_raw_and_lot_and_expiry_stay_to_be_typed(
    sit: Sit, bedside: Bedside
) -> None:
    verified(bedside)
    pharmacist = sit("pharmacist.c")
    pharmacist.presenter.take_scan(ChinaTraceCode("81234567890123456789"))
    assert pharmacist.view.fields["prep_trace"] == "81234567890123456789"
    assert {"prep_lot", "prep_expiry"} <= set(pharmacist.view.missing())


def test_a_product_number_with_a_wrong_check_digit_is_not_taken(sit: Sit, bedside: Bedside) -> None:
    verified(bedside)
    pharmacist = sit("pharmacist.c")
    pharmacist.type(**{**making(bedside), "prep_gtin": GTIN[:-1] + "9"})
    assert pharmacist.view.missing()[0] == "prep_gtin"


def test_a_release_says_to_whom(sit: Sit, bedside: Bedside) -> None:
    prepared(bedside)
    pharmacist = sit("pharmacist.c")
    assert page(pharmacist) is Step.RELEASE
    assert pharmacist.view.missing() == ("release_to",)
    pharmacist.type(release_to="Courier (synthetic)")
    pharmacist.sign()
    assert stood(bedside).released is not None


def test_the_label_of_the_syringe_names_it_and_a_person_still_says_that_it_is_whole(
    sit: Sit, bedside: Bedside
) -> None:
    released(bedside)
    nurse = sit("nurse.a")
    assert page(nurse) is Step.RECEIVE
    subject = nurse.view.standing.subject_id if nurse.view.standing else ""
    nurse.presenter.take_scan(label_of(stood(bedside), subject))
    assert nurse.view.missing() == ("receive_intact",)
    nurse.type(receive_intact="yes")
    nurse.sign()
    assert stood(bedside).received is not None
    assert page(nurse) is Step.CHECK


def test_the_label_of_another_patient_or_syringe_is_refused_in_words(
    sit: Sit, bedside: Bedside
) -> None:
    released(bedside)
    nurse = sit("nurse.a")
    subject = nurse.view.standing.subject_id if nurse.view.standing else ""
    right = label_of(stood(bedside), subject)
    nurse.presenter.take_scan(right)
    for wrong in (
        replace(right, subject_id="D01-999"),
        replace(right, short_id="prep-other"),
        replace(right, dose=mg("12")),
    ):
        nurse.presenter.take_scan(right)
        nurse.presenter.take_scan(wrong)
        assert nurse.view.fields["receive_preparation"] == ""
        assert nurse.view.notice


def test_another_number_typed_is_refused(sit: Sit, bedside: Bedside) -> None:
    released(bedside)
    nurse = sit("nurse.a")
    nurse.type(receive_preparation="prep-other", receive_intact="yes")
    assert nurse.view.codes() == {"dosing.other_preparation"}


def test_a_damaged_syringe_goes_back_with_words_and_the_dose_waits_for_a_new_one(
    sit: Sit, bedside: Bedside
) -> None:
    released(bedside)
    number = stood(bedside).prepared.preparation
    nurse = sit("nurse.a")
    nurse.type(receive_preparation=number, receive_intact="no")
    assert nurse.view.missing() == ("why_returned",)
    nurse.type(why_returned="The cap was loose")
    nurse.sign()
    assert page(nurse) is Step.PREPARE
    assert nurse.view.standing is not None
    assert nurse.view.standing.readied.returned == "The cap was loose"
    pharmacist = sit("pharmacist.c")
    pharmacist.type(**making(bedside))
    printed(pharmacist).sign("pharmacist.c", "nurse.b")
    assert stood(bedside).prepared.preparation != number
    assert pharmacist.view.standing is not None
    assert pharmacist.view.standing.readied.returned == ""


def test_one_more_label_of_a_syringe_that_stands_says_which_copy_it_is(
    sit: Sit, bedside: Bedside
) -> None:
    prepared(bedside)
    pharmacist = sit("pharmacist.c")
    pharmacist.presenter.go(Step.PREPARE)
    printed(pharmacist)
    assert pharmacist.view.paper.startswith(b"%PDF")
    assert pharmacist.view.fields["label_copies"] == "2"


def test_a_half_typed_preparation_comes_back_after_the_panel_was_left(
    sit: Sit, bedside: Bedside
) -> None:
    verified(bedside)
    first = sit("pharmacist.c")
    first.type(**making(bedside))
    printed(first)
    again = sit("pharmacist.c")
    assert page(again) is Step.PREPARE
    assert again.view.missing() == ()
    assert again.view.fields["preparation"] == first.view.fields["preparation"]
