"""The bytes each PDF signature covers, found in the raw file before any parser is trusted.

A signature of ours covers everything from the first byte to its own end, save exactly its own
hexadecimal string. The last one ends where the file ends.
"""

import hashlib
import re
from dataclasses import dataclass

from ltm_desktop.reports import cms

MOST_SIGNATURES = 16
_RANGE = re.compile(rb"/ByteRange \[0 (\d{1,10}) (\d{1,10}) (\d{1,10})\]")
_HEX = re.compile(rb"<[0-9A-F]{64,65536}>")
_END = re.compile(rb"startxref\n(\d{1,10})\n%%EOF\n?")
_LONG_FORM = 0x82
"""Our CMS are between 256 and 65,535 bytes long, so DER writes the length in two bytes."""


@dataclass(frozen=True, slots=True)
class Covered:
    """Where one signature lies and what it covers: [0, gap) and [after, end)."""

    gap: int
    after: int
    end: int
    enclosed: cms.Enclosed | None
    """None when the signature is not in the shape we write."""
    valid: bool
    """Whether it is its owner's, over exactly these bytes."""


def covered(pdf: bytes) -> list[Covered]:
    """Return every signature in order. Raises ValueError when the file is not laid out as ours."""
    found = list(_RANGE.finditer(pdf))
    if len(found) != pdf.count(b"/ByteRange") or len(found) > MOST_SIGNATURES:
        raise ValueError("signatures are not where ours are")
    spans = [(int(m[1]), int(m[2]), int(m[2]) + int(m[3])) for m in found]
    before = 0
    for (gap, after, end), match in zip(spans, found, strict=True):
        if not (before < gap < after < match.start() < end <= len(pdf)):
            raise ValueError("ranges overlap or are out of order")
        before = end
    _check_revisions(pdf, [end for _, _, end in spans])
    return [_read(pdf, span) for span in spans]


def _check_revisions(pdf: bytes, ends: list[int]) -> None:
    """Every revision ends with a plain cross-reference table; each signature is one revision."""
    marks = list(_END.finditer(pdf))
    if len(marks) != pdf.count(b"startxref") or len(marks) < 1:
        raise ValueError("a revision does not end as ours do")
    if any(pdf[int(m[1]) : int(m[1]) + 4] != b"xref" for m in marks):
        raise ValueError("not a plain cross-reference table")
    if ends and [m.end() for m in marks[1:]][: len(ends)] != ends:
        raise ValueError("a signature does not end its revision")


def _read(pdf: bytes, span: tuple[int, int, int]) -> Covered:
    gap, after, end = span
    try:
        found = cms.enclosed(_der(pdf[gap:after]))
        hashed = hashlib.sha256(pdf[:gap])
        hashed.update(pdf[after:end])
        valid = found.digest == hashed.digest() and cms.holds(found)
    except cms.UNREADABLE:
        return Covered(gap, after, end, None, valid=False)
    return Covered(gap, after, end, found, valid)


def _der(string: bytes) -> bytes:
    """Return the DER inside a hexadecimal string that is padded with zeros and nothing else."""
    if not _HEX.fullmatch(string):
        raise ValueError("not the hexadecimal we write")
    octets = bytes.fromhex(string[1:-1].decode("ascii"))
    if octets[0] != 0x30 or octets[1] != _LONG_FORM:
        raise ValueError("not a CMS")
    length = 4 + int.from_bytes(octets[2:4], "big")
    if len(octets) < length or octets[length:].strip(b"\0"):
        raise ValueError("something hides behind the signature")
    return octets[:length]
