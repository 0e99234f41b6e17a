"""The emergency page on paper: both languages, large numbers, whose it is, and no dead end."""

from dataclasses import replace

import pytest

from ltm_desktop.app.emergency import EmergencyCopy, Posted, stamped
from ltm_desktop.app.emergency_told import sheet
from ltm_desktop.reports.press import PaperPress
from tests.language.beside import emptied, find_alone
from tests.language.kept import find_latin
from tests.reports.conftest import Run

COPY = stamped(
    EmergencyCopy(
        number=2,
        site="Example Clinic (synthetic)",
        code="EX1",
        kind="demo",
        text_en="First example line.\n\nSecond example line.",
        text_zh="第一行示例。\n第二行示例。",
        phones=(("On call 值班", "+86 10 0000 0001"), ("Pharmacy 药房", "000 0002")),
        investigator="i.example",
        signed_by="Ina EXAMPLE",
        signed_at="2026-03-02T11:42:00+08:00",
    )
)


def text_of(run: Run, pdf: bytes) -> str:
    return " ".join(run("pdftotext", pdf, "-layout", after=("-",)).split())


def test_it_says_everything_in_both_languages_and_who_signed_it_when(
    press: PaperPress, run: Run
) -> None:
    pdf = press.draw_emergency(sheet(Posted(COPY, "demo")))
    text = text_of(run, pdf)
    for words in (
        "Wrong drug or overdose into CSF",
        "鞘内误注药物或过量",
        "Example Clinic (synthetic) (EX1)",
        "+86 10 0000 0001",
        "000 0002",
        "First example line.",
        "第二行示例。",
        "page 2. Approved by Ina EXAMPLE, 02-Mar-2026 11:42 +08:00",
        "第 2 版",
        COPY.digest[:16],
        "DEMONSTRATION",
    ):
        assert words in text
    assert "No syntax or stream encoding errors" in run("qpdf", pdf, "--check")
    assert "A4" in run("pdfinfo", pdf)


def test_a_live_site_carries_no_mark(press: PaperPress, run: Run) -> None:
    copy = stamped(replace(COPY, kind="live"))
    assert "DEMONSTRATION" not in text_of(run, press.draw_emergency(sheet(Posted(copy, "live"))))


def test_without_a_page_the_paper_says_so_and_holds_no_instruction(
    press: PaperPress, run: Run
) -> None:
    text = text_of(run, press.draw_emergency(sheet(Posted(kind="live"))))
    assert "This site has not written its emergency page yet." in text
    assert "本中心尚未编写应急页" in text
    assert "needle" not in text


def test_a_changed_copy_prints_its_warning_and_nobodys_approval(
    press: PaperPress, run: Run
) -> None:
    text = text_of(run, press.draw_emergency(sheet(Posted(COPY, "demo", "emergency.copy_changed"))))
    assert "was changed after it was signed" in text
    assert "Approved by" not in text


@pytest.mark.parametrize("length", [1, 3000])
def test_the_longest_page_and_rare_characters_print_whole(
    press: PaperPress, run: Run, length: int
) -> None:
    copy = stamped(
        replace(
            COPY,
            text_en="x" * length,
            text_zh="\U00020bb7" + "字" * (length - 1),
            phones=(("W" * 60, "1" * 40),) * 8,
        )
    )
    text = text_of(run, press.draw_emergency(sheet(Posted(copy, "demo"))))
    bare = text.replace(" ", "")
    assert bare.count("1" * 24) >= 8
    assert "U+20BB7" in bare
    assert bare.count("x") >= length


@pytest.mark.parametrize(
    "posted",
    [
        Posted(COPY, "demo"),
        Posted(COPY, "practice", "emergency.copy_changed"),
        Posted(kind="live"),
    ],
)
def test_every_english_line_has_its_chinese_beside_it(
    posted: Posted, press: PaperPress, run: Run
) -> None:
    paper = sheet(posted)
    assert find_alone(paper) == []
    text = text_of(run, press.draw_emergency(emptied(paper)))
    assert "第 1 页" in text
    assert find_latin(text) == []
