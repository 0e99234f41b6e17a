"""The clock in doubt: found once, confirmed by a person, refused to nobody."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ltm_desktop.domain as domain
from ltm_desktop.domain.acts import Act, elapsed
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.schedule import WorkingCalendar
from ltm_desktop.domain.time_doubt import (
    ClockConfirmed,
    ClockDoubted,
    ClockState,
    ConfirmClock,
    DoubtCause,
    DoubtClock,
    decide_clock,
    evolve,
    reach_of,
)
from tests.builders import NURSE, at, site

NOON = at("2026-03-02 12:00")


def act(person: PersonId = NURSE) -> Act:
    return Act(person, NOON, WorkingCalendar(frozenset({1})))


def doubted() -> ClockState:
    found = DoubtClock(DoubtCause.BACKWARD, NOON + timedelta(hours=2), "+08:00")
    (event,) = decide_clock(found, ClockState(), site().people, act())
    return evolve(ClockState(), event)


def test_a_doubt_says_what_the_clock_showed_and_what_was_to_be_expected() -> None:
    state = doubted()
    assert state.doubted
    assert state.doubt == ClockDoubted(
        DoubtCause.BACKWARD, NOON + timedelta(hours=2), NOON, "+08:00"
    )


def test_the_first_doubt_stands_until_it_is_answered() -> None:
    second = ClockDoubted(DoubtCause.FORWARD, NOON, NOON, "")
    assert evolve(doubted(), second) == doubted()


def test_a_person_confirms_the_time_and_with_it_the_offset_of_the_computer() -> None:
    (event,) = decide_clock(ConfirmClock(NOON, "+00:00"), doubted(), site().people, act())
    assert event == ClockConfirmed(NURSE, NOON, "+00:00")
    assert evolve(doubted(), event) == ClockState(None, "+00:00")
    assert evolve(doubted(), object()) == doubted()


def test_nobody_confirms_a_time_that_is_not_doubted_or_has_gone_from_the_screen() -> None:
    with pytest.raises(Refused, match=r"clock\.not_doubted"):
        decide_clock(ConfirmClock(NOON, ""), ClockState(), site().people, act())
    with pytest.raises(Refused, match=r"clock\.moved_on"):
        decide_clock(ConfirmClock(NOON - timedelta(hours=1), ""), doubted(), site().people, act())


def test_a_stranger_says_nothing_of_the_clock() -> None:
    with pytest.raises(Refused, match=r"people\.unknown"):
        decide_clock(ConfirmClock(NOON, ""), doubted(), site().people, act(PersonId("nobody")))


SPANS = st.timedeltas(timedelta(), timedelta(days=4000))
LITTLE = timedelta(seconds=1)


def told_until(back: timedelta, passed: timedelta) -> Act:
    """Return an act some time after the clock was set back and nobody found it right."""
    doubt = ClockDoubted(DoubtCause.BACKWARD, NOON + back, NOON, "+08:00")
    now = NOON + passed
    return Act(NURSE, now, WorkingCalendar(frozenset({1})), reach_of(doubt, now, passed))


@given(back=SPANS, passed=SPANS, ago=SPANS)
def test_the_true_time_is_past_however_far_the_clock_was_set_back_and_nothing_later_is(
    back: timedelta, passed: timedelta, ago: timedelta
) -> None:
    act, true = told_until(back, passed), NOON + back + passed
    assert not act.is_ahead(true - ago)
    assert act.is_ahead(true + LITTLE)
    assert not act.is_day_ahead(true.date())
    assert act.is_day_ahead(true.date() + timedelta(days=1))


@given(forward=SPANS, passed=SPANS)
def test_a_clock_that_went_ahead_reaches_no_further_than_itself(
    forward: timedelta, passed: timedelta
) -> None:
    doubt = ClockDoubted(DoubtCause.FORWARD, NOON - forward, NOON, "")
    assert reach_of(doubt, NOON + passed, passed) == NOON + passed


@given(back=SPANS, forth=SPANS)
def test_a_clock_that_is_moved_again_never_takes_back_what_it_reached(
    back: timedelta, forth: timedelta
) -> None:
    doubt = ClockDoubted(DoubtCause.BACKWARD, NOON + back, NOON, "")
    assert elapsed(doubt.expected, reach_of(doubt, NOON - forth, -forth)) >= timedelta()


@given(ahead=SPANS)
def test_while_the_clock_holds_nothing_after_it_is_past(ahead: timedelta) -> None:
    holding = act()
    assert not holding.is_ahead(NOON - ahead)
    assert holding.is_ahead(NOON + ahead + LITTLE)
    assert holding.is_day_ahead((NOON + ahead).date() + timedelta(days=1))


_BY_THE_CLOCK_ALONE = re.compile(
    r"elapsed\([\w.]*act\.now, .*\) > timedelta|> [\w.]*act\.today|act\.now < "
)


def test_no_rule_calls_a_time_the_future_by_the_clock_alone() -> None:
    files = sorted(Path(domain.__path__[0]).glob("*.py"))
    found = [
        f"{file.name}: {line.strip()}"
        for file in files
        for line in file.read_text("utf-8").splitlines()
        if _BY_THE_CLOCK_ALONE.search(line)
    ]
    assert (len(files) > 100, found) == (True, [])
