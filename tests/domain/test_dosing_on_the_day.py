"""A dose told on its day: the register, who was there, what paper and a remainder may say."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ltm_desktop.domain.dosing import (
    AfterCare,
    Given,
    Source,
)
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.patients import WithdrawPatient
from ltm_desktop.domain.quantities import ml
from ltm_desktop.domain.terms import ItemState, Task
from tests.builders import (
    NURSE,
    PATIENT,
    PHYSICIAN,
    RESEARCH_NURSE,
    at,
    check,
    competency,
    person,
    record,
    start,
    syringe,
)
from tests.cases.clinical import day
from tests.domain.dose_steps import LATE, UNCHECKED, needs_incident, ready, told
from tests.stories import planned


def test_a_late_entry_asks_the_register_of_the_day_of_the_act() -> None:
    expired = person(NURSE, competencies=(competency(Task.ADMINISTER, until="2026-03-02"),))
    late = ready().staffed(expired).at("2026-03-20 09:00")
    assert told(late, record(**LATE)).breaches == ()
    renewed = person(NURSE, competencies=(competency(Task.ADMINISTER, since="2026-03-03"),))
    needs_incident(ready().staffed(renewed), record(), "people.not_on_register")


def test_the_day_of_the_act_is_the_sites_day_whatever_offset_was_typed() -> None:
    expired = person(NURSE, competencies=(competency(Task.ADMINISTER, until="2026-03-02"),))
    utc = at("2026-03-02 10:02").astimezone(ZoneInfo("America/Los_Angeles"))
    command = record(started_at=utc, ended_at=utc + timedelta(minutes=5))
    assert command.started_at.date() == day("2026-03-01")
    event = told(ready().staffed(expired), command)
    assert event.state is ItemState.GIVEN_IN_WINDOW


def test_a_physician_injects_while_a_research_nurse_writes() -> None:
    story = planned().ready("IND-1", operator=PHYSICIAN).at("2026-03-02 10:10")
    assert told(story, record(operator=PHYSICIAN), RESEARCH_NURSE).operator == PHYSICIAN


def test_a_check_may_not_be_reused_for_a_recorded_act() -> None:
    story = ready().does(record())
    assert story.refused(check()) == {"dosing.already_recorded"}


def test_a_patient_who_leaves_later_that_day_needs_no_incident_for_an_injection_begun_before() -> (
    None
):
    begun = planned().at("2026-03-02 10:00").ready("IND-1").does(start(started="2026-03-02 10:00"))
    left = begun.at("2026-03-02 10:30").does(
        WithdrawPatient(PATIENT, day("2026-03-02"), "patient's wish"), PHYSICIAN
    )
    assert left.decides(record(started="2026-03-02 10:00"))[-1].breaches == ()
    unbegun = planned().at("2026-03-02 10:00").ready("IND-1").at("2026-03-02 10:30")
    gone = unbegun.does(WithdrawPatient(PATIENT, day("2026-03-02"), "patient's wish"), PHYSICIAN)
    assert gone.refused(record(started="2026-03-02 10:00")) == {"patients.withdrawn"}


def test_paper_does_not_set_aside_what_the_ledger_saw_checked() -> None:
    story = planned().at("2026-03-02 10:00").ready("IND-1").at("2026-03-02 10:30")
    paper: dict[str, Any] = {
        "source": Source.TRANSCRIBED,
        "late_reason": "power cut (synthetic)",
        "paper_checked_at": at("2026-03-02 10:00"),
        "paper_timed_out_at": at("2026-03-02 10:00"),
    }
    assert story.decides(record(**paper))[-1].breaches == ()
    other = record(**paper, syringe=syringe(lot="LOT-EX-2", preparation="prep-IND-1"))
    assert story.refused(other) == {"dosing.differs_from_check"}
    assert story.refused(record("IND-1", "2026-03-02 10:25", **paper)) == {
        "dosing.check_too_old",
        "dosing.time_out_too_old",
    }


def test_the_remainder_of_a_partial_dose_is_lawful_nowhere_and_told_with_an_incident() -> None:
    part = record(
        volume_injected=ml("2.5"),
        outcome=Given.PARTIAL,
        reason="patient_unwell",
        after=AfterCare(leftover="destroyed_by_two"),
    )
    story = ready().does(part).at("2026-03-02 12:00")
    rest = record(record=RecordId("adm-rest"), started="2026-03-02 11:30")
    codes = ("dosing.remainder", *UNCHECKED, "dosing.too_soon")
    needs_incident(story, rest, *codes)
