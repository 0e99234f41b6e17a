"""A dose told as it happened: the impossible is refused, a broken plan needs an incident."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ltm_desktop.domain.acts import Signer, elapsed
from ltm_desktop.domain.decisions import required_signers
from ltm_desktop.domain.dosing import (
    AsPlanned,
    DoseRecorded,
    Given,
    LumbarFacts,
    NotGiven,
    Timing,
)
from ltm_desktop.domain.dosing_kept import check_treated_on
from ltm_desktop.domain.dosing_rules import check_findings
from ltm_desktop.domain.dosing_steps import InjectionStarted
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.patients import RecordDeath, WithdrawPatient
from ltm_desktop.domain.quantities import gy, mg, ml
from ltm_desktop.domain.records import Flag
from ltm_desktop.domain.terms import Access, ItemState, Meaning
from tests.builders import (
    ANCHOR,
    MONITOR,
    NURSE,
    PATIENT,
    PHARMACIST,
    PHYSICIAN,
    RESEARCH_NURSE,
    SECOND,
    at,
    check,
    lumbar,
    not_given,
    ommaya,
    record,
    syringe,
)
from tests.cases.clinical import day
from tests.domain.dose_steps import INCIDENT, LATE, UNCHECKED, needs_incident, ready, told
from tests.stories import Story, enrolled, planned


def test_an_injection_is_recorded_with_what_was_checked() -> None:
    event = told(ready(), record())
    assert event.state is ItemState.GIVEN_IN_WINDOW
    assert (event.drug, event.delivered) == ("pemetrexed", mg("10"))
    assert event.checked_at == at("2026-03-02 10:00")
    assert (event.breaches, event.incident, event.second_signed) == ((), "", True)


def test_a_lumbar_puncture_is_recorded_with_its_own_facts() -> None:
    story = planned().ready("IND-1", access=Access.LUMBAR).at("2026-03-02 10:10")
    event = told(story, record(access=Access.LUMBAR, facts=lumbar()))
    assert isinstance(event.facts, LumbarFacts)


def test_operator_second_person_and_scribe_sign_what_they_did() -> None:
    act = ready().act
    by_operator = required_signers(record(), act(NURSE))
    assert by_operator == (Signer(NURSE, Meaning.ADMINISTERED), Signer(SECOND, Meaning.CHECKED))
    by_scribe = required_signers(record(operator=PHYSICIAN), act(NURSE))
    assert by_scribe == (
        Signer(PHYSICIAN, Meaning.ADMINISTERED),
        Signer(SECOND, Meaning.CHECKED),
        Signer(NURSE, Meaning.OBSERVED),
    )
    called_away = required_signers(record(second_present=False), act(NURSE))
    assert called_away == (Signer(NURSE, Meaning.ADMINISTERED),)


def test_a_record_keeps_order_plan_and_scribe_and_late_beside_partial() -> None:
    late = planned().gives("IND-1", "2026-03-02").at("2026-03-20 10:00").ready("IND-2")
    part = {"outcome": Given.PARTIAL, "reason": "pain", "volume_injected": ml("1")}
    command = record("IND-2", "2026-03-20 10:02", **part)
    event = told(late.at("2026-03-20 10:10"), command, RESEARCH_NURSE)
    assert (event.state, event.timing) == (ItemState.PARTIAL, Timing.LATE)
    item = late.chart.plan.items[command.item]
    assert event.planned == AsPlanned(
        PHYSICIAN, mg("10"), item.scheduled, item.window_from, item.window_to
    )
    assert event.written_by == RESEARCH_NURSE
    story = late.told(event)
    assert set(story.chart.records.by_id[command.record].flags) >= {Flag.PARTIAL, Flag.LATE}


# what can never be written, with or without an incident


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"started_at": at("2026-03-02 10:11"), "ended_at": at("2026-03-02 10:12")}, "future_time"),
        ({"ended_at": at("2026-03-02 10:11")}, "future_time"),
        ({"ended_at": at("2026-03-02 10:01")}, "ends_before_start"),
        ({"second": NURSE}, "same_person"),
        ({"dose": gy("10")}, "unit_not_mg"),
        ({"dose": mg("0")}, "zero_dose"),
        ({"volume_injected": mg("5.0")}, "wrong_unit"),
        ({"volume_injected": ml("5.1")}, "more_than_syringe"),
        ({"volume_injected": ml("4.9")}, "complete_but_less"),
        ({"volume_injected": ml("0")}, "nothing_injected"),
        ({"volume_injected": ml("-1"), "outcome": Given.ABANDONED}, "nothing_injected"),
        ({"outcome": Given.PARTIAL, "reason": "pain"}, "partial_but_all"),
        ({"outcome": Given.ABANDONED, "volume_injected": ml("0")}, "reason_missing"),
        (
            {"outcome": Given.PARTIAL, "volume_injected": ml("1"), "reason": "other"},
            "other_needs_words",
        ),
        ({"facts": lumbar()}, "facts_of_other_access"),
        ({"access": Access.LUMBAR}, "facts_of_other_access"),
        ({"facts": ommaya(refill=" ")}, "field_missing"),
        ({"facts": ommaya(csf_appearance="")}, "field_missing"),
        ({"facts": ommaya(csf_withdrawn=mg("5"))}, "wrong_unit"),
        ({"facts": ommaya(flush=ml("-1"))}, "negative"),
        ({"syringe": syringe(lot="")}, "field_missing"),
    ],
)
def test_the_impossible_is_refused_even_with_an_incident(
    changes: dict[str, Any], code: str
) -> None:
    command = replace(record(incident=INCIDENT), **changes)
    assert f"dosing.{code}" in ready().refused(command)


def test_an_injection_may_end_this_very_minute_and_take_no_minute_at_all() -> None:
    command = record(started="2026-03-02 10:10", ended_at=at("2026-03-02 10:10"))
    assert told(ready(), command).breaches == ()


def test_an_empty_syringe_gives_no_dose() -> None:
    command = record(syringe=syringe(volume=ml("0")), incident=INCIDENT)
    assert "dosing.empty_syringe" in ready().refused(command)


def test_all_that_is_blank_is_named_at_once() -> None:
    command = record(facts=ommaya(site_inspection="", refill="", csf_appearance=""))
    with pytest.raises(Refused) as refused:
        ready().decides(command)
    assert [alert.values["field"] for alert in refused.value.alerts] == [
        "site_inspection",
        "refill",
        "csf_appearance",
    ]


def test_the_second_person_may_write_the_record_and_signs_it_once() -> None:
    assert told(ready(), record(), SECOND).written_by == SECOND
    assert required_signers(record(), ready().act(SECOND)) == (
        Signer(NURSE, Meaning.ADMINISTERED),
        Signer(SECOND, Meaning.CHECKED),
    )


def test_a_second_person_is_a_person_of_the_site_even_with_an_incident() -> None:
    stranger = record(second=PersonId("nobody"), second_present=False, incident=INCIDENT)
    assert ready().refused(stranger) == {"people.unknown"}


def test_a_dose_given_while_on_hold_needs_an_incident() -> None:
    held = not_given("IND-1", NotGiven.HELD, "2026-03-02 10:00", until=day("2026-03-04"))
    fallen = ("dosing.not_checked", "dosing.time_out")
    needs_incident(ready().does(held), record(), "dosing.on_hold", *fallen)
    before = record(started="2026-03-02 10:00")
    later = not_given("IND-1", NotGiven.HELD, "2026-03-02 10:01", until=day("2026-03-04"))
    # not on hold yet; that somebody held it meanwhile took check and time-out with it all the same
    needs_incident(ready().does(later), before, *fallen)


def test_what_ended_after_the_day_of_the_dose_is_no_breach_of_it() -> None:
    later = ready().at("2026-03-10 09:00")
    withdrawn = later.does(WithdrawPatient(PATIENT, day("2026-03-03"), "wish"), PHYSICIAN)
    assert told(withdrawn, record(**LATE)).breaches == ()
    died = later.does(RecordDeath(PATIENT, day("2026-03-02")), PHYSICIAN)
    assert told(died, record(**LATE)).breaches == ()
    dead = later.does(RecordDeath(PATIENT, day("2026-03-01")), PHYSICIAN)
    needs_incident(dead, record(**LATE), "patients.died")
    assert [one.code for one in check_treated_on(later.chart.patient, day("2026-02-19"))] == [
        "patients.no_consent"
    ]


@pytest.mark.parametrize(
    ("by", "code"), [(MONITOR, "review.reads_only"), (PHARMACIST, "people.role_needed")]
)
def test_only_people_of_the_bedside_write_its_record(by: PersonId, code: str) -> None:
    assert ready().refused(record(incident=INCIDENT), by) == {code}


def test_a_dose_is_settled_once_and_a_retry_of_the_same_act_says_so() -> None:
    story = ready().does(record())
    assert story.refused(record(incident=INCIDENT)) == {"dosing.already_recorded"}
    other_desk = record(record=RecordId("adm-other"), incident=INCIDENT)
    assert "dosing.already_settled" in story.refused(replace(other_desk, incident=""))
    assert story.refused(not_given(record=RecordId("not-1"))) == {"dosing.already_settled"}


def test_a_dose_that_no_plan_holds_is_refused() -> None:
    assert ready().refused(record("WK-5", incident=INCIDENT)) == {"dosing.no_such_dose"}


def test_a_dose_injected_twice_is_told_and_counts_in_the_interval() -> None:
    story = planned().gives("IND-1", "2026-03-02").at("2026-03-02 12:00")
    again = record(started="2026-03-02 11:00", record=RecordId("adm-again"))
    codes = ("dosing.already_settled", *UNCHECKED, "dosing.too_soon")
    needs_incident(story, again, *codes)
    twice = story.does(replace(again, incident=INCIDENT))
    assert len(twice.chart.dosing.injections()) == 2
    next_one = twice.at("2026-03-04 10:30").prepared("IND-2")
    command = check("IND-2", "2026-03-04")
    assert next_one.refused(command) == {"dosing.too_soon"}
    assert next_one.at("2026-03-04 11:00").decides(command)
    assert twice.chart.plan.anchor == ANCHOR


def test_a_dose_given_after_it_was_written_as_omitted_is_told() -> None:
    story = ready().does(not_given())
    fallen = ("dosing.not_checked", "dosing.time_out")
    needs_incident(story, record(), "dosing.already_settled", *fallen)
    given_late = story.does(record(incident=INCIDENT))
    assert given_late.chart.dosing.settled[record().item].state is ItemState.GIVEN_IN_WINDOW


def test_an_injection_beyond_the_plan_is_told_under_a_code_of_its_own() -> None:
    story = planned().gives("IND-1", "2026-03-02").at("2026-03-03 12:00")
    extra = story.chart.dosing.next_extra()
    command = record(extra, "2026-03-03 11:00")
    codes = ("dosing.not_planned", "dosing.no_order", *UNCHECKED, "dosing.too_soon")
    needs_incident(story, command, *codes)
    event = told(story, replace(command, incident=INCIDENT))
    assert (event.drug, event.timing) == ("pemetrexed", Timing.NO_WINDOW)
    ninth = story.does(replace(command, incident=INCIDENT))
    assert (extra, ninth.chart.dosing.next_extra()) == ("EXTRA-1", "EXTRA-2")
    more = record("EXTRA-2", "2026-03-03 11:30")
    assert "dosing.too_soon" in ninth.refused(more)
    assert ninth.refused(check("EXTRA-2")) >= {"dosing.no_such_dose"}
    follows = ninth.at("2026-03-05 10:59").prepared("IND-2")
    assert follows.refused(check("IND-2", "2026-03-05")) == {"dosing.too_soon"}


def test_an_injection_of_a_patient_without_a_plan_is_told() -> None:
    story = enrolled().at("2026-03-02 10:10").with_labs()
    codes = ("dosing.not_planned", "dosing.no_order", *UNCHECKED)
    needs_incident(story, record("EXTRA-1"), *codes)
    extra = story.decides(record("EXTRA-1", incident=INCIDENT))
    assert [type(one) for one in extra] == [InjectionStarted, DoseRecorded]
    assert story.refused(record("EXTRA-x", incident=INCIDENT)) == {"dosing.no_such_dose"}


def test_a_drug_is_never_guessed_for_an_injection_under_no_signed_configuration() -> None:
    story = replace(enrolled(), protocol=None).at("2026-03-02 10:10")
    assert told(story, record("EXTRA-1", incident=INCIDENT)).drug == ""


def test_nothing_is_told_of_somebody_nobody_enrolled() -> None:
    story = Story(protocol=planned().protocol)
    assert story.refused(record(incident=INCIDENT)) == {"patients.unknown"}
    assert story.refused(not_given()) == {"patients.unknown"}


# what broke the plan


def test_a_dose_too_soon_needs_an_incident() -> None:
    story = planned().gives("IND-1", "2026-03-02").at("2026-03-04 10:01")
    story = story.ordered("IND-2").at("2026-03-04 10:30")
    command = record("IND-2", "2026-03-04 09:00")
    needs_incident(story, command, *UNCHECKED, "dosing.too_soon")


def test_a_late_entry_is_held_against_the_injection_after_it() -> None:
    story = ready("IND-1").ordered("IND-2").at("2026-03-05 10:00")
    second = record("IND-2", "2026-03-05 09:00", incident=INCIDENT)
    story = story.does(second).at("2026-03-05 11:00")
    late = record("IND-1", "2026-03-03 09:30", **LATE)
    stale = ("dosing.check_too_old", "dosing.time_out_too_old", "dosing.differs_from_check")
    needs_incident(story, late, *stale, "dosing.too_soon")


def test_an_interval_is_counted_in_true_hours_when_the_clocks_change() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    before = at("2026-03-28 10:00").replace(tzinfo=berlin)
    after = at("2026-03-29 10:00").replace(tzinfo=berlin)
    assert elapsed(before, after) == timedelta(hours=23)


def test_a_dose_that_was_not_checked_needs_an_incident() -> None:
    story = planned().ordered("IND-1").at("2026-03-02 10:10")
    needs_incident(story, record(), *UNCHECKED)
    assert told(story, record(incident=INCIDENT)).checked_at is None


def test_a_check_made_for_another_form_is_no_check() -> None:
    needs_incident(ready(), record(record=RecordId("adm-new")), *UNCHECKED)


def test_a_check_by_other_people_needs_an_incident() -> None:
    needs_incident(ready(), record(second=PHYSICIAN), "dosing.other_people_checked")


def test_a_check_goes_stale_after_the_minutes_the_site_signed() -> None:
    story = ready().at("2026-03-02 10:30")
    assert told(story, record(started="2026-03-02 10:10")).breaches == ()
    stale = ("dosing.check_too_old", "dosing.time_out_too_old")
    needs_incident(story, record(started="2026-03-02 10:11"), *stale)


def test_a_check_after_the_start_needs_an_incident() -> None:
    too_late = ("dosing.checked_after_start", "dosing.time_out_after_start")
    needs_incident(ready(), record(started="2026-03-02 09:59"), *too_late)


def test_a_start_typed_to_the_minute_may_lie_in_the_minute_of_the_check() -> None:
    checked = planned().at("2026-03-02 10:00:40").ready("IND-1").at("2026-03-02 10:10")
    assert told(checked, record(started="2026-03-02 10:00")).breaches == ()


def test_another_syringe_than_the_checked_one_needs_an_incident() -> None:
    label = {"preparation": "prep-IND-1"}
    other = syringe(lot="LOT-EX-2", **label)
    needs_incident(ready(), record(syringe=other), "dosing.differs_from_check")
    same = record(syringe=syringe(volume=ml("5.00"), **label))
    assert told(ready(), same).breaches == ()


def test_what_differs_from_the_order_needs_an_incident() -> None:
    needs_incident(
        ready(), record(dose=mg("9.8")), "dosing.differs_dose", "dosing.differs_from_check"
    )
    needs_incident(
        ready(),
        record(access=Access.LUMBAR, facts=lumbar()),
        "dosing.differs_access",
        "dosing.differs_from_check",
    )


def test_a_dose_above_the_ceiling_that_was_given_needs_an_incident() -> None:
    needs_incident(
        ready(),
        record(dose=mg("16")),
        "dosing.above_ceiling",
        "dosing.differs_dose",
        "dosing.differs_from_check",
    )


def test_a_dose_without_an_order_is_told_with_the_drug_of_the_plan() -> None:
    story = planned().at("2026-03-02 10:10")
    needs_incident(story, record(), "dosing.no_order", *UNCHECKED)
    assert told(story, record(incident=INCIDENT)).drug == "pemetrexed"


def test_a_dose_under_no_signed_configuration_needs_an_incident() -> None:
    story = replace(planned(), protocol=None).at("2026-03-02 10:10")
    codes = ("configuration.none_signed", "dosing.no_order", *UNCHECKED)
    needs_incident(story, record(), *codes)
    event = told(story, record(incident=INCIDENT))
    assert event.drug == ""
    told_at_all = story.decides(record(incident=INCIDENT))
    assert [type(one) for one in told_at_all] == [InjectionStarted, DoseRecorded]


def test_a_check_counts_without_its_limit_when_no_configuration_is_signed() -> None:
    story = replace(ready(), protocol=None)
    needs_incident(story, record(), "configuration.none_signed")


def test_a_dose_that_leapfrogged_an_open_one_needs_an_incident() -> None:
    story = planned().at("2026-03-05 10:00").ordered("IND-2").at("2026-03-05 10:10")
    command = record("IND-2", "2026-03-05 10:02")
    needs_incident(story, command, "dosing.earlier_open", *UNCHECKED)


def test_a_dose_given_to_somebody_withdrawn_needs_an_incident() -> None:
    story = ready().does(WithdrawPatient(PATIENT, ANCHOR, "wish"), PHYSICIAN)
    needs_incident(story, record(), "patients.withdrawn")


def test_a_syringe_past_its_time_at_the_start_needs_an_incident() -> None:
    tray = syringe(use_by=at("2026-03-02 10:01"), preparation="prep-IND-1")
    story = planned().ready("IND-1", syringe=tray).at("2026-03-02 10:10")
    needs_incident(story, record(syringe=tray), "dosing.past_use_by")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"site_inspection": "pus"}, "dosing.site_unusable"),
        ({"site_inspection": "leak"}, "dosing.site_unusable"),
        ({"site_inspection": "wound_open"}, "dosing.site_unusable"),
        ({"csf_return": False}, "dosing.no_csf"),
        ({"csf_withdrawn": ml("0")}, "dosing.no_csf"),
    ],
)
@pytest.mark.parametrize("access", list(Access))
def test_no_free_csf_pus_leak_or_an_open_wound_needs_an_incident_by_either_access(
    access: Access, changes: dict[str, Any], code: str
) -> None:
    facts = replace(ommaya() if access is Access.OMMAYA else lumbar(), **changes)
    story = planned().ready("IND-1", access=access).at("2026-03-02 10:10")
    needs_incident(story, record(access=access, facts=facts), code)
    some: dict[str, Any] = {"outcome": Given.PARTIAL, "volume_injected": ml("1"), "reason": "pain"}
    needs_incident(story, record(access=access, facts=facts, **some), code)
    none: dict[str, Any] = {
        "outcome": Given.ABANDONED,
        "volume_injected": ml("0"),
        "reason": "no_csf",
    }
    stopped = record(access=access, facts=facts, **none)
    assert told(story, stopped).breaches == ()


def test_an_injection_through_a_reservoir_that_does_not_refill_needs_an_incident() -> None:
    needs_incident(ready(), record(facts=ommaya(refill="none")), "dosing.reservoir_unusable")


def test_a_finding_not_yet_made_forbids_nothing() -> None:
    assert not list(check_findings(site="", refill="", csf_return=None, withdrawn=None))


def test_the_codes_that_stop_an_injection_are_codes_of_the_protocol() -> None:
    protocol = planned().protocol
    assert protocol is not None
    assert {"pus", "leak", "wound_open"} < set(protocol.vocabulary("site_inspection"))
    assert "none" in protocol.vocabulary("refill")
