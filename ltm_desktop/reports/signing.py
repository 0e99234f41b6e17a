"""Fill a reserved field with a person's own PDF signature, always by incremental update.

Needs no network and no clock: time, name and key come with the signer. Refuses a PDF that has
no such empty field.
"""

import io
import logging
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from ltm_desktop.app.paper import PdfSigner
from ltm_desktop.domain.errors import refuse
from ltm_desktop.reports import appearance, cms

# pyHanko reports every oddity of a foreign file with its values; verdicts carry codes instead.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
RESERVED = 8192
"""Hex digits kept free for one signature."""


class _Update(IncrementalPdfFileWriter):
    def _update_meta(self) -> None:
        """Leave the document's information alone: the library would put in the machine's clock."""


def sign(pdf: bytes, field_name: str, signer: PdfSigner) -> bytes:
    """Return the PDF with one more signature. Raises Refused reports.cannot_sign."""
    if signer.at.tzinfo is None:
        raise ValueError("a signature needs an aware time")
    try:
        writer = _Update(io.BytesIO(pdf))
        _must_be_empty(writer, field_name)
        return _signed(writer, field_name, signer)
    except PdfError as broken:
        raise refuse("reports.cannot_sign", field=field_name) from broken


def _must_be_empty(writer: Any, field_name: str) -> None:
    empty = {name for name, _, _ in enumerate_sig_fields(writer.prev, filled_status=False)}
    if field_name not in empty:
        raise refuse("reports.cannot_sign", field=field_name)


def _signed(writer: Any, field_name: str, signer: PdfSigner) -> bytes:
    steps = PdfCMSEmbedder().write_cms(field_name, writer, existing_fields_only=True)
    field = next(steps).get_object()
    _put_appearance(writer, field, signer)
    placeholder = SignatureObject(
        timestamp=signer.at,
        subfilter=SigSeedSubFilter.PADES,
        name=signer.name,
        reason=signer.reason,
        bytes_reserved=RESERVED,
    )
    steps.send(SigObjSetup(sig_placeholder=placeholder))
    prepared, output = steps.send(SigIOSetup(md_algorithm="sha256"))
    steps.send(cms.sign(prepared.document_digest, signer.key, signer.certificate, signer.ca))
    return bytes(output.getvalue())


def _put_appearance(writer: Any, field: Any, signer: PdfSigner) -> None:
    left, low, right, high = (float(edge) for edge in field["/Rect"])
    drawn = PdfFileReader(io.BytesIO(appearance.stamp((right - left, high - low), signer)))
    form = writer.import_page_as_xobject(drawn)
    shown = generic.DictionaryObject()  # type: ignore[no-untyped-call]  # the library's own
    shown[generic.pdf_name("/N")] = form
    field[generic.pdf_name("/AP")] = shown
