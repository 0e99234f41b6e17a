"""A physician's override: this dose, these rules, what was found; nothing absolute, never alone."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ltm_desktop.domain.acts import Signer
from ltm_desktop.domain.alerts import Severity, stop
from ltm_desktop.domain.attestation import signers_of
from ltm_desktop.domain.codec import from_plain, to_plain
from ltm_desktop.domain.corrections import RecordVoided
from ltm_desktop.domain.dosing import Given, NotGiven
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.evidence import Fact, RuleEvidence, evidence_of
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.overrides import OverrideRules, OverridesSlice, RulesOverridden
from ltm_desktop.domain.quantities import mg, ml
from ltm_desktop.domain.setting_kinds import Label
from ltm_desktop.domain.terms import Access, Meaning
from tests.builders import (
    INVESTIGATOR,
    NURSE,
    PATIENT,
    PHARMACIST,
    PHYSICIAN,
    SECOND,
    THERAPIST,
    assess,
    at,
    check,
    item,
    labs,
    not_given,
    ommaya,
    order,
    record,
    start,
    time_out,
    verify,
)
from tests.stories import Story, planned

NOW = "2026-03-02 10:00"
LOW = "2026-03-02 09:00"


def passing(*rules: RuleEvidence, **changes: Any) -> OverrideRules:
    """Return an override of the first dose by a physician."""
    command = OverrideRules(PATIENT, item("IND-1"), PHYSICIAN, rules, "urgent")
    return replace(command, **changes)


def found(story: Story, command: Any, by: PersonId = NURSE) -> tuple[RuleEvidence, ...]:
    """Return what a refused command was refused for, as evidence."""
    with pytest.raises(Refused) as refused:
        story.decides(command, by)
    return tuple(evidence_of(alert) for alert in refused.value.alerts)


def _low() -> Story:
    return planned().at(NOW).prepared("IND-1").does(labs(LOW, platelets="42"))


def test_what_a_physician_passed_no_longer_stops_the_check_the_start_and_the_record() -> None:
    story = _low()
    rules = found(story, check())
    assert [one.code for one in rules] == ["labs.outside"]
    passed = story.does(passing(*rules))
    ready = passed.does(check()).does(time_out()).at("2026-03-02 10:05").does(start())
    given = ready.at("2026-03-02 10:10").decides(record())[-1]
    assert given.breaches == ()
    assert [(one.code, one.physician, one.reason) for one in given.overridden] == [
        ("labs.outside", PHYSICIAN, "urgent")
    ]
    assert given.overridden[0].facts == rules[0].facts
    assert from_plain(to_plain(given)) == given


def test_what_nobody_found_is_passed_by_nobody() -> None:
    (low,) = found(_low(), check())
    fine = planned().at(NOW).prepared("IND-1")
    for made_up in (low, RuleEvidence("labs.missing", ()), RuleEvidence("dosing.too_soon", ())):
        assert fine.refused(passing(made_up)) == {"overrides.not_found"}
    lower = _low().does(labs("2026-03-02 09:30", platelets="12"))
    assert lower.refused(passing(low)) == {"overrides.not_found"}
    other = replace(low, facts=low.facts[1:])
    assert _low().refused(passing(low, other)) == {"overrides.not_found"}


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("dosing.site_suspect", (Fact("site", text="intact"),)),
        ("dosing.site_suspect", (Fact("site", text="pus"),)),
        ("dosing.reservoir_unusable", (Fact("refill", text="brisk"),)),
        ("dosing.outside_tolerance", (Fact("dose", amount=mg("10")),)),
        ("dosing.outside_tolerance", (Fact("dose", amount=mg("12")), Fact("planned", number=1))),
    ],
)
def test_a_value_of_a_form_that_trips_no_rule_is_passed_by_nobody(
    code: str, facts: tuple[Fact, ...]
) -> None:
    assert _low().refused(passing(RuleEvidence(code, facts))) == {"overrides.not_found"}


def test_an_interval_is_passed_while_it_runs_and_no_longer() -> None:
    story = planned().gives("IND-1", "2026-03-02").at("2026-03-03 10:00").prepared("IND-2")
    rules = found(story, check("IND-2", "2026-03-03"))
    assert [one.code for one in rules] == ["dosing.too_soon"]
    assert story.decides(passing(*rules, item=item("IND-2")))
    later = story.at("2026-03-09 10:00").refused(passing(*rules, item=item("IND-2")))
    assert later == {"overrides.not_found"}


def test_the_physician_signs_overridden_and_the_nurse_writes_it_down() -> None:
    [event] = _low().decides(passing(*found(_low(), check())))
    assert signers_of([event], NURSE) == (Signer(PHYSICIAN, Meaning.OVERRIDDEN),)


@pytest.mark.parametrize("who", [NURSE, SECOND, PHARMACIST, THERAPIST, PersonId("x.example")])
def test_nobody_but_a_physician_of_the_register_overrides(who: PersonId) -> None:
    refused = _low().refused(passing(*found(_low(), check()), physician=who))
    assert refused <= {"people.role_may_not", "people.unknown"}
    assert refused


def test_the_investigator_overrides_too_and_a_therapist_writes_nothing_down() -> None:
    command = passing(*found(_low(), check()), physician=INVESTIGATOR)
    assert _low().decides(command)
    assert _low().refused(command, THERAPIST) == {"people.role_needed"}


def test_an_absolute_rule_is_passed_by_nobody() -> None:
    story = planned().at(NOW).prepared("IND-1")
    rules = found(story, check(subject_id="EX1-999"))
    assert story.refused(passing(*rules)) == {"overrides.absolute"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"rules": ()}, "overrides.nothing"),
        ({"reason": ""}, "dosing.reason_missing"),
        ({"reason": "other"}, "dosing.other_needs_words"),
        ({"reason": "mood"}, "configuration.no_such_code"),
        ({"note": "\x00"}, "texts.unseen_character"),
        ({"item": item("IND-9")}, "dosing.no_such_dose"),
    ],
)
def test_an_incomplete_override_is_refused(changes: dict[str, Any], code: str) -> None:
    rules = found(_low(), check())
    assert _low().refused(replace(passing(*rules), **changes)) == {code}


def test_other_words_make_other_enough_and_a_dose_already_told_is_not_passed() -> None:
    rules = found(_low(), check())
    assert _low().decides(passing(*rules, reason="other", note="decided by two physicians"))
    settled = _low().does(not_given())
    assert settled.refused(passing(*rules)) == {"dosing.already_settled"}


def test_an_override_is_for_one_dose_and_for_what_was_found_only() -> None:
    story = _low().does(passing(*found(_low(), check())))
    lower = story.does(labs("2026-03-02 09:30", platelets="12"))
    assert lower.refused(check()) == {"labs.outside"}
    rules = found(_low(), check())
    elsewhere = _low().does(passing(*rules, item=item("IND-2")))
    assert elsewhere.refused(check()) == {"labs.outside"}


def test_a_second_override_of_new_findings_stands_beside_the_first() -> None:
    story = _low().does(passing(*found(_low(), check())))
    lower = story.does(labs("2026-03-02 09:30", platelets="12"))
    assert lower.does(passing(*found(lower, check()))).decides(check())


@pytest.mark.parametrize("outcome", [NotGiven.HELD, NotGiven.OMITTED])
def test_an_override_ends_when_the_dose_is_held_or_not_given(outcome: NotGiven) -> None:
    story = _low().does(passing(*found(_low(), check())))
    told = not_given("IND-1", outcome, until=story.now.date())
    assert story.does(told).chart.overrides == OverridesSlice()


def test_an_override_outlives_absence_and_an_injection_but_no_void_and_no_empty_puncture() -> None:
    story = _low().does(passing(*found(_low(), check())))
    absent = story.does(not_given("IND-1", NotGiven.ABSENT))
    assert absent.chart.overrides == story.chart.overrides
    ready = story.does(check()).does(time_out()).at("2026-03-02 10:10")
    given = ready.does(record())
    assert given.chart.overrides == story.chart.overrides
    void = RecordVoided(RecordId("adm-IND-1"), item("IND-1"), "wrong", NURSE, SECOND, "")
    assert given.told(void).chart.overrides == OverridesSlice()
    [_, empty, *_] = ready.decides(record())
    empty = replace(empty, outcome=Given.ABANDONED, volume_injected=ml("0"))
    assert ready.told(empty).chart.overrides == OverridesSlice()


def test_a_dose_too_far_from_the_protocol_is_ordered_and_verified_once_it_was_passed() -> None:
    story = planned().at(NOW).with_labs().does(assess())
    twelve = order(dose=mg("12"))
    rules = found(story, twelve, PHYSICIAN)
    assert [one.code for one in rules] == ["dosing.outside_tolerance"]
    passed = story.does(passing(*rules), PHYSICIAN)
    assert passed.refused(order(dose=mg("13")), PHYSICIAN) == {"dosing.outside_tolerance"}
    ordered = passed.does(twelve, PHYSICIAN)
    assert ordered.does(verify(), PHARMACIST).chart.dosing.steps_of(item("IND-1")).verified


def test_a_weekly_dose_before_the_induction_is_settled_needs_a_physician() -> None:
    story = planned().at("2026-03-16 10:00").prepared("WK-1")
    rules = found(story, check("WK-1", "2026-03-16"))
    assert [one.code for one in rules] == ["dosing.phase_order"]
    passed = story.does(passing(*rules, item=item("WK-1")))
    assert passed.decides(check("WK-1", "2026-03-16"))


def test_within_a_phase_nobody_leaps_over_an_open_dose() -> None:
    story = planned().at("2026-03-05 10:00").prepared("IND-2")
    refused = story.refused(check("IND-2", "2026-03-05"))
    assert refused == {"dosing.earlier_open"}


def test_a_passed_rule_passes_neither_another_rule_nor_the_gate_of_another_access() -> None:
    story = _low().does(passing(*found(_low(), check())))
    assert story.refused(check(subject_id="EX1-999")) == {"dosing.differs_patient"}
    assert "labs.outside" in story.refused(check(access=Access.LUMBAR))


def test_evidence_keeps_every_kind_of_value_and_leaves_names_and_blanks_out() -> None:
    alert = stop(
        "labs.outside",
        "",
        access=Access.LUMBAR,
        days=3,
        last=date(2026, 3, 1),
        name=Label("a", "b"),
        names=(Label("a", "b"),),
        none=None,
        signs=("one", Access.OMMAYA),
        value=mg("2.00"),
    )
    assert evidence_of(alert).facts == (
        Fact("access", text="lumbar"),
        Fact("days", number=3),
        Fact("last", on=date(2026, 3, 1)),
        Fact("signs", texts=("one", "ommaya")),
        Fact("value", amount=mg("2.00")),
    )


def test_an_override_reads_back_as_it_was_written() -> None:
    [event] = _low().decides(passing(*found(_low(), check())))
    assert isinstance(event, RulesOverridden)
    assert from_plain(to_plain(event)) == event


@pytest.mark.parametrize("site", ["erythema", "swelling", "tenderness"])
def test_a_site_that_is_not_intact_is_a_physicians_decision_and_pus_is_nobodys(site: str) -> None:
    ready = planned().at(NOW).ready("IND-1").at("2026-03-02 10:10")
    told = record(facts=ommaya(site_inspection=site))
    rules = found(ready, told)
    assert [one.code for one in rules] == ["dosing.site_suspect"]
    assert ready.does(passing(*rules)).decides(told)[-1].breaches == ()
    pus = found(ready, record(facts=ommaya(site_inspection="pus")))
    assert ready.refused(passing(*pus)) == {"overrides.absolute"}


def test_a_rule_passed_only_after_the_injection_is_told_with_an_incident() -> None:
    ready = planned().at(NOW).ready("IND-1")
    story = ready.at("2026-03-02 10:10").does(labs(LOW, platelets="42"))
    rules = found(story, record())
    assert [one.code for one in rules] == ["labs.outside"]
    after = story.does(passing(*rules))
    assert after.refused(record()) == {"labs.outside"}
    told = after.decides(record(incident="seen only afterwards (synthetic)"))[-1]
    assert told.breaches == ("labs.outside",)
    assert told.overridden == ()


def test_what_is_no_longer_a_physicians_to_pass_is_not_offered_to_be_passed() -> None:
    ready = planned().at(NOW).ready("IND-1")
    story = ready.at("2026-03-02 10:10").does(labs(LOW, platelets="42"))
    with pytest.raises(Refused) as caught:
        story.decides(record())
    assert [one.severity for one in caught.value.alerts] == [Severity.STOP]


def test_the_record_says_when_a_rule_was_passed_also_in_the_minute_of_the_start() -> None:
    ready = planned().at(NOW).prepared("IND-1").does(labs(LOW, platelets="42"))
    passed = ready.does(passing(*found(ready, check()))).does(check()).does(time_out())
    given = passed.at("2026-03-02 10:10").decides(record(started="2026-03-02 10:00"))[-1]
    assert [one.signed_at for one in given.overridden] == [at(NOW)]
