"""Certificates: whoever holds the authority's key cannot speak in a colleague's name unseen."""

import base64
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3

from ltm_desktop.app.paper import PdfSigner
from ltm_desktop.app.verdicts import of_paper, of_site
from ltm_desktop.app.verification import Verdict, rebuild, verify_site
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.codec import to_plain
from ltm_desktop.domain.errors import ChainBroken
from ltm_desktop.domain.people import CertificateAccepted, CertificateEntered
from ltm_desktop.ledger.certificates import endorse, fingerprint, issue
from ltm_desktop.ledger.chain import seal
from ltm_desktop.ledger.entries import Entry, SealedEntry
from ltm_desktop.ledger.keys import PrivateKey
from ltm_desktop.storage.folder import open_site
from ltm_desktop.storage.key_file import KeyFile
from tests.app.clinic import SECRET, ZONE, copy, opened
from tests.builders import ADMINISTRATOR, NURSE, PATIENT, PHYSICIAN, SECOND


class Insider:
    """Somebody with the data key and the authority's key, who goes past every guard."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self._folder = open_site(site)
        opened_slot = KeyFile(self._folder.keys).unlock(ADMINISTRATOR, SECRET)
        assert opened_slot.ca_key is not None
        self.key, self.authority_key = opened_slot.key, opened_slot.ca_key
        self._data_key = opened_slot.data_key
        with opened(site, "2026-03-02 18:00") as clinic:
            known = clinic.desk.site()
            assert known.founded is not None
            self.authority = base64.b64decode(known.founded.authority)
            self.people = known.people

    def mint(self, person: str) -> tuple[PrivateKey, bytes]:
        """Issue a certificate in somebody's name for a key of one's own."""
        key = PrivateKey.generate()
        certificate = issue(
            self.authority,
            self.authority_key,
            person_id=person,
            printed_name="Sam EXAMPLE",
            public=key.public,
            now=datetime(2026, 3, 1, tzinfo=UTC),
        )
        return key, certificate

    def append(
        self, *, author: str, certificate: str, key: PrivateKey, events: list[object]
    ) -> int:
        """Write an entry that follows the chain, sealed with any key; return its number."""
        with opened(self.site, "2026-03-02 18:00") as clinic:
            head = clinic.desk.store.head()
        body: dict[str, Any] = {
            "command": "Forged",
            "events": [to_plain(event) for event in events],
            "protocol": None,
            "shown": {"language": "en", "text": ""},
        }
        entry = Entry(
            log=head.log,
            seq=head.seq + 1,
            previous=head.hash,
            recorded_at="2026-03-02T18:00:00+08:00",
            zone=ZONE,
            author=author,
            certificate=certificate,
            stream="site",
            body=body,
        )
        sealed = seal(entry, key)
        self._insert(sealed)
        return sealed.seq

    def _insert(self, sealed: SealedEntry) -> None:
        database = sqlcipher3.connect(str(self._folder.store))
        database.execute(f"PRAGMA key = \"x'{self._data_key.hex()}'\"")
        database.execute(
            "INSERT INTO entries (seq, stream, raw, signature, hash) VALUES (?, ?, ?, ?, ?)",
            (sealed.seq, sealed.entry.stream, sealed.raw, sealed.signature, sealed.hash),
        )
        database.commit()
        database.close()

    def entered(self, person: str, certificate: bytes, key: PrivateKey) -> CertificateEntered:
        """Return the event that would enter a minted certificate."""
        return CertificateEntered(
            person,  # type: ignore[arg-type]  # a forger asks nobody for a type
            fingerprint(certificate),
            base64.b64encode(certificate).decode(),
            endorse(self.authority_key, person, key.public).hex(),
        )


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
    monkeypatch.setattr("tests.app.test_certificates.to_plain", lambda _: event)
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
        assert of_paper(forged, House().press(), None, None, Words()).code == 0
        told = of_paper(forged, House().press(), clinic.desk, None, Words())
    assert told.code == 1
    assert told.facts["problem"] == "reports.certificate_not_entered"
    assert PHYSICIAN in told.text
