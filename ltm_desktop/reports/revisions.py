"""What changed from one signature to the next, and what each signature says about itself.

Only the filling of reserved signature fields is allowed. Runs over bytes whose signatures
already hold.
"""

import io
import logging
import struct
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pyhanko.pdf_utils.generic import parse_pdf_date
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel

from ltm_desktop.reports.cms import UNREADABLE

# pyHanko reports every oddity of a foreign file with its values; verdicts carry codes instead.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
MALFORMED = (
    *UNREADABLE,
    PdfError,
    SigningError,
    SignatureValidationError,
    AssertionError,
    zlib.error,
    struct.error,
)
"""What the library raises over files that somebody made up."""
_WHOLE = (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)


@dataclass(frozen=True, slots=True)
class Said:
    """What one signature dictionary says, and whether only signing came after it."""

    field_name: str
    name: str
    meaning: str
    at: datetime
    span: tuple[int, ...]
    undisturbed: bool


def said(pdf: bytes) -> list[Said]:
    """Read every signature in order. Raises one of MALFORMED."""
    reader = PdfFileReader(io.BytesIO(pdf), strict=True)
    found = list(reader.embedded_regular_signatures)
    if reader.xrefs.total_revisions != len(found) + 1:
        raise ValueError("more revisions than signatures")
    return [_one(each) for each in found]


def _one(signature: Any) -> Said:
    signature.compute_integrity_info()
    entries = signature.sig_object
    if entries["/SubFilter"] != "/ETSI.CAdES.detached" or entries["/Filter"] != "/Adobe.PPKLite":
        raise ValueError("not a signature of ours")
    changes = signature.diff_result
    undisturbed = (
        signature.coverage in _WHOLE
        and isinstance(changes, DiffResult)
        and changes.modification_level <= ModificationLevel.FORM_FILLING
    )
    _, gap, after, rest = (int(place) for place in signature.byte_range)
    return Said(
        str(signature.field_name),
        str(entries["/Name"]),
        str(entries["/Reason"]),
        parse_pdf_date(entries["/M"]),
        (gap, after, after + rest),
        undisturbed,
    )
