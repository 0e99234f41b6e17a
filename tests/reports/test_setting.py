import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.reports import faces, setting
from ltm_desktop.reports.setting import Style

STYLE = Style(size=10)
TEXT = st.text(alphabet="ab Wi.,10\u00a0中文字，。（）「」年月日2026□-", max_size=80)


@pytest.fixture(autouse=True)
def _fonts() -> None:
    faces.ready()


@given(TEXT, st.floats(min_value=20, max_value=400))
def test_breaking_lines_loses_no_character_and_keeps_to_the_room(text: str, room: float) -> None:
    faces.ready()
    lines = setting.broken(text, STYLE, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(len(line) <= 1 or setting.width(line, STYLE) <= room for line in lines)


def test_a_number_never_parts_from_its_unit_nor_a_word_from_itself() -> None:
    for room in range(60, 200, 7):
        lines = setting.broken("given 10\u00a0mg of pemetrexed once", STYLE, room)
        assert any("10\u00a0mg" in line for line in lines)
        assert any(re.search(r"\bpemetrexed\b", line) for line in lines)


def test_chinese_breaks_between_characters_but_not_in_a_date_or_before_a_full_stop() -> None:
    text = "给药前轻度头痛。2026年11月23日 11:36 开始注射（缓慢），无不适。"
    for room in range(90, 200, 5):
        lines = setting.broken(text, STYLE, room)
        assert any("2026年11月23日" in line for line in lines)
        assert not any(line[0] in "。，）" for line in lines)
        assert not any(line[-1] == "（" for line in lines)


@given(st.text())
def test_boxing_leaves_only_characters_that_print(text: str) -> None:
    assert faces.codes(faces.boxed(text)) == ()


@pytest.mark.parametrize("hidden", ["\u202e", "\u200b", "\u00ad", "\u2028", "\ufeff", "\t", "\0"])
def test_a_character_that_would_show_nothing_shows_its_code(hidden: str) -> None:
    assert faces.boxed(f"a{hidden}b") == f"a□(U+{ord(hidden):04X})b"


def test_letters_with_separate_accents_are_put_together() -> None:
    assert faces.boxed("Zo\u0308e") == "Zöe"


def test_the_font_prints_the_names_of_europe_and_every_general_standard_character() -> None:
    assert faces.codes("ŁukaszĞülŐřÞórČŞțẞ Ελένη Жанна Nguyễn ✓▲●→≥µ℃") == ()
    simplified = b"".join(
        bytes([lead, trail]) for lead in range(0xB0, 0xF8) for trail in range(0xA1, 0xFF)
    )
    assert faces.codes(simplified.decode("gb2312", "ignore")) == ()


def test_powers_are_written_out_where_the_faces_have_no_raised_digits() -> None:
    assert faces.boxed("41 ×10⁹ per L") == "41 ×10^9 per L"
    assert faces.boxed("2 ×10¹⁰") == "2 ×10^10"
    assert faces.boxed("s⁻¹") == "s^-1"
    assert faces.boxed("m²") == "m²"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("unit", list(Unit))
def test_every_unit_prints_without_a_box(unit: Unit, language: str) -> None:
    amount = Words(language).amount(Quantity(Decimal(10), unit))
    assert "□" not in faces.boxed(amount)
