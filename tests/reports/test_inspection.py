import io
import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from ltm_desktop.app import paper
from ltm_desktop.ledger import certificates
from ltm_desktop.reports import cms, inspection, ranges
from ltm_desktop.reports.press import PaperPress
from tests.reports import people, sheets
from tests.reports.people import Site
from tests.reports.test_signing import NAMES


def flipped(pdf: bytes, places: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int, bytes]]:
    for place, bit in places:
        changed = bytearray(pdf)
        changed[place] ^= bit
        yield place, bit, bytes(changed)


def test_a_genuine_record_is_intact_and_names_who_signed_what_and_when(
    press: PaperPress, signed_pdf: bytes, site: Site
) -> None:
    trusted = certificates.fingerprint(site.der)
    seen = press.inspect(signed_pdf, trusted_fingerprint=trusted)
    assert seen.intact
    assert seen.problem is None
    assert seen.ca_fingerprint == trusted
    assert [one.name for one in seen.signatures] == NAMES
    assert [one.meaning for one in seen.signatures] == ["administered", "checked", "approved"]
    assert [one.field_name for one in seen.signatures] == ["Administered", "Checked", "Approved"]
    assert [one.covers_whole_file for one in seen.signatures] == [False, False, True]
    assert all(one.valid for one in seen.signatures)
    assert seen.signatures[0].at == people.AT
    assert seen.signatures[0].person == "nurse.a"
    assert certificates.is_issued_by(seen.signatures[0].certificate, site.der)


def test_a_fingerprint_may_be_typed_in_groups(signed_pdf: bytes, site: Site) -> None:
    typed = certificates.fingerprint(site.der).upper()
    grouped = " ".join(typed[i : i + 4] for i in range(0, len(typed), 4))
    assert inspection.inspect(signed_pdf, trusted_fingerprint=grouped).intact


def test_a_paper_of_another_authority_is_not_ours(signed_pdf: bytes) -> None:
    other = certificates.fingerprint(people.site("Another authority (synthetic)").der)
    seen = inspection.inspect(signed_pdf, trusted_fingerprint=other)
    assert not seen.intact
    assert seen.problem == "reports.untrusted"


def test_signatures_of_two_authorities_do_not_make_one_record(
    press: PaperPress, once_signed_pdf: bytes
) -> None:
    stranger = people.site("Another authority (synthetic)").signer("Nurse X (synthetic)", "checked")
    mixed = press.sign(once_signed_pdf, "Checked", stranger)
    assert inspection.inspect(mixed).problem == "reports.untrusted"


def test_someone_without_a_certificate_of_the_authority_cannot_sign(
    press: PaperPress, english_pdf: bytes, site: Site
) -> None:
    stranger = people.site("Example site authority (synthetic)")
    forged = stranger.signer("Nurse A (synthetic)", "administered")
    pdf = press.sign(english_pdf, "Administered", people.with_authority(forged, site.der))
    assert inspection.inspect(pdf).problem == "reports.altered"


@pytest.mark.slow
def test_every_flipped_byte_in_the_room_of_a_signature_is_refused(once_signed_pdf: bytes) -> None:
    room = ranges.covered(once_signed_pdf)[-1]
    chance = random.Random(20261123)  # noqa: S311 - a seeded sample, no secret
    places = ((place, 1 << chance.randrange(8)) for place in range(room.gap - 2, room.after + 2))
    missed = [
        (place, bit)
        for place, bit, changed in flipped(once_signed_pdf, places)
        if inspection.inspect(changed).intact
    ]
    assert missed == []


def test_every_flipped_byte_elsewhere_is_refused(signed_pdf: bytes) -> None:
    chance = random.Random(5)  # noqa: S311 - a seeded sample, no secret
    size = len(signed_pdf)
    places = [(chance.randrange(size), 1 << chance.randrange(8)) for _ in range(360)]
    places += [(place, 4) for place in (0, 5, size - 1, size - 2, size - 8)]
    missed = [
        (place, bit)
        for place, bit, changed in flipped(signed_pdf, iter(places))
        if inspection.inspect(changed).intact
    ]
    assert missed == []


@pytest.mark.parametrize("more", [b"\n", b" ", b"\0", b"%%EOF\n", b"junk after the end"])
def test_anything_after_the_end_is_refused(signed_pdf: bytes, more: bytes) -> None:
    assert not inspection.inspect(signed_pdf + more).intact


@pytest.mark.parametrize("kept", [0, 1, 100, 5000, -1, -7, -500])
def test_a_cut_file_is_refused(signed_pdf: bytes, kept: int) -> None:
    assert not inspection.inspect(signed_pdf[:kept]).intact


def test_an_unsigned_record_proves_nothing(english_pdf: bytes) -> None:
    assert inspection.inspect(english_pdf).problem == "reports.unsigned"


def test_content_changed_under_a_later_genuine_signature_is_found(
    press: PaperPress, once_signed_pdf: bytes, site: Site
) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(once_signed_pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    page[generic.pdf_name("/Rotate")] = generic.NumberObject(180)  # type: ignore[no-untyped-call]  # the library's own
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]  # the library's own
    changed = out.getvalue()
    assert inspection.inspect(changed).problem in {"reports.malformed", "reports.added_after"}
    resigned = press.sign(changed, "Checked", site.signer("Nurse C (synthetic)", "checked"))
    assert not inspection.inspect(resigned).intact


def test_a_change_smuggled_into_the_revision_of_a_signature_is_found(
    once_signed_pdf: bytes, site: Site
) -> None:
    """An insider with a genuine key changes the page in the very update that signs."""
    signer = site.signer("Nurse C (synthetic)", "checked")
    pdf = people.sign_and_rotate(once_signed_pdf, "Checked", signer)
    seen = inspection.inspect(pdf)
    assert not seen.intact
    assert seen.problem == "reports.changed_between"


def test_a_certificate_that_began_after_the_signature_is_named(
    press: PaperPress, english_pdf: bytes, site: Site
) -> None:
    early = people.at(site.signer("Nurse A (synthetic)", "administered"), year=2025)
    pdf = press.sign(english_pdf, "Administered", early)
    assert inspection.inspect(pdf).problem == "reports.certificate_not_in_force"


def test_more_in_the_cms_than_we_write_is_refused(once_signed_pdf: bytes) -> None:
    """An unsigned attribute changes no signature, so only the strict shape can find it."""
    from asn1crypto import cms as asn1
    from asn1crypto import core

    room = ranges.covered(once_signed_pdf)[-1]
    raw = bytes.fromhex(once_signed_pdf[room.gap + 1 : room.after - 1].decode())
    content = asn1.ContentInfo.load(raw)
    content["content"]["signer_infos"][0]["unsigned_attrs"] = asn1.CMSAttributes(
        [asn1.CMSAttribute({"type": "1.2.3.4", "values": [core.Any(core.UTF8String("x"))]})]
    )
    bigger = content.dump(force=True)
    with pytest.raises(ValueError, match="shape"):
        cms.enclosed(bigger)
    string = bigger.hex().upper().encode().ljust(room.after - room.gap - 2, b"0")
    pdf = once_signed_pdf[: room.gap + 1] + string + once_signed_pdf[room.after - 1 :]
    assert inspection.inspect(pdf).problem == "reports.altered"


@given(st.binary(max_size=400))
def test_made_up_bytes_get_a_verdict_and_never_an_error(octets: bytes) -> None:
    for pdf in (octets, b"%PDF-1.7\n" + octets, b"%PDF-1.7\n/ByteRange [0 9 12 4]" + octets):
        assert not inspection.inspect(pdf).intact


def test_a_scrambled_record_gets_a_verdict_and_never_an_error(once_signed_pdf: bytes) -> None:
    chance = random.Random(7)  # noqa: S311 - a seeded sample, no secret
    for _ in range(120):
        pdf = bytearray(once_signed_pdf)
        for _ in range(chance.randrange(1, 40)):
            start, end = sorted(chance.randrange(len(pdf)) for _ in range(2))
            piece = bytes(pdf[start : min(end, start + 60)])
            place = chance.randrange(len(pdf))
            pdf[place : place + chance.choice([0, len(piece)])] = piece
        assert not inspection.inspect(bytes(pdf)).intact


def test_a_file_larger_than_any_record_is_not_read() -> None:
    huge = b"%PDF-1.7\n" + bytes(paper.LARGEST_PAPER)
    assert inspection.inspect(huge).problem == "reports.too_large"


def test_pyhanko_agrees_that_a_genuine_record_is_sound(signed_pdf: bytes, site: Site) -> None:
    from asn1crypto import x509 as asn1_x509
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    trust = ValidationContext(
        trust_roots=[asn1_x509.Certificate.load(site.der)],
        allow_fetching=False,
        moment=people.AT,
    )
    for each in PdfFileReader(io.BytesIO(signed_pdf)).embedded_signatures:
        status = validate_pdf_signature(each, trust)
        assert status.intact
        assert status.valid
        assert status.trusted


def test_a_record_in_both_languages_is_signed_and_judged_alike(
    press: PaperPress, site: Site
) -> None:
    pdf = press.draw(sheets.english(language="en+zh_CN"))
    signer = site.signer("护士 甲 / Nurse A (synthetic)", "administered / 给药", 0, "en+zh_CN")
    seen = press.inspect(press.sign(pdf, "Administered", signer))
    assert seen.intact
    assert seen.signatures[0].meaning == "administered / 给药"
