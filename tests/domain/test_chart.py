"""The fold: entries in order into one patient's chart, with records, papers and flags."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.domain.acts import EntryFacts
from ltm_desktop.domain.chart import Chart, evolve, fold
from ltm_desktop.domain.decisions import Command
from ltm_desktop.domain.dosing import Given
from ltm_desktop.domain.fractions import SessionOutcome
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.quantities import ml
from ltm_desktop.domain.records import Flag, RecordKind
from ltm_desktop.domain.terms import Access
from tests.builders import (
    NURSE,
    PATIENT,
    PHYSICIAN,
    THERAPIST,
    assess,
    at,
    enrol,
    item,
    not_given,
    order,
    plan,
    record,
)
from tests.cases.clinical import example
from tests.course_builders import course, session
from tests.stories import Story, irradiated, planned

Entries = list[tuple[EntryFacts, tuple[object, ...]]]


def entries() -> Entries:
    """Return a whole story as entries, a gap in the numbers where other streams wrote."""
    story, told = Story(protocol=example()), []
    commands: tuple[tuple[Command, PersonId], ...] = (
        (enrol(), NURSE),
        (plan(), NURSE),
        (assess(), NURSE),
        (order(), PHYSICIAN),
        (order(access=Access.LUMBAR), PHYSICIAN),
        (not_given(), NURSE),
        (course(), PHYSICIAN),
    )
    for number, (command, by) in enumerate(commands):
        events = story.decides(command, by)
        told.append((EntryFacts(3 + 2 * number, story.now, by), events))
        story = story.told(*events, by=by)
    return told


def test_an_empty_chart_knows_nobody() -> None:
    chart = fold(Chart(PATIENT), [])
    assert (chart.version, chart.patient, chart.plan.items) == (0, None, {})


def test_the_version_is_the_number_of_the_newest_entry() -> None:
    versions = [fold(Chart(PATIENT), entries()[:n]).version for n in range(8)]
    assert versions == [0, 3, 5, 7, 9, 11, 13, 15]


def test_an_entry_without_events_for_the_chart_still_counts() -> None:
    facts = EntryFacts(8, at("2026-03-02 10:00"), NURSE)
    assert fold(Chart(PATIENT), [(facts, ())]).version == 8
    assert fold(Chart(PATIENT), [(facts, (object(),))]) == Chart(PATIENT, 8)


@given(st.integers(0, 7), st.integers(0, 7))
def test_folding_in_pieces_is_folding_at_once(first: int, second: int) -> None:
    cuts = sorted((first, second))
    whole, chart = entries(), Chart(PATIENT)
    for piece in (whole[: cuts[0]], whole[cuts[0] : cuts[1]], whole[cuts[1] :]):
        chart = fold(chart, piece)
    assert chart == fold(Chart(PATIENT), whole)


def test_the_order_of_entries_decides_and_not_their_clock() -> None:
    told = entries()
    clocks_mixed = [
        (replace(facts, recorded_at=at(f"2026-03-0{9 - number} 10:00")), events)
        for number, (facts, events) in enumerate(told)
    ]
    chart = fold(Chart(PATIENT), clocks_mixed)
    assert chart.dosing.orders[item("IND-1")].access is Access.LUMBAR
    swapped = [*told[:3], told[4], told[3], *told[5:]]
    other = fold(Chart(PATIENT), swapped)
    assert other.dosing.orders[item("IND-1")].access is Access.OMMAYA


def test_an_order_carries_the_time_its_entry_was_recorded() -> None:
    facts, (event,) = entries()[3]
    late = replace(facts, recorded_at=at("2026-03-02 11:11"))
    chart = evolve(planned().chart, event, late)
    assert chart.dosing.orders[item("IND-1")].ordered_at == at("2026-03-02 11:11")


def test_a_dose_makes_a_record_that_carries_its_papers() -> None:
    story = planned().ready("IND-1").at("2026-03-02 10:10").does(record(), NURSE, "sha-1")
    (made,) = story.chart.records.by_id.values()
    assert (made.kind, made.item, made.seq) == (RecordKind.DOSE, "IND-1", story.chart.version)
    assert (made.operator, made.author, made.recorded_at) == (NURSE, NURSE, story.now)
    assert [paper.sha256 for paper in made.papers] == ["sha-1"]
    assert made.flags == ()


@pytest.mark.parametrize(
    ("changes", "flags"),
    [
        ({"outcome": Given.PARTIAL, "volume_injected": ml("2")}, {Flag.PARTIAL}),
        ({"outcome": Given.ABANDONED, "volume_injected": ml("0")}, {Flag.ABANDONED}),
        ({"dose": replace(record().dose, value=record().dose.value - 1)}, {Flag.REDUCED}),
        ({}, set()),
    ],
)
def test_an_approver_sees_what_was_not_as_ordered(
    changes: dict[str, Any], flags: set[Flag]
) -> None:
    told: dict[str, Any] = {"reason": "neurological_symptoms", "incident": "told (example)"}
    command = record(**told, **changes)
    story = planned().ready("IND-1").at("2026-03-02 10:10").does(command)
    (made,) = story.chart.records.by_id.values()
    assert set(made.flags) == flags | {Flag.INCIDENT}


def test_a_late_dose_is_flagged() -> None:
    story = planned().gives("IND-1", "2026-03-02").gives("IND-2", "2026-03-07")
    assert list(story.chart.records.by_id.values())[1].flags == (Flag.LATE,)


def test_a_session_makes_a_record_of_its_planned_fraction() -> None:
    story = irradiated().at("2026-03-16 09:00")
    partial = session(1, "2026-03-16 09:00", SessionOutcome.PARTIAL, "1.2")
    (made,) = story.does(partial, THERAPIST).chart.records.by_id.values()
    assert (made.kind, made.item, made.flags) == (RecordKind.FRACTION, "RT-1", (Flag.PARTIAL,))
    beyond = session(21, "2026-03-16 09:00", incident="told (example)")
    (extra,) = story.does(beyond, THERAPIST).chart.records.by_id.values()
    assert (extra.item, extra.flags) == ("RT-21", (Flag.INCIDENT,))
