"""Heads kept outside: anybody of the site enters one, in their own name, with a place."""

from dataclasses import replace
from typing import Any

import pytest

from ltm_desktop.domain.acts import Act, Signer
from ltm_desktop.domain.attestation import belongs, check_author, signers_of
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import SITE_STREAM, PersonId
from ltm_desktop.domain.records import RecordsSlice
from ltm_desktop.domain.site import SiteState, decide_site, evolve_site, site_signers
from ltm_desktop.domain.terms import Meaning
from ltm_desktop.domain.witnessing import HeadPlace, HeadWitnessed, WitnessHead
from tests.builders import MONITOR, NURSE, at, calendar, site

HASH = "a1" * 32
TOLD = WitnessHead(204, HASH, HeadPlace.SPONSOR, "visit 3 (synthetic)")


def decided(by: PersonId, **changes: Any) -> tuple[object, ...]:
    act = Act(by, at("2026-03-02 09:00"), calendar())
    return decide_site(replace(TOLD, **changes), site(), None, act)


def refused(by: PersonId = MONITOR, **changes: Any) -> set[str]:
    with pytest.raises(Refused) as caught:
        decided(by, **changes)
    return {alert.code for alert in caught.value.alerts}


@pytest.mark.parametrize("by", tuple(site().people))
def test_everybody_of_the_site_may_enter_a_head_and_signs_it(by: PersonId) -> None:
    (event,) = decided(by)
    assert event == HeadWitnessed(204, HASH, HeadPlace.SPONSOR, "visit 3 (synthetic)", by)
    assert signers_of([event], by) == (Signer(by, Meaning.WITNESSED),)
    act = Act(by, at("2026-03-02 09:00"), calendar())
    assert site_signers(TOLD, act) == (Signer(by, Meaning.WITNESSED),)
    assert belongs(event, SITE_STREAM)
    assert not list(check_author([event], by, site(), RecordsSlice()))


def test_a_stranger_enters_nothing() -> None:
    assert refused(PersonId("nobody")) == {"people.unknown"}


def test_nobody_enters_a_head_in_anothers_name() -> None:
    (event,) = decided(MONITOR)
    (objection,) = check_author([event], NURSE, site(), RecordsSlice())
    assert objection.code == "ledger.not_signed_by"


@pytest.mark.parametrize(
    "changes", [{"seq": 0}, {"hash": "a1"}, {"hash": HASH.upper()}, {"hash": f"{HASH}\n"}]
)
def test_what_is_no_head_is_refused(changes: dict[str, Any]) -> None:
    assert refused(**changes) == {"witnessing.not_a_head"}


def test_another_place_is_named() -> None:
    assert refused(place=HeadPlace.OTHER, note=" ") == {"witnessing.place_missing"}
    assert decided(MONITOR, place=HeadPlace.OTHER, note="with the notary")
    assert decided(MONITOR, place=HeadPlace.SITE_FILE, note="")


def test_a_note_stands_in_one_line() -> None:
    assert refused(note="a\u200bb") == {"texts.unseen_character"}
    assert refused(note="x" * 121) == {"texts.too_long"}


def test_the_register_keeps_every_head_in_order() -> None:
    state = SiteState()
    told = [replace(decided(MONITOR)[0], seq=seq) for seq in (204, 12)]  # type: ignore[type-var]  # the event is a dataclass
    for event in told:
        state = evolve_site(state, event)
    assert [one.seq for one in state.witnessed] == [204, 12]
