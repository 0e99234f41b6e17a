"""A file's bytes into its data set: size, form, transfer syntax and kind are looked at first.

Refuses what is not DICOM, what is compressed, what is larger than any plan, and what is cut off.
"""

import stat
from pathlib import Path

from ltm_desktop.domain.errors import Unavailable, refuse
from ltm_desktop.exchange.dicom_rt.elements import DICOM, Item, WholeStream, read_body, read_meta

MOST_MEGABYTES = 64
"""Larger than the plans of scanned beams, small enough to be held in memory."""
_MOST = MOST_MEGABYTES * 1024 * 1024
_MARK = slice(128, 132)
_IMPLICIT, _EXPLICIT = "1.2.840.10008.1.2", "1.2.840.10008.1.2.1"

PLAN, ION_PLAN = "1.2.840.10008.5.1.4.1.1.481.5", "1.2.840.10008.5.1.4.1.1.481.8"
BEAMS_RECORD, ION_RECORD = "1.2.840.10008.5.1.4.1.1.481.4", "1.2.840.10008.5.1.4.1.1.481.9"
PLANS = frozenset({PLAN, ION_PLAN})
RECORDS = frozenset({BEAMS_RECORD, ION_RECORD})
IDENTITY = (
    "SpecificCharacterSet",
    "SOPClassUID",
    "SOPInstanceUID",
    "PatientName",
    "PatientID",
    "PatientBirthDate",
    "TimezoneOffsetFromUTC",
)


def load(source: Path | bytes) -> bytes:
    """Return the bytes of a file. Raises Refused for too many, Unavailable where it is not."""
    if isinstance(source, Path):
        try:
            # a pipe would be waited for for ever
            if not stat.S_ISREG(source.stat().st_mode):
                raise Unavailable("dicom.unreadable")
            with source.open("rb") as file:
                source = file.read(_MOST + 1)
        except OSError:
            raise Unavailable("dicom.unreadable") from None
    if len(source) > _MOST:
        raise refuse("dicom.too_large", DICOM, megabytes=MOST_MEGABYTES)
    return source


def kind_of(raw: bytes) -> str:
    """Return the SOP class that a file says it is. Raises Refused for what is not DICOM."""
    return _meta(raw)[0].uid("MediaStorageSOPClassUID")


def open_body(raw: bytes, classes: frozenset[str], otherwise: str, *keywords: str) -> Item:
    """Return the data set of a file of one of these classes.

    Raises Refused, with the code `otherwise` for a file of another class.
    """
    meta, stream = _meta(raw)
    if meta.uid("MediaStorageSOPClassUID") not in classes:
        raise refuse(otherwise, DICOM)
    syntax = meta.uid("TransferSyntaxUID")
    if syntax not in {_IMPLICIT, _EXPLICIT}:
        raise refuse("dicom.compressed", DICOM)
    body = read_body(stream, implicit=syntax == _IMPLICIT, keywords=(*IDENTITY, *keywords))
    whole = stream.tell() == len(raw)
    if not whole or body.uid("SOPClassUID") != meta.uid("MediaStorageSOPClassUID"):
        raise refuse("dicom.damaged", DICOM)
    return body


def _meta(raw: bytes) -> tuple[Item, WholeStream]:
    if raw[_MARK] != b"DICM":
        raise refuse("dicom.not_dicom", DICOM)
    stream = WholeStream(raw)
    stream.seek(_MARK.stop)
    return read_meta(stream), stream
