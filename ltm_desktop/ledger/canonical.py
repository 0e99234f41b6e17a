"""One value, one sequence of bytes: what is hashed and signed is exactly what is stored.

JSON with sorted keys, no spaces, UTF-8. Fractions, NaN, lone surrogates, keys that are not text,
integers other readers would round and deep nesting are refused, on the way in and on the way out.
"""

import hashlib
import json
from collections.abc import Iterable

Plain = dict[str, "Plain"] | list["Plain"] | str | int | bool | None

DEEPEST = 48
WIDEST = 2**53 - 1
"""The largest integer every JSON reader keeps exact."""


class NotCanonical(ValueError):
    """Say that a value has no canonical bytes, or that bytes are not canonical."""


def encode(value: object) -> bytes:
    """Return the canonical bytes of a plain value. Raises NotCanonical."""
    _check(value, 0)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise NotCanonical("text holds half a character") from None


def decode(raw: bytes) -> Plain:
    """Return the value of canonical bytes. Raises NotCanonical on any other bytes."""
    try:
        value: Plain = json.loads(raw.decode())
    except (ValueError, RecursionError):
        raise NotCanonical("not readable as canonical JSON") from None
    if encode(value) != raw:
        raise NotCanonical("not in canonical form")
    return value


def digest(raw: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def _check(value: object, depth: int) -> None:
    if depth > DEEPEST:
        raise NotCanonical("nested too deeply")
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            raise NotCanonical("keys must be text")
        _check_all(value.values(), depth + 1)
    elif isinstance(value, list):
        _check_all(value, depth + 1)
    elif not (value is None or isinstance(value, str | int)):
        raise NotCanonical(f"{type(value).__name__} has no canonical form")
    elif isinstance(value, int) and abs(value) > WIDEST:
        raise NotCanonical("integer too large to stay exact everywhere")


def _check_all(values: Iterable[object], depth: int) -> None:
    for value in values:
        _check(value, depth)
