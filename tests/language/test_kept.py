"""The list of what may stay in Latin letters finds English, and keeps what everybody writes so."""

import pytest

from tests.language.kept import find_latin


@pytest.mark.parametrize(
    "text",
    [
        "10 mg 培美曲塞，Ommaya 储液囊",
        "Alt+R",
        "DEMO, Alpha 演示 阿 · S01-014 · IND-3",
        "Asia/Shanghai",
        "nurse.a 于 2026年3月2日 签名（zh-CN）",
        "原因：Told after the shift (synthetic)",
    ],
)
def test_units_keys_codes_names_and_typed_words_stay(text: str) -> None:
    assert find_latin(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Record and sign", ["Record", "and", "sign"]),
        ("1天2小时 after dose 5", ["after", "dose"]),
        ("口令（reviewed）", ["reviewed"]),
        ("原因：told after the shift", ["told", "after", "the", "shift"]),
        ("c\u2060h\u2060eck", ["check"]),
    ],
)
def test_english_left_in_chinese_is_found(text: str, found: list[str]) -> None:
    assert find_latin(text) == found
