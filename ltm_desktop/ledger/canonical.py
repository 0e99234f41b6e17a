"""One value, one sequence of bytes: what is hashed and signed is exactly what is stored.

JSON with sorted keys, no spaces, UTF-8. Fractions, NaN, lone surrogates, keys that are not text,
integers other readers would round and deep nesting are refused, on the way in and on the way out.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import NoReturn

Plain = dict[str, "Plain"] | list["Plain"] | str | int | bool | None

_WRITER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False
)
"""It need not look for circles: what was read has none, and what is new was looked at before."""

DEEPEST = 48
WIDEST = 2**53 - 1
"""The largest integer every JSON reader keeps exact."""


class NotCanonical(ValueError):
    """Say that a value has no canonical bytes, or that bytes are not canonical."""


def encode(value: object) -> bytes:
    """Return the canonical bytes of a plain value. Raises NotCanonical."""
    _check(value)
    return write(value)


def decode(raw: bytes) -> Plain:
    """Return the value of canonical bytes. Raises NotCanonical on any other bytes."""
    try:
        value: Plain = _READER.raw_decode(raw.decode())[0]  # what follows it is no part of its form
    except (ValueError, RecursionError):
        raise NotCanonical("not readable as canonical JSON") from None
    # a reader makes plain values only: all that is left to look at is how deep they lie
    if raw.count(b"{") + raw.count(b"[") > DEEPEST:
        _check(value)
    if write(value) != raw:
        raise NotCanonical("not in canonical form")
    return value


def write(value: object) -> bytes:
    """Return the canonical bytes of a value known to have some: it was read from such bytes.

    Raises NotCanonical for half a character; of anything else the caller is sure.
    """
    try:
        return _WRITER.encode(value).encode()
    except UnicodeEncodeError:
        raise NotCanonical("text holds half a character") from None


def _exact(digits: str) -> int:
    # before it is read: a number of a thousand digits takes its time
    if len(digits) > len(str(-WIDEST)) or abs(int(digits)) > WIDEST:
        raise NotCanonical("integer too large to stay exact everywhere")
    return int(digits)


def _refuse(_number: str) -> NoReturn:
    raise NotCanonical("fractions have no canonical form")


_READER = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse, parse_int=_exact)


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
