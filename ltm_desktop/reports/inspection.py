"""Judge a PDF from anywhere: is it a record of ours, whole, and signed by whom.

The raw bytes and the signatures are judged before a PDF parser sees the file. Refuses every
file in which a single byte differs; whatever is in it, a verdict comes out.
"""

from collections.abc import Sequence

from ltm_desktop.app.paper import LARGEST_PAPER, Inspection, SignatureSeen
from ltm_desktop.ledger.certificates import common_name, fingerprint, person_of
from ltm_desktop.reports import cms, ranges, revisions
from ltm_desktop.reports.ranges import Covered
from ltm_desktop.reports.revisions import Said


def inspect(pdf: bytes, *, trusted_fingerprint: str | None = None) -> Inspection:
    """Return the verdict; a fingerprint is the one the ledger gives the authority's key."""
    if len(pdf) > LARGEST_PAPER:
        return _refused("reports.too_large")
    if not pdf.startswith(b"%PDF-"):
        return _refused("reports.not_a_pdf")
    try:
        covered = ranges.covered(pdf)
    except ValueError:
        return _refused("reports.malformed")
    if not covered:
        return _refused("reports.unsigned")
    problem = _raw_problem(covered, len(pdf), trusted_fingerprint)
    if problem:
        return _verdict(covered, [], len(pdf), problem)
    try:
        said = revisions.said(pdf)
    except revisions.MALFORMED:
        return _verdict(covered, [], len(pdf), "reports.malformed")
    return _verdict(covered, said, len(pdf), _said_problem(covered, said))


def _raw_problem(covered: Sequence[Covered], size: int, trusted: str | None) -> str | None:
    if not all(each.valid for each in covered):
        return "reports.altered"
    if covered[-1].end != size:
        return "reports.added_after"
    authorities = {_authority(each) for each in covered}
    if len(authorities) != 1:
        return "reports.untrusted"
    if trusted is not None and authorities != {_plain(trusted)}:
        return "reports.untrusted"
    return None


def _said_problem(covered: Sequence[Covered], said: Sequence[Said]) -> str | None:
    if [each.span for each in said] != [(c.gap, c.after, c.end) for c in covered]:
        return "reports.malformed"
    if len({each.field_name for each in said}) != len(said):
        return "reports.malformed"
    if not all(each.undisturbed for each in said):
        return "reports.changed_between"
    for one, words in zip(covered, said, strict=True):
        if not _in_force(one, words):
            return "reports.certificate_not_in_force"
    return None


def _in_force(one: Covered, words: Said) -> bool:
    if one.enclosed is None or words.at.tzinfo is None:
        return False
    return cms.in_force(one.enclosed.certificate, words.at)


def _verdict(
    covered: Sequence[Covered], said: Sequence[Said], size: int, problem: str | None
) -> Inspection:
    told: Sequence[Said | None] = said if len(said) == len(covered) else [None] * len(covered)
    seen = tuple(_seen(one, words, size) for one, words in zip(covered, told, strict=True))
    return Inspection(seen, problem is None, problem, _authority(covered[-1]))


def _seen(one: Covered, words: Said | None, size: int) -> SignatureSeen:
    certificate = one.enclosed.certificate if one.enclosed and one.valid else b""
    return SignatureSeen(
        field_name=words.field_name if words else "",
        name=_name(certificate, words) if certificate else "",
        person=person_of(certificate) if certificate else "",
        meaning=words.meaning if words else "",
        at=words.at if words else None,
        valid=one.valid and (words is None or words.undisturbed),
        covers_whole_file=one.end == size,
        certificate=certificate,
    )


def _name(certificate: bytes, words: Said | None) -> str:
    """Return the name the authority vouches for; where it was too long, the signer's own."""
    vouched = common_name(certificate)
    if words and vouched.endswith("…") and words.name.startswith(vouched[:-1]):
        return words.name
    return vouched


def _authority(one: Covered) -> str:
    return fingerprint(one.enclosed.ca) if one.enclosed and one.valid else ""


def _plain(fingerprint: str) -> str:
    return "".join(c for c in fingerprint.lower() if c in "0123456789abcdef")


def _refused(problem: str) -> Inspection:
    return Inspection((), intact=False, problem=problem)
