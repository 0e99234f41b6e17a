"""The floor of paper: ReportLab's canvas and pyHanko with nothing of ours around them."""

import io

import segno
from asn1crypto import keys, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ltm_desktop import resource_files
from ltm_desktop.app.paper import PdfSigner
from tests.reports.people import Site
from tests.reports.sheets import QR_TEXT

_FONT = "Floor"
_PAGES, _LINES = 2, 56
_LEFT, _TOP, _STEP, _SIZE = 48.0, 790.0, 13.0, 9.0
_RESERVED = 8192


def bare_record() -> bytes:
    """Return two pages of text in Chinese and English with a code, drawn straight."""
    if _FONT not in pdfmetrics.getRegisteredFontNames():
        path = resource_files.path("fonts", "LTMSansSC-Regular.ttf")
        pdfmetrics.registerFont(TTFont(_FONT, str(path)))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for page in range(_PAGES):
        canvas.setFont(_FONT, _SIZE)
        for line in range(_LINES):
            y = _TOP - line * _STEP
            canvas.drawString(_LEFT, y, f"Label {line} 标签")
            canvas.drawString(
                _LEFT + 160, y, f"pemetrexed 10 mg, {page}.{line} 鞘内 Ommaya 囊，右额"
            )
        if page + 1 == _PAGES:
            _code(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _code(canvas: Canvas) -> None:
    code = segno.make(QR_TEXT, error="m")
    side = 150.0 / len(code.matrix)
    for y, row in enumerate(code.matrix):
        for x, dark in enumerate(row):
            if dark:
                canvas.rect(300 + x * side, 60 - y * side + 150, side, side, stroke=0, fill=1)


class BareSigner:
    """pyHanko's own signer on an unsigned PDF, with the same key and certificate as ours."""

    def __init__(self, pdf: bytes, authority: Site, signer: PdfSigner) -> None:
        self._pdf = pdf
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # the library's own
        store.register(x509.Certificate.load(authority.der))
        self._signer = signers.SimpleSigner(
            signing_cert=x509.Certificate.load(signer.certificate),
            signing_key=keys.PrivateKeyInfo.load(signer.key.to_pkcs8()),
            cert_registry=store,
        )

    def sign(self) -> bytes:
        """Return the PDF with one invisible PAdES signature."""
        writer = IncrementalPdfFileWriter(io.BytesIO(self._pdf))
        meta = signers.PdfSignatureMetadata(
            field_name="Floor", subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256"
        )
        out: io.BytesIO = signers.sign_pdf(writer, meta, self._signer, bytes_reserved=_RESERVED)
        return out.getvalue()
