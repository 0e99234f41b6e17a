"""Results asked about, put right and taken back: nothing is lost and nothing slips through."""

from dataclasses import replace
from typing import Any

import pytest

from ltm_desktop.domain.analytes import Specimen
from ltm_desktop.domain.identifiers import ResultId
from ltm_desktop.domain.labs import (
    AnyResult,
    CorrectLab,
    LabFinding,
    LabReport,
    LabResult,
    Printed,
    RecordLabs,
    VoidLab,
)
from ltm_desktop.domain.patients import RecordDeath
from ltm_desktop.domain.quantities import Quantity, Unit, parse_decimal
from tests.builders import NURSE, PATIENT, PHARMACIST, PHYSICIAN, at, lab
from tests.cases.clinical import day, example
from tests.stories import Story, enrolled

DRAWN = "2026-03-02 07:00"
LISTS = example().protocol.vocabularies
CORRECTION, VOID = (
    next(one for one in LISTS[name] if one != "other")
    for name in ("lab_correction_reason", "lab_void_reason")
)


def told(*results: AnyResult) -> RecordLabs:
    numbers = tuple(one for one in results if not isinstance(one, LabFinding))
    return RecordLabs(PATIENT, numbers, tuple(r for r in results if isinstance(r, LabFinding)))


def entered(number: str = "180") -> Story:
    return enrolled().does(told(lab("platelets", number, DRAWN)))


def only(story: Story) -> Any:
    (one,) = story.chart.labs.all
    return one


def correct(story: Story, number: str, **changes: Any) -> CorrectLab:
    now = lab("platelets", number, DRAWN)
    return replace(CorrectLab(PATIENT, only(story).key, now, CORRECTION), **changes)


def test_a_result_put_right_stands_instead_and_the_earlier_one_stays_readable() -> None:
    story = entered("180")
    after = story.does(correct(story, "108"))
    assert str(only(after).value.value) == "108"
    (gone,) = after.chart.labs.superseded
    assert isinstance(gone.was, LabResult)
    assert (str(gone.was.value.value), gone.reason, gone.by) == ("180", CORRECTION, NURSE)
    assert gone.now is not None
    assert gone.now.key == only(after).key != gone.was.key
    assert after.chart.labs.before(only(after).key) == gone


def test_a_result_taken_back_counts_for_nothing_and_stays_readable() -> None:
    story = entered()
    after = story.does(VoidLab(PATIENT, only(story).key, VOID), PHYSICIAN)
    assert after.chart.labs.all == ()
    assert after.chart.labs.latest("platelets", at("2026-03-03 07:00")) is None
    (gone,) = after.chart.labs.superseded
    assert (gone.now, gone.reason, gone.by) == (None, VOID, PHYSICIAN)


def test_what_does_not_stand_is_neither_put_right_nor_taken_back_again() -> None:
    story = entered()
    void, again = VoidLab(PATIENT, only(story).key, VOID), correct(story, "108")
    after = story.does(void)
    assert after.refused(void) == {"labs.not_standing"}
    assert after.refused(again) == {"labs.not_standing"}
    assert after.refused(replace(void, result=ResultId("lab-none"))) == {"labs.not_standing"}


def test_a_correction_changes_something_of_the_same_analyte_and_says_why() -> None:
    story = entered("180")
    assert story.refused(correct(story, "180")) == {"labs.unchanged"}
    other = lab("neutrophils", "3", DRAWN)
    assert "labs.other_analyte" in story.refused(correct(story, "108", now=other))
    assert story.refused(correct(story, "108", reason=""))
    assert story.refused(correct(story, "108", reason="because"))
    assert story.refused(VoidLab(PATIENT, only(story).key, ""))
    assert story.refused(correct(story, "108"), PHARMACIST) == {"people.role_needed"}


def test_the_same_sample_is_asked_about_and_kept_when_the_person_says_so() -> None:
    story = entered()
    again = lab("platelets", "181", DRAWN)
    assert story.refused(told(again)) == {"labs.twice"}
    kept = story.does(told(replace(again, confirmed=("labs.twice",))))
    assert len(kept.chart.labs.of("platelets")) == 2
    assert story.refused(told(replace(again, confirmed=("labs.wrong_unit",)))) >= {"labs.not_asked"}


def test_a_sample_after_the_day_of_death_is_asked_about_and_kept_when_it_stands_so() -> None:
    story = enrolled().at("2026-03-05 10:00").does(RecordDeath(PATIENT, day("2026-03-03")))
    late = lab("platelets", "180", "2026-03-04 00:10")
    assert story.refused(told(late)) == {"labs.after_death"}
    assert only(story.does(told(replace(late, confirmed=("labs.after_death",)))))
    # of the day of death itself nothing is asked, whatever the hour
    assert only(story.does(told(lab("platelets", "180", "2026-03-03 23:50"))))
    found = LabFinding("csf_cytology", late.sampled_at, "negative", specimen=Specimen.CSF_LUMBAR)
    assert story.refused(told(found)) == {"labs.after_death"}


def test_one_report_tells_each_analyte_of_a_sample_once() -> None:
    twice = told(lab("platelets", "180", DRAWN), lab("platelets", "181", DRAWN))
    assert enrolled().refused(twice) == {"labs.told_twice"}
    assert enrolled().refused(told()) == {"labs.nothing"}


def test_a_number_in_another_unit_is_asked_about_against_the_last_result() -> None:
    story = entered("180")
    slip = lab("platelets", "180000", "2026-03-02 08:00")
    assert "labs.unit_slip" in story.refused(told(slip))
    per_mm3 = Printed(parse_decimal("180000"), "/mm³")
    right = replace(lab("platelets", "180", "2026-03-02 08:00"), printed=per_mm3)
    assert len(story.does(told(right)).chart.labs.of("platelets")) == 2


def test_104_g_per_dl_is_asked_about_by_what_it_is_and_by_the_unit_that_was_meant() -> None:
    typed = Printed(parse_decimal("104"), "g/dL")
    value = Quantity(parse_decimal("1040"), Unit.G_PER_L)
    of_blood = replace(lab("platelets", "180", DRAWN), analyte="haemoglobin")
    odd = replace(of_blood, value=value, printed=typed)
    assert enrolled().refused(told(odd)) == {"labs.unit_slip", "labs.implausible"}
    sure = ("labs.unit_slip", "labs.implausible")
    kept = enrolled().does(told(replace(odd, confirmed=sure)))
    assert kept.chart.labs.of("haemoglobin")[-1].value == value


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"printed": Printed(parse_decimal("180"), "pounds")}, "labs.unknown_unit"),
        ({"printed": Printed(parse_decimal("181"), "/mm³")}, "labs.not_as_printed"),
        ({"value": Quantity(parse_decimal("18"), Unit.G_PER_L)}, "labs.wrong_unit"),
        ({"low": Quantity(parse_decimal("18"), Unit.G_PER_L)}, "labs.wrong_unit"),
        ({"specimen": Specimen.CSF_LUMBAR}, "labs.wrong_specimen"),
        ({"report": LabReport("NOWHERE", "")}, "laboratories.unknown"),
        ({"report": LabReport("", "", at("2026-03-02 06:00"))}, "labs.reported_before"),
        ({"sampled_at": at("1900-01-01 07:00")}, "labs.before_birth"),
        ({"sampled_at": at("2036-01-01 07:00")}, "labs.future_sample"),
        ({"analyte": "csf_cytology", "specimen": Specimen.CSF_LUMBAR}, "labs.no_number"),
        ({"analyte": "nothing"}, "labs.unknown_analyte"),
    ],
)
def test_what_cannot_stand_on_a_report_is_refused(changes: dict[str, Any], code: str) -> None:
    result = replace(lab("platelets", "180", DRAWN), **changes)
    assert code in enrolled().refused(told(result))


def finding(analyte: str, **changes: Any) -> LabFinding:
    return LabFinding(analyte, at(DRAWN), specimen=Specimen.CSF_LUMBAR, **changes)


@pytest.mark.parametrize(
    ("one", "code"),
    [
        (finding("csf_cytology"), "labs.code_missing"),
        (finding("csf_culture"), "labs.text_missing"),
        (finding("csf_culture", code="positive"), "labs.not_a_finding"),
        (finding("csf_protein", text="clotted"), "labs.not_a_finding"),
        (finding("csf_protein", code="not_measurable"), "labs.why_not_measurable"),
    ],
)
def test_a_finding_is_what_its_analyte_can_be(one: LabFinding, code: str) -> None:
    assert code in enrolled().refused(told(one))


def test_csf_of_two_places_is_never_one_curve() -> None:
    value = Quantity(parse_decimal("0.45"), Unit.G_PER_L)
    protein = LabResult("csf_protein", value, at(DRAWN), specimen=Specimen.CSF_LUMBAR)
    story = enrolled().does(told(protein))
    other = replace(protein, specimen=Specimen.CSF_VENTRICULAR)
    both = story.does(told(other))
    assert len(both.chart.labs.of("csf_protein", Specimen.CSF_LUMBAR)) == 1
    assert len(both.chart.labs.of("csf_protein", Specimen.CSF_VENTRICULAR)) == 1
