"""A ledger told anew by whoever holds the authority's key, with new keys for everybody else."""

import base64
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from ltm_desktop.app.charts import events_of
from ltm_desktop.domain.certifying import CertificateAccepted, CertificateEntered
from ltm_desktop.domain.codec import to_plain
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.site import SiteFounded
from ltm_desktop.ledger.certificates import endorse, fingerprint, issue
from ltm_desktop.ledger.chain import cosign, seal
from ltm_desktop.ledger.entries import Entry, SealedEntry
from ltm_desktop.ledger.keys import PrivateKey


class Teller:
    """Somebody who keeps a beginning and tells everything after it again, in puppets' names."""

    def __init__(
        self, kept: Iterable[SealedEntry], keys: dict[str, PrivateKey], authority_key: PrivateKey
    ) -> None:
        """Take the entries that stay, and the keys of those who are in them or help."""
        self.told = list(kept)
        self.keys = dict(keys)
        self._authority_key = authority_key
        self._certificates: dict[str, str] = {}
        for sealed in self.told:
            for event in events_of(sealed.entry):
                if isinstance(event, SiteFounded):
                    self._authority = base64.b64decode(event.authority)
                if isinstance(event, CertificateEntered):
                    self._certificates[event.person] = event.fingerprint

    def tell(self, entry: Entry) -> None:
        """Write an entry again, after those told so far."""
        events = [self._renamed(event) for event in events_of(entry)]
        body: dict[str, Any] = {**entry.body, "events": [to_plain(one) for one in events]}
        shown = entry.body["shown"]
        assert isinstance(shown, dict)
        signed = tuple(
            cosign(
                body,
                self.keys[one.person],
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
        self.told.append(seal(again, self.keys[entry.author]))

    def entered(self, person: str) -> int:
        """Return the entry with which a puppet accepted its key."""
        event = CertificateAccepted(PersonId(person), self._certificates[person])
        return next(one.seq for one in self.told if event in events_of(one.entry))

    def _renamed(self, event: object) -> object:
        if isinstance(event, CertificateEntered):
            return self._minted(event)
        if isinstance(event, CertificateAccepted):
            return replace(event, fingerprint=self._certificates[event.person])
        return event

    def _minted(self, event: CertificateEntered) -> CertificateEntered:
        key = PrivateKey.generate()
        certificate = issue(
            self._authority,
            self._authority_key,
            person_id=event.person,
            printed_name="Sam EXAMPLE",
            public=key.public,
            now=datetime(2026, 2, 20, tzinfo=UTC),
        )
        self.keys[event.person] = key
        self._certificates[event.person] = fingerprint(certificate)
        return replace(
            event,
            fingerprint=self._certificates[event.person],
            certificate=base64.b64encode(certificate).decode(),
            endorsement=endorse(self._authority_key, event.person, key.public).hex(),
        )
