"""P-256 keys: one pair per person, one for the site's authority, one for the installation.

A signature is 64 bytes, r then s, with the smaller s, so that nobody can turn one valid
signature into a second one. Nothing here prints a key.
"""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

SIGNATURE_BYTES = 64
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_ECDSA = ec.ECDSA(hashes.SHA256())


class PublicKey:
    """The half of a key pair that checks signatures."""

    __slots__ = ("_key",)

    def __init__(self, key: ec.EllipticCurvePublicKey) -> None:
        if not isinstance(key.curve, ec.SECP256R1):
            raise ValueError("not a P-256 key")  # noqa: TRY004 - the type is right, the curve is not
        self._key = key

    @classmethod
    def from_bytes(cls, compressed: bytes) -> "PublicKey":
        """Read a compressed point of 33 bytes. Raises ValueError."""
        if len(compressed) != 33:
            raise ValueError("not a compressed P-256 point")
        return cls(ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), compressed))

    @property
    def crypto(self) -> ec.EllipticCurvePublicKey:
        """The key as the cryptography library knows it, for certificates."""
        return self._key

    def verify(self, signature: bytes, data: bytes) -> bool:
        """Return whether the signature is the owner's, over exactly these bytes."""
        r, s = _halves(signature)
        if not (0 < r < _ORDER and 0 < s <= _ORDER // 2):
            return False
        try:
            self._key.verify(encode_dss_signature(r, s), data, _ECDSA)
        except InvalidSignature:
            return False
        return True

    def to_bytes(self) -> bytes:
        """Return the compressed point, 33 bytes."""
        return self._key.public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint
        )

    def __bytes__(self) -> bytes:
        """Return the compressed point, 33 bytes."""
        return self.to_bytes()

    def __eq__(self, other: object) -> bool:
        """Compare by point."""
        return isinstance(other, PublicKey) and self.to_bytes() == other.to_bytes()

    def __hash__(self) -> int:
        """Hash by point."""
        return hash(self.to_bytes())

    def __repr__(self) -> str:
        """Show the first bytes of the point."""
        return f"PublicKey({self.to_bytes().hex()[:12]}…)"


class PrivateKey:
    """The half of a key pair that signs; it never shows itself."""

    __slots__ = ("_key",)

    def __init__(self, key: ec.EllipticCurvePrivateKey) -> None:
        if not isinstance(key.curve, ec.SECP256R1):
            raise ValueError("not a P-256 key")  # noqa: TRY004 - the type is right, the curve is not
        self._key = key

    @classmethod
    def generate(cls) -> "PrivateKey":
        """Make a new key pair."""
        return cls(ec.generate_private_key(ec.SECP256R1()))

    @classmethod
    def from_pkcs8(cls, der: bytes) -> "PrivateKey":
        """Read an unwrapped PKCS #8 key. Raises ValueError."""
        key = serialization.load_der_private_key(der, password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise ValueError("not a P-256 key")  # noqa: TRY004 - callers ask only: readable or not
        return cls(key)

    def to_pkcs8(self) -> bytes:
        """Return the bare key, for wrapping only; it never goes to disk like this."""
        return self._key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )

    @property
    def crypto(self) -> ec.EllipticCurvePrivateKey:
        """The key as the cryptography library knows it, for certificates and PDF signatures."""
        return self._key

    @property
    def public(self) -> PublicKey:
        """The half that may be shown."""
        return PublicKey(self._key.public_key())

    def sign(self, data: bytes) -> bytes:
        """Return a signature of 64 bytes over the data."""
        r, s = decode_dss_signature(self._key.sign(data, _ECDSA))
        return r.to_bytes(32, "big") + min(s, _ORDER - s).to_bytes(32, "big")

    def __repr__(self) -> str:
        """Show nothing."""
        return "PrivateKey(hidden)"


def _halves(signature: bytes) -> tuple[int, int]:
    if len(signature) != SIGNATURE_BYTES:
        return 0, 0
    return int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
