"""What results suggest: in order, once, after the first dose, and never entered by itself."""

from dataclasses import replace
from typing import Any

import pytest

from ltm_desktop.app.suggestions import (
    Suggestion,
    SuggestionKind,
    Suggestions,
    still_stands,
    suggestions_of,
)
from ltm_desktop.domain.adverse_events import DismissSuggestion, GradeSource
from ltm_desktop.domain.ctcae import Grade
from ltm_desktop.domain.labs import Comparator, CorrectLab, RecordLabs
from ltm_desktop.domain.quantities import Quantity, Unit, mg
from tests.adverse_event_builders import EVENT, correct, end, grade, on, regrade, report, void
from tests.builders import PATIENT, ZONE, assess, at, lab
from tests.stories import Story, planned

PLATELETS = "platelet_count_decreased"
LLN = Quantity(mg("125").value, Unit.PER_NL)


def counts(number: str, sampled: str, **changes: Any) -> RecordLabs:
    """Return a platelet count with the laboratory's own range."""
    changes.setdefault("low", LLN)
    return RecordLabs(PATIENT, (lab("platelets", number, sampled, **changes),))


def given() -> Story:
    """Return a patient whose first dose was given on Monday, a fortnight on."""
    return planned().gives("IND-1", "2026-03-02").at("2026-03-16 12:00")


def found(story: Story) -> Suggestions:
    return suggestions_of(story.chart, story.protocol, ZONE)


def waiting(story: Story) -> list[tuple[SuggestionKind, int | None, str]]:
    return [
        (one.kind, one.grade and int(one.grade), one.on.isoformat()) for one in found(story).waiting
    ]


def one(story: Story) -> Suggestion:
    (suggestion,) = found(story).waiting
    return suggestion


def confirmed(story: Story) -> Story:
    """Return the story after a person confirmed the one suggestion."""
    said = one(story)
    told = grade(
        int(said.grade or 0), said.on.isoformat(), source=GradeSource.LABS, basis=said.basis
    )
    if said.kind is SuggestionKind.GRADE:
        return story.does(replace(regrade(1, said.on.isoformat()), told=told))
    return story.does(report(said.term.code, since=said.on.isoformat(), first=told))


def test_a_low_count_after_the_first_dose_suggests_a_new_event() -> None:
    story = given().does(counts("48", "2026-03-09 07:00"))
    assert waiting(story) == [(SuggestionKind.NEW, 3, "2026-03-09")]
    said = one(story)
    assert said.term.code == PLATELETS
    assert (said.event, said.basis.analyte) == (None, "platelets")


def test_nothing_is_suggested_before_the_first_dose_or_from_baseline() -> None:
    baseline = planned().does(counts("48", "2026-03-02 08:00"))
    assert found(baseline) == Suggestions()
    assert found(baseline.gives("IND-1", "2026-03-02")).waiting == ()


def test_without_a_signed_list_nothing_is_suggested() -> None:
    story = given().does(counts("48", "2026-03-09 07:00"))
    assert suggestions_of(story.chart, None, ZONE) == Suggestions()


def test_a_value_within_the_bands_suggests_nothing() -> None:
    assert waiting(given().does(counts("125", "2026-03-09 07:00"))) == []


def test_a_confirmed_suggestion_is_not_made_again() -> None:
    story = confirmed(given().does(counts("48", "2026-03-09 07:00")))
    event = story.chart.adverse_events.events[EVENT]
    assert event.grades[0].basis is not None
    assert waiting(story) == []


def test_falling_counts_are_told_one_after_another_in_the_order_of_the_samples() -> None:
    story = given().does(counts("90", "2026-03-06 07:00")).does(counts("60", "2026-03-09 07:00"))
    story = story.does(counts("20", "2026-03-12 07:00"))
    seen, behind = [], []
    for _ in range(3):
        seen += waiting(story)
        behind.append(one(story).worse_grade)
        story = confirmed(story)
    assert seen == [
        (SuggestionKind.NEW, 1, "2026-03-06"),
        (SuggestionKind.GRADE, 2, "2026-03-09"),
        (SuggestionKind.GRADE, 4, "2026-03-12"),
    ]
    assert behind == [Grade.FOUR, Grade.FOUR, None]
    assert waiting(story) == []
    assert story.chart.adverse_events.events[EVENT].worst is Grade.FOUR


def test_a_grade_told_by_hand_on_the_day_is_only_contradicted_by_a_worse_value() -> None:
    told = given().does(report(PLATELETS, 2, "2026-03-09"))
    same_day = "2026-03-09 07:00"
    assert waiting(told.does(counts("90", same_day))) == []
    assert waiting(told.does(counts("60", same_day))) == []
    assert waiting(told.does(counts("30", same_day))) == [
        (SuggestionKind.GRADE, 3, "2026-03-09"),
    ]


def test_samples_older_than_what_was_told_are_not_brought_up_again() -> None:
    story = given().does(report(PLATELETS, 1, "2026-03-12"))
    assert waiting(story.does(counts("48", "2026-03-09 07:00"))) == []


def late(story: Story) -> list[tuple[str, Any]]:
    return [(one.why.code, one.why.values.get("grade")) for one in found(story).untold]


def test_an_older_sample_that_is_the_worst_of_all_is_not_lost_behind_what_was_told() -> None:
    story = confirmed(given().does(counts("60", "2026-03-12 07:00")))
    nadir = story.does(counts("20", "2026-03-10 07:00")).does(counts("40", "2026-03-09 07:00"))
    assert late(nadir) == [("adverse_events.late_worse", Grade.FOUR)]
    assert late(story.does(counts("70", "2026-03-10 07:00"))) == []
    # after the end as well; and no more once the event was corrected or the value dismissed
    ended = nadir.does(end(day="2026-03-13"))
    assert late(ended) == [("adverse_events.late_worse", Grade.FOUR)]
    event = nadir.chart.adverse_events.events[EVENT]
    grades = (grade(4, "2026-03-10"), *event.grades)
    anew = correct(*grades, term=PLATELETS, onset=on("2026-03-10"))
    assert late(nadir.does(anew)) == []


def test_a_result_put_right_no_longer_stands_behind_the_grade_it_gave() -> None:
    story = confirmed(given().does(counts("20", "2026-03-09 07:00")))
    (basis,) = [one.basis for one in story.chart.adverse_events.events[EVENT].grades]
    assert basis is not None
    assert still_stands(basis, story.chart.labs)
    (slip,) = (one for one in story.chart.labs.results if one.value == basis.value)
    now = replace(slip, value=Quantity(mg("200").value, Unit.PER_NL))
    right = story.does(CorrectLab(PATIENT, slip.key, now, "wrong_number"))
    assert not still_stands(basis, right.chart.labs)


def test_a_value_within_the_bands_asks_whether_an_open_event_is_over() -> None:
    story = confirmed(given().does(counts("48", "2026-03-09 07:00")))
    better = story.does(counts("180", "2026-03-13 07:00"))
    assert waiting(better) == [(SuggestionKind.OVER, None, "2026-03-13")]
    assert waiting(better.does(end(day="2026-03-13"))) == []


def test_after_its_end_a_new_fall_is_a_new_event() -> None:
    story = confirmed(given().does(counts("48", "2026-03-09 07:00"))).does(end(day="2026-03-12"))
    assert waiting(story.does(counts("60", "2026-03-12 07:00"))) == []
    assert waiting(story.does(counts("60", "2026-03-14 07:00"))) == [
        (SuggestionKind.NEW, 2, "2026-03-14")
    ]


def test_an_event_taken_back_no_longer_stands_in_the_way() -> None:
    story = confirmed(given().does(counts("48", "2026-03-09 07:00"))).does(void())
    assert waiting(story) == [(SuggestionKind.NEW, 3, "2026-03-09")]


def test_what_a_person_dismissed_with_a_reason_is_not_suggested_again() -> None:
    story = given().does(counts("48", "2026-03-09 07:00"))
    said = one(story)
    assert said.grade is not None
    no = DismissSuggestion(PATIENT, PLATELETS, said.grade, said.basis, "clotted (synthetic)")
    assert story.refused(replace(no, reason=" ")) == {"dosing.reason_missing"}
    assert story.refused(replace(no, term="nothing")) == {"adverse_events.unknown_term"}
    done = story.does(no)
    assert waiting(done) == []
    assert done.refused(no) == {"adverse_events.dismissed_already"}
    assert waiting(done.does(counts("48", "2026-03-10 07:00"))) == [
        (SuggestionKind.NEW, 3, "2026-03-10")
    ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"low": None}, "adverse_events.no_range"),
        ({"comparator": Comparator.ABOVE}, "adverse_events.only_bounded"),
    ],
)
def test_a_result_that_says_nothing_is_listed_with_the_reason(
    changes: dict[str, Any], code: str
) -> None:
    story = given().does(counts("80", "2026-03-09 07:00", **changes))
    (untold,) = [one for one in found(story).untold if one.term.code == PLATELETS]
    assert untold.why.code == code
    assert waiting(story) == []


def test_while_the_patient_is_anticoagulated_an_inr_suggests_nothing() -> None:
    high = RecordLabs(PATIENT, (lab("inr", "2.0", "2026-03-09 07:00"),))
    assert waiting(given().does(high)) == [(SuggestionKind.NEW, 2, "2026-03-09")]
    taking = given().does(assess("IND-2", anticoagulant="apixaban (example)")).does(high)
    assert waiting(taking) == []
    assert [one.why.code for one in found(taking).untold] == ["adverse_events.anticoagulated"]


def enzyme(number: str, sampled: str) -> RecordLabs:
    """Return an ALT with the laboratory's own range of 9 to 40."""
    low, high, value = (Quantity(mg(one).value, Unit("U/L")) for one in ("9", "40", number))
    result = lab("platelets", "180", sampled)
    told = replace(result, analyte="alt", value=value, low=low, high=high)
    return RecordLabs(PATIENT, (told,))


def test_a_baseline_below_its_range_is_no_measure_of_what_rises() -> None:
    low_before = planned().does(enzyme("6", "2026-03-02 08:00")).gives("IND-1", "2026-03-02")
    story = low_before.at("2026-03-16 12:00")
    # four times the baseline, and within the range of every laboratory
    assert waiting(story.does(enzyme("24", "2026-03-09 07:00"))) == []
    assert waiting(story.does(enzyme("240", "2026-03-09 07:00"))) == [
        (SuggestionKind.NEW, 3, "2026-03-09")
    ]


def test_an_abnormal_baseline_is_the_measure_where_the_term_has_one() -> None:
    high_before = planned().does(enzyme("90", "2026-03-02 08:00")).gives("IND-1", "2026-03-02")
    later = enzyme("240", "2026-03-09 07:00")
    story = high_before.at("2026-03-16 12:00").does(later)
    assert waiting(story) == [(SuggestionKind.NEW, 1, "2026-03-09")]
    assert waiting(given().does(later)) == [(SuggestionKind.NEW, 3, "2026-03-09")]


def test_the_day_of_a_sample_is_that_of_the_site() -> None:
    story = given().does(counts("48", "2026-03-09 01:00"))
    assert story.chart.labs.results[-1].sampled_at == at("2026-03-09 01:00")
    assert waiting(story) == [(SuggestionKind.NEW, 3, "2026-03-09")]
