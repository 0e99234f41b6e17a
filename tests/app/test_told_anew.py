"""What the authority's key is enough for, and what finds it: a ledger told anew, a code made up.

Everybody in it is synthetic.
"""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from ltm_desktop.app.charts import events_of
from ltm_desktop.app.verification import verify_site
from ltm_desktop.app.whole import head_found
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.certifying import CertificateAccepted, CertificateEntered
from ltm_desktop.domain.codec import to_plain
from ltm_desktop.ledger.certificates import endorse
from ltm_desktop.ledger.chain import cosign, seal
from ltm_desktop.ledger.entries import Entry, Head, SealedEntry
from ltm_desktop.ledger.keys import PrivateKey
from ltm_desktop.ledger.proof import ProofRecord, pack
from tests.app.clinic import SECRET, copy, opened
from tests.app.insider import Insider
from tests.builders import ADMINISTRATOR, NURSE, SECOND


@pytest.fixture
def insider(planned_site: Path, tmp_path: Path) -> Insider:
    return Insider(copy(planned_site, tmp_path / "site"))


class Teller:
    """Somebody who keeps the founding and tells everything after it again, in puppets' names."""

    def __init__(self, insider: Insider, founding: SealedEntry) -> None:
        self._insider = insider
        self._keys = {founding.entry.author: insider.key}
        self._certificates = {founding.entry.author: founding.entry.certificate}
        self.told = [founding]

    def tell(self, entry: Entry) -> None:
        """Write an entry again, after those told so far."""
        events = [self._renamed(event) for event in events_of(entry)]
        body: dict[str, Any] = {**entry.body, "events": [to_plain(one) for one in events]}
        shown = entry.body["shown"]
        assert isinstance(shown, dict)
        signed = tuple(
            cosign(
                body,
                self._keys[one.person],
                log=entry.log,
                stream=entry.stream,
                person=one.person,
                certificate=self._certificates[one.person],
                meaning=one.meaning,
                signed_at=one.signed_at,
                chart=one.chart,
                shown=str(shown["text"]),
                language=one.language,
            )
            for one in entry.cosignatures
        )
        again = replace(
            entry,
            previous=self.told[-1].hash,
            body=body,
            cosignatures=signed,
            certificate=self._certificates[entry.author],
        )
        self.told.append(seal(again, self._keys[entry.author]))

    def _renamed(self, event: object) -> object:
        if isinstance(event, CertificateEntered):
            key, certificate = self._insider.mint(event.person)
            entered = self._insider.entered(event.person, certificate, key)
            self._keys[event.person] = key
            self._certificates[event.person] = entered.fingerprint
            return replace(
                event,
                fingerprint=entered.fingerprint,
                certificate=entered.certificate,
                endorsement=entered.endorsement,
            )
        if isinstance(event, CertificateAccepted):
            return replace(event, fingerprint=self._certificates[event.person])
        return event


def told_anew(insider: Insider) -> Head:
    """Tell the ledger anew past every guard, heads file and all; return the head it had."""
    desk = House().open_site(insider.site, ADMINISTRATOR, SECRET, read_only=True)
    kept = list(desk.store.entries())
    desk.close()
    teller = Teller(insider, kept[0])
    for sealed in kept[1:]:
        teller.tell(sealed.entry)
    database = insider._database()
    guards = database.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger'").fetchall()
    for name, _ in guards:
        database.execute(f'DROP TRIGGER "{name}"')
    for one in teller.told[1:]:
        values = (one.raw, one.signature, one.hash, one.seq)
        database.execute("UPDATE entries SET raw=?, signature=?, hash=? WHERE seq=?", values)
    for _, guard in guards:
        database.execute(guard)
    database.commit()
    database.close()
    lines = (Head(one.entry.log, one.seq, one.hash).to_line() for one in teller.told)
    (insider.site / "heads").write_text("".join(f"{line}\n" for line in lines))
    return Head(kept[-1].entry.log, kept[-1].seq, kept[-1].hash)


def test_a_ledger_told_anew_with_the_authoritys_key_is_found_against_a_head_outside(
    insider: Insider,
) -> None:
    outside = told_anew(insider)
    desk = House().open_site(insider.site, ADMINISTRATOR, SECRET, read_only=True, check=False)
    try:
        # nothing inside the site can tell: the founder's word is where every key begins
        assert verify_site(desk.store).intact
        found = verify_site(desk.store, anchor=outside)
        assert [one.code for one in found.problems] == ["ledger.anchor_differs"]
        assert found.problems[0].seq == outside.seq
        assert head_found(outside.to_line(), desk, Words()).answer.tone == "stop"
    finally:
        desk.close()


def test_a_code_made_up_with_the_authoritys_key_is_of_no_record(insider: Insider) -> None:
    key = PrivateKey.generate()
    with opened(insider.site, "2026-03-02 19:00") as own:
        record = ProofRecord(
            "NCT05305885",
            "EX1",
            "S01-001",
            "IND-1",
            "pemetrexed",
            "100 mg",
            "lumbar",
            datetime.fromisoformat("2026-03-02T10:00:00+08:00"),
            NURSE,
            SECOND,
            "00" * 16,
        )
        word = endorse(insider.authority_key, NURSE, key.public)
        text = pack(record, key, insider.authority_key.public, word)
        told = head_found(text, own.desk, Words()).answer
    assert told.tone == "stop"
    assert told.headline == "The code of this paper is NOT of this record."
