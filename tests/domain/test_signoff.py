"""Sign-off: the second person's late signature and an approval by a third person."""

from dataclasses import replace
from typing import Any

import pytest

from ltm_desktop.domain.acts import Signer
from ltm_desktop.domain.configuration import resolve
from ltm_desktop.domain.corrections import VoidRecord
from ltm_desktop.domain.decisions import required_signers
from ltm_desktop.domain.dosing import NotGiven, Source
from ltm_desktop.domain.fractions import SessionOutcome
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.records import Record
from ltm_desktop.domain.signoff import (
    ApproveRecord,
    CountersignRecord,
    RecordApproved,
    RecordCountersigned,
)
from ltm_desktop.domain.terms import Meaning
from tests.builders import (
    INVESTIGATOR,
    NURSE,
    PATIENT,
    PHYSICIAN,
    SECOND,
    THERAPIST,
    at,
    not_given,
    observe,
    person,
    record,
)
from tests.cases.clinical import day, example_values, trial
from tests.course_builders import session
from tests.stories import Story, irradiated, planned

ADM = RecordId("adm-IND-1")
COUNTERSIGN, APPROVE = CountersignRecord(PATIENT, ADM), ApproveRecord(PATIENT, ADM)


def given(**changes: Any) -> Story:
    """Return the story of a dose that the physician gave, checked by a nurse."""
    people = {"operator": PHYSICIAN, "second": SECOND} | {
        name: changes.pop(name) for name in ("operator", "second") if name in changes
    }
    story = planned().ready("IND-1", **people).at("2026-03-02 10:10")
    told = story.does(record(**people, **changes), NURSE, "sha-of-first-paper")
    return told.at("2026-03-02 11:10").does(observe())


def known(story: Story, name: RecordId = ADM) -> Record:
    return story.chart.records.by_id[name]


def configured(**values: str) -> Story:
    return replace(given(), protocol=resolve(trial(), example_values(**values)))


def test_a_record_with_both_signatures_waits_for_approval() -> None:
    assert known(given()).waiting is Meaning.APPROVED


def test_a_second_person_called_away_signs_later_and_only_then_it_can_be_approved() -> None:
    story = given(second_present=False)
    assert known(story).waiting is Meaning.CHECKED
    assert story.refused(APPROVE, INVESTIGATOR) == {"signoff.check_first"}
    (event,) = story.at("2026-03-02 15:00").decides(COUNTERSIGN, SECOND)
    assert event == RecordCountersigned(ADM, SECOND, story.at("2026-03-02 15:00").now)
    signed = story.does(COUNTERSIGN, SECOND, "sha-of-second-paper")
    assert known(signed).waiting is Meaning.APPROVED
    done = signed.does(APPROVE, INVESTIGATOR, "sha-of-third-paper")
    assert known(done).waiting is None
    assert [paper.sha256 for paper in known(done).papers] == [
        "sha-of-first-paper",
        "sha-of-second-paper",
        "sha-of-third-paper",
    ]


def unobserved(**changes: Any) -> Story:
    """Return the story of a dose nobody has observed to the end yet."""
    story = planned().ready("IND-1", operator=PHYSICIAN).at("2026-03-02 10:10")
    return story.does(record(operator=PHYSICIAN, **changes)).at("2026-03-02 11:10")


def test_a_dose_is_approved_only_after_its_observation_has_ended() -> None:
    story = unobserved()
    assert story.refused(APPROVE, INVESTIGATOR) == {"signoff.observe_first"}
    going_on = story.does(observe(last=False))
    assert going_on.refused(APPROVE, INVESTIGATOR) == {"signoff.observe_first"}
    assert going_on.does(observe()).decides(APPROVE, INVESTIGATOR)
    early = observe(seen="2026-03-02 10:20", ended_early="went home against advice (example)")
    assert story.does(early).decides(APPROVE, INVESTIGATOR)
    away = unobserved(second_present=False)
    assert away.refused(APPROVE, INVESTIGATOR) == {"signoff.check_first", "signoff.observe_first"}


def test_a_dose_copied_from_paper_waits_for_its_observation_too() -> None:
    story = planned().ordered("IND-1").at("2026-03-03 09:00")
    copied = record(
        source=Source.TRANSCRIBED,
        late_reason="program was down (example)",
        paper_checked_at=at("2026-03-02 09:58"),
        paper_timed_out_at=at("2026-03-02 10:00"),
    )
    told = story.does(copied)
    assert told.refused(APPROVE, INVESTIGATOR) == {"signoff.observe_first"}
    on_paper = observe(seen="2026-03-02 10:30", ended_early="as the paper says (example)")
    assert told.does(on_paper).decides(APPROVE, INVESTIGATOR)


def test_a_site_that_signed_no_observation_waits_for_none() -> None:
    story = unobserved()
    assert story.protocol is not None
    without = replace(story.protocol, observation_minutes=())
    assert replace(story, protocol=without).decides(APPROVE, INVESTIGATOR)
    assert replace(story, protocol=None).decides(APPROVE, INVESTIGATOR)


def test_a_record_taken_back_waits_for_no_observation() -> None:
    void = VoidRecord(PATIENT, ADM, "wrong_patient", SECOND)
    story = unobserved().does(void)
    assert story.refused(APPROVE, INVESTIGATOR) == {"signoff.nothing_waits"}


def test_nobody_else_signs_for_the_second_person() -> None:
    story = given(second_present=False)
    assert story.refused(COUNTERSIGN, NURSE) == {"signoff.not_the_second"}


def test_a_second_signature_that_nobody_waits_for_is_refused() -> None:
    assert given().refused(COUNTERSIGN, SECOND) == {"signoff.nothing_waits"}


def test_a_second_person_who_might_not_check_still_signs_and_the_breach_is_kept() -> None:
    never = person(SECOND, competencies=())
    story = planned().ready("IND-1").at("2026-03-02 10:10").staffed(never)
    away = record(second_present=False, incident="nobody else was there (example)")
    told = story.does(away)
    assert told.chart.dosing.given[0].breaches == ("people.not_on_register",)
    signed = told.does(COUNTERSIGN, SECOND)
    assert known(signed).waiting is Meaning.APPROVED
    retired = person(SECOND, accepted=False)
    assert told.staffed(retired).refused(COUNTERSIGN, SECOND) == {"people.unknown"}


def test_who_wrote_that_a_dose_was_not_given_does_not_approve_it() -> None:
    command = not_given()
    story = planned().does(command, PHYSICIAN)
    approve = ApproveRecord(PATIENT, command.record)
    assert story.refused(approve, PHYSICIAN) == {"signoff.own_record"}
    assert story.decides(approve, INVESTIGATOR)


def test_a_third_person_approves() -> None:
    story = given()
    (event,) = story.decides(APPROVE, INVESTIGATOR)
    assert event == RecordApproved(ADM, INVESTIGATOR, story.now)
    done = known(story.told(event, by=INVESTIGATOR))
    assert (done.approver, done.approved_at) == (INVESTIGATOR, story.now)


def test_an_approver_is_neither_operator_nor_second_person() -> None:
    assert given().refused(APPROVE, PHYSICIAN) == {"signoff.own_record"}
    checked = given(operator=NURSE, second=PHYSICIAN)
    assert checked.refused(APPROVE, PHYSICIAN) == {"signoff.own_record"}
    assert checked.decides(APPROVE, INVESTIGATOR)


def test_three_people_stand_where_no_configuration_says_otherwise() -> None:
    assert replace(given(), protocol=None).refused(APPROVE, PHYSICIAN) == {"signoff.own_record"}


def test_the_signed_configuration_may_let_the_operator_or_the_checker_approve() -> None:
    operator_may = configured(site__operator_may_approve="yes")
    checker_may = configured(site__checker_may_approve="yes")
    assert operator_may.decides(APPROVE, PHYSICIAN)
    assert checker_may.refused(APPROVE, PHYSICIAN) == {"signoff.own_record"}
    checked = given(operator=NURSE, second=PHYSICIAN)
    assert replace(checked, protocol=checker_may.protocol).decides(APPROVE, PHYSICIAN)
    codes = replace(checked, protocol=operator_may.protocol).refused(APPROVE, PHYSICIAN)
    assert codes == {"signoff.own_record"}


@pytest.mark.parametrize("by", [NURSE, THERAPIST])
def test_nobody_but_a_physician_approves(by: PersonId) -> None:
    assert given().refused(APPROVE, by) == {"people.role_may_not"}


def test_a_record_is_approved_once() -> None:
    story = given().does(APPROVE, INVESTIGATOR)
    assert story.refused(APPROVE, INVESTIGATOR) == {"signoff.nothing_waits"}


def test_a_record_that_does_not_exist_is_refused() -> None:
    unknown = RecordId("adm-none")
    story = given()
    assert story.refused(ApproveRecord(PATIENT, unknown), INVESTIGATOR) == {
        "signoff.unknown_record"
    }
    assert story.refused(CountersignRecord(PATIENT, unknown), SECOND) == {"signoff.unknown_record"}


def test_an_omitted_dose_waits_for_approval_and_a_held_one_does_not() -> None:
    omitted = planned().does(not_given())
    held = planned().does(not_given(outcome=NotGiven.HELD, until=day("2026-03-04")))
    waiting = [one.waiting for one in omitted.chart.records.by_id.values()]
    assert waiting == [Meaning.APPROVED]
    assert [one.waiting for one in held.chart.records.by_id.values()] == [None]


def test_a_partial_fraction_waits_for_a_physician_and_a_whole_one_does_not() -> None:
    story = irradiated().at("2026-03-16 09:00")
    whole = story.does(session(1, "2026-03-16 09:00"), THERAPIST)
    partial = story.does(session(1, "2026-03-16 09:00", SessionOutcome.PARTIAL, "1.2"), THERAPIST)
    assert list(whole.chart.records.waiting()) == []
    (waiting,) = partial.chart.records.waiting()
    assert partial.decides(ApproveRecord(PATIENT, waiting.record), PHYSICIAN)


def test_each_signature_has_its_meaning() -> None:
    act = given().act
    assert required_signers(COUNTERSIGN, act(SECOND)) == (Signer(SECOND, Meaning.CHECKED),)
    assert required_signers(APPROVE, act(PHYSICIAN)) == (Signer(PHYSICIAN, Meaning.APPROVED),)
