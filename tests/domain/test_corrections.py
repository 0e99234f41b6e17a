"""A record is put right by a new entry: corrected by a new record, or taken back by two people."""

from dataclasses import replace
from typing import Any

import pytest

from ltm_desktop.domain.acts import Signer
from ltm_desktop.domain.corrections import RecordVoided, VoidRecord, check_corrects
from ltm_desktop.domain.decisions import required_signers
from ltm_desktop.domain.dosing import AfterCare, DoseRecorded, Given, NotGiven, RecordDose, Source
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.quantities import ml
from ltm_desktop.domain.records import Flag, Voided
from ltm_desktop.domain.signoff import ApproveRecord
from ltm_desktop.domain.terms import ItemState, Meaning
from tests.builders import (
    MONITOR,
    NURSE,
    OTHER_THERAPIST,
    PATIENT,
    PHARMACIST,
    PHYSICIAN,
    SECOND,
    THERAPIST,
    at,
    check,
    item,
    not_given,
    observe,
    ommaya,
    person,
    record,
    time_out,
)
from tests.course_builders import course_check, session
from tests.domain.dose_steps import told
from tests.stories import Story, irradiated, planned

FIRST, AGAIN = RecordId("adm-IND-1"), RecordId("adm-again")
DOSE = item("IND-1")


def given() -> Story:
    """The first dose was given and told; an hour later somebody reads it again."""
    return planned().gives("IND-1", "2026-03-02").at("2026-03-02 11:00")


def void(record_id: str = FIRST, **changes: object) -> VoidRecord:
    command = VoidRecord(PATIENT, RecordId(record_id), "wrong_patient", SECOND)
    return replace(command, **changes)  # type: ignore[arg-type]  # names of the command, by the tests below


def correction(**changes: object) -> RecordDose:
    right = record(record=AGAIN, corrects=FIRST, correction_reason="typing_slip")
    return replace(right, **changes)  # type: ignore[arg-type]  # names of the command, by the tests below


def test_a_correction_is_a_new_record_and_the_old_one_stays_with_its_mark() -> None:
    story = given()
    facts = ommaya(csf_withdrawn=ml("4.0"))
    event = told(story, correction(facts=facts))
    assert (event.corrects, event.correction_reason) == (FIRST, "typing_slip")
    after = story.does(correction(facts=facts)).chart
    old, new = after.records.by_id[FIRST], after.records.by_id[AGAIN]
    assert (old.replaced_by, old.stands, new.stands) == (AGAIN, False, True)
    assert (new.corrects, new.correction_reason) == (FIRST, "typing_slip")
    assert Flag.CORRECTION in new.flags
    assert [one.record for one in after.dosing.given] == [AGAIN]
    assert after.dosing.settled[DOSE].record == AGAIN


def test_a_corrected_injection_keeps_the_check_and_time_out_made_for_it() -> None:
    event = told(given(), correction())
    assert event.checked_at == at("2026-03-02 10:00")
    assert event.timed_out_at == at("2026-03-02 10:00")
    assert (event.breaches, event.incident) == ((), "")


def test_a_correction_is_signed_like_a_record_and_waits_for_a_physician_again() -> None:
    seen = given().at("2026-03-02 11:30").does(observe())
    story = seen.does(ApproveRecord(PATIENT, FIRST), PHYSICIAN)
    assert required_signers(correction(), story.act(NURSE)) == (
        Signer(NURSE, Meaning.ADMINISTERED),
        Signer(SECOND, Meaning.CHECKED),
    )
    records = story.does(correction()).chart.records.by_id
    assert records[FIRST].waiting is None
    assert records[AGAIN].waiting is Meaning.APPROVED


def test_a_record_that_waited_for_a_signature_waits_no_more_once_it_is_put_right() -> None:
    waiting = given().chart.records.by_id[FIRST]
    assert waiting.waiting is Meaning.APPROVED
    assert given().does(correction()).chart.records.by_id[FIRST].waiting is None
    assert given().does(void()).chart.records.by_id[FIRST].waiting is None


def test_a_correction_can_be_corrected_but_no_record_is_corrected_twice() -> None:
    story = given().does(correction())
    third = correction(record=RecordId("adm-third"))
    assert story.refused(third) == {"corrections.already_put_right"}
    right = replace(third, corrects=AGAIN)
    event = told(story, right)
    assert event.checked_at == at("2026-03-02 10:00")
    after = story.does(right).chart
    assert [one.record for one in after.dosing.given] == ["adm-third"]
    assert len(after.records.by_id) == 3


def test_what_was_observed_after_the_injection_goes_on_under_the_record_that_corrects_it() -> None:
    story = given().at("2026-03-02 11:30").does(observe())
    after = story.does(correction()).chart
    assert after.records.by_id[AGAIN].observed
    assert after.dosing.is_observed(AGAIN)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"correction_reason": " "}, "corrections.reason_missing"),
        ({"correction_reason": "made_up"}, "configuration.no_such_code"),
        ({"corrects": RecordId("adm-nobody")}, "corrections.nothing_to_correct"),
        ({"item": item("IND-2")}, "corrections.other_dose"),
    ],
)
def test_a_correction_without_a_reason_a_record_or_its_dose_is_refused(
    changes: dict[str, object], code: str
) -> None:
    assert code in given().refused(correction(**changes))


def test_a_dose_that_was_not_given_is_taken_back_and_never_corrected() -> None:
    story = planned().at("2026-03-02 10:05").does(not_given())
    old = RecordId("not-IND-1-omitted")
    assert story.refused(correction(corrects=old)) == {"corrections.nothing_to_correct"}
    after = story.does(void(old, reason="wrong_dose")).chart
    assert DOSE not in after.dosing.settled
    assert after.records.by_id[old].void


def test_a_correction_to_another_amount_changes_what_is_held_to_be_delivered() -> None:
    less = correction(
        volume_injected=ml("4.5"),
        outcome=Given.PARTIAL,
        reason="patient_unwell",
        after=AfterCare(leftover="destroyed_by_two"),
    )
    after = given().does(less).chart
    assert after.dosing.settled[DOSE].state is ItemState.PARTIAL
    assert [str(one.delivered) for one in after.dosing.given] == ["9 mg"]


def test_a_void_is_signed_as_witnessed_by_the_second_person() -> None:
    assert required_signers(void(), given().act(NURSE)) == (Signer(SECOND, Meaning.WITNESSED),)


def test_a_void_takes_the_dose_back_to_unrecorded_and_hides_nothing() -> None:
    story = given()
    (event,) = story.decides(void(note="the neighbour's dose (synthetic)"))
    assert event == RecordVoided(
        FIRST, DOSE, "wrong_patient", NURSE, SECOND, "the neighbour's dose (synthetic)"
    )
    after = story.told(event).chart
    assert DOSE not in after.dosing.settled
    assert after.dosing.given == ()
    told_by = after.records.by_id[FIRST].voided
    assert told_by == Voided(NURSE, SECOND, story.now, "wrong_patient", event.note)


def test_after_a_void_the_dose_is_checked_and_timed_out_anew_before_it_is_given() -> None:
    story = given().does(void())
    walked = story.chart.dosing.steps_of(DOSE)
    assert (walked.started, walked.time_out, DOSE in story.chart.dosing.checks) == (
        None,
        None,
        False,
    )
    again = record(record=AGAIN, started="2026-03-02 11:02")
    assert {"dosing.not_checked", "dosing.time_out"} <= story.at("2026-03-02 11:10").refused(again)
    ready = story.does(check(record=AGAIN)).does(time_out(record=AGAIN))
    after = ready.at("2026-03-02 11:10").does(again).chart
    assert after.dosing.settled[DOSE].record == AGAIN
    assert [one.record for one in after.records.by_id.values() if one.stands] == [AGAIN]


def test_a_record_is_taken_back_once_and_a_void_one_is_never_corrected() -> None:
    story = given().does(void())
    assert story.refused(void()) == {"corrections.already_put_right"}
    assert story.refused(correction()) == {"corrections.already_put_right"}
    corrected = given().does(correction())
    assert corrected.refused(void()) == {"corrections.already_put_right"}
    assert corrected.does(void(AGAIN)).chart.dosing.given == ()


def test_the_correction_of_a_correction_voided_brings_no_older_record_back() -> None:
    after = given().does(correction()).does(void(AGAIN)).chart
    assert not any(one.stands for one in after.records.by_id.values())
    assert DOSE not in after.dosing.settled


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"second": NURSE}, "corrections.second_is_author"),
        ({"second": PersonId("nobody")}, "people.unknown"),
        ({"second": THERAPIST}, "people.role_needed"),
        ({"reason": ""}, "dosing.reason_missing"),
        ({"reason": "made_up"}, "configuration.no_such_code"),
        ({"reason": "other"}, "dosing.other_needs_words"),
        ({"record": RecordId("adm-nobody")}, "signoff.unknown_record"),
    ],
)
def test_a_void_without_a_reason_a_record_or_a_second_person_is_refused(
    changes: dict[str, Any], code: str
) -> None:
    assert code in given().refused(void(**changes))


def test_a_void_is_for_the_people_of_the_bedside() -> None:
    assert given().refused(void(), MONITOR) == {"review.reads_only"}
    assert given().decides(void(second=PHARMACIST))
    unknown = person(SECOND, accepted=False)
    assert given().staffed(unknown).refused(void()) == {"people.unknown"}


def test_therapists_take_back_a_session_and_no_dose() -> None:
    story = irradiated().at("2026-03-16 09:10").does(session(1, "2026-03-16 09:00"), THERAPIST)
    fraction = next(iter(story.chart.records.by_id))
    both = void(fraction, second=OTHER_THERAPIST)
    after = story.does(both, THERAPIST)
    assert (after.chart.course.sessions, after.chart.records.by_id[fraction].void) == ((), True)
    assert after.refused(both, THERAPIST) == {"corrections.already_put_right"}
    assert given().refused(void(), THERAPIST) == {"people.role_needed"}
    assert given().refused(void(second=THERAPIST), NURSE) == {"people.role_needed"}


def test_a_check_of_a_course_is_not_taken_back() -> None:
    story = irradiated().at("2026-03-16 09:10").does(course_check("2026-03-16"), THERAPIST)
    assert story.refused(void("check-2026-03-16")) == {"corrections.not_this_kind"}


def test_a_hold_told_by_mistake_is_taken_back_and_the_dose_is_due_again() -> None:
    held = not_given(outcome=NotGiven.HELD, until=at("2026-03-04 00:00").date())
    story = planned().at("2026-03-02 10:05").does(held)
    after = story.does(void("not-IND-1-held", reason="entered_twice")).chart
    assert DOSE not in after.dosing.settled


def test_a_dose_copied_from_paper_says_so_and_tells_the_times_of_the_paper() -> None:
    story = planned().prepared("IND-1").at("2026-03-02 15:00")
    copied = record(
        source=Source.TRANSCRIBED,
        late_reason="the program was down (example)",
        paper_checked_at=at("2026-03-02 10:00"),
        paper_timed_out_at=at("2026-03-02 10:00"),
    )
    event = told(story, copied)
    assert isinstance(event, DoseRecorded)
    assert (event.source, event.checked_at) == (Source.TRANSCRIBED, at("2026-03-02 10:00"))
    assert event.started_at == at("2026-03-02 10:02")
    written = story.does(copied).chart.records.by_id[FIRST]
    assert Flag.TRANSCRIBED in written.flags
    assert (written.author, written.recorded_at) == (NURSE, story.now)


def test_the_second_person_of_a_copied_dose_signs_as_for_any_other() -> None:
    copied = record(
        source=Source.TRANSCRIBED,
        late_reason="the program was down (example)",
        paper_checked_at=at("2026-03-02 10:00"),
        paper_timed_out_at=at("2026-03-02 10:00"),
    )
    signers = required_signers(copied, planned().act(PHYSICIAN))
    assert {one.meaning for one in signers} == {
        Meaning.ADMINISTERED,
        Meaning.CHECKED,
        Meaning.OBSERVED,
    }


UNCHECKED = "given before anybody checked (example)"


def unchecked() -> Story:
    """The first dose was given without a check, and told with the incident that it was."""
    story = planned().prepared("IND-1").at("2026-03-02 10:10").does(record(incident=UNCHECKED))
    assert set(story.chart.dosing.given[0].breaches) == {"dosing.not_checked", "dosing.time_out"}
    return story.at("2026-03-02 11:00")


def test_a_correction_never_drops_the_incident_of_what_it_corrects() -> None:
    assert "corrections.incident_dropped" in unchecked().refused(correction())
    kept = unchecked().does(correction(incident=UNCHECKED))
    assert Flag.INCIDENT in kept.chart.records.by_id[AGAIN].flags
    third = correction(record=RecordId("adm-third"), corrects=AGAIN)
    assert "corrections.incident_dropped" in kept.refused(third)
    assert kept.decides(replace(third, incident=UNCHECKED))


def test_a_correction_drops_no_incident_by_saying_that_it_was_on_paper() -> None:
    on_paper = {
        "source": Source.TRANSCRIBED,
        "late_reason": "the program was down (example)",
        "paper_checked_at": at("2026-03-02 10:00"),
        "paper_timed_out_at": at("2026-03-02 10:01"),
    }
    refused = unchecked().refused(correction(**on_paper))
    assert refused == {"corrections.incident_dropped", "corrections.source_changed"}
    told_so = correction(**on_paper, incident=UNCHECKED)
    assert unchecked().refused(told_so) == {"corrections.source_changed"}
    anew = unchecked().does(void(reason="wrong_dose"))
    assert anew.decides(replace(told_so, corrects=None, correction_reason="", incident=""))


@pytest.mark.parametrize("source", [Source.LATE, Source.TRANSCRIBED])
def test_a_record_told_late_or_from_paper_stays_so_when_it_is_corrected(source: Source) -> None:
    paper = source is Source.TRANSCRIBED
    said: dict[str, Any] = {
        "source": source,
        "late_reason": "the program was down (example)",
        "paper_checked_at": at("2026-03-02 10:00") if paper else None,
        "paper_timed_out_at": at("2026-03-02 10:01") if paper else None,
    }
    story = planned().ready("IND-1").at("2026-03-02 15:00").does(record(**said))
    assert "corrections.source_changed" in story.refused(correction())
    assert story.decides(correction(**said))


def test_a_record_of_the_bedside_may_be_corrected_as_told_late() -> None:
    late = correction(source=Source.LATE, late_reason="times filled in later (example)")
    assert told(given(), late).source is Source.LATE


def test_a_record_that_corrects_nothing_has_nothing_to_say_for_itself() -> None:
    story = given()
    assert list(check_corrects(record(), story.chart.records, story.protocol)) == []
