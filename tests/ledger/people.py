"""Synthetic people, their keys and a small chain they wrote."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric import ec

from ltm_desktop.ledger import chain
from ltm_desktop.ledger.canonical import Plain
from ltm_desktop.ledger.certificates import fingerprint_of
from ltm_desktop.ledger.entries import Cosignature, Entry, Head, SealedEntry, genesis
from ltm_desktop.ledger.keys import PrivateKey, PublicKey

LOG = "log-synthetic"
START = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Person:
    id: str
    key: PrivateKey

    @property
    def certificate(self) -> str:
        return fingerprint_of(self.key.public)


def known_key(number: int) -> PrivateKey:
    """Return a key every process of a test agrees on."""
    return PrivateKey(ec.derive_private_key(number, ec.SECP256R1()))


NURSE = Person("nurse.one", known_key(1001))
DOCTOR = Person("doctor.two", known_key(1002))
PEOPLE = {person.id: person for person in (NURSE, DOCTOR)}


def public_key_of(person: str, certificate: str, _seq: int) -> PublicKey | None:
    found = PEOPLE.get(person)
    return found.key.public if found and found.certificate == certificate else None


def body_of(number: int) -> dict[str, Plain]:
    text = f"合成 synthetic dose {number}"
    return {"kind": "example", "number": number, "shown": {"language": "en", "text": text}}


def cosigned(
    body: dict[str, Plain],
    person: Person,
    *,
    chart: int = 0,
    shown: str = "",
    stream: str = "pat-1",
) -> Cosignature:
    kept = body["shown"]
    assert isinstance(kept, dict)
    return chain.cosign(
        body,
        person.key,
        log=LOG,
        stream=stream,
        person=person.id,
        certificate=person.certificate,
        meaning="checked",
        signed_at=START.isoformat(),
        chart=chart,
        shown=shown or str(kept["text"]),
        language="en",
    )


def entry_after(
    head: Head,
    body: dict[str, Plain] | None = None,
    *,
    stream: str = "pat-1",
    cosignatures: Iterable[Cosignature] = (),
    author: Person = NURSE,
) -> Entry:
    return Entry(
        log=head.log,
        seq=head.seq + 1,
        previous=head.hash,
        recorded_at=(START + timedelta(minutes=head.seq)).isoformat(),
        zone="Asia/Shanghai",
        author=author.id,
        certificate=author.certificate,
        stream=stream,
        body=body if body is not None else body_of(head.seq + 1),
        cosignatures=tuple(cosignatures),
    )


def sealed_after(
    head: Head,
    body: dict[str, Plain] | None = None,
    *,
    stream: str = "pat-1",
    cosignatures: Iterable[Cosignature] = (),
    author: Person = NURSE,
) -> SealedEntry:
    entry = entry_after(head, body, stream=stream, cosignatures=cosignatures, author=author)
    return chain.seal(entry, author.key)


def chain_of(length: int) -> list[SealedEntry]:
    """Return a chain in which every second entry is checked by the doctor."""
    head, sealed = genesis(LOG), []
    for number in range(1, length + 1):
        body = body_of(number)
        signatures = [cosigned(body, DOCTOR, chart=number - 1)] if number % 2 == 0 else []
        one = sealed_after(head, body, cosignatures=signatures)
        sealed.append(one)
        head = chain.head_of(one)
    return sealed
