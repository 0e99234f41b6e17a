"""Reviews judged again from the ledger: what the program writes stands, what is forged not."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from ltm_desktop.domain.acts import EntryFacts
from ltm_desktop.domain.attestation import check_author, signers_of
from ltm_desktop.domain.attested_path import check_walked
from ltm_desktop.domain.corrections import RecordVoided
from ltm_desktop.domain.decisions import Command, required_signers
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.review import (
    QueryAnswered,
    QueryClosed,
    QueryId,
    QueryRaised,
    RecordLocked,
    RecordUnlocked,
    SourcePart,
    SourceVerified,
)
from ltm_desktop.domain.signoff import ApproveRecord, RecordApproved
from ltm_desktop.domain.terms import Role
from tests.builders import INVESTIGATOR, MONITOR, NURSE, PATIENT, SECOND, item
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
ASKED = recorded().does(ask(), INVESTIGATOR)
ANSWERED = ASKED.does(answer(), NURSE)
TICKED = approved().does(tick(), MONITOR)
TRUE: tuple[tuple[Story, Command, PersonId], ...] = (
    (recorded(), ask(), MONITOR),
    (recorded(), ask(None, to=None, to_role=Role.MONITOR), NURSE),
    (ASKED, answer(), NURSE),
    (ANSWERED, close(), INVESTIGATOR),
    (ANSWERED, APPROVE, INVESTIGATOR),
    (recorded().at("2026-03-20 09:00"), APPROVE, INVESTIGATOR),
    (approved(), tick(), MONITOR),
    (TICKED, lock(), MONITOR),
    (locked(), unlock(), INVESTIGATOR),
    (locked().does(unlock(), MONITOR), corrected(), NURSE),
)


def objections(story: Story, event: object, by: PersonId) -> set[str]:
    facts = EntryFacts(story.chart.version + 1, story.now, by)
    told = (
        *check_author((event,), by, story.site, story.chart.records),
        *check_walked((event,), story.site, story.chart, facts),
    )
    return {one.code for one in told}


@pytest.mark.parametrize(
    ("story", "command", "by"), TRUE, ids=[type(one).__name__ for _, one, _ in TRUE]
)
def test_what_the_program_writes_of_a_review_stands_against_nothing(
    story: Story, command: Command, by: PersonId
) -> None:
    events = story.decides(command, by)
    assert [objections(story, one, by) for one in events] == [set() for _ in events]
    assert set(signers_of(events, by)) == set(required_signers(command, story.act(by)))


RAISED = QueryRaised(
    QueryId("qry-2"), ADM, None, NURSE, None, "what (synthetic)", MONITOR, Role.MONITOR
)
FORGED: Mapping[str, tuple[Story, object, PersonId, str]] = {
    "asked in a role one does not hold": (
        recorded(),
        replace(RAISED, by=NURSE),
        NURSE,
        "ledger.no_authority",
    ),
    "asked in another's name": (recorded(), RAISED, NURSE, "ledger.not_signed_by"),
    "asked of nobody": (recorded(), replace(RAISED, to=None), MONITOR, "ledger.against_rules"),
    "asked about no record": (
        recorded(),
        replace(RAISED, record=RecordId("adm-none")),
        MONITOR,
        "ledger.against_rules",
    ),
    "asked twice under one number": (
        ASKED,
        replace(RAISED, query=QUERY),
        MONITOR,
        "ledger.against_rules",
    ),
    "answered by somebody else": (
        ASKED,
        QueryAnswered(QUERY, "x", SECOND),
        SECOND,
        "ledger.no_authority",
    ),
    "answered what nobody asked": (
        recorded(),
        QueryAnswered(QUERY, "x", NURSE),
        NURSE,
        "ledger.out_of_order",
    ),
    "closed by who was asked": (
        ANSWERED,
        QueryClosed(QUERY, "", NURSE),
        NURSE,
        "ledger.no_authority",
    ),
    "approved over a physician's open question": (
        ASKED,
        RecordApproved(ADM, INVESTIGATOR, ASKED.now),
        INVESTIGATOR,
        "ledger.out_of_order",
    ),
    "approved late as if in time": (
        recorded().at("2026-03-20 09:00"),
        RecordApproved(ADM, INVESTIGATOR, recorded().now),
        INVESTIGATOR,
        "ledger.against_rules",
    ),
    "ticked by a nurse": (
        approved(),
        SourceVerified(ADM, 1, (SourcePart.WHOLE,), NURSE),
        NURSE,
        "ledger.no_authority",
    ),
    "ticked another version": (
        approved(),
        SourceVerified(ADM, 2, (SourcePart.WHOLE,), MONITOR),
        MONITOR,
        "ledger.against_rules",
    ),
    "ticked a version that no longer holds": (
        approved().does(corrected()),
        SourceVerified(ADM, 1, (SourcePart.WHOLE,), MONITOR),
        MONITOR,
        "ledger.out_of_order",
    ),
    "locked without a tick": (
        approved(),
        RecordLocked(ADM, 1, MONITOR),
        MONITOR,
        "ledger.out_of_order",
    ),
    "unlocked what was not locked": (
        approved(),
        RecordUnlocked(ADM, "x", MONITOR),
        MONITOR,
        "ledger.out_of_order",
    ),
    "took back a locked record": (
        locked(),
        RecordVoided(ADM, item("IND-1"), "wrong_patient", NURSE, SECOND, ""),
        NURSE,
        "ledger.locked_record",
    ),
    "approved as a monitor who is a physician too": (
        recorded(),
        RecordApproved(ADM, MONITOR, recorded().now),
        MONITOR,
        "ledger.no_authority",
    ),
}


@pytest.mark.parametrize("name", FORGED)
def test_a_review_the_program_never_wrote_is_found(name: str) -> None:
    story, event, by, code = FORGED[name]
    assert code in objections(story, event, by)


def test_a_locked_record_put_right_by_a_new_record_is_found() -> None:
    story = locked()
    opened = story.does(unlock(), MONITOR)
    event = opened.decides(corrected())[-1]
    assert "ledger.locked_record" in objections(story, event, NURSE)
