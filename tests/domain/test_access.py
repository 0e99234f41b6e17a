"""The access log: everybody tells of themselves, and whoever comes next of locks and failures."""

from typing import Any

import pytest

from ltm_desktop.domain.access import (
    MOST,
    AccessEvent,
    CopyMade,
    CopyOf,
    CopyWay,
    DeskHandedOver,
    DeskLocked,
    DeskUnlocked,
    LockCause,
    NoteAccess,
    PersonSignedIn,
    SecretChanged,
    SecretRefused,
    decide_access,
)
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.attestation import belongs, check_author
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import ACCESS_STREAM, CLOCK_STREAM, SITE_STREAM, PersonId
from ltm_desktop.domain.patients import DeathRecorded
from ltm_desktop.domain.records import RecordsSlice
from ltm_desktop.domain.schedule import WorkingCalendar
from ltm_desktop.domain.time_doubt import ClockConfirmed
from tests.builders import NURSE, PATIENT, PHYSICIAN, at, site

NOON = at("2026-03-02 12:00")
DESK = "ward-1"
OWN: tuple[AccessEvent, ...] = (
    PersonSignedIn(NURSE, NOON, DESK),
    DeskUnlocked(NURSE, NOON, DESK),
    DeskHandedOver(NURSE, PHYSICIAN, NOON, DESK),
    CopyMade(NURSE, NOON, CopyWay.SAVED, CopyOf.RECORD, PATIENT, "0" * 64, DESK),
    SecretChanged(NURSE, NOON, DESK),
)
ANYBODYS: tuple[AccessEvent, ...] = (
    SecretRefused("?", NOON, DESK),
    DeskLocked(NURSE, NOON, LockCause.IDLE, DESK),
)


def decide(*events: AccessEvent, author: PersonId = NURSE) -> Any:
    act = Act(author, NOON, WorkingCalendar(frozenset({1})))
    return decide_access(NoteAccess(events), site().people, act)


def test_what_happened_is_kept_as_it_was_told() -> None:
    assert decide(*OWN, *ANYBODYS) == (*OWN, *ANYBODYS)
    assert decide(*ANYBODYS, author=PHYSICIAN) == ANYBODYS


@pytest.mark.parametrize("event", OWN, ids=lambda one: type(one).__name__)
def test_nobody_signs_in_unlocks_or_prints_in_anothers_name(event: AccessEvent) -> None:
    with pytest.raises(Refused, match=r"access\.own_only"):
        decide(event, author=PHYSICIAN)
    (objection,) = check_author([event], PHYSICIAN, site(), RecordsSlice())
    assert (objection.code, objection.person) == ("ledger.not_signed_by", NURSE)
    assert not list(check_author([event], NURSE, site(), RecordsSlice()))


def test_an_entry_is_neither_empty_nor_endless_and_its_author_is_known() -> None:
    for events in ((), ANYBODYS * (MOST // 2 + 1)):
        with pytest.raises(Refused, match=r"access\.count"):
            decide(*events)
    with pytest.raises(Refused, match=r"people\.unknown"):
        decide(*ANYBODYS, author=PersonId("nobody"))
    (objection,) = check_author(ANYBODYS[:1], PersonId("nobody"), site(), RecordsSlice())
    assert objection.code == "ledger.no_authority"


def test_every_event_stands_in_its_own_stream_and_in_no_other() -> None:
    confirmed = ClockConfirmed(NURSE, NOON, "")
    death = DeathRecorded(NOON.date(), "")
    streams = (SITE_STREAM, ACCESS_STREAM, CLOCK_STREAM, PATIENT)
    placed = {
        type(event).__name__: [stream for stream in streams if belongs(event, stream)]
        for event in (OWN[0], confirmed, death)
    }
    assert placed == {
        "PersonSignedIn": [ACCESS_STREAM],
        "ClockConfirmed": [CLOCK_STREAM],
        "DeathRecorded": [PATIENT],
    }
