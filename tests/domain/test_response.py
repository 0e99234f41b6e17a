"""Response: complete before it is signed, who may judge, and how a judgement is put right."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ltm_desktop.domain.acts import Signer
from ltm_desktop.domain.alerts import Severity
from ltm_desktop.domain.attestation import signers_of, writers_of
from ltm_desktop.domain.corrections import VoidRecord
from ltm_desktop.domain.decisions import decide, required_signers
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.quantities import Quantity, Unit, mg
from ltm_desktop.domain.records import Flag, RecordKind
from ltm_desktop.domain.response import (
    RESPONSE,
    AssessResponse,
    ItemScore,
    Judged,
    LmClass,
    Nodule,
    Performance,
    ResponseAssessed,
    SteroidDose,
)
from ltm_desktop.domain.response_rules import AUTHORS, Assessing, remarks
from ltm_desktop.domain.response_terms import Change, Component
from ltm_desktop.domain.terms import Meaning
from tests.builders import INVESTIGATOR, MONITOR, NURSE, PATIENT, PHARMACIST, PHYSICIAN, at
from tests.response_builders import assessed, baseline, mri, neuro, not_done, steroids
from tests.stories import Story, planned

C = Component


def _story(moment: str = "2026-03-20 16:00") -> Story:
    return planned().at(moment)


def _codes(story: Story, command: AssessResponse) -> set[str]:
    return story.refused(command, PHYSICIAN)


def _assessing(story: Story, by: Any = PHYSICIAN) -> Assessing:
    chart = story.chart
    assert chart.patient is not None
    return Assessing(
        chart.patient,
        chart.response,
        chart.dosing,
        chart.records,
        story.site.people,
        story.protocol,
        story.act(by),
    )


def _remarks(story: Story, command: AssessResponse, by: Any = PHYSICIAN) -> set[str]:
    found = remarks(command, _assessing(story, by))
    assert all(one.severity is Severity.NOTE for one in found)
    return {one.code for one in found}


def test_a_physician_records_a_baseline_and_what_followed_as_signed_records() -> None:
    story = _story().does(baseline(), PHYSICIAN).does(assessed(), INVESTIGATOR)
    first, second = story.chart.response.standing
    assert (first.assessor, second.assessor) == (PHYSICIAN, INVESTIGATOR)
    assert story.chart.response.baseline == first
    assert story.chart.response.later == (second,)
    made = story.chart.records.by_id[second.record]
    assert (made.kind, made.item, made.waiting) == (RecordKind.RESPONSE, RESPONSE, None)


@pytest.mark.parametrize("who", [NURSE, PHARMACIST])
def test_nobody_but_a_physician_judges_a_response(who: Any) -> None:
    assert _story().refused(baseline(), who) == {"people.role_needed"}


def test_a_monitor_reads_only() -> None:
    assert "review.reads_only" in _story().refused(baseline(), MONITOR)


def test_the_assessor_signs_reviewed_and_verification_asks_for_the_same() -> None:
    story = _story()
    (event,) = story.decides(baseline(), PHYSICIAN)
    wanted = (Signer(PHYSICIAN, Meaning.REVIEWED),)
    assert required_signers(baseline(), story.act(PHYSICIAN)) == wanted
    assert signers_of([event], PHYSICIAN) == wanted
    assert writers_of(event) == AUTHORS


def test_without_signed_rules_nothing_is_assessed() -> None:
    story = replace(_story(), protocol=None)
    assert _codes(story, baseline()) == {"response.no_rules"}


def test_everything_missing_is_named_together_before_anybody_signs() -> None:
    empty = AssessResponse(PATIENT, RecordId("resp-1"), date(2026, 3, 16), "day_14")
    with pytest.raises(Refused) as refusal:
        decide(
            empty,
            _story().chart,
            _story().site,
            _story().protocol,
            _story().act(PHYSICIAN),
        )
    missing = [
        one.values["component"]
        for one in refusal.value.alerts
        if one.code == "response.component_missing"
    ]
    assert missing == [C.NEURO, C.CYTOLOGY, C.MRI, C.KPS, C.STEROIDS]
    assert "response.overall_missing" in {one.code for one in refusal.value.alerts}


def test_what_was_not_done_is_explained_and_then_it_is_complete() -> None:
    judged = tuple(one for one in assessed().judged if one.component is not C.MRI)
    told = assessed(mri=None, judged=judged, not_done=(not_done(C.MRI),))
    (event,) = _story().decides(told, PHYSICIAN)
    assert event.why_not(C.MRI).reason == "too_unwell"
    without = replace(told, not_done=(not_done(C.MRI, ""),))
    assert _codes(_story(), without) == {"response.reason_missing"}
    other = replace(told, not_done=(not_done(C.MRI, "other"),))
    assert _codes(_story(), other) == {"response.reason_missing"}
    unlisted = replace(told, not_done=(not_done(C.MRI, "forgotten"),))
    assert _codes(_story(), unlisted) == {"configuration.no_such_code"}


def test_the_steroid_dose_is_asked_for_whatever_the_site_signed() -> None:
    story = _story()
    assert story.protocol is not None
    assert story.protocol.response is not None
    bare = replace(story.protocol.response, required=frozenset())
    story = replace(story, protocol=replace(story.protocol, response=bare))
    empty = AssessResponse(
        PATIENT, RecordId("resp-1"), date(2026, 3, 16), "unscheduled", overall="stable_disease"
    )
    assert _codes(story, empty) == {"response.component_missing"}
    assert story.decides(replace(empty, steroids=steroids("0", "")), PHYSICIAN)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"not_done": (not_done(C.KPS),)}, "response.filled_and_explained"),
        ({"judged": assessed().judged[1:]}, "response.change_missing"),
        (
            {"judged": (*assessed().judged, Judged(C.MARKERS, Change.STABLE))},
            "response.judged_unfilled",
        ),
        ({"judged": (*assessed().judged, assessed().judged[0])}, "response.judged_unfilled"),
        ({"mri": mri("2026-03-16")}, "response.mri_overall_missing"),
        ({"overall": ""}, "response.overall_missing"),
        ({"overall": "great"}, "response.no_such_category"),
        ({"overall": "not_evaluable"}, "response.why_not_evaluable"),
        ({"time_point": "day_15"}, "response.no_such_point"),
        ({"kps": Performance(70, date(2026, 3, 21))}, "response.future"),
        ({"kps": Performance(70, date(1950, 1, 1))}, "response.before_birth"),
        ({"kps": Performance(75, date(2026, 3, 16))}, "response.no_such_kps"),
        ({"neuro": neuro(3)}, "response.no_such_level"),
        ({"neuro": neuro(code="neuro_scorecard_2017")}, "response.other_instrument"),
        ({"steroids": SteroidDose(mg("4"), "dexamethasone")}, "response.no_steroid_dose"),
        ({"steroids": steroids("4", " ")}, "response.steroid_unnamed"),
        ({"lm_class": LmClass("I", "", "confirmed")}, "response.class_incomplete"),
        ({"rationale": "a\u202eb"}, "texts.unseen_character"),
    ],
)
def test_what_cannot_be_or_is_left_out_is_refused(changes: dict[str, Any], code: str) -> None:
    assert code in _codes(_story(), assessed(**changes))


def test_an_area_without_a_level_is_rated_or_explained() -> None:
    scores = neuro().scores
    blank = replace(neuro(), scores=(ItemScore(scores[0].item, None), *scores[1:]))
    assert _codes(_story(), assessed(neuro=blank)) == {"response.items_missing"}
    told = replace(blank, scores=(ItemScore(scores[0].item, None, "sedated"), *scores[1:]))
    assert _story().decides(assessed(neuro=told), PHYSICIAN)
    twice = replace(neuro(), scores=(scores[0], *scores))
    assert "response.no_such_item" in _codes(_story(), assessed(neuro=twice))


def test_every_line_of_the_mri_scorecard_is_filled_and_nodules_have_two_sizes() -> None:
    scan = assessed().mri
    assert scan is not None
    short = replace(scan, features=scan.features[1:])
    assert _codes(_story(), assessed(mri=short)) == {"response.features_missing"}
    size, none = (Quantity(Decimal(one), Unit.MM) for one in ("7", "0"))
    brain = Nodule("brain", size, size)
    assert _story().decides(assessed(mri=replace(scan, nodules=(brain,) * 3)), PHYSICIAN)
    four = replace(scan, nodules=(brain,) * 4)
    assert _codes(_story(), assessed(mri=four)) == {"response.too_many_nodules"}
    flat = replace(scan, nodules=(Nodule("spine", size, none),))
    assert _codes(_story(), assessed(mri=flat)) == {"response.no_size"}


def test_a_baseline_is_judged_against_nothing_and_stands_once() -> None:
    judged = baseline(judged=assessed().judged, overall="stable_disease")
    assert _codes(_story(), judged) == {"response.baseline_judged"}
    story = _story().does(baseline(), PHYSICIAN)
    again = baseline("2026-02-27")
    assert _codes(story, again) == {"response.point_taken"}
    assert _codes(story, baseline()) == {"response.already_recorded", "response.point_taken"}


def test_unscheduled_assessments_may_be_many_but_not_two_of_one_day() -> None:
    one = assessed("2026-03-10", time_point="unscheduled")
    story = _story().does(one, PHYSICIAN)
    assert story.decides(assessed("2026-03-12", time_point="unscheduled"), PHYSICIAN)
    same = replace(one, record=RecordId("resp-other"))
    assert _codes(story, same) == {"response.point_taken"}


def test_nothing_is_assessed_after_the_death() -> None:
    story = _story()
    assert story.chart.patient is not None
    died = replace(story.chart.patient, died_on=date(2026, 3, 15))
    story = replace(story, chart=replace(story.chart, patient=died))
    assert _codes(story, assessed()) == {"response.after_death"}
    assert story.decides(assessed("2026-03-15"), PHYSICIAN)


def test_a_correction_names_the_old_record_with_a_reason_and_both_stay_readable() -> None:
    story = _story().does(assessed(), PHYSICIAN)
    old = story.chart.response.standing[0].record
    right = assessed(record=RecordId("resp-right"), overall="stable_disease", corrects=old)
    assert _codes(story, right) == {"corrections.reason_missing"}
    right = replace(right, correction_reason="typing_slip")
    after = story.does(right, PHYSICIAN)
    assert [one.overall for one in after.chart.response.standing] == ["stable_disease"]
    assert len(after.chart.response.told) == 2
    assert after.chart.records.by_id[old].replaced_by == right.record
    assert after.chart.records.by_id[right.record].flags == (Flag.CORRECTION,)
    again = replace(right, record=RecordId("resp-third"))
    assert "corrections.already_put_right" in _codes(after, again)
    unknown = replace(right, corrects=RecordId("nothing"), time_point="day_42")
    assert _codes(story, unknown) == {"corrections.nothing_to_correct"}


def test_two_physicians_take_an_assessment_back_and_it_counts_no_more() -> None:
    story = _story().does(assessed(), PHYSICIAN)
    record = story.chart.response.standing[0].record
    void = VoidRecord(PATIENT, record, "wrong_patient", INVESTIGATOR)
    assert story.refused(void, NURSE) == {"people.role_needed"}
    after = story.does(void, PHYSICIAN)
    assert after.chart.response.standing == ()
    assert after.chart.response.of(record) is not None
    assert after.chart.records.by_id[record].void
    assert after.decides(replace(assessed(), record=RecordId("resp-anew")), PHYSICIAN)


def test_an_open_label_assessor_is_remarked_and_told_in_the_event() -> None:
    story = planned().at("2026-03-02 10:00").ordered("IND-1").at("2026-03-20 10:00")
    (event,) = story.decides(baseline(), PHYSICIAN)
    assert isinstance(event, ResponseAssessed)
    assert event.treats
    assert "response.treats" in _remarks(story, baseline())
    assert "response.treats" not in _remarks(story, baseline(), INVESTIGATOR)


@pytest.mark.parametrize(
    ("now", "remark"),
    [
        (steroids("6"), {"response.steroids_rising"}),
        (steroids("4"), set()),
        (steroids("2"), set()),
        (steroids("40", "prednisolone"), {"response.steroids_other_drug"}),
        (steroids("0", ""), set()),
    ],
)
def test_improvement_on_rising_steroids_is_remarked(now: SteroidDose, remark: set[str]) -> None:
    story = _story().does(baseline(), PHYSICIAN)
    assert _remarks(story, assessed(steroids=now)) == remark
    worse = assessed(steroids=now, overall="progressive_disease", change=Change.WORSE)
    assert _remarks(story, worse) == set()


def test_days_that_are_off_and_a_missing_baseline_are_remarked() -> None:
    story = planned().gives("IND-1", "2026-03-02").at("2026-04-20 10:00")
    assert _remarks(story, assessed("2026-03-23"), INVESTIGATOR) == {"response.no_baseline"}
    late = _remarks(story, assessed("2026-03-24"), INVESTIGATOR)
    assert late == {"response.no_baseline", "response.off_day"}
    assert _remarks(story, baseline("2026-03-03"), INVESTIGATOR) == {"response.baseline_late"}
    assert _remarks(story, baseline("2026-03-02"), INVESTIGATOR) == set()


def test_the_sum_leaves_out_what_was_not_rated_and_says_so() -> None:
    scores = neuro(2, 1).scores
    some = replace(neuro(), scores=(*scores[:2], ItemScore(scores[2].item, None, "asleep")))
    assert (some.total, some.worst, some.unrated) == (3, 2, (scores[2].item,))
    assert replace(some, scores=()).worst is None
    assert some.level("no such") is None


def test_a_moment_of_the_day_is_never_made_up() -> None:
    story = _story().does(assessed(), PHYSICIAN)
    record = next(iter(story.chart.records.by_id.values()))
    assert record.happened_at == record.recorded_at == at("2026-03-20 16:00")
