"""Wrapping keys under what a person knows: Argon2id or the recovery key, then AES-256-GCM.

The parameters stand in each slot and are bound to it, so that they can be raised later. A slot
that does not open says nothing about why.
"""

import os
import secrets
import unicodedata
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ltm_desktop.domain.errors import refuse
from ltm_desktop.ledger.canonical import Plain, decode, encode

SHORTEST_SECRET = 8
"""Characters."""
LONGEST_SECRET = 1024
"""Characters; longer text is a pasted file, not a secret."""

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKES = str.maketrans("OIL", "011", "- \t\r\n")
_RECOVERY_SYMBOLS = 35
"""Five bits each: 175 bits."""
_KEY_BYTES = 32
_SALT_BYTES = 16
_NONCE_BYTES = 12
_MOST_WORK = 16 * 1024 * 1024
"""KiB times passes: some ten seconds, whoever wrote the key file."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one try at a secret costs."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 1


def normal_secret(secret: str) -> bytes:
    """Return a secret as bytes, the same from every keyboard."""
    return unicodedata.normalize("NFC", secret).encode(errors="surrogatepass")


def check_secret(secret: str) -> None:
    """Refuse a new secret that is too short or no secret at all. Raises Refused."""
    length = len(unicodedata.normalize("NFC", secret))
    if length < SHORTEST_SECRET:
        raise refuse("people.secret_too_short", least=SHORTEST_SECRET)
    if length > LONGEST_SECRET:
        raise refuse("people.secret_too_long", most=LONGEST_SECRET)


def new_recovery_key() -> str:
    """Return a new recovery key: seven groups of five symbols that cannot be misread."""
    symbols = "".join(secrets.choice(_CROCKFORD) for _ in range(_RECOVERY_SYMBOLS))
    return "-".join(symbols[at : at + 5] for at in range(0, _RECOVERY_SYMBOLS, 5))


def normal_recovery_key(typed: str) -> bytes:
    """Return a recovery key as bytes, whatever its case, gaps and look-alikes."""
    folded = unicodedata.normalize("NFKC", typed).upper().translate(_LOOK_ALIKES)
    return folded.encode(errors="surrogatepass")


def new_kdf(cost: Cost) -> dict[str, Plain]:
    """Return fresh parameters for a person's slot."""
    return {
        "name": "argon2id",
        "memory_kib": cost.memory_kib,
        "passes": cost.passes,
        "lanes": cost.lanes,
        "salt": os.urandom(_SALT_BYTES).hex(),
    }


def new_recovery_kdf() -> dict[str, Plain]:
    """Return fresh parameters for the recovery slot: its key is too long to guess."""
    return {"name": "hkdf-sha256", "salt": os.urandom(_SALT_BYTES).hex()}


def derive(secret: bytes, kdf: dict[str, Plain]) -> bytes:
    """Return the wrapping key of a slot. Raises ValueError, TypeError, KeyError when damaged."""
    salt = bytes.fromhex(_text(kdf["salt"]))
    match kdf["name"]:
        case "argon2id":
            return _argon2id(secret, salt, kdf)
        case "hkdf-sha256":
            return HKDF(hashes.SHA256(), _KEY_BYTES, salt, b"ltm-recovery/1").derive(secret)
        case _:
            raise ValueError("unknown derivation")


def wrap(key: bytes, content: dict[str, Plain], bound: bytes) -> str:
    """Return content sealed under a wrapping key and bound to its place."""
    nonce = os.urandom(_NONCE_BYTES)
    return (nonce + AESGCM(key).encrypt(nonce, encode(content), bound)).hex()


def unwrap(key: bytes, sealed: str, bound: bytes) -> Plain | None:
    """Return sealed content, None under the wrong key or in the wrong place."""
    raw = bytes.fromhex(sealed)
    try:
        return decode(AESGCM(key).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], bound))
    except (InvalidTag, ValueError):
        return None


def _argon2id(secret: bytes, salt: bytes, kdf: dict[str, Plain]) -> bytes:
    # 21 to 37 ms to import, and needed only once a secret has been typed.
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    memory, passes = _count(kdf["memory_kib"], 4 * 1024 * 1024), _count(kdf["passes"], 64)
    if memory * passes > _MOST_WORK:
        raise ValueError("not a cost this program pays")
    try:
        return hash_secret_raw(
            secret,
            salt,
            time_cost=passes,
            memory_cost=memory,
            parallelism=_count(kdf["lanes"], 64),
            hash_len=_KEY_BYTES,
            type=Type.ID,
        )
    except HashingError:
        raise ValueError("not a derivation that can be done") from None


def _text(value: Plain) -> str:
    if not isinstance(value, str):
        raise TypeError("not text")
    return value


def _count(value: Plain, most: int) -> int:
    if not isinstance(value, int) or not 0 < value <= most:
        raise ValueError("not a cost this program pays")
    return value
