"""Real keys and certificates for invented people, made anew in every test run."""

import io
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from ltm_desktop.app.paper import PdfSigner
from ltm_desktop.ledger import certificates
from ltm_desktop.ledger.keys import PrivateKey
from ltm_desktop.reports import signing

ZONE = timezone(timedelta(hours=8))
FOUNDED = datetime(2026, 1, 1, tzinfo=ZONE)
AT = datetime(2026, 11, 23, 11, 44, tzinfo=ZONE)


@dataclass(frozen=True)
class Site:
    """A certificate authority with its certificate."""

    der: bytes
    key: PrivateKey = field(repr=False)

    def signer(self, name: str, reason: str, minutes: int = 0, language: str = "en") -> PdfSigner:
        key = PrivateKey.generate()
        certificate = certificates.issue(
            self.der,
            self.key,
            person_id="nurse.a",
            printed_name=name,
            public=key.public,
            now=FOUNDED,
        )
        at = AT + timedelta(minutes=minutes)
        return PdfSigner(name, certificate, key, self.der, reason, at, language)


def site(name: str = "Example site authority (synthetic)") -> Site:
    return Site(*certificates.make_ca(name, FOUNDED))


def with_authority(signer: PdfSigner, authority: bytes) -> PdfSigner:
    """The same signer, claiming another authority."""
    return replace(signer, ca=authority)


def at(signer: PdfSigner, *, year: int) -> PdfSigner:
    """The same signer in another year."""
    return replace(signer, at=signer.at.replace(year=year))


def sign_and_rotate(pdf: bytes, field_name: str, signer: PdfSigner) -> bytes:
    """Sign genuinely while turning the first page upside down in the same update."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    page[generic.pdf_name("/Rotate")] = generic.NumberObject(180)  # type: ignore[no-untyped-call]  # the library's own
    writer.update_container(page)
    return signing._signed(writer, field_name, signer)
