"""A restore on record: an administrator's own act, with a reason and both heads."""

from dataclasses import replace
from typing import Any

import pytest

from ltm_desktop.app.wording.statements import statement
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.attestation import belongs, check_author, signers_of
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import SITE_STREAM, PersonId
from ltm_desktop.domain.records import RecordsSlice
from ltm_desktop.domain.restoring import RecordRestore, SiteRestored
from ltm_desktop.domain.site import SiteState, decide_site, evolve_site
from tests.builders import ADMINISTRATOR, NURSE, at, calendar, site

TOLD = RecordRestore(
    204,
    "a1" * 32,
    at("2026-03-02 12:00"),
    at("2026-03-02 15:30"),
    207,
    "b2" * 32,
    "disk damaged (synthetic)",
)


def decided(by: PersonId = ADMINISTRATOR, **changes: Any) -> tuple[object, ...]:
    act = Act(by, at("2026-03-02 15:31"), calendar())
    return decide_site(replace(TOLD, **changes), site(), None, act)


def refused(by: PersonId = ADMINISTRATOR, **changes: Any) -> set[str]:
    with pytest.raises(Refused) as caught:
        decided(by, **changes)
    return {alert.code for alert in caught.value.alerts}


def test_an_administrator_tells_it_in_their_own_name() -> None:
    (event,) = decided()
    assert isinstance(event, SiteRestored)
    assert (event.by, event.lost) == (ADMINISTRATOR, 3)
    assert signers_of([event], ADMINISTRATOR) == ()
    assert belongs(event, SITE_STREAM)
    assert not list(check_author([event], ADMINISTRATOR, site(), RecordsSlice()))
    assert evolve_site(SiteState(), event).restored == (event,)


def test_nobody_else_does_and_nobody_tells_it_for_another() -> None:
    assert "people.role_needed" in refused(NURSE)
    (event,) = decided()
    assert list(check_author([event], NURSE, site(), RecordsSlice()))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"why": "  "}, "backup.why_missing"),
        ({"seq": 0}, "backup.not_a_head"),
        ({"hash": "a1"}, "backup.not_a_head"),
        ({"lost_hash": ""}, "backup.not_a_head"),
        ({"lost_seq": 0}, "backup.not_a_head"),
    ],
)
def test_what_is_told_by_halves_is_refused(changes: dict[str, Any], code: str) -> None:
    assert refused(**changes) == {code}


def test_where_nothing_stood_nothing_was_lost() -> None:
    (event,) = decided(lost_seq=0, lost_hash="")
    assert isinstance(event, SiteRestored)
    assert event.lost == 0


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_it_is_told_in_words(language: str) -> None:
    told = statement(
        decided(), patient=None, site=site(), active=None, say=Words(language), zone=None
    ).text
    assert "disk damaged (synthetic)" in told
    assert "a1" * 32 in told
    assert "b2" * 32 in told
