"""Why an alert is shown: every code has an answer, in both languages, with its numbers."""

import re
from datetime import UTC, date, datetime

import pytest

from ltm_desktop.app.wording.principles import PRINCIPLES
from ltm_desktop.app.wording.sentences.merged import SENTENCES
from ltm_desktop.app.wording.why import SignedRules, name_of, why
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, Severity
from ltm_desktop.domain.hard_rules import RULES
from ltm_desktop.domain.quantities import mg

ENGLISH, CHINESE = Words("en"), Words("zh_CN")
SIGNED = SignedRules(3, "NCT05305885", "1.0", "Qing DEMO", date(2026, 3, 1))
HAN = re.compile("[\u4e00-\u9fff]")
_WORDS = (
    "accounts analyte arm asked by category causes character code codes companion component "
    "country detail element fault field file grades head heads items key kind laboratory lost lot "
    "gtin name names needs note notice notices owner path person place point prescription product "
    "reason record register role rule rules setting state step study subject substance task text "
    "topic typed version vocabulary why zone"
)
TEXTS = frozenset(_WORDS.split())
"""Values that are words: the sentence has said them already."""


@pytest.mark.parametrize("topic", sorted({code.partition(".")[0] for code in SENTENCES}))
def test_every_alert_code_has_a_rule_and_a_source_in_both_languages(topic: str) -> None:
    codes = [code for code in SENTENCES if code.partition(".")[0] == topic]
    for code in codes:
        for say in (ENGLISH, CHINESE):
            answer = why(Alert(code, Severity.STOP), say, SIGNED)
            assert answer.rule.strip(), code
            assert answer.source.strip(), code
            if say is CHINESE:
                assert HAN.search(answer.rule), code
                assert HAN.search(answer.source), code


def test_every_topic_says_why_it_asks_and_no_topic_is_left_over() -> None:
    assert {code.partition(".")[0] for code in SENTENCES} == set(PRINCIPLES)


def test_every_number_of_a_sentence_has_a_name() -> None:
    named = {
        key
        for words in SENTENCES.values()
        for text in words
        for key in re.findall(r"\{(\w+)\}", text)
    }
    assert sorted(key for key in named - TEXTS if not name_of(key)) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.id))
def test_a_hard_rule_is_named_with_its_number_and_who_may_pass_it(rule: object) -> None:
    found = next(one for one in RULES if one is rule)
    for code in found.alerts:
        for say in (ENGLISH, CHINESE):
            answer = why(Alert(code, Severity.STOP), say, SIGNED)
            assert answer.rule.startswith(found.id)
            assert found.id in answer.source
            assert answer.passing


def test_the_limit_the_value_and_their_units_are_told_apart_from_the_sentence() -> None:
    alert = Alert(
        "dosing.above_ceiling",
        Severity.STOP,
        {"dose": mg("16"), "ceiling": mg("15"), "item": "IND-2"},
        "hard rule H05: protocol dose and ceiling",
    )
    answer = why(alert, ENGLISH, SIGNED)
    assert answer.numbers == (("Dose found", "16\u00a0mg"), ("Ceiling", "15\u00a0mg"))
    assert answer.source == "Hard rule H05: protocol dose and ceiling"
    assert "configuration 3" in answer.signed
    assert "Qing DEMO on 01-Mar-2026" in answer.signed
    assert "第 3 号配置" in why(alert, CHINESE, SIGNED).signed


def test_a_moment_is_told_and_a_word_is_no_number() -> None:
    earliest = datetime(2026, 3, 6, 10, 0, tzinfo=UTC)
    alert = Alert("dosing.too_soon", Severity.STOP, {"earliest": earliest, "person": "nurse.a"})
    answer = why(alert, ENGLISH, None)
    assert answer.numbers == (("Earliest start", "06-Mar-2026 10:00"),)
    assert "a blank limit blocks" in answer.signed


def test_a_rule_of_the_program_claims_no_limit_of_the_investigator() -> None:
    answer = why(Alert("dates.unread", Severity.STOP), ENGLISH, SIGNED)
    assert (answer.signed, answer.passing) == ("", "")
    assert "not of the trial" in answer.source
