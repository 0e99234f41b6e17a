"""The chain: each entry names the hash of the one before, and everybody's signature holds.

A chain cannot see its own newest entries cut off: heads witnessed elsewhere are checked here too.
Everything that does not hold is refused by code and by the number of the first bad entry.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from ltm_desktop.domain.errors import ChainBroken
from ltm_desktop.ledger.canonical import NotCanonical, Plain, digest
from ltm_desktop.ledger.entries import Cosignature, Entry, Head, SealedEntry, body_digest
from ltm_desktop.ledger.keys import PrivateKey, PublicKey

MAY_LAG = 16
"""Entries a witness may be behind: a power cut can fall between commit and witness."""

PublicKeyOf = Callable[[str, str, int], PublicKey | None]
"""(person, fingerprint, seq) to the key that certificate had in the ledger at that entry."""


def seal(entry: Entry, key: PrivateKey) -> SealedEntry:
    """Sign an entry as its author. Raises NotCanonical, ChainBroken for what none may sign."""
    raw = entry.to_bytes()
    _check_claims(Entry.from_bytes(raw))
    return SealedEntry(entry.seq, raw, key.sign(raw))


def cosign(
    body: Mapping[str, Plain],
    key: PrivateKey,
    *,
    log: str,
    stream: str,
    person: str,
    certificate: str,
    meaning: str,
    signed_at: str,
    chart: int,
    shown: str,
    language: str,
) -> Cosignature:
    """Sign a body with a meaning, over the chart version and the very text that was shown."""
    facts = {
        "person": person,
        "certificate": certificate,
        "meaning": meaning,
        "signed_at": signed_at,
        "body": body_digest(body),
        "shown": digest(shown.encode()),
        "language": language,
    }
    unsigned = Cosignature(**facts, chart=chart, signature=b"")
    return Cosignature(**facts, chart=chart, signature=key.sign(unsigned.statement(log, stream)))


def head_of(sealed: SealedEntry) -> Head:
    """Return the head a log has when this is its newest entry."""
    return Head(sealed.entry.log, sealed.seq, sealed.hash)


def check_link(previous: Head, sealed: SealedEntry) -> Head:
    """Return the new head if the entry follows the previous one. Raises ChainBroken."""
    expected = previous.seq + 1
    if sealed.seq != expected:
        raise ChainBroken("ledger.gap", expected)
    entry = _read(sealed)
    if entry.seq != expected:
        raise ChainBroken("ledger.gap", expected)
    if entry.log != previous.log or entry.previous != previous.hash:
        raise ChainBroken("ledger.bad_previous", expected)
    return head_of(sealed)


def verify(
    entries: Iterable[SealedEntry], public_key_of: PublicKeyOf, start: Head
) -> Iterator[Head]:
    """Yield the head after each entry that holds. Raises ChainBroken at the first that does not.

    The entries are taken one at a time, so the caller may learn certificates from an entry just
    before it is checked: the first entry carries the key that signs it.
    """
    head = start
    versions: dict[str, int] = {}
    for sealed in entries:
        head = check_link(head, sealed)
        _check_claims(sealed.entry)
        _check_signatures(sealed, public_key_of)
        _check_seen(sealed.entry, versions, start)
        versions[sealed.entry.stream] = sealed.seq
        yield head


def check_anchor(anchor: Head, log: str, hash_at: Callable[[int], str | None]) -> None:
    """Check that a log still reaches a head witnessed outside it. Raises ChainBroken."""
    found = hash_at(anchor.seq)
    if found is None:
        raise ChainBroken("ledger.anchor_missing", anchor.seq)
    if anchor.log != log or not anchor.agrees(found):
        raise ChainBroken("ledger.anchor_differs", anchor.seq)


def _read(sealed: SealedEntry) -> Entry:
    try:
        return sealed.entry
    except NotCanonical:
        raise ChainBroken("ledger.bad_bytes", sealed.seq) from None


def _check_claims(entry: Entry) -> None:
    """Check what cosignatures say against the entry that carries them."""
    if not entry.cosignatures:
        return
    text, language = _shown(entry)
    body, shown = entry.body_digest, digest(text.encode())
    for one in entry.cosignatures:
        holds = (
            one.body == body
            and one.shown == shown
            and one.language == language
            and one.chart < entry.seq
        )
        if not holds:
            raise _bad_cosignature(entry)


def _check_seen(entry: Entry, versions: Mapping[str, int], start: Head) -> None:
    """Check that cosigners saw the stream as it stood, so that nothing signed counts twice."""
    known = versions.get(entry.stream)
    for one in entry.cosignatures:
        # of a stream that has not come up since the start, only the bound is known
        if one.chart != known and (known is not None or one.chart > start.seq):
            raise ChainBroken("ledger.replayed", entry.seq)


def _shown(entry: Entry) -> tuple[str, str]:
    match entry.body.get("shown"):
        case {"text": str(text), "language": str(language)}:
            return text, language
        case _:
            raise _bad_cosignature(entry)


def _check_signatures(sealed: SealedEntry, public_key_of: PublicKeyOf) -> None:
    entry = sealed.entry
    author = _key(public_key_of, entry.author, entry.certificate, entry.seq)
    if not author.verify(sealed.signature, sealed.raw):
        raise ChainBroken("ledger.bad_signature", entry.seq)
    for one in entry.cosignatures:
        key = _key(public_key_of, one.person, one.certificate, entry.seq)
        if not key.verify(one.signature, one.statement(entry.log, entry.stream)):
            raise _bad_cosignature(entry)


def _key(public_key_of: PublicKeyOf, person: str, certificate: str, seq: int) -> PublicKey:
    key = public_key_of(person, certificate, seq)
    if key is None:
        raise ChainBroken("ledger.unknown_certificate", seq)
    return key


def _bad_cosignature(entry: Entry) -> ChainBroken:
    return ChainBroken("ledger.bad_cosignature", entry.seq)
