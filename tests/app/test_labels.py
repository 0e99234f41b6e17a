import io
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from ltm_desktop.app.labels import ONLY, LabelFacts, concentration, label_sheet
from ltm_desktop.app.paper import LabelSheet
from ltm_desktop.app.site_codes import SyringeLabel, from_label_text
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Quantity, Unit, mg, ml
from ltm_desktop.domain.site import SiteKind, SiteState
from ltm_desktop.domain.terms import Access
from ltm_desktop.ledger.entries import Head
from ltm_desktop.reports import label
from tests.builders import at, item, prepare
from tests.cases.clinical import example
from tests.language.beside import find_alone
from tests.language.kept import find_latin
from tests.stories import Story, planned

HEAD = Head("EX1-A", 41, "a1" * 32)
LANGUAGES = (("en",), ("zh_CN",), ("en", "zh_CN"))


def ordered() -> Story:
    return planned().at("2026-03-02 09:00").ordered("IND-1")


def sheet(story: Story, copy: int = 1, languages: tuple[str, ...] = ("en",)) -> LabelSheet:
    spoken: ActiveProtocol = replace(example(), record_languages=languages)
    facts = LabelFacts(story.chart, story.site, spoken, HEAD, at("2026-03-02 09:41"), copy)
    return label_sheet(prepare("IND-1", "2026-03-02 09:30"), facts)


@pytest.mark.parametrize("languages", LANGUAGES)
def test_the_printed_code_is_this_very_preparation_in_every_language(
    languages: tuple[str, ...], outside: Callable[[str], str], tmp_path: Path
) -> None:
    file = tmp_path / "label.pdf"
    file.write_bytes(label.draw(sheet(ordered(), languages=languages)))
    drawn = subprocess.run(
        [outside("pdftoppm"), "-r", "203", "-png", str(file)], check=True, capture_output=True
    )
    with Image.open(io.BytesIO(drawn.stdout)) as picture:
        found = zxingcpp.read_barcodes(picture)
    command = prepare("IND-1", "2026-03-02 09:30")
    assert [from_label_text(one.text) for one in found] == [
        SyringeLabel(
            "EX1-001",
            item("IND-1"),
            "pemetrexed",
            mg("10"),
            command.syringe.volume,
            Access.OMMAYA,
            command.syringe.use_by,
            command.preparation,
        )
    ]


@pytest.mark.parametrize("languages", LANGUAGES)
def test_every_label_names_its_one_route_in_both_languages(languages: tuple[str, ...]) -> None:
    told = sheet(ordered(), languages=languages)
    assert told.only == ("FOR INTRATHECAL USE ONLY", "仅供鞘内使用")
    assert told.kind_banner


def test_a_label_tells_amount_people_and_the_head_of_the_ledger() -> None:
    told = sheet(ordered())
    assert (told.amount_line.drug, told.amount_line.amount) == ("pemetrexed", "10\u00a0mg")
    assert told.amount_line.route == "INTRATHECAL, Ommaya reservoir"
    assert told.content.replace("\u00a0", " ") == "5 mL · 2 mg per mL"
    assert "EXAMPLE" in told.people[0]
    assert "Sam" in told.people[1]
    assert Head.from_line(told.head) == HEAD
    assert told.preparation == "prep-IND-1"


@pytest.mark.parametrize("copy", [1, 3])
def test_a_label_in_two_languages_has_chinese_beside_every_english_word(copy: int) -> None:
    told = sheet(ordered(), copy, languages=("en", "zh_CN"))
    assert told.content.replace("\u00a0", " ") == "5 mL · 2 mg/mL"
    assert find_alone(told) == []


@pytest.mark.parametrize("copy", [1, 3])
def test_a_chinese_label_holds_no_english_but_its_warning(
    copy: int, outside: Callable[[str], str], tmp_path: Path
) -> None:
    file = tmp_path / "label.pdf"
    file.write_bytes(label.draw(sheet(ordered(), copy, languages=("zh_CN",))))
    read = [outside("pdftotext"), "-raw", str(file), "-"]
    text = subprocess.run(read, check=True, capture_output=True, text=True).stdout
    assert find_latin(" ".join(text.replace(ONLY[0], "").split())) == []


def test_only_a_later_copy_says_which_it_is_and_when() -> None:
    assert sheet(ordered()).copy == ""
    assert sheet(ordered(), copy=3).copy == "Copy 3 · 02-Mar-2026 09:41"


def test_a_site_with_real_patients_prints_no_mark_of_a_demonstration() -> None:
    story = ordered()
    assert story.site.founded is not None
    live = replace(story.site.founded, kind=SiteKind.LIVE)
    real: SiteState = replace(story.site, founded=live)
    assert sheet(replace(story, site=real)).kind_banner == ""


def test_without_an_order_there_is_no_label() -> None:
    with pytest.raises(Refused, match=r"dosing\.no_order"):
        sheet(planned())


def test_a_concentration_is_rounded_to_what_can_be_read() -> None:
    assert concentration(mg("10"), ml("5.0")) == Quantity(mg("2").value, Unit.MG_PER_ML)
    assert concentration(mg("10"), ml("3")) == Quantity(mg("3.3333").value, Unit.MG_PER_ML)
    assert concentration(mg("10"), ml("0")) is None
