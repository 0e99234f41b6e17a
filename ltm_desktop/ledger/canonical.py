"""One value, one sequence of bytes: what is hashed and signed is exactly what is stored.

JSON with sorted keys, no spaces, UTF-8. Fractions, NaN, lone surrogates, keys that are not text,
integers other readers would round and deep nesting are refused, on the way in and on the way out.
"""

import hashlib
import json
from collections.abc import Iterable

Plain = dict[str, "Plain"] | list["Plain"] | str | int | bool | None

_WRITER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))

DEEPEST = 48
WIDEST = 2**53 - 1
"""The largest integer every JSON reader keeps exact."""


class NotCanonical(ValueError):
    """Say that a value has no canonical bytes, or that bytes are not canonical."""


def encode(value: object) -> bytes:
    """Return the canonical bytes of a plain value. Raises NotCanonical."""
    _check(value)
    try:
        return _WRITER.encode(value).encode()
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


def _check(value: object) -> None:
    """Look at a value level by level: a ledger asks this of every entry it reads."""
    level: list[object] = [value]
    for _ in range(DEEPEST + 1):
        level = [inner for one in level if type(one) is not str for inner in _within(one)]
        if not level:
            return
    raise NotCanonical("nested too deeply")


def _within(value: object) -> Iterable[object]:
    """Return what a value holds. Raises NotCanonical for one without a canonical form."""
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            raise NotCanonical("keys must be text")
        return value.values()
    if isinstance(value, list):
        return value
    if not (value is None or isinstance(value, str | int)):
        raise NotCanonical(f"{type(value).__name__} has no canonical form")
    if isinstance(value, int) and abs(value) > WIDEST:
        raise NotCanonical("integer too large to stay exact everywhere")
    return ()
