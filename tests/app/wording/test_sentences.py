import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import Enum

import pytest

from ltm_desktop import domain
from ltm_desktop.app.wording.sentences.merged import SENTENCES
from ltm_desktop.app.wording.terms.merged import TERMS
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain import dosing, dosing_told, fractions, patients, records, site
from ltm_desktop.domain.alerts import Alert, note, stop
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.quantities import Unit, mg, parse_quantity
from ltm_desktop.domain.terms import Access

CLINICAL = (
    "corrections",
    "dosing",
    "fractions",
    "patients",
    "people",
    "quantities",
    "signoff",
    "site",
)
ENGLISH, CHINESE = Words("en"), Words("zh_CN")
BLAMING = re.compile(r"\b(error|invalid|illegal|failed to|must not|you did)\b", re.IGNORECASE)


def _refusal(text: str, unit: Unit) -> Alert:
    with pytest.raises(Refused) as caught:
        parse_quantity(text, unit)
    return caught.value.alerts[0]


@pytest.mark.parametrize("typed", ["10 mg/m2", "10mg/m²", "10 mg / m^2", "10 毫克每平方米"])
def test_a_dose_by_body_surface_is_told_that_intrathecal_doses_are_fixed(typed: str) -> None:
    alert = _refusal(typed, Unit.MG)
    said = ENGLISH.alert(alert)
    assert "is not a unit of this dose: intrathecal doses are fixed milligrams." in said
    assert "固定毫克数" in CHINESE.alert(alert)
    assert "ask the prescriber" in ENGLISH.next_step(alert)


def test_another_foreign_unit_names_the_unit_of_its_field() -> None:
    alert = _refusal("4 cc", Unit.ML)
    assert ENGLISH.alert(alert) == "“cc” is not the unit of this field."
    assert ENGLISH.next_step(alert) == "Type the amount in mL."
    assert "intrathecal" not in ENGLISH.alert(_refusal("2 mg/m2", Unit.GY))


def test_a_refusal_names_its_values_in_both_languages() -> None:
    alert = stop("dosing.above_ceiling", dose=mg("16"), ceiling=mg("15"))
    assert ENGLISH.alert(alert) == "16\u00a0mg is above the ceiling of 15\u00a0mg."
    assert CHINESE.alert(alert) == "16\u00a0mg 超过上限 15\u00a0mg。"
    differs = stop("dosing.differs_access", ordered=Access.OMMAYA, found=Access.LUMBAR)
    assert "Ommaya reservoir" in ENGLISH.alert(differs)
    assert "腰椎穿刺" in CHINESE.alert(differs)


def test_too_soon_says_from_when_and_what_to_do_meanwhile() -> None:
    earliest = datetime(2026, 3, 6, 10, 0, tzinfo=UTC)
    alert = stop("dosing.too_soon", item="IND-2", hours=48, earliest=earliest)
    assert "06-Mar-2026 10:00" in ENGLISH.alert(alert)
    assert "48 h" in ENGLISH.alert(alert)
    assert "Record what happened" in ENGLISH.next_step(alert)
    assert "2026年3月6日 10:00" in CHINESE.alert(alert)


def test_a_missing_field_is_named_in_the_words_of_the_form() -> None:
    alert = stop("dosing.field_missing", field="csf_appearance")
    assert ENGLISH.alert(alert) == "This field is empty: CSF appearance."
    assert CHINESE.alert(alert) == "此栏未填写：脑脊液外观。"


def test_every_field_a_dose_can_lack_has_a_word() -> None:
    tree = ast.parse(inspect.getsource(dosing_told))
    named = {
        str(word.value.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for word in node.keywords
        if word.arg == "field" and isinstance(word.value, ast.Constant)
    }
    facts = {*dosing.OmmayaFacts.__slots__, *dosing.LumbarFacts.__slots__}
    assert [field for field in sorted(named | facts) if f"field.{field}" not in TERMS] == []


@pytest.mark.parametrize("code", sorted(c for c in SENTENCES if c.split(".")[0] in CLINICAL))
def test_a_sentence_is_short_calm_and_says_what_to_do_next(code: str) -> None:
    happened, following = SENTENCES[code]
    for words in (happened, following):
        assert words.endswith(".")
        assert len(words) <= 120
        assert not BLAMING.search(words)
    assert happened != following


def _enums() -> Iterator[type[Enum]]:
    for module in (dosing, fractions, patients, records, site):
        for _, kind in inspect.getmembers(module, inspect.isclass):
            if issubclass(kind, Enum) and kind.__module__ == module.__name__:
                yield kind


@pytest.mark.parametrize("kind", list(_enums()))
def test_every_code_of_a_topic_has_a_word_of_its_own(kind: type[Enum]) -> None:
    for say in (ENGLISH, CHINESE):
        named = [say.term(code) for code in kind]
        assert len(set(named)) == len(named)
    assert all(ENGLISH.term(code)[0].isupper() for code in kind)
    assert all(re.search("[\u4e00-\u9fff]", CHINESE.term(code)) for code in kind)


def test_every_rule_that_can_be_broken_with_an_incident_has_a_name() -> None:
    codes = _raised_from("check_plan_kept") | _raised_from("check_rules")
    assert {"dosing.too_soon", "people.not_on_register", "fractions.gap"} <= codes
    assert sorted(code for code in codes if f"breach.{code}" not in TERMS) == []


def _raised_from(name: str) -> set[str]:
    """Return every code that a check can stop with, itself or through what it calls."""
    seen: set[tuple[str, str]] = set()
    waiting, codes = [_defined(name)], set()
    while waiting:
        current = waiting.pop()
        seen.add(current)
        for callee, code in _calls(FUNCTIONS[current]):
            if callee == stop.__name__ and code:
                codes.add(code)
            found = _defined(callee, current[0])
            if found in FUNCTIONS and found not in seen:
                waiting.append(found)
    return codes


FUNCTIONS = {
    (module.name, node.name): node
    for module in pkgutil.iter_modules(domain.__path__)
    for node in ast.parse(
        inspect.getsource(importlib.import_module(f"{domain.__name__}.{module.name}"))
    ).body
    if isinstance(node, ast.FunctionDef)
}


def _defined(name: str, module: str = "") -> tuple[str, str]:
    """Return where a function is defined: in this module, else where it is imported from."""
    if (module, name) in FUNCTIONS or name.startswith("_"):
        return module, name
    elsewhere = (one for one, defined in FUNCTIONS if defined == name)
    return next(elsewhere, module), name


def _calls(function: ast.FunctionDef) -> list[tuple[str, str]]:
    return [
        (getattr(node.func, "id", ""), _first_text(node))
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
    ]


def _first_text(call: ast.Call) -> str:
    first = call.args[0] if call.args else None
    return str(first.value) if isinstance(first, ast.Constant) else ""


def test_a_note_speaks_like_a_stop() -> None:
    assert ENGLISH.alert(note("patients.no_arm")) == ENGLISH.alert(stop("patients.no_arm"))
