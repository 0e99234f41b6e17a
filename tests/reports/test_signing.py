import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ltm_desktop.domain.errors import Refused
from ltm_desktop.reports import appearance
from ltm_desktop.reports.press import PaperPress
from tests.reports import sheets
from tests.reports.conftest import Run
from tests.reports.people import Site

NAMES = ["Nurse A (synthetic)", "Nurse C (synthetic)", "Dr Łukasz Żółć 王 (synthetic)"]


def test_pdfsig_finds_three_valid_signatures_and_the_last_covers_the_document(
    signed_pdf: bytes, run: Run
) -> None:
    told = run("pdfsig", signed_pdf, "-nocert")
    assert told.count("Signature Validation: Signature is Valid.") == 3
    assert re.findall(r"Common Name: (.*)", told) == NAMES
    assert told.count("ETSI.CAdES.detached") == 3
    assert told.count("Not total document signed") == 2
    assert "- Total document signed" in told.split("Signature #3")[1]


def test_the_signed_file_is_clean_and_the_boxes_say_who_meant_what_and_when(
    signed_pdf: bytes, run: Run
) -> None:
    assert "No syntax or stream encoding errors" in run("qpdf", signed_pdf, "--check")
    text = run("pdftotext", signed_pdf, after=("-",))
    assert [name for name in NAMES if name not in text] == []
    assert "Signed 23-Nov-2026 11:44 +08:00" in text
    assert "Signed 23-Nov-2026 16:44 +08:00" in text
    fonts = run("pdffonts", signed_pdf).splitlines()[2:]
    assert all("LTMSansSC" in font and " yes yes yes " in font for font in fonts)


def test_pdfsig_sees_a_changed_byte_in_the_page(signed_pdf: bytes, run: Run) -> None:
    place = signed_pdf.index(b"stream") + 40
    changed = signed_pdf[:place] + bytes([signed_pdf[place] ^ 1]) + signed_pdf[place + 1 :]
    told = run("pdfsig", changed, "-nocert")
    assert "Signature is Valid" not in told


def test_a_chinese_name_and_meaning_stand_in_the_box(
    press: PaperPress, site: Site, run: Run
) -> None:
    pdf = press.draw(sheets.chinese())
    signer = site.signer("护士 甲（虚构）", "给药", language="zh_CN")
    signed = press.sign(pdf, "Administered", signer)
    text = run("pdftotext", signed, after=("-",))
    assert text.count("护士 甲（虚构）") >= 3  # given by, expected, signed
    assert "已签名 2026年11月23日 11:44 +08:00" in text


def test_what_a_signature_adds_lies_inside_its_own_box(
    english_pdf: bytes, once_signed_pdf: bytes, run: Run, tmp_path: Path
) -> None:
    from PIL import Image, ImageChops

    for name, pdf in (("before", english_pdf), ("after", once_signed_pdf)):
        run(
            "pdftoppm", pdf, "-r", "72", "-f", "2", "-l", "2", "-png", after=(str(tmp_path / name),)
        )
    before, after = (
        Image.open(next(tmp_path.glob(f"{name}*.png"))) for name in ("before", "after")
    )
    with before, after:
        changed = ImageChops.difference(before.convert("L"), after.convert("L")).getbbox()
        height = before.height
    rectangle = re.search(rb"/Rect \[\s*([\d. ]+)\]", english_pdf)
    assert changed is not None
    assert rectangle is not None
    left, low, right, high = (float(edge) for edge in rectangle[1].split())
    assert changed[0] >= left - 1
    assert changed[2] <= right + 1
    assert changed[1] >= height - high - 2
    assert changed[3] <= height - low + 2


def test_a_box_is_signed_once_and_only_where_there_is_one(
    press: PaperPress, site: Site, once_signed_pdf: bytes
) -> None:
    signer = site.signer("Nurse C (synthetic)", "checked")
    for field in ("Administered", "Nowhere"):
        with pytest.raises(Refused, match=r"reports\.cannot_sign"):
            press.sign(once_signed_pdf, field, signer)
    with pytest.raises(Refused, match=r"reports\.cannot_sign"):
        press.sign(b"no PDF at all", "Checked", signer)


def test_the_signing_time_is_the_one_given_and_must_know_its_zone(
    press: PaperPress, site: Site, english_pdf: bytes, once_signed_pdf: bytes
) -> None:
    assert rb"(D\07220261123114400\05308\04700\047)" in once_signed_pdf
    assert b"ModDate" not in once_signed_pdf[len(english_pdf) :]
    signer = site.signer("Nurse A (synthetic)", "administered")
    with pytest.raises(ValueError, match="aware"):
        press.sign(english_pdf, "Administered", replace(signer, at=signer.at.replace(tzinfo=None)))


def test_a_very_long_name_shrinks_to_its_box_instead_of_being_cut(site: Site, run: Run) -> None:
    name = "Aleksandra Maria " * 12
    told = run(
        "pdftotext",
        appearance.stamp((330.0, 40.0), replace(site.signer("x", "approved"), name=name)),
        after=("-",),
    )
    assert " ".join(told.split()).count("Aleksandra Maria") == 12


def test_a_signer_never_shows_a_key(site: Site) -> None:
    assert "PrivateKey" not in repr(site.signer("Nurse A (synthetic)", "administered"))


def test_asking_for_a_press_imports_no_heavy_library(project: Path) -> None:
    code = (
        "import sys; import ltm_desktop.reports.press as p; p.PaperPress();"
        "print(sorted(m for m in ('reportlab', 'pyhanko', 'aiohttp', 'segno', 'asn1crypto',"
        " 'PIL', 'lxml') if m in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=project, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]"
