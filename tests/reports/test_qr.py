from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from ltm_desktop.domain.errors import Refused
from ltm_desktop.reports import qr, record
from tests.reports import sheets
from tests.reports.conftest import Run


def read_codes(folder: Path) -> list[str]:
    texts: list[str] = []
    for page in sorted(folder.glob("page*.png")):
        with Image.open(page) as picture:
            texts += [found.text for found in zxingcpp.read_barcodes(picture)]
    return texts


@pytest.mark.parametrize("length", [1, 120, 349, 350])
def test_the_code_reads_back_from_paper_at_a_hundred_dots_per_inch(
    length: int, run: Run, tmp_path: Path
) -> None:
    text = sheets.QR_TEXT[:length]
    pdf = record.draw(sheets.english(qr_text=text))
    run("pdftoppm", pdf, "-r", "100", "-png", after=(str(tmp_path / "page"),))
    assert read_codes(tmp_path) == [text]


def test_the_symbol_is_wider_than_fifty_millimetres_with_a_quiet_zone_around_it() -> None:
    code = qr.encoded(sheets.QR_TEXT)
    assert qr.SYMBOL / 72 * 25.4 >= 50
    assert code.side - qr.SYMBOL == pytest.approx(8 * code.module)


def test_a_text_that_would_not_read_well_is_refused() -> None:
    with pytest.raises(Refused, match=r"reports\.qr_too_long"):
        qr.encoded("A" * 351)
