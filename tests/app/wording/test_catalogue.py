import ast
import gettext
import importlib
import inspect
import io
import pkgutil
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from installer import translations
from ltm_desktop import domain
from ltm_desktop.app.wording import sentences, terms
from ltm_desktop.app.wording.sentences.merged import SENTENCES
from ltm_desktop.app.wording.terms.merged import TERMS
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain import quantities

PACKAGE = translations.SOURCES
_ALERTING = frozenset({"refuse", "stop", "note", "Unavailable", "Alert", "override"})


def test_every_sentence_of_the_program_has_its_chinese() -> None:
    assert [sentence.text for sentence in translations.find_missing()] == []


def test_every_sentence_the_gallery_says_is_one_of_the_program() -> None:
    gallery = Path(__file__).parents[2] / "gallery"
    said = {
        one
        for path in gallery.glob("entries*.py")
        for one in translations.find_sentences(path.read_text("utf-8"))
    }
    of_the_program = {entry.sentence.text for entry in translations.in_topics()}
    assert {one.text for one in said} - of_the_program == set()


def test_the_compiled_catalogue_is_what_the_topic_files_say() -> None:
    assert not translations.is_stale(), "run: python installer/translations.py"


def test_no_two_topics_translate_one_sentence_differently() -> None:
    assert translations.find_disagreements(translations.in_topics()) == []


def test_no_translation_loses_or_invents_a_value() -> None:
    assert translations.find_wrong_places(translations.in_topics()) == []


def test_no_english_stands_in_the_middle_of_chinese() -> None:
    assert translations.find_english(translations.in_topics()) == []


def test_no_sentence_is_glued_together_from_pieces() -> None:
    glued = [
        f"{path.name}:{line}"
        for path in PACKAGE.rglob("*.py")
        for line in translations.find_built_texts(path.read_text("utf-8"))
    ]
    assert glued == []


def test_extraction_finds_said_counted_marked_and_chosen_sentences() -> None:
    source = (
        "say('A {x}', x=1); self._say('B'); say.many('C', 'Cs', 2); _mark('D')\n"
        "say('E' if x else 'F'); other('G'); say(table[x])"
    )
    found = {(one.text, one.plural) for one in translations.find_sentences(source)}
    assert found == {("A {x}", ""), ("B", ""), ("C", "Cs"), ("D", ""), ("E", ""), ("F", "")}
    assert translations.find_built_texts("say(f'{x}')\nsay('a' + b)\nsay('c')") == [1, 2]


def test_faults_in_translations_are_named() -> None:
    def entry(english: str, chinese: str, topic: str = "one") -> translations.Translation:
        return translations.Translation(translations.Sentence(english), chinese, topic)

    assert translations.find_wrong_places([entry("a {x}", "甲")])
    assert translations.find_english([entry("Record", "Record")])
    assert not translations.find_english([entry("GS1", "GS1"), entry("{a}: {b}", "{a}：{b}")])
    assert translations.find_disagreements([entry("a", "甲"), entry("a", "乙", "two")])


def test_the_compiled_bytes_are_read_by_gettext_and_do_not_depend_on_order() -> None:
    one = translations.Translation(
        translations.Sentence("{count} a", "{count} as"), "{count} 甲", ""
    )
    two = translations.Translation(translations.Sentence("b"), "乙", "")
    compiled = translations.to_mo([one, two])
    assert compiled == translations.to_mo([two, one])
    catalogue = gettext.GNUTranslations(io.BytesIO(compiled))
    assert catalogue.gettext("b") == "乙"
    assert catalogue.ngettext("{count} a", "{count} as", 7) == "{count} 甲"


_NEVER_SHOWN = frozenset({"StartRule", "Direction", "Kind", "Unit", "Comparator", "After"})
"""Codes that steer the program; a unit has its own table and test, a comparator is a sign."""


def _domain_codes() -> Iterator[Enum]:
    for found in pkgutil.iter_modules(domain.__path__):
        module = importlib.import_module(f"{domain.__name__}.{found.name}")
        for name, kind in inspect.getmembers(module, inspect.isclass):
            shown = kind.__module__ == module.__name__ and name not in _NEVER_SHOWN
            if shown and issubclass(kind, Enum):
                yield from kind


def test_every_code_of_the_record_has_a_word() -> None:
    unnamed = [
        str(code)
        for code in _domain_codes()
        if f"{re.sub('(?<!^)(?=[A-Z])', '_', type(code).__name__).lower()}.{code.value}"
        not in TERMS
    ]
    assert unnamed == []


def test_every_unit_can_be_said_in_both_languages() -> None:
    for unit in quantities.Unit:
        for language in ("en", "zh_CN"):
            # Chinese has no short word for "per" here: mg/mL and ×10⁹/L are what its readers expect
            sign = language == "zh_CN" and "/" in unit and unit != quantities.Unit.PER_MIN
            assert ("/" in Words(language).unit(unit)) is sign


def _alert_codes(path: Path) -> Iterator[tuple[str, set[str]]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        first = node.args[0]
        if name not in _ALERTING or not isinstance(first, ast.Constant):
            continue
        if isinstance(first.value, str) and "." in first.value:
            yield first.value, {word.arg or "**" for word in node.keywords}


def test_every_code_the_program_refuses_with_has_a_sentence_for_its_values() -> None:
    faults = []
    for path in PACKAGE.rglob("*.py"):
        for code, values in _alert_codes(path):
            if code not in SENTENCES:
                faults.append(f"{path.name}: {code} has no sentence")
            elif "**" not in values:
                places = set(re.findall(r"\{(\w+)\}", " ".join(SENTENCES[code]))) - {"code"}
                faults += [f"{path.name}: {code} lacks {{{lost}}}" for lost in places - values]
    assert faults == []


def test_every_topic_module_of_words_is_merged() -> None:
    for package in (sentences, terms):
        merged = (Path(package.__path__[0]) / "merged.py").read_text("utf-8")
        for module in Path(package.__path__[0]).glob("*.py"):
            assert module.stem in {"__init__", "merged"} or module.stem in merged
