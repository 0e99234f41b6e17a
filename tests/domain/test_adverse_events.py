"""Adverse events: who tells what, which grades there are, what follows, and what is refused."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ltm_desktop.domain.acts import Signer
from ltm_desktop.domain.adverse_events import (
    AdverseEventId,
    EventCorrected,
    EventEnded,
    EventJudged,
    EventReopened,
    EventReported,
    GradeSource,
)
from ltm_desktop.domain.adverse_events_slice import AdverseEvent
from ltm_desktop.domain.ctcae import Grade
from ltm_desktop.domain.decisions import Command, required_signers
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.partial_dates import PartialDate, Precision
from ltm_desktop.domain.patients import RecordDeath
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.setting_kinds import Label
from ltm_desktop.domain.terms import Meaning
from tests.adverse_event_builders import (
    CAUSES,
    EVENT,
    basis,
    correct,
    end,
    grade,
    judge,
    on,
    regrade,
    reopen,
    report,
    serious,
    void,
)
from tests.builders import (
    INVESTIGATOR,
    MONITOR,
    NURSE,
    PATIENT,
    PHARMACIST,
    PHYSICIAN,
    RESEARCH_NURSE,
    THERAPIST,
    at,
)
from tests.stories import Story, enrolled, planned

LATER = "2026-03-12 10:00"


def known(story: Story) -> AdverseEvent:
    return story.chart.adverse_events.events[EVENT]


def told(**changes: Any) -> Story:
    """Return the story of a patient with one open event, some days on."""
    return planned().does(report(**changes)).at(LATER)


def died() -> Story:
    return told().does(regrade(5, "2026-03-11"), PHYSICIAN)


@pytest.mark.parametrize("who", [NURSE, RESEARCH_NURSE, PHYSICIAN, INVESTIGATOR])
def test_those_at_the_bedside_tell_an_event_with_its_version_and_its_grades(who: PersonId) -> None:
    (event,) = enrolled().decides(report("headache", 2), who)
    assert isinstance(event, EventReported)
    ref = event.told.term
    assert (ref.version, ref.code, ref.system) == ("5.0", "headache", "nervous")
    assert ref.grades == (Grade.ONE, Grade.TWO, Grade.THREE)
    assert event.by == who


@pytest.mark.parametrize("who", [PHARMACIST, THERAPIST])
def test_nobody_else_tells_an_event(who: PersonId) -> None:
    assert enrolled().refused(report(), who) == {"people.role_needed"}


def test_a_monitor_reads_and_tells_nothing() -> None:
    assert enrolled().refused(report(), MONITOR) == {"review.reads_only"}


def test_a_grade_that_does_not_exist_is_refused_and_the_term_and_its_grades_are_named() -> None:
    with pytest.raises(Refused) as refused:
        enrolled().decides(report("headache", 4))
    (alert,) = refused.value.alerts
    assert alert.code == "adverse_events.no_such_grade"
    label = alert.values["term"]
    assert isinstance(label, Label)
    assert label.en == "Headache"
    assert alert.values["grades"] == (Grade.ONE, Grade.TWO, Grade.THREE)


@pytest.mark.parametrize(
    ("term", "number"),
    [("meningitis", 2), ("sepsis", 1), ("lethargy", 3), ("inr_increased", 4), ("alopecia", 3)],
)
def test_terms_begin_and_stop_where_their_list_says(term: str, number: int) -> None:
    assert enrolled().refused(report(term, number)) == {"adverse_events.no_such_grade"}


def test_a_laboratory_term_has_no_death_even_for_a_physician() -> None:
    found = enrolled().refused(report("platelet_count_decreased", 5), PHYSICIAN)
    assert found == {"adverse_events.no_such_grade"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"term": "post_dural_puncture_headache"}, "adverse_events.unknown_term"),
        (
            {"term": "nervous_system_disorders_other_specify", "verbatim": " "},
            "adverse_events.other_needs_text",
        ),
        ({"onset": on("2026-03-03")}, "adverse_events.future"),
        ({"onset": on("1950")}, "adverse_events.before_birth"),
        ({"onset_at": at("2026-03-01 09:00")}, "adverse_events.other_day"),
        ({"onset": on("2026-03"), "onset_at": at("2026-03-02 09:00")}, "adverse_events.other_day"),
        ({"onset_at": at("2026-03-02 11:00")}, "adverse_events.future"),
        ({"first": grade(2, "2026-03-01")}, "adverse_events.grade_before_onset"),
        ({"first": grade(2, "2026-03-03")}, "adverse_events.future"),
        ({"first": grade(2, source=GradeSource.LABS)}, "adverse_events.basis_missing"),
        ({"baseline_grade": Grade.ONE}, "adverse_events.baseline_unsaid"),
        ({"linked": RecordId("adm-none")}, "adverse_events.unknown_link"),
        ({"verbatim": "unseen \u200b"}, "texts.unseen_character"),
    ],
)
def test_what_is_told_wrongly_is_refused(changes: dict[str, Any], code: str) -> None:
    assert code in planned().refused(report(**changes))


def test_a_grade_before_the_first_dose_must_exist_as_well() -> None:
    command = report("headache", 2, baseline=True, baseline_grade=Grade.FOUR)
    assert planned().refused(command) == {"adverse_events.no_such_grade"}


@pytest.mark.parametrize("text", ["2026-02", "2026", "2026-02-28"])
def test_an_event_may_have_begun_on_a_day_a_month_or_a_year(text: str) -> None:
    story = planned().does(report(onset=on(text)))
    assert known(story).told.onset == on(text)


def test_what_is_not_known_of_a_date_is_written_as_the_first() -> None:
    loose = PartialDate(date(2026, 2, 17), Precision.MONTH)
    assert known(planned().does(report(onset=loose))).told.onset == on("2026-02")


def test_a_grade_from_the_laboratory_keeps_its_value() -> None:
    found = basis("platelets", Quantity(Decimal("48"), Unit.PER_NL))
    first = grade(3, source=GradeSource.LABS, basis=found)
    story = planned().does(report("platelet_count_decreased", first=first))
    assert known(story).grades[0].basis == found


def test_an_event_is_linked_to_the_record_of_a_dose() -> None:
    given = planned().gives("IND-1", "2026-03-02")
    story = given.does(report(onset_at=at("2026-03-02 10:08"), linked=RecordId("adm-IND-1")))
    assert known(story).told.linked == "adm-IND-1"


def test_no_identity_is_told_twice() -> None:
    assert told().refused(report()) == {"adverse_events.used"}


def test_without_a_signed_configuration_nothing_is_graded() -> None:
    story = replace(enrolled(), protocol=None)
    assert story.refused(report()) == {"configuration.none_signed"}


def test_grades_follow_one_another_and_the_worst_is_kept() -> None:
    story = told().does(regrade(3, "2026-03-05")).does(regrade(1, "2026-03-11"))
    assert (known(story).worst, known(story).current) == (Grade.THREE, Grade.ONE)
    assert known(story).is_open


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (regrade(2, "2026-03-05"), "adverse_events.same_grade"),
        (regrade(3, "2026-03-01"), "adverse_events.grade_before_onset"),
        (regrade(3, "2026-03-13"), "adverse_events.future"),
        (regrade(3, "2026-03-03", event=AdverseEventId("ae-9")), "adverse_events.unknown"),
    ],
)
def test_a_grade_out_of_place_is_refused(command: Command, code: str) -> None:
    assert code in told().refused(command)


def test_grades_are_told_in_the_order_of_their_days() -> None:
    story = told().does(regrade(3, "2026-03-06"))
    assert story.refused(regrade(1, "2026-03-05")) == {"adverse_events.grade_order"}


def test_another_grade_must_exist_for_the_term() -> None:
    assert told(term="headache").refused(regrade(4, "2026-03-05")) == {
        "adverse_events.no_such_grade"
    }


@pytest.mark.parametrize("command", [regrade(5, "2026-03-11"), report("sepsis", 5)])
def test_a_death_is_a_physicians_to_tell(command: Command) -> None:
    story = told() if not isinstance(command, type(report())) else planned()
    assert story.refused(command, NURSE) == {"people.role_needed"}
    assert required_signers(command, story.act(PHYSICIAN)) == (Signer(PHYSICIAN, Meaning.REVIEWED),)


def test_grade_five_ends_the_event_as_fatal_on_its_day() -> None:
    story = died()
    ended = known(story).ended
    assert ended is not None
    assert (ended.told.outcome, ended.told.on) == ("fatal", on("2026-03-11"))
    assert not known(story).is_open
    assert story.refused(regrade(4, "2026-03-12"), PHYSICIAN) == {"adverse_events.ended"}


def test_a_fatal_outcome_is_never_told_without_grade_five() -> None:
    assert told().refused(end("fatal"), PHYSICIAN) == {"adverse_events.fatal_is_graded"}


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (end("recovered", None), "adverse_events.end_missing"),
        (end("not_recovered"), "adverse_events.end_unexpected"),
        (end(day="2026-03-01"), "adverse_events.end_before_onset"),
        (end(day="2026-03-13"), "adverse_events.future"),
        (end(""), "adverse_events.outcome_missing"),
        (end("better", None), "configuration.no_such_code"),
    ],
)
def test_an_outcome_told_wrongly_is_refused(command: Command, code: str) -> None:
    assert told().refused(command) == {code}


def test_an_end_lies_after_the_last_grade() -> None:
    story = told().does(regrade(1, "2026-03-10"))
    assert story.refused(end(day="2026-03-09")) == {"adverse_events.end_before_grade"}
    assert not known(story.does(end(day="2026-03"))).is_open


@pytest.mark.parametrize("outcome", ["recovering", "not_recovered", "unknown"])
def test_an_outcome_that_ends_nothing_leaves_the_event_open(outcome: str) -> None:
    story = told().does(end(outcome, None))
    assert known(story).is_open
    assert not known(story.does(end())).is_open


def test_an_ended_event_goes_on_once_it_is_reopened_with_a_reason() -> None:
    ended = told().does(end())
    assert ended.refused(regrade(1, "2026-03-11")) == {"adverse_events.ended"}
    assert ended.refused(reopen(reason=" ")) == {"dosing.reason_missing"}
    assert ended.refused(reopen("2026-03-08")) == {"adverse_events.reopened_before_end"}
    assert ended.refused(reopen("2026-03-13")) == {"adverse_events.future"}
    again = ended.does(reopen())
    assert known(again).is_open
    assert known(again).reopened[0].told.reason == "came back (synthetic)"
    assert again.refused(reopen()) == {"adverse_events.not_ended"}


def test_only_a_physician_judges_and_signs_reviewed() -> None:
    assert told().refused(judge(), NURSE) == {"people.role_needed"}
    story = told()
    assert required_signers(judge(), story.act(PHYSICIAN)) == (Signer(PHYSICIAN, Meaning.REVIEWED),)
    (event,) = story.decides(judge(), PHYSICIAN)
    assert isinstance(event, EventJudged)
    assert event.judgement.scale == "nci"
    assert event.judgement.related == CAUSES


@pytest.mark.parametrize(
    ("level", "counts"),
    [
        ("unrelated", False),
        ("unlikely", False),
        ("possible", True),
        ("probable", True),
        ("definite", True),
    ],
)
def test_what_counts_as_related_is_said_by_the_data_of_the_scale(level: str, counts: bool) -> None:
    story = told().does(judge(level=level), PHYSICIAN)
    assert bool(known(story).related) is counts


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"answers": ()}, "adverse_events.cause_missing"),
        ({"answers": judge().answers[1:]}, "adverse_events.cause_missing"),
        ({"answers": (*judge().answers, judge().answers[0])}, "adverse_events.cause_twice"),
        ({"level": "certain"}, "adverse_events.unknown_level"),
        ({"action_it": ""}, "adverse_events.action_missing"),
        ({"action_rt": "paused"}, "configuration.no_such_code"),
        (
            {"serious": True, "expected": False, "reference": "x"},
            "adverse_events.criterion_missing",
        ),
        ({"criteria": ("hospitalisation",)}, "adverse_events.criterion_unexpected"),
        ({"expected": True}, "adverse_events.reference_missing"),
    ],
)
def test_a_judgement_leaves_nothing_open(changes: dict[str, Any], code: str) -> None:
    assert told().refused(judge(**changes), PHYSICIAN) == {code}


def test_a_serious_event_has_a_criterion_and_an_expectation() -> None:
    assert told().refused(serious(expected=None), PHYSICIAN) == {"adverse_events.expected_missing"}
    assert told().refused(serious(EVENT, "severe"), PHYSICIAN) == {"configuration.no_such_code"}
    story = told().does(serious(), PHYSICIAN)
    assert story.chart.adverse_events.serious() == (known(story),)


def test_a_grade_three_at_home_is_not_serious_and_a_night_in_hospital_is() -> None:
    severe = told(number=3).does(judge(), PHYSICIAN)
    assert not known(severe).serious
    assert known(told(number=2).does(serious(), PHYSICIAN)).serious


def test_death_as_a_criterion_and_grade_five_go_together() -> None:
    assert told().refused(serious(EVENT, "death"), PHYSICIAN) == {"adverse_events.death_is_graded"}
    assert died().refused(serious(), PHYSICIAN) == {"adverse_events.death_is_serious"}
    assert died().refused(judge(), PHYSICIAN) == {"adverse_events.death_is_serious"}
    assert known(died().does(serious(EVENT, "death"), PHYSICIAN)).serious


def test_an_event_is_told_anew_and_what_was_said_before_is_kept() -> None:
    story = told()
    before = known(story).told
    (event,) = story.decides(correct(grade(1)))
    assert isinstance(event, EventCorrected)
    assert event.before == before
    again = story.told(event)
    assert known(again).worst is Grade.ONE
    assert known(again).corrected[0].told.before == before


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (correct(grade(2)), "adverse_events.nothing_changed"),
        (correct(), "adverse_events.no_grade"),
        (correct(grade(1), reason=""), "dosing.reason_missing"),
        (correct(grade(1), reason="other"), "dosing.other_needs_words"),
        (correct(grade(1), reason="bored"), "configuration.no_such_code"),
        (correct(grade(4), term="headache"), "adverse_events.no_such_grade"),
        (correct(grade(2), grade(1, "2026-03-01")), "adverse_events.grade_order"),
        (
            correct(grade(2), grade(1, "2026-03-03"), event=AdverseEventId("ae-9")),
            "adverse_events.unknown",
        ),
    ],
)
def test_a_correction_told_wrongly_is_refused(command: Command, code: str) -> None:
    assert code in told().refused(command)


def test_a_correction_keeps_the_end_after_the_last_grade() -> None:
    ended = told().does(end(day="2026-03-05"))
    late = correct(grade(2), grade(1, "2026-03-06"))
    assert ended.refused(late) == {"adverse_events.end_before_grade"}
    assert not known(ended.does(correct(grade(1)))).is_open


def test_a_judgement_before_a_correction_says_so() -> None:
    judged = told().does(judge(), PHYSICIAN)
    assert not known(judged).judged_before_correction
    assert known(judged.does(correct(grade(3)))).judged_before_correction


def test_nothing_begins_after_the_death_and_what_began_before_may_be_told_later() -> None:
    story = planned().at(LATER).does(RecordDeath(PATIENT, date(2026, 3, 10)))
    assert story.refused(report(since="2026-03-11")) == {"follow_up.after_death"}
    assert story.decides(report(since="2026-03-10"))


def test_grade_5_counts_from_the_day_of_the_death_and_no_earlier_one() -> None:
    died = told().does(RecordDeath(PATIENT, date(2026, 3, 10)))
    other = {"adverse_events.death_other_day"}
    assert died.refused(regrade(5, "2026-03-09"), PHYSICIAN) == other
    assert died.refused(correct(grade(2), grade(5, "2026-03-09")), PHYSICIAN) == other
    assert died.decides(correct(grade(2), grade(5, "2026-03-10")), PHYSICIAN)
    assert died.decides(regrade(4, "2026-03-09"), PHYSICIAN)


def test_nothing_is_graded_ended_or_taken_up_again_after_the_death() -> None:
    died = told().does(RecordDeath(PATIENT, date(2026, 3, 10)))
    after = {"follow_up.after_death"}
    assert died.refused(regrade(1, "2026-03-11")) == after
    assert died.refused(regrade(5, "2026-03-11"), PHYSICIAN) == after
    assert died.decides(regrade(5, "2026-03-10"), PHYSICIAN)
    assert died.refused(end(day="2026-03-11")) == after
    ended = died.does(end(day="2026-03-10"))
    assert ended.refused(reopen("2026-03-11")) == after
    assert died.refused(correct(grade(2), replace(grade(3), on=date(2026, 3, 11)))) == after


def test_an_event_worse_than_it_was_judged_waits_for_a_physician_again() -> None:
    judged = told().does(judge(), PHYSICIAN)
    assert not known(judged).awaits_judgement
    better = judged.does(regrade(1, "2026-03-10"))
    assert not known(better).awaits_judgement
    assert not known(better.does(regrade(2, "2026-03-11"))).awaits_judgement
    worse = better.does(regrade(4, "2026-03-11"))
    assert known(worse).awaits_judgement
    assert not known(worse.does(judge(), PHYSICIAN)).awaits_judgement
    # nobody has said of the death that it is serious
    assert known(judged.does(regrade(5, "2026-03-11"), PHYSICIAN)).awaits_judgement
    assert not known(worse.does(void(), PHYSICIAN)).awaits_judgement


def test_a_death_told_wrongly_is_corrected_by_a_physician_and_the_event_goes_on() -> None:
    assert died().refused(reopen("2026-03-12"), PHYSICIAN) == {"adverse_events.death_is_corrected"}
    right = correct(grade(2), grade(4, "2026-03-11"))
    assert died().refused(right, NURSE) == {"people.role_needed"}
    events = died().decides(right, PHYSICIAN)
    assert [type(one) for one in events] == [EventCorrected, EventReopened]
    assert known(died().told(*events)).is_open


def test_a_correction_that_tells_a_death_ends_the_event() -> None:
    events = told().decides(correct(grade(2), grade(5, "2026-03-11")), PHYSICIAN)
    assert [type(one) for one in events] == [EventCorrected, EventEnded]
    after = correct(grade(5), grade(2, "2026-03-11"))
    assert told().refused(after, PHYSICIAN) == {"adverse_events.after_death"}


def test_an_event_taken_back_stays_readable_and_counts_for_nothing() -> None:
    story = told().does(void())
    assert list(story.chart.adverse_events.standing()) == []
    assert story.chart.adverse_events.open() == ()
    assert known(story).voided is not None
    assert story.refused(regrade(1, "2026-03-05")) == {"adverse_events.taken_back"}
    assert told().refused(void(reason="")) == {"dosing.reason_missing"}


def test_what_a_physician_judged_only_a_physician_takes_back() -> None:
    judged = told().does(judge(), PHYSICIAN)
    assert judged.refused(void(), NURSE) == {"people.role_needed"}
    assert not known(judged.does(void(), PHYSICIAN)).stands


def test_open_events_are_listed_worst_first() -> None:
    story = (
        told()
        .does(report("headache", 1, event=AdverseEventId("ae-2")))
        .does(report("fatigue", 3, event=AdverseEventId("ae-3")))
    )
    assert [one.event for one in story.chart.adverse_events.open()] == ["ae-3", "ae-1", "ae-2"]
