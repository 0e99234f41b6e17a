"""The list of toxicity terms and the scales of a protocol: read strictly, every fault named."""

import pytest

from ltm_desktop.domain.ctcae import Grade
from ltm_desktop.domain.errors import Refused
from ltm_desktop.protocols.files import load
from ltm_desktop.protocols.tables import Fault, Table
from ltm_desktop.protocols.term_lists import read_terms, term_lists
from ltm_desktop.protocols.toxicity import read_scales
from tests.cases.clinical import STUDY, VERSION, trial

_HEAD = """
version = "6.0"
title = { en = "Example list", zh_CN = "示例术语表" }
source = { en = "example", zh_CN = "示例" }
remark = { en = "example", zh_CN = "示例" }

[systems]
nervous = { en = "Nervous system", zh_CN = "神经系统" }

[terms.headache]
label = { en = "Headache", zh_CN = "头痛" }
system = "nervous"
"""
_GRADES = """
[terms.headache.grades]
1 = { en = "mild", zh_CN = "轻度" }
2 = { en = "moderate", zh_CN = "中度" }
"""
_LABS = """
[terms.headache.laboratory]
analyte = "platelets"
unit = "10*9/L"
worse = "low"
limits = ["lln", "1.5 uln"]
"""
WHOLE = _HEAD + _GRADES + _LABS
FIVE = term_lists()["5.0"]


def faults(text: str) -> set[str]:
    with pytest.raises(Refused) as refused:
        read_terms(text, "ctcae-example.toml")
    return {alert.code for alert in refused.value.alerts}


def test_another_version_is_another_file_of_the_same_form() -> None:
    found = read_terms(WHOLE, "ctcae-6.0.toml")
    assert found.version == "6.0"
    assert found.terms["headache"].grades == (Grade.ONE, Grade.TWO)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (WHOLE.replace("2 = {", "6 = {"), "protocol.no_such_grade"),
        (WHOLE.replace("2 = {", "0 = {"), "protocol.no_such_grade"),
        (WHOLE.replace("2 = {", "3 = {"), "protocol.grades_with_gap"),
        (_HEAD + "[terms.headache.grades]\n", "protocol.grades_with_gap"),
        (WHOLE.replace('system = "nervous"', 'system = "heart"'), "protocol.leads_nowhere"),
        (WHOLE.replace('"1.5 uln"', '"1.5 times"'), "protocol.leads_nowhere"),
        (WHOLE.replace('worse = "low"', 'worse = "odd"'), "protocol.leads_nowhere"),
        (WHOLE + 'not_on_anticoagulant = "perhaps"\n', "protocol.leads_nowhere"),
        (WHOLE + 'remark = "stray"\n', "protocol.unknown_key"),
        (WHOLE.replace('limits = ["lln", "1.5 uln"]', "limits = []"), "protocol.not_names"),
        ("not toml", "protocol.syntax"),
    ],
)
def test_a_faulty_list_is_refused(text: str, code: str) -> None:
    assert code in faults(text)


def test_every_row_of_the_trials_table_is_there_with_its_own_grades() -> None:
    assert len(FIVE.terms) == 77
    for code, first, last in (
        ("headache", 1, 3),
        ("meningitis", 3, 5),
        ("reversible_posterior_leukoencephalopathy_syndrome", 2, 5),
        ("lethargy", 1, 2),
        ("inr_increased", 1, 3),
        ("platelet_count_decreased", 1, 4),
        ("arachnoiditis", 1, 5),
    ):
        grades = FIVE.terms[code].grades
        assert (grades[0], grades[-1]) == (first, last)


def test_every_term_and_criterion_speaks_both_languages() -> None:
    for term in FIVE.terms.values():
        for label in (term.label, *term.criteria.values()):
            assert label.en.isascii() or "×" in label.en or "°" in label.en
            assert any("\u3400" <= one <= "\u9fff" for one in label.zh), label.zh
        assert term.system in FIVE.systems
        assert term.meddra == ""


def test_only_terms_called_other_need_words() -> None:
    needing = {one.label.en for one in FIVE.terms.values() if one.needs_text}
    assert needing
    assert all(name.endswith("Other, specify") for name in needing)


def test_every_analyte_that_grades_a_term_is_one_the_protocol_looks_at_in_its_unit() -> None:
    for term in FIVE.terms.values():
        if term.bands is not None:
            known = trial().analytes[term.bands.analyte]
            assert known.unit is not None
            assert term.bands.unit in ("", known.unit.value)


def test_the_shipped_protocol_leaves_version_scale_and_holds_to_the_investigator() -> None:
    protocol, _ = load(STUDY, VERSION)
    for key in ("ctcae", "relation_scale", "hold_rules"):
        assert protocol.settings[f"toxicity.{key}"].text is None
    assert protocol.settings["toxicity.ctcae"].spec.options == tuple(term_lists())
    assert len(protocol.vocabularies["ae_serious"]) == 6
    assert all(len(one.levels) == 5 for one in protocol.toxicity.scales.values())


@pytest.mark.parametrize("counts", ["yes", "no"])
def test_a_scale_in_which_all_or_nothing_counts_as_related_is_refused(counts: str) -> None:
    level = {"label": {"en": "x", "zh_CN": "甲"}, "counts_as_related": counts}
    label = {"en": "x", "zh_CN": "甲"}
    scale = {"label": label, "source": label, "levels": {"one": level, "two": level}}
    found: list[Fault] = []
    read_scales(Table({"scales": {"example": scale}}, "toxicity", found))
    assert [one.code for one in found] == ["protocol.scale_answers_nothing"]


def test_a_level_says_yes_or_no() -> None:
    level = {"label": {"en": "x", "zh_CN": "甲"}, "counts_as_related": "maybe"}
    label = {"en": "x", "zh_CN": "甲"}
    scale = {"label": label, "source": label, "levels": {"one": level}}
    found: list[Fault] = []
    read_scales(Table({"scales": {"example": scale}}, "toxicity", found))
    assert "protocol.leads_nowhere" in {one.code for one in found}
