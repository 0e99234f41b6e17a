"""Certificates: whoever holds the authority's key cannot speak in a colleague's name unseen."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ltm_desktop.app.paper import PdfSigner
from ltm_desktop.app.verdicts import of_paper, of_site
from ltm_desktop.app.verification import Verdict, rebuild, verify_site
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.certifying import CertificateAccepted
from ltm_desktop.domain.errors import ChainBroken
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import HumanName, PersonAdded
from ltm_desktop.domain.terms import Role
from ltm_desktop.ledger.certificates import fingerprint, issue
from ltm_desktop.ledger.keys import PrivateKey
from tests.app.clinic import SECRET, copy, opened
from tests.app.insider import Insider
from tests.builders import ADMINISTRATOR, NURSE, PATIENT, PHYSICIAN, SECOND


@pytest.fixture
def insider(planned_site: Path, tmp_path: Path) -> Insider:
    """An administrator of a copy of the planned site who turned against it."""
    return Insider(copy(planned_site, tmp_path / "site"))


def verdict(site: Path) -> Verdict:
    desk = House().open_site(site, PHYSICIAN, SECRET, read_only=True, check=False)
    try:
        return verify_site(desk.store)
    finally:
        desk.close()


def first(found: Verdict) -> tuple[str, int, str]:
    return found.problems[0].code, found.problems[0].seq, found.problems[0].detail


def test_a_certificate_minted_in_a_colleagues_name_is_refused_and_the_name_told(
    insider: Insider,
) -> None:
    key, certificate = insider.mint(SECOND)
    mine = insider.people[ADMINISTRATOR].fingerprint
    seq = insider.append(
        author=ADMINISTRATOR,
        certificate=mine,
        key=insider.key,
        events=[insider.entered(SECOND, certificate, key)],
    )
    assert first(verdict(insider.site)) == ("ledger.certificate_minted", seq, SECOND)
    desk = House().open_site(insider.site, PHYSICIAN, SECRET, read_only=True, check=False)
    for language in ("en", "zh_CN"):
        told = of_site(desk, None, Words(language), lambda *_: None)
        assert told.code == 1
        assert SECOND in told.text
        assert str(seq) in told.text
    desk.close()


def test_an_entry_signed_with_a_minted_certificate_is_refused(insider: Insider) -> None:
    key, certificate = insider.mint(SECOND)
    accepted = CertificateAccepted(SECOND, fingerprint(certificate))
    seq = insider.append(
        author=SECOND, certificate=fingerprint(certificate), key=key, events=[accepted]
    )
    assert first(verdict(insider.site)) == ("ledger.certificate_minted", seq, SECOND)


def test_an_entry_forged_with_another_key_is_found(insider: Insider) -> None:
    named = insider.people[NURSE].fingerprint
    seq = insider.append(author=NURSE, certificate=named, key=PrivateKey.generate(), events=[])
    assert first(verdict(insider.site))[:2] == ("ledger.bad_signature", seq)


def test_an_entry_under_a_certificate_of_a_colleague_is_found(insider: Insider) -> None:
    named = insider.people[NURSE].fingerprint
    seq = insider.append(author=SECOND, certificate=named, key=insider.key, events=[])
    assert first(verdict(insider.site))[:2] == ("ledger.unknown_certificate", seq)


def test_a_certificate_of_another_authority_is_found(insider: Insider) -> None:
    foreign = PrivateKey.generate()
    certificate = issue(
        insider.authority,
        foreign,
        person_id="new.person",
        printed_name="New EXAMPLE",
        public=foreign.public,
        now=datetime(2026, 3, 1, tzinfo=UTC),
    )
    seq = insider.append(
        author=ADMINISTRATOR,
        certificate=insider.people[ADMINISTRATOR].fingerprint,
        key=insider.key,
        events=[insider.entered("new.person", certificate, foreign)],
    )
    assert first(verdict(insider.site))[:2] == ("ledger.certificate_foreign", seq)


@pytest.mark.parametrize("event", [{"shape": "SiteFounded/1", "data": 7}, {"shape": 3}, {}])
def test_an_entry_of_a_form_nobody_can_read_is_named_and_lists_are_not_made_from_it(
    insider: Insider, event: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.app.insider.to_plain", lambda _: event)
    mine = insider.people[ADMINISTRATOR].fingerprint
    seq = insider.append(
        author=ADMINISTRATOR, certificate=mine, key=insider.key, events=["anything"]
    )
    assert first(verdict(insider.site))[:2] == ("ledger.unknown_shape", seq)
    desk = House().open_site(insider.site, PHYSICIAN, SECRET, read_only=True, check=False)
    with pytest.raises(ChainBroken, match=r"ledger\.unknown_shape"):
        rebuild(desk.store)
    desk.close()


def test_a_paper_signed_with_a_minted_certificate_is_refused_and_the_name_told(
    insider: Insider,
) -> None:
    key, certificate = insider.mint(PHYSICIAN)
    with opened(insider.site, "2026-03-02 10:00") as clinic:
        clinic.gives("IND-1", "2026-03-02")
        (record,) = clinic.desk.chart(PATIENT).records.by_id.values()
        signer = PdfSigner(
            name="Dana EXAMPLE",
            certificate=certificate,
            key=key,
            ca=insider.authority,
            reason="approved",
            at=clinic.clock.now(),
        )
        pdf = clinic.desk.store.paper(record.papers[-1].sha256)
        forged = House().press().sign(pdf, "Approved", signer)
        # its signatures alone cannot tell: the authority's own key vouched for it
        trust = fingerprint(insider.authority)
        assert of_paper(forged, House().press(), None, trust, Words()).code == 0
        told = of_paper(forged, House().press(), clinic.desk, None, Words())
    assert told.code == 1
    assert told.facts["problem"] == "reports.certificate_not_entered"
    assert PHYSICIAN in told.text


@pytest.mark.parametrize("stated", ["0" * 64, ""])
def test_a_fingerprint_that_is_not_its_certificates_is_found(insider: Insider, stated: str) -> None:
    key, certificate = insider.mint("new.person")
    entered = replace(insider.entered("new.person", certificate, key), fingerprint=stated)
    seq = insider.writes(ADMINISTRATOR, entered)
    assert first(verdict(insider.site)) == ("ledger.certificate_foreign", seq, "new.person")


def test_an_acceptance_of_another_fingerprint_is_found(insider: Insider) -> None:
    key, certificate = insider.mint("new.person")
    added = PersonAdded(PersonId("new.person"), HumanName("EXAMPLE", "New"), (Role.NURSE,), ())
    entered = insider.entered("new.person", certificate, key)
    insider.writes(ADMINISTRATOR, added)
    insider.enters(entered, SECOND)
    seq = insider.append(
        author="new.person",
        certificate=fingerprint(certificate),
        key=key,
        events=[CertificateAccepted(PersonId("new.person"), "0" * 64)],
    )
    assert first(verdict(insider.site)) == ("ledger.certificate_minted", seq, "new.person")
