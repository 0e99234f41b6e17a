"""Somebody with every key of a site but no colleague's consent, who goes past every guard."""

import base64
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlcipher3

from ltm_desktop.domain.certifying import CertificateEntered
from ltm_desktop.domain.codec import to_plain
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.ledger.certificates import endorse, fingerprint, issue
from ltm_desktop.ledger.chain import cosign
from ltm_desktop.ledger.entries import Cosignature, Entry, Head, SealedEntry
from ltm_desktop.ledger.keys import PrivateKey
from ltm_desktop.storage.folder import open_site
from ltm_desktop.storage.key_file import KeyFile
from tests.app.clinic import SECRET, ZONE, opened
from tests.builders import ADMINISTRATOR


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
        self,
        *,
        author: str,
        certificate: str,
        key: PrivateKey,
        events: list[object],
        stream: str = "site",
        cosignatures: Sequence[Cosignature] = (),
        body: dict[str, Any] | None = None,
    ) -> int:
        """Write an entry that follows the chain, sealed with any key; return its number."""
        head = self._head()
        body = body or body_of(*events)
        entry = Entry(
            log=head.log,
            seq=head.seq + 1,
            previous=head.hash,
            recorded_at="2026-03-02T18:00:00+08:00",
            zone=ZONE,
            author=author,
            certificate=certificate,
            stream=stream,
            body=body,
            cosignatures=tuple(cosignatures),
        )
        # past the guard that refuses to seal what no verification would take
        raw = entry.to_bytes()
        sealed = SealedEntry(entry.seq, raw, key.sign(raw))
        self._insert(sealed)
        return sealed.seq

    def writes(self, person: str, *events: object, stream: str = "site", **more: Any) -> int:
        """Let a colleague, with their own key, seal an entry past every guard."""
        return self.append(
            author=person,
            certificate=self.people[PersonId(person)].fingerprint,
            key=KeyFile(self._folder.keys).unlock(person, SECRET).key,
            events=list(events),
            stream=stream,
            **more,
        )

    def enters(
        self, entered: CertificateEntered, witness: str, key: PrivateKey | None = None
    ) -> int:
        """Enter a certificate that a colleague witnessed, or that a key says so of."""
        told = replace(entered, witness=PersonId(witness))
        body = body_of(told)
        signed = cosign(
            body,
            key or KeyFile(self._folder.keys).unlock(witness, SECRET).key,
            log=self._head().log,
            stream="site",
            person=witness,
            certificate=self.people[PersonId(witness)].fingerprint,
            meaning="witnessed",
            signed_at="2026-03-02T18:00:00+08:00",
            chart=self._version("site"),
            shown="",
            language="en",
        )
        return self.writes(ADMINISTRATOR, cosignatures=[signed], body=body)

    def cosignatures(self, seq: int) -> tuple[Cosignature, ...]:
        """Return the signatures with a meaning on an entry."""
        database = self._database()
        (raw,) = database.execute("SELECT raw FROM entries WHERE seq = ?", (seq,)).fetchone()
        database.close()
        return Entry.from_bytes(raw).cosignatures

    def body(self, *events: object) -> dict[str, Any]:
        """Return the body of an entry that tells events."""
        return body_of(*events)

    def _version(self, stream: str) -> int:
        database = self._database()
        newest = "SELECT max(seq) FROM entries WHERE stream = ?"
        (seq,) = database.execute(newest, (stream,)).fetchone()
        database.close()
        return int(seq)

    def _head(self) -> Head:
        """Return the head as it lies on the disk, with nobody signed in."""
        database = self._database()
        newest = "SELECT seq, hash, raw FROM entries ORDER BY seq DESC LIMIT 1"
        seq, digest, raw = database.execute(newest).fetchone()
        database.close()
        return Head(Entry.from_bytes(raw).log, seq, digest)

    def _database(self) -> Any:
        database = sqlcipher3.connect(str(self._folder.store))
        database.execute(f"PRAGMA key = \"x'{self._data_key.hex()}'\"")
        return database

    def _insert(self, sealed: SealedEntry) -> None:
        database = self._database()
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


def body_of(*events: object) -> dict[str, Any]:
    """Return the body of an entry that tells events and was shown to nobody."""
    return {
        "command": "Forged",
        "events": [to_plain(event) for event in events],
        "protocol": None,
        "shown": {"language": "en", "text": ""},
    }
