"""Real keys and certificates for invented people, made anew in every test run."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from ltm_desktop.app.paper import PdfSigner
from ltm_desktop.ledger.keys import PrivateKey

ZONE = timezone(timedelta(hours=8))
AT = datetime(2026, 11, 23, 11, 44, tzinfo=ZONE)
FROM, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2060, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Site:
    """A certificate authority with its certificate."""

    key: PrivateKey
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def fingerprint(self) -> str:
        return self.certificate.fingerprint(hashes.SHA256()).hex()

    def issue(self, name: str, key: PrivateKey) -> bytes:
        made = _builder(name, self.certificate.subject, key).add_extension(
            x509.BasicConstraints(ca=False, path_length=None), critical=True
        )
        return made.sign(self.key.crypto, hashes.SHA256()).public_bytes(Encoding.DER)

    def signer(self, name: str, reason: str, minutes: int = 0, language: str = "en") -> PdfSigner:
        key = PrivateKey.generate()
        at = AT + timedelta(minutes=minutes)
        certificate = self.issue(name, key)
        return PdfSigner(name, certificate, key, self.der, reason, at, language)


def site(name: str = "Example site authority (synthetic)") -> Site:
    key = PrivateKey.generate()
    made = _builder(name, _named(name), key).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True
    )
    return Site(key, made.sign(key.crypto, hashes.SHA256()))


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])


def _builder(name: str, issuer: x509.Name, key: PrivateKey) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(issuer)
        .public_key(key.public.crypto)
        .serial_number(x509.random_serial_number())
        .not_valid_before(FROM)
        .not_valid_after(UNTIL)
    )
