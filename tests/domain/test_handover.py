"""A handover: two people of the bedside, the lines as they were read, one signature."""

from dataclasses import replace
from typing import Any

import pytest

from ltm_desktop.domain.acts import Act, Signer
from ltm_desktop.domain.attestation import belongs, check_author, signers_of
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.handover import (
    BEDSIDE,
    HandoverGroup,
    HandoverLine,
    HandoverTaken,
    TakeOver,
)
from ltm_desktop.domain.identifiers import SITE_STREAM, PersonId
from ltm_desktop.domain.records import RecordsSlice
from ltm_desktop.domain.site import decide_site, evolve_site, site_signers
from ltm_desktop.domain.terms import Meaning
from tests.builders import MONITOR, NURSE, PHYSICIAN, at, calendar, site

LINE = HandoverLine(HandoverGroup.DUE, "pat-1", "IND-1", "SYNTHETIC, Wei", "dose 1 of 8")
COMMAND = TakeOver(PHYSICIAN, "en", (LINE,), " bed 4 (synthetic) ")


def decided(by: PersonId = NURSE, **changes: Any) -> HandoverTaken:
    act = Act(by, at("2026-03-02 19:00"), calendar())
    (event,) = decide_site(replace(COMMAND, **changes), site(), None, act)
    assert isinstance(event, HandoverTaken)
    return event


def refused(by: PersonId = NURSE, **changes: Any) -> set[str]:
    with pytest.raises(Refused) as caught:
        decided(by, **changes)
    return {alert.code for alert in caught.value.alerts}


def test_who_hands_over_writes_it_and_who_takes_over_signs_it() -> None:
    event = decided()
    assert (event.number, event.given_by, event.taken_by) == (1, NURSE, PHYSICIAN)
    assert (event.lines, event.note) == ((LINE,), "bed 4 (synthetic)")
    act = Act(NURSE, at("2026-03-02 19:00"), calendar())
    assert site_signers(COMMAND, act) == (Signer(PHYSICIAN, Meaning.REVIEWED),)
    assert signers_of([event], NURSE) == site_signers(COMMAND, act)
    assert belongs(event, SITE_STREAM)
    assert not list(check_author([event], NURSE, site(), RecordsSlice()))


def test_handovers_are_counted_from_the_first() -> None:
    known = evolve_site(site(), decided())
    act = Act(NURSE, at("2026-03-03 07:00"), calendar())
    (second,) = decide_site(COMMAND, known, None, act)
    assert isinstance(second, HandoverTaken)
    assert second.number == 2


def test_nobody_hands_over_to_themselves() -> None:
    assert refused(taken_by=NURSE) == {"handover.to_oneself"}


@pytest.mark.parametrize("outsider", [MONITOR, PersonId("nobody")])
def test_only_people_of_the_bedside_hand_over_and_take_over(outsider: PersonId) -> None:
    assert refused(taken_by=outsider)
    assert refused(by=outsider)
    assert not set(BEDSIDE) & set(site().people[MONITOR].roles)


def test_words_that_nobody_sees_or_that_fill_the_page_are_refused() -> None:
    assert refused(note="\u202e hidden") == {"texts.unseen_character"}
    assert refused(note="x" * 501) == {"texts.too_long"}


def test_a_forged_handover_is_named() -> None:
    other = replace(decided(), given_by=PHYSICIAN)
    codes = {one.code for one in check_author([other], NURSE, site(), RecordsSlice())}
    assert codes == {"ledger.not_signed_by", "ledger.one_for_two"}
    skipped = replace(decided(), number=7)
    codes = {one.code for one in check_author([skipped], NURSE, site(), RecordsSlice())}
    assert codes == {"ledger.out_of_order"}
    taken = replace(decided(), taken_by=MONITOR)
    codes = {one.code for one in check_author([taken], NURSE, site(), RecordsSlice())}
    assert codes == {"ledger.no_authority"}
