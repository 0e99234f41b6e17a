"""Queries, ticks against the source and the lock: who may, what falls, and what a lock holds."""

from dataclasses import replace

import pytest

from ltm_desktop.domain.acts import Act, Signer
from ltm_desktop.domain.corrections import VoidRecord
from ltm_desktop.domain.decisions import required_signers
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.records import Flag
from ltm_desktop.domain.review import (
    PARTS,
    QueryId,
    QueryState,
    RecordUnlocked,
    SourcePart,
    SourceVerified,
)
from ltm_desktop.domain.signoff import ApproveRecord, approval_due, late_days
from ltm_desktop.domain.terms import Meaning, Role
from tests.builders import (
    ADMINISTRATOR,
    INVESTIGATOR,
    MONITOR,
    NURSE,
    PATIENT,
    PHARMACIST,
    PHYSICIAN,
    RESEARCH_NURSE,
    SECOND,
    assess,
    item,
    person,
)
from tests.cases.clinical import day
from tests.review_builders import (
    ADM,
    QUERY,
    answer,
    approved,
    ask,
    close,
    corrected,
    lock,
    locked,
    recorded,
    tick,
    unlock,
)
from tests.stories import Story

APPROVE = ApproveRecord(PATIENT, ADM)
VOID = VoidRecord(PATIENT, ADM, "wrong_patient", SECOND)
AGAIN = RecordId("adm-again")


def state(story: Story) -> QueryState:
    return story.chart.review.queries[QUERY].state


def test_a_question_is_answered_by_whom_it_is_put_to_and_closed_by_who_asked() -> None:
    story = recorded().does(ask(), INVESTIGATOR)
    assert state(story) is QueryState.OPEN
    assert story.refused(answer(), SECOND) == {"review.not_asked"}
    told = story.does(answer(), NURSE)
    assert state(told) is QueryState.ANSWERED
    assert told.refused(close(), NURSE) == {"review.not_yours_to_close"}
    done = told.does(close(), INVESTIGATOR)
    assert state(done) is QueryState.CLOSED
    assert list(done.chart.review.pending()) == []
    for late in (answer(), close("again")):
        assert done.refused(late, NURSE) == {"review.closed_already"}


def test_a_question_to_a_role_is_answered_by_anybody_of_it_and_closed_by_a_colleague() -> None:
    other = replace(person(MONITOR), person=PersonId("o.example"), fingerprint="other")
    story = recorded().staffed(other).does(ask(to=None, to_role=Role.NURSE), MONITOR)
    assert story.refused(answer(), PHARMACIST) == {"review.not_asked"}
    assert story.decides(answer(), SECOND)
    assert state(story.does(answer(), NURSE).does(close(), other.person)) is QueryState.CLOSED


@pytest.mark.parametrize("by", [MONITOR, INVESTIGATOR, PHYSICIAN, NURSE, RESEARCH_NURSE])
def test_everybody_who_works_on_records_may_ask_and_the_role_is_kept(by: PersonId) -> None:
    (event,) = recorded().decides(ask(to=PHARMACIST), by)
    assert (event.by, (event.as_role,)) == (by, person(by).roles)


def test_a_question_is_put_to_one_person_or_role_about_something_there_is() -> None:
    story = recorded()
    wrong = {
        "review.nobody_asked": ask(to=None),
        "review.text_missing": ask(text=" "),
        "signoff.unknown_record": ask(RecordId("adm-none")),
        "review.unknown_item": ask(None, item=item("IND-99")),
        "people.unknown": ask(to=PersonId("nobody")),
        "texts.unseen_character": ask(text="a\u202eb"),
    }
    for code, command in wrong.items():
        assert code in story.refused(command, MONITOR), code
    two = ask(to=NURSE, to_role=Role.NURSE)
    assert story.refused(two, MONITOR) == {"review.nobody_asked"}
    for role in (Role.ADMINISTRATOR,):
        assert story.refused(ask(to=None, to_role=role), MONITOR) == {"review.nobody_asked"}
    assert "people.role_needed" in story.refused(ask(to=ADMINISTRATOR), MONITOR)
    assert story.refused(ask(), ADMINISTRATOR) == {"people.role_needed"}
    assert story.does(ask(), MONITOR).refused(ask(), MONITOR) == {"review.query_used"}
    assert story.decides(ask(None, item=item("IND-2")), MONITOR)
    assert story.decides(ask(None), MONITOR)


def test_a_question_nobody_answered_is_closed_with_a_note_only() -> None:
    story = recorded().does(ask(), MONITOR)
    assert story.refused(close(), MONITOR) == {"review.note_missing"}
    assert state(story.does(close("found it (synthetic)"), MONITOR)) is QueryState.CLOSED
    unknown = replace(close(), query=QueryId("qry-none"))
    assert story.refused(unknown, MONITOR) == {"review.unknown_query"}


def test_a_physicians_open_question_keeps_the_record_from_approval_until_it_is_answered() -> None:
    story = recorded().does(ask(), INVESTIGATOR)
    assert story.refused(APPROVE, INVESTIGATOR) == {"signoff.query_open"}
    assert story.does(answer(), NURSE).decides(APPROVE, INVESTIGATOR)
    assert story.does(close("seen (synthetic)"), INVESTIGATOR).decides(APPROVE, INVESTIGATOR)
    monitors = recorded().does(ask(), MONITOR)
    assert monitors.decides(APPROVE, INVESTIGATOR)


def test_a_tick_is_a_monitors_signed_review_of_a_version() -> None:
    story = approved()
    (event,) = story.decides(tick(), MONITOR)
    assert event == SourceVerified(ADM, 1, (SourcePart.WHOLE,), MONITOR)
    assert required_signers(tick(), story.act(MONITOR)) == (Signer(MONITOR, Meaning.REVIEWED),)
    for by in (NURSE, PHYSICIAN, INVESTIGATOR, ADMINISTRATOR):
        assert story.refused(tick(), by) == {"people.role_needed"}
    done = story.does(tick(), MONITOR)
    assert done.refused(tick(), MONITOR) == {"review.already_verified"}
    assert story.refused(replace(tick(), parts=()), MONITOR) == {"review.no_part"}
    twice = (SourcePart.DOSE, SourcePart.DOSE)
    assert story.refused(tick(ADM, *twice), MONITOR) == {"review.no_part"}


def test_every_part_together_is_the_whole_record() -> None:
    story = approved()
    for part in PARTS:
        assert not story.chart.review.of(story.chart.records, ADM).whole
        story = story.does(tick(ADM, part), MONITOR)
        assert story.refused(tick(ADM, part), MONITOR) == {"review.already_verified"}
    reviewed = story.chart.review.of(story.chart.records, ADM)
    assert (reviewed.whole, reviewed.verified) == (True, 1)


def test_a_tick_falls_with_its_version_when_the_record_is_corrected() -> None:
    story = approved().does(tick(), MONITOR).does(corrected(), NURSE)
    records, review = story.chart.records, story.chart.review
    assert records.versions(AGAIN) == records.versions(ADM) == (ADM, AGAIN)
    old, new = review.of(records, ADM), review.of(records, AGAIN)
    assert (old.version, old.verified, old.whole) == (1, 1, True)
    assert (new.version, new.verified, new.whole, new.outdated) == (2, 1, False, True)
    assert story.refused(tick(), MONITOR) == {"review.not_standing"}
    again = story.does(tick(AGAIN), MONITOR).chart
    assert again.review.of(again.records, AGAIN).verified == 2


def test_what_was_taken_back_is_not_compared_and_nor_is_what_nobody_wrote() -> None:
    story = approved().does(VOID)
    assert story.refused(tick(), MONITOR) == {"review.not_standing"}
    assert story.refused(lock(), MONITOR) == {"review.not_standing"}
    assert story.refused(tick(RecordId("adm-none")), MONITOR) == {"signoff.unknown_record"}


def test_only_a_whole_signed_and_answered_record_is_locked_by_a_monitor() -> None:
    asked = recorded().does(ask(), MONITOR)
    assert asked.refused(lock(), MONITOR) == {
        "review.waits_for_signature",
        "review.not_verified",
        "review.query_open",
    }
    ready = approved().does(tick(), MONITOR)
    assert ready.refused(lock(), INVESTIGATOR) == {"people.role_needed"}
    assert locked().refused(lock(), MONITOR) == {"review.locked_already"}


@pytest.mark.parametrize("by", [MONITOR, INVESTIGATOR])
def test_a_locked_record_is_put_right_only_after_it_was_unlocked_with_a_reason(
    by: PersonId,
) -> None:
    story = locked()
    assert story.refused(VOID) == {"review.locked"}
    assert story.refused(corrected()) == {"review.locked"}
    assert story.refused(unlock(), NURSE) == {"people.role_needed"}
    assert story.refused(unlock(reason=" "), by) == {"review.reason_missing"}
    (event,) = story.decides(unlock(), by)
    assert event == RecordUnlocked(ADM, "lot misread (synthetic)", by)
    opened = story.does(unlock(), by)
    assert opened.refused(unlock(), by) == {"review.not_locked"}
    assert opened.decides(VOID)
    assert opened.decides(corrected())


def test_what_really_happened_is_still_told_beside_a_locked_record() -> None:
    story = locked()
    asked = ask(to=None, to_role=Role.MONITOR, text="It was lot 2: please unlock (synthetic)")
    told = story.does(asked, NURSE)
    assert told.chart.review.about(told.chart.records, ADM)
    assert told.decides(answer("unlocked (synthetic)"), MONITOR)
    assert told.decides(assess("IND-2"), NURSE)


def test_a_late_approval_keeps_how_late_it_was_on_its_record() -> None:
    story = recorded()
    record = story.chart.records.by_id[ADM]
    assert story.protocol is not None
    assert approval_due(record, story.protocol, story.act(INVESTIGATOR)) == day("2026-03-09")
    assert approval_due(record, None, story.act(INVESTIGATOR)) is None
    in_time = story.at("2026-03-09 23:59")
    assert late_days(record, story.protocol, in_time.act(INVESTIGATOR)) == 0
    (event,) = in_time.decides(APPROVE, INVESTIGATOR)
    assert event.late_days == 0
    late = story.at("2026-03-12 00:01")
    (event,) = late.decides(APPROVE, INVESTIGATOR)
    assert event.late_days == 3
    done = late.does(APPROVE, INVESTIGATOR).chart.records.by_id[ADM]
    assert Flag.LATE_SIGNOFF in done.flags
    early = in_time.does(APPROVE, INVESTIGATOR).chart.records.by_id[ADM]
    assert Flag.LATE_SIGNOFF not in early.flags


def test_days_of_a_record_that_needs_no_approval_are_not_counted() -> None:
    story = recorded()
    record = replace(story.chart.records.by_id[ADM], needs_approval=False)
    act: Act = story.at("2027-01-01 09:00").act(INVESTIGATOR)
    assert late_days(record, story.protocol, act) == 0
