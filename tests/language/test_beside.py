"""What tells English that stands alone on a paper of two languages."""

import pytest

from ltm_desktop.app.paper import BlankField, BlankSection
from tests.language.beside import find_alone


@pytest.mark.parametrize(
    ("title", "choices", "found"),
    [
        ("Dose / 剂量", ("Yes / 是", "10 mg"), []),
        ("Dose", ("Given", "已给药"), ["Dose"]),
        ("born 02-Mar-1961 / 1961年3月2日 出生", (), []),
        ("SYNTHETIC / 合成伟 · born 02-Mar-1961", (), ["born 02-Mar-1961"]),
        ("剂量", ("Signed by Una", "Una 签名", "Missing"), ["Missing"]),
        ("per µL  /µL", ("per µL",), ["per µL"]),
    ],
)
def test_english_without_chinese_beside_it_is_found(
    title: str, choices: tuple[str, ...], found: list[str]
) -> None:
    assert find_alone(BlankSection(title, (BlankField("标签", choices),))) == found
