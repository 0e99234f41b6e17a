"""The path of a dose: no state is left but as the table says, at each of the sixteen sites."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ltm_desktop.domain.dosing_path import (
    MAY_FOLLOW,
    REMOVABLE,
    WHOLE,
    DoseStep,
    before,
    may_follow,
    path_of,
)
from ltm_desktop.domain.schedule import item_state
from ltm_desktop.domain.terms import ItemState
from tests.builders import at, item
from tests.domain.dose_walks import CODE, EVERY_SITE, MOVES, STEPS, Kept, Stand, at_site, tried
from tests.stories import Story

BY_CLOCK = {ItemState.PLANNED, ItemState.OPEN, ItemState.DUE_TODAY, ItemState.OVERDUE}
_TOLD = WHOLE.index(DoseStep.TOLD)


def site_name(kept: Kept) -> str:
    return "+".join(sorted(kept)) or "shortest"


def in_order(stand: Stand) -> bool:
    """Tell whether every step before the one reached stands as well."""
    earlier = stand.path[: stand.path.index(stand.step)]
    return all(stand.story.chart.dosing.stands(item(CODE), step) for step in earlier)


def walked(kept: Kept) -> dict[DoseStep, Stand]:
    """Return a dose at every step of a site's path, brought there by nothing but the next move."""
    stand = at_site(kept)
    reached = {stand.step: stand}
    while stand.step is not DoseStep.APPROVED:
        onward = (stand.after(name) for name in (*STEPS, "tell"))
        path = stand.path
        stand = next(one for one in onward if path.index(one.step) == path.index(stand.step) + 1)
        reached[stand.step] = stand
    return reached


@pytest.mark.parametrize("kept", EVERY_SITE, ids=site_name)
def test_each_step_is_reached_from_the_one_before_it(kept: Kept) -> None:
    assert tuple(walked(kept)) == path_of(kept)


@pytest.mark.parametrize("kept", EVERY_SITE, ids=site_name)
def test_every_move_from_every_step_ends_where_the_table_says(kept: Kept) -> None:
    for step, stand in walked(kept).items():
        ends = {stand.after(name).step for name in MOVES} - {step}
        table = may_follow(step, path_of(kept))
        assert ends <= table, step
        # nothing in the table is idle; told doses also move by a second injection and its void
        if WHOLE.index(step) < _TOLD:
            assert ends >= table - {step}, step


@pytest.mark.parametrize("kept", EVERY_SITE, ids=site_name)
def test_no_step_is_skipped_without_an_incident(kept: Kept) -> None:
    quiet = (*STEPS, "tell", "abandon")
    for step, stand in walked(kept).items():
        for name in quiet:
            after = stand.after(name).step
            nearer = WHOLE.index(after) <= WHOLE.index(step)
            next_one = stand.path.index(after) == stand.path.index(step) + 1
            told_at_once = (step, after) == (DoseStep.TIMED_OUT, DoseStep.TOLD)
            assert nearer or next_one or told_at_once, (step, name, after)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(EVERY_SITE), st.lists(st.sampled_from(MOVES), max_size=40))
def test_any_sequence_of_moves_goes_by_the_table(kept: Kept, names: list[str]) -> None:
    stand = at_site(kept)
    for name in names:
        after = stand.after(name)
        allowed = may_follow(stand.step, stand.path) | {stand.step}
        assert after.step in allowed, (stand.step, name, after.step)
        assert WHOLE.index(after.step) >= _TOLD or in_order(after)
        stand = after


MOMENTS = st.datetimes(
    min_value=at("2026-02-20 00:00").replace(tzinfo=None),
    max_value=at("2027-12-31 00:00").replace(tzinfo=None),
).map(lambda moment: at(moment.isoformat(" ", "seconds")))


def moved(story: Story, move: object) -> Story:
    """Return the story after a move or, for a moment, at that time."""
    return tried(story, move) if isinstance(move, str) else story.at(str(move)[:19])


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(EVERY_SITE),
    st.lists(st.one_of(st.sampled_from(STEPS), MOMENTS), max_size=40),
)
def test_no_moves_and_no_clock_say_what_became_of_a_dose(kept: Kept, moves: list[object]) -> None:
    story = at_site(kept).story
    for move in moves:
        story = moved(story, move)
        dosing = story.chart.dosing
        assert (dosing.given, dosing.settled, story.chart.records.by_id) == ((), {}, {})
        items = story.chart.plan.items.values()
        assert {item_state(one, story.now.date()) for one in items} <= BY_CLOCK


def test_the_walk_to_the_end_of_the_path_is_closed_only_by_telling_it() -> None:
    stand = at_site(EVERY_SITE[-1])
    for name in STEPS * 3:
        stand = stand if name in {"send back", "no"} else stand.after(name)
    assert stand.step is DoseStep.STARTED
    assert stand.after("tell").step is DoseStep.TOLD


def test_there_are_sixteen_sites_and_none_removes_an_order_a_check_or_a_signature() -> None:
    assert len({path_of(kept) for kept in EVERY_SITE}) == 16
    always = set(WHOLE) - REMOVABLE
    assert all(always <= set(path_of(kept)) for kept in EVERY_SITE)
    assert {DoseStep.PRESCRIBED, DoseStep.CHECKED, DoseStep.TIMED_OUT, DoseStep.TOLD} <= always


def test_the_table_speaks_of_every_step_and_a_removed_one_is_passed_over() -> None:
    assert set(MAY_FOLLOW) == set(WHOLE)
    shortest = path_of(frozenset())
    assert may_follow(DoseStep.PLANNED, shortest) == {DoseStep.PRESCRIBED, DoseStep.TOLD}
    assert DoseStep.CHECKED in may_follow(DoseStep.PREPARED, shortest)
    assert DoseStep.PRESCRIBED in may_follow(DoseStep.STARTED, shortest)
    assert before(DoseStep.CHECKED, shortest) is DoseStep.PREPARED
