"""Follow-up: contacts on their own day, loss, progression, dates, and what is taken back."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ltm_desktop.domain.acts import EntryFacts, Signer
from ltm_desktop.domain.attestation import check_author, signers_of
from ltm_desktop.domain.decisions import required_signers
from ltm_desktop.domain.follow_up import (
    ContactRecorded,
    ContactWay,
    DeclareLost,
    FollowUpSlice,
    FollowUpTakenBack,
    JudgeProgression,
    Milestone,
    NewTherapy,
    ProgressionJudged,
    RecordMilestone,
    TakeBackFollowUp,
    evolve,
)
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.patients import RecordDeath
from ltm_desktop.domain.records import RecordsSlice
from ltm_desktop.domain.terms import Meaning
from tests.builders import (
    INVESTIGATOR,
    MONITOR,
    NURSE,
    PATIENT,
    PHARMACIST,
    PHYSICIAN,
    RESEARCH_NURSE,
    SECOND,
    at,
    contact,
)
from tests.cases.clinical import day
from tests.stories import Story, enrolled

R = RecordId


def lost(on: str = "2026-03-02", tried: str = "three calls") -> DeclareLost:
    return DeclareLost(PATIENT, R("fup-lost"), day(on), tried)


def progression(on: str = "2026-03-02", basis: str = "new weakness") -> JudgeProgression:
    return JudgeProgression(PATIENT, R("fup-pd"), day(on), basis)


def back(record: str, reason: str = "wrong_patient", **changes: Any) -> TakeBackFollowUp:
    return TakeBackFollowUp(PATIENT, R(record), reason, **changes)


def later(story: Story | None = None) -> Story:
    return (story or enrolled()).at("2026-06-01 10:00")


def test_a_contact_keeps_its_own_day_apart_from_the_day_it_was_entered() -> None:
    story = later().does(contact("2026-05-04"), RESEARCH_NURSE)
    (told,) = story.chart.follow_up.told
    assert told.fact.on == day("2026-05-04")
    assert told.entered_at.date() == day("2026-06-01")
    assert told.author == RESEARCH_NURSE
    assert story.chart.follow_up.last_alive == day("2026-05-04")


def test_contacts_are_in_the_order_of_their_days_however_they_were_entered() -> None:
    story = later().does(contact("2026-05-04", "fup-1")).does(contact("2026-04-01", "fup-2"))
    assert [one.record for one in story.chart.follow_up.contacts] == ["fup-2", "fup-1"]


@pytest.mark.parametrize("by", [PHARMACIST])
def test_only_people_who_look_after_patients_tell_of_them(by: Any) -> None:
    assert later().refused(contact(), by) == {"people.role_needed"}


def test_a_contact_to_come_before_birth_or_told_twice_is_refused() -> None:
    story = later().does(contact())
    assert story.refused(contact("2026-06-02", "fup-2")) == {"patients.future_date"}
    assert story.refused(contact("1961-03-01", "fup-2")) == {"patients.before_birth"}
    assert story.refused(contact()) == {"follow_up.already_recorded"}


def test_nobody_is_told_dead_by_a_contact_before_the_death_is_recorded() -> None:
    word = contact(alive=False, way=ContactWay.RELATIVE)
    assert later().refused(word) == {"follow_up.death_not_recorded"}
    story = later().does(RecordDeath(PATIENT, day("2026-03-02"))).does(word)
    assert story.chart.follow_up.last_alive is None
    assert story.refused(contact("2026-03-03", "fup-2")) == {"follow_up.after_death"}
    assert story.decides(contact("2026-03-02", "fup-2"))


def test_a_new_treatment_has_a_name_and_began_by_the_contact() -> None:
    began = NewTherapy(day("2026-03-01"), "methotrexate")
    assert later().does(contact(therapy=began)).chart.follow_up.therapies == (began,)
    unnamed = contact(therapy=NewTherapy(day("2026-03-01"), " "))
    assert later().refused(unnamed) == {"follow_up.therapy_unnamed"}
    planned = contact(therapy=NewTherapy(day("2026-03-03"), "methotrexate"))
    assert later().refused(planned) == {"follow_up.therapy_later"}


def test_no_treatment_begins_after_the_death() -> None:
    died = later().does(RecordDeath(PATIENT, day("2026-05-01")))
    told = contact("2026-05-20", alive=False, therapy=NewTherapy(day("2026-05-02"), "osimertinib"))
    assert died.refused(told) == {"follow_up.after_death"}
    before = contact(
        "2026-05-20", alive=False, therapy=NewTherapy(day("2026-05-01"), "osimertinib")
    )
    assert died.decides(before)


def test_the_state_of_the_disease_is_from_the_list() -> None:
    assert later().refused(contact(disease="dreadful")) == {"configuration.no_such_code"}
    assert later().decides(contact(disease="worse"))


def test_a_correction_replaces_a_contact_and_both_stay_readable() -> None:
    story = later().does(contact("2026-05-04"))
    right = contact("2026-04-05", "fup-2", corrects=R("fup-1"), correction_reason="wrong_time")
    story = story.does(right)
    assert [one.record for one in story.chart.follow_up.contacts] == ["fup-2"]
    assert [one.stands for one in story.chart.follow_up.told] == [False, True]
    again = contact("2026-04-06", "fup-3", corrects=R("fup-1"))
    assert story.refused(again) == {
        "follow_up.already_put_right",
        "corrections.reason_missing",
    }
    nothing = contact("2026-04-06", "fup-3", corrects=R("fup-9"), correction_reason="other")
    assert story.refused(nothing) == {"follow_up.unknown"}


def test_a_patient_is_lost_once_until_somebody_hears_of_the_patient() -> None:
    story = later().does(contact("2026-04-01")).does(lost("2026-05-01"))
    assert story.chart.follow_up.lost is not None
    again = DeclareLost(PATIENT, R("fup-9"), day("2026-05-02"), "calls")
    assert story.refused(again) == {"follow_up.already_lost"}
    found = story.does(contact("2026-05-20", "fup-2"))
    assert found.chart.follow_up.lost is None
    assert found.decides(DeclareLost(PATIENT, R("fup-9"), day("2026-05-25"), "calls"))


def test_a_late_word_of_an_earlier_day_does_not_find_a_lost_patient() -> None:
    story = later().does(lost("2026-05-01")).does(contact("2026-04-01", "fup-2"))
    assert story.chart.follow_up.lost is not None


def test_nobody_is_given_up_before_the_last_word_or_after_a_death() -> None:
    story = later().does(contact("2026-05-04"))
    assert story.refused(lost("2026-05-01", " ")) == {
        "follow_up.seen_since",
        "follow_up.tried_missing",
    }
    dead = later().does(RecordDeath(PATIENT, day("2026-03-02")))
    assert dead.refused(lost()) == {"patients.already_ended"}


def test_a_progression_is_a_physicians_to_judge_and_signed() -> None:
    assert later().refused(progression(), NURSE) == {"people.role_needed"}
    assert later().refused(progression(basis=""), PHYSICIAN) == {"follow_up.basis_missing"}
    (event,) = later().decides(progression(), PHYSICIAN)
    wanted = (Signer(PHYSICIAN, Meaning.REVIEWED),)
    assert signers_of((event,), PHYSICIAN) == wanted
    assert required_signers(progression(), later().act(PHYSICIAN)) == wanted
    story = later().does(progression(), PHYSICIAN)
    assert [one.on for one in story.chart.follow_up.progressions] == [day("2026-03-02")]
    dead = later().does(RecordDeath(PATIENT, day("2026-03-01")))
    assert dead.refused(progression(), PHYSICIAN) == {"follow_up.after_death"}


def test_a_progression_is_taken_back_by_two_people_one_of_them_a_physician() -> None:
    story = later().does(progression(), PHYSICIAN)
    assert story.refused(back("fup-pd"), PHYSICIAN) == {"follow_up.second_missing"}
    assert story.refused(back("fup-pd", second=SECOND), NURSE) == {"people.role_needed"}
    assert story.refused(back("fup-pd", second=PHYSICIAN), PHYSICIAN) == {
        "corrections.second_is_author"
    }
    taken = story.does(back("fup-pd", second=INVESTIGATOR), PHYSICIAN)
    assert taken.chart.follow_up.progressions == ()
    assert taken.refused(back("fup-pd", second=INVESTIGATOR), PHYSICIAN) == {
        "follow_up.already_put_right"
    }
    event = FollowUpTakenBack(R("fup-pd"), "wrong_patient", "", PHYSICIAN, INVESTIGATOR)
    assert signers_of((event,), PHYSICIAN) == (Signer(INVESTIGATOR, Meaning.WITNESSED),)


def test_a_contact_is_taken_back_with_a_reason() -> None:
    story = later().does(contact())
    assert story.refused(back("fup-1", "")) == {"follow_up.reason_missing"}
    assert story.refused(back("fup-1", "no_such")) == {"configuration.no_such_code"}
    assert story.refused(back("fup-7")) == {"follow_up.unknown"}
    taken = story.does(back("fup-1"))
    assert taken.chart.follow_up.contacts == ()
    assert taken.chart.follow_up.told[0].taken_back is not None
    assert signers_of(story.decides(back("fup-1")), NURSE) == ()


def test_a_day_of_the_course_is_told_once_and_may_be_taken_back() -> None:
    told = RecordMilestone(PATIENT, R("fup-m"), Milestone.RANDOMISED, day("2026-02-20"))
    story = later().does(told)
    assert story.chart.follow_up.milestone(Milestone.RANDOMISED) == day("2026-02-20")
    assert story.chart.follow_up.milestone(Milestone.DIAGNOSED) is None
    again = RecordMilestone(PATIENT, R("fup-n"), Milestone.RANDOMISED, day("2026-02-21"))
    assert story.refused(again) == {"follow_up.milestone_known"}
    assert story.does(back("fup-m")).decides(again)
    dead = later().does(RecordDeath(PATIENT, day("2026-02-19")))
    assert dead.refused(told) == {"follow_up.after_death"}


def test_a_monitor_reads_and_writes_nothing_of_it() -> None:
    assert later().refused(contact(), MONITOR)


def test_the_ledger_objects_to_a_progression_in_anothers_name() -> None:
    event = ProgressionJudged(R("fup-pd"), day("2026-03-02"), "seen", PHYSICIAN)
    site = later().site
    codes = {one.code for one in check_author((event,), NURSE, site, RecordsSlice())}
    assert codes == {"ledger.not_signed_by", "ledger.no_authority"}
    assert not list(check_author((event,), PHYSICIAN, site, RecordsSlice()))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 200), st.booleans()), max_size=12))
def test_the_last_day_alive_is_the_newest_standing_contact(days: list[tuple[int, bool]]) -> None:
    known, first = FollowUpSlice(), day("2026-01-01")
    standing = []
    for n, (offset, taken_back) in enumerate(days):
        facts = EntryFacts(n + 1, at("2026-09-01 10:00"), NURSE)
        on, record = first + timedelta(days=offset), R(f"fup-{n}")
        event = ContactRecorded(record, on, ContactWay.PHONE, True, "", None, "")
        known = evolve(known, event, facts)
        if taken_back:
            known = evolve(known, FollowUpTakenBack(record, "other", "", NURSE, None), facts)
        else:
            standing.append(on)
    assert known.last_alive == max(standing, default=None)
    assert len(known.told) == len(days)
