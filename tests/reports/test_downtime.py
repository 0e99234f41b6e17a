"""The blank paper form: every field of its way in, both languages, whose dose, and no record."""

from dataclasses import fields

import pytest

from ltm_desktop.app.downtime import DowntimeFacts, downtime_sheet
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.dosing import LumbarFacts, OmmayaFacts
from ltm_desktop.domain.terms import Access
from ltm_desktop.ledger.entries import Head
from ltm_desktop.reports.press import PaperPress
from tests.builders import item
from tests.cases.clinical import example
from tests.language.beside import emptied, find_alone
from tests.language.kept import find_latin
from tests.reports.conftest import Run
from tests.stories import Story, planned

HEAD = Head("EX1-A", 41, "ab" * 32)
FACTS = {Access.OMMAYA: OmmayaFacts, Access.LUMBAR: LumbarFacts}


def text_of(run: Run, pdf: bytes) -> str:
    return " ".join(run("pdftotext", pdf, "-layout", after=("-",)).split())


def ordered() -> Story:
    return planned().at("2026-03-02 09:00").ordered("IND-1")


@pytest.mark.parametrize("access", list(Access))
def test_it_asks_every_finding_of_its_way_in_and_none_of_the_other(
    access: Access, press: PaperPress, run: Run
) -> None:
    sheet = downtime_sheet(DowntimeFacts(planned().site, example(), HEAD, access=access))
    say = Words("en")
    titles = [one.title for one in sheet.sections]
    other = next(one for one in Access if one is not access)
    assert any(say.begin(say.term(access)) in one for one in titles)
    assert not any(say.begin(say.term(other)) in one for one in titles)
    pdf = press.draw_downtime(sheet)
    text = text_of(run, pdf)
    for one in fields(FACTS[access]):
        assert say.term(f"field.{one.name}").split()[0] in text
    for words in ("not a record", "并非记录", "Page 1 of", "Copied by", "转录人", "EX1-A 41"):
        assert words in text
    assert "No syntax or stream encoding errors" in run("qpdf", pdf, "--check")
    assert "A4" in run("pdfinfo", pdf)


def test_patient_and_dose_are_printed_where_the_chart_knows_them_and_nothing_else_is() -> None:
    story = ordered()
    facts = DowntimeFacts(story.site, story.protocol, HEAD, story.chart, item("IND-1"))
    sheet = downtime_sheet(facts)
    known = {one.label: one.value for one in sheet.patient}
    assert list(known.values()) == [
        "SYNTHETIC, Wei / 合成伟",
        "02-Mar-1961 / 1961年3月2日",
        "EX1-001",
        "H-000001",
    ]
    told = [one.value for section in sheet.sections for one in section.fields if one.value]
    assert told == [
        "Dose 1 of 8 / 第 1 次，共 8 次",
        "02-Mar-2026 / 2026年3月2日",
        "pemetrexed / 培美曲塞",
        "10\u00a0mg",
        "Ommaya reservoir / Ommaya 储液囊",
    ]


def test_without_an_order_both_ways_in_are_asked() -> None:
    story = planned()
    sheet = downtime_sheet(DowntimeFacts(story.site, story.protocol, HEAD))
    labels = {one.label for section in sheet.sections for one in section.fields}
    for access in Access:
        for one in fields(FACTS[access]):
            word = Words("en").term(f"field.{one.name}")
            assert any(label.startswith(word) for label in labels)
    assert all(not one.value for one in sheet.patient)


def test_without_a_signed_configuration_it_is_printed_with_lines_to_write_on(
    press: PaperPress, run: Run
) -> None:
    sheet = downtime_sheet(DowntimeFacts(planned().site, None, HEAD, access=Access.LUMBAR))
    assert "Interspace" in text_of(run, press.draw_downtime(sheet))


def test_every_english_word_of_the_form_has_its_chinese_beside_it(
    press: PaperPress, run: Run
) -> None:
    story = ordered()
    for facts in (
        DowntimeFacts(story.site, story.protocol, HEAD, story.chart, item("IND-1")),
        DowntimeFacts(story.site, story.protocol, HEAD),
        DowntimeFacts(story.site, None, HEAD),
    ):
        assert find_alone(downtime_sheet(facts)) == []
    sheet = downtime_sheet(DowntimeFacts(story.site, story.protocol, HEAD))
    text = text_of(run, press.draw_downtime(emptied(sheet)))
    assert "并非记录" in text
    assert find_latin(text) == []
