"""The reservoir's record: who tells what, what is refused, and what it says before a dose."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.domain.alerts import Alert, Severity
from ltm_desktop.domain.attestation import writers_of
from ltm_desktop.domain.gates import check_gates
from ltm_desktop.domain.hard_rules import grade
from ltm_desktop.domain.patients import AccessDevice
from ltm_desktop.domain.reservoir import (
    CLEARERS,
    RecordReservoir,
    ReservoirRecorded,
    ReservoirSlice,
    ReservoirWhat,
    evolve,
    implanted_on,
)
from ltm_desktop.domain.terms import Access
from tests.builders import (
    NURSE,
    PATIENT,
    PHARMACIST,
    PHYSICIAN,
    RESEARCH_NURSE,
    assess,
    at,
    check,
    item,
    reservoir,
)
from tests.cases.hard_rules import bedside
from tests.stories import Story, enrolled, planned

W = ReservoirWhat
NOW = "2026-03-02 10:00"
NOTES = {"reservoir.no_imaging", "reservoir.no_flow_study"}


def _told(*facts: tuple[ReservoirWhat, str]) -> ReservoirSlice:
    found = ReservoirSlice()
    for what, on in facts:
        found = evolve(found, ReservoirRecorded(what, date.fromisoformat(on)))
    return found


def _found(story: Story, access: Access = Access.OMMAYA, moment: str = NOW) -> dict[str, Alert]:
    alerts = check_gates(bedside(story), item("IND-1"), access, at(moment))
    return {one.code: one for one in grade(alerts) if one.code.startswith("reservoir.")}


def _bare() -> Story:
    """Return a planned story of which no reservoir was ever told."""
    story = planned().at(NOW).does(assess())
    return replace(story, chart=replace(story.chart, reservoir=ReservoirSlice()))


@pytest.mark.parametrize("who", [NURSE, RESEARCH_NURSE, PHYSICIAN])
def test_those_who_write_at_the_bedside_tell_what_happened_with_the_report(who: Any) -> None:
    told = {"side": "right frontal", "make": "Example", "surgeon": "Demo", "result": "tip free"}
    command = reservoir(W.IMPLANTED, note="synthetic", **told)
    expected = ReservoirRecorded(W.IMPLANTED, command.on, note="synthetic", **told)
    assert enrolled().decides(command, who) == (expected,)


@pytest.mark.parametrize("who", [PHARMACIST])
def test_nobody_else_tells_anything_of_a_reservoir(who: Any) -> None:
    assert enrolled().refused(reservoir(W.FLOW_STUDY), who) == {"people.role_needed"}


def test_a_suspicion_is_told_by_a_nurse_and_cleared_by_a_physician_only() -> None:
    story = planned().does(reservoir(W.INFECTION_SUSPECTED, "2026-02-22"))
    cleared = reservoir(W.INFECTION_CLEARED, "2026-02-24")
    assert story.refused(cleared, NURSE) == {"people.role_needed"}
    assert story.does(cleared, PHYSICIAN).chart.reservoir.infection_since is None
    assert writers_of(ReservoirRecorded(W.INFECTION_CLEARED, cleared.on)) == CLEARERS


def test_what_was_never_suspected_is_not_cleared_and_not_before_it_was() -> None:
    cleared = reservoir(W.INFECTION_CLEARED, "2026-02-21")
    assert planned().refused(cleared, PHYSICIAN) == {"reservoir.not_suspected"}
    story = planned().does(reservoir(W.INFECTION_SUSPECTED, "2026-02-22"))
    assert story.refused(cleared, PHYSICIAN) == {"reservoir.not_suspected"}


def test_a_day_to_come_one_before_birth_and_unseen_characters_are_refused() -> None:
    story = planned().at(NOW)
    assert story.refused(reservoir(W.MRI_NOTE, "2026-03-03")) == {"reservoir.future"}
    assert story.refused(reservoir(W.MRI_NOTE, "1961-03-01")) == {"reservoir.before_birth"}
    unseen = reservoir(W.MRI_NOTE, result="a\u202eb")
    assert story.refused(unseen) == {"texts.unseen_character"}


@pytest.mark.parametrize("what", [W.REVISED, W.REMOVED])
def test_nothing_is_revised_or_removed_before_it_was_implanted(what: ReservoirWhat) -> None:
    assert enrolled().refused(reservoir(what)) == {"reservoir.not_implanted"}
    story = enrolled().does(reservoir(W.IMPLANTED, "2026-02-10"))
    assert story.refused(reservoir(what, "2026-02-09")) == {"reservoir.not_implanted"}
    assert story.decides(reservoir(what, "2026-02-10"))


def test_the_enrolment_counts_as_an_implant_where_nothing_else_was_told() -> None:
    patient = enrolled().chart.patient
    assert patient is not None
    device = AccessDevice(Access.OMMAYA, "right frontal", date(2026, 2, 1))
    known = replace(patient, access=device)
    assert implanted_on(ReservoirSlice(), known) == date(2026, 2, 1)
    told = _told((W.IMPLANTED, "2026-02-03"))
    assert implanted_on(told, known) == date(2026, 2, 3)
    lumbar = replace(patient, access=AccessDevice(Access.LUMBAR))
    assert implanted_on(ReservoirSlice(), lumbar) is None
    assert implanted_on(ReservoirSlice(), None) is None


def test_the_history_stands_by_its_days_whenever_it_was_entered() -> None:
    told = _told((W.FLOW_STUDY, "2026-02-12"), (W.IMPLANTED, "2026-02-10"))
    assert [one.what for one in told.history] == [W.IMPLANTED, W.FLOW_STUDY]
    assert evolve(told, object()) is told


def test_imaging_and_flow_of_an_earlier_reservoir_say_nothing_of_a_new_one() -> None:
    old = (W.IMPLANTED, "2026-01-01"), (W.IMAGING_CHECKED, "2026-01-02"), (W.REMOVED, "2026-01-20")
    told = _told(*old, (W.IMPLANTED, "2026-02-10"))
    assert (told.imaging_on, told.flow_study_on, told.removed_on) == (None, None, None)
    assert told.until(date(2026, 1, 25)).removed_on == date(2026, 1, 20)
    assert told.until(date(2026, 1, 25)).imaging_on == date(2026, 1, 2)


@given(st.lists(st.sampled_from([W.INFECTION_SUSPECTED, W.INFECTION_CLEARED]), max_size=8))
def test_a_suspicion_stands_until_it_is_cleared(order: list[ReservoirWhat]) -> None:
    told = _told(*((what, f"2026-02-{number + 1:02}") for number, what in enumerate(order)))
    is_open = bool(order) and order[-1] is W.INFECTION_SUSPECTED
    assert (told.infection_since is not None) is is_open


def test_before_the_first_use_what_is_not_on_file_is_noted_and_blocks_nothing() -> None:
    assert set(_found(_bare())) == NOTES
    assert {one.severity for one in _found(_bare()).values()} == {Severity.NOTE}
    assert _found(_bare(), Access.LUMBAR) == {}
    assert _found(planned().at(NOW).does(assess())) == {}


@pytest.mark.parametrize(("on", "early"), [("2026-02-27", False), ("2026-02-28", True)])
def test_a_use_that_may_lie_within_48_hours_of_the_implant_is_noted(on: str, early: bool) -> None:
    story = _bare().does(reservoir(W.IMPLANTED, on))
    assert ("reservoir.early_use" in _found(story)) is early


def test_once_it_was_used_nothing_more_is_noted_until_another_is_implanted() -> None:
    given_once = planned().gives("IND-1", "2026-03-02").at("2026-03-05 09:00")
    bare = replace(given_once.chart, reservoir=ReservoirSlice())
    story = replace(given_once, chart=bare)
    assert _found(story, moment="2026-03-05 10:00") == {}
    again = story.does(reservoir(W.IMPLANTED, "2026-03-04"))
    assert set(_found(again, moment="2026-03-05 10:00")) == NOTES | {"reservoir.early_use"}


def test_an_open_suspicion_is_a_physicians_decision_and_stands_against_ommaya_only() -> None:
    story = planned().does(reservoir(W.INFECTION_SUSPECTED, "2026-02-22")).at(NOW)
    found = _found(story)["reservoir.infection_suspected"]
    assert found.severity is Severity.OVERRIDE
    assert found.values["on"] == date(2026, 2, 22)
    assert _found(story, Access.LUMBAR) == {}
    cleared = story.does(reservoir(W.INFECTION_CLEARED, "2026-02-24"), PHYSICIAN)
    assert _found(cleared) == {}
    # a dose told later is held against what was so on its day
    assert _found(story, moment="2026-02-21 10:00") == {}


def test_into_a_reservoir_that_was_removed_nothing_is_injected_and_nobody_passes_it() -> None:
    story = planned().does(reservoir(W.IMPLANTED, "2026-02-10"))
    story = story.does(reservoir(W.REMOVED, "2026-02-26")).at(NOW)
    assert _found(story)["reservoir.removed"].severity is Severity.STOP
    ready = planned().at(NOW).prepared("IND-1").does(reservoir(W.IMPLANTED, "2026-02-01"))
    ready = ready.does(reservoir(W.REMOVED, "2026-03-02"))
    assert "reservoir.removed" in ready.refused(check())


def test_a_fact_belongs_to_one_patient() -> None:
    command = reservoir(W.MRI_NOTE)
    assert isinstance(command, RecordReservoir)
    assert command.patient == PATIENT
