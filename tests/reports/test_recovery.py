import pytest

from ltm_desktop.app.paper import RecoverySheet, Unprintable
from ltm_desktop.reports import recovery
from tests.language.kept import find_latin
from tests.reports.conftest import Run

KEY = "ABCDE12345FGHIJ67890KLMNP23456QRSTU"


def sheet(language: str = "en", key: str = KEY) -> RecoverySheet:
    return RecoverySheet(
        "Example hospital", key, "ab12" * 16, "23-Nov-2026", "DEMONSTRATION", language
    )


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "Recovery sheet: lock this away"), ("zh_CN", "恢复单：请锁存")],
)
def test_the_recovery_key_prints_in_groups_of_five_with_what_to_do(
    language: str, title: str, run: Run
) -> None:
    pdf = recovery.draw(sheet(language))
    text = " ".join(run("pdftotext", pdf, "-layout", after=("-",)).split())
    assert title in text
    assert "ABCDE 12345 FGHIJ 67890 KLMNP 23456 QRSTU" in text
    assert "ab12 ab12" in text
    assert "No syntax or stream encoding errors" in run("qpdf", pdf, "--check")


def test_the_chinese_sheet_holds_no_english(run: Run) -> None:
    told = RecoverySheet("示例医院", "12345" * 7, "ab12" * 16, "2026年11月23日", "演示", "zh_CN")
    assert find_latin(run("pdftotext", recovery.draw(told), after=("-",))) == []


def test_a_key_that_comes_in_groups_keeps_its_hyphens(run: Run) -> None:
    text = run("pdftotext", recovery.draw(sheet(key="AB1-CD2-EF3")), after=("-",))
    assert "AB1 - CD2 - EF3" in text


def test_the_key_never_shows_in_a_repr() -> None:
    assert KEY not in repr(sheet())


def test_a_key_that_could_not_print_stops_the_printing() -> None:
    with pytest.raises(Unprintable):
        recovery.draw(sheet(key="AB\U00020bb7"))
