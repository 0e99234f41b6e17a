"""The clock in doubt: found once, confirmed by a person, refused to nobody."""

from datetime import timedelta

import pytest

from ltm_desktop.domain.acts import Act
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
