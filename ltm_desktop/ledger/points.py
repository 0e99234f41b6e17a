"""Candidate P-256 keys for a signature, so that a printed code need not carry the keys.

Nothing here decides anything: a candidate counts only after the cryptography library has verified
the signature with it and its fingerprint is the trusted one. A slip here could only refuse.
"""

import hashlib
from collections.abc import Iterator

from cryptography.hazmat.primitives.asymmetric import ec

from ltm_desktop.ledger.keys import PublicKey

# SEC 2, version 2.0, section 2.4.2: secp256r1.
_P = 0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF
_A = _P - 3
_N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)

_Point = tuple[int, int] | None
"""An affine point, None at infinity."""


def candidates(signature: bytes, data: bytes) -> Iterator[PublicKey]:
    """Yield the keys that may have made a 64-byte signature over the data (SEC 1, 4.1.6)."""
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if not (0 < r < _N and 0 < s < _N):
        return
    e = int.from_bytes(hashlib.sha256(data).digest(), "big")
    inverse = pow(r, -1, _N)
    for parity in (b"\x02", b"\x03"):
        point = _lift(parity + signature[:32])
        key = _add(_times(s * inverse % _N, point), _times(-e * inverse % _N, _G))
        if key is not None:
            yield PublicKey(ec.EllipticCurvePublicNumbers(*key, ec.SECP256R1()).public_key())


def _lift(compressed: bytes) -> _Point:
    try:
        numbers = PublicKey.from_bytes(compressed).crypto.public_numbers()
    except ValueError:
        return None
    return numbers.x, numbers.y


def _add(one: _Point, two: _Point) -> _Point:
    if one is None or two is None:
        return one or two
    if one[0] == two[0] and (one[1] + two[1]) % _P == 0:
        return None
    if one == two:
        slope = (3 * one[0] * one[0] + _A) * pow(2 * one[1], -1, _P)
    else:
        slope = (two[1] - one[1]) * pow(two[0] - one[0], -1, _P)
    x = (slope * slope - one[0] - two[0]) % _P
    return x, (slope * (one[0] - x) - one[1]) % _P


def _times(factor: int, point: _Point) -> _Point:
    total: _Point = None
    while factor:
        if factor & 1:
            total = _add(total, point)
        point = _add(point, point)
        factor >>= 1
    return total
