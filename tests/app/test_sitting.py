"""Records read one by one in one sitting and signed by one secret; none that was not read."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.demo.example_facts import lab_results
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.session import Session
from ltm_desktop.app.sitting import Sitting
from ltm_desktop.app.waiting import is_mine, may_sign, own_queries
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.dosing import NotGiven, RecordDoseNotGiven
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import PatientId, PersonId, RecordId
from ltm_desktop.domain.labs import RecordLabs
from ltm_desktop.domain.review import AnswerQuery, CloseQuery, QueryId, RaiseQuery
from ltm_desktop.domain.signoff import ApproveRecord
from ltm_desktop.domain.terms import ItemKind
from tests.demo_site import OpenAs

SAY = Words("en")
PHYSICIAN = "physician.q"


def mine(desk: Desk) -> list[ApproveRecord]:
    rows = [row for row in desk.store.inbox() if may_sign(desk, row)]
    return [ApproveRecord(PatientId(r.patient_id), RecordId(r.record_id)) for r in rows]


def beside(desk: Desk, person: str) -> Desk:
    """Return another desk on the same store, with somebody else at it."""
    key = desk.cabinet.unlock(person, DEMO_SECRET).key
    return replace(desk, session=Session(PersonId(person), key, desk.cabinet))


def tells_a_refusal(desk: Desk, given: str) -> None:
    """Tell that a patient refused the oldest open dose: a physician has to approve it."""
    row = next(one.patient for one in desk.worklists.patients() if one.patient.given == given)
    patient, now = PatientId(row.patient_id), desk.clock.now()
    known = desk.chart(patient)
    item = next(one for one in known.plan.of(ItemKind.DOSE) if one.code not in known.dosing.settled)
    refusal = RecordDoseNotGiven(
        patient=patient,
        record=RecordId("not-refused"),
        item=item.code,
        outcome=NotGiven.REFUSED,
        reason="feels_unwell",
        decided_at=now - timedelta(minutes=1),
        note="synthetic",
    )
    desk.do(refusal, SAY, {PersonId(desk.session.person): DEMO_SECRET})


def read(sitting: Sitting, command: ApproveRecord) -> str:
    proposal = sitting.open(command)
    sitting.read_to_end(command.record)
    sitting.add(command.record)
    return proposal.shown


def refused(code: str) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, match=code)


def test_each_record_read_is_signed_by_one_secret_with_an_entry_and_a_page_of_its_own(
    open_as: OpenAs,
) -> None:
    desk = open_as(PHYSICIAN)
    sitting, commands = Sitting(desk, SAY), mine(desk)
    assert len(commands) > 1
    texts = {one.record: read(sitting, one) for one in commands}
    assert sitting.added == tuple(one.record for one in commands)
    head = desk.store.head().seq
    sitting.open_key(DEMO_SECRET)
    for number, one in enumerate(commands, start=1):
        recorded = sitting.sign(one.record)
        assert recorded.sealed.seq == head + number
        assert [signed.person for signed in recorded.sealed.entry.cosignatures] == [PHYSICIAN]
        known = desk.chart(one.patient).records.by_id[one.record]
        assert known.approver == PHYSICIAN
        body = recorded.sealed.entry.body["shown"]
        assert isinstance(body, dict)
        told = texts[one.record].rpartition("Approved at")[0]
        assert told
        assert str(body["text"]).startswith(told)
    sitting.close()
    assert mine(desk) == []
    with refused("signature_missing|not_read"):
        sitting.sign(commands[0].record)


def test_a_record_that_was_not_opened_or_not_read_to_its_end_is_not_signed(
    open_as: OpenAs,
) -> None:
    desk = open_as(PHYSICIAN)
    sitting, (one, two, *_) = Sitting(desk, SAY), mine(desk)
    head = desk.store.head()
    with refused("signoff.not_read"):
        sitting.add(one.record)
    sitting.open(two)
    with refused("signoff.not_read"):
        sitting.add(two.record)
    sitting.open_key(DEMO_SECRET)
    for record in (one.record, two.record):
        with refused("signoff.not_read"):
            sitting.sign(record)
    sitting.read_to_end(two.record)
    with refused("signature_missing"):
        sitting.sign(two.record)
    assert desk.store.head() == head


def test_what_changed_between_reading_and_signing_is_left_out_and_the_others_are_signed(
    open_as: OpenAs,
) -> None:
    desk = open_as(PHYSICIAN)
    nurse = beside(desk, "nurse.a")
    tells_a_refusal(nurse, "Jia")
    sitting, commands = Sitting(desk, SAY), mine(desk)
    for one in commands:
        read(sitting, one)
    moved = commands[0]
    nurse.do(RecordLabs(moved.patient, lab_results(desk.clock.now())), SAY, {})
    sitting.open_key(DEMO_SECRET)
    left, others = [], [one for one in commands if one.patient != moved.patient]
    for one in commands:
        try:
            sitting.sign(one.record)
        except Refused as refusal:
            left.append((one, refusal.alerts[0].code))
    assert (moved, "signoff.changed_since_read") in left
    assert {one.patient for one, _ in left} == {moved.patient}
    assert others
    assert all(
        desk.chart(one.patient).records.by_id[one.record].approver == PHYSICIAN for one in others
    )
    read(sitting, moved)
    sitting.sign(moved.record)


def test_a_sitting_ends_with_the_lock_and_with_a_switch_of_persons(open_as: OpenAs) -> None:
    desk = open_as(PHYSICIAN)
    sitting, (one, *_) = Sitting(desk, SAY), mine(desk)
    read(sitting, one)
    sitting.open_key(DEMO_SECRET)
    head = desk.store.head()
    desk.session.lock()
    desk.session.unlock(DEMO_SECRET)
    assert not sitting.goes_on
    for act in (lambda: sitting.sign(one.record), lambda: sitting.open(one)):
        with refused("signoff.sitting_ended"):
            act()
    assert sitting.added == ()
    again = Sitting(desk, SAY)
    read(again, one)
    desk.session.switch(PersonId("physician.p"), DEMO_SECRET)
    with refused("signoff.sitting_ended"):
        again.open_key(DEMO_SECRET)
    assert desk.store.head() == head


def test_a_wrong_secret_signs_nothing_and_loses_nothing_that_was_read(open_as: OpenAs) -> None:
    desk = open_as(PHYSICIAN)
    sitting, (one, two, *_) = Sitting(desk, SAY), mine(desk)
    for command in (one, two):
        read(sitting, command)
    head = desk.store.head()
    with refused("people.wrong_secret"):
        sitting.open_key("wrong")
    assert desk.store.head() == head
    assert list(sitting.added) == [one.record, two.record]
    assert DEMO_SECRET not in repr(sitting)
    sitting.take_out(one.record)
    assert list(sitting.added) == [two.record]
    assert sitting.shown(two.record)


def test_an_answer_to_a_query_stands_in_the_text_that_is_signed(open_as: OpenAs) -> None:
    desk = open_as(PHYSICIAN)
    one = mine(desk)[0]
    query = QueryId(desk.ids.new("qry"))
    asked = RaiseQuery(
        one.patient, query, "Which lot? (synthetic)", one.record, to=PersonId("nurse.a")
    )
    desk.do(asked, SAY, {})
    assert one not in mine(desk)
    nurse = beside(desk, "nurse.a")
    (row,) = desk.store.queries()
    assert (is_mine(desk, row), is_mine(nurse, row)) == (False, True)
    assert (own_queries(desk), own_queries(nurse)) == (0, 1)
    nurse.do(AnswerQuery(one.patient, query, "LOT-7 (synthetic)"), SAY, {})
    assert (own_queries(desk), own_queries(nurse)) == (1, 0)
    sitting = Sitting(desk, SAY)
    text = read(sitting, one)
    assert "Which lot? (synthetic)" in text
    assert "LOT-7 (synthetic)" in text
    sitting.open_key(DEMO_SECRET)
    sitting.sign(one.record)
    desk.do(CloseQuery(one.patient, query), SAY, {})
    assert desk.store.queries() == ()
