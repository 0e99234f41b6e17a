"""Signed papers and the outside programs that look at them."""

import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from ltm_desktop.reports.press import PaperPress
from tests.reports import people, sheets
from tests.reports.people import Site

Run = Callable[..., str]


@pytest.fixture(scope="session")
def site() -> Site:
    """One site's authority."""
    return people.site()


@pytest.fixture(scope="session")
def press() -> PaperPress:
    return PaperPress()


@pytest.fixture(scope="session")
def english_pdf(press: PaperPress) -> bytes:
    """A record nobody has signed."""
    return press.draw(sheets.english())


@pytest.fixture(scope="session")
def signed_pdf(press: PaperPress, site: Site, english_pdf: bytes) -> bytes:
    """A record signed by three people, the third five hours later."""
    pdf = english_pdf
    for field, name, reason, minutes in (
        ("Administered", "Nurse A (synthetic)", "administered", 0),
        ("Checked", "Nurse C (synthetic)", "checked", 1),
        ("Approved", "Dr Łukasz Żółć 王 (synthetic)", "approved", 300),
    ):
        pdf = press.sign(pdf, field, site.signer(name, reason, minutes))
    return pdf


@pytest.fixture(scope="session")
def once_signed_pdf(press: PaperPress, site: Site, english_pdf: bytes) -> bytes:
    """A record with one signature."""
    signer = site.signer("Nurse A (synthetic)", "administered")
    return press.sign(english_pdf, "Administered", signer)


@pytest.fixture
def run(outside: Callable[[str], str], tmp_path: Path) -> Run:
    """Run an outside program on PDF bytes and return what it printed."""

    def look(program: str, pdf: bytes, *options: str, after: tuple[str, ...] = ()) -> str:
        file = tmp_path / "paper.pdf"
        file.write_bytes(pdf)
        done = subprocess.run(
            [outside(program), *options, str(file), *after],
            check=False,
            capture_output=True,
            cwd=tmp_path,
        )
        return (done.stdout + done.stderr).decode()

    return look


def decoded(pdf: bytes) -> list[str]:
    """Return the texts of every code on every page, read back from the rendered paper."""
    texts: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "paper.pdf"
        file.write_bytes(pdf)
        subprocess.run(["pdftoppm", "-r", "150", "-gray", file, file.with_suffix("")], check=True)
        for page in sorted(Path(folder).glob("*.pgm")):
            with Image.open(page) as picture:
                texts += [found.text for found in zxingcpp.read_barcodes(picture)]
    return texts
