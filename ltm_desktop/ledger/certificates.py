"""X.509 for one site: its own authority, made offline, and a certificate per person.

A certificate made here counts only when the ledger says so; this module makes and reads them.
The certificate library takes 54 ms to import, so it is met inside the functions.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import hashes, serialization

from ltm_desktop.ledger.canonical import digest, encode
from ltm_desktop.ledger.keys import PrivateKey, PublicKey

if TYPE_CHECKING:
    from cryptography import x509

LIFETIME = timedelta(days=40 * 365 + 10)
"""Longer than any retention period; a leaver is retired in the ledger, not by a date."""

_EARLIER = timedelta(days=1)
"""A clock set right after issuing must not make the certificate one of the future."""
_NAME_BYTES = 64
"""X.520 upper bound of a common name."""


def make_ca(site_name: str, now: datetime) -> tuple[bytes, PrivateKey]:
    """Make the site's authority: its certificate (DER) and key."""
    from cryptography import x509

    key = PrivateKey.generate()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, _fit(site_name))])
    builder = (
        _builder(name, name, key.public)
        .not_valid_before(now - _EARLIER)
        .not_valid_after(now + LIFETIME)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(authority=True), critical=True)
    )
    return _sign(builder, key, key.public), key


def issue(
    ca: bytes,
    ca_key: PrivateKey,
    *,
    person_id: str,
    printed_name: str,
    public: PublicKey,
    now: datetime,
) -> bytes:
    """Issue a person's certificate (DER), valid as long as the authority's."""
    from cryptography import x509

    issuer = x509.load_der_x509_certificate(ca)
    name = x509.Name(
        [
            x509.NameAttribute(x509.NameOID.COMMON_NAME, _fit(printed_name)),
            x509.NameAttribute(x509.NameOID.USER_ID, person_id),
        ]
    )
    builder = (
        _builder(name, issuer.subject, public)
        .not_valid_before(max(now - _EARLIER, issuer.not_valid_before_utc))
        .not_valid_after(issuer.not_valid_after_utc)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(authority=False), critical=True)
    )
    return _sign(builder, ca_key, ca_key.public)


def fingerprint(certificate: bytes) -> str:
    """Return the SHA-256 of a certificate's public key information, in hexadecimal."""
    return fingerprint_of(public_key_of(certificate))


def fingerprint_of(public: PublicKey) -> str:
    """Return the fingerprint every certificate of this key has."""
    return digest(
        public.crypto.public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )


def public_key_of(certificate: bytes) -> PublicKey:
    """Return the key a certificate (DER) speaks for. Raises ValueError."""
    from cryptography.hazmat.primitives.asymmetric import ec

    key = _load(certificate).public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise ValueError("not a P-256 certificate")  # noqa: TRY004 - callers ask only: usable or not
    return PublicKey(key)


def common_name(certificate: bytes) -> str:
    """Return the printed name in a certificate (DER). Raises ValueError."""
    from cryptography import x509

    return _attribute(certificate, x509.NameOID.COMMON_NAME)


def person_of(certificate: bytes) -> str:
    """Return the user id in a certificate (DER), empty for an authority. Raises ValueError."""
    from cryptography import x509

    return _attribute(certificate, x509.NameOID.USER_ID)


def is_issued_by(certificate: bytes, ca: bytes) -> bool:
    """Return whether the authority signed this certificate. Raises ValueError when unreadable."""
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature

    issuer = _load(ca)
    try:
        constraints = issuer.extensions.get_extension_for_class(x509.BasicConstraints)
        _load(certificate).verify_directly_issued_by(issuer)
    except (InvalidSignature, ValueError, TypeError, x509.ExtensionNotFound):
        return False
    return constraints.value.ca


def endorse(ca_key: PrivateKey, person_id: str, public: PublicKey) -> bytes:
    """Return the authority's 64-byte word that this key is this person's, for papers."""
    return ca_key.sign(endorsement_statement(person_id, public))


def check_endorsement(
    ca_public: PublicKey, person_id: str, public: PublicKey, signature: bytes
) -> bool:
    """Return whether the authority endorsed this key for this person."""
    return ca_public.verify(signature, endorsement_statement(person_id, public))


def endorsement_statement(person_id: str, public: PublicKey) -> bytes:
    """Return the bytes an endorsement signs."""
    return encode(["ltm-endorsement/1", person_id, public.to_bytes().hex()])


def _load(certificate: bytes) -> "x509.Certificate":
    from cryptography import x509

    return x509.load_der_x509_certificate(certificate)


def _attribute(certificate: bytes, oid: "x509.ObjectIdentifier") -> str:
    found = _load(certificate).subject.get_attributes_for_oid(oid)
    return str(found[0].value) if found else ""


def _builder(
    subject: "x509.Name", issuer: "x509.Name", public: PublicKey
) -> "x509.CertificateBuilder":
    from cryptography import x509

    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public.crypto)
        .serial_number(x509.random_serial_number())
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public.crypto), critical=False)
    )


def _usage(*, authority: bool) -> "x509.KeyUsage":
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _sign(builder: "x509.CertificateBuilder", key: PrivateKey, issuer: PublicKey) -> bytes:
    from cryptography import x509

    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.crypto)
    signed = builder.add_extension(identifier, critical=False).sign(key.crypto, hashes.SHA256())
    return signed.public_bytes(serialization.Encoding.DER)


def _fit(name: str) -> str:
    """Cut a name to what a certificate holds, between characters; the ledger keeps it whole."""
    if len(name.encode()) <= _NAME_BYTES:
        return name
    return name.encode()[: _NAME_BYTES - 3].decode(errors="ignore") + "…"
