"""What a dose does to the plan, and a dose not given: people settle, the clock never does."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.domain.acts import Signer
from ltm_desktop.domain.decisions import required_signers
from ltm_desktop.domain.dosing import DoseNotGiven, Given, NotGiven, RecordDoseNotGiven
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.patients import RecordDeath
from ltm_desktop.domain.planning import PlanMoved
from ltm_desktop.domain.quantities import ml
from ltm_desktop.domain.schedule import item_state
from ltm_desktop.domain.terms import ItemState, Meaning
from tests.builders import (
    ANCHOR,
    NURSE,
    PATIENT,
    PHARMACIST,
    PHYSICIAN,
    assess,
    calendar,
    check,
    item,
    not_given,
    order,
    record,
)
from tests.cases.clinical import day
from tests.stories import Story, planned

INDUCTION = {"IND-1": "2026-03-02", "IND-2": "2026-03-05", "IND-3": "2026-03-09"}


def held(until: str = "2026-03-04") -> Story:
    return planned().does(not_given(outcome=NotGiven.HELD, until=day(until)))


def state(story: Story, code: str, on: str) -> ItemState:
    said = story.chart.dosing.settled.get(item(code))
    return item_state(
        story.chart.plan.items[item(code)],
        day(on),
        said.state if said else None,
        said.until if said else None,
    )


def test_a_first_dose_on_its_day_moves_nothing() -> None:
    story = planned().ready("IND-1").at("2026-03-02 10:10")
    assert not any(isinstance(one, PlanMoved) for one in story.decides(record()))


def test_a_first_dose_on_another_day_moves_every_dose_after_it() -> None:
    before = planned().scheduled()
    story = planned().gives("IND-1", "2026-03-03")
    after = story.scheduled()
    assert after["IND-1"] == before["IND-1"]
    assert [after[code] for code in ("IND-2", "IND-3", "IND-4", "WK-1", "WK-4")] == [
        "2026-03-06",
        "2026-03-10",
        "2026-03-13",
        "2026-03-17",
        "2026-04-07",
    ]


def test_a_moved_plan_names_the_record_that_moved_it_and_the_closures_it_used() -> None:
    story = replace(planned(), calendar=calendar("2026-03-10"))
    checked = story.at("2026-03-03 10:00").ready("IND-1").at("2026-03-03 10:10")
    *_, moved = checked.decides(record(started="2026-03-03 10:02"))
    assert isinstance(moved, PlanMoved)
    assert (moved.because, moved.closures) == ("adm-IND-1", (day("2026-03-10"),))
    assert {one.code for one in moved.items}.isdisjoint({"IND-1"})


def test_the_weekly_phase_starts_from_the_last_induction_dose_as_given() -> None:
    story = planned()
    for code, on in INDUCTION.items():
        story = story.gives(code, on)
    on_time = story.gives("IND-4", "2026-03-12").scheduled()
    late = story.gives("IND-4", "2026-03-13").scheduled()
    assert [on_time["WK-1"], on_time["WK-2"]] == ["2026-03-16", "2026-03-23"]
    assert [late["WK-1"], late["WK-2"]] == ["2026-03-17", "2026-03-24"]


def test_a_second_dose_on_another_day_leaves_the_targets_where_they_were() -> None:
    story = planned().gives("IND-1", "2026-03-02")
    targets = {code: one.target for code, one in story.chart.plan.items.items()}
    moved = story.gives("IND-2", "2026-03-06").chart.plan.items
    assert {code: one.target for code, one in moved.items()} == targets


def test_a_puncture_in_which_nothing_went_in_is_no_first_dose() -> None:
    story = planned().at("2026-03-03 10:00").ready("IND-1").at("2026-03-03 10:10")
    command = record(
        started="2026-03-03 10:02",
        outcome=Given.ABANDONED,
        volume_injected=ml("0"),
        reason="no_csf",
    )
    after = story.does(command)
    assert after.scheduled() == planned().scheduled()
    next_day = after.at("2026-03-04 10:00").prepared("IND-2")
    assert next_day.refused(check("IND-2", "2026-03-04")) == {"dosing.earlier_open"}
    assert state(after, "IND-1", "2026-03-04") is ItemState.OVERDUE
    again = next_day.made_again("IND-1", "prep-second-try")
    assert again.decides(check("IND-1", "2026-03-04", record=RecordId("adm-second-try")))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-03-05", ItemState.GIVEN_IN_WINDOW),
        ("2026-03-06", ItemState.GIVEN_IN_WINDOW),
        ("2026-03-07", ItemState.GIVEN_LATE),
    ],
)
def test_a_dose_is_in_its_window_or_late(on: str, expected: ItemState) -> None:
    story = planned().gives("IND-1", "2026-03-02").gives("IND-2", on)
    assert story.chart.dosing.settled[item("IND-2")].state is expected


def test_a_dose_before_its_window_is_early() -> None:
    story = planned()
    for code, on in INDUCTION.items():
        story = story.gives(code, on)
    story = story.at("2026-03-10 10:10").ordered("IND-4")
    story = story.does(record("IND-4", "2026-03-10 10:02", incident="told at once (example)"))
    assert story.chart.dosing.settled[item("IND-4")].state is ItemState.GIVEN_EARLY


# not given


def test_a_dose_not_given_is_told_with_its_reason() -> None:
    (event,) = planned().decides(not_given(note="platelets"))
    assert event == DoseNotGiven(
        RecordId("not-IND-1-omitted"),
        item("IND-1"),
        NotGiven.OMITTED,
        "toxicity",
        not_given().decided_at,
        None,
        "platelets",
    )
    act = planned().act(NURSE)
    assert required_signers(not_given(), act) == (Signer(NURSE, Meaning.OBSERVED),)


@pytest.mark.parametrize("outcome", [NotGiven.OMITTED, NotGiven.REFUSED, NotGiven.UNKNOWN])
def test_a_dose_told_as_not_given_is_settled(outcome: NotGiven) -> None:
    story = planned().does(assess()).does(not_given(outcome=outcome))
    assert story.chart.dosing.is_settled(item("IND-1"))
    assert state(story, "IND-1", "2026-06-01") is ItemState(outcome.value)
    assert "dosing.already_settled" in story.refused(order(), PHYSICIAN)


@pytest.mark.parametrize("outcome", [NotGiven.ABSENT, NotGiven.UNAVAILABLE])
def test_an_absent_patient_or_missing_drug_leaves_the_dose_open_by_the_clock(
    outcome: NotGiven,
) -> None:
    command = not_given(outcome=outcome)
    story = planned().does(command)
    assert not story.chart.dosing.is_settled(item("IND-1"))
    assert state(story, "IND-1", "2026-06-01") is ItemState.OVERDUE
    assert command.record in story.chart.records.by_id
    assert story.gives("IND-1", "2026-03-03").chart.dosing.is_settled(item("IND-1"))


def test_a_held_dose_is_due_again_on_its_day_and_can_then_be_given() -> None:
    story = held("2026-03-04")
    assert not story.chart.dosing.is_settled(item("IND-1"))
    states = [state(story, "IND-1", on) for on in ("2026-03-03", "2026-03-04", "2026-03-05")]
    assert states == [ItemState.HELD, ItemState.DUE_TODAY, ItemState.OVERDUE]
    given_late = story.gives("IND-1", "2026-03-04")
    assert state(given_late, "IND-1", "2026-03-05") is ItemState.GIVEN_IN_WINDOW
    assert given_late.scheduled()["IND-2"] != planned().scheduled()["IND-2"]


def test_a_held_dose_may_be_held_again_or_omitted() -> None:
    again = held("2026-03-04").does(
        not_given(outcome=NotGiven.HELD, until=day("2026-03-06"), record=RecordId("hold-2"))
    )
    assert again.chart.dosing.settled[item("IND-1")].until == day("2026-03-06")
    assert again.does(not_given()).chart.dosing.is_settled(item("IND-1"))


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (not_given(reason=" "), "dosing.reason_missing"),
        (not_given(reason="other"), "dosing.other_needs_words"),
        (not_given(decided="2026-03-02 10:01"), "dosing.future_time"),
        (not_given(outcome=NotGiven.HELD), "dosing.held_until_missing"),
        (not_given(outcome=NotGiven.HELD, until=day("2026-03-01")), "dosing.held_until_past"),
        (not_given("WK-5"), "dosing.no_such_dose"),
    ],
)
def test_an_incomplete_or_impossible_story_is_refused(
    command: RecordDoseNotGiven, code: str
) -> None:
    assert planned().refused(command) == {code}


def test_a_hold_told_late_may_be_over_already() -> None:
    late = planned().at("2026-03-09 09:00")
    command = not_given(outcome=NotGiven.HELD, until=day("2026-03-04"))
    assert late.decides(command)
    same_day = not_given(outcome=NotGiven.HELD, until=day("2026-03-02"))
    assert planned().decides(same_day)


@pytest.mark.parametrize("by", [PHARMACIST])
def test_only_people_of_the_bedside_tell_what_was_not_given(by: PersonId) -> None:
    assert planned().refused(not_given(), by) == {"people.role_needed"}


def test_a_dose_not_given_is_told_without_a_configuration_and_after_a_death() -> None:
    story = replace(planned().does(RecordDeath(PATIENT, ANCHOR)), protocol=None)
    assert story.decides(not_given())


@given(st.dates(min_value=day("2025-01-01"), max_value=day("2030-12-31")))
def test_no_clock_ever_produces_an_outcome(today: date) -> None:
    by_clock = {ItemState.PLANNED, ItemState.OPEN, ItemState.DUE_TODAY, ItemState.OVERDUE}
    items = planned().chart.plan.items.values()
    assert {item_state(one, today) for one in items} <= by_clock
