"""Each hard rule trips on its example and lets the other pass; who may pass it is data."""

from dataclasses import replace

import pytest

from installer import hard_rules as written
from ltm_desktop.domain.alerts import Severity, note, stop
from ltm_desktop.domain.evidence import evidence_of
from ltm_desktop.domain.hard_rules import BY_CODE, RULES, Kind, grade, kind_of, may_be_passed
from ltm_desktop.domain.overrides import RulesOverridden, unpassed
from tests.builders import PHYSICIAN, item
from tests.cases.hard_rules import CASES, FIRST, Case, bedside
from tests.stories import planned

_KINDS = {
    Kind.SOFT: Severity.NOTE,
    Kind.PHYSICIAN: Severity.OVERRIDE,
    Kind.ABSOLUTE: Severity.STOP,
}


def _rule(case: Case) -> str:
    return case.rule


def test_the_rules_are_h01_to_h20_in_order_and_each_has_its_example() -> None:
    numbers = [f"H{number:02d}" for number in range(1, 21)]
    assert [rule.id for rule in RULES] == numbers
    assert [case.rule for case in CASES] == numbers


def test_no_alert_belongs_to_two_rules() -> None:
    assert len(BY_CODE) == sum(len(rule.alerts) for rule in RULES)


@pytest.mark.parametrize("case", CASES, ids=_rule)
def test_a_rule_trips_on_its_example_with_the_strength_of_its_kind(case: Case) -> None:
    found = {alert.code: alert for alert in case.trip()}
    kind = kind_of(case.code)
    assert kind is not None
    assert BY_CODE[case.code].id == case.rule
    [graded] = grade([found[case.code]])
    assert graded.severity is _KINDS[kind]


@pytest.mark.parametrize("case", CASES, ids=_rule)
def test_a_rule_lets_its_other_example_pass(case: Case) -> None:
    assert case.pass_() == ()


@pytest.mark.parametrize("case", CASES, ids=_rule)
def test_only_what_a_physician_may_pass_is_passed_by_an_override(case: Case) -> None:
    alert = next(one for one in case.trip() if one.code == case.code)
    story = planned().at(FIRST)
    passed = RulesOverridden(item("IND-1"), PHYSICIAN, (evidence_of(alert),), "urgent", "")
    after = story.told(passed, by=PHYSICIAN)
    standing = unpassed(bedside(after), item("IND-1"), [alert])
    assert (standing == ()) is (kind_of(case.code) is Kind.PHYSICIAN)


def test_a_note_is_never_made_stronger_and_a_code_of_no_rule_stays_as_it_is() -> None:
    seen = (note("labs.outside"), stop("texts.too_long"))
    assert grade(seen) == seen
    assert kind_of("texts.too_long") is None
    assert not may_be_passed("texts.too_long")


@pytest.mark.parametrize("severity", Severity)
def test_a_supplement_speaks_as_strongly_as_the_investigator_signed(severity: Severity) -> None:
    alert = replace(stop("gates.supplement_short"), severity=severity)
    assert grade([alert]) == (alert,)


def test_every_rule_names_its_clause_and_its_kinds_mildest_first() -> None:
    dose = next(rule for rule in RULES if rule.id == "H05")
    assert dose.clause == "clinical practice section 2.5, H05"
    assert dose.kinds == (Kind.PHYSICIAN, Kind.ABSOLUTE)


def test_the_page_of_the_hard_rules_is_in_step() -> None:
    assert written.is_in_step(written.PAGE, written.page())
