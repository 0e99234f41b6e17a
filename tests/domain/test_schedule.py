"""Doses on the calendar: the worked cases, what moves a plan, and what the clock may say."""

import itertools
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.domain.configuration import resolve
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.schedule import (
    PlannedItem,
    WorkingCalendar,
    check_placed,
    given_state,
    interval_alerts,
    item_state,
    plan_doses,
    replan,
    study_day,
)
from ltm_desktop.domain.terms import ItemKind, ItemState
from tests.cases.clinical import case, day, example, example_values, trial

MON_TO_FRI = WorkingCalendar(frozenset(range(1, 6)))
MONDAY = date(2026, 3, 2)
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
CALENDARS = st.builds(
    WorkingCalendar,
    work_days=st.frozensets(st.integers(1, 7), min_size=1),
    closures=st.frozensets(st.dates(date(2026, 1, 1), date(2026, 7, 1)), max_size=60),
    working_weekends=st.frozensets(st.dates(date(2026, 1, 1), date(2026, 7, 1)), max_size=10),
)
ANCHORS = st.dates(date(2026, 1, 1), date(2026, 5, 1))
CLOCK_STATES = {ItemState.PLANNED, ItemState.OPEN, ItemState.DUE_TODAY, ItemState.OVERDUE}


def code(text: str) -> ItemCode:
    return ItemCode(text)


def by_code(items: tuple[PlannedItem, ...]) -> dict[str, PlannedItem]:
    return {item.code: item for item in items}


@pytest.mark.parametrize("name", ["C05", "C06"])
def test_the_worked_schedules_come_out_day_by_day(name: str) -> None:
    worked = case(name)
    items = plan_doses(
        example(), worked["inputs"]["arm"], day(worked["inputs"]["anchor"]), MON_TO_FRI
    )
    expected = worked["expected"]["doses"]
    assert len(items) == worked["expected"].get("total_planned_it_doses", 8)
    for number, (item, dose) in enumerate(zip(items, expected, strict=True), 1):
        prefix = "IND" if dose["phase"] == "induction" else "WK"
        assert item.code == f"{prefix}-{dose['n']}"
        assert (item.number, item.of, item.kind) == (number, 8, ItemKind.DOSE)
        assert item.target == day(dose["target"])
        assert study_day(items[0].target, item.target) == dose["day"]
        assert item.scheduled == day(dose["scheduled"])
        # The cases give the first dose a window; the design does not.
        window = (None, None) if number == 1 else tuple(map(day, dose["window"]))
        assert (item.window_from, item.window_to) == window


def test_the_phase_of_a_weekly_dose_depends_on_the_arm() -> None:
    phases = {arm: plan_doses(example(), arm, MONDAY, MON_TO_FRI)[4].phase for arm in "AB"}
    assert phases == {"A": "concomitant", "B": "consolidation"}


def test_a_wednesday_anchor_rolls_saturday_doses_to_the_friday_before() -> None:
    items = by_code(plan_doses(example(), "B", date(2026, 3, 4), MON_TO_FRI))
    assert items["IND-2"].target == date(2026, 3, 7)
    assert items["IND-2"].scheduled == date(2026, 3, 6)
    assert items["IND-4"].scheduled == date(2026, 3, 13)


def test_a_roll_that_would_break_the_interval_goes_the_other_way() -> None:
    closed = WorkingCalendar(frozenset(range(1, 8)), closures=frozenset({date(2026, 3, 5)}))
    active = resolve(trial(), example_values(series__induction__min_interval="72 h"))
    items = by_code(plan_doses(active, "B", MONDAY, closed))
    # The 4th is as near as the 6th and earlier, but only 48 hours after the first dose.
    assert items["IND-2"].scheduled == date(2026, 3, 6)


def test_a_dose_without_a_fitting_day_stays_on_its_target_and_says_so() -> None:
    closed = frozenset({date(2026, 3, 4), date(2026, 3, 5), date(2026, 3, 6)})
    calendar = WorkingCalendar(frozenset(range(1, 8)), closures=closed)
    items = plan_doses(example(), "B", MONDAY, calendar)
    second = by_code(items)["IND-2"]
    assert second.unplaced
    assert second.scheduled == second.target == date(2026, 3, 5)
    notes = check_placed(items, calendar)
    assert [(alert.code, alert.values["item"]) for alert in notes] == [
        ("schedule.no_day_fits", "IND-2")
    ]


def test_a_first_dose_on_a_closed_day_is_kept_and_remarked() -> None:
    sunday = date(2026, 3, 1)
    items = plan_doses(example(), "B", sunday, MON_TO_FRI)
    assert items[0].scheduled == sunday
    assert "schedule.first_day_closed" in {alert.code for alert in check_placed(items, MON_TO_FRI)}


def test_an_actual_first_dose_replaces_the_anchor_of_everything_after_it() -> None:
    planned = plan_doses(example(), "B", MONDAY, MON_TO_FRI)
    first = code("IND-1")
    moved = replan(example(), "B", planned, {first: date(2026, 3, 3)}, {first}, MON_TO_FRI)
    assert [item.code for item in moved] == [item.code for item in planned[1:]]
    assert by_code(moved)["IND-2"].target == date(2026, 3, 6)
    assert by_code(moved)["WK-1"].target == date(2026, 3, 17)


def test_later_induction_doses_stay_on_the_anchor_when_one_is_late() -> None:
    planned = plan_doses(example(), "B", MONDAY, MON_TO_FRI)
    actual = {code("IND-1"): MONDAY, code("IND-2"): date(2026, 3, 6)}
    moved = by_code(replan(example(), "B", planned, actual, actual.keys(), MON_TO_FRI))
    assert moved["IND-3"] == by_code(planned)["IND-3"]


def test_the_weekly_phase_starts_from_the_actual_last_induction_dose() -> None:
    planned = plan_doses(example(), "B", MONDAY, MON_TO_FRI)
    actual = {item.code: item.target for item in planned[:3]} | {code("IND-4"): date(2026, 3, 13)}
    moved = by_code(replan(example(), "B", planned, actual, actual.keys(), MON_TO_FRI))
    assert moved["WK-1"].target == date(2026, 3, 17)
    assert moved["WK-4"].target == date(2026, 4, 7)


def test_an_omitted_last_induction_dose_leaves_the_weekly_phase_where_it_was() -> None:
    planned = plan_doses(example(), "B", MONDAY, MON_TO_FRI)
    actual = {item.code: item.target for item in planned[:3]}
    settled = {*actual, code("IND-4")}
    moved = by_code(replan(example(), "B", planned, actual, settled, MON_TO_FRI))
    assert moved["WK-1"] == by_code(planned)["WK-1"]


def test_an_omitted_first_dose_keeps_the_anchor_and_asks_no_interval() -> None:
    planned = plan_doses(example(), "B", MONDAY, MON_TO_FRI)
    assert replan(example(), "B", planned, {}, {code("IND-1")}, MON_TO_FRI) == planned[1:]


def test_a_dose_given_out_of_order_leaves_the_latest_one_to_count_from() -> None:
    planned = plan_doses(example(), "B", MONDAY, MON_TO_FRI)
    actual = {
        code("IND-1"): MONDAY,
        code("IND-2"): date(2026, 3, 9),
        code("IND-3"): date(2026, 3, 7),
    }
    moved = by_code(replan(example(), "B", planned, actual, actual.keys(), MON_TO_FRI))
    assert moved["IND-4"].scheduled == date(2026, 3, 12)


def test_a_dose_much_too_late_pushes_the_next_one_as_far_as_its_window_goes() -> None:
    planned = plan_doses(example(), "B", MONDAY, MON_TO_FRI)
    actual = {code("IND-1"): MONDAY, code("IND-2"): date(2026, 3, 8)}
    moved = by_code(replan(example(), "B", planned, actual, actual.keys(), MON_TO_FRI))
    assert moved["IND-3"].scheduled == date(2026, 3, 10)
    assert moved["IND-3"].target == date(2026, 3, 9)


@given(ANCHORS, CALENDARS, st.sampled_from("AB"))
def test_any_plan_has_eight_doses_in_order_in_their_windows_and_apart(
    anchor: date, calendar: WorkingCalendar, arm: str
) -> None:
    items = plan_doses(example(), arm, anchor, calendar)
    assert [item.code for item in items] == list(example().dose_codes(arm))
    assert [item.number for item in items] == list(range(1, 9))
    assert items[0].scheduled == items[0].target == anchor
    for before, item in itertools.pairwise(items):
        assert item.window_from is not None
        assert item.window_to is not None
        assert before.scheduled < item.scheduled
        assert item.window_from <= item.scheduled <= item.window_to
        if item.unplaced:
            assert item.scheduled == item.target
            continue
        assert calendar.is_working(item.scheduled)
        hours = example().min_interval_hours(item.code, before.code)
        assert (item.scheduled - before.scheduled) >= timedelta(hours=hours)


@given(ANCHORS, CALENDARS)
def test_no_working_day_nearer_to_the_target_was_passed_over(
    anchor: date, calendar: WorkingCalendar
) -> None:
    items = plan_doses(example(), "B", anchor, calendar)
    for before, item in itertools.pairwise(items):
        assert item.window_from is not None
        assert item.window_to is not None
        hours = example().min_interval_hours(item.code, before.code)
        opens, closes = item.window_from, item.window_to
        days = [opens + timedelta(days=n) for n in range((closes - opens).days + 1)]
        fitting = [
            (abs(one - item.target), one)
            for one in days
            if calendar.is_working(one) and one - before.scheduled >= timedelta(hours=hours)
        ]
        assert item.unplaced == (not fitting)
        if fitting:
            assert (abs(item.scheduled - item.target), item.scheduled) == min(fitting)


@given(ANCHORS, CALENDARS, st.integers(0, 8), st.lists(st.integers(-3, 9), min_size=8, max_size=8))
def test_replanning_returns_exactly_the_unsettled_doses_in_order(
    anchor: date, calendar: WorkingCalendar, done: int, slips: list[int]
) -> None:
    planned = plan_doses(example(), "A", anchor, calendar)
    given_on: dict[ItemCode, date] = {}
    latest = date.min
    for item, slip in zip(planned[:done], slips, strict=False):
        latest = max(latest, item.scheduled + timedelta(days=slip))
        given_on[item.code] = latest
    moved = replan(example(), "A", planned, given_on, given_on.keys(), calendar)
    assert [item.code for item in moved] == [item.code for item in planned[done:]]
    targets = [item.target for item in moved]
    assert targets == sorted(set(targets))


def test_replanning_with_nothing_new_changes_nothing() -> None:
    planned = plan_doses(example(), "A", MONDAY, MON_TO_FRI)
    assert replan(example(), "A", planned, {}, (), MON_TO_FRI) == planned


WORKED_WINDOW = PlannedItem(
    code("IND-4"), ItemKind.DOSE, "induction", 4, 8,
    target=date(2026, 3, 12), window_from=date(2026, 3, 11), window_to=date(2026, 3, 13),
    scheduled=date(2026, 3, 12),
)  # fmt: skip


@pytest.mark.parametrize("number", range(9))
def test_the_worked_window_states_come_out(number: int) -> None:
    worked = case("C09")
    given_case = worked["inputs"]["items"][number]
    outcome = None
    if "given" in given_case:
        outcome = given_state(WORKED_WINDOW, day(given_case["given"]))
    elif given_case.get("hold"):
        outcome = ItemState.HELD
    state = item_state(WORKED_WINDOW, day(given_case["today"]), outcome)
    assert state == worked["expected"]["items"][number]["state"]


def test_an_item_without_a_window_is_planned_due_then_overdue() -> None:
    first = plan_doses(example(), "B", MONDAY, MON_TO_FRI)[0]
    around = [item_state(first, MONDAY + timedelta(days=n)) for n in (-1, 0, 1)]
    assert around == [ItemState.PLANNED, ItemState.DUE_TODAY, ItemState.OVERDUE]
    assert given_state(first, MONDAY + timedelta(days=9)) is ItemState.GIVEN_IN_WINDOW


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 3, 12), ItemState.HELD),
        (date(2026, 3, 13), ItemState.DUE_TODAY),
        (date(2026, 3, 14), ItemState.OVERDUE),
    ],
)
def test_a_hold_that_has_passed_is_due_again(today: date, state: ItemState) -> None:
    assert item_state(WORKED_WINDOW, today, ItemState.HELD, date(2026, 3, 13)) is state
    assert item_state(WORKED_WINDOW, today, None, date(2026, 3, 13)) is state


def test_a_hold_that_passed_inside_the_window_leaves_the_dose_open() -> None:
    state = item_state(WORKED_WINDOW, date(2026, 3, 12), ItemState.HELD, date(2026, 3, 11))
    assert state is ItemState.OPEN


@given(DAYS, st.none() | DAYS)
def test_the_clock_alone_never_gives_an_outcome(today: date, held_until: date | None) -> None:
    state = item_state(WORKED_WINDOW, today, None, held_until)
    assert state in CLOCK_STATES or (
        state is ItemState.HELD and held_until is not None and today < held_until
    )


@given(DAYS, st.sampled_from([s for s in ItemState if s not in CLOCK_STATES]))
def test_what_people_signed_never_changes_with_the_clock(today: date, outcome: ItemState) -> None:
    assert item_state(WORKED_WINDOW, today, outcome) is outcome


def test_there_is_no_study_day_zero() -> None:
    days = [study_day(MONDAY, MONDAY + timedelta(days=n)) for n in (-2, -1, 0, 1, 14)]
    assert days == [-2, -1, 1, 2, 15]


def test_a_calendar_needs_a_working_day() -> None:
    for week in (frozenset[int](), frozenset({0}), frozenset({8})):
        with pytest.raises(ValueError, match="working days"):
            WorkingCalendar(week)


def test_a_closure_beats_a_make_up_day() -> None:
    saturday = date(2026, 2, 28)
    make_up = WorkingCalendar(frozenset({1}), working_weekends=frozenset({saturday}))
    assert make_up.is_working(saturday)
    closed = WorkingCalendar(
        frozenset({1}), closures=frozenset({saturday}), working_weekends=frozenset({saturday})
    )
    assert not closed.is_working(saturday)


SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")


def test_a_dose_too_soon_is_told_from_when_it_may_start() -> None:
    before = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)
    at = datetime(2026, 3, 4, 8, 59, tzinfo=SHANGHAI)
    (alert,) = interval_alerts(example(), code("IND-2"), code("IND-1"), before, at)
    assert alert.code == "dosing.too_soon"
    assert alert.values["earliest"] == before + timedelta(hours=48)
    assert alert.values["hours"] == 48
    on_time = at + timedelta(minutes=1)
    assert interval_alerts(example(), code("IND-2"), code("IND-1"), before, on_time) == ()


def test_the_first_weekly_dose_keeps_the_interval_to_the_phase_before() -> None:
    before = datetime(2026, 3, 12, 9, 0, tzinfo=SHANGHAI)
    at = before + timedelta(hours=71)
    (alert,) = interval_alerts(example(), code("WK-1"), code("IND-4"), before, at)
    assert alert.values["hours"] == 72
    assert interval_alerts(example(), code("WK-2"), code("WK-1"), before, at)


def test_an_interval_is_counted_in_instants_when_the_clocks_change() -> None:
    before = datetime(2026, 3, 28, 9, 0, tzinfo=BERLIN)
    wall = datetime(2026, 3, 30, 9, 0, tzinfo=BERLIN)
    (alert,) = interval_alerts(example(), code("IND-2"), code("IND-1"), before, wall)
    assert alert.values["earliest"] == datetime(2026, 3, 30, 10, 0, tzinfo=BERLIN)
