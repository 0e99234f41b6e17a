"""One dose at two desks, and what a new order, a new syringe and a new check take back."""

from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ltm_desktop.domain import codec, decisions, dosing_effects
from ltm_desktop.domain.acts import EntryFacts
from ltm_desktop.domain.chart import Chart, evolve
from ltm_desktop.domain.decisions import Command
from ltm_desktop.domain.dosing_path import DoseStep
from ltm_desktop.domain.dosing_steps import SyringeReleased
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import RecordId
from tests.builders import NURSE, PATIENT, PHARMACIST, at, check, item, record, start, time_out
from tests.domain.dose_steps import INCIDENT, needs_incident
from tests.domain.dose_walks import CODE, EVERY_SITE, MOVES, NOW, Kept, at_site
from tests.stories import Story, planned

DESKS = (RecordId("adm-desk-a"), RecordId("adm-desk-b"))
ACTS = ("check", "time out", "start", "tell", "tell with an incident")


def act_at(desk: RecordId, name: str) -> Command:
    """Return one act at the bedside under a desk's own record."""
    if name == "check":
        return check(record=desk)
    if name == "time out":
        return time_out(record=desk)
    if name == "start":
        return start(started=NOW, record=desk)
    incident = INCIDENT if name == "tell with an incident" else ""
    return record(started=NOW, ended_at=at(NOW), record=desk, incident=incident)


def tried(story: Story, command: Command) -> Story:
    try:
        return story.does(command)
    except Refused:
        return story


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(DESKS), st.sampled_from(ACTS)), max_size=30))
def test_two_desks_never_both_record_one_dose_without_an_incident(
    acts: list[tuple[RecordId, str]],
) -> None:
    story = planned().prepared(CODE)
    for desk, name in acts:
        story = tried(story, act_at(desk, name))
        told = story.chart.dosing.given
        assert len({one.record for one in told}) == len(told)
        assert all(one.incident for one in told[1:])
        assert all("dosing.already_settled" in one.breaches for one in told[1:])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(DESKS), st.sampled_from(ACTS)), max_size=20))
def test_while_one_desk_injects_no_other_record_can_be_told_at_all(
    acts: list[tuple[RecordId, str]],
) -> None:
    mine, other = DESKS
    story = planned().checked(CODE, record=mine).does(time_out(record=mine))
    story = story.does(start(started=NOW, record=mine))
    for desk, name in acts:
        if desk == other:
            with pytest.raises(Refused):
                story.decides(act_at(desk, name))
    assert story.refused(act_at(other, "tell with an incident")) == {"dosing.already_started"}
    assert story.decides(act_at(mine, "tell"))


def test_the_desk_that_comes_second_is_told_that_the_dose_stands() -> None:
    mine, other = DESKS
    story = planned().checked(CODE, record=mine).does(check(record=other))
    story = story.does(time_out(record=mine)).does(act_at(mine, "tell"))
    codes = ("dosing.already_settled", "dosing.time_out", "dosing.too_soon")
    needs_incident(story, record(started=NOW, record=other, ended_at=at(NOW)), *codes)


VOIDED = {
    "order": (DoseStep.VERIFIED, DoseStep.PREPARED, DoseStep.CHECKED, DoseStep.TIMED_OUT),
    "prepare": (DoseStep.RELEASED, DoseStep.RECEIVED, DoseStep.CHECKED, DoseStep.TIMED_OUT),
    "send back": (DoseStep.PREPARED, DoseStep.RECEIVED, DoseStep.CHECKED, DoseStep.TIMED_OUT),
    "check": (DoseStep.TIMED_OUT,),
    "void": (DoseStep.TIMED_OUT, DoseStep.STARTED),
}
"""What an act takes back, whatever was done before it."""


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(EVERY_SITE),
    st.lists(st.sampled_from(MOVES), max_size=25),
    st.sampled_from(sorted(VOIDED)),
)
def test_what_an_act_takes_back_no_longer_stands(kept: Kept, names: list[str], last: str) -> None:
    stand = at_site(kept)
    for name in names:
        stand = stand.after(name)
    after = stand.after(last)
    if after.story is stand.story:
        return
    given_up = VOIDED[last]
    if last == "void" and stand.step not in (DoseStep.TOLD, DoseStep.OBSERVED, DoseStep.APPROVED):
        # an abandoned try, or what was said of a dose not given, is taken back: nothing was begun
        return
    standing = [one for one in given_up if after.story.chart.dosing.stands(item(CODE), one)]
    assert standing == []


def test_a_new_order_a_new_syringe_and_a_new_check_are_followed_by_their_steps_anew() -> None:
    story = planned().ready(CODE)
    assert story.decides(record(started=NOW, ended_at=at(NOW)))
    again = story.does(replace(check(), record=RecordId("adm-IND-1")))
    assert again.refused(record(started=NOW, ended_at=at(NOW))) == {"dosing.time_out"}
    made = story.made_again(CODE, "prep-again")
    assert made.refused(time_out()) >= {"dosing.step_missing", "dosing.not_checked"}


def test_an_abandoned_try_taken_back_leaves_the_next_try_in_progress() -> None:
    kept = EVERY_SITE[-1]
    stand = at_site(kept)
    way = ("assess", "order", "verify", "prepare", "release", "receive", "check", "time out")
    for name in (*way, "abandon", *way[3:], "start"):
        stand = stand.after(name)
    assert stand.step is DoseStep.STARTED
    assert stand.after("void").step is DoseStep.STARTED


def test_one_of_two_injections_taken_back_leaves_the_dose_settled_by_the_other() -> None:
    stand = at_site(EVERY_SITE[-1])
    for name in ("tell with an incident", "tell with an incident"):
        stand = stand.after(name)
    once = stand.after("void")
    assert once.story.chart.dosing.is_settled(item(CODE))
    assert not once.after("void").story.chart.dosing.is_settled(item(CODE))


def test_a_syringe_that_moves_without_having_been_prepared_changes_no_chart() -> None:
    story = planned()
    moved = SyringeReleased(item(CODE), "prep-unknown", "Courier (synthetic)", PHARMACIST)
    assert story.told(moved).chart.dosing == story.chart.dosing


# drafts


def test_no_command_and_no_event_carries_a_draft_into_a_chart() -> None:
    commands = {kind.__name__ for kind in get_args(decisions.Command)}
    assert not [name for name in commands | set(codec.SHAPES) if "draft" in name.casefold()]
    assert dosing_effects.DraftAdverseEvent not in codec.SHAPES.values()


@given(st.dictionaries(st.text(), st.text()))
def test_what_was_typed_and_not_recorded_is_nothing_to_a_chart(typed: Any) -> None:
    facts = EntryFacts(1, at(NOW), NURSE)
    assert evolve(Chart(PATIENT), typed, facts) == Chart(PATIENT, 1)
    with pytest.raises(codec.UnknownShape):
        codec.to_plain(typed)
