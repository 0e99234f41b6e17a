"""The one CMS shape we write into a PDF, and the strict reading of it.

A signature of ours is PAdES B-B: P-256 with SHA-256, the signer's and the authority's
certificates and nothing else, no unsigned attributes, the smaller s. What does not come out
byte for byte when it is written again from its parts is refused.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

from ltm_desktop.ledger.certificates import is_issued_by, public_key_of
from ltm_desktop.ledger.keys import PrivateKey

_SHA256: dict[str, Any] = {"algorithm": "sha256"}
UNREADABLE = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    NotImplementedError,
    RecursionError,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
    x509.ExtensionNotFound,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
)
"""What parsers raise over bytes that somebody made up."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What a CMS signature of ours holds."""

    attributes: bytes
    """DER of the signed attributes, as they were signed."""
    digest: bytes
    certificate: bytes
    """X.509, DER."""
    ca: bytes
    """X.509, DER."""
    signature: bytes


def sign(digest: bytes, key: PrivateKey, certificate: bytes, ca: bytes) -> bytes:
    """Return the CMS over a document digest."""
    attributes = _attributes(digest, certificate)
    halves = key.sign(attributes.dump())
    r, s = int.from_bytes(halves[:32], "big"), int.from_bytes(halves[32:], "big")
    return _written(attributes, certificate, ca, encode_dss_signature(r, s))


def enclosed(der: bytes) -> Enclosed:
    """Read a CMS, refusing with ValueError whatever is not exactly in our shape."""
    content = cms.ContentInfo.load(der, strict=True)["content"]
    signer = content["signer_infos"][0]
    digest = _attribute(signer, "message_digest")
    chosen = [each.chosen for each in content["certificates"]]
    serial = signer["sid"].chosen["serial_number"].native
    named = [each.dump() for each in chosen if each.serial_number == serial]
    others = [each.dump() for each in chosen if each.serial_number != serial]
    if len(named) != 1 or len(others) != 1:
        raise ValueError("not the signer's certificate and the authority's")
    signature = signer["signature"].native
    if _written(_attributes(digest, named[0]), named[0], others[0], signature) != der:
        raise ValueError("not in the shape we write")
    attributes = _attributes(digest, named[0]).dump()
    return Enclosed(attributes, digest, named[0], others[0], signature)


def holds(found: Enclosed) -> bool:
    """Return whether signature and certificates hold together, up to the authority inside."""
    r, s = decode_dss_signature(found.signature)
    if encode_dss_signature(r, s) != found.signature:
        return False
    halves = r.to_bytes(32, "big") + s.to_bytes(32, "big")
    if not public_key_of(found.certificate).verify(halves, found.attributes):
        return False
    return is_issued_by(found.certificate, found.ca) and is_issued_by(found.ca, found.ca)


def in_force(certificate: bytes, at: datetime) -> bool:
    """Return whether a certificate (DER) was valid at an aware time."""
    read = x509.load_der_x509_certificate(certificate)
    return read.not_valid_before_utc <= at <= read.not_valid_after_utc


def _attribute(signer: Any, wanted: str) -> Any:
    for attribute in signer["signed_attrs"]:
        if attribute["type"].native == wanted:
            return attribute["values"][0].native
    raise ValueError(f"no {wanted}")


def _attributes(digest: bytes, certificate: bytes) -> Any:
    hashed = hashlib.sha256(certificate).digest()
    named = tsp.SigningCertificateV2({"certs": [{"cert_hash": hashed}]})
    return cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": ["data"]}),
            cms.CMSAttribute({"type": "message_digest", "values": [digest]}),
            cms.CMSAttribute({"type": "signing_certificate_v2", "values": [named]}),
        ]
    )


def _written(attributes: Any, certificate: bytes, ca: bytes, signature: bytes) -> bytes:
    parsed = asn1_x509.Certificate.load(certificate)
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {
                    "issuer_and_serial_number": cms.IssuerAndSerialNumber(
                        {"issuer": parsed.issuer, "serial_number": parsed.serial_number}
                    )
                }
            ),
            "digest_algorithm": algos.DigestAlgorithm(_SHA256),
            "signed_attrs": attributes,
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            "signature": core.OctetString(signature),
        }
    )
    signed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": cms.DigestAlgorithms((algos.DigestAlgorithm(_SHA256),)),
            "encap_content_info": {"content_type": "data"},
            "certificates": [parsed, asn1_x509.Certificate.load(ca)],
            "signer_infos": [signer],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump())
