"""Open adverse events at the next dose: always shown, held as the site signed, passed by a hand."""

from dataclasses import replace
from typing import Any

import pytest

from ltm_desktop.domain.adverse_events import AdverseEventId
from ltm_desktop.domain.alerts import Alert, Severity
from ltm_desktop.domain.configuration import resolve
from ltm_desktop.domain.ctcae import Grade
from ltm_desktop.domain.dosing import DoseRecorded
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.evidence import RuleEvidence, evidence_of
from ltm_desktop.domain.gates import check_gates
from ltm_desktop.domain.hard_rules import may_be_passed
from ltm_desktop.domain.overrides import OverrideRules
from ltm_desktop.domain.setting_kinds import SPECS, Label
from ltm_desktop.domain.setting_values import read_holds
from ltm_desktop.domain.terms import Access
from tests.adverse_event_builders import (
    EVENT,
    correct,
    end,
    grade,
    judge,
    on,
    regrade,
    report,
    void,
)
from tests.builders import PATIENT, PHYSICIAN, at, check, item, order, record, time_out
from tests.cases.clinical import example_values, trial
from tests.cases.hard_rules import bedside
from tests.stories import Story, planned

NOW = "2026-03-05 10:00"
SPEC = SPECS["toxicity"]["hold_rules"]


def signed(rules: str) -> Story:
    """Return a patient on the morning of the second dose, at a site that signed these rules."""
    active = resolve(trial(), example_values(toxicity__hold_rules=rules))
    given = replace(planned(), protocol=active).gives("IND-1", "2026-03-02")
    return given.at("2026-03-04 10:00")


def found(story: Story, moment: str = NOW) -> list[Alert]:
    """Return what open events say of the second dose."""
    alerts = check_gates(bedside(story.at(moment)), item("IND-2"), Access.OMMAYA, at(moment))
    return [one for one in alerts if one.code.startswith("toxicity.")]


def held(story: Story, moment: str = NOW) -> bool:
    return any(one.code.startswith("toxicity.hold") for one in found(story, moment))


def test_without_a_rule_an_open_event_is_a_note_and_blocks_nothing() -> None:
    story = signed("none").does(report("seizure", 4, "2026-03-03"))
    (alert,) = found(story)
    assert (alert.code, alert.severity) == ("toxicity.open", Severity.NOTE)
    assert (alert.values["grade"], alert.values["since"]) == (Grade.FOUR, on("2026-03-03").on)
    assert story.at(NOW).ready("IND-2").chart.dosing.checks


def test_every_open_event_is_noted_beside_the_rule_that_holds() -> None:
    story = signed("any >= 3 stop").does(report("arachnoiditis", 3, "2026-03-03"))
    story = story.does(report("headache", 1, "2026-03-03", event=AdverseEventId("ae-2")))
    codes = [one.code for one in found(story)]
    assert codes == ["toxicity.open", "toxicity.hold", "toxicity.open"]


@pytest.mark.parametrize(
    ("rules", "holds"),
    [
        ("arachnoiditis >= 3 stop", True),
        ("arachnoiditis >= 4 stop", False),
        ("soc:nervous >= 3 stop", True),
        ("soc:blood >= 1 stop", False),
        ("headache >= 1 stop", False),
        ("any >= 2 stop", True),
        ("soc:blood >= 1 note; any >= 3 override", True),
    ],
)
def test_a_rule_holds_by_term_by_organ_class_or_for_any(rules: str, holds: bool) -> None:
    assert held(signed(rules).does(report("arachnoiditis", 3, "2026-03-03"))) is holds


def test_a_rule_speaks_until_the_grade_has_come_down_to_what_it_says() -> None:
    story = signed("any >= 3 override until <= 1").does(report("arachnoiditis", 2, "2026-03-03"))
    assert not held(story)
    worse = story.does(regrade(3, "2026-03-04"))
    assert held(worse)
    better = worse.at("2026-03-06 10:00").does(regrade(2, "2026-03-05"))
    assert held(better, "2026-03-06 10:00")
    good = better.does(regrade(1, "2026-03-06"))
    assert not held(good, "2026-03-06 10:00")
    again = good.at("2026-03-08 10:00").does(regrade(2, "2026-03-07"))
    assert not held(again, "2026-03-08 10:00")


def test_without_an_until_a_rule_lets_go_below_its_grade() -> None:
    story = signed("any >= 3 override").does(report("arachnoiditis", 3, "2026-03-03"))
    assert held(story)
    assert not held(story.at(NOW).does(regrade(2, "2026-03-05")))


def test_an_event_that_may_be_related_holds_and_one_judged_unrelated_does_not() -> None:
    story = signed("any >= 3 related override").does(report("arachnoiditis", 3, "2026-03-03"))
    assert held(story)
    assert held(story.does(judge(level="possible"), PHYSICIAN))
    assert not held(story.does(judge(level="unlikely"), PHYSICIAN))


def test_what_ended_was_taken_back_or_began_later_says_nothing() -> None:
    story = signed("any >= 3 stop").does(report("arachnoiditis", 3, "2026-03-03"))
    assert found(story.does(void())) == []
    assert found(story.does(end(day="2026-03-04"))) == []
    assert found(story, "2026-03-02 18:00") == []
    # of an end known to the month only nobody knows that it lies before this dose
    assert held(story.does(end(day="2026-03")))


def test_a_dose_told_later_is_held_against_what_was_open_on_its_day() -> None:
    story = signed("any >= 3 stop").does(report("arachnoiditis", 2, "2026-03-03"))
    later = story.at("2026-03-10 10:00").does(regrade(3, "2026-03-06"))
    assert not held(later, "2026-03-05 10:00")
    assert held(later, "2026-03-09 10:00")


@pytest.mark.parametrize(
    ("strength", "severity"),
    [("note", Severity.NOTE), ("override", Severity.OVERRIDE), ("stop", Severity.STOP)],
)
def test_a_rule_speaks_as_strongly_as_it_was_signed(strength: str, severity: Severity) -> None:
    story = signed(f"any >= 3 {strength}").does(report("arachnoiditis", 3, "2026-03-03"))
    assert [one.severity for one in found(story) if one.code == "toxicity.hold"] == [severity]
    assert may_be_passed("toxicity.hold")
    assert may_be_passed("toxicity.hold_until")


def ready(strength: str) -> Story:
    rules = f"arachnoiditis >= 3 {strength} until <= 1"
    story = signed(rules).does(report("arachnoiditis", 3, "2026-03-03"))
    return story.at(NOW).prepared("IND-2")


def refusals(story: Story) -> tuple[Alert, ...]:
    with pytest.raises(Refused) as refused:
        story.decides(check("IND-2", "2026-03-05"))
    return refused.value.alerts


def passing(*rules: RuleEvidence) -> OverrideRules:
    return OverrideRules(PATIENT, item("IND-2"), PHYSICIAN, rules, "benefit_outweighs")


def test_a_held_dose_is_refused_at_the_check_and_may_still_be_ordered() -> None:
    story = ready("override")
    (alert,) = refusals(story)
    assert alert.code == "toxicity.hold_until"
    label = alert.values["name"]
    assert isinstance(label, Label)
    assert label.en == "Arachnoiditis"
    assert story.does(order("IND-2"), PHYSICIAN).chart.dosing.orders


def test_a_physician_passes_what_was_found_and_a_worse_grade_needs_another_hand() -> None:
    story = ready("override")
    rule = evidence_of(refusals(story)[0])
    passed = story.does(passing(rule))
    given = passed.does(check("IND-2", "2026-03-05")).does(time_out("IND-2"))
    told = given.at("2026-03-05 10:08").decides(record("IND-2", "2026-03-05 10:02"))[-1]
    assert isinstance(told, DoseRecorded)
    assert told.breaches == ()
    assert [one.code for one in told.overridden] == ["toxicity.hold_until"]
    worse = passed.does(regrade(4, "2026-03-05"))
    assert [one.code for one in refusals(worse)] == ["toxicity.hold_until"]
    assert worse.refused(passing(rule)) == {"overrides.not_found"}


def test_what_stops_absolutely_by_signature_is_told_as_signed() -> None:
    (alert,) = refusals(ready("stop"))
    assert alert.severity is Severity.STOP


def test_a_correction_of_the_grade_lets_the_dose_go_on() -> None:
    story = ready("stop").does(correct(grade(1, "2026-03-03"), onset=on("2026-03-03")))
    assert story.does(check("IND-2", "2026-03-05")).chart.dosing.checks


@pytest.mark.parametrize(
    "text",
    [
        "",
        "arachnoiditis",
        "arachnoiditis >= override",
        "arachnoiditis >= 3",
        "arachnoiditis >= 6 stop",
        "arachnoiditis >= 0 stop",
        "arachnoiditis > 3 stop",
        "any >= 3 stop;",
        "any >= 3 stop until <= ",
        "soc: >= 3 stop",
    ],
)
def test_a_rule_without_its_grade_or_strength_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_holds(text, SPEC)
    assert refused.value.alerts[0].code == "configuration.not_a_hold_rule"


def test_a_rule_that_would_never_let_go_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        read_holds("any >= 2 stop until <= 2", SPEC)
    assert refused.value.alerts[0].code == "configuration.hold_until_too_high"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"hold_rules": "spinal_headache >= 2 stop"}, "hold_of_nothing"),
        ({"hold_rules": "soc:heart >= 2 stop"}, "hold_of_nothing"),
        ({"hold_rules": "headache >= 4 stop"}, "hold_never"),
    ],
)
def test_a_rule_that_could_hold_nothing_is_not_signed(changes: Any, code: str) -> None:
    values = example_values(**{f"toxicity__{name}": text for name, text in changes.items()})
    with pytest.raises(Refused) as refused:
        resolve(trial(), values)
    assert [one.code for one in refused.value.alerts] == [f"configuration.contradiction.{code}"]


@pytest.mark.parametrize("blank", ["ctcae", "relation_scale", "hold_rules"])
def test_nothing_of_toxicity_is_left_blank_by_a_configuration(blank: str) -> None:
    with pytest.raises(Refused) as refused:
        resolve(trial(), example_values(**{f"toxicity__{blank}": None}))
    assert [one.code for one in refused.value.alerts] == ["configuration.missing"]


def test_the_event_that_holds_is_named_in_the_evidence() -> None:
    rule = evidence_of(refusals(ready("override"))[0])
    said = {fact.name: fact.text or fact.on for fact in rule.facts}
    assert said["event"] == EVENT
    assert (said["term"], said["grade"], said["until"]) == ("arachnoiditis", "3", "1")
