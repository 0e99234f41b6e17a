"""The plan as events: made once from the signed configuration, moved by what happened."""

from dataclasses import replace
from datetime import date

import pytest

from ltm_desktop.domain.acts import EntryFacts
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.patients import RecordDeath, WithdrawPatient
from ltm_desktop.domain.planning import PlanSlice, TreatmentPlanned, closures_used, evolve
from ltm_desktop.domain.terms import ItemKind
from tests.builders import (
    ANCHOR,
    NURSE,
    PATIENT,
    PHARMACIST,
    THERAPIST,
    calendar,
    enrol,
    order,
    plan,
)
from tests.cases.clinical import day, example
from tests.course_builders import course
from tests.stories import Story, enrolled, planned


@pytest.mark.parametrize(("arm", "second"), [("A", "concomitant"), ("B", "consolidation")])
def test_eight_doses_in_two_phases_are_planned_in_both_arms(arm: str, second: str) -> None:
    items = planned(arm).chart.plan.of(ItemKind.DOSE)
    assert [item.number for item in items] == list(range(1, 9))
    assert [item.phase for item in items] == ["induction"] * 4 + [second] * 4
    assert {item.of for item in items} == {8}


def test_a_plan_keeps_the_closures_it_was_made_with() -> None:
    story = replace(enrolled(), calendar=calendar("2026-03-05", "2026-05-01"))
    (planned_event,) = story.decides(plan())
    assert isinstance(planned_event, TreatmentPlanned)
    assert planned_event.closures == (day("2026-03-05"),)
    assert story.told(planned_event).scheduled()["IND-2"] == "2026-03-04"


def test_nothing_planned_uses_no_closures() -> None:
    assert closures_used(enrolled().act(NURSE), ()) == ()


def test_a_plan_is_made_once() -> None:
    assert planned().refused(plan()) == {"schedule.already_planned"}


def test_a_plan_needs_consent_and_an_arm() -> None:
    screened = Story(protocol=example()).does(enrol(consent=None, arm=None))
    assert screened.refused(plan()) == {"patients.no_consent", "patients.no_arm"}
    assert Story(protocol=example()).refused(plan()) == {"patients.unknown"}


def test_an_unsigned_configuration_plans_nothing() -> None:
    assert replace(enrolled(), protocol=None).refused(plan()) == {"configuration.none_signed"}


def test_nobody_withdrawn_or_dead_is_planned() -> None:
    withdrawn = enrolled().does(WithdrawPatient(PATIENT, ANCHOR, "wish"))
    assert withdrawn.refused(plan()) == {"patients.withdrawn"}
    dead = withdrawn.does(RecordDeath(PATIENT, ANCHOR))
    assert dead.refused(plan()) == {"patients.withdrawn", "patients.died"}


@pytest.mark.parametrize("by", [PHARMACIST, THERAPIST])
def test_only_people_who_look_after_patients_plan(by: PersonId) -> None:
    assert enrolled().refused(plan(), by) == {"people.role_needed"}


def test_a_ninth_dose_and_a_fraction_are_not_planned_doses() -> None:
    story = planned("A")
    assert "dosing.no_such_dose" in story.refused(order("WK-5"), PersonId("d.example"))
    irradiated = story.does(course(), PersonId("d.example"))
    assert "dosing.no_such_dose" in irradiated.refused(order("RT-1"), PersonId("d.example"))


def test_a_fold_takes_the_plan_from_its_event_and_asks_no_calendar() -> None:
    (event,) = enrolled().decides(plan())
    facts = EntryFacts(1, enrolled().now, NURSE)
    assert evolve(PlanSlice(), event, facts).items == {one.code: one for one in event.items}
    assert evolve(PlanSlice(), object(), facts) == PlanSlice()


@pytest.mark.parametrize("anchor", ["2025-12-01", "2026-08-30", "9999-12-31", "0001-01-01"])
def test_a_plan_out_of_reach_is_refused(anchor: str) -> None:
    assert "schedule.out_of_reach" in enrolled().refused(plan(date.fromisoformat(anchor)))
    far = course(max(anchor, "2026-08-31"))
    assert "schedule.out_of_reach" in planned("A").refused(far, PersonId("d.example"))


def test_no_plan_begins_before_the_consent() -> None:
    early = plan(date(2026, 2, 19))
    assert enrolled().refused(early) == {"schedule.before_consent"}
