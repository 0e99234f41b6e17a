"""Moving a planned dose by hand: what is kept, what follows, and what is refused."""

import itertools
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.domain.attestation import check_author, signers_of
from ltm_desktop.domain.configuration import resolve
from ltm_desktop.domain.dosing import NotGiven
from ltm_desktop.domain.dosing_rules import Bedside
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import ItemCode, PersonId
from ltm_desktop.domain.patients import WithdrawPatient
from ltm_desktop.domain.planning import ItemRescheduled, PlanMoved, RescheduleItem
from ltm_desktop.domain.rescheduling import notes_on, preview_reschedule
from ltm_desktop.domain.schedule import (
    PlannedItem,
    WorkingCalendar,
    item_state,
    least_days,
    plan_doses,
    replan,
)
from ltm_desktop.domain.terms import ItemKind, ItemState
from tests.builders import (
    ANCHOR,
    INVESTIGATOR,
    MONITOR,
    NURSE,
    PATIENT,
    PHARMACIST,
    PHYSICIAN,
    RESEARCH_NURSE,
    THERAPIST,
    calendar,
    enrol,
    not_given,
    plan,
)
from tests.cases.clinical import day, example, example_values, trial
from tests.stories import Story, enrolled, irradiated, planned

WINDOW_WORDS = "the room is closed for the whole window (example)"


def move(code: str, to: str, **changes: Any) -> RescheduleItem:
    command = RescheduleItem(PATIENT, ItemCode(code), day(to), "patient_wish")
    return replace(command, **changes)


def beyond(code: str, to: str, **changes: Any) -> RescheduleItem:
    return move(code, to, outside_window=WINDOW_WORDS, **changes)


def bedside(story: Story) -> Bedside:
    chart, people = story.chart, story.site.people
    act = story.act(NURSE)
    return Bedside(chart.patient, chart.plan, chart.dosing, people, story.protocol, act)


def rolling() -> Story:
    active = resolve(trial(), {**example_values(), "site.reschedule_policy": "rolling"})
    return Story(protocol=active).does(enrol(arm="B")).does(plan())


def laid(story: Story, code: str) -> PlannedItem:
    return story.chart.plan.items[ItemCode(code)]


def moved(story: Story, command: RescheduleItem, by: PersonId = NURSE) -> ItemRescheduled:
    (event,) = story.decides(command, by)
    assert isinstance(event, ItemRescheduled)
    return event


# fixed


def test_only_the_scheduled_day_of_the_one_dose_moves() -> None:
    before = planned()
    event = moved(before, move("IND-2", "2026-03-06", note="a visit (example)"))
    assert event.moved.was == day("2026-03-05")
    assert (event.reason, event.note) == ("patient_wish", "a visit (example)")
    assert (event.policy, event.followed, event.outside_window) == ("fixed", (), "")
    after = before.told(event)
    assert laid(after, "IND-2") == replace(laid(before, "IND-2"), scheduled=day("2026-03-06"))
    others = {code for code, on in after.scheduled().items() if before.scheduled()[code] != on}
    assert others == {"IND-2"}


def test_the_history_keeps_from_to_why_who_and_when() -> None:
    story = planned().does(move("WK-2", "2026-03-24"))
    story = story.at("2026-03-03 09:00").does(move("WK-2", "2026-03-25"), PHYSICIAN)
    first, second = story.chart.plan.moves_of(ItemCode("WK-2"))
    assert (first.moved.was, first.moved.item.scheduled) == (day("2026-03-23"), day("2026-03-24"))
    assert (second.moved.was, second.moved.item.scheduled) == (day("2026-03-24"), day("2026-03-25"))
    assert [one.author for one in (first, second)] == [NURSE, PHYSICIAN]
    assert second.recorded_at == story.now
    assert laid(story, "WK-2").target == day("2026-03-23")
    assert story.chart.plan.moves_of(ItemCode("WK-1")) == ()


@pytest.mark.parametrize("by", [NURSE, RESEARCH_NURSE, PHYSICIAN, INVESTIGATOR])
def test_people_of_the_bedside_move_a_dose(by: PersonId) -> None:
    assert planned().decides(move("IND-2", "2026-03-06"), by)


@pytest.mark.parametrize("by", [PHARMACIST, THERAPIST])
def test_nobody_else_moves_one(by: PersonId) -> None:
    assert planned().refused(move("IND-2", "2026-03-06"), by) == {"people.role_needed"}


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (move("IND-2", "2026-03-01"), "schedule.day_past"),
        (move("IND-2", "2026-03-05"), "schedule.same_day"),
        (move("IND-2", "2026-03-06", reason=""), "dosing.reason_missing"),
        (move("IND-2", "2026-03-06", reason="other"), "dosing.other_needs_words"),
        (move("IND-2", "2026-03-06", reason="weather"), "configuration.no_such_code"),
        (move("WK-5", "2026-03-06"), "dosing.no_such_dose"),
        (move("IND-3", "2026-03-13"), "schedule.order_reversed"),
        (move("IND-3", "2026-03-05"), "schedule.order_reversed"),
        (move("IND-4", "2026-03-10"), "schedule.too_close"),
        (move("IND-3", "2026-03-11"), "schedule.next_too_close"),
    ],
)
def test_a_day_that_cannot_be_is_refused(command: RescheduleItem, code: str) -> None:
    assert code in planned().refused(replace(command, outside_window=WINDOW_WORDS), PHYSICIAN)


def test_a_refusal_names_the_neighbour_and_the_day_that_would_do() -> None:
    story = planned()
    with pytest.raises(Refused) as refusal:
        story.decides(beyond("IND-3", "2026-03-11"), PHYSICIAN)
    (alert,) = refusal.value.alerts
    assert alert.code == "schedule.next_too_close"
    assert alert.values["other"] == "IND-4"
    assert alert.values["latest"] == day("2026-03-10")


def test_a_day_out_of_reach_is_refused() -> None:
    assert "schedule.out_of_reach" in planned().refused(beyond("WK-4", "2027-03-02"), PHYSICIAN)


def test_a_dose_given_or_told_as_not_given_is_not_moved() -> None:
    story = planned().gives("IND-1", "2026-03-02")
    assert story.refused(move("IND-1", "2026-03-03")) == {"dosing.already_settled"}
    omitted = planned().does(not_given("IND-1"))
    assert omitted.refused(move("IND-1", "2026-03-03")) == {"dosing.already_settled"}


def test_an_unsigned_configuration_and_a_patient_who_left_move_nothing() -> None:
    blank = replace(planned(), protocol=None)
    assert blank.refused(move("IND-2", "2026-03-06")) == {"configuration.none_signed"}
    left = planned().does(WithdrawPatient(PATIENT, ANCHOR, "wish"))
    assert left.refused(move("IND-2", "2026-03-06")) == {"patients.withdrawn"}
    assert "dosing.no_such_dose" in enrolled().refused(move("IND-2", "2026-03-06"))


def test_a_fraction_is_not_moved_by_hand() -> None:
    refused = irradiated().refused(move("RT-3", "2026-03-19"), PHYSICIAN)
    assert refused == {"schedule.fraction_moves_itself"}


def test_a_day_outside_the_window_needs_a_physician_and_words() -> None:
    story = planned()
    late = move("WK-4", "2026-04-09")
    assert story.refused(late) == {"schedule.window_needs_physician"}
    assert story.refused(replace(late, outside_window=WINDOW_WORDS)) == {
        "schedule.window_needs_physician"
    }
    assert story.refused(late, PHYSICIAN) == {"schedule.outside_window"}
    event = moved(story, replace(late, outside_window=WINDOW_WORDS), PHYSICIAN)
    assert event.outside_window == WINDOW_WORDS
    assert event.moved.item.window_to == day("2026-04-08")
    assert "schedule.leaves_window" in {one.code for one in notes_on(event, bedside(story))}


def test_words_for_the_window_are_not_kept_where_the_window_is() -> None:
    event = moved(planned(), beyond("WK-4", "2026-04-07"))
    assert event.outside_window == ""
    assert notes_on(event, bedside(planned())) == ()


def test_a_closed_day_may_be_chosen_and_is_remarked() -> None:
    story = replace(planned(), calendar=calendar("2026-03-06"))
    event = moved(story, move("IND-2", "2026-03-06"))
    assert event.closures == (day("2026-03-06"),)
    (alert,) = notes_on(event, bedside(story))
    assert (alert.code, alert.values["on"]) == ("schedule.day_closed", day("2026-03-06"))


def test_a_held_dose_is_not_moved_into_its_hold_and_waits_for_the_chosen_day() -> None:
    hold = not_given("IND-1", NotGiven.HELD, until=day("2026-03-03"))
    held = planned().does(hold)
    assert held.refused(move("IND-1", "2026-03-02")) >= {"schedule.same_day"}
    longer = planned().does(replace(hold, until=day("2026-03-04")))
    assert longer.refused(move("IND-1", "2026-03-03")) == {"dosing.on_hold"}
    assert laid(held.does(move("IND-1", "2026-03-04")), "IND-1").scheduled == day("2026-03-04")


def test_a_dose_moved_beyond_its_window_is_overdue_only_after_its_day() -> None:
    story = planned().does(beyond("WK-4", "2026-04-13"), PHYSICIAN)
    item = laid(story, "WK-4")
    states = [item_state(item, day(on)) for on in ("2026-04-03", "2026-04-10", "2026-04-13")]
    assert states == [ItemState.PLANNED, ItemState.OPEN, ItemState.DUE_TODAY]
    assert item_state(item, day("2026-04-14")) is ItemState.OVERDUE


def test_a_dose_moved_before_its_window_is_due_on_its_day() -> None:
    story = planned().does(move("WK-3", "2026-03-28"))
    story = story.does(beyond("WK-4", "2026-04-03"), PHYSICIAN)
    assert item_state(laid(story, "WK-4"), day("2026-04-03")) is ItemState.DUE_TODAY
    assert item_state(laid(story, "WK-4"), day("2026-04-02")) is ItemState.PLANNED


def test_a_dose_without_a_day_is_placed_by_a_person() -> None:
    story = planned("B").gives("IND-1", "2026-03-02").gives("IND-2", "2026-03-12")
    assert laid(story, "IND-3").unplaced
    assert laid(story, "IND-4").unplaced
    assert story.refused(beyond("IND-3", "2026-03-14"), PHYSICIAN) == {"schedule.next_too_close"}
    placed = story.does(move("WK-1", "2026-03-18")).does(beyond("IND-3", "2026-03-14"), PHYSICIAN)
    assert laid(placed, "IND-3") == replace(
        laid(story, "IND-3"), scheduled=day("2026-03-14"), unplaced=False
    )
    assert laid(placed, "IND-4").unplaced


def test_a_dose_may_be_put_on_the_very_target_it_had_no_day_on() -> None:
    closed = calendar("2026-03-04", "2026-03-05", "2026-03-06")
    story = replace(enrolled("B"), calendar=closed).does(plan())
    assert laid(story, "IND-2").unplaced
    assert not laid(story.does(move("IND-2", "2026-03-05")), "IND-2").unplaced


def test_a_course_that_would_start_before_the_moved_dose_is_remarked() -> None:
    story = irradiated()
    event = moved(story, move("WK-1", "2026-03-17"))
    (alert,) = notes_on(event, bedside(story))
    assert alert.code == "schedule.rt_before_rule"
    assert alert.values["earliest"] == day("2026-03-17")
    under_way = story.at("2026-03-17 09:00")
    assert notes_on(event, bedside(under_way)) == ()


def test_a_preview_asks_for_no_reason_and_writes_nothing() -> None:
    story = planned()
    wish = move("WK-4", "2026-04-09", reason="")
    event = preview_reschedule(wish, bedside(story))
    assert event.moved.item.scheduled == day("2026-04-09")
    with pytest.raises(Refused):
        preview_reschedule(move("WK-4", "2026-03-01"), bedside(story))


def test_an_entry_out_of_the_window_by_somebody_else_than_a_physician_is_objected_to() -> None:
    story = planned()
    inside = moved(story, move("WK-4", "2026-04-07"))
    outside = moved(story, beyond("WK-4", "2026-04-09"), PHYSICIAN)

    def objections(event: ItemRescheduled, by: PersonId) -> list[str]:
        found = check_author([event], by, story.site, story.chart.records)
        return [one.code for one in found]

    assert objections(inside, NURSE) == objections(outside, PHYSICIAN) == []
    assert objections(outside, NURSE) == objections(inside, MONITOR) == ["ledger.no_authority"]
    assert signers_of([outside], PHYSICIAN) == ()


# the first dose


def test_the_first_dose_takes_the_calendar_along_and_no_target_moves() -> None:
    before = planned("B")
    event = moved(before, move("IND-1", "2026-03-04"))
    assert [one.item.code for one in event.followed] == list(before.chart.plan.items)[1:]
    after = before.told(event)
    assert after.scheduled()["IND-2"] == "2026-03-06"
    assert after.scheduled()["WK-4"] == "2026-04-08"
    for code, item in before.chart.plan.items.items():
        now = after.chart.plan.items[code]
        assert (now.target, now.window_from, now.window_to) == (
            item.target,
            item.window_from,
            item.window_to,
        )


def test_the_actual_first_dose_then_replaces_the_anchor_once() -> None:
    story = planned("B").does(move("IND-1", "2026-03-04")).gives("IND-1", "2026-03-04")
    second = laid(story, "IND-2")
    assert second.target == day("2026-03-07")
    assert second.window_from is not None
    assert second.window_to is not None
    assert second.window_from <= second.scheduled <= second.window_to


# rolling


def test_later_doses_follow_by_as_many_days_and_land_on_working_days() -> None:
    story = rolling()
    event = moved(story, move("IND-2", "2026-03-06"))
    followed = {one.item.code: one for one in event.followed}
    assert list(followed) == ["IND-3", "IND-4", "WK-1", "WK-2", "WK-3", "WK-4"]
    after = story.told(event)
    assert after.scheduled()["IND-3"] == "2026-03-10"
    assert after.scheduled()["IND-4"] == "2026-03-13"
    assert after.scheduled()["WK-1"] == "2026-03-17"
    assert followed[ItemCode("IND-3")].was == day("2026-03-09")
    assert laid(after, "IND-3").target == day("2026-03-09")


def test_what_follows_out_of_its_window_is_remarked() -> None:
    story = rolling()
    event = moved(story, beyond("IND-2", "2026-03-09"), PHYSICIAN)
    assert story.told(event).scheduled()["IND-3"] == "2026-03-13"
    assert {one.code for one in notes_on(event, bedside(story))} == {"schedule.leaves_window"}
    noted = [one.values["item"] for one in notes_on(event, bedside(story))]
    assert noted[:2] == ["IND-2", "IND-3"]


def test_a_follower_without_a_fitting_day_waits_on_its_target_for_a_person() -> None:
    story = replace(
        rolling().does(move("IND-2", "2026-03-06")), calendar=calendar("2026-03-09", "2026-03-10")
    )
    event = moved(story, move("IND-2", "2026-03-05"))
    third = next(one.item for one in event.followed if one.item.code == "IND-3")
    assert third.unplaced
    assert third.scheduled == third.target
    assert "schedule.no_day_fits" in {one.code for one in notes_on(event, bedside(story))}


def test_a_later_day_a_person_chose_is_kept_while_the_interval_allows_it() -> None:
    story = rolling().does(move("IND-4", "2026-03-13"))
    after = story.does(move("IND-2", "2026-03-06"))
    assert after.scheduled()["IND-4"] == "2026-03-13"


def test_a_dose_given_late_takes_the_later_ones_along_only_where_the_policy_rolls() -> None:
    def given(story: Story) -> Story:
        return story.gives("IND-1", "2026-03-02").gives("IND-2", "2026-03-06")

    assert given(planned("B")).scheduled()["IND-3"] == "2026-03-09"
    rolled = given(rolling())
    assert rolled.scheduled()["IND-3"] == "2026-03-10"
    assert laid(rolled, "IND-3").target == day("2026-03-09")


@pytest.mark.parametrize("start", [planned("B"), rolling()], ids=["fixed", "rolling"])
def test_what_happens_later_leaves_the_day_a_person_chose(start: Story) -> None:
    story = start.does(move("IND-4", "2026-03-13")).gives("IND-1", "2026-03-02")
    story = story.gives("IND-2", "2026-03-06")
    assert story.scheduled()["IND-4"] == "2026-03-13"


def test_a_chosen_day_is_given_up_when_its_window_has_moved_away() -> None:
    story = planned("B").does(beyond("WK-4", "2026-04-13"), PHYSICIAN)
    for code, on in (("IND-1", "02"), ("IND-2", "05"), ("IND-3", "08"), ("IND-4", "11")):
        story = story.gives(code, f"2026-03-{on}")
    assert laid(story, "WK-1").target == day("2026-03-15")
    assert story.scheduled()["WK-4"] == "2026-04-06"


def test_the_event_of_what_happened_names_only_what_it_moved() -> None:
    story = planned("B").does(move("IND-2", "2026-03-06")).gives("IND-1", "2026-03-02")
    assert not any(isinstance(move, PlanMoved) for move in story.chart.plan.moves)
    assert story.scheduled()["IND-2"] == "2026-03-06"


# whatever is moved and given, in any order

CALENDARS = st.builds(
    WorkingCalendar,
    work_days=st.frozensets(st.integers(1, 7), min_size=1),
    closures=st.frozensets(st.dates(date(2026, 2, 1), date(2026, 6, 1)), max_size=40),
)
MOVES = st.lists(st.tuples(st.integers(0, 7), st.integers(-6, 12)), max_size=6)
STARTS = {"fixed": planned("B"), "rolling": rolling()}


def still(item: PlannedItem) -> tuple[object, ...]:
    return item.code, item.number, item.target, item.window_from, item.window_to


@pytest.mark.parametrize("policy", STARTS)
@given(calendar=CALENDARS, wished=MOVES, given_first=st.booleans())
def test_moves_keep_targets_windows_order_intervals_and_what_is_settled(
    policy: str, calendar: WorkingCalendar, wished: list[tuple[int, int]], given_first: bool
) -> None:
    start = STARTS[policy].gives("IND-1", "2026-03-02") if given_first else STARTS[policy]
    story = replace(start, calendar=calendar)
    for place, by_days in wished:
        item = story.chart.plan.of(ItemKind.DOSE)[place]
        to = (item.scheduled + timedelta(days=by_days)).isoformat()
        try:
            (event,) = story.decides(beyond(item.code, to), PHYSICIAN)
        except Refused:
            continue
        after = story.told(event)
        _judge(story, after)
        story = after


def _judge(before: Story, after: Story) -> None:
    old, new = before.chart.plan.of(ItemKind.DOSE), after.chart.plan.of(ItemKind.DOSE)
    assert [still(one) for one in old] == [still(one) for one in new]
    settled = after.chart.dosing.settled
    assert all(a == b for a, b in zip(old, new, strict=True) if a.code in settled)
    placed = [one for one in new if not one.unplaced]
    for earlier, later in itertools.pairwise(placed):
        apart = later.scheduled - earlier.scheduled
        assert apart >= least_days(example(), later.code, earlier.code)


@given(
    calendar=CALENDARS,
    done=st.integers(1, 8),
    slips=st.lists(st.integers(0, 6), min_size=8, max_size=8),
    chosen=st.dictionaries(st.integers(0, 7), st.integers(-3, 9), max_size=4),
    policy=st.booleans(),
)
def test_what_happened_keeps_order_and_intervals_and_moves_nothing_settled(
    calendar: WorkingCalendar,
    done: int,
    slips: list[int],
    chosen: dict[int, int],
    policy: bool,
) -> None:
    items = plan_doses(example(), "B", ANCHOR, calendar)
    actual: dict[ItemCode, date] = {}
    latest = date.min
    for item, slip in zip(items[:done], slips, strict=False):
        earliest = latest + timedelta(days=5) if actual else latest
        latest = max(earliest, item.scheduled + timedelta(days=slip))
        actual[item.code] = latest
    days = {items[n].code: items[n].target + timedelta(days=d) for n, d in chosen.items()}
    again = replan(
        example(), "B", items, actual, actual.keys(), calendar, chosen=days, rolling=policy
    )
    assert [one.code for one in again] == [one.code for one in items[done:]]
    last = (items[done - 1].code, latest)
    for one in again:
        if one.unplaced:
            assert not policy or one.scheduled == one.target
            continue
        assert one.scheduled - last[1] >= least_days(example(), one.code, last[0])
        last = (one.code, one.scheduled)
    fixed = replan(example(), "B", items, actual, actual.keys(), calendar)
    assert [still(one) for one in again] == [still(one) for one in fixed]
