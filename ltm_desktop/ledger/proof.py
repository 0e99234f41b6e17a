"""The compact signed record in a paper's QR code: proves the paper without any database.

Plain fields, the authority's endorsement of the signer and the signer's signature. Both keys
follow from the signatures, so only a record the trusted authority stands behind can be read.
Text of more than 350 bytes is refused, and so is any text of other bytes.
"""

import base64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from ltm_desktop.domain.errors import refuse
from ltm_desktop.ledger.certificates import check_endorsement, endorsement_statement, fingerprint_of
from ltm_desktop.ledger.keys import SIGNATURE_BYTES, PrivateKey, PublicKey
from ltm_desktop.ledger.points import candidates

PREFIX = "LTM1:"
LONGEST = 350
"""Bytes a QR code of 50 mm carries legibly."""

_TEXTS = (
    "study",
    "site",
    "subject_id",
    "item",
    "drug",
    "amount",
    "access",
    "operator",
    "checker",
)
_DIGEST_BYTES = 16
_TRUST_BYTES = 4
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ProofRecord:
    """What the code of a paper says about one dose."""

    study: str
    site: str
    subject_id: str
    item: str
    drug: str
    amount: str
    """As printed, with its unit."""
    access: str
    given_at: datetime
    """Aware, whole seconds; the offset is kept to the minute."""
    operator: str
    """Whose key signs the code."""
    checker: str
    """Empty while that signature waits."""
    body_digest: str
    """The first 32 hexadecimal digits of the entry's body digest."""


def pack(record: ProofRecord, key: PrivateKey, ca_public: PublicKey, endorsement: bytes) -> str:
    """Return the text of the code, signed by the operator. Raises Refused when it is too long."""
    if not check_endorsement(ca_public, record.operator, key.public, endorsement):
        raise refuse("ledger.proof_untrusted")
    unsigned = bytes.fromhex(fingerprint_of(ca_public))[:_TRUST_BYTES] + _to_bytes(record)
    whole = unsigned + endorsement
    text = PREFIX + base64.b85encode(whole + key.sign(PREFIX.encode() + whole)).decode()
    if len(text) > LONGEST:
        raise refuse("ledger.proof_too_long", length=len(text), longest=LONGEST)
    return text


def read(text: str, trusted_fingerprint: str) -> ProofRecord:
    """Return the record if the trusted authority stands behind it. Raises Refused."""
    raw = _raw(text)
    signed, signature = raw[:-SIGNATURE_BYTES], raw[-SIGNATURE_BYTES:]
    unsigned, endorsement = signed[:-SIGNATURE_BYTES], signed[-SIGNATURE_BYTES:]
    record = _from_bytes(unsigned[_TRUST_BYTES:])
    trusted = trusted_fingerprint.strip().lower()
    if unsigned[:_TRUST_BYTES].hex() != trusted[: 2 * _TRUST_BYTES]:
        raise refuse("ledger.proof_untrusted")
    message = PREFIX.encode() + signed
    for signer in candidates(signature, message):
        if signer.verify(signature, message) and _is_endorsed(
            record.operator, signer, endorsement, trusted
        ):
            return record
    raise refuse("ledger.proof_forged")


def _is_endorsed(operator: str, signer: PublicKey, endorsement: bytes, trusted: str) -> bool:
    return any(
        fingerprint_of(ca) == trusted and check_endorsement(ca, operator, signer, endorsement)
        for ca in candidates(endorsement, endorsement_statement(operator, signer))
    )


def _raw(text: str) -> bytes:
    coded = text.removeprefix(PREFIX)
    try:
        raw = base64.b85decode(coded)
    except ValueError:
        raise refuse("ledger.proof_unreadable") from None
    # Several texts may decode to the same bytes; only the one `pack` writes is a record.
    if coded == text or len(text) > LONGEST or base64.b85encode(raw).decode() != coded:
        raise refuse("ledger.proof_unreadable")
    return raw


def _to_bytes(record: ProofRecord) -> bytes:
    offset = record.given_at.utcoffset()
    if offset is None or record.given_at.microsecond:
        raise ValueError("given_at must be aware and in whole seconds")
    seconds = (record.given_at - _EPOCH) // timedelta(seconds=1)
    minutes = offset // timedelta(minutes=1)
    out = seconds.to_bytes(5, "big") + minutes.to_bytes(2, "big", signed=True)
    out += bytes.fromhex(record.body_digest)[:_DIGEST_BYTES]
    for name in _TEXTS:
        field = str(getattr(record, name)).encode()
        if len(field) > 255:
            raise refuse("ledger.proof_too_long", length=len(field), longest=LONGEST)
        out += bytes([len(field)]) + field
    return out


def _from_bytes(raw: bytes) -> ProofRecord:
    at = 5 + 2 + _DIGEST_BYTES
    texts: dict[str, str] = {}
    try:
        given_at = _instant(raw[:7])
        for name in _TEXTS:
            end = at + 1 + raw[at]
            texts[name] = raw[at + 1 : end].decode()
            at = end
    except (ValueError, IndexError, OverflowError):
        raise refuse("ledger.proof_unreadable") from None
    if at != len(raw):
        raise refuse("ledger.proof_unreadable")
    return ProofRecord(**texts, given_at=given_at, body_digest=raw[7 : 7 + _DIGEST_BYTES].hex())


def _instant(raw: bytes) -> datetime:
    offset = timedelta(minutes=int.from_bytes(raw[5:7], "big", signed=True))
    instant = _EPOCH + timedelta(seconds=int.from_bytes(raw[:5], "big"))
    return instant.astimezone(timezone(offset))
