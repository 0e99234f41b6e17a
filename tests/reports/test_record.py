import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.app.paper import AmountLine, Field, Section, Sheet, SignatureSlot, Unprintable
from ltm_desktop.domain.errors import Refused
from ltm_desktop.reports import record
from ltm_desktop.reports.press import PaperPress
from tests.reports import sheets
from tests.reports.conftest import Run


def squeezed(text: str) -> str:
    """Compare words, not line ends and spaces."""
    return re.sub(r"[\s\u00a0]+", "", text)


def every_string(sheet: Sheet) -> list[str]:
    fields = [*sheet.patient[1:], *(f for part in sheet.sections for f in part.fields)]
    line = sheet.amount_line
    boxes = [text for slot in sheet.signatures for text in (slot.meaning, slot.name, slot.when)]
    return [
        *(text for f in fields for text in (f.label, f.value)),
        *(part.title for part in sheet.sections),
        *(line.drug, line.dose_label, line.amount, line.route),
        *boxes,
        *(sheet.title, sheet.site_line, sheet.kind_banner, sheet.record_id, *sheet.notes),
        *(sheet.body_digest, sheet.head_hash, str(sheet.head_seq), sheet.patient[0].value),
    ]


@pytest.mark.parametrize("sheet", [sheets.english(), sheets.chinese()], ids=["en", "zh_CN"])
def test_every_word_of_the_sheet_can_be_read_out_of_the_pdf(sheet: Sheet, run: Run) -> None:
    text = squeezed(run("pdftotext", record.draw(sheet), after=("-",)))
    assert [word for word in every_string(sheet) if squeezed(word) not in text] == []


@pytest.mark.parametrize("sheet", [sheets.english(), sheets.chinese()], ids=["en", "zh_CN"])
def test_a_record_is_at_most_two_clean_pages_with_every_font_embedded(
    sheet: Sheet, run: Run
) -> None:
    pdf = record.draw(sheet)
    assert "No syntax or stream encoding errors" in run("qpdf", pdf, "--check")
    fonts = run("pdffonts", pdf).splitlines()[2:]
    assert len(fonts) >= 2
    assert all("LTMSansSC" in font and " yes yes yes " in font for font in fonts)
    assert int(run("qpdf", pdf, "--show-npages")) <= 2


def test_the_static_words_are_in_the_language_of_the_record(run: Run) -> None:
    chinese = run("pdftotext", record.draw(sheets.chinese()), after=("-",))
    assert "第 1 页，共" in chinese
    assert "Page" not in chinese
    both = run("pdftotext", record.draw(sheets.english(language="en+zh_CN")), after=("-",))
    assert "Page 1 of 2" in both
    assert "第 1 页，共 2 页" in both


def test_every_page_says_who_the_patient_is_and_that_it_is_a_demonstration(run: Run) -> None:
    sheet = sheets.english(notes=("A long synthetic note, word after word. " * 400,))
    text = run("pdftotext", record.draw(sheet), after=("-",))
    pages = text.split("\f")[:-1]
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert "DEMO, Alpha (Ms) / 演示 阿" in page
        assert "S01-014" in page
        assert "DEMONSTRATION — synthetic data" in page
        assert f"Page {number} of {len(pages)}" in page
    assert text.split().count("long") == 400


def test_a_value_longer_than_a_page_goes_on_and_loses_nothing(run: Run) -> None:
    words = " ".join(f"word{n}" for n in range(1500))
    long = Section("Long", (Field("Reason", words), Field("After", "the end")))
    text = run("pdftotext", record.draw(sheets.english(sections=(long,))), after=("-",))
    assert [n for n in range(1500) if not re.search(rf"\bword{n}\b", text)] == []
    assert "the end" in text


def test_a_name_no_font_can_print_becomes_a_box_with_its_code_and_the_page_says_so(
    run: Run,
) -> None:
    named = (Field("Name", "DEMO, Alpha / \U00020bb7野 阿"), *sheets.english().patient[1:])
    text = run("pdftotext", record.draw(sheets.english(patient=named)), after=("-",))
    assert "□(U+20BB7)野 阿" in text
    assert "no font here can print — U+20BB7" in text


def test_rare_characters_the_font_has_are_copied_right_even_beyond_the_first_plane(
    run: Run,
) -> None:
    rare = "䶮龑旸祎堃珺\U0002b5af"
    text = run("pdftotext", record.draw(sheets.english(notes=(rare,))), after=("-",))
    assert rare in text
    assert "□" not in text


@pytest.mark.parametrize(
    "line",
    [
        AmountLine("peme\U00020bb7rexed", "10\u00a0mg", "intrathecal"),
        AmountLine("pemetrexed", "10\u00a0mg\u202e", "intrathecal"),
        AmountLine("pemetrexed", "10\n0\u00a0mg", "intrathecal"),
        AmountLine("pemetrexed", "10\u00a0mg", "\u0627", dose_label="DOSE"),
    ],
)
def test_printing_stops_when_the_line_with_the_amount_cannot_print(line: AmountLine) -> None:
    with pytest.raises(Unprintable) as stopped:
        record.draw(sheets.english(amount_line=line))
    assert stopped.value.alerts[0].code == "reports.unprintable_amount"


def test_a_dose_not_given_needs_no_amount_and_a_sheet_needs_no_code(run: Run) -> None:
    sheet = sheets.english(amount_line=AmountLine("", "", ""), qr_text="", patient=())
    assert "DOSE" not in run("pdftotext", record.draw(sheet), after=("-",)).replace(
        "drug, DOSE, route", ""
    )


def test_names_that_would_fill_half_a_page_are_refused_in_words() -> None:
    with pytest.raises(Refused, match=r"reports\.header_too_long"):
        record.draw(sheets.english(patient=(Field("Name", "Alpha Beta " * 400),)))


def test_six_signature_boxes_all_find_room(run: Run) -> None:
    slots = tuple(SignatureSlot(f"S{n}", f"Meaning {n}", f"Person {n}") for n in range(6))
    text = run("pdftotext", record.draw(sheets.english(signatures=slots)), after=("-",))
    assert [n for n in range(6) if f"Meaning {n}" not in text] == []


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert record.draw(sheets.english()) == record.draw(sheets.english())


@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_no_text_whatever_stops_a_record_from_printing(values: list[str]) -> None:
    part = Section("Hostile", tuple(Field(value, value) for value in values))
    pdf = PaperPress().draw(sheets.english(sections=(part,), notes=tuple(values), qr_text=""))
    assert pdf.startswith(b"%PDF-1.7")
