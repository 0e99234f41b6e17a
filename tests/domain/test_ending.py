"""The end of a course: what it cancels, what it leaves to be told, and how it is taken back."""

from dataclasses import replace
from typing import Any

from ltm_desktop.app.projection import project
from ltm_desktop.domain.acts import Signer
from ltm_desktop.domain.attestation import signers_of
from ltm_desktop.domain.ending import CourseClosed, CourseEnd, TakeBackEnd
from ltm_desktop.domain.follow_up import FollowUpTakenBack, JudgeProgression
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.patients import RecordDeath, Status, WithdrawPatient
from ltm_desktop.domain.terms import ItemKind, ItemState, Meaning
from tests.adverse_event_builders import regrade, report, void
from tests.builders import NURSE, PATIENT, PHARMACIST, PHYSICIAN, SECOND, contact, item, start
from tests.cases.clinical import day
from tests.response_builders import baseline
from tests.stories import Story, enrolled, irradiated, planned

DIED = RecordDeath(PATIENT, day("2026-03-18"))
LEFT = WithdrawPatient(PATIENT, day("2026-03-17"), "own wish")


def back(end: CourseEnd = CourseEnd.DEATH, **changes: Any) -> TakeBackEnd:
    told = {"reason": "wrong_patient", "second": SECOND, **changes}
    return TakeBackEnd(PATIENT, end, **told)


def treated() -> Story:
    return planned().gives("IND-1", "2026-03-02").at("2026-03-18 10:00")


def outcomes(story: Story) -> dict[str, str]:
    rows = project(story.chart)
    assert rows is not None
    return {one.code: one.outcome for one in rows.items}


def test_a_death_taken_back_takes_back_the_contacts_that_told_of_it_and_no_other() -> None:
    alive, told = contact("2026-03-17", "fup-1"), contact("2026-03-19", "fup-2", alive=False)
    story = treated().does(alive).does(DIED).at("2026-03-20 10:00").does(told)
    taken, unsaid = story.decides(back())
    assert (taken.on, unsaid.record, unsaid.second) == (DIED.on, told.record, SECOND)
    after = story.told(taken, unsaid)
    assert [one.record for one in after.chart.follow_up.contacts] == [alive.record]
    assert after.chart.follow_up.last_alive == day("2026-03-17")
    left = treated().does(LEFT).does(DIED).at("2026-03-20 10:00").does(told)
    events = left.decides(back(CourseEnd.WITHDRAWAL))
    assert not any(isinstance(one, FollowUpTakenBack) for one in events)


def test_a_death_names_every_dose_and_fraction_it_cancels() -> None:
    story = irradiated().at("2026-03-18 10:00")
    _, closed = story.decides(DIED)
    assert isinstance(closed, CourseClosed)
    assert closed.end is CourseEnd.DEATH
    kinds = [one.kind for one in closed.items]
    assert (kinds.count(ItemKind.DOSE), kinds.count(ItemKind.FRACTION)) == (
        len(story.chart.plan.of(ItemKind.DOSE)) - len(story.chart.dosing.settled),
        20,
    )
    planned_for = {code: one.scheduled for code, one in story.chart.plan.items.items()}
    assert all(one.scheduled == planned_for[one.code] for one in closed.items)


def test_what_was_given_stays_given_and_the_rest_is_cancelled_by_the_end() -> None:
    story = treated().does(DIED)
    found = outcomes(story)
    assert found.pop("IND-1") == ItemState.GIVEN_IN_WINDOW.value
    assert set(found.values()) == {ItemState.CANCELLED.value}
    assert set(story.chart.ending.cancelled) == set(map(item, found))
    assert all(one.end is CourseEnd.DEATH for one in story.chart.ending.cancelled.values())


def test_an_injection_in_progress_is_left_to_be_told() -> None:
    story = planned().ready("IND-1").at("2026-03-02 10:03").does(start())
    _, closed = story.decides(RecordDeath(PATIENT, day("2026-03-02")))
    assert "IND-1" not in {one.code for one in closed.items}


def test_a_patient_without_a_plan_ends_without_anything_to_cancel() -> None:
    story = enrolled().at("2026-03-18 10:00")
    assert len(story.decides(DIED)) == 1


def test_a_death_after_a_withdrawal_cancels_nothing_twice() -> None:
    story = treated().does(LEFT).does(DIED)
    assert {one.end for one in story.chart.ending.cancelled.values()} == {CourseEnd.WITHDRAWAL}


def test_a_death_before_the_last_word_of_a_living_patient_is_refused() -> None:
    story = treated().does(contact("2026-03-18"))
    early = RecordDeath(PATIENT, day("2026-03-17"))
    assert story.refused(early) == {"follow_up.seen_alive_after"}
    assert story.decides(DIED)
    # who left treatment may well be heard of afterwards
    assert story.decides(LEFT)


def test_a_death_before_a_dose_or_a_fraction_that_was_given_is_refused() -> None:
    dosed = planned().gives("IND-1", "2026-03-02").gives("IND-2", "2026-03-05")
    early = RecordDeath(PATIENT, day("2026-03-04"))
    assert dosed.refused(early) == {"follow_up.treated_after"}
    assert dosed.decides(replace(early, on=day("2026-03-05")))
    # who leaves on that day may have been treated afterwards by mistake
    assert dosed.decides(WithdrawPatient(PATIENT, day("2026-03-04"), "own wish"))


def test_a_death_before_something_found_of_a_living_patient_is_refused() -> None:
    on = day("2026-03-10")
    judged = JudgeProgression(PATIENT, RecordId("fup-pd"), on, "new weakness")
    found: dict[str, Story] = {
        "progression": planned().at("2026-03-18 10:00").does(judged, PHYSICIAN),
        "toxicity": planned().at("2026-03-18 10:00").does(report(since="2026-03-10")),
        "grade": planned().does(report()).at("2026-03-18 10:00").does(regrade(3, "2026-03-10")),
        "assessment": enrolled().at("2026-03-18 10:00").does(baseline("2026-03-10"), PHYSICIAN),
    }
    for name, story in found.items():
        early = RecordDeath(PATIENT, day("2026-03-09"))
        assert story.refused(early) == {"follow_up.told_after"}, name
        assert story.decides(RecordDeath(PATIENT, on)), name
    # what was taken back tells nothing
    taken = found["toxicity"].does(void())
    assert taken.decides(RecordDeath(PATIENT, day("2026-03-09")))


def test_a_death_of_the_wrong_patient_taken_back_brings_the_plan_back() -> None:
    before = treated()
    after = before.does(DIED).does(back(), PHYSICIAN)
    assert after.chart.patient == before.chart.patient
    assert after.chart.patient is not None
    assert after.chart.patient.status is Status.ON_STUDY
    assert outcomes(after) == outcomes(before)
    assert after.chart.plan == before.chart.plan
    assert not after.chart.ending.cancelled
    assert [one.end for one in after.chart.ending.taken_back] == [CourseEnd.DEATH]
    # and the next dose may be given
    assert after.ready("IND-2").decides(start("IND-2", "2026-03-18 10:00"))


def test_an_end_is_taken_back_by_two_people_with_a_reason() -> None:
    story = treated().does(DIED)
    assert story.refused(back(), PHARMACIST) == {"people.role_needed"}
    assert story.refused(back(second=NURSE)) == {"corrections.second_is_author"}
    assert story.refused(back(reason="")) == {"follow_up.reason_missing"}
    assert story.refused(back(CourseEnd.WITHDRAWAL)) == {"follow_up.not_ended"}
    events = story.decides(back())
    assert signers_of(events, NURSE) == (Signer(SECOND, Meaning.WITNESSED),)
    assert treated().refused(back()) == {"follow_up.not_ended"}


def test_taking_back_a_withdrawal_of_somebody_who_died_leaves_the_death_to_cancel() -> None:
    story = treated().does(LEFT).does(DIED).does(back(CourseEnd.WITHDRAWAL))
    assert {one.end for one in story.chart.ending.cancelled.values()} == {CourseEnd.DEATH}
    assert story.chart.patient is not None
    assert story.chart.patient.status is Status.DIED
    found = outcomes(story)
    del found["IND-1"]
    assert set(found.values()) == {ItemState.CANCELLED.value}


def test_taking_back_a_death_of_somebody_who_left_leaves_the_withdrawal() -> None:
    story = treated().does(LEFT).does(DIED).does(back())
    assert {one.end for one in story.chart.ending.cancelled.values()} == {CourseEnd.WITHDRAWAL}
    assert story.chart.patient is not None
    assert story.chart.patient.status is Status.WITHDRAWN


def test_an_end_taken_back_may_be_told_again() -> None:
    story = treated().does(DIED).does(back()).does(LEFT)
    assert {one.end for one in story.chart.ending.cancelled.values()} == {CourseEnd.WITHDRAWAL}


def test_everybody_may_be_named_as_second_who_looks_after_patients() -> None:
    story = treated().does(DIED)
    assert story.refused(back(second=PHARMACIST)) == {"people.role_needed"}
    assert story.decides(back(second=PHYSICIAN))
