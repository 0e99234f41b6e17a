from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from ltm_desktop.app.paper import AmountLine, Field, LabelSheet, Unprintable
from ltm_desktop.app.site_codes import SyringeLabel, from_label_text, to_label_text
from ltm_desktop.domain.quantities import mg, ml
from ltm_desktop.domain.terms import Access
from ltm_desktop.reports import label
from ltm_desktop.reports.press import PaperPress
from tests.reports.conftest import Run
from tests.reports.sheets import digest

USE_BY = datetime(2026, 3, 3, 9, 30, tzinfo=timezone(timedelta(hours=8)))
SYRINGE = SyringeLabel(
    "EX1-001",
    "IND-1",
    "pemetrexed",
    mg("10"),
    ml("5.00"),
    Access.OMMAYA,
    USE_BY,
    "prep-5f3k9a2b7c4d1",
)
PRINTERS = ("203", "300")
"""Dots per inch of the label printers that clinics have."""


def sheet(**changes: object) -> LabelSheet:
    """A label in both languages, everything invented."""
    made = LabelSheet(
        only=("FOR INTRATHECAL USE ONLY", "仅供鞘内使用"),
        patient="SYNTHETIC, Wei / 合成伟",
        identity="EX1-001 · born 02-Mar-1961 1961年3月2日 出生",
        amount_line=AmountLine(
            "pemetrexed  培美曲塞",
            "10 mg",
            "INTRATHECAL, Ommaya reservoir  鞘内，Ommaya 储液囊",
            "DOSE 剂量",
        ),
        content="5 mL · 2 mg/mL",
        use_by=Field("Use by 使用期限", "03-Mar-2026 09:30"),
        people=(
            "Prepared by 配制 Piet EXAMPLE, 02-Mar-2026 09:30",
            "Checked by 核对 Sam EXAMPLE",
        ),
        preparation="prep-5f3k9a2b7c4d1",
        head=f"EX1-A 4711 {digest('head')}",
        code=to_label_text(SYRINGE),
        kind_banner="DEMONSTRATION - synthetic patients, not for treatment / 演示 - 患者均为虚构",
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # named fields of the label


def words(run: Run, pdf: bytes) -> str:
    """Return every word on the label in reading order."""
    return " ".join(run("pdftotext", pdf, "-raw", after=("-",)).split())


@pytest.mark.parametrize("dots", PRINTERS)
def test_the_code_on_the_label_is_read_back_as_the_very_syringe(
    dots: str, run: Run, tmp_path: Path
) -> None:
    run("pdftoppm", label.draw(sheet()), "-r", dots, "-mono", after=(str(tmp_path / "page"),))
    with Image.open(next(tmp_path.glob("page*"))) as picture:
        found = zxingcpp.read_barcodes(picture.convert("L"))
    assert [from_label_text(one.text) for one in found] == [SYRINGE]


def test_the_label_is_sixty_by_forty_millimetres_on_one_page(run: Run) -> None:
    told = run("pdfinfo", label.draw(sheet()))
    assert "Pages:           1" in told
    size = next(line for line in told.splitlines() if line.startswith("Page size"))
    wide, high = (float(part) for part in size.split(":")[1].split(" pts")[0].split(" x "))
    assert (round(wide / 72 * 25.4), round(high / 72 * 25.4)) == (60, 40)


def test_everything_the_bedside_reads_stands_on_the_label(run: Run) -> None:
    told = words(run, label.draw(sheet()))
    for part in (
        "FOR INTRATHECAL USE ONLY 仅供鞘内使用",
        "SYNTHETIC, Wei / 合成伟",
        "EX1-001",
        "pemetrexed",
        "10 mg",
        "INTRATHECAL",
        "5 mL · 2 mg/mL",
        "Use by",
        "Piet EXAMPLE",
        "Sam EXAMPLE",
        "prep-5f3k9a2b7c4d1",
        f"EX1-A 4711 {digest('head')}",
        "DEMONSTRATION",
    ):
        assert part in told


def test_a_reprint_says_which_copy_it_is(run: Run) -> None:
    assert "Copy 2" in words(run, label.draw(sheet(copy="Copy 2")))
    assert "Copy" not in words(run, label.draw(sheet()))


def test_a_name_no_font_has_prints_a_box_with_its_code(run: Run) -> None:
    told = words(run, label.draw(sheet(patient="SYNTHETIC, \U00020bb7")))
    assert "□(U+20BB7)" in told


def test_a_label_whose_amount_could_not_print_is_not_printed() -> None:
    line = replace(sheet().amount_line, drug="pemetrexed \U00020bb7")
    with pytest.raises(Unprintable) as refused:
        PaperPress().draw_label(sheet(amount_line=line))
    assert refused.value.alerts[0].values["codes"] == ["U+20BB7"]


def test_a_very_long_name_is_set_smaller_and_whole(run: Run) -> None:
    name = (
        "VERY-LONG-SYNTHETIC-FAMILY-NAME, Maximiliana Wilhelmina Theodora / 合成长姓名样例甲乙丙丁"
    )
    told = words(run, label.draw(sheet(patient=name)))
    assert name.replace(" ", "") in told.replace(" ", "")
